"""The whole gap map on a few pages: one line a concept by subject, and totals over all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.show import strong, table, wrapped
from licet.explore.overview import APART, WORDS, tallies, word
from licet.explore.probe import CONTROLLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.explore.gaps import Gap, Line
    from licet.explore.overview import Tally


def overview(gaps: Sequence[Gap]) -> Iterator[str]:
    """Text: a table a subject, then the totals."""
    if not gaps:
        yield "There is no concept in this law."
        return
    head = gaps[0]
    yield strong(f"Shared standards: {', '.join(head.sovereigns)}, law of {head.on}")
    yield wrapped(
        f"Held against {head.sovereigns[0]}; first day of control, and in brackets days after "
        f"{head.counted_from}. * rests on text that is not verified. Not read: a line is known or "
        "thought to exist, its text was not read. None named: no line of that law is known, and "
        "its list was not read in full. Where nothing of the first law is known, the others show their own level."
    )
    for group in dict.fromkeys(gap.concept.group for gap in gaps):
        yield ""
        yield strong(group)
        rows = [
            (gap.concept.id, *(cell(line, gap) for line in gap.lines))
            for gap in gaps if gap.concept.group == group
        ]  # fmt: skip
        yield table(rows, ("concept", *head.sovereigns))
    yield ""
    yield from totals(gaps)


def cell(line: Line, gap: Gap) -> str:
    """``equal 2023-07-23 (-117)``: how it lies to the first, since when, and days of following."""
    mark = "*" if line.confidence == "unverified" and line.rests else ""
    held = any(point.now.level in CONTROLLED for point in line.points)
    unsure = "*" if line.first_confidence == "unverified" else ""
    when = f" {'by ' if line.older else ''}{line.first}{unsure}" if line.first else ""
    days = f" ({line.days:+d})" if line.days is not None and line.sovereign != gap.counted_from else ""  # fmt: skip
    ended = max((point.until for point in line.points if point.until), default=None)
    until = f" to {ended}" if line.first and ended and not held else ""
    said = word(line, gap)
    said = line.levels[0] if said == APART else said  # where the first is not known, its own level
    return f"{said}{mark}{when}{until}{days}"


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


def totals_rows(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """One row a law: what CSV and JSON carry of the totals."""
    counted = gaps[0].counted_from if gaps else ""
    return [
        {
            "sovereign": each.sovereign,
            "concepts": len(gaps),
            "held_against": gaps[0].sovereigns[0],
            "counts": dict(each.counts),
            "days_counted_from": counted,
            "dated_concepts": len(each.followed),
            "median_days_after": each.median_days,
            "least_days_after": each.followed[0] if each.followed else None,
            "most_days_after": each.followed[-1] if each.followed else None,
            "came_first": each.before,
            "on_unverified_text": each.unsure,
        }
        for each in tallies(gaps)
    ]


__all__ = ["cell", "overview", "totals", "totals_rows"]
