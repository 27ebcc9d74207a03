"""A long search for rows on which the columns and one row at a time differ.

``python -m tests.columns.sweep --rows 200000 --seed 1`` draws until it has tried that many rows, and
``--only lines,cases`` tries some makers alone.  Each difference is told once a column, with the smallest
row that shows it.  The exit code is 1 where any was found.
"""

import argparse
import sys
import time
from itertools import count

from tests.columns import frames, oddities, thresholds
from tests.columns.held import FORMS, decider_for, differing, headline, smallest


def written(_seed):
    """All that is written down: once."""
    yield from frames.cases()
    for law in frames.the_book().deciding:
        yield frames.law_rows(law)
        whole = frames.law_rows(law)
        yield frames.Frame(f"{whole.name}, all laws asked", whole.data[::5])
    yield frames.declared()
    yield frames.products()
    yield frames.sure_conflicts()


def lines(_seed):
    """All numbers on and beside lines: once."""
    for law in frames.the_book().deciding:
        yield thresholds.on_lines(law, each=6)
        yield thresholds.on_lines(law, exact=True)
        yield thresholds.on_lines(law, past=True)


def odd(_seed):
    """All that is wrong or odd: once."""
    yield from (*oddities.faults(), *oddities.nothing(), *oddities.types())


def drawn(seed):
    """Draws without end, in frames of many rows: an engine makes a plan for each frame's columns and day."""
    for number in count(seed * 1_000_000):
        yield frames.drawn_rows(number * 1000, 1000, days=1)
        yield frames.places(seed=number, count=1000)
        yield frames.pool(2000, seed=number)
        yield frames.declared(300, seed=number)
        yield frames.products(seed=number)
        yield from thresholds.on_ratios(seed=number, each=4)
        yield frames.days_beside_edges(4, seed=number)


MAKERS = {"odd": odd, "lines": lines, "written": written, "drawn": drawn}


def main(words=None):
    """Try rows until there are enough of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(MAKERS), help="of: " + ", ".join(MAKERS))
    parser.add_argument("--forms", default=",".join(FORMS), help="of: " + ", ".join(FORMS))
    args = parser.parse_args(words)
    tried, told, begun = 0, {}, time.monotonic()
    for name in args.only.split(","):
        for frame in MAKERS[name](args.seed):
            for form in args.forms.split(","):
                tried += frame.data.height
                search(frame, form, told)
            print(
                f"{tried:,} rows, {time.monotonic() - begun:.0f} s, {len(told)} kinds of difference: {frame}",
                flush=True,
            )
            if tried >= args.rows:
                return int(bool(told))
    return int(bool(told))


def search(frame, form, told):
    """Tell each column that differs for the first time."""
    decider = decider_for(frame.laws)
    data = FORMS[form](frame.data, frames.the_book())
    wanted = raised = None
    try:
        wanted = decider.slowly(data)
        found = decider(data)
        assert found.height == data.height, f"{found.height} answers to {data.height} rows"
        places = differing(found, wanted)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is to be told
        raised = f"{type(error).__name__}: {error}"[:300]
        side = "columns" if wanted is not None else "slowly"
        if told.setdefault(("raised", side, raised[:60]), 0) == 0:
            print(f"## {frame}, {form}: {side} raised {raised}")
        told["raised", side, raised[:60]] += 1
        return
    first = {}
    for row, column in places:
        first.setdefault(row, column)
    for row, column in first.items():
        kind = (column, found[column][row], wanted[column][row])
        told[kind] = told.get(kind, 0) + 1
        if told[kind] > 1 or len(told) > _MOST:
            continue
        least = smallest(decider, data, row, column)
        said = {k: v for k, v in least.row(0, named=True).items() if v is not None}
        others = [name for each, name in places if each == row]
        print(
            f"## {frame}, {form}, row {row}: {column} is {kind[1]!r}, and slowly {kind[2]!r}; {len(others)} columns: {others[:8]}"
        )
        print(
            f"   {said} {dict(zip(least.columns, map(str, least.dtypes), strict=True)) if form == 'typed' else ''}"
        )
        print(f"   {headline(decider, said)}", flush=True)


_MOST = 40
"""Kinds of difference that are shown; the others are counted."""


if __name__ == "__main__":
    sys.exit(main())
