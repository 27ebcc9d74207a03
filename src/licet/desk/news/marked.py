"""A text with its marks: events, quotations and dates, cut where any of them begins or ends.

Marks may overlap, as a date within an event does, so a piece carries every mark that lies over it; a
number stands where an event or a quotation begins.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.desk.news.read import Reading
    from licet.news.model import Article, Dated, Quote, Span

EVENT, QUOTE, DATE = "event", "quote", "date"


@record
class Mark:
    """What lies over a span: one of the kinds above, its number on the page, and words for who cannot see it."""

    kind: str
    number: int
    says: str
    span: Span


@record
class Piece:
    """Words with every mark over them; ``begins`` are the marks that begin here."""

    words: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its marks, each once."""
        return tuple(dict.fromkeys(each.kind for each in self.marks))

    @property
    def events(self) -> tuple[int, ...]:
        """The numbers of its events."""
        return tuple(each.number for each in self.marks if each.kind == EVENT)

    @property
    def title(self) -> str:
        """What its marks say, for a pointer that rests on it."""
        return "; ".join(each.says for each in self.marks)


def quotes_of(article: Article) -> tuple[Quote, ...]:
    """The quotations that stand in marks of their own; what is only reported is told by the events."""
    return tuple(each for each in article.quotes if each.kind == "direct")


def dates_of(article: Article) -> tuple[Dated, ...]:
    """The words of the text that name a day, a period or a length of time."""
    return tuple(each for each in article.dates if each.span is not None)


def day_of(dated: Dated) -> str:
    """A date as far as it is known.

    >>> from licet.news.model import NO_DATE
    >>> day_of(NO_DATE)
    'not known'
    """
    if dated.first is None and dated.last is None:
        return "a length of time" if dated.kind == "duration" else "not known"
    if dated.first is None:
        return f"not after {dated.last}"
    return str(dated.first) if dated.first == dated.last else f"{dated.first} to {dated.last}"


def marks_of(reading: Reading, by_hand: Iterable[Span] = ()) -> tuple[Mark, ...]:
    """Every mark of a reading, by kind and number; events that were found by hand are counted on."""
    article = reading.article
    events = (
        Mark(EVENT, number, f"event {number}: {each.told.event.act}", each.told.event.spans[0])
        for number, each in enumerate(reading.events, 1)
    )
    quotes = (
        Mark(QUOTE, number, f"said by {each.speaker or 'somebody whom the text does not name'}", each.span)
        for number, each in enumerate(quotes_of(article), 1)
    )  # fmt: skip
    dates = (
        Mark(DATE, number, f"date: {day_of(each)} ({each.how})", each.span)
        for number, each in enumerate(dates_of(article), 1)
        if each.span is not None
    )
    more = (
        Mark(EVENT, number, f"event {number}: found by an editor", span)
        for number, span in enumerate(by_hand, len(reading.events) + 1)
    )
    return (*events, *more, *quotes, *dates)


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[tuple[Piece, ...]]:
    """The lines of a text in order, each as its pieces; every character of it stands in one piece."""
    ahead = sorted((each for each in marks if each.span.start < each.span.end), key=lambda each: -each.span.start)  # fmt: skip
    over: list[Mark] = []
    for line in re.finditer(r"[^\n]+", text):
        while ahead and ahead[-1].span.start < line.end():
            over.append(ahead.pop())
        over = [each for each in over if line.start() < each.span.end]
        ends = {line.start(), line.end()}
        for each in over:
            ends |= {max(each.span.start, line.start()), min(each.span.end, line.end())}
        yield tuple(_piece(text, start, end, over) for start, end in pairwise(sorted(ends)))


def _piece(text: str, start: int, end: int, over: list[Mark]) -> Piece:
    here = tuple(each for each in over if each.span.start < end and start < each.span.end)
    return Piece(text[start:end], here, tuple(each for each in here if each.span.start == start))
