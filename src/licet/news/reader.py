"""From a text to an article that is read: names, quotations, dates, amounts, events, a summary."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from licet.news.actors import joined
from licet.news.acts import Known, acts
from licet.news.amounts import amounts
from licet.news.anchors import anchor
from licet.news.dates import dates
from licet.news.gazetteer import Gazetteer, gazetteer
from licet.news.marks import marks, masked_text
from licet.news.model import DURATION, NOT_AFTER, Article, Dated, Text
from licet.news.parse import parsed
from licet.news.quotes import quotations
from licet.news.summary import headline, summary
from licet.news.tongue import sentences
from licet.news.weighed import SHIPPED, Weigher

if TYPE_CHECKING:
    from licet.catalogue.model import Catalogue


class Reader:
    """Reads texts with one set of names; made once a run, as the tables take longest."""

    def __init__(self, catalogue: Catalogue | None = None, weigher: Weigher = SHIPPED) -> None:
        self.weigher = weigher
        self.names: Gazetteer = gazetteer(catalogue) if catalogue is not None else _plain()

    def read(self, text: Text, *, name: str = "", url: str = "", on: date | None = None, retrieved: date | None = None) -> Article:  # fmt: skip
        """One article; ``on`` is the day it was written, used only where it gives none itself.

        ``retrieved`` is the day it was fetched: nothing is counted from it, and what an undated
        text tells happened not after it.
        """
        words = text.text
        known = anchor(words, text.meta, on)
        if known.first is None and retrieved is not None:
            known = Dated(NOT_AFTER, None, retrieved, "retrieval only")
        cut = sentences(words)
        quoted = marks(words, cut)
        spoken = [each.whole for each in quoted if not each.term]
        grammar = tuple(parsed(words, cut, spoken))
        masked = masked_text(words, spoken)
        names = joined(self.names.find(words), words)
        quotes = quotations(words, quoted, grammar, names)
        found_dates = dates(words, known, grammar)
        days = [each.span for each in found_dates if each.span and each.kind != DURATION]
        found_amounts = amounts(words, grammar, days)
        events = acts(
            Known(words, masked, cut, names, found_dates, found_amounts, known, grammar),
            self.weigher,
        )
        return Article(
            name=name, source_url=url, text=text, sentences=cut, names=names, quotes=quotes,
            dates=found_dates, amounts=found_amounts, events=events, anchor=known,
            headline=(title := headline(words)), summary=summary(words, cut, events, quotes, title),
        )  # fmt: skip


@cache
def _plain() -> Gazetteer:
    return gazetteer(None)
