"""Column engines held to ``Decider.slowly``: every column of every row, and what to say where they differ."""

from functools import lru_cache

import polars as pl

from licet.columns.decider import Decider
from licet.columns.row import FAULT
from licet.decide.report import report
from licet.errors import InputError
from tests.columns import in_sql
from tests.columns.cells import typed
from tests.columns.frames import the_library

ENGINES = {
    "columns": lambda decider, frame: decider(frame),
    "sql": in_sql.decided,
}
"""Every engine by name: a decider and a frame to a frame of answers.  Spark has a suite of its own (tests/batch)."""
QUICK = ["columns"]
"""Engines to which a plan is cheap: what others are spared is tried with these alone."""
FEW_COLUMNS, FEW_ROWS = {"sql": 10}, 100
"""Columns that a frame is cut to for an engine that takes its time over wide ones, and rows."""
FEW_LAWS = {"sql": ("NL", "US")}
"""Laws that an engine is asked which takes its time over many; ``test_sql`` asks all."""
FORMS = {"text": lambda frame, _: frame, "typed": typed}
"""How the cells of a frame are given: as text, or in types of their own."""


@lru_cache
def decider_for(laws, bits=True, on=None, known_on=None):
    """A decider that is made once a session."""
    library = the_library()
    return Decider(
        library.law, library.products, sovereigns=laws, bits=bits, on=on, known_on=known_on
    )


_SLOW = {}


def slowly(decider, frame):
    """The measure, found once a session for the same frame."""
    key = (id(decider), *frame.hash_rows().to_list(), *frame.columns, *map(str, frame.dtypes))
    if key not in _SLOW:
        _SLOW[key] = decider.slowly(frame)
    return _SLOW[key]


def plainly(column):
    """A column whose values can be held beside another's, whatever words its type keeps."""
    return column.cast(pl.String) if column.dtype in (pl.Categorical, pl.Enum) else column


def differing(found, wanted):
    """(row, column) wherever two frames of answers differ, by rows."""
    assert found.columns == wanted.columns
    assert found.height == wanted.height
    assert {n: str(t) for n, t in found.schema.items()} == {
        n: str(t) for n, t in wanted.schema.items()
    }
    places = []
    for name in wanted.columns:
        same = plainly(found[name]).eq_missing(plainly(wanted[name]))
        places += [(row, name) for row in (~same).arg_true().to_list()]
    order = {name: place for place, name in enumerate(wanted.columns)}
    return sorted(places, key=lambda each: (each[0], order[each[1]]))


def told(decider, frame, found, wanted, places):
    """What differs, for people: the rows with their cells, the columns with both values, the proof's headline."""
    rows = list(dict.fromkeys(row for row, _ in places))
    lines = [f"{len(places)} cells of {len(rows)} rows (of {frame.height}) differ"]
    for row in rows[:3]:
        said = {k: v for k, v in frame.row(row, named=True).items() if v is not None}
        lines.append(f"row {row}: {said}")
        columns = [name for each, name in places if each == row]
        lines += [
            f"  {name}: {found[name][row]!r}, not {wanted[name][row]!r}" for name in columns[:12]
        ]
        lines += [f"  and {len(columns) - 12} columns more"] if len(columns) > 12 else []
        lines.append(f"  {headline(decider, said)}")
    return "\n".join(lines)


def headline(decider, row):
    """What the proof of a row opens with."""
    try:
        return report(decider.decision(row), proof=False, questions=False)["headline"]
    except InputError as error:
        return f"a fault: {error}"


def cut_for(engine, frame):
    """The frame as an engine is tried with: of its most used columns alone, each different row once, thinned."""
    most = FEW_COLUMNS.get(engine, frame.width)
    if frame.width <= most:
        return frame
    used = sorted(frame.columns, key=lambda name: (name != "on", frame[name].null_count()))
    kept = set(used[:most])
    few = frame.select(n for n in frame.columns if n in kept).unique(maintain_order=True)
    return few.gather_every(max(-(-few.height // FEW_ROWS), 1))


def assert_held(engine, decider, frame):
    """That an engine says of every row what ``slowly`` says."""
    frame = cut_for(engine, frame)
    found, wanted = ENGINES[engine](decider, frame), slowly(decider, frame)
    places = differing(found, wanted)
    assert not places, told(decider, frame, found, wanted, places)


def smallest(decider, frame, row, column, engine="columns"):
    """The row alone with as few cells as still differ in the column: what to look at first."""
    kept = frame[row : row + 1]
    kept = kept.select(name for name in kept.columns if kept[name][0] is not None)

    def differs(tried):
        wanted = decider.slowly(tried)
        found = ENGINES[engine](decider, tried)
        return wanted[FAULT][0] == found[FAULT][0] and any(
            name == column for _, name in differing(found, wanted)
        )

    if not differs(kept):
        return kept  # it differs only in company
    shrunk = True
    while shrunk:
        shrunk = False
        for name in kept.columns:
            fewer = kept.drop(name)
            if fewer.width and differs(fewer):
                kept, shrunk = fewer, True
    return kept
