"""One dated policy event, with the words its fields may hold."""

from __future__ import annotations

from datetime import date

from licet.record import record

ACTS = (
    "restrict", "relax", "list", "delist", "license", "deny", "investigate", "retaliate", "suspend",
    "extend", "negotiate", "urge", "fund", "enforce", "meet", "state", "protest", "incident",
)  # fmt: skip
STAGES = (
    "none", "considered", "announced", "adopted", "in force", "suspended", "expired", "reversed",
)  # fmt: skip
"""``none`` is that of what is no measure: a meeting, a statement, an incident."""
LEGAL = ("in force", "suspended", "expired", "reversed")
"""Stages at which the law itself must have moved."""
MODALITIES = ("done", "will", "may", "asked", "denied")
EXACT, RANGE, NOT_AFTER, UNKNOWN = "exact", "range", "not_after", "unknown"
DATE_KINDS = (EXACT, RANGE, NOT_AFTER, UNKNOWN)
ACTOR_TYPES = (
    "state", "agency", "bloc", "legislature", "court", "firm", "person", "media", "military", "unknown", "",
)  # fmt: skip
PUBLIC = ("state", "agency", "bloc", "legislature", "court")
"""Types whose acts may be law."""

NOT_TOLD = "?"
"""The actor of an act of which nobody says whose it is."""


@record
class Number:
    """An amount as it was told, such as 25 ``percent`` of sales revenues.  ``value`` is decimal text."""

    value: str
    unit: str
    of: str = ""


@record
class Source:
    """Where an event was told.

    ``source`` names the publisher or the instrument; ``url`` is its address, or the publisher's where
    the very page was not kept, or empty.  ``spans`` are pairs of places in the text that was read.

    Of that text the store keeps its SHA-256 (``text``, empty where no reader read it) and a passage: the
    sentences that the spans lie in, with the one before them, as ``words`` that begin at ``words_from``.
    ``retrieved`` is the day it was fetched, as whoever read it said.
    """

    source: str
    url: str = ""
    title: str = ""
    published: date | None = None
    spans: tuple[tuple[int, int], ...] = ()
    text: str = ""
    words: str = ""
    words_from: int = 0
    retrieved: date | None = None

    @property
    def told(self) -> str:
        """The words of the first span; empty where they were not kept."""
        if not self.spans or not self.words:
            return ""
        start, end = self.spans[0]
        return self.words[max(0, start - self.words_from) : max(0, end - self.words_from)]


@record
class Happening:
    """A dated event.

    Of an ``exact`` date both days are the same; of ``not_after`` only ``date_to`` is set; of
    ``unknown`` neither.  Days are those of the place of the act, both included.  ``actors`` and ``target``
    hold codes of countries or names; ``instrument`` holds names with semicolons between, as the rule book
    writes them.  ``measure`` is shared by the stages of one measure.  ``law`` pins rule versions by
    ``pattern@day``; ``unmodelled`` says why the book has none.
    """

    id: str
    title: str
    act: str
    actors: tuple[str, ...]
    actor_type: str = ""
    object: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    instrument: str = ""
    stage: str = "none"
    modality: str = "done"
    condition: str = ""
    numbers: tuple[Number, ...] = ()
    date_kind: str = UNKNOWN
    date_from: date | None = None
    date_to: date | None = None
    date_how: str = ""
    speaker: str = ""
    confidence: str = ""
    sources: tuple[Source, ...] = ()
    links: tuple[str, ...] = ()
    background: bool = False
    measure: str = ""
    law: tuple[str, ...] = ()
    unmodelled: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """The states of its actors, each once: ``US/Donald Trump`` acts for ``US``; ``UK`` is ``GB``."""
        codes = (each.split("/", maxsplit=1)[0] for each in self.actors)
        return tuple(dict.fromkeys("GB" if each == "UK" else each for each in codes))

    @property
    def day(self) -> date | None:
        """The day it is put at in a list: its first, else its last; None where it has none."""
        return self.date_from or self.date_to

    @property
    def instruments(self) -> tuple[str, ...]:
        """Each instrument by itself."""
        return tuple(each.strip() for each in self.instrument.split(";") if each.strip())


def order(each: Happening) -> tuple[date, str]:
    """By day, those without one last; on a day by id."""
    return each.day or date.max, each.id
