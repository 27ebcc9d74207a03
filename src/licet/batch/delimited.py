"""CSV, TSV and their like as blocks of text columns: every cell as it stands, every row with its line."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.block import LONGEST, Block
from licet.batch.bytes import text_of
from licet.batch.careful import fitted, rows_of
from licet.batch.identity import of_file
from licet.batch.naming import each_once
from licet.batch.records import Scan, scan
from licet.batch.stream import Stream
from licet.errors import InputError, Place
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from licet.batch.block import After, Trouble

_WINDOW = 2 * LONGEST
"""Bytes looked at for one block, at most."""
_FIRST = 1024 * 1024
_TURNS, _FEW = 24, 8
"""How often in a block the quick reader is tried again behind a few odd records, and how many these are."""
_SEPARATORS = b",;\t|"
NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "\\t": "\t"}


@record
class _Cut:
    """The bytes of one block, and the records found in them."""

    data: bytes
    scanned: Scan
    careful: tuple[Any, ...] | None = None
    parts: tuple[Any, ...] = ()


class Delimited:
    """A text file of rows and cells.  The first row names the columns."""

    total = None

    def __init__(self, path: Path, *, separator: str = "", encoding: str = "") -> None:
        self.path = path
        self.encoding = encoding
        with closing(Stream(path, encoding)) as stream:
            head = stream.read(LONGEST)
        self.marked = stream.marked
        """Whether a mark at the start tells the encoding; programs that need one get it in the answers too."""
        if not head.strip():
            raise InputError("the file is empty; its first row names the columns", Place(str(path)))
        self.separator = _separator(head, separator, path)
        first = next(iter(rows_of(head, self.separator, last=len(head) < LONGEST)), None)
        if first is None:
            raise self._too_long(1)
        _, row = first
        if row.wanted:
            raise InputError(f"the header cannot be read: {row.found}; {row.wanted}", Place(str(path), 1))  # fmt: skip
        if b"\r" in head[: row.end].rstrip(b"\r\n") and b"\n" not in head[: row.end]:
            raise self._too_long(1)
        self.heads = tuple(text_of(each or b"") for each in row.cells)
        self.names = each_once(self.heads)
        self.schema = dict.fromkeys(self.names, pl.String())
        self.size = path.stat().st_size if stream.encoding == "utf-8" and path.suffix != ".gz" else None  # fmt: skip
        self._start = (row.end, 2 + head.count(b"\n", 0, row.end) - 1, 1)
        kind = {b",": "commas", b";": "semicolons", b"\t": "tabs"}.get(self.separator, "bars")
        self.what = f"text parted by {kind}, {stream.encoding}"

    def identity(self) -> dict[str, Any]:
        """Size, day and both ends of the file."""
        return of_file(self.path)

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """Rows behind ``after``: bytes, line, row."""
        at, line, number = after or self._start
        stream = Stream(self.path, self.encoding)
        held = stream.skip(at)
        want = _FIRST
        try:
            while True:
                held, cut = self._cut(stream, held, want, rows, line)
                if not cut.data:
                    return
                found = cut.scanned
                want = min(max(found.size + found.size // 16, 64 * 1024), _WINDOW)
                at += found.size
                if found.count:
                    after = (at, line + found.newlines, number + found.count)
                    yield self._block(cut, number, line, after)
                line, number = line + found.newlines, number + found.count
        finally:
            stream.close()

    def _cut(
        self, stream: Stream, held: bytes, want: int, rows: int, line: int
    ) -> tuple[bytes, _Cut]:
        """What is held behind the next block, and that block; the same block for every ``want``."""
        last = False
        while True:
            if len(held) < want and not last:
                more = stream.read(want - len(held))
                last = len(more) < want - len(held)
                held += more
            window = held[:_WINDOW]
            if not window:
                return b"", _Cut(b"", Scan(0, 0, None, 0))
            ended = last and len(held) <= _WINDOW
            final = ended or len(window) >= _WINDOW
            cut = self._found(window, rows, line, last=ended)
            if cut.scanned.count >= rows or (final and cut.scanned.size):
                return held[cut.scanned.size :], cut
            if final:
                raise self._too_long(line)
            want = min(2 * max(want, len(window)), _WINDOW)

    def _found(self, window: bytes, rows: int, line: int, *, last: bool) -> _Cut:
        """The first records: quickly as far as they keep the rules, a few carefully, and quickly again."""
        parts: list[_Cut] = []
        at = count = newlines = 0
        while count < rows and at < len(window):
            rest = window[at:] if at else window
            part = None
            if len(parts) < _TURNS:
                found = scan(rest, self.separator, len(self.names), rows - count, last=last)
                part = _Cut(rest[: found.size], found) if found.count else None
            if part is None:
                few = min(rows - count, _FEW) if len(parts) < _TURNS else rows - count
                part = self._carefully(rest, few, line + newlines, last=last)
            if not part.scanned.size:
                break
            parts.append(part)
            at += part.scanned.size
            count += part.scanned.count
            newlines += part.scanned.newlines
        return _Cut(window[:at], Scan(count, at, None, newlines), parts=tuple(parts))

    def _carefully(self, window: bytes, rows: int, line: int, *, last: bool) -> _Cut:
        cells: list[list[str | None]] = []
        troubles: list[Trouble] = []
        lines: list[int] = []
        size = newlines = 0
        for start, row in rows_of(window, self.separator, last=last):
            if row.end - start > LONGEST:
                raise self._too_long(line + newlines)
            if len(self.names) == 1 or row.cells != (None,):  # an empty line is no row
                found, wrong = fitted(row, len(cells), self.names)
                cells.append(found)
                troubles += wrong
                lines.append(newlines)
            size = row.end
            newlines += window.count(b"\n", start, size)
            if len(cells) == rows:
                break
        scanned = Scan(len(cells), size, lines, newlines)
        return _Cut(window[:size], scanned, (cells, tuple(troubles)))

    def _block(self, cut: _Cut, number: int, line: int, after: After) -> Block:
        frames, troubles, lines = [], [], []
        escaped = False
        done = 0
        for part in cut.parts:
            found = part.scanned
            lines.append((done, line, found.lines))
            if part.careful is None:
                frames.append(self._frame(part))
            else:
                cells, wrong = part.careful
                frames.append(pl.DataFrame(cells, schema=self.schema, orient="row"))
                troubles += [replaced(each, index=each.index + done) for each in wrong]
                escaped = escaped or not _is_utf8(part.data)
            done += found.count
            line += found.newlines
        frame = pl.concat(frames) if len(frames) > 1 else frames[0]
        return Block(frame, number, after, _lines(lines), tuple(troubles), None, escaped)

    def _frame(self, part: _Cut) -> pl.DataFrame:
        frame = pl.read_csv(
            part.data, has_header=False, infer_schema=False, schema=self.schema,
            separator=self.separator.decode(), raise_if_empty=False,
        )  # fmt: skip
        if frame.height != part.scanned.count:  # never seen; a row must not get lost unseen
            cells, _ = self._carefully(part.data, part.scanned.count, 0, last=True).careful or (
                (),
                (),
            )
            frame = pl.DataFrame(cells, schema=self.schema, orient="row")
        return frame

    def _too_long(self, line: int) -> InputError:
        return InputError(
            f"the row that starts here is longer than {LONGEST // 1024 // 1024} MB, or the file has no line "
            "ends that Licet knows (\\n or \\r\\n); mend the line, or save the file with such line ends",
            Place(str(self.path), line),
        )


def _lines(parts: list[tuple[int, int, Any]]) -> Callable[[int], int]:
    """The line of each row: of each part the index of its first row, its first line, and the lines within."""

    def line(index: int) -> int:
        found = next((part for part in reversed(parts) if part[0] <= index), parts[0])
        first, start, within = found
        return start + (index - first if within is None else int(within[index - first]))

    return line


def _is_utf8(data: bytes) -> bool:
    """Whether all of it is UTF-8, but for a letter that its end cuts."""
    try:
        str(data, "utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3 and error.reason == "unexpected end of data"
    return True


def _separator(head: bytes, told: str, path: Path) -> bytes:
    """What parts the cells: as told, a tab in a .tsv, else the sign that stands most often in the header."""
    told = NAMES.get(told, told)
    if told:
        if len(told) != 1 or not told.isascii() or told in '"\n\r':
            raise InputError(f"--delimiter {told!r}: one sign, such as ';', or comma, semicolon, tab, pipe")  # fmt: skip
        return told.encode()
    if path.name.lower().removesuffix(".gz").endswith((".tsv", ".tab")):
        return b"\t"
    line = head.partition(b"\n")[0]
    outside = b"".join(line.split(b'"')[0::2])
    best = max(_SEPARATORS, key=lambda sign: outside.count(bytes([sign])))
    return bytes([best])
