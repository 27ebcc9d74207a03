"""``sql_of``: the law of one day as one query of DuckDB over a table.

Its last statement gives the answers; those before it make temporary tables.  Each row is read once
(``licet_told``); the answers to the circuit's questions are gathered in words of 64 rows, the circuit is
worked out over these (``licet_a``), and each row's bits are taken out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.columns.compiled import Coded, compiled
from licet.columns.layout import layout
from licet.columns.row import FAULT, LAW_HASH
from licet.columns.sql.answers import answer
from licet.columns.sql.faults import SEVERAL, of_row
from licet.columns.sql.folding import folded, order
from licet.columns.sql.gates import Gates
from licet.columns.sql.head import head
from licet.columns.sql.reading import Reading
from licet.columns.sql.spelling import name, string
from licet.columns.terms import Today
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from licet.columns.circuit import Circuit, Signal
    from licet.columns.compiled import Several, Truth
    from licet.columns.decider import Decider
    from licet.columns.sql.table import Table

_VECTORS = 8_000
"""Columns that one statement may pass on from step to step: each costs DuckDB 16 KB in every thread."""
_QUESTION, _CLASSIFICATION = "next_question", "classification"


@record
class Query:
    """One SQL text; ``questions`` asked of each row, ``gates`` columns worked out of them in ``layers`` steps."""

    text: str
    questions: int
    gates: int
    layers: int


def sql_of(
    decider: Decider,
    table: Table,
    *,
    asked: Collection[str] | None = None,
    named: Mapping[str, str] | None = None,
) -> Query:
    """The query that gives a table's rows with their answers behind them, in no order.

    ``asked`` are the answer columns wanted, all of ``decider.schema`` by default; ``fault`` and
    ``law_hash`` are always there.  ``named`` gives answers other names.  The query is the law of the day
    ``decider.on``.
    """
    shape = layout((each.name for each in table.columns), decider.law.book)
    reading = Reading(decider, table, shape)
    wanted = [each for each in decider.schema if asked is None or each in asked or each in (FAULT, LAW_HASH)]  # fmt: skip
    plan = _Plan(reading, wanted)
    body = _Body(reading, plan, wanted, dict(named or {}))
    told = head(decider, table, reading.span(), wanted)
    return Query(
        f"{told}\n{body.text()}\n", len(plan.inputs), plan.gates.size, len(plan.gates.layers)
    )


class _Plan:
    """The plan of the day, folded for the table's words."""

    def __init__(self, reading: Reading, wanted: Collection[str]) -> None:
        today = Today()
        today.now = reading.decider.on
        plan = compiled(reading.decider.terms, reading.shape(), today.now, None, today)
        made = plan.answers
        signals = made.signals
        self._stated = reading.classes.stated if reading.classes else None
        self.columns: dict[str, tuple[Coded | Truth | Several, tuple[Signal, ...]]] = {}
        for column in made.columns:
            if column.name in wanted:
                self.columns[column.name] = (column, signals)
        if _QUESTION in wanted:
            self.columns[_QUESTION] = (plan.questions.columns[0], plan.questions.signals)
        self.odd = signals[plan.odd]
        self.open = signals[plan.open]
        self.declared = signals[plan.declared]
        used = [self.odd, self.open]
        used += [self.declared] if _CLASSIFICATION in wanted else []
        used += [sigs[at] for column, sigs in self.columns.values() for at in _planes(column)]
        self.circuit: Circuit
        outs = list(dict.fromkeys(used))
        self.circuit, self.new = folded(made.circuit, outs, reading.answer)
        self.place = dict(zip(outs, self.new, strict=True))
        needed = order(self.circuit, self.new)
        self.inputs = {gate: f"i{gate}" for gate in needed if gate in self.circuit.inputs}
        self.distinct = list(dict.fromkeys(self.new))
        self.gates = Gates(self.circuit, self.distinct, self.inputs)

    def bit(self, old: Signal) -> str:
        """The condition that an output holds for a row."""
        new = self.place[old]
        if new <= 1:
            return "true" if new else "false"
        return f"(o{self.distinct.index(new)} & b) <> 0"

    def answer(self, column: str) -> str:
        """The expression of an answer column, for rows without a fault."""
        found, signals = self.columns[column]
        text = answer(found, lambda at: self.bit(signals[at]))
        if column == _QUESTION:
            return f"CASE WHEN {self.bit(self.open)} THEN {text} END"
        if column == _CLASSIFICATION and self._stated:
            return f"CASE WHEN {self.bit(self.declared)} THEN {self._stated} ELSE {text} END"
        return text


def _planes(column: Any) -> tuple[int, ...]:
    match column:
        case Coded(_, _, known, bits):
            return (known, *bits)
        case _:
            return (column.true, column.known) if hasattr(column, "true") else tuple(column.planes)


