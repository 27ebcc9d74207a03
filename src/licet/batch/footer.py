"""Row groups of Parquet files moved, put side by side and put under each other, by their footers alone.

The numbers are fields of ``parquet.thrift``, the definition of the format by the Apache Parquet project.
"""

from __future__ import annotations

import base64
from typing import IO, TYPE_CHECKING, Any

from licet.batch.thrift import BINARY, I32, I64, LIST, STRUCT, read, written
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.batch.thrift import Struct

MAGIC = b"PAR1"
_SCHEMA, _ROWS, _GROUPS, _PAIRS, _ORDERS = 2, 3, 4, 5, 7  # of FileMetaData
_COLUMNS, _BYTES, _GROUP_ROWS, _SORTED, _OFFSET, _PACKED = 1, 2, 3, 4, 5, 6  # of RowGroup
_CHUNK_FILE, _CHUNK_OFFSET, _META = 1, 2, 3  # of ColumnChunk
_META_PACKED, _DATA, _DICTIONARY = 7, 9, 11  # of ColumnMetaData
_CHILDREN = 5  # of SchemaElement
_ARROW = b"ARROW:schema"


def footer_of(file: IO[bytes]) -> tuple[Struct, int]:
    """A file's footer, and where the row groups before it end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 8))
    tail = file.read(8)
    if tail[4:] != MAGIC:
        raise InputError("it is no Parquet file, or it is cut short")
    end = size - 8 - int.from_bytes(tail[:4], "little")
    file.seek(end)
    return read(file.read(size - 8 - end)), end


def groups_of(footer: Struct) -> list[Struct]:
    """The row groups of a footer."""
    found: list[Struct] = footer[_GROUPS][1][1]
    return found


def rows_in(group: Struct) -> int:
    """Rows of a row group."""
    return int(group[_GROUP_ROWS][1])


def spans(group: Struct) -> list[tuple[int, int]]:
    """Where the bytes of each column of a row group start, and how many they are."""
    return [
        (_start(chunk), int(chunk[_META][1][_META_PACKED][1])) for chunk in group[_COLUMNS][1][1]
    ]


def _start(chunk: Struct) -> int:
    meta = chunk[_META][1]
    places = [
        int(meta[each][1]) for each in (_DATA, _DICTIONARY) if each in meta and meta[each][1] > 0
    ]
    return min(places)


def placed(group: Struct, starts: Iterable[int]) -> Struct:
    """A row group whose columns now start elsewhere; what pointed to indexes beside them is left out."""
    chunks = []
    for chunk, start in zip(group[_COLUMNS][1][1], starts, strict=True):
        by = start - _start(chunk)
        meta = dict(chunk[_META][1])
        for field in (_DATA, _DICTIONARY):
            if field in meta and meta[field][1] > 0:
                meta[field] = (I64, meta[field][1] + by)
        for field in (10, 14, 15):  # pages of indexes and Bloom filters
            meta.pop(field, None)
        chunks.append({_CHUNK_OFFSET: (I64, 0), _META: (STRUCT, meta)})
    found = {field: value for field, value in group.items() if field in (_BYTES, _GROUP_ROWS, _SORTED, _PACKED)}  # fmt: skip
    return {**found, _COLUMNS: (LIST, (STRUCT, chunks))}


def side_by_side(left: Struct, right: Struct) -> Struct:
    """One row group with the columns of both, which have the same rows."""
    joined = dict(left)
    joined[_COLUMNS] = (LIST, (STRUCT, left[_COLUMNS][1][1] + right[_COLUMNS][1][1]))
    for field in (_BYTES, _PACKED):
        if field in left and field in right:
            joined[field] = (I64, left[field][1] + right[field][1])
        else:
            joined.pop(field, None)
    return joined


def headed(left: Struct | None, right: Struct, arrow: Any) -> Struct:
    """A footer without rows for the columns of both; ``arrow`` is the Arrow schema of all of them.

    The notes of ``left`` (pandas' and others') are kept.
    """
    first = right if left is None else left
    found = {field: value for field, value in first.items() if field not in (_ROWS, _GROUPS)}
    pairs = [each for each in first.get(_PAIRS, (LIST, (STRUCT, [])))[1][1] if each[1][1] != _ARROW]
    coded = base64.b64encode(arrow.serialize().to_pybytes())
    found[_PAIRS] = (LIST, (STRUCT, [*pairs, {1: (BINARY, _ARROW), 2: (BINARY, coded)}]))
    if left is None:
        return found
    root, *own = left[_SCHEMA][1][1]
    other, *more = right[_SCHEMA][1][1]
    root = {**root, _CHILDREN: (I32, root[_CHILDREN][1] + other[_CHILDREN][1])}
    found[_SCHEMA] = (LIST, (STRUCT, [root, *own, *more]))
    if _ORDERS in left and _ORDERS in right:
        found[_ORDERS] = (LIST, (STRUCT, left[_ORDERS][1][1] + right[_ORDERS][1][1]))
    else:
        found.pop(_ORDERS, None)
    return found


def ended(head: Struct, groups: list[Struct]) -> bytes:
    """The end of a file: its footer with these row groups, its length, and the mark."""
    rows = sum(map(rows_in, groups))
    raw = written({**head, _ROWS: (I64, rows), _GROUPS: (LIST, (STRUCT, groups))})
    return raw + len(raw).to_bytes(4, "little") + MAGIC
