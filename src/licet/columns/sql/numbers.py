"""Numbers in SQL: cells as DOUBLE, formulas over them, and on which side of a line they lie.

A figure worked out in floats is not trusted near a line (``licet.columns.planes``): it is then held
against the line in decimals, multiplied out instead of divided; where they do not fit, the row has a fault.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.columns.laying import NEAR_LINE
from licet.columns.reading import LARGEST, MOST_DIGITS, SMALLEST, UNKNOWN
from licet.columns.sources import Cells, First, Mapped, Number, Sum, columns_of
from licet.columns.sql.faults import NOT_A_NUMBER, told
from licet.columns.sql.spelling import double, is_number, name, string
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.columns.layout import Column
    from licet.columns.sources import Beyond, Formula
    from licet.facts.dictionary import Fact

_PLAIN = r"[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)"
_WHOLE, _PARTS, _MOST = 18, 6, 38
"""A cell in decimals: digits, of them behind the point; and the most digits that DuckDB has."""


class Figures:
    """A column of numbers, ``alias`` in the SQL."""

    def __init__(self, column: Column, alias: str, type_: str, fact: Fact) -> None:
        self.column = column
        self.alias = alias
        self.fact = fact
        self._binary = is_number(type_)
        self._cell = name(column.name)

    def cell(self) -> str:
        """The cell as DOUBLE; NULL where it is empty, or where no plain number stands."""
        if self._binary:
            return f"CAST({self._cell} AS DOUBLE)"
        text = self._text
        fits = f"regexp_full_match({text}, '{_PLAIN}') AND strlen({text}) <= {MOST_DIGITS}"
        return f"CASE WHEN {fits} THEN TRY_CAST({text} AS DOUBLE) END"

    @property
    def _text(self) -> str:
        return f"trim(CAST({self._cell} AS VARCHAR))"

    def raw(self) -> str:
        """The cell as it stands, for its fault; NULL where it says that nothing is known."""
        if self._binary:
            return f"CAST({self._cell} AS VARCHAR)"
        silent = ", ".join(map(string, UNKNOWN))
        return f"CASE WHEN {self._text} NOT IN ({silent}) THEN {self._text} END"

    def fault(self) -> str:
        """A fault where the number is none that a float keeps, or none that the fact may have."""
        value, raw, fact = f"{self.alias}v", f"{self.alias}c", self.fact
        wrong = [
            f"({raw} IS NOT NULL AND {value} IS NULL)",
            f"NOT (abs({value}) < {double(LARGEST)})",
            f"(abs({value}) < {double(SMALLEST)} AND {value} <> 0)",
        ]
        if fact.minimum is not None:
            wrong.append(f"{value} < {double(float(fact.minimum))}")
        if fact.exclusive_minimum is not None:
            wrong.append(f"{value} <= {double(float(fact.exclusive_minimum))}")
        if fact.maximum is not None:
            wrong.append(f"{value} > {double(float(fact.maximum))}")
        if fact.type == "integer":
            wrong.append(f"{value} <> floor({value})")
        return (
            f"CASE WHEN {' OR '.join(wrong)} THEN {told(self.column.name, raw, NOT_A_NUMBER)} END"
        )


def compared(value: str, op: str, line: Decimal) -> str:
    """A DOUBLE against a line of the law, exactly: where no float is the line, between its neighbors.

    >>> compared("v", ">", Decimal("5.92"))
    'v > 5.92e0'
    >>> compared("v", ">", Decimal("0.1000000000000000000000001"))
    'v > 0.1e0'
    """
    bound = float(line)
    nearest = Decimal(repr(bound))
    if nearest == line:
        return f"{value} {_SIGNS[op]} {double(bound)}"
    if op in ("==", "!="):
        return f"{value} IS NOT NULL AND {'false' if op == '==' else 'true'}"
    above = nearest > line
    sign = (">=" if above else ">") if op in (">=", ">") else ("<" if above else "<=")
    return f"{value} {sign} {double(bound)}"


_SIGNS = {">=": ">=", ">": ">", "<": "<", "<=": "<=", "==": "=", "!=": "<>"}


def worked(formula: Formula, leaf: Callable[[Cells | Mapped], str]) -> tuple[str, str]:
    """A formula as DOUBLE, and how large the numbers are that it is made of; NULL where it has no value."""
    match formula:
        case Number(number):
            return double(float(number)), double(abs(float(number)))
        case Sum(left, op, right):
            (a, size_a), (b, size_b) = worked(left, leaf), worked(right, leaf)
            if op == "/":
                quotient = f"(CASE WHEN {b} <> 0 THEN {a} / {b} END)"
                return quotient, f"abs({quotient})"
            return f"({a} {op} {b})", f"({size_a} {'*' if op == '*' else '+'} {size_b})"
        case First(parts):
            first = f"coalesce({', '.join(worked(part, leaf)[0] for part in parts)})"
            return first, f"abs({first})"
        case _:
            column = leaf(formula)
            return column, f"abs({column})"


def near(value: str, size: str, line: Decimal) -> str:
    """Where a figure is too near a line for a float."""
    bound = float(line)
    return f"abs({value} - {double(bound)}) <= {double(NEAR_LINE)} * ({size} + {double(abs(bound))})"  # fmt: skip


# -- in decimals -----------------------------------------------------------------------------


@record
class Exact:
    """An expression of type DECIMAL; ``width`` digits, ``scale`` of them behind the point."""

    text: str
    width: int
    scale: int


def by_digits(
    asked: Beyond, leaf: Callable[[Cells | Mapped], str], *, positive: bool
) -> str | None:
    """The comparison in decimals, NULL where a cell does not fit; None where the formula does not.

    ``positive`` says that no cell is negative, so that nothing turns round when multiplied out.
    """
    found = _fraction(asked.value, leaf) if positive else None
    if found is None:
        return None
    over, under = found
    right = _times(under, _literal(asked.line))
    if right is None or max(over.width - over.scale, right.width - right.scale) + max(over.scale, right.scale) > _MOST:  # fmt: skip
        return None
    return f"{over.text} {_SIGNS[asked.op]} {right.text}"


def decimal(column: str) -> str:
    """A DOUBLE as the decimal that its shortest digits write; NULL where it has too many."""
    made = f"TRY_CAST(CAST({column} AS VARCHAR) AS DECIMAL({_WHOLE}, {_PARTS}))"
    return f"CASE WHEN CAST({made} AS DOUBLE) = {column} THEN {made} END"


def _fraction(
    formula: Formula, leaf: Callable[[Cells | Mapped], str]
) -> tuple[Exact, Exact] | None:
    match formula:
        case Number(number):
            return _literal(number), _ONE
        case Sum(left, op, right):
            a, b = _fraction(left, leaf), _fraction(right, leaf)
            if a is None or b is None or (op == "/" and _may_be_negative(right)):
                return None
            (over_a, under_a), (over_b, under_b) = a, b
            if op == "/":
                return _both(_times(over_a, under_b), _times(under_a, over_b))
            if op == "*":
                return _both(_times(over_a, over_b), _times(under_a, under_b))
            sum_ = _plus(_times(over_a, under_b), op, _times(over_b, under_a))
            return _both(sum_, _times(under_a, under_b))
        case First(parts):
            plain = [part for part in parts if isinstance(part, Cells | Mapped)]
            if len(plain) < len(parts):
                return None
            return Exact(decimal(f"coalesce({', '.join(map(leaf, plain))})"), _WHOLE, _PARTS), _ONE
        case _:
            return Exact(decimal(leaf(formula)), _WHOLE, _PARTS), _ONE


def _may_be_negative(formula: Formula) -> bool:
    match formula:
        case Sum(left, op, right):
            return op == "-" or _may_be_negative(left) or _may_be_negative(right)
        case Number(number):
            return number < 0
        case _:
            return False


def _both(over: Exact | None, under: Exact | None) -> tuple[Exact, Exact] | None:
    return None if over is None or under is None else (over, under)


def _literal(number: Decimal) -> Exact:
    text = format(number, "f")
    whole, _, parts = text.lstrip("-").partition(".")
    width = len(whole) + len(parts)
    return Exact(f"CAST('{text}' AS DECIMAL({width}, {len(parts)}))", width, len(parts))


_ONE = _literal(Decimal(1))


def _times(a: Exact, b: Exact) -> Exact | None:
    if a is _ONE or b is _ONE:
        return b if a is _ONE else a
    width, scale = a.width + b.width, a.scale + b.scale
    return None if width > _MOST else Exact(f"({a.text} * {b.text})", width, scale)


def _plus(a: Exact | None, op: str, b: Exact | None) -> Exact | None:
    if a is None or b is None:
        return None
    scale = max(a.scale, b.scale)
    width = max(a.width - a.scale, b.width - b.scale) + scale + 1
    return None if width > _MOST else Exact(f"({a.text} {op} {b.text})", width, scale)


def never_negative(formula: Formula, floor: Callable[[str], bool]) -> bool:
    """Whether no cell of a formula can be negative; ``floor`` says it of a column."""
    return all(map(floor, columns_of(formula)))
