"""What is counted while rows go by: small, added up block by block, kept by the journal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns.row import FAULT, HOLDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

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
    status, reason = _Words(answers["status"]), _Words(answers["reason"])
    beside = _Words(answers["beside"])
    outside = beside.having(_NOT_MODELED) | status.having(_NOT_MODELED)
    tables = {
        "status": status.counts(),
        "law": _Words(answers["law"]).counts(status),
        "reason": reason.counts(),
        "question": _Words(answers["next_question"]).counts(),
        "beside": beside.counts(),
        "not modelled": reason.counts(where=outside),
        "rows": sums,
    }
    if "then.status" in answers.columns:
        tables["moved"] = status.counts(_Words(answers["then.status"]))
    return Tally(tables)


def reached(answers: pl.DataFrame, ids: Iterable[str]) -> Tally:
    """How many rows each of some provisions reaches, or may, by their columns of bits."""
    found = {}
    for name in ids:
        bits = answers[f"{HOLDS}{name}"]
        found[name] = int(bits.sum() or 0) + bits.null_count()
    unread = answers.height - answers[FAULT].null_count()  # a row without an answer has no bits
    return Tally(
        {"outside": {name: count - unread for name, count in found.items() if count > unread}}
    )


class _Words:
    """A column of words of a closed set, by the places of the words in it; the place behind the last is null."""

    def __init__(self, column: pl.Series) -> None:
        kind = column.dtype
        assert isinstance(kind, pl.Enum)  # noqa: S101 - so says the schema # nosec B101
        self.words = [*kind.categories, ""]
        codes = column.to_physical()
        if codes.null_count():
            codes = codes.cast(pl.UInt32).fill_null(len(self.words) - 1)
        self.codes = codes.to_numpy()

    def having(self, word: str) -> NDArray[Any]:
        """Whether each row's text has the word in it."""
        found: NDArray[Any] = np.array([word in each for each in self.words])[self.codes]
        return found

    def counts(
        self, other: _Words | None = None, where: NDArray[Any] | None = None
    ) -> dict[str, int]:
        """How often each word stands, or each pair with one of ``other``; empty ones are not counted."""
        codes = self.codes if where is None else self.codes[where]
        if other is None:
            found = np.bincount(codes, minlength=len(self.words))
            return {
                word: int(count)
                for word, count in zip(self.words, found, strict=True)
                if count and word
            }
        wide = len(other.words)
        found = np.bincount(codes.astype(np.uint32) * wide + other.codes)
        return {
            f"{self.words[each // wide]}{_BETWEEN}{other.words[each % wide]}": int(found[each])
            for each in np.flatnonzero(found)
            if self.words[each // wide] and other.words[each % wide]
        }


def parts(key: str) -> tuple[str, str]:
    """The two words of a key."""
    first, _, second = key.partition(_BETWEEN)
    return first, second
