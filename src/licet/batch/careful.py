"""One record of a delimited text after another, whatever it looks like: nothing is dropped, each oddity is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.batch.block import LONGEST, Trouble
from licet.batch.bytes import is_escaped, shown, text_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 200


@record
class Row:
    """One record: its cells as bytes (None for an empty one), where it ends, and its fault."""

    cells: tuple[bytes | None, ...]
    end: int
    found: str = ""
    wanted: str = ""

    @property
    def plain(self) -> bool:
        """Whether every cell is of letters that need no second look."""
        return all(each is None or (each.isascii() and b"\0" not in each) for each in self.cells)


def rows_of(data: bytes, separator: bytes, *, last: bool) -> Iterator[tuple[int, Row]]:
    """Each whole record of ``data`` with the place where it starts.

    Unless ``last``, a record that the end of ``data`` cuts is left for when more of it is at hand.
    """
    at = 0
    stop = re.compile(b"[\n" + re.escape(separator) + b"]")
    while at < len(data):
        row = _row(data, at, separator, stop)
        if row is None:
            if not last and len(data) - at < LONGEST:
                return
            row = _broken(data, at, separator)
        elif row.end >= len(data) and not data.endswith(b"\n") and not last:
            return
        yield at, row
        at = row.end


def _row(data: bytes, at: int, separator: bytes, stop: re.Pattern[bytes]) -> Row | None:
    """The record at ``at``; None where a quote in it is not closed within the longest row."""
    cells: list[bytes | None] = []
    here = at
    while True:
        if data.startswith(b'"', here):
            end = _closing(data, here + 1, at + LONGEST)
            if end < 0:
                return None
            cells.append(data[here + 1 : end].replace(b'""', b'"'))
            here = end + 1
            if data.startswith(b"\r\n", here):
                here += 1
            elif here < len(data) and data[here : here + 1] not in (separator, b"\n"):
                return _broken(data, at, separator)
        else:
            found = stop.search(data, here)
            end = found.start() if found else len(data)
            cell = data[here:end]
            if data[end : end + 1] != separator:
                cell = cell.removesuffix(b"\r")
            cells.append(cell or None)
            here = end
        if data[here : here + 1] != separator:
            return Row(tuple(cells), min(here + 1, len(data)))
        here += 1


def _closing(data: bytes, at: int, limit: int) -> int:
    """The quote that closes a cell: the first that stands alone."""
    while (at := data.find(b'"', at, limit)) >= 0:
        if not data.startswith(b'"', at + 1):
            return at
        at += 2
    return -1


def _broken(data: bytes, at: int, separator: bytes) -> Row:
    """A record with a quote that does not close: its first line, cut at every separator."""
    end = data.find(b"\n", at)
    end = len(data) if end < 0 else end
    line = data[at:end].removesuffix(b"\r")
    cells = tuple(each or None for each in line.split(separator))
    return Row(
        cells, min(end + 1, len(data)), shown(text_of(line[:_SHOWN])),
        "a quote at the start of a cell has another at its end, and is doubled inside; "
        "the line was taken by itself",
    )  # fmt: skip


def fitted(row: Row, index: int, names: tuple[str, ...]) -> tuple[list[str | None], list[Trouble]]:
    """A record as one cell for each column, with what is wrong in it.

    Cells beyond the last column have no place in a table and stand in full in the fault.
    """
    width = len(names)
    troubles = []
    cells = [None if each is None else text_of(each) for each in row.cells]
    if row.wanted:
        troubles.append(Trouble(index, "", row.found, row.wanted))
    elif len(cells) > width:
        beyond = " | ".join(shown(each or "") for each in cells[width:])
        troubles.append(Trouble(
            index, "", f"{len(cells)} cells, the last of them: {beyond}",
            f"{width} cells, as in the header; put a cell with the separator in it in quotes",
        ))  # fmt: skip
    elif len(cells) < width:
        troubles.append(Trouble(
            index, "", f"{len(cells)} cells", f"{width} cells, as in the header; leave empty ones empty",
        ))  # fmt: skip
    cells = cells[:width] + [None] * (width - len(cells))
    if row.plain:
        return cells, troubles
    for name, cell in zip(names, cells, strict=True):
        if cell and "\0" in cell:
            troubles.append(Trouble(
                index, name, f"a byte of nought in {shown(cell)[:_SHOWN]!r}", "text without it",
            ))  # fmt: skip
        if cell and is_escaped(cell):
            troubles.append(Trouble(
                index, name, f"bytes that are no UTF-8: {shown(cell)[:_SHOWN]}",
                "UTF-8; where the whole file is in another encoding, say so: --encoding cp1252",
            ))  # fmt: skip
    return cells, troubles
