"""Public fields that verifiers read: what they may hold.  A wrong one could never be taken out of the log again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from licet.errors import InputError, UnknownName

CLOCK = ("start", "stop", "resume", "end")
OUTCOMES = (
    "approved", "approved_with_conditions", "denied", "no_license_required",
    "returned_without_action", "withdrawn",
)  # fmt: skip
ACTS = ("proposed", "adopted", "changed", "dropped")
REASONED = ("changed", "dropped")
"""Acts that say why."""
PSEUDONYM = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def checked(public: Mapping[str, Any], *, whole: bool = True) -> None:
    """Refuse reserved fields with a value that means nothing; other fields are free.

    ``whole`` is for an event; without it, the fields are those of a correction, None taking one away.

    Raises:
        InputError: a value is none of those that docs/public-log.md allows.
    """
    for name, check in _CHECKS.items():
        if name in public and (whole or public[name] is not None):
            check(name, public[name])
    if whole and public.get("outcome") == "approved" and public.get("conditions"):
        raise InputError("An outcome with conditions is approved_with_conditions, not approved.")


def _one_of(known: tuple[str, ...]) -> Callable[[str, Any], None]:
    def check(name: str, value: Any) -> None:
        if value not in known:
            raise UnknownName(name, str(value), known)

    return check


def _formed(form: re.Pattern[str]) -> Callable[[str, Any], None]:
    def check(name: str, value: Any) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise InputError(f"The public field {name} has the form {form.pattern}, not {value!r}.")

    return check


def _ids(name: str, value: Any) -> None:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise InputError(f"The public field {name} is a list of ids of conditions, not {value!r}.")


def _condition(name: str, value: Any) -> None:
    if not isinstance(value, Mapping) or not all(isinstance(value.get(each), str) for each in ("id", "by")):  # fmt: skip
        raise InputError(f"The public field {name} says id, act and by, as texts, not {value!r}.")
    if (act := value.get("act")) not in ACTS:
        raise UnknownName("act on a condition", str(act), ACTS)
    reason = value.get("reason", "")
    if not isinstance(reason, str) or (act in REASONED and not reason):
        raise InputError(f"The condition {value['id']} is {act} without a reason; the log wants to know why.")  # fmt: skip


_CHECKS: dict[str, Callable[[str, Any], None]] = {
    "clock": _one_of(CLOCK),
    "cause": _formed(NAME),
    "outcome": _one_of(OUTCOMES),
    "conditions": _ids,
    "condition": _condition,
    "superseded_by": _formed(PSEUDONYM),
}
