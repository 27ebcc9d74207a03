"""Determinations: the list, one record with its letter, deciding again, and the log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from licet.access.guard import needs, person_of
from licet.desk.forms import Number
from licet.desk.numbers import day, whole
from licet.desk.page import page, service_of
from licet.desk.pages import sign, verify
from licet.desk.to_sign import again
from licet.errors import InputError
from licet.interview.enquiries import Enquiries, NoSuchEnquiry
from licet.letters.content import Signed, content, parts_of
from licet.letters.difference import difference, told_by
from licet.letters.letter import letter
from licet.orders.orders import Orders
from licet.store import found as finding
from licet.store.determinations import STATUSES
from licet.store.found import Wanted

if TYPE_CHECKING:
    from licet.store.model import Determination

router = APIRouter()
router.include_router(sign.router)
router.include_router(verify.router)

A_PAGE = 50
_LOG_PAGE = 100


@router.get("/records", dependencies=[needs("records")])
def listed(request: Request) -> HTMLResponse:
    """What officers have signed, the newest first, and what waits for a signature."""
    service, asked = service_of(request), request.query_params
    texts = {name: asked.get(name, "").strip() for name in ("status", "officer", "ref", "item")}
    wanted = Wanted(
        **texts,
        since=day(asked.get("from", ""), "from"), until=day(asked.get("to", ""), "to"),
    )  # fmt: skip
    number = max(1, whole(asked.get("page", "1")))
    with service.store.reading() as db:
        rows, total = finding.found(db, wanted, first=(number - 1) * A_PAGE, count=A_PAGE)
        officers = finding.officers(db)
    may_sign = "sign" in person_of(request).may
    return page(
        request, "records/list.html", rows=rows, total=total, wanted=wanted, officers=officers, statuses=STATUSES,
        waiting=Enquiries(service).waiting() if may_sign else (),
        number=number, last=max(1, -(-total // A_PAGE)), first=(number - 1) * A_PAGE,
    )  # fmt: skip


@router.get("/records/log", dependencies=[needs("records")])
def log(request: Request) -> HTMLResponse:
    """The log, the newest line first; its chain is checked where that is asked."""
    service, asked = service_of(request), request.query_params
    kind, before = asked.get("kind", ""), asked.get("before", "")
    checked = service.store.verify(asked.get("noted", "").strip()) if "check" in asked else None
    with service.store.reading() as db:
        lines = finding.log_back(db, kind=kind, before=whole(before) if before else None, count=_LOG_PAGE)  # fmt: skip
        kinds = finding.kinds_of_log(db)
    return page(
        request, "records/log.html", lines=lines, kinds=kinds, kind=kind, checked=checked,
        noted=asked.get("noted", ""), older=lines[-1].seq if len(lines) == _LOG_PAGE else None,
    )  # fmt: skip


@router.get("/records/{number:int}", dependencies=[needs("records")])
def one(request: Request, number: Number) -> HTMLResponse:
    """One record; its signature is checked now."""
    service = service_of(request)
    kept = service.store.determination(number)
    return page(
        request, "records/one.html", kept=kept, letter=_told(kept), enquiry=_enquiry(request, number),
        order=kept.ref if _is_order(request, kept.ref) else "",
        faults=service.store.verify_determination(number).faults,
        statement=json.dumps(json.loads(kept.statement), indent=2, ensure_ascii=False),
    )  # fmt: skip


@router.get("/records/{number:int}/again", dependencies=[needs("records")])
def decided_again(request: Request, number: Number) -> HTMLResponse:
    """The same question under the law as it is held now, and what differs from the record."""
    service, today = service_of(request), request.query_params.get("law", "today") != "then"
    kept = service.store.determination(number)
    now = again(service, kept.answer, today)
    differs = None if now is None else difference(told_by(kept.answer), told_by(now))
    return page(
        request, "records/again.html", kept=kept, letter=_told(kept), today_asked=today, differs=differs,
        now=_parts(now),
    )  # fmt: skip


@router.get("/records/{number:int}/letter.pdf", dependencies=[needs("records")])
def letter_pdf(request: Request, number: Number) -> Response:
    """The letter, the same bytes each time."""
    return _file(letter(Signed.of(_kept(request, number))), "application/pdf", f"determination-{number}.pdf")  # fmt: skip


@router.get("/records/{number:int}/letter.html", dependencies=[needs("records")])
def letter_page(request: Request, number: Number) -> HTMLResponse:
    """The letter as a page that prints well."""
    return page(request, "records/letter.html", letter=_told(_kept(request, number)))


@router.get("/records/{number:int}/statement.json", dependencies=[needs("records")])
def statement(request: Request, number: Number) -> Response:
    """The signed statement, byte for byte."""
    return _file(_kept(request, number).statement, "application/json", f"statement-{number}.json")


@router.get("/records/{number:int}/answer.json", dependencies=[needs("records")])
def answer(request: Request, number: Number) -> Response:
    """The machine's answer with its whole proof, byte for byte."""
    return _file(_kept(request, number).answer, "application/json", f"answer-{number}.json")


def _kept(request: Request, number: int) -> Determination:
    return service_of(request).store.determination(number)


def _enquiry(request: Request, number: int) -> str | None:
    """The key of the question that was signed, for a person who may read it."""
    service = service_of(request)
    with service.store.reading() as db:
        key = finding.enquiry_of(db, number)
    try:
        return Enquiries(service).of(key, person_of(request)).key if key else None
    except NoSuchEnquiry:
        return None


def _is_order(request: Request, ref: str) -> bool:
    """Whether the reference is an order's, and the person may see orders."""
    if not ref or "order" not in person_of(request).may:
        return False
    try:
        Orders(service_of(request)).get(ref)
    except InputError:
        return False
    return True


def _told(kept: Determination) -> dict[str, Any]:
    return content(Signed.of(kept))


def _parts(sealed: bytes | None) -> list[dict[str, Any]]:
    return [] if sealed is None else parts_of(sealed)


def _file(content_: bytes, kind: str, name: str) -> Response:
    return Response(content_, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})  # fmt: skip
