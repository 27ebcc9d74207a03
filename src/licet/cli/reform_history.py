"""``licet reform history``: how big every change of the law was, ranked, in several weights."""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.reforming import add_grid_options, asked_rows
from licet.cli.show import print_footer, print_json, strong, table, wrapped
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from licet.reform.sizes import Size

_EPILOG = """Each change is a day on which one law changed.  It is held against the day before, over the
products, destinations and classes of end users of the grid (docs/reforms.md), and every row that
stands otherwise is counted.  These are counts of questions; value weighs them by what each place
buys of the sector abroad, shared evenly by its rows.

weightings: rows (each the same), families (variants of a product count together), compute (total
processing performance), value (bn USD a year, reforms/_grid.toml), given (with --weights FILE: item,weight).

examples:
  licet reform history                          since 2018, all laws
  licet reform history --sovereign US --shelf chip --mark 2026-01-15
  licet reform history --csv > sizes.csv

exit codes: 0 shown; 2 bad input."""


def main(words: list[str]) -> int:
    """Print the changes, largest first; exit 0."""
    options = parser("reform history", "How big every change of the law was.", epilog=_EPILOG)
    options.add_argument("--since", type=day, metavar="DATE", help="default: the day that reforms/_grid.toml names")  # fmt: skip
    options.add_argument("--until", type=day, metavar="DATE", help="default today")
    options.add_argument("--mark", type=day, action="append", default=[], metavar="DATE", help="say where the change of this day ranks (repeatable; default: those that reforms/_grid.toml names)")  # fmt: skip
    options.add_argument("--weights", metavar="FILE", help="worth of products: a CSV file with item,weight")  # fmt: skip
    options.add_argument("--top", type=int, default=15, metavar="N", help="changes shown (default 15)")  # fmt: skip
    options.add_argument("--csv", action="store_true", help="all changes as CSV")
    add_grid_options(options)
    args = options.parse_args(words)
    if args.csv and args.json:
        raise InputError("--csv and --json exclude each other")

    from licet.pack.store import open_library
    from licet.reform.grid import read_grid
    from licet.reform.sizes import table as ranked
    from licet.reform.sizes import to_data

    library, grid = open_library(args.law), read_grid()
    args.since = args.since or grid.since
    rows = asked_rows(args, library)
    found = _measured(args, library, rows)
    ranks = ranked(found)
    marks = args.mark or list(grid.marks)
    if args.csv:
        _csv(ranks)
    elif args.json:
        print_json({
            "rows": rows.height, "changes": [to_data(each) for each in found],
            "ranks": ranks.drop("what", "sources").to_dicts(), "marked": [_marked(ranks, each) for each in marks],
            "hashes": library.law.hashes,
        })  # fmt: skip
    else:
        for line in _lines(ranks, rows.height, found, marks, args.top):
            print(line)
        print_footer(library.law.hashes)
    return PASS


def _measured(args: Any, library: Any, rows: pl.DataFrame) -> Sequence[Size]:
    """The sizes, from what was kept or anew; how far it is is told on standard error."""
    from licet.reform.sizes import keep, kept, key_of, sizes
    from licet.settings import read_settings

    until = args.until or date.today()
    given = _weights(Path(args.weights)) if args.weights else None
    key = key_of(rows, library, args.since, until, sorted(args.laws), sorted((given or {}).items()))
    file = read_settings().home / "reform-history" / f"{key[:32]}.json"
    found = kept(file)
    if found is None:
        shown = sys.stderr.isatty()

        def progress(done: int, of: int) -> None:
            if shown or done in (1, of):
                print(f"\r{done} of {of} changes", end="" if shown and done < of else "\n", file=sys.stderr)  # fmt: skip

        found = sizes(rows, library, args.since, until, laws=args.laws, given=given, progress=progress)  # fmt: skip
        keep(file, found)
    return found


