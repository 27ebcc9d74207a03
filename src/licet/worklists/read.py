"""A maker's parts file: CSV or TSV, columns in any order, unknown columns kept, each row's bytes kept.

Faults name row and column; a row with a fault is still a row.  Rows count from 1 after the header.
"""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_ROWS = 10_000
"""Rows of one file: more is read in parts."""
_DELIMITERS = ("\t", ";", ",", "|")
_LONGEST = 131_072
_ECCN = re.compile(r"[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*")
_NO_CLASS = ("", "-", "n/a", "na", "none", "tbd", "?")


@record
class Fault:
    """What is wrong in a cell."""

    row: int
    column: str
    message: str


@record
class Part:
    """A row: its number, its text as it stood in the file, and what its known columns hold."""

    row: int
    raw: str
    cells: Mapping[str, str]


@record
class Parts:
    """A file: ``header`` is its first line as it stood; ``named`` maps our names to its columns."""

    header: str
    delimiter: str
    named: Mapping[str, str]
    unknown: tuple[str, ...]
    parts: tuple[Part, ...]
    faults: tuple[Fault, ...]


def read(content: bytes) -> Parts:
    """The rows of a file.

    Raises:
        InputError: it is empty, is no text, has too many rows, or no column that names a part.
    """
    lines = _text(content).splitlines(keepends=True)
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
        by_column = dict(zip(columns, cells, strict=False))
        known = {name: by_column.get(column, "").strip() for name, column in named.items()}
        parts.append(Part(number, raw, known))
        faults += _faults(number, named, known)
    return Parts(
        header, delimiter, named, tuple(each for each in columns if each not in named.values()),
        tuple(parts), tuple(faults),
    )  # fmt: skip


def declared_class(text: str) -> str:
    """A class as the lists write it; empty where none is declared.

    >>> declared_class(" 3a090.A "), declared_class("ear99"), declared_class("n/a")
    ('3A090.a', 'EAR99', '')
    """
    text = "".join(text.split())
    if text.casefold() in _NO_CLASS:
        return ""
    if text.casefold() == "ear99":
        return "EAR99"
    head, dot, tail = text.partition(".")
    return head.upper() + dot + tail.lower()


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
            raw, at = "".join(lines[at : reader.line_num]).rstrip("\r\n"), reader.line_num
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
    eccn = declared_class(cells.get("eccn", ""))
    if eccn and eccn != "EAR99" and not _ECCN.fullmatch(eccn):
        yield Fault(row, named["eccn"], f"{cells['eccn']!r} is no ECCN such as 3A090.a, nor EAR99")
    digits = re.sub(r"[.\s]", "", cells.get("hs_code", ""))
    if digits and not re.fullmatch(r"\d{6}(\d{2}(\d{2})?)?", digits):
        yield Fault(row, named["hs_code"], f"{cells['hs_code']!r} is no HS code of 6, 8 or 10 digits")  # fmt: skip
