"""The gap map in words and in rows: regions as text, a strip along an axis, dates, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.explore.probe import CONTROLLED, FREE, LISTED, MAYBE, OPEN, UNNAMED, UNREAD
from licet.explore.words import label, short_unit
from licet.language.text import fact_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from licet.book.book import RuleBook
    from licet.explore.gaps import Gap, Line, Mapper, Stray
    from licet.explore.regions import Box, Cell

SIGNS = {
    "prohibited": "X", "license": "#", "notice": "n", OPEN: "?", UNREAD: "?", UNNAMED: "o", "suspended": "s",
    LISTED: "-", MAYBE: "~", FREE: ".",
}  # fmt: skip
_WIDE = 7
"""Columns of a stretch between two thresholds; a threshold itself has one."""
_SAID = {
    "equal": "draws the same line as {}",
    "wider": "wider than {}: controls all that it does, and more",
    "narrower": "narrower than {}: controls part of what it does",
    "crossing": "crosses {}: each controls something that the other does not",
    "none": "controls nothing of what {} does",
    "neither": "no line, and nor has {}",
    "open": "how it lies to {} is open: a text was not read, or a fact is not told",
    UNNAMED: "no line of this law is known for it, and its list was not read in full",
}


def relation_words(line: Line, first: Line) -> str:
    """How a line lies to the first one, in a sentence; of the lists too, where that differs."""
    said = _SAID[line.relation].format(first.sovereign)
    if line.listing != line.relation:
        said += f"; by what is listed at all: {line.listing}"
    return said


def standing(line: Line, on: date) -> str:
    """How far this law was read for the concept: what stands behind an open or an empty line.

    ``read``: its lines are in the book.  ``looked for, none found``.  ``by class only``: the
    class is known, its figures are not in the book.  ``known, not read``: a line is known or
    thought to exist.  ``none named, list not read in full``: no line is known.
    """
    known = [each for each in line.labels if each.named]
    if not known:
        return "none named, list not read in full"
    if all(each.absent for each in known):
        return "looked for, none found"
    if any(each.states for each in known):
        return "by class only"
    late = [each for each in known if not each.read and (each.since is None or each.since <= on)]
    if late or all(each.confidence == "unverified" for each in known):
        return "known, not read"
    return "read"


def area(gap: Gap, line: Line, level: str, book: RuleBook) -> Iterator[str]:
    """One line of text a box of cells at a level, with the entries that fit."""
    if level == FREE and len(line.levels) > 1:
        return  # what is left over
    for box in line.boxes(gap.grid, level):
        inside = [
            state for place, state in line.cells.items()
            if all(low <= at <= high for at, (low, high) in zip(place, box, strict=True))
        ]  # fmt: skip
        entries = dict.fromkeys(
            entry for state in inside for entry in state.entries if level != UNNAMED
        )
        sides = box_words(gap, box, book)
        yield f"{level}: {sides}" + (f" [{', '.join(entries)}]" if entries else "")


def box_words(gap: Gap, box: Box, book: RuleBook) -> str:
    """A box of cells in words: ``overlay on one chuck over 1.50 and at most 2.40 nm``."""
    sides = []
    for axis, (fact, cells), (low, high) in zip(gap.concept.axes, gap.grid.axes, box, strict=True):
        said = _side(cells, low, high)
        if said:
            known = book.facts[fact]
            unit = short_unit(known.unit) if known.numeric else ""
            name = axis.words or label(fact, known.unit)
            shown = unit if unit not in name.split() else ""
            sides.append(f"{name} {said} {shown}".rstrip())
    return " and ".join(sides) or ("any" if gap.concept.axes else "as described")


def _side(cells: Sequence[Cell], low: int, high: int) -> str:
    if low == 0 and high == len(cells) - 1:
        return ""
    first, last = cells[low], cells[high]
    if isinstance(first.value, str | bool):
        return " or ".join(_word(cell.value) for cell in cells[low : high + 1])
    bottom = top = ""
    if low > 0:
        bottom = f"{'at least' if _on(first) else 'over'} {_figure(first.low)}"
    if high < len(cells) - 1:
        top = f"{'at most' if _on(last) else 'under'} {_figure(last.high)}"
    if low == high and _on(first):
        return f"of exactly {_figure(first.low)}"
    return " and ".join(each for each in (bottom, top) if each)


def _on(cell: Cell) -> bool:
    return cell.low is not None and cell.low == cell.high


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,f}"


def _word(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)  # fmt: skip


def axis_strip(gap: Gap, number: int, book: RuleBook) -> Iterator[str]:
    """One row a sovereign along one axis, the other axes as the first representative item has them."""
    fact, cells = gap.grid.axes[number]
    known = book.facts[fact]
    name = gap.concept.axes[number].words or label(fact, known.unit)
    unit = short_unit(known.unit)
    yield f"Along {name}{' (' + unit + ')' if unit and known.numeric else ''}:"
    widths = [1 if _on(cell) else _WIDE for cell in cells]
    base = gap.concept.at(gap.concept.points[0])
    for probe in gap.probes:
        signs = [SIGNS[probe.state({**base, fact: cell.value}, gap.on).level] for cell in cells]
        strip = "".join(sign * width for sign, width in zip(signs, widths, strict=True))
        yield f"  {probe.sovereign:<3}|{strip}|"
    yield "      " + _ticks(cells, widths).rstrip()
    used = {
        probe.state({**base, fact: cell.value}, gap.on).level
        for probe in gap.probes for cell in cells
    }  # fmt: skip
    yield "  " + ", ".join(f"{sign} {level}" for level, sign in SIGNS.items() if level in used)


def _ticks(cells: Sequence[Cell], widths: Sequence[int]) -> str:
    text, at = "", 0
    for cell, width in zip(cells, widths, strict=True):
        middle = at + width // 2
        shown = (
            _figure(cell.low) if _on(cell)
            else _word(cell.value) if isinstance(cell.value, str | bool) else ""
        )  # fmt: skip
        start = max(middle - len(shown) // 2, len(text) + bool(text))
        if shown:
            text = text.ljust(start) + shown
        at += width
    return text


def since_words(line: Line, number: int, gap: Gap) -> str:
    """Since when one representative item is controlled, how it ended, and the days of following."""
    point = line.points[number]
    if point.first is None:
        return point.now.level
    counted = gap.line(gap.counted_from).points[number]
    days = ""
    if line.sovereign != gap.counted_from and not (point.older or counted.older) and counted.first:
        days = f" ({(point.first - counted.first).days:+d})"
    said = f"{'by ' if point.older else ''}{point.first}"
    if point.until is not None:
        said += f" to {point.until}"
    elif point.since != point.first:
        said += f", again {point.since}"
    tail = "" if point.now.level in CONTROLLED else f", now {point.now.level}"
    mark = "*" if point.now.confidence == "unverified" else ""
    return said + mark + days + tail


def remarks(line: Line) -> Iterator[tuple[int, str]]:
    """What else is said of a line, each with the indent of a second row: forms, open facts, notes."""
    for each in line.labels:
        if each.states:
            point = line.points[0]
            said = " and ".join(f"{fact_words(fact)} {value}" for fact, value in each.states)
            yield 8, f"{point.point.name}, with {said}: {point.now.level}"
    missing = dict.fromkeys(name for point in line.points for name in point.settled_by)
    if missing:
        yield 6, f"open for want of: {', '.join(map(fact_words, missing))}"
    for each in line.labels:
        state = "" if each.read else "not settled here; "
        if each.note or not each.read:
            yield 6, f"note: {state}{each.note or each.code} ({each.confidence})"
    if line.mixed:
        names = " and ".join(map(fact_words, line.mixed))
        yield 6, f"note: its rule joins {names} in a sum or product, so away from the items shown the line is only roughly so"  # fmt: skip


def split_words(each: Stray) -> str:
    """How the laws lie on one product: ``US license; JP none``."""
    sides: dict[str, list[str]] = {}
    for code, state in each.states:
        sides.setdefault(state.level, []).append(code)
    return "; ".join(f"{', '.join(codes)} {level}" for level, codes in sides.items())


def settled_words(each: Stray) -> str:
    """``; settled by die area``, or nothing where no fact would settle it."""
    need = ", ".join(map(fact_words, each.settled_by))
    return f"; settled by {need}" if need else ""


def gap_rows(gap: Gap, strays: Sequence[Stray], mapper: Mapper) -> list[dict[str, Any]]:
    """One row a sovereign: what CSV and JSON carry."""
    book = mapper.law.book
    rows = []
    for line in gap.lines:
        between = [
            each.product for each in strays
            if each.between and dict(each.states)[line.sovereign].controlled is False
        ]  # fmt: skip
        rows.append(
            {
                "concept": gap.concept.id,
                "title": gap.concept.title,
                "group": gap.concept.group,
                "on": gap.on.isoformat(),
                "sovereign": line.sovereign,
                "held_against": gap.sovereigns[0],
                "relation": line.relation,
                "relation_of_lists": line.listing,
                "level": line.levels[0],
                "standing": standing(line, gap.on),
                "labels": [each.code for each in line.labels],
                "regions": [
                    {"level": level, "where": box_words(gap, box, book)}
                    for level in line.levels
                    for box in line.boxes(gap.grid, level)
                ],
                "first_controlled": line.first.isoformat() if line.first else None,
                "or_earlier": line.older,
                "first_day_rests_on": line.first_confidence if line.first else None,
                "days_after": line.days,
                "days_counted_from": gap.counted_from,
                "items": [
                    {
                        "item": each.point.name,
                        "now": each.now.level,
                        "first": each.first.isoformat() if each.first else None,
                        "since": each.since.isoformat() if each.since else None,
                        "until": each.until.isoformat() if each.until else None,
                        "entries": list(each.now.entries),
                        "settled_by": list(each.settled_by),
                    }
                    for each in line.points
                ],
                "provisions": list(line.rests),
                "citations": _cited(line, book, "text"),
                "links": _cited(line, book, "url"),
                "confidence": line.confidence,
                "approximate_along": list(line.mixed),
                "not_read": [each.note or each.code for each in line.labels if not each.read],
                "notes": [each.note for each in line.labels if each.note and each.read],
                "products_left_free": between,
            }
        )
    return rows


def _cited(line: Line, book: RuleBook, field: str) -> list[str]:
    cites = [cite for name in line.rests for cite in book.provisions[name].cite[:1]]
    return list(dict.fromkeys(getattr(cite, field) for cite in cites if getattr(cite, field)))