def _weights(file: Path) -> dict[str, float]:
    """Worth by product.  ``InputError`` with file and line."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            lines = list(csv.DictReader(text))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the weights cannot be read: {error}", Place(str(file))) from None
    found: dict[str, float] = {}
    for number, row in enumerate(lines, 2):
        try:
            weight = float(row["weight"])
            found[row["item"]] = weight
        except (KeyError, TypeError, ValueError):
            raise InputError("each line has an item and a weight, under the heads item,weight", Place(str(file), number)) from None  # fmt: skip
        if not 0 <= weight < float("inf"):
            raise InputError(f"a weight is a number of nought or more, not {row['weight']}", Place(str(file), number))  # fmt: skip
    return found


def _csv(ranks: pl.DataFrame) -> None:
    import polars as pl

    flat = ranks.with_columns(pl.col(name).list.join(" | ") for name in ("sources", "what"))
    sys.stdout.write(flat.write_csv())


def _names(ranks: pl.DataFrame) -> list[str]:
    return [each.removeprefix("rank_") for each in ranks.columns if each.startswith("rank_")]


def _lines(
    ranks: pl.DataFrame, rows: int, found: Sequence[Size], marks: Sequence[date], top: int
) -> Iterator[str]:
    if ranks.is_empty():
        yield "No law changed in this time."
        return
    names = _names(ranks)
    flipped = sum(1 for each in found if each.flipped)
    yield strong("How big each change of the law was")
    yield wrapped(
        f"{len(found)} days on which a law changed, {flipped} of which moved a row; {rows:,} rows each (product x "
        "destination x class of end user of today's grid). Counts of questions, not of trade.",
        2,
    )
    heads = ("on", "law", "way", *(f"#{name}" for name in names), "stricter", "milder", "unsettled", "on sale", "by")  # fmt: skip
    cells = [
        (
            str(row["on"]), row["sovereign"], row["way"], *(str(row[f"rank_{name}"]) for name in names),
            f"{row['stricter']:,}", f"{row['milder']:,}", f"{row['unsettled']:,}", f"{row['on_market']:,}",
            (row["sources"] or [""])[0][:40],
        )
        for row in ranks.head(top).iter_rows(named=True)
    ]  # fmt: skip
    yield table(cells, heads)
    yield ""
    for mark in marks:
        yield wrapped(_said(ranks, mark), 0, 2)


def _marked(ranks: pl.DataFrame, mark: date) -> dict[str, Any]:
    """Where the changes of one day rank, among all and among those that went the same way."""
    import polars as pl

    here = ranks.filter(pl.col("on") == mark)
    data = []
    for row in here.iter_rows(named=True):
        same = ranks.filter(pl.col("way") == row["way"], pl.col("sovereign") == row["sovereign"])
        own = ranks.filter(pl.col("sovereign") == row["sovereign"])
        data.append({
            "sovereign": row["sovereign"], "way": row["way"], "rows": row["stricter"] + row["milder"],
            "ranks": {
                name: {
                    "of_all": row[f"rank_{name}"], "all": ranks.height,
                    "of_this_law": 1 + own.filter(pl.col(f"weight_{name}") > row[f"weight_{name}"]).height, "this_law": own.height,
                    "of_this_way": 1 + same.filter(pl.col(f"weight_{name}") > row[f"weight_{name}"]).height, "this_way": same.height,
                }
                for name in _names(ranks)
            },
        })  # fmt: skip
    return {"on": mark.isoformat(), "changes": data}


def _said(ranks: pl.DataFrame, mark: date) -> str:
    data = _marked(ranks, mark)
    if not data["changes"]:
        return f"{mark}: no text of law changed on this day, so nothing flipped. An announcement alone has no effect here."  # fmt: skip
    told = []
    for each in data["changes"]:
        ranked = "; ".join(
            f"by {name} #{r['of_all']} of all {r['all']}, #{r['of_this_law']} of {r['this_law']} of {each['sovereign']}"
            + (f", #{r['of_this_way']} of the {r['this_way']} that went {each['way']}" if each["way"] != "none" else "")
            for name, r in each["ranks"].items()
        )  # fmt: skip
        told.append(f"{each['sovereign']}, {each['rows']:,} rows ({each['way']}): {ranked}")
    return f"{mark}: {'. '.join(told)}."
