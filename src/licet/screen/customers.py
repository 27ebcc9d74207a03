"""Files of parties to screen: CSV, JSON lines, or plain text with one name a line.

A row that cannot be read does not end the run: it comes back as a ``Fault`` with its line, in its
place, so that nothing is lost.  A fault of the whole file (no name column, not UTF-8) raises.

CSV columns: ``name``, and as wanted ``ref``, ``country`` (two letters), ``address``; any further
column named ``id:KIND`` (``id:LEI``, ``id:USCC``) holds a number of that kind.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from licet.errors import InputError, Place
from licet.lists.model import Identifier
from licet.screen.model import Query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

LONGEST = 2000
"""Letters of a name or an address beyond which a row is at fault."""
_FIELD = 1 << 20
_NUMBER = "id:"


class Fault(NamedTuple):
    """A row that cannot be screened: its line, its own key where it has one, and why."""

    line: int
    ref: str
    why: str


Row = Query | Fault


def read_customers(file: Path) -> Iterator[Row]:
    """The rows of a file, one at a time; ``ref`` is the row's own, else its line.

    Raises:
        InputError: the file cannot be opened, is not UTF-8, or has no column ``name``.
    """
    readers = {".csv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines, ".txt": _text}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise InputError(
            f"The ending {file.suffix or '(none)'!r} is not known; wanted {', '.join(readers)}.",
            Place(str(file)),
        )
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield from reader(stream, str(file))
    except OSError as error:
        raise InputError(f"The file cannot be read: {error.strerror}.", Place(str(file))) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"The file is not UTF-8 (byte {error.object[error.start]:#04x}); save it as UTF-8.",
            Place(str(file)),
        ) from None


def row_of(data: dict[str, Any], line: int) -> Row:
    """A row's fields as a query; ``ref`` falls back on the line."""
    ref = str(data.get("ref") or line)
    for field in ("name", "country", "address"):
        value = data.get(field) or ""
        if not isinstance(value, str):
            return Fault(line, ref, f"{field} is {type(value).__name__}; wanted a text.")
        if len(value) > LONGEST:
            return Fault(
                line, ref, f"{field} has {len(value):,} letters; at most {LONGEST:,} are read."
            )
    name, country = (data.get("name") or "").strip(), (data.get("country") or "").strip().upper()
    if not name:
        return Fault(line, ref, "The name is empty.")
    if country and not (len(country) == len("CN") and country.isascii() and country.isalpha()):
        return Fault(
            line, ref, f"country is {country!r}; wanted two letters such as CN, or nothing."
        )
    numbers = tuple(
        Identifier(key.removeprefix(_NUMBER), str(value).strip())
        for key, value in data.items()
        if isinstance(key, str) and key.startswith(_NUMBER) and value
    )
    return Query(name, country, (data.get("address") or "").strip(), numbers, ref)


def _csv(stream: IO[str], file: str) -> Iterator[Row]:
    csv.field_size_limit(_FIELD)
    rows = csv.DictReader(stream)
    names = [each.strip() for each in rows.fieldnames or ()]
    if "name" not in names:
        found = ", ".join(names[:8]) or "nothing"
        raise InputError(
            f"The first line has {found}; wanted a column called name.", Place(file, 1)
        )
    rows.fieldnames = names
    while True:
        try:
            data = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(rows.line_num, str(rows.line_num), f"The row cannot be read: {error}.")
            continue
        yield row_of(data, rows.line_num)


def _json_lines(stream: IO[str], _file: str) -> Iterator[Row]:
    for line, text in enumerate(stream, 1):
        if not text.strip():
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            yield Fault(line, str(line), f"The line is not JSON: {error}.")
            continue
        if not isinstance(data, dict):
            yield Fault(line, str(line), "The line is not a JSON object.")
            continue
        for kind, value in (data.pop("identifiers", None) or {}).items():
            data[_NUMBER + kind] = value
        yield row_of(data, line)


def _text(stream: IO[str], _file: str) -> Iterator[Row]:
    for line, text in enumerate(stream, 1):
        if text.strip():
            yield row_of({"name": text}, line)
