"""The status of one transfer through time: a line for each change, with the instrument behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from licet.decide.decide import decide
from licet.explore.causes import explained
from licet.explore.outline import MARKING, outlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.decide.decide import Decision, Law
    from licet.explore.timeline import Event
    from licet.transfer.model import Transfer


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of days with one answer: ``since <= day < to``; ``to`` None where it runs on.

    ``decision`` is that of the first day.  ``causes`` are the events that brought it about
    (empty for the first stretch) and ``moved`` the facets that they moved.
    """

    since: date
    to: date | None
    decision: Decision
    causes: tuple[Event, ...]
    moved: tuple[str, ...]


def history(
    transfer_on: Callable[[date], Transfer],
    law: Law,
    *,
    since: date,
    until: date | None = None,
    known_on: date | None = None,
    due_care: bool = False,
) -> tuple[Stretch, ...]:
    """Decide on every day on which the law or a party's listing changes, and join equal answers.

    ``transfer_on`` gives the transfer as it would be stated on a day, since letters on the
    public record are known from their own day on.  ``until`` is the last day looked at; by
    default all that the book holds, days to come included.  ``due_care`` decides as if nothing
    were known beyond what is stated.  Two answers are equal where status, review, exceptions,
    classification, grounds and the codified answer are; see ``licet.explore.outline``.
    """
    found: list[Stretch] = []
    last: Decision | None = None
    for day in _days(transfer_on(since), law, since, until):
        decision = decide(transfer_on(day), law, on=day, known_on=known_on)
        if due_care:
            decision = decision.with_due_care
        if last is None or _mark(decision) != _mark(last):
            found.append(_stretch(last, decision))
        last = decision
    ends = [*(each.since for each in found[1:]), None]
    return tuple(
        Stretch(each.since, end, each.decision, each.causes, each.moved)
        for each, end in zip(found, ends, strict=True)
    )


def _stretch(last: Decision | None, decision: Decision) -> Stretch:
    if last is None:
        return Stretch(decision.on, None, decision, (), ())
    moved = [each for each in explained(last, decision) if each.difference.facet in MARKING]
    causes = dict.fromkeys(event for each in moved for event in each.causes)
    facets = dict.fromkeys(each.difference.facet for each in moved)
    return Stretch(decision.on, None, decision, tuple(causes), tuple(facets))


def _days(transfer: Transfer, law: Law, since: date, until: date | None) -> Iterator[date]:
    """``since``, and every later day on which something may change."""
    days = {since, *law.book.edges, *_listings(transfer)}
    yield from sorted(day for day in days if since <= day and (until is None or day <= until))


def _listings(transfer: Transfer) -> Iterator[date]:
    for party in transfer.parties:
        for entry in (*party.facts.get("lists", ()), *(party.owners or ())):
            if entry.since is not None:
                yield entry.since


def _mark(decision: Decision) -> tuple[object, ...]:
    return tuple(each.mark for each in outlines(decision))
