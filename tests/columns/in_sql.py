"""The law as SQL run in DuckDB, as one of the engines that the shared suite holds to ``decide``.

A script is the law of one day, so rows are taken by spans of constant law, each with a script made with
the words of its rows.  A row that SQL leaves (its fault ends in SQL's own words) is decided singly, as the
manual says; but only for a reason that the row bears out, so that no engine agrees by leaving all.
"""

import re

import duckdb
import numpy as np
import polars as pl

from licet.columns.decider import Decider
from licet.columns.layout import layout
from licet.columns.row import FAULT
from licet.columns.sql.described import described
from licet.columns.sql.emit import sql_of
from licet.columns.sql.faults import (
    BY_ITSELF,
    NEAR,
    NOT_A_NUMBER,
    NOT_PLAIN,
    OTHER_DAY,
    SEVERAL,
)

_NUMBER = "row no"
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}( 00:00:00)?$")
_RANGE = "has a range for a figure"
LEAVES = (NEAR, SEVERAL, _RANGE)
"""Reasons that no single cell bears out."""


FEW_LEFT, MOST_LEFT = 12, 0.2
"""Rows that may be left for these, and the share of a frame that they may be."""


def answers_of(decider, frame, made_with=None, asked=None):
    """A frame's answers out of DuckDB, of a script made with the words of ``made_with``; with SQL's own faults."""
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, data in (("here", frame), ("there", frame if made_with is None else made_with)):
            connection.register("given", _table(data))
            connection.execute(f"CREATE TABLE {name} AS FROM given")
        table = described(connection, "there", decider.law.book)
        named = {each: f"our {each}" for each in decider.schema}
        query = sql_of(decider, table, asked=asked, named=named)
        result = connection.execute(query.text.replace("FROM there", "FROM here"))
        names = [each[0] for each in result.description]
        rows = result.fetchall()
    kept = {at: name for at, name in enumerate(names) if name == _NUMBER or name.startswith("our ")}
    cells = {name: [row[at] for row in rows] for at, name in kept.items()}
    found = pl.DataFrame(cells, infer_schema_length=None).sort(_NUMBER)
    return found.select(
        pl.col(f"our {name}").cast(dtype).alias(name)
        for name, dtype in decider.schema.items() if f"our {name}" in cells
    )  # fmt: skip


def _table(frame):
    """A frame with its rows numbered, in types that DuckDB takes from Arrow."""
    return frame.with_row_index(_NUMBER).cast({pl.Int128: pl.Decimal(38, 0)}).to_arrow()


def left_by(found):
    """Which rows SQL leaves."""
    return found[FAULT].str.contains(BY_ITSELF, literal=True).fill_null(value=False)


def decided(decider, frame):
    """A frame's answers: by SQL, and of the rows that it leaves, singly."""
    shape = layout(frame.columns, decider.law.book)
    if not frame.height or not shape.known:
        return decider(frame)  # nothing is said, and nothing is asked of DuckDB
    found, order = [], []
    for on, rows, wrong in decider.parts.of(frame.select(shape.known), shape):
        part = frame if rows is None else frame[rows]
        found.append(_of_day(decider, part, on, wrong))
        order.append(np.arange(frame.height) if rows is None else rows)
    return pl.concat(found)[np.argsort(np.concatenate(order))]


def _of_day(decider, frame, on, wrong):
    of_day = Decider(
        decider.law, decider.terms.products, on=on, known_on=decider.known_on,
        sovereigns=decider.sovereigns, bits=bool(decider.bits),
    )  # fmt: skip
    found = answers_of(of_day, frame)
    left = left_by(found)
    odd = [
        (fault, row)
        for fault, row in zip(found[FAULT].filter(left), frame.filter(left).iter_rows(named=True), strict=True)
        if not _borne_out(fault, row, wrong, decider)
    ]  # fmt: skip
    assert not odd, f"{len(odd)} rows are left without need: {odd[:2]}"
    vague = sum(any(each in fault for each in LEAVES) for fault in found[FAULT].filter(left))
    assert vague <= max(FEW_LEFT, frame.height * MOST_LEFT), (
        f"SQL leaves {vague} of {frame.height} rows"
    )
    if not left.any():
        return found
    singly = np.full(frame.height, -1)
    singly[left.arg_true().to_numpy()] = np.arange(left.sum())
    index = np.where(singly < 0, np.arange(frame.height), frame.height + singly)
    return pl.concat([found, of_day.slowly(frame.filter(left))])[index]


def _borne_out(fault, row, wrong, decider):
    """Whether the row has what SQL says it leaves it for."""
    if any(each in fault for each in LEAVES):
        return True
    cell = row.get(fault.partition(": ")[0])
    if OTHER_DAY in fault:
        return bool(wrong) or not _DAY.match(str(cell).strip())  # SQL reads days in one form
    if NOT_PLAIN in fault:
        return isinstance(cell, list | dict | bytes | bool)
    if NOT_A_NUMBER not in fault:
        return False
    text = str(cell).strip()
    digits = _PLAIN.fullmatch(text)
    refused = decider.slowly(pl.DataFrame([row], infer_schema_length=None))[FAULT][0] is not None
    return refused or digits is None or len(text) > 15
