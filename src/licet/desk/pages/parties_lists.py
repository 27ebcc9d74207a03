"""Lists: how each stands, a new edition, what it changed, and the orders that are held again by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.signing import signers
from licet.desk.forms import Form, text
from licet.desk.page import page, service_of
from licet.errors import InputError
from licet.lists.difference import counted, field_changes
from licet.lists.formats import FORMS
from licet.lists.shelf import Shelf
from licet.lists.standing import STATES
from licet.lists.take import read_editions
from licet.orders.orders import Orders
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from datetime import date

    from licet.access.model import Person
    from licet.lists.difference import Difference
    from licet.lists.shelf import Taken
    from licet.orders.model import Order
    from licet.service.service import Service

router = APIRouter()
MOST_BYTES = 100_000_000
"""Of an upload as read; the desk may be set to take less. Longer files: ``licet lists load``."""
_SHOWN = 200
"""Entries of each kind that a page shows of a difference."""
_FIELDS = ("list", "form", "as_of", "checked", "officer", "reason")


@router.get("/parties/lists", dependencies=[needs("screen")])
def lists(request: Request) -> HTMLResponse:
    """How every list stands, and the form for a new edition."""
    return _lists(request)


@router.post("/parties/lists", dependencies=[needs("lists")])
def take_in(request: Request, form: Form) -> Response:
    """Keep a publisher's file as new editions, and check the open orders against them."""
    service, person = service_of(request), person_of(request)
    typed = {name: text(form, name) for name in _FIELDS}
    try:
        taken = _taken(service, person, form, typed)
    except InputError as error:
        return _lists(request, 400, typed=typed, error=str(error))
    new = [each for each in taken if each.new]
    if new:
        Orders(service).recheck(
            why_of([each.kept.list for each in new]), person.officer or person.name
        )
    several = "&".join(f"taken={each.kept.list}" for each in taken)
    return RedirectResponse(f"/parties/lists/taken?{several}", 303)


def _taken(
    service: Service, person: Person, form: Form, typed: dict[str, str]
) -> tuple[Taken, ...]:
    """The editions of the upload, on the shelf.

    Raises:
        InputError: the file cannot be read or is refused.
    """
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise InputError("Choose the publisher's file.")
    data = sent.file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"The file is larger than {MOST_BYTES:,} bytes. Take it in at the keyboard: licet lists load FILE.")  # fmt: skip
    officer = typed["officer"] if person.how == "local" else person.officer
    lets_pass = bool(typed["reason"])
    if lets_pass and not officer:
        raise InputError("A reason lets a failed check pass under an officer's name, and you have none here.")  # fmt: skip
    editions = read_editions(
        data,
        code=typed["list"],
        form=typed["form"],
        as_of=read_day(typed["as_of"]),
        file=sent.filename,
    )
    return Shelf.of(service.settings).keep_all(
        editions, officer=officer if lets_pass else "", reason=typed["reason"],
        allow_shrunk=lets_pass, allow_old=lets_pass, checked=read_day(typed["checked"]),
        today=service.store.today,
    )  # fmt: skip


def why_of(codes: list[str]) -> str:
    """Why orders are checked again after lists came in."""
    return f"new {'edition' if len(codes) == 1 else 'editions'} of {', '.join(codes)}"


def _lists(
    request: Request, status: int = 200, *, typed: dict[str, str] | None = None, error: str = ""
) -> HTMLResponse:
    service, person = service_of(request), person_of(request)
    found = Shelf.of(service.settings).status(service.store.today)
    return page(
        request, "parties/lists.html", status, lists=found, states=STATES, forms=FORMS, megabytes=service.settings.desk.body_megabytes,
        officers=signers(service.store, person), errors=[(_field(error), error)] if error else [],
        typed={**dict.fromkeys(_FIELDS, ""), **(typed or {})},
    )  # fmt: skip


def _field(error: str) -> str:
    if "officer" in error:
        return "reason"
    return "as_of" if "as 2026-01-15" in error else "file"


@router.get("/parties/lists/taken", dependencies=[needs("screen")])
def just_taken(request: Request) -> HTMLResponse:
    """What the editions that just came in changed, and the orders that they hold again."""
    service = service_of(request)
    shelf = Shelf.of(service.settings)
    codes = [each for each in request.query_params.getlist("taken") if each in shelf.lists()]
    if not codes:
        raise InputError("Name a list that was taken in: the page of lists has them.")
    told = [(code, shelf.editions(code)[-1], _change(shelf, code)) for code in codes]
    return page(
        request, "parties/taken.html", told=told, counted=counted, orders=_touched(service, codes),
        fields=field_changes, most=_SHOWN,
    )  # fmt: skip


@router.get("/parties/lists/{code}", dependencies=[needs("screen")])
def one_list(request: Request, code: str, since: str = "", until: str = "") -> HTMLResponse:
    """One list: its editions, and what changed between two of them."""
    service = service_of(request)
    shelf = Shelf.of(service.settings)
    status = next((e for e in shelf.status(service.store.today) if e.list == code), None)
    if status is None:
        raise InputError(f"There is no list {code!r}. The page of lists has those there are.")
    change, errors = None, []
    try:
        change = _change(shelf, code, read_day(since), read_day(until))
    except InputError as error:
        errors.append(("since", str(error)))
    return page(
        request, "parties/one_list.html", 400 if errors else 200, list=status, editions=shelf.editions(code),
        change=change, since=since, until=until, errors=errors, counted=counted, fields=field_changes,
        most=_SHOWN, states=STATES,
    )  # fmt: skip


def _change(
    shelf: Shelf, code: str, since: date | None = None, until: date | None = None
) -> Difference | None:
    """What changed between two editions; None where there is one alone and nothing else is asked."""
    if since is None and until is None and len(shelf.editions(code)) < 2:  # noqa: PLR2004 - two to compare
        return None
    return shelf.diff(code, since, until)


def _touched(service: Service, codes: list[str]) -> list[Order]:
    """Orders whose newest check was made for these lists and says something else than the one before."""
    found = Orders(service).listed(most=10_000)
    return [
        each
        for each in found
        if each.last is not None
        and each.last.differs
        and each.last.why.startswith("new edition")
        and any(code in each.last.why for code in codes)
    ]
