"""A maker's parts file: CSV or TSV, columns in any order, unknown columns kept, each row's bytes kept.

Faults name row and column; a row with a fault is still a row.  Rows count from 1 after the header.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.record import record
from licet.service.declared import classes, declared_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_ROWS = 10_000
"""Rows of one file: more is read in parts."""
_DELIMITERS = ("\t", ";", ",", "|")
_LONGEST = 131_072
_MARK = "\ufeff"


@record
class Fault:
    """What is wrong in a cell."""

    row: int
    column: str
    message: str


@record
class Part:
    """A row: its number, its text as it stood in the file, and what its known columns hold.

    ``lacking`` is how many cells the row is short of the header's.
    """

    row: int
    raw: str
    cells: Mapping[str, str]
    lacking: int = 0


@record
class Parts:
    """A file: ``header`` is its first line as it stood; ``named`` maps our names to its columns.

    ``mark`` is the mark of UTF-8 before it, perhaps empty; ``end`` what ends its lines.
    """

    header: str
    delimiter: str
    named: Mapping[str, str]
    unknown: tuple[str, ...]
    parts: tuple[Part, ...]
    faults: tuple[Fault, ...]
    mark: str = ""
    end: str = "\r\n"


def read(content: bytes) -> Parts:
    """The rows of a file.

    Raises:
        InputError: it is empty, is no text, has too many rows, or no column that names a part.
    """
    # Ends of lines are those of CSV alone: str.splitlines would part a cell at an odd blank inside it.
    lines = list(io.StringIO(_text(content), newline=""))
    delimiter = max(_DELIMITERS, key=lines[0].count) if lines else ","
    records = _records(lines, delimiter)
    first = next(records, None) if lines and lines[0].strip() else None
    if first is None:
        raise InputError("The file is empty: its first line should name the columns, such as part_no and eccn.")  # fmt: skip
    header, columns = first
    named = _named(columns)
    if "part_no" not in named and "description" not in named:
        raise InputError(f"No column names the part. The columns are {', '.join(columns)}; one called part_no or description was wanted.")  # fmt: skip
    parts: list[Part] = []
    faults: list[Fault] = []
    for number, (raw, cells) in enumerate(records, 1):
        if number > MOST_ROWS:
            raise InputError(f"The file has more than {MOST_ROWS} rows; split it.")
        if len(cells) > len(columns):
            faults.append(Fault(number, "", f"{len(cells)} cells under {len(columns)} columns"))
        by_column = dict(
            reversed([*zip(columns, cells, strict=False)])
        )  # of two of one name the first
        known = {name: by_column.get(column, "").strip() for name, column in named.items()}
        parts.append(Part(number, raw, known, max(0, len(columns) - len(cells))))
        faults += _faults(number, named, known)
    return Parts(
        header, delimiter, named, tuple(each for each in columns if each not in named.values()),
        tuple(parts), tuple(faults), _MARK if content.startswith(_MARK.encode()) else "",
        "\n" if not lines[0].endswith("\r\n") and lines[0].endswith("\n") else "\r\n",
    )  # fmt: skip


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"The file is no text in UTF-8 (byte {error.start}); a spreadsheet saves it as “CSV UTF-8”.") from None  # fmt: skip


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """Each record: its text without the end of the line, and its cells."""
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(lines, delimiter=delimiter)
    at = 0
    try:
        for cells in reader:
            start, raw, at = (
                at + 1,
                "".join(lines[at : reader.line_num]).rstrip("\r\n"),
                reader.line_num,
            )
            if at == len(lines) and at > start and raw.count('"') % 2:
                raise InputError(f"Line {start} opens a cell with a quote that never ends; write a quote within a cell twice.")  # fmt: skip
            if any(each.strip() for each in cells):
                yield raw, cells
    except csv.Error as error:
        raise InputError(f"Line {reader.line_num} cannot be read: {error}.") from None


@cache
def _names() -> dict[str, str]:
    found = tomllib.loads((Path(__file__).parent / "columns.toml").read_text("utf-8"))
    return {_plain(text): name for name, other in found.items() for text in (name, *other)}


def _plain(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _named(columns: list[str]) -> dict[str, str]:
    """Our names with the file's columns; of two columns for one name the first counts."""
    found: dict[str, str] = {}
    for column in columns:
        if (name := _names().get(_plain(column))) is not None:
            found.setdefault(name, column)
    return found


def _faults(row: int, named: Mapping[str, str], cells: Mapping[str, str]) -> Iterator[Fault]:
    known, found = classes(), declared_class(cells.get("eccn", ""))
    if found and found != known["unlisted"] and not re.fullmatch(known["form"], found):
        yield Fault(row, named["eccn"], f"{cells['eccn']!r} is {known['wanted']}")
    digits = re.sub(r"[.\s]", "", cells.get("hs_code", ""))
    if digits and not re.fullmatch(r"\d{6}(\d{2}(\d{2})?)?", digits):
        yield Fault(row, named["hs_code"], f"{cells['hs_code']!r} is no HS code of 6, 8 or 10 digits")  # fmt: skip
