"""What is counted while rows go by: small, added up block by block, kept by the journal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.columns.row import FAULT

if TYPE_CHECKING:
    from collections.abc import Mapping

_BETWEEN = " > "
_NOT_MODELED = "out_of_scope"


class Tally:
    """Counts by name of the table and key.  Keys of two words stand as ``one > other``."""

    def __init__(self, tables: Mapping[str, Mapping[str, int]] | None = None) -> None:
        self.tables = {name: Counter(counts) for name, counts in (tables or {}).items()}

    def __getitem__(self, name: str) -> Counter[str]:
        """The counts of one table; none where nothing was counted."""
        return self.tables.get(name, Counter())

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        for name, counts in other.tables.items():
            self.tables.setdefault(name, Counter()).update(counts)

    def as_data(self) -> dict[str, Any]:
        """The counts as JSON holds them, in a steady order."""
        return {name: dict(sorted(counts.items())) for name, counts in sorted(self.tables.items())}

    @property
    def rows(self) -> int:
        """Rows counted."""
        return self["rows"]["all"]

    @property
    def faults(self) -> int:
        """Rows that have a fault, and no answer."""
        return self["rows"]["faults"]

    @property
    def waiting(self) -> int:
        """Rows whose answer waits for a person."""
        return self["rows"]["waiting"]

    @property
    def changed(self) -> int:
        """Rows whose answer is another on the second day."""
        return self["rows"]["changed"]


def counted(answers: pl.DataFrame) -> Tally:
    """The counts of some answers."""
    faults = answers.height - answers[FAULT].null_count()
    sums = {
        "all": answers.height,
        "faults": faults,
        "waiting": int(answers["needs_person"].sum() or 0),
    }
    if "changed" in answers.columns:
        sums["changed"] = int(answers["changed"].sum() or 0)
    beside = answers["beside"].cast(pl.String)
    outside = answers.filter(beside.str.contains(_NOT_MODELED) | (answers["status"].cast(pl.String) == _NOT_MODELED))  # fmt: skip
    tables = {
        "status": _counts(answers, "status"),
        "law": _counts(answers, "law", "status"),
        "reason": _counts(answers, "reason"),
        "question": _counts(answers, "next_question"),
        "beside": _counts(answers, "beside"),
        "not modeled": _counts(outside, "reason"),
        "rows": sums,
    }
    if "then.status" in answers.columns:
        tables["moved"] = _counts(answers, "status", "then.status")
    return Tally(tables)


def _counts(answers: pl.DataFrame, *names: str) -> dict[str, int]:
    found = answers.select(names).drop_nulls().group_by(names).len()
    return {_BETWEEN.join(map(str, key)): count for *key, count in found.iter_rows() if key != [""]}


def parts(key: str) -> tuple[str, str]:
    """The two words of a key."""
    first, _, second = key.partition(_BETWEEN)
    return first, second
