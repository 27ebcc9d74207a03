"""The register: as whom one acts, the worklist with days left, and filing from an answer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.desk.forms import Form, text, way_on
from licet.desk.page import page, service_of
from licet.desk.register import acting
from licet.desk.register.acting import actor_of, registry_of
from licet.desk.register.filling import LONG, loose
from licet.desk.register.next_up import turns
from licet.desk.register.starting import Started, starts_of, tolerances_of
from licet.errors import InputError
from licet.register.events import ROLES
from licet.register.opening import application_from
from licet.registry.model import APPLICATION
from licet.registry.told import left_told, opening_told

if TYPE_CHECKING:
    from licet.decide.decide import Decision
    from licet.register.events import Actor
    from licet.register.law_file import Tolerance
    from licet.register.table import Field
    from licet.registry.model import Standing
    from licet.registry.registry import Registry

router = APIRouter()
MAY = "register"
"""What a route of the register asks for; the rest is asked by the register itself, of every act and reading."""
_A_PAGE = 200
REPORT = "return_filed"
_SIDE_OF_THE_FIRM = ("applicant", "agent")
_LINE = ("quantity", "unit", "value", "currency", "tolerance")


@router.get("/register", dependencies=[needs(MAY)])
def worklist(request: Request, state: str = "", after: str = "") -> HTMLResponse:
    """Files that this person has to do with, those whose time ends first on top."""
    actor = acting.chosen(request)
    if actor is None:
        return front(request)
    registry = registry_of(request)
    if actor.role not in dict(registry.roles.to_read("standing").roles):
        return front(request)
    found = registry.cases(actor, state=state.strip("*"), after=after, limit=_A_PAGE + 1)
    closed = {each.name for each in registry.law.application.states if each.mark == "closed"}
    shown = sorted((each for each in found[:_A_PAGE] if state or each.state not in closed), key=_urgency)  # fmt: skip
    return front(
        request, rows=[(each, left_told(each), *turns(each, registry.law, actor)) for each in shown], state=state, states=registry.law.application.states,
        next=found[_A_PAGE - 1].case if len(found) > _A_PAGE else "", after=after,
    )  # fmt: skip


def _urgency(row: Standing) -> tuple[bool, bool, int, str]:
    """What is over time first, then by days left; what stands still or has no limit at the end."""
    runs = row.days_left is not None and not row.stopped
    return (not row.over, not runs, row.days_left or 0, row.case)


def front(request: Request, status: int = 200, **more: Any) -> HTMLResponse:
    """The first page of the register, with as whom one acts."""
    person, actor = person_of(request), acting.chosen(request)
    context = {
        "rows": None, "back": request.query_params.get("back", ""), "errors": [], "state": "", "states": (), "next": "", "after": "", "typed": loose(), "actor": actor,
        "parts": acting.parts_of(person), "written": acting.written, "local": person.how == "local",
        "roles": [each for each in ROLES if each not in acting.NOBODY_ELSE],
        "authorities": registry_of(request).law.clocks.authorities,
        "report": _report(registry_of(request), actor), "did": request.query_params.get("did", "") == REPORT, "long": LONG,
        "agencies": sorted({each[0] for each in registry_of(request).law.routing.agencies}),
    }  # fmt: skip
    return page(request, "register/worklist.html", status, **{**context, **more})


def _report(registry: Registry, actor: Actor | None) -> tuple[Field, ...]:
    """The fields of a report, for a role that files them and reads no license."""
    if actor is None or registry.roles.to_read("license").reach(actor.role):
        return ()
    rows = (each for each in registry.law.license.rows if each.event == REPORT)
    return next((each.body for each in rows if actor.role in each.actors), ())


@router.post("/register/as", dependencies=[needs(MAY)])
def act_as(request: Request, form: Form) -> Response:
    """Choose as whom to act."""
    typed = {name: text(form, name) for name in ("role", "name", "authority", "rank")}
    try:
        part = text(form, "part")
        actor = acting.read(part) if part else acting.named(typed["role"], typed["name"], typed["authority"], typed["rank"])  # fmt: skip
        response = RedirectResponse(way_on(text(form, "back") or "/register"), 303)
        acting.choose(request, response, actor)
    except InputError as error:
        return front(
            request, 400, typed=loose(typed), back=text(form, "back"), errors=[("name", str(error))]
        )
    return response


@router.get("/register/new", dependencies=[needs(MAY)])
def new(request: Request) -> HTMLResponse:
    """The form of an application that starts from the answer in the address."""
    return _new(request, {})


@router.post("/register/new", dependencies=[needs(MAY)])
def file(request: Request, form: Form) -> Response:
    """Open the application; the decision is made again here, so that nobody sends one of their own."""
    actor = actor_of(request)
    acting.only_for(registry_of(request), actor, APPLICATION, "create")
    fields = ("authority", "applicant", "type", "mandate", "variant", "key", *_LINE)
    typed = {name: text(form, name) for name in fields}
    try:
        start = _chosen(_starts(request, text(form, "query")), typed["variant"])
        decision = start.decision
        body = application_from(
            decision, authority=typed["authority"], applicant=typed["applicant"] or actor.authority,
            lines=[_line(decision, typed, tolerances_of(registry_of(request), typed["authority"]))],
        )  # fmt: skip
        body["opening"] |= start.trace
        body |= {name: typed[name] for name in ("type", "mandate") if typed[name]}
        done = registry_of(request).file(body, actor, key=typed["key"])
    except InputError as error:
        return _new(request, typed, str(error), text(form, "query"), 400)
    return RedirectResponse(f"/register/{quote(done.event.case, safe='')}", 303)


def _line(
    decision: Decision, typed: dict[str, str], tolerances: tuple[Tolerance, ...]
) -> dict[str, Any]:
    transfer = decision.transfer
    if not typed["quantity"]:
        raise InputError("Say how many are asked for.")
    line = {
        "id": "1", "item": transfer.product or transfer.item, "country": str(transfer.facts.get("destination") or ""),
        "quantity": typed["quantity"].replace(",", ""), "unit": typed["unit"] or "units",
    }  # fmt: skip
    if typed["value"]:
        line |= {"value": typed["value"].replace(",", ""), "currency": typed["currency"] or "USD"}
    if typed["tolerance"]:
        found = next((each for each in tolerances if str(each.value) == typed["tolerance"]), None)
        if found is None or not typed["value"]:
            raise InputError("A tolerance is one that the law of the authority knows, and of a value that is stated.")  # fmt: skip
        line |= {"value_tolerance": str(found.value), "value_tolerance_cite": found.cite}
    return line


def _starts(request: Request, query: str) -> tuple[Started, ...]:
    today = registry_of(request).clock().date()
    return starts_of(service_of(request), person_of(request), query, today)


def _chosen(starts: tuple[Started, ...], variant: str) -> Started:
    found = [each for each in starts if _name(each.decision) == variant] or list(starts[:1])
    if len(starts) > 1 and not variant:
        raise InputError("The product has variants; an application is for one of them.")
    return found[0]


def _name(decision: Decision) -> str:
    return decision.transfer.product or decision.transfer.item


def _new(
    request: Request, typed: dict[str, str], error: str = "", query: str = "", status: int = 200
) -> HTMLResponse:
    actor = actor_of(request)
    query = query or request.url.query
    decisions = [each.decision for each in _starts(request, query)]
    registry = registry_of(request)
    wanted = [each.sovereign for each in decisions[0].answers if each.license_required]
    authorities = [each for each in registry.law.clocks.authorities if decisions[0].answer(each) is not None]  # fmt: skip
    first = typed.get("authority") or next((each for each in wanted if each in authorities), "")
    told = opening_told(_opening(decisions[0]), first)
    return page(
        request, "register/new.html", status, actor=actor, query=query, variants=[_name(each) for each in decisions],
        authorities=authorities, first=first, told=told, typed=loose({"key": secrets.token_hex(8), **typed}),
        errors=[("quantity", error)] if error else [], headline=decisions[0], may=actor.role in _SIDE_OF_THE_FIRM,
        parties=decisions[0].transfer.parties, tolerances=tolerances_of(registry, first),
    )  # fmt: skip


def _opening(decision: Decision) -> dict[str, Any]:
    from licet.register.opening import opening

    return opening(decision)
