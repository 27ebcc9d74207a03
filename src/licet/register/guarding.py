"""What a guard is: a small pure function over a state, an event and the procedure.

It gives an empty text where it lets the event pass, and one sentence why not otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from licet.record import record
from licet.register.events import Event

if TYPE_CHECKING:
    from licet.register.clock.policy import ClockPolicy
    from licet.register.procedure import Procedure

S = TypeVar("S")


@record
class Seen(Generic[S]):
    """What a guard looks at; ``words`` are its arguments in the table."""

    state: S
    event: Event
    law: Procedure
    words: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """Who acts."""
        return self.event.actor.id

    def said(self, name: str) -> Any:
        """A field of the event's body, None where it is left out."""
        return self.event.body.get(name)


Check = Callable[[Any], str]
APPLICATION: dict[str, Check] = {}
LICENSE: dict[str, Check] = {}


def guard(*registers: dict[str, Check]) -> Callable[[Check], Check]:
    """Enter a function under its name, so that a table may use it."""

    def entered(check: Check) -> Check:
        for register in registers:
            register[check.__name__] = check
        return check

    return entered


def policy_of(seen: Seen[Any]) -> ClockPolicy:
    """The clock policy of the file: that of its registration, before it that of the event's day."""
    state = seen.state
    return seen.law.policy(state.authority, state.registered or seen.event.at.date())


def today(seen: Seen[Any]) -> date:
    """The day of the event where the authority sits; by universal time where its zone is not known."""
    calendar = policy_of(seen).calendar
    return calendar.day_of(seen.event.at) if calendar else seen.event.at.date()


@guard(APPLICATION, LICENSE)
def in_order(seen: Seen[Any]) -> str:
    """The event is of this case and the next in number."""
    event, state = seen.event, seen.state
    if state.case and event.case != state.case:
        return f"the event is of the case {event.case}, this is {state.case}"
    if event.seq != state.seq + 1:
        return f"the event has number {event.seq}; the next of {event.case} is {state.seq + 1}"
    return ""


@guard(APPLICATION, LICENSE)
def not_before_the_last(seen: Seen[Any]) -> str:
    """Nothing is entered with a moment before that of the last event."""
    if seen.state.last is not None and seen.event.at < seen.state.last:
        return f"the event is of {seen.event.at.isoformat()}, before the last one of {seen.state.last.isoformat()}"
    return ""


@guard(APPLICATION, LICENSE)
def says(seen: Seen[Any]) -> str:
    """A field of the body has the value that the row names."""
    name, wanted = seen.words
    found = seen.said(name)
    return "" if found == wanted else f"{name} is {found!r}, and this step is for {wanted!r}"


@guard(APPLICATION, LICENSE)
def says_something(seen: Seen[Any]) -> str:
    """A field of the body is given and not empty."""
    return "" if seen.said(seen.words[0]) else f"{seen.words[0]} is not given"
