"""Text files in records, a line or a few at a time: what cannot be read is told and nothing is lost.

No line, however long, is held whole; a quote that nobody closes costs its own line and no other.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

LONGEST_LINE = 1 << 20
"""Letters of a line beyond which it is not read."""
MOST_LINES = 50
"""Lines that a quoted cell may run over before its quote is taken for one that nobody closed."""


class Line(NamedTuple):
    """One line: its number in the file, its text, and why it cannot be read (then without text)."""

    number: int
    text: str
    fault: str = ""


class Cells(NamedTuple):
    """One record of a CSV: the line on which it begins, its cells, and why it cannot be read."""

    number: int
    cells: list[str]
    fault: str = ""


def lines_of(stream: IO[str]) -> Iterator[Line]:
    """Every line of a stream that was opened with ``surrogateescape``, without its end."""
    number = 0
    while text := stream.readline(LONGEST_LINE):
        number += 1
        whole = text.endswith(("\n", "\r")) or len(text) < LONGEST_LINE
        if not whole:
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            yield Line(number, "", f"The line has more than {LONGEST_LINE:,} letters.")
        elif fault := _unreadable(text):
            yield Line(number, "", fault)
        else:
            yield Line(number, text.rstrip("\r\n"))


def _unreadable(text: str) -> str:
    if "\0" in text:
        return "The line holds a NUL character; save the file as UTF-8 text."
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            byte = ord(text[error.start]) - 0xDC00
            return f"The line is not UTF-8 (byte {byte:#04x}); save the file as UTF-8."
    return ""


def records_of(stream: IO[str], delimiter: str = ",") -> Iterator[Cells]:
    """Every record of a CSV; a quoted cell may run over lines."""
    lines = lines_of(stream)
    waiting: deque[Line] = deque()
    while True:
        first = waiting.popleft() if waiting else next(lines, None)
        if first is None:
            return
        if first.fault:
            yield Cells(first.number, [], first.fault)
        elif '"' not in first.text:
            if first.text:
                yield Cells(first.number, first.text.split(delimiter))
        else:
            yield _quoted(first, waiting, lines, delimiter)


def _quoted(first: Line, waiting: deque[Line], lines: Iterator[Line], delimiter: str) -> Cells:
    """A record with quotes in it; lines that turn out not to be of it go back to ``waiting``."""
    used = [first]
    missing = False

    def feed() -> Iterator[str]:
        nonlocal missing
        yield first.text + "\n"
        while len(used) < MOST_LINES:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                break
            used.append(line)
            if line.fault:
                break
            yield line.text + "\n"
        missing = True

    fault = ""
    cells: list[str] = []
    try:
        cells = next(csv.reader(feed(), delimiter=delimiter))
        if (
            len(used) > 1 and not missing
        ):  # strictly, lest an open quote swallow rows up to the next
            next(csv.reader([f"{each.text}\n" for each in used], delimiter=delimiter, strict=True))
    except csv.Error as error:
        fault = f"The row cannot be read as CSV: {error}."
    if missing:
        fault = (
            "A quote opens in this line and nobody closes it; double a quote that is meant as such."
        )
    if fault:
        waiting.extendleft(reversed(used[1:]))
        return Cells(first.number, [], fault)
    return Cells(first.number, cells)
