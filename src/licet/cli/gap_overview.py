"""The whole gap map on a few pages: one line a concept by subject, and totals over all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import strong, table, wrapped
from licet.explore.overview import WORDS, cell, key, tallies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.explore.gaps import Gap
    from licet.explore.overview import Tally


def overview(gaps: Sequence[Gap]) -> Iterator[str]:
    """Text: a table a subject, then the totals."""
    if not gaps:
        yield "There is no concept in this law."
        return
    head = gaps[0]
    yield strong(f"Shared standards: {', '.join(head.sovereigns)}, law of {head.on}")
    yield wrapped(key(head))
    for group in dict.fromkeys(gap.concept.group for gap in gaps):
        yield ""
        yield strong(group)
        rows = [
            (gap.concept.id, *(cell(line, gap).text for line in gap.lines))
            for gap in gaps if gap.concept.group == group
        ]  # fmt: skip
        yield table(rows, ("concept", *head.sovereigns))
    yield ""
    yield from totals(gaps)


def totals(gaps: Sequence[Gap]) -> Iterator[str]:
    """How many concepts each law has at each word, and how long it took to follow."""
    if not gaps:
        return
    head, found = gaps[0], tallies(gaps)
    yield strong(f"Totals over {len(gaps)} concepts")
    first, others = found[0], found[1:]
    yield wrapped(
        f"{first.sovereign}: " + ", ".join(f"{count} {name}" for name, count in first.counts), 0, 4
    )
    yield f"How the others lie to {first.sovereign}:"
    shown = [name for name in WORDS if any(dict(each.counts)[name] for each in others)]
    rows = [(each.sovereign, *(str(dict(each.counts)[name]) for name in shown)) for each in others]
    yield table(rows, ("", *shown))
    followers = [each for each in found if each.sovereign != head.counted_from]
    yield f"Days after {head.counted_from}, over concepts where both first days are known:"
    yield table(
        [_followed(each) for each in followers],
        ("", "concepts", "median", "least", "most", "came first", "on unverified text"),
    )


def _followed(each: Tally) -> tuple[str, ...]:
    if each.median_days is None:
        return (each.sovereign, "0", "-", "-", "-", "-", "-")
    days = each.followed
    return (
        each.sovereign, str(len(days)), f"{each.median_days:+g}", f"{days[0]:+d}",
        f"{days[-1]:+d}", str(each.before), str(each.unsure),
    )  # fmt: skip
