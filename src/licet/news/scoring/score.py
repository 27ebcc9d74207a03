"""Scores of a folder: the reader's and the baseline's, as data and as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.news.anchors import anchor
from licet.news.model import EXACT
from licet.news.scoring.as_read import as_read
from licet.news.scoring.baseline import baseline
from licet.news.scoring.found import of_article, read
from licet.news.scoring.joins import Joins, joins, names_of
from licet.news.scoring.labels import duplicates, labels
from licet.news.scoring.looked_up import KINDS, Linked, linked, related
from licet.news.scoring.tally import (
    BARRED,
    DATE_WORDS,
    EVENT,
    FIELDS,
    LENGTH,
    MERGED,
    MISSED,
    QUOTE,
    RIGHT,
    SPEAKER,
    WRONG,
    Tally,
)
from licet.record import record

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from pathlib import Path

    from licet.news.in_law import LawNotes
    from licet.news.reader import Reader

SCHEMA = "licet.news.score/1"
WRITTEN = "day of writing, by the text alone"
"""Whether it is found without ``--on``; the other figures are of texts that were read with it."""


@record
class Score:
    """Counts of both engines over one folder.

    ``joins`` is of the events that were read, ``joins_alone`` of the labels' own, as if all had been
    read right; both None where the folder lists no duplicates.  ``linked`` and ``linked_alone`` are
    the same of in-law notes.
    """

    reader: Tally
    baseline: Tally
    joins: Joins | None = None
    joins_alone: Joins | None = None
    linked: Linked | None = None
    linked_alone: Linked | None = None


def score(folder: Path, reader: Reader, notes: LawNotes) -> Score:
    """Both engines on every labelled text of a folder, and what comes after reading."""
    ours, theirs = Tally(), Tally()
    texts = tuple(labels(folder))
    articles = [read(reader, each) for each in texts]
    for label, article in zip(texts, articles, strict=True):
        ours.add(label, of_article(article))
        theirs.add(label, baseline(label.text, label.anchor))
        told = anchor(article.text.text, article.text.meta, None)
        day = told.first if told.kind == EXACT else None  # the labels give whole days only
        ours.note(WRITTEN, label, f"{day} found, {label.anchor} wanted", right=day == label.anchor)
        for kind, name, there in related(label, article, notes):
            ours.note(f"related {kind}", label, name, right=there)
    perfect = [as_read(label, article, reader.names) for label, article in zip(texts, articles, strict=True)]  # fmt: skip
    own = {(number, event): event.id for number, each in enumerate(perfect) for event in each.events}  # fmt: skip
    names = names_of(texts, articles)
    same, different = duplicates(folder)
    return Score(
        ours, theirs,
        joins(articles, names, same, different) if same else None,
        joins(perfect, own, same, different) if same else None,
        linked(texts, articles, names, notes), linked(texts, perfect, own, notes),
    )  # fmt: skip


def fields(tally: Tally) -> Iterator[tuple[str, int, int]]:
    """Each figure: its name, how many are right, and of how many."""
    for name, key in (("event type", EVENT), ("event type, close acts as one", MERGED)):
        right = tally.count[key, RIGHT]
        yield f"{name}: precision", right, right + tally.count[key, WRONG]
        yield f"{name}: recall", right, right + tally.count[key, MISSED]
    for name in FIELDS:
        yield name, *_of(tally.count, name)
    right = tally.count[QUOTE, RIGHT]
    yield "quotations: precision", right, right + tally.count[QUOTE, WRONG]
    yield "quotations: recall", right, right + tally.count[QUOTE, MISSED]
    for name in (SPEAKER, DATE_WORDS, LENGTH, WRITTEN, *(f"related {kind}" for kind in KINDS)):
        yield name, *_of(tally.count, name)


def _of(count: Counter[tuple[str, str]], name: str) -> tuple[int, int]:
    right = count[name, RIGHT]
    return right, right + count[name, WRONG] + count[name, MISSED]


def share(right: int, whole: int) -> str:
    """A share of one to two places; a dash where there is nothing."""
    return f"{right / whole:.2f}" if whole else "-"


def rows(found: Score) -> Iterator[tuple[str, str, str, str, str]]:
    """The table: field, share and count of the reader, share and count of the baseline."""
    for (name, right, whole), (_, other, of) in zip(fields(found.reader), fields(found.baseline), strict=True):  # fmt: skip
        yield name, share(right, whole), f"{right}/{whole}", share(other, of), f"{other}/{of}"
    ours, theirs = (each.count[BARRED, WRONG] for each in (found.reader, found.baseline))
    yield "events where none may be", str(ours), "", str(theirs), ""


def act_rows(tally: Tally) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Each act: precision and recall, and how many were right, made up and missed."""
    for act in sorted({act for act, _ in tally.by_act}):
        right, wrong, missed = (tally.by_act[act, how] for how in (RIGHT, WRONG, MISSED))
        yield act, share(right, right + wrong), share(right, right + missed), str(right), str(wrong), str(missed)  # fmt: skip


