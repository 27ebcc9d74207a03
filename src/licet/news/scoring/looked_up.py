"""What the reader links: chips, firms and laws that a text names, and the instruments that its acts became."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.gazetteer import CHIP, FIRM, LAW, shipped
from licet.news.instruments import in_book
from licet.news.related import of_interest
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from licet.news.in_law import InLaw, LawNotes
    from licet.news.model import Article, Name
    from licet.news.scoring.joins import Names
    from licet.news.scoring.labels import Label

KINDS = {"chips": CHIP, "firms": FIRM, "laws": LAW}


@record
class Linked:
    """Labelled acts that a person gave an official citation, and texts whose acts became an instrument.

    ``right`` acts have a note with one of the citations, ``other`` a note with instruments and none of
    them; ``acts`` is all that were read.  ``became`` counts instruments of ``wanted``.
    """

    acts: int
    right: int
    other: int
    became: int
    wanted: int
    misses: tuple[str, ...] = ()


def related(label: Label, article: Article, notes: LawNotes) -> Iterator[tuple[str, str, bool]]:
    """Each thing that a label relates to its text: the kind, its name, and whether the reader names it.

    A law counts too where the note on an event leads to it.
    """
    found = of_interest(article)
    told = [note for each in article.events if (note := notes.note(each, article))]
    for kind, names in label.related:
        there = [each for each in found if each.kind == KINDS.get(kind)]
        for name in names if kind in KINDS else ():
            noted = kind == "laws" and any(_named(name, each) for each in told)
            yield kind, name, noted or any(_same(name, each) for each in there)


def linked(labels: Sequence[Label], articles: Sequence[Article], names: Names, notes: LawNotes) -> Linked:  # fmt: skip
    """The in-law notes of a run, held against the labels."""
    official = {f"{label.id}#{act.id}": act.official for label in labels for act in label.acts}
    counts = {"acts": 0, "right": 0, "other": 0, "became": 0, "wanted": 0}
    misses = []
    for number, (label, article) in enumerate(zip(labels, articles, strict=True)):
        told: list[InLaw] = []
        for event in article.events:
            note = notes.note(event, article)
            if note is not None:
                told.append(note)
            name = names.get((number, event), "")
            if not official.get(name):
                continue
            counts["acts"] += 1
            right = note is not None and any(_named(each, note) for each in official[name])
            counts["right"] += right
            counts["other"] += not right and note is not None and bool(note.became)
            if not right:
                misses.append(f"{name}: {', '.join(each.instrument for each in note.became) if note else 'no note'}, and {', '.join(official[name])} was wanted")  # fmt: skip
        for wanted in dict(label.related).get("became", ()):
            counts["wanted"] += 1
            found = any(_named(wanted, each) for each in told)
            counts["became"] += found
            if not found:
                misses.append(f"{label.id}: {wanted} is in no note")
    return Linked(**counts, misses=tuple(misses))


def _same(wanted: str, name: Name) -> bool:
    """A product by its own name, a firm by its name or the start of it, a law as it is cited."""
    want, ident, text = _plain(wanted), _plain(name.id), _plain(name.text)
    if name.kind == CHIP:
        return ident.endswith(want) or text.endswith(want)
    if name.kind == FIRM:
        return any(each.startswith(want) or want.startswith(each) for each in (ident, text) if each)
    return want in (ident, text)


def _plain(said: str) -> str:
    return re.sub(r"[\W_]", "", said.casefold())


def _named(wanted: str, note: InLaw) -> bool:
    """Whether a note names an instrument, in the book's words for it."""
    words = (wanted, *shipped("names")["law_source"].get(wanted, ()), *in_book(wanted))
    return any(_holds(each.instrument, words) for each in note.became)


def _holds(said: str, words: Iterable[str]) -> bool:
    return any(re.search(rf"(?<![\w/]){re.escape(each)}(?![\w/])", said) for each in words)
