"""``licet read --score``: how well the reader reads a folder of labelled texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.show import print_json, strong, table, visible

if TYPE_CHECKING:
    from licet.news.scoring.score import Score
    from licet.pack.store import Library


def print_score(folder: str, library: Library, *, misses: bool, as_json: bool) -> int:
    """Print the scores of a folder, beside those of a few regular expressions."""
    from licet.news.in_law import notes_of
    from licet.news.reader import Reader
    from licet.news.scoring.score import score, score_data

    found = score(Path(folder), Reader(library.catalogue), notes_of(library.law.book))
    if as_json:
        print_json(score_data(Path(folder), found))
    else:
        _print(folder, found, misses=misses)
    return PASS


def _print(folder: str, found: Score, *, misses: bool) -> None:
    from licet.news.scoring.score import (
        act_rows,
        found_rows,
        join_rows,
        later_misses,
        link_rows,
        rows,
    )

    print(f"{found.reader.texts} labelled texts of {folder}\n")
    print(table(list(rows(found)), ("field", "reader", "right/of", "baseline", "right/of")))
    print("\n" + strong("Each act"))
    print(table(list(act_rows(found.reader)), ("act", "precision", "recall", "right", "made up", "missed")))  # fmt: skip
    print("\n" + strong("Days of events, by how a person found them"))
    print(table(list(found_rows(found.reader)), ("found", "reader", "right/of")))
    if joined := list(join_rows(found)):
        print("\n" + strong("Reports of one event"))
        print(table(joined, ("", "as read", "labels alone")))
    print("\n" + strong("In law"))
    print(table(list(link_rows(found)), ("", "as read", "labels alone")))
    if misses:
        print("\n" + strong("Faults"))
        for each in (*found.reader.misses, *later_misses(found)):
            print(visible(each))
