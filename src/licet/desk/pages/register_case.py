"""One application: its tabs, and the acts that this person may do next as forms."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs
from licet.desk.forms import Form, several, text
from licet.desk.page import page, service_of
from licet.desk.pages.register import MAY, front
from licet.desk.register import filling, next_up, posted
from licet.desk.register.acting import actor_of, only_for, registry_of
from licet.desk.register.bundling import fields_of
from licet.desk.register.clocks import clock_chart
from licet.desk.register.holding import day
from licet.desk.register.wording import act_title
from licet.errors import InputError
from licet.register.conditions.asked import conditions_of
from licet.register.conditions.evidence import Inputs
from licet.register.entries import proposal
from licet.register.events import Actor
from licet.register.law_file import read_law
from licet.registry import told
from licet.registry.model import APPLICATION, NotAllowed
from licet.store.records import read_record

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from licet.register.state import CaseState
    from licet.registry.registry import Registry

router = APIRouter()
TABS = {
    "summary": "Summary", "goods": "Goods", "parties": "Parties", "positions": "Positions", "conditions": "Conditions",
    "timeline": "Timeline", "documents": "Documents", "public": "Public view",
}  # fmt: skip
"""The tabs of a case's page; each is a link of its own."""
_OF_TAB = {"bundle": "public"}
"""Forms that stand on a tab of their own."""
BY_ORDER = ("auditor",)
"""Roles that read by order only, and are asked for it."""


@router.post("/register/act", dependencies=[needs(MAY)])
def act(request: Request, form: Form) -> Response:
    """Do one act on an application or a license, by the fields that the table has for it."""
    registry, actor = registry_of(request), actor_of(request)
    case, kind = text(form, "case"), text(form, "kind")
    way = next((each for each in registry.ways(case, actor) if each["event"] == kind), None)
    try:
        body = filling.body_of(form, way["body"] if way else ())
        done = registry.act(case, kind, body, actor, key=text(form, "key"))
    except NotAllowed:
        raise
    except InputError as error:
        typed = filling.typed_in(form)
        if text(form, "tab") == "front":
            return front(request, 400, errors=[(kind, str(error))], typed=filling.loose({"case": case, **typed}))  # fmt: skip
        return again(request, case, kind, str(error), typed)
    if text(form, "tab") == "front":
        return RedirectResponse(f"/register?did={done.event.kind}", 303)
    return RedirectResponse(address(case, text(form, "tab"), did=done.event.kind), 303)


def again(request: Request, case: str, kind: str, error: str, typed: dict[str, str]) -> HTMLResponse:  # fmt: skip
    """The page once more, with what was wrong at the form and nothing that was typed lost."""
    from licet.desk.pages.register_licenses import license_page

    registry, actor = registry_of(request), actor_of(request)
    wrong = {"kind": kind, "error": error, "typed": typed}
    try:
        state = registry.license(case, actor)
    except NotAllowed:
        return _case(request, case, _OF_TAB.get(kind, "summary"), wrong=wrong, status=400)
    return license_page(request, state, wrong=wrong, status=400)


@router.post("/register/route", dependencies=[needs(MAY)])
def route(request: Request, form: Form) -> Response:
    """Ask every agency that the routing rules name."""
    registry, actor, case = registry_of(request), actor_of(request), text(form, "case")
    only_for(registry, actor, APPLICATION, "refer")
    try:
        asked = registry.standing(case, actor)["must_be_asked"]
        for each in _some(asked, "Every agency that the routing rules name was asked."):
            registry.act(case, "refer", {"agency": each["agency"], "rule": each["rule"]}, actor)
    except NotAllowed:
        raise
    except InputError as error:
        return again(request, case, "refer", str(error), {})
    return RedirectResponse(address(case, "summary", did="refer"), 303)