def found_rows(tally: Tally) -> Iterator[tuple[str, str, str]]:
    """How a person came to an event's day, and how often the reader has the same day."""
    for found in sorted({found for found, _ in tally.by_found}):
        right, wrong = tally.by_found[found, RIGHT], tally.by_found[found, WRONG]
        yield found, share(right, right + wrong), f"{right}/{right + wrong}"


def join_rows(found: Score) -> Iterator[tuple[str, str, str]]:
    """What was joined: of the events that were read, and of the labels' own."""
    ours, alone = found.joins, found.joins_alone
    if ours is None or alone is None:
        return
    yield from zip(_JOINS, _joined(ours), _joined(alone), strict=True)


def link_rows(found: Score) -> Iterator[tuple[str, str, str]]:
    """What the in-law notes lead to: of the events that were read, and of the labels' own."""
    ours, alone = found.linked, found.linked_alone
    if ours is None or alone is None:
        return
    yield "acts that led to an instrument and were read", str(ours.acts), str(alone.acts)
    yield "of which the note names it", f"{ours.right}/{ours.acts}", f"{alone.right}/{alone.acts}"
    yield "of which the note names others only", str(ours.other), str(alone.other)
    yield "instruments that a text's acts became, in a note", f"{ours.became}/{ours.wanted}", f"{alone.became}/{alone.wanted}"  # fmt: skip


_JOINS = (
    "stories told by several texts", "of which two reports or more were read", "of which all reports are joined",
    "pairs of reports joined", "pairs joined that must not be", "pairs joined that no list has",
)  # fmt: skip


def _joined(found: Joins) -> tuple[str, ...]:
    return (
        str(found.clusters), str(found.within_reach), str(found.found), f"{found.joined}/{found.pairs}",
        str(found.look_alikes), str(len(found.wrong)),
    )  # fmt: skip


def later_misses(found: Score) -> Iterator[str]:
    """Faults of what comes after reading; pairs joined that no list has may be one event all the same."""
    if found.joins:
        yield from (f"not joined: {each}" for each in found.joins.missed)
        yield from (f"joined, in no list: {each}" for each in found.joins.wrong)
    if found.linked:
        yield from (f"in law: {each}" for each in found.linked.misses)


def score_data(folder: Path, found: Score) -> dict[str, Any]:
    """Everything that is printed, as data."""
    return {
        "schema": SCHEMA, "folder": str(folder), "texts": found.reader.texts,
        **{
            name: {
                "fields": {field: {"right": right, "of": whole} for field, right, whole in fields(tally)},
                "events_where_none_may_be": tally.count[BARRED, WRONG],
                "acts": {act: {"right": int(right), "made_up": int(wrong), "missed": int(missed)} for act, _, _, right, wrong, missed in act_rows(tally)},
                "event_dates_by_how_found": {how: counted for how, _, counted in found_rows(tally)},
            }
            for name, tally in (("reader", found.reader), ("baseline", found.baseline))
        },
        "joins": {name: {"read": read, "labels": own} for name, read, own in join_rows(found)},
        "in_law": {name: {"read": read, "labels": own} for name, read, own in link_rows(found)},
        "misses": [*found.reader.misses, *later_misses(found)],
    }  # fmt: skip
