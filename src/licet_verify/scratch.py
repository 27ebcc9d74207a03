"""What must be remembered of a log while it is read, on disk where it does not fit in memory.

A private database of SQLite without a name: it lives in the system's folder for temporary files,
nobody else can open it, and it is gone when the program ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from licet_verify.entries import Entry
from licet_verify.reserved import Row
from licet_verify.tree import Frontier

_CACHE_KIB = 32_000
_BATCH = 2_000

_TABLES = """
CREATE TABLE leaf (idx INTEGER PRIMARY KEY, hash BLOB);
CREATE TABLE entry (
    kase TEXT, seq INTEGER, idx INTEGER, leaf TEXT, time INTEGER, kind TEXT,
    previous TEXT, refers_seq INTEGER, refers_leaf TEXT, public TEXT
);
CREATE TABLE promise (idx INTEGER, field TEXT, value BLOB, PRIMARY KEY (idx, field)) WITHOUT ROWID;
CREATE TABLE opening (idx INTEGER, field TEXT, salt BLOB, value TEXT);
"""


class Scratch:
    """Leaves, entries, commitments and openings, by index."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._leaves: list[tuple[object, ...]] = []
        self._entries: list[tuple[object, ...]] = []
        self._promises: list[tuple[object, ...]] = []

    def close(self) -> None:
        """Let go of the disk."""
        self._base.close()

    def add(self, index: int, leaf: bytes, entry: Entry | None) -> None:
        """Remember an entry; ``entry`` is None where its form is wrong."""
        self._leaves.append((index, leaf))
        if entry is not None:
            refers = entry.refers or (None, None)
            self._entries.append((
                entry.case, entry.seq, index, leaf.hex(), entry.time, entry.kind, entry.previous, *refers,
                json.dumps(entry.public),
            ))  # fmt: skip
            self._promises.extend((index, field, bytes.fromhex(value)) for field, value in entry.commitments.items())
        if len(self._leaves) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for table, rows in (("leaf", self._leaves), ("entry", self._entries), ("promise", self._promises)):
            if rows:
                marks = ",".join("?" * len(rows[0]))
                self._base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names
                rows.clear()

    def promised(self, index: int, field: str) -> str | None:
        """The commitment to a field of an entry, in hex."""
        self._flush()
        found = self._base.execute("SELECT value FROM promise WHERE idx = ? AND field = ?", (index, field)).fetchone()
        return found[0].hex() if found else None

    def has_entry(self, index: int) -> bool:
        """Whether an entry of this index was read, of whatever form."""
        self._flush()
        return self._base.execute("SELECT 1 FROM leaf WHERE idx = ?", (index,)).fetchone() is not None

    def open(self, index: int, field: str, salt: bytes, value: str) -> None:
        """Remember an opening that holds."""
        self._base.execute("INSERT INTO opening VALUES (?, ?, ?, ?)", (index, field, salt, value))

    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        self._flush()
        return {name: self._base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("leaf", "entry", "promise", "opening")}  # noqa: S608 - our own names

    def same_commitments(self) -> Iterator[list[tuple[int, str]]]:
        """Index and field of commitments that are equal, a list for each."""
        yield from self._same("promise", "value")

    def same_salts(self) -> Iterator[list[tuple[int, str]]]:
        """Index and field of openings that have one salt."""
        yield from self._same("opening", "salt")

    def _same(self, table: str, column: str) -> Iterator[list[tuple[int, str]]]:
        self._flush()
        values = self._base.execute(
            f"SELECT {column} FROM {table} GROUP BY {column} HAVING count(*) > 1 ORDER BY min(idx)"  # noqa: S608 - our own names
        ).fetchmany(1000)
        if not values:
            return
        for (value,) in values:
            yield self._base.execute(f"SELECT idx, field FROM {table} WHERE {column} = ? ORDER BY idx, field LIMIT 20", (value,)).fetchall()  # noqa: S608 - our own names

    def cases(self) -> Iterator[tuple[str, list[Row]]]:
        """Each case with its entries by ``seq`` and index; the cases by pseudonym."""
        self._flush()
        rows = self._base.execute("SELECT * FROM entry ORDER BY kase, seq, idx")
        for case, held in groupby(rows, key=itemgetter(0)):
            yield case, [
                Row(idx, seq, leaf, time, kind, previous, None if at is None else (at, named), json.loads(public))
                for _, seq, idx, leaf, time, kind, previous, at, named, public in held
            ]

    def opened(self, field: str) -> dict[int, str]:
        """Canonical value of each opening of one field, by index."""
        rows = self._base.execute("SELECT idx, value FROM opening WHERE field = ? ORDER BY idx", (field,))
        return dict(rows.fetchall())

    def roots(self, sizes: set[int]) -> dict[int, bytes]:
        """The root at each size, from the leaves; wants all leaves from 0 on."""
        self._flush()
        frontier, found = Frontier(), {}
        if 0 in sizes:
            found[0] = frontier.root()
        for (leaf,) in self._base.execute("SELECT hash FROM leaf ORDER BY idx"):
            frontier.add(leaf)
            if frontier.size in sizes:
                found[frontier.size] = frontier.root()
        return found
