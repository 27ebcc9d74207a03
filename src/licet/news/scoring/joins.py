"""Whether reports of one event were joined, and no others: against the lists of ``duplicates.yaml``."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from licet.news.joining import joined_events
from licet.news.scoring.found import of_article
from licet.news.scoring.matching import matched
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.model import Article, Event
    from licet.news.scoring.labels import Label


@record
class Joins:
    """Counts over one folder.

    ``within_reach`` are clusters of which the reader found two reports or more; ``found`` those of them
    that are one event.  ``pairs`` and ``joined`` count the same by pairs of reports.  ``wrong`` are
    pairs of labelled events that were joined and are two, in words.
    """

    clusters: int
    within_reach: int
    found: int
    pairs: int
    joined: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    look_alikes: int = 0


Names = dict[tuple[int, "Event"], str]
"""Events of a run, by the number of their article, with the ``text#event`` of the label that they match."""


def names_of(labels: Sequence[Label], articles: Sequence[Article]) -> Names:
    """What the events of articles are called, where they match a label."""
    return {
        (number, article.events[n]): f"{label.id}#{label.acts[m].id}"
        for number, (label, article) in enumerate(zip(labels, articles, strict=True))
        for n, m in matched(label, of_article(article).events).pairs
    }


def joins(articles: Sequence[Article], names: Names, same: Sequence[Sequence[str]], different: Sequence[Sequence[str]]) -> Joins:  # fmt: skip
    """Joins of a run."""
    group: dict[str, int] = {}
    for place, told in enumerate(joined_events(articles)):
        for number, event in told.sources:
            if (number, event) in names:
                group.setdefault(names[number, event], place)
    return _counted(group, same, different)


def _counted(group: dict[str, int], same: Sequence[Sequence[str]], different: Sequence[Sequence[str]]) -> Joins:  # fmt: skip
    cluster = {name: place for place, each in enumerate(same) for name in each}
    there = [tuple(name for name in each if name in group) for each in same]
    reach = [each for each in there if len(each) > 1]
    pairs = [pair for each in reach for pair in combinations(each, 2)]
    missed = tuple(f"{one} and {other}" for one, other in pairs if group[one] != group[other])
    by: dict[int, list[str]] = {}
    for name, place in group.items():
        by.setdefault(place, []).append(name)
    wrong = tuple(
        f"{one} and {other}"
        for each in by.values()
        for one, other in combinations(sorted(each), 2)
        if cluster.get(one, one) != cluster.get(other, other)
    )
    return Joins(
        clusters=len(same), within_reach=len(reach),
        found=sum(len({group[name] for name in each}) == 1 for each in reach),
        pairs=len(pairs), joined=len(pairs) - len(missed), wrong=wrong, missed=missed,
        look_alikes=sum(one in group and other in group and group[one] == group[other] for one, other in different),
    )  # fmt: skip
