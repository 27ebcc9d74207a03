"""The first page: one line to ask with, and the ways to everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from licet.access.guard import needs
from licet.desk.linked import href
from licet.desk.page import page, service_of
from licet.service.asked import NAMES

if TYPE_CHECKING:
    from licet.service.line import LineRead

router = APIRouter()
FIELDS = ("item", "from", "to", "on")
"""The fields that the page always shows; what else a question had is shown beside them."""
EXAMPLES = (
    (
        "May I ship an H200 to a Beijing cloud firm today?",
        (("item", "nvidia-h200"), ("to", "CN"), ("party", "role=end_user,country=CN,headquarters=CN")),
    ),
    (
        "An RTX 4090 to Malaysia, for a firm with a parent in China",
        (("item", "nvidia-geforce-rtx-4090"), ("to", "MY"), ("party", "role=end_user,country=MY,headquarters=MY,parent=CN")),
    ),
    (
        "A lithography tool NXT:1980Di from the Netherlands to China",
        (("item", "asml-nxt-1980i"), ("from", "NL"), ("to", "CN")),
    ),
    ("Gallium metal from China to the United States", (("item", "gallium-metal"), ("from", "CN"), ("to", "US"))),
)  # fmt: skip
"""Questions that a newcomer may ask, each one click from its answer."""


@router.get("/", dependencies=[needs("read")])
def home(request: Request) -> HTMLResponse:
    """The line, and the ways."""
    asked = tuple(
        (name, value) for name, value in request.query_params.multi_items() if name in NAMES
    )
    return first_page(request, params=asked)


def first_page(
    request: Request, status: int = 200, *, line: LineRead | None = None,
    params: tuple[tuple[str, str], ...] = (), errors: tuple[tuple[str, str], ...] = (),
) -> HTMLResponse:  # fmt: skip
    """The first page; after a fault with everything that was typed, and what is wrong at its field."""
    countries = service_of(request).library.law.book.facts.countries
    given: dict[str, str] = {**dict.fromkeys(NAMES, ""), **dict(params)}
    return page(
        request, "home.html", status,
        examples=tuple((text, href(pairs)) for text, pairs in EXAMPLES),
        line=line, said=line.said(countries) if line else "",
        meant=tuple((each.name, _meant(line, each.id)) for each in line.meant) if line else (),
        given=given, more=tuple(e for e in params if e[0] in NAMES and e[0] not in FIELDS),
        errors=tuple((name if name in NAMES else "item", text) for name, text in errors), by_field=_by_field(errors),
        countries=sorted(countries.items(), key=lambda each: each[1]), codes=frozenset(countries),
    )  # fmt: skip


def _meant(line: LineRead, product: str) -> str:
    """The link that takes a product for the one that was meant."""
    where = href if line.to else _home
    return where((("item", product), *line.pairs()))


def _home(pairs: tuple[tuple[str, str], ...]) -> str:
    return f"/?{urlencode(pairs)}#fields"


def _by_field(errors: tuple[tuple[str, str], ...]) -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys((*NAMES, *(name for name, _ in errors)), "")
    for name, text in errors:
        found[name] = f"{found[name]} {text}".strip()
    return found
