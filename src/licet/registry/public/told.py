"""One step as the log is to tell it: its name, the fields that are shown, and those that are committed to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from licet.errors import InputError
from licet.publiclog.canonical import LARGEST, written
from licet.publiclog.view import divided
from licet.record import record
from licet.register.events import SIDE_OF_THE_STATE, Event, actor_data, thawed
from licet.register.procedure import Procedure
from licet.registry.public.view import DERIVED, ROUTED, Telling

STEP = "step"
"""The name of an event whose own name would give something away."""
SAID = "said_"
"""Before fields of a body that are called like something the log works out by itself."""
_AROUND = 4
"""Levels of nesting that an opening and an entry lay around a value."""


@record
class Told:
    """A step before it is sealed.  ``public`` is shown as it is, ``secret`` is committed to field by field.

    ``corrects`` is the number in the register of the event that this one puts right, 0 for none.
    """

    what: str
    public: Mapping[str, Any]
    secret: Mapping[str, Any]
    corrects: int = 0


def told(by: Telling, worked_out: Mapping[str, Any]) -> Told:
    """An event with what was worked out of it, divided by the view.

    Who acted, as a person, is never shown; neither is a word of the body that stands in no closed list.
    """
    event, view = by.event, by.view
    said = {_own(name): committable(thawed(value)) for name, value in event.body.items()}
    shown, _ = divided(view.view, event.kind, {**said, **worked_out})
    public = {
        name: value
        for name, value in shown.items()
        if name in worked_out or _is_listed(name, value, by.law)
    }
    everything = {**said, **{n: committable(v) for n, v in worked_out.items()}, "actor": committable(actor_data(event.actor))}  # fmt: skip
    secret = {
        n: v for n, v in everything.items() if n not in public and n not in view.view.left_out
    }
    if event.kind not in view.unnamed:
        return Told(event.kind, public, secret)
    kept = {name: value for name, value in public.items() if name != "by"}
    hidden = {name: value for name, value in public.items() if name == "by"}
    return Told(STEP, kept, {**secret, **hidden, "kind_of_step": event.kind})


def spoken_by(event: Event) -> str:
    """Who acted, as a body and never as a person: the authority of an official, the role of anybody else."""
    actor = event.actor
    return (actor.authority or actor.role) if actor.role in SIDE_OF_THE_STATE else actor.role


def committable(value: Any) -> Any:
    """A value that canonical JSON can write: itself, or its JSON as text where it holds what that cannot.

    >>> committable({"units": 5}), committable(2**60)
    ({'units': 5}, '1152921504606846976')
    """
    if isinstance(value, int) and abs(value) > LARGEST:
        return str(value)
    try:
        deep: Any = value
        for _ in range(_AROUND):
            deep = [deep]
        written(deep)
    except InputError:
        return json.dumps(value, sort_keys=True)
    return value


def _own(name: str) -> str:
    return f"{SAID}{name}" if name in (*DERIVED, "actor") else name


def _is_listed(name: str, value: Any, law: Procedure) -> bool:
    """Whether a word of a body is a name that everybody may read in the procedure."""
    match name:
        case "agency":
            return value in [each[0] for each in law.routing.agencies]
        case "rule":
            return law.routing.rule(str(value)) is not None
        case _:
            return name not in ROUTED  # a choice of the table, as the view was checked to be
