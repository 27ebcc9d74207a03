"""What everybody may see of the register: the public log's cases, its statistics, and how to verify both."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from licet.access.guard import OPEN, needs
from licet.access.turns import HEAVY
from licet.desk.page import page, service_of
from licet.desk.register import posted
from licet.desk.register.acting import registry_of
from licet.desk.register.bundling import unpacked
from licet.desk.register.checking import checked
from licet.errors import InputError
from licet.registry.public.view import read_views

router = APIRouter()
MOST_BYTES = 8_000_000
"""Of a bundle that is sent in."""
_A_PAGE = 200
_EVERYBODY = "*"
_CAUTION = "A case stands here under a pseudonym that says nothing of it."


@router.get("/register/public", dependencies=[needs(OPEN)])
def public(request: Request) -> HTMLResponse:
    """Every case of the public log, newest first."""
    log = posted.published(service_of(request).settings.home)
    found = posted.cases_of(log) if log else ()
    return page(request, "register/public.html", log=log, cases=found[:_A_PAGE], more=max(len(found) - _A_PAGE, 0), caution=_CAUTION)  # fmt: skip


@router.get("/register/public/{name}", dependencies=[needs(OPEN)])
def public_case(request: Request, name: str) -> HTMLResponse:
    """The entries of one case, by its pseudonym."""
    log = posted.published(service_of(request).settings.home)
    entries = posted.entries_of(log, name) if log else ()
    if not entries:
        raise HTTPException(404)
    return page(request, "register/public_case.html", log=log, name=name, entries=entries, public_told=posted.public_told)  # fmt: skip


@router.get("/register/statistics", dependencies=[needs(OPEN)])
def statistics(request: Request) -> HTMLResponse:
    """Rates with their denominators and days, counted from the public log; small cells are left out, and that is said."""
    registry = registry_of(request)
    today = datetime.now(UTC).date()
    asked = request.query_params
    typed = {
        "since": asked.get("since", "").strip() or f"{today.year}-01-01",
        "until": asked.get("until", "").strip() or str(date(today.year + 1, 1, 1)),
        "authority": asked.get("authority", "").strip() or _EVERYBODY,
        "group_by": asked.get("group_by", "").strip(),
    }  # fmt: skip
    log = posted.published(service_of(request).settings.home)
    found, errors = None, []
    if log:
        try:
            assert registry.library.folder is not None  # noqa: S101 - the registry asked before # nosec B101
            views = read_views(registry.library.folder, registry.law)
            since, until = _day(typed["since"], "since"), _day(typed["until"], "until")
            with HEAVY.taken():
                group = typed["group_by"] if typed["group_by"] == "destination" else ""
                found = posted.counted(log, views, typed["authority"], (since, until), group)
        except InputError as error:
            errors.append(("since", str(error)))
    return page(
        request, "register/statistics.html", 400 if errors else 200, log=log, found=found, typed=typed, errors=errors,
        charts=posted.charts(found["result"]) if found else (),
        authorities=registry.law.clocks.authorities,
    )  # fmt: skip


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{name}: {text[:40]!r} is no day; write it as 2026-01-01") from None


async def bundle_sent(request: Request) -> tuple[bytes, str]:
    """The bundle that was sent in, and the keys that were typed.

    Raises:
        InputError: it is larger than the desk takes.
    """
    async with request.form(max_files=1, max_fields=10) as form:
        file, keys = form.get("bundle"), form.get("keys")
        content = b""
        if isinstance(file, UploadFile) and file.filename:
            content = await file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError(f"The desk checks bundles of {MOST_BYTES // 1_000_000} MB at most. Larger ones are for licet verify on your own machine, which needs no network.")  # fmt: skip
    return content, keys if isinstance(keys, str) else ""


@router.get("/register/verify", dependencies=[needs(OPEN)])
def verify(request: Request) -> HTMLResponse:
    """How to verify, and the form for a bundle."""
    return _verify(request)


@router.post("/register/verify", dependencies=[needs(OPEN)])
def verify_bundle(
    request: Request, sent: Annotated[tuple[bytes, str], Depends(bundle_sent)]
) -> HTMLResponse:
    """What the stranger's program says of a bundle; it is not kept."""
    content, keys = sent
    if not content:
        return _verify(request, 400, keys=keys, errors=[("bundle", "Choose the file of a bundle.")])
    try:
        with HEAVY.taken():
            found = checked(unpacked(content, MOST_BYTES), keys)
    except InputError as error:
        return _verify(request, 400, keys=keys, errors=[("bundle", str(error))])
    return _verify(request, keys=keys, found=found)


def _verify(request: Request, status: int = 200, **more: Any) -> HTMLResponse:
    log = posted.published(service_of(request).settings.home)
    context: dict[str, Any] = {"keys": "", "found": None, "errors": [], "log": log}
    return page(request, "register/verify.html", status, **{**context, **more})
