"""``licet compare-law``: where the lines of several laws lie on one concept, and since when."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.gap_overview import overview, totals
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, table, wrapped
from licet.errors import InputError
from licet.explore.gap_words import (
    area,
    axis_strip,
    gap_rows,
    relation_words,
    remarks,
    settled_words,
    since_words,
    split_words,
)
from licet.explore.overview import totals_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.book.concepts import Concepts
    from licet.explore.gaps import Gap, Line, Mapper, Stray
    from licet.pack.store import Library

_EPILOG = """examples:
  licet compare-law --concept duv-immersion --between US,JP,NL,CN --on 2024-09-08
  licet compare-law --between US,JP,NL,CN              the whole map, one line a concept
  licet compare-law --between US,JP --csv > map.csv     a row a concept and country
  licet compare-law --between US,JP,NL,EU --totals      the totals alone
  licet compare-law --concepts

Each law is asked about the same transfer from its own ground.  The first sovereign named is the
one that the others are held against.  "Wider" means that this law controls all that the first
does, and more.  What was not read is "open", "not read" or (where no line of that law is known)
"none named", never "none".

exit codes: 0 shown; 2 bad input."""
_MANY, _GROUPS = 8, 4
"""Products named in the text, and ways of being open; --json has all."""


def main(words: list[str]) -> int:
    """Print the map of one concept or of all; exit 0."""
    options = parser(
        "compare-law", "Where the lines of several countries' laws differ, and since when.",
        epilog=_EPILOG,
    )  # fmt: skip
    options.add_argument("--concept", metavar="NAME", help="one concept (--concepts lists them)")
    options.add_argument(
        "--between", metavar="CODES",
        help="sovereigns, the one to hold the others against first (default: those of law/concepts)",
    )  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="law of this date (default today)")
    options.add_argument("--csv", action="store_true", help="one row a concept and sovereign")
    options.add_argument("--concepts", action="store_true", help="list the concepts and stop")
    options.add_argument(
        "--totals", action="store_true", help="how many concepts lie how, and who followed when"
    )
    args = options.parse_args(words)
    if args.totals and args.concept:
        raise InputError("--totals counts over all concepts; leave out --concept")
    if args.csv and args.json:
        raise InputError("--csv and --json exclude each other")

    from licet.pack.store import open_library

    library = open_library(args.law)
    concepts = library.concepts
    if not concepts.by_id:
        raise InputError("this law holds no concepts to compare by; they stand in law/concepts")
    if args.concepts:
        return _list(concepts, as_json=args.json)
    return _map(args, library, concepts)


def _list(concepts: Concepts, *, as_json: bool) -> int:
    found = list(concepts.by_id.values())
    if as_json:
        print_json([{"concept": c.id, "group": c.group, "title": c.title, "plain": c.plain,
                     "sovereigns": sorted({each.sovereign for each in c.labels})} for c in found])  # fmt: skip
        return PASS
    for group in dict.fromkeys(each.group for each in found):
        print(strong(group))
        print(table([(f"  {c.id}", c.title) for c in found if c.group == group]))
    return PASS


def _map(args: Any, library: Library, concepts: Concepts) -> int:
    from licet.explore.gaps import Mapper
    from licet.transfer.build import Builder

    law = library.whole
    mapper = Mapper(law, Builder(law.book, library.products), concepts)
    named = concepts.between if args.between is None else args.between.split(",")
    codes = mapper.check([each.strip().upper() for each in named if each.strip()])
    on = args.on or date.today()
    asked = [concepts[args.concept]] if args.concept else list(concepts.by_id.values())
    gaps = [mapper.gap(concept, codes, on) for concept in asked]
    hashes = {"law": law.hashes["law"], "concepts": concepts.hash, **law.hashes}
    if args.totals:
        return _totals(args, gaps, hashes)
    goods = library.catalogue.products if args.concept or args.json else ()
    strays = {gap.concept.id: mapper.between(gap, goods) for gap in gaps}
    if args.csv:
        _csv(gaps, strays, mapper)
    elif args.json:
        data = [_data(gap, strays[gap.concept.id], mapper) for gap in gaps]
        whole = {"concepts": data, "totals": totals_rows(gaps)}
        print_json({**(data[0] if args.concept else whole), "hashes": hashes})
    else:
        lines = (
            _one(gaps[0], strays[gaps[0].concept.id], mapper) if args.concept else overview(gaps)
        )
        for line in lines:
            print(line)
        print()
        print_footer(hashes)
    return PASS


def _totals(args: Any, gaps: Sequence[Gap], hashes: dict[str, str]) -> int:
    rows = totals_rows(gaps)
    if args.csv:
        _write(rows)
    elif args.json:
        print_json({"totals": rows, "on": gaps[0].on.isoformat(), "hashes": hashes})
    else:
        for line in totals(gaps):
            print(line)
        print()
        print_footer(hashes)
    return PASS


# -- text ----------------------------------------------------------------------------------


def _one(gap: Gap, strays: Sequence[Stray], mapper: Mapper) -> Iterator[str]:
    concept, book = gap.concept, mapper.law.book
    yield strong(f"{concept.title} ({concept.id})")
    yield wrapped(concept.plain)
    yield wrapped(f"Law of {gap.on}. Each law is asked about {gap.reference.words}.", 0, 2)
    yield ""
    for number in range(len(concept.axes)):
        yield from axis_strip(gap, number, book)
        yield ""
    first = gap.lines[0]
    for line in gap.lines:
        yield from _line(gap, line, first, mapper)
        yield ""
    yield f"Since when, counted in days from {gap.counted_from}:"
    heads = ("item", *gap.sovereigns)
    rows = [
        (point.point.name, *(since_words(line, number, gap) for line in gap.lines))
        for number, point in enumerate(first.points)
    ]
    yield table(rows, heads)
    yield from _strays(strays)
    if concept.note:
        yield ""
        yield wrapped(f"Note: {concept.note}", 0, 2)


def _line(gap: Gap, line: Line, first: Line, mapper: Mapper) -> Iterator[str]:
    book = mapper.law.book
    title = book.sovereigns[line.sovereign].title
    code = "; ".join(each.code for each in line.labels) or "none named for the concept"
    yield wrapped(strong(f"{line.sovereign}  {title}: ") + code, 0, 4)
    if line is not first:
        yield wrapped(relation_words(line, first), 4, 6)
    for level in line.levels:
        for text in area(gap, line, level, book):
            yield wrapped(text, 4, 8)
    for hang, text in remarks(line):
        yield wrapped(text, 4, hang)
    for name in line.rests:
        provision = book.provisions[name]
        version = provision.on(gap.on, date.max)
        mark = f"; {version.confidence}" if version and version.confidence != "high" else ""
        cite = provision.cite[0]
        yield wrapped(f"[{cite.text}] {name}{mark}", 4, 8)


def _strays(strays: Sequence[Stray]) -> Iterator[str]:
    sure = [each for each in strays if each.between]
    maybe = [each for each in strays if not each.between]
    if sure:
        yield ""
        yield f"Between the lines, in the catalogue ({len(sure)}):"
        groups: dict[str, list[str]] = {}
        for each in sure:
            groups.setdefault(split_words(each), []).append(each.name)
        for split, names in groups.items():
            yield wrapped(f"{split}: {_some(names)}", 2, 6)
    if maybe:
        yield ""
        yield f"Open between some of them ({len(maybe)}):"
        groups = {}
        for each in maybe:
            groups.setdefault(split_words(each) + settled_words(each), []).append(each.name)
        ordered = sorted(groups.items(), key=lambda each: -len(each[1]))
        for split, names in ordered[:_GROUPS]:
            yield wrapped(f"{split}: {_some(names)}", 2, 6)
        if rest := sum(len(names) for _, names in ordered[_GROUPS:]):
            yield f"  and {rest} more in other ways (--json has all)"


def _some(names: list[str]) -> str:
    more = f", and {len(names) - _MANY} more" if len(names) > _MANY else ""
    return ", ".join(names[:_MANY]) + more


# -- data ----------------------------------------------------------------------------------


def _csv(gaps: Sequence[Gap], strays: dict[str, tuple[Stray, ...]], mapper: Mapper) -> None:
    _write([row for gap in gaps for row in gap_rows(gap, strays[gap.concept.id], mapper)])


def _write(rows: Sequence[dict[str, Any]]) -> None:
    out = csv.DictWriter(sys.stdout, list(rows[0]) if rows else ["concept"], lineterminator="\n")
    out.writeheader()
    out.writerows({key: _plain(value) for key, value in row.items()} for row in rows)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}={_plain(each)}" for key, each in value.items())
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _data(gap: Gap, strays: Sequence[Stray], mapper: Mapper) -> dict[str, Any]:
    concept = gap.concept
    return {
        "concept": concept.id,
        "title": concept.title,
        "group": concept.group,
        "plain": concept.plain,
        "note": concept.note,
        "on": gap.on.isoformat(),
        "held_against": gap.sovereigns[0],
        "days_counted_from": gap.counted_from,
        "reference": {"name": gap.reference.name, "words": gap.reference.words},
        "axes": [
            {
                "fact": fact,
                "cells": [
                    {"value": str(c.value), "low": _number(c.low), "high": _number(c.high)}
                    for c in cells
                ],
            }
            for fact, cells in gap.grid.axes
        ],
        "lines": gap_rows(gap, strays, mapper),
        "products": [
            {
                "product": each.product,
                "name": each.name,
                "between": each.between,
                "states": {code: state.level for code, state in each.states},
                "entries": {code: list(state.entries) for code, state in each.states},
                "settled_by": list(each.settled_by),
            }
            for each in strays
        ],
    }


def _number(value: object) -> str | None:
    return None if value is None else str(value)
