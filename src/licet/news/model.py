"""What a reading holds.  Spans count characters of the cleaned text, from zero, end excluded."""

from __future__ import annotations

from array import array
from datetime import date
from decimal import Decimal

from licet.record import record

EXACT, RANGE, NOT_AFTER, UNKNOWN = "exact", "range", "not after", "unknown"
DURATION = "duration"
"""A length of time, which is no day."""


@record
class Span:
    """``text[start:end]``."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@record
class Dated:
    """A day, a stretch of days, or that there is none; ``how`` says from which words.

    ``kind`` is one of the words above, ``length`` that of a duration (ISO 8601, such as ``P60D``;
    empty where no number tells it).  Of ``not after`` only ``last`` is set; of
    ``unknown`` neither.  ``last`` is within the stretch.
    """

    kind: str
    first: date | None = None
    last: date | None = None
    how: str = ""
    span: Span | None = None
    length: str = ""


NO_DATE = Dated(UNKNOWN, how="the text gives no date")


@record
class Amount:
    """A number with its unit: ``percent``, an ISO 4217 code, ``units`` and such; ``of`` what, in the text's words."""

    value: Decimal
    unit: str
    of: str
    span: Span


@record
class Name:
    """Something a gazetteer knows, where the text names it.

    ``kind`` is its table (``country``, ``agency``, ``firm``, ``official``, ``item``, ``law``,
    ``media``, ``person``); ``id`` what it stands for; ``code`` the country it acts for, if any.
    """

    kind: str
    id: str
    code: str
    span: Span
    text: str


@record
class Quote:
    """Words somebody is said to have said: ``direct`` in quotation marks, ``indirect`` without.

    ``speaker`` is empty where the text does not tell; ``how`` says what the speaker was read from;
    ``code`` the state that the speaker's office or body belongs to, where a table knows it; ``of``
    the body, in the text's words, whose spokesman or official it is where they stand apart.
    """

    kind: str
    span: Span
    text: str
    speaker: str
    speaker_span: Span | None
    how: str
    code: str = ""
    of: str = ""


@record
class Event:
    """One act as one text tells it; the fields of design section 14.

    ``speaker`` is who said so where the act is reported, ``via`` the outlet or official that a
    second-hand report rests on.  ``confidence`` is between nought and one, and is a rank of the
    rules that found it, not a chance.  ``spans`` are the words the event rests on, never empty.
    """

    id: str
    act: str
    actors: tuple[Name, ...]
    actor_type: str
    objects: tuple[Name, ...]
    targets: tuple[Name, ...]
    instruments: tuple[Name, ...]
    stage: str
    modality: str
    condition: Span | None
    amounts: tuple[Amount, ...]
    date: Dated
    speaker: str
    speaker_span: Span | None
    via: str
    confidence: Decimal
    spans: tuple[Span, ...]
    background: bool = False
    rule: str = ""


@record
class Text:
    """A cleaned text and, for each of its characters, where it stood in the source.

    ``meta`` holds what the page's own furniture said of itself (``title``, ``published``);
    ``dropped`` what was left out and why, as spans of the source.
    """

    text: str
    places: array[int]
    dropped: tuple[tuple[str, Span], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    def source(self, span: Span) -> Span:
        """The same span counted in the source."""
        if span.end <= span.start or not self.places:
            return Span(0, 0)
        return Span(self.places[span.start], self.places[span.end - 1] + 1)

    def cut(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]


def replaced_meta(text: Text, more: tuple[str, str]) -> Text:
    """The same text, with one more thing that its page says of it."""
    return Text(text.text, text.places, text.dropped, (*text.meta, more))


@record
class Article:
    """One text, read.  ``anchor`` is the day that "on Monday" is counted from, with how it was found."""

    name: str
    source_url: str
    text: Text
    sentences: tuple[Span, ...]
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    events: tuple[Event, ...]
    anchor: Dated
    headline: Span | None
    summary: tuple[Span, ...]
