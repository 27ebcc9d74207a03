"""What is asked of a batch."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.batch.block import ROWS
from licet.batch.mapping import write
from licet.record import record

if TYPE_CHECKING:
    from licet.batch.mapping import Mapping
    from licet.batch.sinks import Target
    from licet.pack.store import Library


@record
class Options:
    """One batch: the law, the days, the columns, and where the answers go.

    ``on`` is the day of rows that have none of their own; None for today, or for the day on which an
    interrupted run began.  ``compare`` is the second day.  ``constants`` are columns that the file
    lacks, with the one value of all rows; beside a ``mapping`` they are part of that.  ``rows`` is how many make a block, ``workers`` how many
    blocks are decided at once.
    """

    library: Library
    source: str
    out: Target
    on: date | None = None
    known_on: date | None = None
    compare: date | None = None
    sovereigns: tuple[str, ...] | None = None
    bits: bool = False
    constants: tuple[tuple[str, str], ...] = ()
    mapping: Mapping | None = None
    separator: str = ""
    encoding: str = ""
    rows: int = ROWS
    workers: int = 2
    engine: str = "local"

    def told(self) -> dict[str, Any]:
        """All of it that makes a difference to the answers, as a journal keeps it."""
        mapping = "" if self.mapping is None else write(self.mapping)
        law = self.library.law
        return {
            "source": self.source, "out": str(self.out.path.resolve()), "kind": self.out.kind, "table": self.out.table,
            "on": str(self.on or ""), "known_on": str(self.known_on or ""), "compare": str(self.compare or ""),
            "sovereigns": list(self.sovereigns or ()), "bits": self.bits,
            "constants": [list(each) for each in self.constants], "mapping": hashlib.sha256(mapping.encode()).hexdigest(),
            "separator": self.separator, "encoding": self.encoding, "rows": self.rows, "engine": self.engine,
            "law": law.book.hash, "catalogue": law.catalogue_hash, "code": law.code_hash,
        }  # fmt: skip
