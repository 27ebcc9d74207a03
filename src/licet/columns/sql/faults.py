"""What the fault of a row says that SQL does not decide, though the engine would."""

from __future__ import annotations

from licet.columns.sql.spelling import string

BY_ITSELF = "run this row through licet batch"
"""Stands in every fault that is SQL's own."""
NOT_A_WORD = "is not among the words that this SQL was made with"
NOT_A_NUMBER = "is no plain number that SQL can hold against the law"
NOT_PLAIN = "is no cell that SQL can read"
NEAR = "a figure worked out of this row is too near a line of the law for SQL"
SEVERAL = "what this row declares or mixes is settled case by case, not by SQL"
OTHER_DAY = "is no day of this SQL"


def told(column: str, cell: str, why: str, more: str = "") -> str:
    """An expression: the column, the cell as it stands, and why."""
    start, end = string(f"{column}: '"), string(f"' {why}{more}; {BY_ITSELF}")
    return f"{start} || CAST({cell} AS VARCHAR) || {end}"


def of_row(why: str) -> str:
    """An expression: a fault of the whole row."""
    return string(f"{why}; {BY_ITSELF}")
