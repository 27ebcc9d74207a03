"""What a reader would want to look up: chips, firms and laws of a text, with where Licet has them.

Chips stand for products of the catalogue; a law leads to the provisions, groups and tables of the rule
book whose source names it, where there are any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.explore.timeline import events
from licet.happened.linking import names as names_of
from licet.news.by_form import by_form
from licet.news.gazetteer import CHIP, FIRM, LAW, shipped
from licet.news.instruments import cited, in_book
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.book.book import RuleBook
    from licet.explore.timeline import Event as Change
    from licet.news.model import Article, Name


_NUMBER = re.compile(r"\d")
_CITATION = re.compile(r"\d+ FR \d+|15 CFR 7\d\d\.\d+|Regulation 20\d\d/\d+")


@record
class Related:
    """One thing that is named: ``id`` in the catalogue or the tables, ``text`` as it stands first.

    ``rests`` are the provisions, groups and tables of the book that rest on a law, in the book's order.
    """

    kind: str
    id: str
    text: str
    rests: tuple[str, ...] = ()


class Shelf:
    """Looks laws up in one rule book; made once a run."""

    def __init__(self, book: RuleBook, changes: Sequence[Change] | None = None) -> None:
        self._changes = tuple(changes) if changes is not None else events(book)
        self._known: dict[str, tuple[str, ...]] = {}

    def related(self, article: Article) -> tuple[Related, ...]:
        """Chips, firms and laws of an article, each once, in the order of the text."""
        found: dict[tuple[str, str], Related] = {}
        for name in sorted((*of_interest(article),), key=lambda each: each.span.start):
            rests = self.rests(name.id) if name.kind == LAW else ()
            found.setdefault((name.kind, name.id), Related(name.kind, name.id, name.text, rests))
        return tuple(found.values())

    def rests(self, law: str) -> tuple[str, ...]:
        """Ids of what rests on a law, by its number or by the source that the tables give for its name."""
        if law not in self._known:
            words = shipped("names")["law_source"].get(law) or (in_book(law) if _NUMBER.search(law) else ())  # fmt: skip
            fitting = (each.subject for each in self._changes if names_of(each, words))
            self._known[law] = tuple(dict.fromkeys(fitting))
        return self._known[law]


def of_interest(article: Article) -> tuple[Name, ...]:
    """The names that are chips, firms and laws, and the instruments that are cited by number."""
    day = article.anchor.first or article.anchor.last
    series = shipped("names")["chip_series"]["of"]
    plain = [
        replaced(each, kind=CHIP) if each.id in series else each
        for each in article.names
        if each.kind in (CHIP, FIRM, LAW) or each.id in series
    ]
    found = [*plain, *cited(article.text.text, day.year if day else None)]
    return (*found, *_numbered(found), *by_form(article.text.text, found))


def _numbered(names: Sequence[Name]) -> Iterator[Name]:
    """The citation of a law that is called by name: "the diffusion rule" is 90 FR 4544."""
    for name in names:
        for source in shipped("names")["law_source"].get(name.id, ()) if name.kind == LAW else ():
            if _CITATION.fullmatch(source):
                yield replaced(name, id=source)
