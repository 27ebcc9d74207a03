"""Case files of the leak watch: opened on signals, added to, ended; nothing is ever taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs
from licet.desk.forms import Form, text
from licet.desk.page import page, service_of
from licet.desk.reading import paged
from licet.desk.register.acting import chosen
from licet.desk.watch import files
from licet.desk.watch.showing import EXPLAINED, interval, shown
from licet.errors import InputError
from licet.watch.case import OUTCOMES, SIDES, with_evidence, with_hypothesis, with_outcome

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from licet.watch.case import CaseFile

router = APIRouter()
MAY = "watch"
_A_PAGE = 50
_ACTS = {
    "evidence": ("entry", "text", "stated_by", "stated_on"),
    "hypothesis": ("hypothesis", "side", "why"),
    "outcome": ("outcome", "reason"),
}
"""What one may add to a file, and the fields of its form."""


@router.get("/watch/cases", dependencies=[needs(MAY)])
def cases(request: Request) -> HTMLResponse:
    """Every case file that the person may see."""
    actor, order = chosen(request), files.order_of(request)
    asks = actor is not None and actor.role == "auditor" and not order
    return page(
        request, "watch/cases.html", some=paged(request, files.all_seen(request), _A_PAGE), asks=asks, order=order
    )  # fmt: skip


@router.post("/watch/cases", dependencies=[needs(MAY)])
def open_(request: Request, form: Form) -> Response:
    """Open a file on what was looked at; it is looked at again, so that nobody sends signals of their own."""
    return RedirectResponse(_address(files.open_on(request, form).id, text(form, "order")), 303)


@router.get("/watch/cases/{name}", dependencies=[needs(MAY)])
def case(request: Request, name: str) -> HTMLResponse:
    """One file: signals, explanations, and every entry with who and when."""
    return _case(request, files.seen(request, name))


@router.post("/watch/cases/{name}", dependencies=[needs(MAY)])
def add(request: Request, name: str, form: Form) -> Response:
    """Add evidence, a reason for or against an explanation, or the outcome."""
    found, act = files.seen(request, name), text(form, "act")
    typed = {field: text(form, field) for field in _ACTS.get(act, ())}
    try:
        _added(request, found, act, form)
    except InputError as error:
        return _case(request, found, typed={"act": act, **typed}, error=str(error))
    return RedirectResponse(f"{_address(name, files.order_of(request))}#entries", 303)


def _added(request: Request, found: CaseFile, act: str, form: FormData) -> None:
    store, by = service_of(request).store, files.who(request)
    match act:
        case "evidence":
            entry = files.entries_of(request, found).get(text(form, "entry"))
            said = entry or {name: text(form, name) for name in ("text", "stated_by", "stated_on")}
            more = f"{said['text']}. {note}" if entry and (note := text(form, "text")) else said["text"]  # fmt: skip
            with_evidence(
                store, found.id, by, text=more, stated_by=said["stated_by"], stated_on=_day(said["stated_on"]), ref=said.get("ref", ""),
            )  # fmt: skip
        case "hypothesis":
            with_hypothesis(
                store, found.id, by, hypothesis=text(form, "hypothesis"), side=text(form, "side"), text=text(form, "why"),
            )  # fmt: skip
        case "outcome":
            with_outcome(store, found.id, by, outcome=text(form, "outcome"), reason=text(form, "reason"))  # fmt: skip
        case _:
            raise InputError(f"To a case file one adds {', '.join(_ACTS)}, and not {act[:40]!r}.")


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise InputError("Say on which day it was stated, such as 2026-06-03.") from None


def _case(
    request: Request, found: CaseFile, *, typed: dict[str, str] | None = None, error: str = ""
) -> HTMLResponse:
    blank = dict.fromkeys(("act", *(field for fields in _ACTS.values() for field in fields)), "")
    says = found.lines[0].says
    return page(
        request, "watch/case.html", 400 if error else 200, case=found, told=shown(request, says), typed={**blank, **(typed or {})},
        error=error, back=files.back_to(found), entries=files.entries_of(request, found), outcomes=OUTCOMES, explained=EXPLAINED,
        sides=SIDES, order=files.order_of(request), ref_link=files.ref_link, interval=interval, pasted=(says.get("source") or {}).get("text", ""),
    )  # fmt: skip


def _address(name: str, order: str = "") -> str:
    return f"/watch/cases/{quote(name, safe='')}{f'?order={quote(order)}' if order else ''}"
