"""Numbers within one unit in the last place of every line that a rule of the book draws.

A line ``t`` gives the numbers ``t``, the one before it and the one after it (Float64), and as text
also numbers that differ from ``t`` by less than a Float64 can say.  Each stands in the rows of the
pages that turn on it, so that where it falls matters.
"""

import math
import random
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import lru_cache

from licet.language.nodes import Arithmetic, Compare, Constant, FactNumber, facts_of, walk
from tests.columns.cells import frame_of
from tests.columns.frames import LATE, Frame, law_row_cells, the_book, the_source

FINER = Decimal("1e-27")


def beside(line, *, whole=False):
    """The numbers on and beside a line as cells; whole ones for a fact that is counted."""
    if whole:
        return [f"{line.to_integral_value() + step}" for step in (-1, 0, 1)]
    number = float(line)
    near = (number, math.nextafter(number, -math.inf), math.nextafter(number, math.inf))
    return [repr(each) for each in near]


def finer(line):
    """Numbers so near to a line that a Float64 would take them for it, as text."""
    step = abs(line) * FINER or FINER
    return [f"{line - step:f}", f"{line + step:f}", f"{line:.20f}", f"{line:E}"]


@lru_cache
def lines():
    """(provision, fact, line, day) for every comparison of a fact with a number in the book, once.

    The day is ``LATE`` where the rule stands then, or the day from which it stood.
    """
    found = {}
    for provision in the_book().provisions.values():
        for version in provision.versions:
            late = provision.on(date.fromisoformat(LATE), date.max) is version
            for tree in version.trees:
                for node in walk(tree):
                    match node:
                        case Compare(FactNumber(fact), _, Constant(line)):
                            day = LATE if late else version.since.isoformat()
                            found.setdefault((provision.id, fact, line), day)
    return tuple((*key, day) for key, day in found.items())


def rows_near(name, fact, line):
    """Rows of a provision's own page as cells: first those with the fact on the line, then those that state it."""
    source = the_source()
    rows = [law_row_cells(source.book[name], row) for row in source.pages[name].rows]
    known = source.book.facts[fact]
    names = {known.name, *known.aliases}

    def far(row):
        stated = [
            cell for key, cell in row.items() if key in names or key.rpartition(".")[2] in names
        ]
        if line is not None and any(_is(cell, line) for cell in stated):
            return 0
        return 1 if stated else 2

    return sorted(rows, key=far) or [{}]


def _is(cell, line):
    try:
        return Decimal(cell) == line
    except ArithmeticError:
        return False


def put(row, fact, value):
    """The row with another value of the fact, wherever it stands in the row."""
    known = the_book().facts[fact]
    names = {known.name, *known.aliases}
    if known.owner != "party":
        kept = {key: cell for key, cell in row.items() if key not in names}
        return {**kept, known.name: value}
    heads = [key for key in row if key.rpartition(".")[2] in names] or [f"end_user.{known.name}"]
    return {**row, **dict.fromkeys(heads, value)}


@lru_cache
def on_lines(law, *, each=2, exact=False, past=False):
    """Every line of a law: ``each`` rows of the page, with the fact on and beside the line.

    ``exact`` adds numbers as text that no Float64 says; ``past`` takes lines that stand no more.
    """
    book, rows = the_book(), []
    for name, fact, line, day in lines():
        if book[name].sovereign != law or (day == LATE) is past:
            continue
        whole = book.facts[fact].type == "integer"
        cells = beside(line, whole=whole) + (finer(line) if exact and not whole else [])
        for row in rows_near(name, fact, line)[:each]:
            known = {**row, "on": day} if past else row
            rows += [put(known, fact, cell) for cell in cells if allowed(fact, cell)]
    kind = f"{'in text' if exact else ''}{'of the past' if past else ''}"
    return Frame(f"lines of {law} {kind}".strip(), frame_of(rows or [{"on": LATE}]), (law,))


def allowed(fact, cell):
    """Whether a fact may be that number: a fault is tried elsewhere."""
    known, number = the_book().facts[fact], Decimal(cell)
    if known.minimum is not None and number < known.minimum:
        return False
    if known.exclusive_minimum is not None and number <= known.exclusive_minimum:
        return False
    return known.maximum is None or number <= known.maximum


# -- what is worked out of two numbers -------------------------------------------------------


@lru_cache
def ratios():
    """(law, provision, fact, line, tree): every line on a fact that a formula gives, or on arithmetic itself."""
    book, found = the_book(), defaultdict(dict)
    sums = {
        name: [t for t in trees if any(isinstance(n, Arithmetic) for n in walk(t))]
        for name, trees in book.formulas.items()
    }
    for provision in book.provisions.values():
        for tree in provision.trees:
            for node in walk(tree):
                match node:
                    case Compare(FactNumber(fact), _, Constant(line)) if fact in sums:
                        for formula in sums[fact]:
                            found[provision.id][fact, line, formula] = None
                    case Compare(Arithmetic() as formula, _, Constant(line)):
                        found[provision.id]["", line, formula] = None
    return tuple((name, *each) for name, all_of in found.items() for each in all_of)


def value_of(tree, numbers):
    """A formula worked out in Float64."""
    match tree:
        case Constant(value):
            return float(value)
        case FactNumber(fact):
            return numbers[fact]
        case Arithmetic(left, op, right):
            one, other = value_of(left, numbers), value_of(right, numbers)
            return {"+": one + other, "-": one - other, "*": one * other, "/": one / other}[op]


def near_ratio(tree, line, rng):
    """Numbers for the facts of a formula that put it on the line, as nearly as Float64 can."""
    names = sorted(facts_of(tree))
    numbers = {
        name: round(rng.uniform(0.3, 900), rng.choice([0, 1, 2, 13])) or 1.0 for name in names
    }
    moved = names[0] if len(names) == 1 else rng.choice(names)
    low, high = 1e-9, 1e12
    rises = value_of(tree, {**numbers, moved: high}) > value_of(tree, {**numbers, moved: low})
    for _ in range(200):
        middle = math.sqrt(low * high)
        over = value_of(tree, {**numbers, moved: middle}) >= float(line)
        low, high = (low, middle) if over == rises else (middle, high)
    return {**numbers, moved: high}, moved


@lru_cache
def on_ratios(seed=0, each=3):
    """Lines on what is worked out: the numbers that it is worked out from put it on and beside them."""
    rng = random.Random(seed)  # noqa: S311 - examples, no secrets
    frames = defaultdict(list)
    for name, fact, line, tree in ratios():
        for row in rows_near(name, fact or min(facts_of(tree)), line)[:each]:
            numbers, moved = near_ratio(tree, line, rng)
            bare = {k: v for k, v in row.items() if k != fact}
            for steps in (-2, -1, 0, 1, 2):
                number = numbers[moved]
                for _ in range(abs(steps)):
                    number = math.nextafter(number, math.inf * steps)
                shown = {key: repr(value) for key, value in {**numbers, moved: number}.items()}
                frames[the_book()[name].sovereign].append({"on": LATE, **bare, **shown})
    return [Frame(f"ratios of {law}", frame_of(rows), (law,)) for law, rows in frames.items()]
