"""From events to what a license is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from licet.record import replaced
from licet.register.events import Event
from licet.register.exact import exact
from licet.register.license_state import Back, Draw, Edition, LicenseState, Line, Suspension
from licet.register.procedure import Procedure
from licet.register.select import row_for
from licet.register.table import SAME, Row, number_of

Changes = dict[str, Any]
Effect = Callable[[LicenseState, Event], Changes]


def replay(events: Iterable[Event], law: Procedure) -> LicenseState:
    """The license after ``events``, which stand in order; ``Refused`` as for an application."""
    state = LicenseState()
    for event in events:
        state = fold(state, event, row_for(state, event, law, law.license))
    return state


def fold(state: LicenseState, event: Event, row: Row) -> LicenseState:
    """The license after one more event, by the row that it took."""
    effect = EFFECTS.get(event.kind)
    changes = effect(state, event) if effect else {}
    if event.actor.role in ("applicant", "agent") and event.actor.id not in state.holders:
        changes["holders"] = (*state.holders, event.actor.id)
    to = state.state if row.to == SAME else row.to
    return replaced(
        state, **{"case": event.case, "state": to, "seq": event.seq, "last": event.at, **changes}
    )


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _lines(entries: Iterable[Mapping[str, Any]], state: LicenseState) -> tuple[Line, ...]:
    """Lines as they are stated, with what was drawn from those of the same id before."""
    found = []
    for each in entries:
        held = state.line(str(each["id"]))
        used = held.used if held else Decimal(0)
        quantity = number_of(each["quantity"])
        found.append(Line(str(each["id"]), str(each["item"]), quantity, str(each["unit"]), used, each))  # fmt: skip
    return tuple(found)


def _conditions(entries: Iterable[Any]) -> tuple[Mapping[str, Any], ...]:
    """Conditions as mappings; one that is named only is its id."""
    return tuple(each if isinstance(each, Mapping) else MappingProxyType({"id": str(each)}) for each in entries)  # fmt: skip


def _issue(state: LicenseState, event: Event) -> Changes:
    body = event.body
    return {
        "number": body["number"], "application": body["application"], "authority": body["authority"],
        "holder": body["holder"], "valid_from": _day(body["valid_from"]), "valid_to": _day(body["valid_to"]),
        "lines": _lines(body["lines"], state), "parties": tuple(body.get("parties") or ()),
        "countries": tuple(map(str, body.get("countries") or ())),
        "conditions": _conditions(body.get("conditions") or ()),
        "preconditions": tuple(map(str, body.get("preconditions") or ())),
        "editions": (Edition(1, event.at, event.actor.id, body),),
    }  # fmt: skip


def _met(state: LicenseState, event: Event) -> Changes:
    return {"met": (*state.met, event.body["condition"])}


@exact
def _draw(state: LicenseState, event: Event) -> Changes:
    body = event.body
    quantity = number_of(body["quantity"])
    drawn = Draw(
        body["key"], body["line"], quantity, date.fromisoformat(body["date"]), body["party"],
        event.actor.id, event.at, body,
    )  # fmt: skip
    lines = tuple(
        replaced(each, used=each.used + quantity) if each.id == drawn.line else each
        for each in state.lines
    )
    return {"draws": (*state.draws, drawn), "lines": lines}


def _back(state: LicenseState, event: Event) -> Changes:
    body = event.body
    drawn = state.draw(body["of"])
    line = drawn.line if drawn else ""
    came = Back(body["key"], body["of"], line, number_of(body["quantity"]), event.at, body)
    return {"backs": (*state.backs, came)}


@exact
def _restore(state: LicenseState, event: Event) -> Changes:
    held = state.back(event.body["key"])
    if held is None:
        return {}
    done = replaced(held, restored_by=event.actor.id, reason=event.body["reason"])
    lines = tuple(
        replaced(each, used=each.used - held.quantity) if each.id == held.line else each
        for each in state.lines
    )
    backs = tuple(done if each is held else each for each in state.backs)
    return {"backs": backs, "lines": lines}


def _amend(state: LicenseState, event: Event) -> Changes:
    body = event.body
    edition = Edition(len(state.editions) + 1, event.at, event.actor.id, body)
    changes: Changes = {"editions": (*state.editions, edition)}
    if body.get("lines"):
        changes["lines"] = _lines(body["lines"], state)
    if body.get("parties"):
        changes["parties"] = tuple(body["parties"])
    if body.get("valid_to"):
        changes["valid_to"] = _day(body["valid_to"])
    if body.get("conditions"):
        changes["conditions"] = _conditions(body["conditions"])
    return changes


def _suspend(state: LicenseState, event: Event) -> Changes:
    body = event.body
    since = _day(body["from"]) or event.at.date()
    cause = str(body.get("cause") or body.get("reason"))
    span = Suspension(cause, since, _day(body.get("to")), event.actor.id, event.at)
    return {"suspensions": (*state.suspensions, span)}


def _lifted(state: LicenseState, event: Event) -> Changes:
    last = replaced(state.suspensions[-1], ended=event.at)
    return {"suspensions": (*state.suspensions[:-1], last)}


def _put_forward(state: LicenseState, event: Event) -> Changes:
    what = event.kind.removesuffix("_proposed")
    return {"put_forward": (*state.put_forward, (what, event.actor.id))}


def _mandate(state: LicenseState, event: Event) -> Changes:
    return {"mandates": tuple(dict.fromkeys((*state.mandates, event.body["agent"])))}


def _laboratory(state: LicenseState, event: Event) -> Changes:
    named = (*state.laboratories, event.body["laboratory"])
    return {"laboratories": tuple(dict.fromkeys(named))}


def _ended(_: LicenseState, event: Event) -> Changes:
    return {"reason": str(event.body.get("reason", "")), "replaced_by": str(event.body.get("by", ""))}  # fmt: skip


def _kept(name: str) -> Effect:
    """Events that are kept as they were said, for other modules to read."""

    def kept(state: LicenseState, event: Event) -> Changes:
        said = {**event.body, "kind": event.kind, "by": event.actor.id, "at": event.at.isoformat()}
        return {name: (*getattr(state, name), MappingProxyType(said))}

    return kept


EFFECTS: dict[str, Effect] = {
    "issue": _issue, "precondition_met": _met, "goods_back": _back, "restore_balance": _restore, "drawdown": _draw, "amend": _amend, "suspend": _suspend,
    "condition_broken": _suspend, "reinstate": _lifted, "suspension_ended": _lifted,
    "suspend_proposed": _put_forward, "revoke_proposed": _put_forward, "give_mandate": _mandate, "name_laboratory": _laboratory,
    "revoke": _ended, "surrender": _ended, "expire": _ended, "lapse": _ended, "replace": _ended,
    "drawdown_refused": _kept("refused"), "return_filed": _kept("returns"), "assessed": _kept("money"),
    "paid": _kept("money"), "customs_message": _kept("messages"),
}  # fmt: skip
