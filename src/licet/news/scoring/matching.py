"""Which found event is which labelled one; the rules are those of ``evaluation/news/FORMAT.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from licet.news.model import Span
    from licet.news.scoring.found import FoundEvent
    from licet.news.scoring.labels import Label

ALIKE = {"list": "restrict", "retaliate": "restrict", "delist": "relax"}
"""Acts that lie close together, and are one in the second figure."""


@record
class Matched:
    """Found events by what became of them; numbers count the found events and the labelled acts.

    ``pairs`` are found with labelled; ``wrong`` those found that no label has, of which ``barred`` lie
    in words that must hold none; ``missed`` the labelled ones left.  Repeats and events on neutral
    ground are in none.
    """

    pairs: tuple[tuple[int, int], ...]
    wrong: tuple[int, ...]
    barred: tuple[int, ...]
    missed: tuple[int, ...]


def matched(label: Label, events: Sequence[FoundEvent], alike: dict[str, str] | None = None) -> Matched:  # fmt: skip
    """Events and labels of one act that share words, best overlap first, each once.

    ``alike`` names acts that count as another one.
    """
    one = alike or {}
    barred = tuple(n for n, each in enumerate(events) if any(span.holds(each.span) for span, _ in label.barred))  # fmt: skip
    shared = sorted(
        (-most, n, m)
        for n, event in enumerate(events)
        if n not in barred
        for m, act in enumerate(label.acts)
        if one.get(act.act, act.act) == one.get(event.act, event.act)
        and (most := max(overlap(span, event.span) for span in act.spans))
    )
    of = _each_once(shared)
    taken = set(of.values())
    fair = {n for _, n, _ in shared} | {n for n, each in enumerate(events) if n not in barred and _neutral(label, each.span)}  # fmt: skip
    return Matched(
        tuple(sorted(of.items())),
        tuple(n for n in range(len(events)) if n not in fair),
        barred,
        tuple(m for m in range(len(label.acts)) if m not in taken),
    )


def _neutral(label: Label, span: Span) -> bool:
    """Whether a span touches neutral ground and nothing else."""
    return any(each.meets(span) for each in label.optional) and not any(
        each.meets(span) for act in label.acts for each in act.spans
    )


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def pairs_of_spans(wanted: Sequence[Span], got: Sequence[Span], *, half: bool) -> dict[int, int]:
    """Wanted spans with the found ones that they share most with, each once.

    ``half`` asks for at least half of the longer of the two; otherwise one character is enough.
    """
    shared = sorted(
        (-size, m, n)
        for m, one in enumerate(wanted)
        for n, other in enumerate(got)
        if (size := overlap(one, other))
        and (not half or size * 2 >= max(one.end - one.start, other.end - other.start))
    )
    return _each_once(shared)


def _each_once(shared: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """Pairs in the order given, none of either side twice; the first of three numbers only ordered them."""
    of: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in shared:
        if one not in of and other not in taken:
            of[one] = other
            taken.add(other)
    return of
