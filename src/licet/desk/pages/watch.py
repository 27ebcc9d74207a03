"""The leak watch: a transfer and the register's shipments under the signals, each with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.desk.forms import Form, raw
from licet.desk.linked import with_party
from licet.desk.page import page, service_of
from licet.desk.pages.answer import PARTY
from licet.desk.reading import paged
from licet.desk.register.acting import actor_of
from licet.desk.watch.files import all_seen
from licet.desk.watch.looking import (
    LONGEST,
    at_register,
    at_shipment,
    at_transfer,
    pairs_of,
    question_text,
)
from licet.desk.watch.showing import interval, shown
from licet.errors import InputError, UnknownName
from licet.interview.enquiries import NoSuchEnquiry
from licet.service.asked import BadQuestion
from licet.watch.subject import data_of

if TYPE_CHECKING:
    from licet.desk.watch.looking import Looked

router = APIRouter()
FIELDS = ("item", "from", "to", "on", *PARTY[1:])
_A_PAGE = 50
_FEW = 5


@router.get("/watch", dependencies=[needs("read")])
def front(request: Request) -> HTMLResponse:
    """The three ways to look, and the newest case files."""
    return first(request)


def first(
    request: Request, status: int = 200, *, errors: tuple[tuple[str, str], ...] = (), typed: dict[str, str] | None = None
) -> HTMLResponse:  # fmt: skip
    """The front page; after a fault with what was typed, and what is wrong at its field."""
    blank = dict.fromkeys((*FIELDS, "text", "file"), "")
    shown_at = tuple((name if name in blank else "item", said) for name, said in errors)
    cases = all_seen(request)[:_FEW] if "watch" in person_of(request).may else ()
    return page(
        request, "watch/front.html", status, errors=shown_at, wrong={**blank, **dict(shown_at)}, given={**blank, **(typed or {})}, cases=cases,
        countries=sorted(service_of(request).library.law.book.facts.countries.items(), key=lambda each: each[1]),
        megabytes=service_of(request).settings.desk.body_megabytes,
    )  # fmt: skip


@router.get("/watch/transfer", dependencies=[needs("read")])
def transfer(request: Request) -> Response:
    """The signals on the transfer that the address asks, or that a saved question of the address asks."""
    asked = request.query_params
    if key := asked.get("enquiry", ""):
        try:
            return _transfer(request, at_transfer(request, person_of(request), {"enquiry": key}))
        except NoSuchEnquiry as error:
            return first(request, 404, errors=(("item", str(error)),))
        except InputError as error:
            return first(request, 400, errors=(("item", str(error)),))
    party = {name: asked.get(name, "").strip() for name in PARTY[1:]}
    pairs = tuple(pairs_of(request.url.query))
    if any(party.values()):
        pairs = with_party(pairs, {"role": "end_user", **party})
    query = question_text(pairs)
    if "" in asked.values() or any(party.values()):  # a form that was not filled in all its fields
        return RedirectResponse(f"/watch/transfer?{query}", 303)
    try:
        return _transfer(request, at_transfer(request, person_of(request), {"question": query}))
    except BadQuestion as error:
        return first(request, 400, errors=error.errors, typed=dict(asked))
    except InputError as error:
        return first(request, 400, errors=(("item", str(error)),), typed=dict(asked))


@router.post("/watch/transfer", dependencies=[needs("ask")])
def pasted(request: Request, form: Form) -> Response:
    """The signals on a transfer that was pasted; it is not kept."""
    text = raw(form, "text")
    if not text.strip():
        return first(
            request, 400, errors=(("text", "Paste a transfer, as licet decide takes it."),)
        )
    try:
        return _transfer(request, at_transfer(request, person_of(request), {"text": text}))
    except InputError as error:
        return first(request, 400, errors=(("text", str(error)),), typed={"text": text[:LONGEST]})


def _transfer(request: Request, found: Looked) -> HTMLResponse:
    told = tuple(shown(request, data_of(each)) for each in found.subjects)
    question = found.source.get("question", "")
    asked = _flags(request, found) if question else ()
    names = {name for name, _, _ in asked}
    kept = [each for each in pairs_of(question) if each[0] != "fact" or each[1].partition("=")[0] not in names]  # fmt: skip
    return page(
        request, "watch/transfer.html", told=told, source=found.source, flags=asked, kept=kept,
    )  # fmt: skip


def _flags(request: Request, found: Looked) -> tuple[tuple[str, str, str], ...]:
    """Yes-or-no facts of the transfer that signals rest on, with the question and what was stated."""
    facts = service_of(request).library.law.book.facts
    read = {name for each in found.subjects for one in each.seen for name in (*one.wanted, *(fact for fact, _ in one.facts))}  # fmt: skip
    said = dict(each[1].split("=", 1) for each in pairs_of(found.source["question"]) if each[0] == "fact" and "=" in each[1])  # fmt: skip
    asked = (facts[name] for name in sorted(read) if name in facts)
    return tuple(
        (each.name, each.question, said.get(each.name, ""))
        for each in asked
        if each.type == "boolean" and each.owner == "transfer"
    )


@router.get("/watch/register", dependencies=[needs("register")])
def register(request: Request) -> HTMLResponse:
    """Every shipment that the person may see, those with strong signals first."""
    actor, order = actor_of(request), request.query_params.get("order", "").strip()
    if actor.role == "auditor" and not order:
        return page(request, "watch/order.html", actor=actor)
    found = at_register(request, order)
    every = request.query_params.get("show", "") == "all"
    chosen = sorted((each for each in found.subjects if every or each.raised), key=_strongest)
    some = paged(request, chosen, _A_PAGE)
    rows = [(each, interval(data_of(each)["estimate"])) for each in some.shown]
    return page(
        request, "watch/register.html", actor=actor, rows=rows, some=some, every=every, order=order, count=len(found.subjects),
        opened=sum(bool(each.open) for each in found.subjects), raised=sum(bool(each.raised) for each in found.subjects),
        faults=found.faults,
    )  # fmt: skip


def _strongest(each: Any) -> tuple[int, int, str]:
    return -sum(one.strength == "strong" for one in each.raised), -len(each.raised), each.name


@router.get("/watch/shipment", dependencies=[needs("register")])
def shipment(request: Request) -> HTMLResponse:
    """One shipment with its signals."""
    asked = {name: request.query_params.get(name, "").strip() for name in ("shipment", "order")}
    try:
        found = at_shipment(request, asked["shipment"], asked["order"])
    except UnknownName:
        raise HTTPException(404) from None
    (told,) = (shown(request, data_of(each)) for each in found.subjects)
    key = asked["shipment"].removeprefix(f"{found.source['license']}/")
    return page(
        request, "watch/shipment.html", told=told, source=found.source, actor=actor_of(request), license=found.source["license"],
        key=key, order=asked["order"],
    )  # fmt: skip
