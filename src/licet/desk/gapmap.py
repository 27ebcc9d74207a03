"""Gap maps kept for the desk, and one map as a chart of who controlled what since when."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from licet.charts.timeline import Span, timeline
from licet.explore.gaps import Mapper
from licet.explore.probe import (
    FREE,
    LICENSE,
    LISTED,
    MAYBE,
    NOTICE,
    PROHIBITED,
    SUSPENDED,
    UNNAMED,
)
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.book.book import RuleBook
    from licet.charts.drawn import Drawn
    from licet.explore.gaps import Gap, Line, Stray
    from licet.pack.store import Library

_KEPT = 800
_TONES = {
    PROHIBITED: "stop", LICENSE: "need", NOTICE: "calm", SUSPENDED: "calm", LISTED: "fine",
    MAYBE: "none", FREE: "none", UNNAMED: "none",
}  # fmt: skip
SIGNS = {
    "equal": "=", "wider": "⊃", "narrower": "⊂", "crossing": "×", "none": "○", "neither": "–",
    "open": "?", "not read": "?", "none named": "·", "not comparable": "≠", "license by class": "#",
    PROHIBITED: "■", LICENSE: "▲", NOTICE: "△", SUSPENDED: "‖", LISTED: "●", MAYBE: "◌", FREE: "○",
}  # fmt: skip
"""A sign beside each word, so that a table is read at a glance and never by color alone."""


class GapMaps:
    """Maps of one library; each is computed once and kept, as is what two of them share."""

    def __init__(self, library: Library) -> None:
        law = library.whole
        self._mapper = Mapper(law, Builder(law.book, library.products), library.concepts)
        self._library = library
        self._lock = Lock()
        self._kept = lru_cache(_KEPT)(self._map)
        self._strays = lru_cache(64)(self._between)

    def check(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The laws to compare, each once; ``InputError`` where there is no such law, or only one."""
        return self._mapper.check(codes)

    def gap(self, concept: str, codes: tuple[str, ...], on: date) -> Gap:
        """The map of one concept."""
        with self._lock:
            return self._kept(concept, codes, on)

    def between(self, concept: str, codes: tuple[str, ...], on: date) -> tuple[Stray, ...]:
        """Products of the catalogue on which the laws differ or are open."""
        gap = self.gap(concept, codes, on)
        with self._lock:
            return self._strays(gap.concept.id, gap.sovereigns, on)

    def _map(self, concept: str, codes: tuple[str, ...], on: date) -> Gap:
        return self._mapper.gap(self._library.concepts[concept], codes, on)

    def _between(self, concept: str, codes: tuple[str, ...], on: date) -> tuple[Stray, ...]:
        return self._mapper.between(
            self._kept(concept, codes, on), self._library.catalogue.products
        )


@lru_cache(maxsize=2)
def maps_of(library: Library) -> GapMaps:
    """The maps of a library, kept."""
    return GapMaps(library)


def drawing(gap: Gap, book: RuleBook) -> Drawn:
    """A lane for each law and representative item, from the first day of control of any to the day."""
    spans = [span for line in gap.lines for span in _spans(gap, line, book)]
    since = min((each.since for each in spans), default=gap.on)
    return timeline(spans, since=since, until=gap.on)


def _spans(gap: Gap, line: Line, book: RuleBook) -> Iterator[Span]:
    title = book.sovereigns[line.sovereign].title
    for point in line.points:
        lane = title if len(line.points) == 1 else f"{title}: {point.point.name}"
        for each in point.spans:
            level = each.state.level
            to = None if each.to is None or each.to >= gap.on else each.to
            entry = f" [{', '.join(each.state.entries)}]" if each.state.entries else ""
            rests = next((name for name in each.state.rests if name in book.provisions), "")
            href = f"/law/{rests}?on={each.since}" if rests else ""
            yield Span(
                lane, each.since, to, _TONES.get(level, "open"), level, f"{level}{entry}", href
            )
