"""What is told of a condition: who proposed, adopted, changed or dropped it, and why, by code.

A condition that a public rule asks for may be told by its name; any other is told by its number in the case,
since the name that an officer gives it can hold anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.register.conditions.tested import KINDS
from licet.register.license_state import LicenseState
from licet.register.state import ADOPTED, CaseState
from licet.registry.public.told import spoken_by
from licet.registry.public.view import KIND, NAME, Telling, Views

NOT_TOLD = "not public"
"""The reason that is shown where none of the codes was given: a verifier wants to see that there is one."""
_ACT = "condition_"


def acted(by: Telling, after: CaseState) -> dict[str, Any] | None:
    """The field ``condition`` of an event of an application; None where it does nothing to one."""
    event = by.event
    if not event.kind.startswith(_ACT):
        return None
    held = after.condition(str(event.body.get("id", "")))
    if held is None:
        return None
    act = event.kind.removeprefix(_ACT)
    found = {
        "id": name_of(held.id, numbers(after), by),
        "act": act,
        "by": spoken_by(event),
    }
    if KIND in by.view.tells and held.kind in KINDS:
        found["kind"] = held.kind
    return {**found, **_why(act, str(event.body.get("reason", "")), by.views)}


def adopted(by: Telling, state: CaseState) -> list[str]:
    """The conditions that the decision carries, as the log names them."""
    order = numbers(state)
    return [name_of(each.id, order, by) for each in state.conditions if each.status == ADOPTED]  # fmt: skip


def amended(
    by: Telling, before: LicenseState, after: LicenseState, order: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What an amendment did to the conditions of a license: one field ``condition`` for each that came or went."""
    event = by.event
    if event.kind != "amend":
        return []
    old, new = ({str(each.get("id")) for each in state.conditions} for state in (before, after))
    reason = str(event.body.get("reason", ""))
    moved = [(each, "dropped") for each in sorted(old - new)] + [(each, "adopted") for each in sorted(new - old)]  # fmt: skip
    return [
        {"id": name_of(id_, order, by), "act": act, "by": spoken_by(event), **_why(act, reason, by.views)}
        for id_, act in moved
    ]  # fmt: skip


def numbers(case: CaseState, license_: LicenseState | None = None) -> dict[str, str]:
    """The numbers of all conditions of a case in the order in which they came, by id.

    Those that came with an amendment of the license count on behind those of the application.
    """
    ids = [each.id for each in case.conditions]
    for edition in license_.editions if license_ else ():
        said = edition.content.get("conditions") or ()
        ids += [str(each.get("id") if isinstance(each, Mapping) else each) for each in said]
    return {id_: f"c{n}" for n, id_ in enumerate(dict.fromkeys(ids), 1)}


def name_of(id_: str, order: Mapping[str, str], by: Telling) -> str:
    """How the log calls a condition."""
    return id_ if NAME in by.view.tells and id_ in by.views.named else order[id_]


def _why(act: str, reason: str, views: Views) -> dict[str, str]:
    code = views.reason(reason)
    if code:
        return {"reason": code}
    return {"reason": NOT_TOLD} if act in ("changed", "dropped") else {}
