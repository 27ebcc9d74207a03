"""What happens to a case: one frozen event after another, each by a named actor at a given moment.

Nothing in the register's domain reads a clock: ``at`` comes with the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from licet.errors import InputError
from licet.record import record

ROLES = (
    "applicant", "agent", "officer", "agency", "countersigner", "board",
    "lab", "customs", "auditor", "system", "public",
)  # fmt: skip
"""Everybody who may come near a case."""
SIDE_OF_THE_STATE = ("officer", "agency", "countersigner", "board")
"""Those who weigh and decide; none of them may do so on a file of their own."""
_DEEPEST = 40


@record
class Actor:
    """Who acts.  ``authority`` is the body that an official speaks for, or the firm of an applicant.

    ``rank`` matters where a row or a flag names one (``law/procedure/routing.yaml``, ``ranks``).
    """

    id: str
    role: str
    authority: str = ""
    rank: str = ""


@record
class Event:
    """One act on one case.  ``seq`` counts from 1 within the case; ``at`` is an aware moment, kept in UTC.

    ``body`` holds JSON-able values only: money and counts as decimal text, never a float.
    """

    case: str
    seq: int
    kind: str
    actor: Actor
    at: datetime
    body: Mapping[str, Any] = MappingProxyType({})

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise InputError(
                f"event {self.seq} of {self.case} has the moment {self.at} without a time zone; give one, UTC by custom"
            )
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        object.__setattr__(self, "body", frozen(self.body, f"event {self.seq} of {self.case}"))


def frozen(value: Any, where: str, depth: int = 0) -> Any:
    """JSON-able data as values that cannot change; refuses floats, which drift, and what is nested without end.

    >>> frozen({"quantity": "10", "lots": ["A"]}, "here")["lots"]
    ('A',)
    """
    if depth > _DEEPEST:
        raise InputError(f"{where} is nested more than {_DEEPEST} deep")
    if isinstance(value, Mapping):
        return MappingProxyType(
            {str(key): frozen(each, where, depth + 1) for key, each in value.items()}
        )
    if isinstance(value, list | tuple):
        return tuple(frozen(each, where, depth + 1) for each in value)
    if value is None or isinstance(value, str | bool | int):
        return value
    raise InputError(
        f"{where} holds {value!r}, a {type(value).__name__}; text, whole numbers, yes or no, lists and mappings are kept (write a decimal as text)"
    )


def thawed(value: Any) -> Any:
    """The same as plain dictionaries and lists, for JSON."""
    if isinstance(value, Mapping):
        return {key: thawed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [thawed(each) for each in value]
    return value


def actor_data(actor: Actor) -> dict[str, str]:
    """Who acted as JSON data."""
    return {"id": actor.id, "role": actor.role, "authority": actor.authority, "rank": actor.rank}


def as_data(event: Event) -> dict[str, Any]:
    """The event as JSON data."""
    return {
        "case": event.case, "seq": event.seq, "kind": event.kind,
        "actor": actor_data(event.actor),
        "at": event.at.isoformat(), "body": thawed(event.body),
    }  # fmt: skip


def of_data(data: Mapping[str, Any]) -> Event:
    """The event that ``as_data`` gave.

    Raises:
        InputError: what stands there is no event, with what was wanted.
    """
    try:
        who = data["actor"]
        words = (who["id"], who["role"], who.get("authority", ""), who.get("rank", ""))
        names = (data["case"], data["kind"], *words)
        if not all(isinstance(each, str) for each in names) or not isinstance(
            data["body"], Mapping
        ):
            raise TypeError("names are text and the body is a mapping")  # noqa: TRY301 - told below
        at = datetime.fromisoformat(data["at"])
        return Event(data["case"], int(data["seq"]), data["kind"], Actor(*words), at, data["body"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"this is no event: {error}; wanted case, seq, kind, actor with id and role, at and body"
        ) from None