@router.post("/register/conditions", dependencies=[needs(MAY)])
def conditions(request: Request, form: Form) -> Response:
    """Propose what a rule asks for, or adopt all that are proposed and chosen."""
    registry, actor, case = registry_of(request), actor_of(request), text(form, "case")
    ids, rule = several(form, "id"), text(form, "rule")
    kind = "condition_proposed" if rule else "condition_adopted"
    only_for(registry, actor, APPLICATION, kind)
    try:
        registry.standing(case, actor)
        bodies = _asked_by(registry, rule, ids) if rule else [{"id": each} for each in ids]
        for body in _some(bodies, "Tick at least one condition."):
            registry.act(case, kind, body, actor)
    except NotAllowed:
        raise
    except InputError as error:
        return _case(request, case, "conditions", wrong={"kind": "conditions", "error": str(error), "typed": {}}, status=400)  # fmt: skip
    return RedirectResponse(address(case, "conditions", did="conditions"), 303)


def _some(found: list[dict[str, Any]], otherwise: str) -> list[dict[str, Any]]:
    """Something to do; ``otherwise`` says why there is nothing."""
    if not found:
        raise InputError(otherwise)
    return found


def _asked_by(registry: Registry, rule: str, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    assert registry.library.folder is not None  # noqa: S101 - the registry asked before # nosec B101
    found = conditions_of(
        read_law(registry.library.folder).rule(rule),
        registry.library.law.book,
        registry.clock().date(),
    )
    chosen = [proposal(each) for each in found.conditions if each.id in ids]
    if len(chosen) < len(set(ids)):
        raise InputError(f"The rule {rule} asks for no such condition.")
    return chosen


@router.post("/register/issue", dependencies=[needs(MAY)])
def issue(request: Request, form: Form) -> Response:
    """Issue the decision, with its license where it grants one."""
    registry, actor, case = registry_of(request), actor_of(request), text(form, "case")
    only_for(registry, actor, APPLICATION, "issue")
    typed = {name: text(form, name) for name in ("notice", "number", "valid_from", "valid_to", "key")}  # fmt: skip
    try:
        done = registry.issue(
            case, actor, number=typed["number"], notice=typed["notice"], key=typed["key"],
            valid_from=day(typed["valid_from"], "first day") if typed["valid_from"] else None,
            valid_to=day(typed["valid_to"], "last day") if typed["valid_to"] else None,
            preconditions=several(form, "precondition"), inputs=stated(form),
        )  # fmt: skip
    except NotAllowed:
        raise
    except InputError as error:
        return _case(request, case, "summary", wrong={"kind": "issue", "error": str(error), "typed": typed}, status=400)  # fmt: skip
    number = str(done.event.body.get("license") or "")
    where = f"/register/licenses/{quote(number, safe='')}" if number else address(case, "summary")
    return RedirectResponse(where, 303)


def stated(form: FormData) -> Inputs:
    """What conditions are tested on, from a file that was sent in or the text that was typed; nothing where neither is.

    Raises:
        InputError: it is no mapping of data.
    """
    from starlette.datastructures import UploadFile

    from licet.cases.read import yaml_of

    sent = form.get("evidence_file")
    raw = sent.file.read() if isinstance(sent, UploadFile) and sent.filename else b""
    raw = raw or text(form, "evidence").encode()
    if not raw:
        return Inputs()
    found = yaml_of(raw, "evidence")
    if not isinstance(found, dict):
        raise InputError("The evidence is a mapping: certificates, reports, home, elsewhere ...")
    read: Inputs = read_record(Inputs, found, "evidence", texts=True)
    return read


@router.get("/register/{case:path}", dependencies=[needs(MAY)])
def case(request: Request, case: str, tab: str = "summary") -> HTMLResponse:
    """The page of a case; tabs are links."""
    return _case(request, case, tab if tab in TABS else "summary")


def _case(
    request: Request, name: str, tab: str, *, wrong: dict[str, Any] | None = None, status: int = 200
) -> HTMLResponse:  # fmt: skip
    registry, actor = registry_of(request), actor_of(request)
    order = request.query_params.get("order", "").strip() or ((wrong or {}).get("typed") or {}).get("order", "")  # fmt: skip
    if actor.role in BY_ORDER and not order:
        return page(request, "register/order.html", actor=actor, case=name)
    if not _there(registry, name, actor):
        return license_or_refusal(request, name, actor)
    state = registry.case(name, actor, order=order)
    standing = registry.standing(name, actor)
    ways = registry.ways(name, actor, order=order)
    now, forms = registry.clock(), filling.forms_of(ways)
    shelves, closed = next_up.shelves(forms, state, registry.law, now, actor)
    return page(
        request, "register/case.html", status, case=state, tab=tab, tabs=TABS, standing=standing, actor=actor,
        order=order, told=told, forms=forms, long=filling.LONG, shelves=shelves, closed=closed if ways else (),
        up=next_up.next_up(state, standing, registry.law, now, actor), act_title=act_title,
        offers=filling.offered(state, standing, registry.law), wrong=filling.loose(wrong), again=filling.loose((wrong or {}).get("typed")), did=_did(request),
        may={each["event"] for each in ways}, title=told.state_told(state, registry.law),
        **_tab(request, registry, state, standing, tab, actor, order),
    )  # fmt: skip


def _there(registry: Registry, name: str, actor: Actor) -> bool:
    """Whether an application of that name is within reach; a license of it has a page of its own."""
    from licet.registry.looking import nature_here

    return nature_here(registry, name, actor) == "application"


def license_or_refusal(request: Request, name: str, actor: Actor) -> HTMLResponse:
    """A license that was asked for as if it were an application."""
    from licet.desk.pages.register_licenses import license_page

    return license_page(request, registry_of(request).license(name, actor))


def _tab(  # noqa: PLR0917 - what a tab is made of
    request: Request, registry: Registry, state: CaseState, standing: dict[str, Any], tab: str, actor: Actor, order: str
) -> dict[str, Any]:  # fmt: skip
    match tab:
        case "summary":
            return {"opening": told.opening_told(state.opening, state.authority), "granted": _granted(state), "keys": _keys()}  # fmt: skip
        case "conditions":
            assert registry.library.folder is not None  # noqa: S101 # nosec B101
            return {"rules": read_law(registry.library.folder).rules}
        case "timeline":
            today = registry.clock().astimezone(UTC).date()
            return {"chart_": clock_chart(state, standing, today), "events": registry.events(state.case, actor, order=order)}  # fmt: skip
        case "public":
            log, name = posted.published(service_of(request).settings.home), posted.name_in_log(registry.store, state.case)  # fmt: skip
            entries = posted.entries_of(log, name) if log and name else ()
            return {
                "entries": entries, "pseudonym": name, "public_told": posted.public_told, "fields": fields_of(entries),
                "opens": registry.roles.to_read("commitments").reach(actor.role),
            }  # fmt: skip
        case "documents":
            return {"documents": [filling.loose(each) for each in state.documents]}
        case _:
            return {name: [filling.loose(each) for each in state.content.get(name) or ()] for name in ("lines", "parties")}  # fmt: skip


def _granted(state: CaseState) -> bool:
    from licet.registry.issuing import granted

    return state.proposal is not None and granted(state)


def _keys() -> str:
    import secrets

    return secrets.token_hex(8)


def _did(request: Request) -> str:
    """The act that led here, where it is a name of one."""
    found = request.query_params.get("did", "")
    return act_title(found) if found.replace("_", "").isalpha() and len(found) < 40 else ""  # noqa: PLR2004


def address(case: str, tab: str = "", did: str = "") -> str:
    """The page of a case or a license."""
    asked = {"tab": tab if tab in TABS and tab != "summary" else "", "did": did}
    query = "&".join(f"{name}={quote(value)}" for name, value in asked.items() if value)
    return f"/register/{quote(case, safe='')}" + (f"?{query}" if query else "")
