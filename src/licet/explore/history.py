"""The status of one transfer through time: a line for each change, with the instrument behind it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.decide.decide import decide
from licet.explore.causes import NEEDS, Explained, explained
from licet.explore.outline import FACETS, MARKING, outlines
from licet.explore.timeline import events
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.book.book import RuleBook
    from licet.decide.decide import Decision, Law
    from licet.explore.timeline import Event
    from licet.transfer.model import Transfer


@record
class Stretch:
    """A span of days with one answer: ``since <= day < to``; ``to`` None where it runs on.

    ``decision`` is that of the first day as stated, ``closed`` the same if after due care
    nothing were known beyond what is stated.  ``causes`` are the events that brought the answer
    about, those behind the weightiest facet first (none for the first stretch); ``moved`` names
    the facets that they moved, in either reading.
    """

    since: date
    to: date | None
    decision: Decision
    closed: Decision
    causes: tuple[Event, ...] = ()
    moved: tuple[str, ...] = ()


def history(
    transfer_on: Callable[[date], Transfer],
    law: Law,
    *,
    since: date | None = None,
    until: date | None = None,
    known_on: date | None = None,
    sovereigns: tuple[str, ...] | None = None,
) -> tuple[Stretch, ...]:
    """Decide on every day on which the law or a party's listing changes, and join equal answers.

    ``transfer_on`` gives the transfer as it would be stated on a day, since letters on the
    public record are known from their own day on.  ``since`` defaults to the first day that the
    book speaks of (``first_day``); ``until`` is the last day looked at, by default all that the
    book holds, days to come included.  Two answers are equal where status, review, exceptions,
    classification, grounds and the codified answer are, as stated and with due care.  ``sovereigns``
    asks these laws alone, which takes less time.  Empty where ``until`` comes before ``since``.
    """
    start = since or first_day(law.book)
    found: list[Stretch] = []
    last: Stretch | None = None
    for day in _days(transfer_on(start), edges_of(law.book, sovereigns), start, until):
        decision = decide(transfer_on(day), law, on=day, known_on=known_on, sovereigns=sovereigns)
        here = Stretch(day, None, decision, decision.with_due_care)
        if last is None:
            found.append(here)
        elif _mark(here) != _mark(last):
            found.append(_explained(last, here))
        last = here
    ends = [*(each.since for each in found[1:]), None][: len(found)]
    return tuple(replaced(each, to=end) for each, end in zip(found, ends, strict=True))


def first_day(book: RuleBook) -> date:
    """The first day on which the book holds a requirement: before it, silence would mean nothing."""
    starts = [
        version.since
        for provision in book.provisions.values()
        if provision.kind in NEEDS
        for version in provision.versions
    ]
    return min(starts, default=date.min)


def _explained(last: Stretch, here: Stretch) -> Stretch:
    changes = [
        change
        for before, after in ((last.decision, here.decision), (last.closed, here.closed))
        for change in explained(before, after)
        if change.difference.facet in MARKING
    ]
    changes.sort(key=_weight)
    causes = dict.fromkeys(event for each in changes for event in each.causes)
    facets = dict.fromkeys(each.difference.facet for each in changes)
    return replaced(here, causes=tuple(causes), moved=tuple(facets))


def _weight(change: Explained) -> int:
    return FACETS.index(change.difference.facet)


def edges_of(book: RuleBook, sovereigns: tuple[str, ...] | None) -> tuple[date, ...]:
    """The days on which these laws change, or what all of them share; of every law where None."""
    if sovereigns is None:
        return book.edges
    return tuple(each.on for each in events(book) if each.sovereign in ("", *sovereigns))


def _days(
    transfer: Transfer, edges: tuple[date, ...], since: date, until: date | None
) -> Iterator[date]:
    """``since``, and every later day on which something may change."""
    days = {since, *edges, *_listings(transfer)}
    yield from sorted(day for day in days if since <= day and (until is None or day <= until))


def _listings(transfer: Transfer) -> Iterator[date]:
    for party in transfer.parties:
        for entry in (*party.facts.get("lists", ()), *(party.owners or ())):
            if entry.since is not None:
                yield entry.since


def _mark(stretch: Stretch) -> tuple[object, ...]:
    return tuple(
        each.mark for decision in (stretch.decision, stretch.closed) for each in outlines(decision)
    )
