"""Which rule version an event became: read off the law's own timeline, pinned where more than one fits."""

from __future__ import annotations

import re
from collections import defaultdict
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from licet.explore.timeline import events
from licet.happened.model import LEGAL, PUBLIC, UNKNOWN
from licet.record import fields_of, record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from licet.book.book import RuleBook
    from licet.explore.timeline import Event
    from licet.happened.model import Happening

PINNED, SAME_DAY = "pinned", "same day and instrument"
PUBLISHED, NEXT = "published that day", "the instrument's next change"


@record
class Link:
    """A change of the book that an event stands behind.

    ``subject`` is the id of a provision, group or table, ``on`` the day from which its version
    holds, ``how`` why it was taken for the event's.
    """

    subject: str
    on: date
    kind: str
    what: str
    title: str
    cite: str
    url: str
    how: str


class Linker:
    """Holds events against the timeline of one rule book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.sovereigns = book.sovereigns
        self._links: dict[Happening, tuple[Link, ...]] = {}
        self._by_law: dict[str, list[Event]] = defaultdict(list)
        for each in events(book):
            self._by_law[each.sovereign].append(each)

    def concerns(self, each: Happening) -> bool:
        """Whether the law of a sovereign of the book must have moved: its own act at a legal stage."""
        return (
            each.stage in LEGAL
            and each.actor_type in PUBLIC
            and any(actor in self.sovereigns for actor in each.states)
        )

    def links(self, each: Happening) -> tuple[Link, ...]:
        """The changes of the actors' law behind an event; none where the book has none."""
        if each not in self._links:
            self._links[each] = self._found(each)
        return self._links[each]

    def _found(self, each: Happening) -> tuple[Link, ...]:
        mine = [event for code in each.states for event in self._by_law.get(code, ())]
        if each.law:
            pins = [pin.partition("@") for pin in each.law]
            return _linked((e for e in mine if any(_pinned(e, *pin) for pin in pins)), PINNED)
        if not each.instruments or each.date_kind == UNKNOWN or each.day is None:
            return ()
        named = [event for event in mine if names(event, each.instruments)]
        for how, fitting in _by_date(named, each.day):
            if fitting:
                return _linked(fitting, how)
        return ()

    def loose_pins(self, each: Happening) -> tuple[str, ...]:
        """Pins of an event that fit nothing in the book."""
        mine = [event for code in each.states for event in self._by_law.get(code, ())]
        return tuple(
            pin for pin in each.law if not any(_pinned(e, *pin.partition("@")) for e in mine)
        )


def names(event: Event, instruments: Iterable[str]) -> bool:
    """Whether a change of the law names one of these instruments, as a whole word."""
    told = " ; ".join((event.source, *event.cite, event.note if not event.source else ""))
    return any(_word(each).search(told) for each in instruments)


@lru_cache(1024)
def _word(instrument: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){re.escape(instrument)}(?![\w/])", re.IGNORECASE)


def link_data(link: Link) -> dict[str, Any]:
    """A link as JSON data."""
    return {name: str(content) for name, content, _ in fields_of(link)}


def _by_date(named: list[Event], day: date) -> Iterable[tuple[str, list[Event]]]:
    yield SAME_DAY, [event for event in named if event.on == day]
    yield PUBLISHED, [event for event in named if event.published == day and event.on >= day]
    later = min((event.on for event in named if event.on > day), default=None)
    yield NEXT, [event for event in named if event.on == later]


def _pinned(event: Event, pattern: str, _at: str, day: str) -> bool:
    return fnmatchcase(event.subject, pattern) and fnmatchcase(str(event.on), day or "*")


def _linked(found: Iterable[Event], how: str) -> tuple[Link, ...]:
    made = {
        (each.subject, each.on): Link(
            each.subject, each.on, each.kind, each.what, each.title,
            each.source or "; ".join(each.cite), each.url, how,
        )
        for each in found
    }  # fmt: skip
    return tuple(made[key] for key in sorted(made, key=lambda key: (key[1], key[0])))
