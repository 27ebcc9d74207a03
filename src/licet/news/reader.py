"""From a text to an article that is read: names, quotations, dates, amounts, events, a summary."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from licet.news.actors import joined
from licet.news.acts import Known, acts
from licet.news.amounts import amounts
from licet.news.dates import anchor, dates
from licet.news.gazetteer import Gazetteer, gazetteer
from licet.news.model import NOT_AFTER, Article, Dated, Text
from licet.news.people import Cast
from licet.news.quotes import masked_text, quotations
from licet.news.summary import headline, summary
from licet.news.tongue import sentences

if TYPE_CHECKING:
    from licet.catalogue.model import Catalogue


class Reader:
    """Reads texts with one set of names; made once a run, as the tables take longest."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self._names: Gazetteer = gazetteer(catalogue) if catalogue is not None else _plain()

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
        cast = Cast()
        quotes = quotations(words, cut, cast)
        masked = masked_text(words, [(each.span.start - 1, each.span.end + 1) for each in quotes if each.kind == "direct"])  # fmt: skip
        masked = masked[: len(words)]
        names = joined(self._names.find(words), words)
        found_dates = dates(words, known)
        found_amounts = tuple(each for each in amounts(words))
        events = acts(Known(words, masked, cut, names, found_dates, found_amounts, known))
        return Article(
            name=name, source_url=url, text=text, sentences=cut, names=names, quotes=quotes,
            dates=found_dates, amounts=found_amounts, events=events, anchor=known,
            headline=headline(cut), summary=summary(words, cut, events, quotes),
        )  # fmt: skip


@cache
def _plain() -> Gazetteer:
    return gazetteer(None)
