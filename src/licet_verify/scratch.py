"""What must be remembered of a log while it is read, on disk where it does not fit in memory.

A private database of SQLite without a name: it lives in the system's folder for temporary files,
nobody else can open it, and it is gone when the program ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
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
    kase TEXT, seq INTEGER, idx INTEGER, leaf TEXT, time INTEGER, kind TEXT, event TEXT,
    previous TEXT, refers_seq INTEGER, refers_leaf TEXT, public TEXT
);
CREATE TABLE promise (idx INTEGER, field TEXT, value BLOB, PRIMARY KEY (idx, field)) WITHOUT ROWID;
CREATE TABLE opening (
    idx INTEGER, field TEXT, salt BLOB, value TEXT, PRIMARY KEY (idx, field)
) WITHOUT ROWID;
"""

_SAME_COMMITMENT = """
SELECT promise.value, idx, field FROM promise JOIN (
    SELECT value FROM promise GROUP BY value HAVING count(*) > 1 ORDER BY min(idx) LIMIT 1000
) AS twice ON twice.value = promise.value ORDER BY promise.value, idx, field
"""
_SAME_SALT = """
SELECT opening.salt, idx, field FROM opening JOIN (
    SELECT salt FROM opening GROUP BY salt HAVING count(*) > 1 ORDER BY min(idx) LIMIT 1000
) AS twice ON twice.salt = opening.salt ORDER BY opening.salt, idx, field
"""
_MOST_NAMED = 20


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
                entry.case, entry.seq, index, leaf.hex(), entry.time, entry.kind, entry.event,
                entry.previous, *refers, json.dumps(entry.public),
            ))  # fmt: skip
            self._promises.extend(
                (index, field, bytes.fromhex(value)) for field, value in entry.commitments.items()
            )
        if len(self._leaves) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for insert, rows in (
            ("INSERT INTO leaf VALUES (?, ?)", self._leaves),
            ("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._entries),
            ("INSERT INTO promise VALUES (?, ?, ?)", self._promises),
        ):
            self._base.executemany(insert, rows)
            rows.clear()

    def promised(self, index: int, field: str) -> str | None:
        """The commitment to a field of an entry, in hex."""
        self._flush()
        found = self._base.execute(
            "SELECT value FROM promise WHERE idx = ? AND field = ?", (index, field)
        ).fetchone()
        return found[0].hex() if found else None

    def has_entry(self, index: int) -> bool:
        """Whether an entry of this index was read, of whatever form."""
        self._flush()
        return (
            self._base.execute("SELECT 1 FROM leaf WHERE idx = ?", (index,)).fetchone() is not None
        )

    def open(self, index: int, field: str, salt: bytes, value: str) -> None:
        """Remember an opening that holds."""
        self._base.execute("INSERT INTO opening VALUES (?, ?, ?, ?)", (index, field, salt, value))

    def counts(self) -> tuple[int, int]:
        """How many commitments, and how many openings."""
        self._flush()
        found = self._base.execute(
            "SELECT (SELECT count(*) FROM promise), (SELECT count(*) FROM opening)"
        ).fetchone()
        return found[0], found[1]

    def same_commitments(self) -> list[list[str]]:
        """Places of commitments that are equal, a list for each; 1,000 at most."""
        self._flush()
        return _places(self._base.execute(_SAME_COMMITMENT))

    def same_salts(self) -> list[list[str]]:
        """Places of openings that have one salt."""
        return _places(self._base.execute(_SAME_SALT))

    def cases(self) -> Iterator[tuple[str, list[Row]]]:
        """Each case with its entries by ``seq`` and index; the cases by pseudonym."""
        self._flush()
        rows = self._base.execute("SELECT * FROM entry ORDER BY kase, seq, idx")
        for case, held in groupby(rows, key=itemgetter(0)):
            yield case, [_row(*each) for _, *each in held]

    def opened_of(self, index: int) -> list[tuple[str, str]]:
        """Field and canonical value of each opening of an entry."""
        rows = self._base.execute("SELECT field, value FROM opening WHERE idx = ?", (index,))
        return rows.fetchall()

    def opened(self, field: str) -> dict[int, str]:
        """Canonical value of each opening of one field, by index."""
        rows = self._base.execute(
            "SELECT idx, value FROM opening WHERE field = ? ORDER BY idx", (field,)
        )
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


def _places(rows: Iterable[tuple[bytes, int, str]]) -> list[list[str]]:
    same = [
        [f"entry {idx} field {field}" for _, idx, field in held]
        for _, held in groupby(rows, key=itemgetter(0))
    ]
    return [
        [*each[:_MOST_NAMED], *(["and more"] if len(each) > _MOST_NAMED else [])] for each in same
    ]


def _row(  # noqa: PLR0917 - the columns of the table
    seq: int,
    index: int,
    leaf: str,
    time: int,
    kind: str,
    event: str,
    previous: str | None,
    at: int | None,
    named: str,
    public: str,
) -> Row:
    refers = None if at is None else (at, named)
    return Row(index, seq, leaf, time, kind, event, previous, refers, json.loads(public))