class _Body:
    """The query's text."""

    def __init__(
        self, reading: Reading, plan: _Plan, wanted: list[str], named: dict[str, str]
    ) -> None:
        self.reading = reading
        self.plan = plan
        self.wanted = wanted
        self.named = named
        # asked before the tables are made, since they hold what was asked of words
        self.asked = {alias: reading.condition(plan.circuit.inputs[at]) for at, alias in plan.inputs.items()}  # fmt: skip

    def text(self) -> str:
        """The whole query."""
        reading = self.reading
        formulas, fault = reading.formulas(), reading.fault()
        tables = reading.tables()
        keep = [f"{name(each.name)} AS k{at}" for at, each in enumerate(reading.table.columns)]
        cells = [f"{text} AS {alias}" for alias, text in reading.cells()]
        first = ["row_number() OVER () - 1 AS r", *keep, *cells]
        cases = [f"{text} AS {alias}" for alias, text in reading.cases()]
        looked = f"SELECT {_list(first)}\n  FROM {reading.table.source}"  # nosec B608 - names are quoted, and a person runs it
        looked = f"SELECT {_list(['*', *cases])}\n  FROM ({looked})"  # nosec B608 - names are quoted, and a person runs it
        worked = [f"{text} AS {alias}" for alias, text in formulas]
        looked = "\n  ".join([f"SELECT {_list(['*', *worked])}\n  FROM ({looked})", *reading.joins()])  # fmt: skip # nosec B608
        read = (
            "SELECT *, r >> 6 AS w, 1::UBIGINT << (r & 63) AS b,\n"  # nosec B608 - names are quoted, and a person runs it
            f"    {fault} AS said\n  FROM ({looked})"
        )
        steps = [_step(f"licet_{alias}({heads})", values) for alias, heads, values in tables]
        steps.append(_step("licet_told", read))
        return "\n".join([*steps, *self._gates(), f"{self._end()};"])

    def _gates(self) -> list[str]:
        """The steps from rows to the outputs of the plan, 64 rows a word."""
        packed = [f"bit_or(CASE WHEN {text} THEN b ELSE 0::UBIGINT END) AS {alias}" for alias, text in self.asked.items()]  # fmt: skip
        text = f"SELECT {_list(['w', *packed])}\n  FROM licet_told GROUP BY w"  # nosec B608 - names are quoted, and a person runs it
        steps: list[str] = []
        size, at = len(packed), 0
        for layer in self.plan.gates.layers:
            if size > _VECTORS:
                steps.append(_step(f"licet_p{at}", text))
                if at:
                    steps.append(f"DROP TABLE licet_p{at - 1};")
                text, size, at = f"FROM licet_p{at}", 0, at + 1
            made = [f"{expression} AS {alias}" for alias, expression in layer.made]
            text = f"SELECT {', '.join(['w', *layer.kept])},\n    {_list(made)}\n  FROM ({text})"  # nosec B608 - names are quoted, and a person runs it
            size += len(layer.kept) + len(layer.made)
        outs = [f"{expression} AS o{at_}" for at_, expression in enumerate(self.plan.gates.outputs)]
        steps.append(_step("licet_a", f"SELECT {_list(['w AS aw', *outs])}\n  FROM ({text})"))  # fmt: skip # nosec B608
        if at:
            steps.append(f"DROP TABLE licet_p{at - 1};")
        return steps

    def _end(self) -> str:
        columns = self.reading.table.columns
        kept = [f"k{at} AS {name(each.name)}" for at, each in enumerate(columns)]
        odd = self.plan.bit(self.plan.odd)
        fault = f"coalesce(said, CASE WHEN {odd} THEN {of_row(SEVERAL)} END)"
        found = []
        for each in self.wanted:
            own = name(self.named.get(each, each))
            found.append(f"{self._answer(each)} AS {own}")
        inner = f"(SELECT *, {fault} AS fault_ FROM licet_told JOIN licet_a ON w = aw)"  # nosec B608 - names are quoted, and a person runs it
        return f"SELECT {_list([*kept, *found])}\nFROM {inner}"  # nosec B608 - names are quoted, and a person runs it

    def _answer(self, column: str) -> str:
        if column == FAULT:
            return "fault_"
        if column == LAW_HASH:
            text = string(self.reading.book.hash)
        elif column not in self.plan.columns:
            return "NULL"
        else:
            text = self.plan.answer(column)
        return f"CASE WHEN fault_ IS NULL THEN {text} END"


def _step(heads: str, query: str) -> str:
    return f"CREATE OR REPLACE TEMP TABLE {heads} AS\n{query};"


def _list(parts: list[str]) -> str:
    return ",\n    ".join(parts)
