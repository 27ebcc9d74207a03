"""Public reading pages: days from the address, and no work where the reader has the page already.

    days = read_days(request, on=date.today())
    return reading(request, "law/coverage.html", lambda: {...}, days)

A reading page has no side effect and depends on the law, the address, the day and who looks alone: its
ETag is made of these, and a browser that sends it back gets 304 and nothing else.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import Response

from licet.access.guard import person_of
from licet.desk.page import TEMPLATES, page, service_of, wants_part
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Days that a page takes: our own bounds, wide enough for any law that is loaded."""


@record
class Days:
    """Days of the address by name; ``texts`` as typed; ``errors`` are (field, sentence)."""

    found: Mapping[str, date | None]
    texts: Mapping[str, str]
    errors: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> date:
        """A day that has a default."""
        found = self.found[name]
        if found is None:
            raise KeyError(name)
        return found

    @property
    def known_on(self) -> date:
        """The last day of publication that counts; the end of time where none is named."""
        return self.found.get("known_on") or date.max


def read_days(request: Request, **defaults: date | None) -> Days:
    """The days named in the address, by the names of ``defaults``; what is no day becomes an error."""
    found: dict[str, date | None] = {}
    texts: dict[str, str] = {}
    errors = []
    for name, default in defaults.items():
        text = request.query_params.get(name, "").strip()
        found[name] = default
        texts[name] = text or (default.isoformat() if default else "")
        if not text:
            continue
        try:
            day = date.today() if text == "today" else date.fromisoformat(text)
        except ValueError:
            errors.append((name, f"“{text[:40]}” is no day; write it as 2026-01-15, or today"))
            continue
        if not FIRST <= day <= LAST:
            errors.append((name, f"{day} is out of reach; a day from {FIRST} to {LAST} was wanted"))
            continue
        found[name], texts[name] = day, day.isoformat()
    return Days(found, texts, tuple(errors))


def wrong(days: Days, field: str, sentence: str) -> Days:
    """The same with one more error."""
    return replaced(days, errors=(*days.errors, (field, sentence)))


@record
class Paged:
    """One page of many: what is on it, its number from one, how many pages and how many in all."""

    shown: tuple[Any, ...]
    number: int
    pages: int
    count: int


def paged(request: Request, every: Sequence[Any], most: int) -> Paged:
    """The page that the address names, the last where there are fewer, the first where it names none."""
    text = request.query_params.get("page", "1")
    number = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1  # noqa: PLR2004
    pages = max(1, -(-len(every) // most))
    number = min(number, pages)
    return Paged(tuple(every[(number - 1) * most : number * most]), number, pages, len(every))


def reading(
    request: Request,
    template: str,
    make: Callable[[], Mapping[str, Any]],
    days: Days | None = None,
    **context: Any,
) -> Response:
    """The page that ``make`` fills, or 304; 400 with the form filled, unmade, where a day is no day."""
    context |= {"days": days, "carry": _carried(request)}
    if days is not None and days.errors:
        return page(request, template, 400, made=False, **context)
    headers = labels(request)
    if known(request, headers):
        return Response(status_code=304, headers=headers)
    made = page(request, template, made=True, **context, **make())
    made.headers.update(headers)
    return made


def _carried(request: Request) -> str:
    """The days of the address, as the end of a link that keeps to them."""
    asked = {
        name: request.query_params[name]
        for name in ("on", "known_on")
        if request.query_params.get(name)
    }
    return f"?{urlencode(asked)}" if asked else ""


def labels(request: Request) -> dict[str, str]:
    """The headers by which a browser asks whether a page is still the same."""
    return {
        "ETag": _etag(request),
        "Cache-Control": "private, no-cache",
        "Vary": "Cookie, HX-Request",
    }


def known(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether the reader has the page of these ``labels`` already."""
    sent = request.headers.get("If-None-Match", "")
    return headers["ETag"] in {each.strip().removeprefix("W/") for each in sent.split(",")}


def _etag(request: Request) -> str:
    service, person = service_of(request), person_of(request)
    parts = [
        *service.hashes.values(), service.library.concepts.hash, request.url.path, request.url.query,
        date.today().isoformat(), person.name, person.how, person.csrf,
        request.cookies.get("look", ""), str(wants_part(request)), _templates(),
    ]  # fmt: skip
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@cache
def _templates() -> str:
    """A hash over the templates, which the hash of the code leaves out."""
    digest = hashlib.sha256()
    for path in sorted(TEMPLATES.rglob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
