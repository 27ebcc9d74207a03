"""Numbers made of columns come out the same by machine code, by NumPy and by their digits."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.columns import formulas
from licet.columns.formulas import Formulas
from licet.columns.laying import bits_of, laid, words_of
from licet.columns.layout import Column
from licet.columns.reading import NumberColumn, Texts, WordColumn
from licet.columns.sources import Beyond, Cells, Defined, First, Hashed, Mapped, Number, Sum
from licet.facts.values import Interval

ROWS = 700
WORDS = ("a", "b", "c", "d", "")
STANDS_FOR = {
    "a": Decimal(8),
    "b": Decimal("0.1"),
    "c": None,
    "d": Interval(Decimal(1), Decimal(2)),
}
OPS = (">=", ">", "<", "<=", "==", "!=")


def columns():
    pick = np.random.default_rng(5)
    words = words_of(ROWS)
    some = pick.choice([0.0, 0.1, 0.2, 0.3, 3.0, 4800.0], ROWS)
    return {
        "all": NumberColumn(some, None),
        "some": NumberColumn(pick.permutation(some), laid(pick.random(ROWS) < 0.7, words)),
        "word": WordColumn(pick.integers(0, 5, ROWS).astype(np.uint8), WORDS, some_empty=True),
    }


COLUMNS = columns()
TEXTS = {"word": Texts(Column("word", "", ""), lambda text: text)}
leaves = st.sampled_from(
    [
        Cells("all"),
        Cells("some"),
        Mapped("word", Hashed("stands for", STANDS_FOR.get)),
        Number(Decimal("0.3")),
        Number(Decimal(2)),
    ]
)
values = st.recursive(
    leaves,
    lambda parts: (
        st.builds(Sum, parts, st.sampled_from("+-*/"), parts)
        | st.builds(First, st.tuples(parts, parts))
    ),
    max_leaves=5,
)


def by_rows(key):
    """What a question comes to, row by row, in decimals."""
    return [_one(key, row) for row in range(ROWS)]


def _one(key, row):
    number = _worth(key.value, row)
    if isinstance(key, Defined):
        return number is not None
    return number is not None and bool(formulas.OPERATORS[key.op](number, key.line))


def _worth(value, row):
    match value:
        case Number(number):
            return number
        case Cells(column):
            cells = COLUMNS[column]
            known = cells.known is None or bits_of(cells.known, ROWS)[row]
            return Decimal(repr(float(cells.values[row]))) if known else None
        case Mapped(column, reads):
            text = COLUMNS[column].texts[COLUMNS[column].codes[row]]
            said = reads.does(text) if text else None
            return said if isinstance(said, Decimal) else None
        case Sum(left, op, right):
            a, b = _worth(left, row), _worth(right, row)
            if a is None or b is None or (op == "/" and not b):
                return None
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[op](b)
        case First(parts):
            return next((e for e in (_worth(part, row) for part in parts) if e is not None), None)


@given(st.lists(st.tuples(values, st.sampled_from(OPS)), min_size=1, max_size=4))
def test_machine_code_and_numpy_lay_the_same_planes(asked):
    keys = [Beyond(value, op, Decimal("0.3")) for value, op in asked]
    keys += [Defined(value) for value, _ in asked]
    ours = Formulas(ROWS, COLUMNS, TEXTS, {}).planes(keys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formulas, "native", lambda: None)
        plain = Formulas(ROWS, COLUMNS, TEXTS, {}).planes(keys)
    for mine, theirs in zip(ours, plain, strict=True):
        assert bits_of(mine, ROWS).tolist() == bits_of(theirs, ROWS).tolist()


SUM = Sum(Cells("all"), "+", Cells("some"))
PRODUCT = Sum(Mapped("word", Hashed("stands for", STANDS_FOR.get)), "*", Cells("all"))


@pytest.mark.parametrize("op", OPS)
@pytest.mark.parametrize("value", [SUM, PRODUCT, First((Cells("some"), SUM, Number(Decimal(2))))])
def test_a_sum_that_a_float_would_miss_is_settled_by_its_digits(value, op):
    key = Beyond(value, op, Decimal("0.3"))  # 0.1 + 0.2 is beyond 0.3 as floats go
    (plane,) = Formulas(ROWS, COLUMNS, TEXTS, {}).planes([key])
    assert bits_of(plane, ROWS).tolist() == by_rows(key)


def test_rows_of_which_a_table_gives_a_range_are_told_unless_something_before_it_speaks():
    table = Mapped("word", Hashed("stands for", STANDS_FOR.get))
    work = Formulas(ROWS, COLUMNS, TEXTS, {})
    ranged = COLUMNS["word"].codes == WORDS.index("d")
    silent = ~bits_of(COLUMNS["some"].known, ROWS)
    assert bits_of(work.ranged(Sum(Cells("all"), "+", table)), ROWS).tolist() == ranged.tolist()
    first = First((Cells("some"), table))
    assert bits_of(work.ranged(first), ROWS).tolist() == (ranged & silent).tolist()
    assert not bits_of(work.ranged(Cells("all")), ROWS).any()
