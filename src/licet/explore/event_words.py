"""An event of the law in one phrase, and what a page or a feed says of it in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.explore.timeline import (
    BEGINS,
    BEYOND_TEXT,
    BINDS,
    ENDS,
    FOLDED,
    GAINS,
    LOSES,
    NEW_TEXT,
    NOT_ENFORCED,
    PAUSE_ENDS,
    PAUSED,
    ROWS_BEGIN,
    ROWS_END,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.explore.timeline import Event

MOST_NAMES = 12
_SENTENCES = {
    BEGINS: "This rule begins",
    NEW_TEXT: "This rule has a new text",
    ENDS: "This rule ends",
    BINDS: "From this day it must be complied with",
    PAUSED: "This rule is suspended",
    NOT_ENFORCED: "This rule is no longer enforced",
    PAUSE_ENDS: "A pause of this rule runs out; by its own words it is back",
    BEYOND_TEXT: "The authority asks for more than the text does",
    GAINS: "These come into the group",
    LOSES: "These leave the group",
    FOLDED: "It is read as another place",
    ROWS_BEGIN: "Rows begin",
    ROWS_END: "Rows end",
}


def some(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """The first names, and how many more there are.

    >>> some(["A", "B", "C"], 2)
    'A, B and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def line(event: Event) -> str:
    """``title (subject): what [source, published]``."""
    names = some(event.names)
    said = f"{event.what}{' ' + names if names else ''}"
    known = (
        f", published {event.published}" if event.published and event.published != event.on else ""
    )
    return f"{event.title} ({event.subject}): {said} [{source(event)}{known}]"


def source(event: Event) -> str:
    """The instrument, else the citation."""
    return event.source or "; ".join(event.cite) or "no source given"


def sentence(event: Event, countries: Mapping[str, str] | None = None) -> str:
    """What happens on the day, as a sentence; ``countries`` gives codes their names."""
    known = countries or {} if event.kind in ("group", "fold") else {}
    names = some([known.get(each, each) for each in event.names])
    return _SENTENCES[event.what] + (f": {names}." if names else ".")
