"""Files of parties to screen: CSV, JSON lines, or plain text with one name a line.

A row that cannot be read does not end the run: it comes back as a ``Fault`` with its line, in its
place, so that nothing is lost.  A fault of the whole file (no name column, UTF-16) raises.

CSV columns: ``name``, and as wanted ``ref``, ``country`` (two letters), ``address``; any further
column named ``id:KIND`` (``id:LEI``, ``id:USCC``) holds a number of that kind; others are left
aside.  Cells are parted by commas, or by semicolons or tabs where the first line has no comma.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from licet.errors import InputError, Place
from licet.lists.model import Identifier
from licet.screen.model import Query
from licet.screen.records import lines_of, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

LONGEST = 2000
"""Letters of a name or an address beyond which a row is at fault."""
_NUMBER = "id:"
_FIELDS = ("name", "ref", "country", "address")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Fault(NamedTuple):
    """A row that cannot be screened: its line, its own key where it has one, and why."""

    line: int
    ref: str
    why: str


Row = Query | Fault


def read_customers(file: Path, *, own_refs: bool = False) -> Iterator[Row]:
    """The rows of a file, one at a time; ``ref`` is the row's own, else its line.

    ``own_refs``: a row without a ``ref`` of its own is at fault.

    Raises:
        InputError: the file cannot be opened, has another ending, is UTF-16, or has no column ``name``.
    """
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise InputError(
            f"The ending {file.suffix or '(none)'!r} is not known; wanted {', '.join(_READERS)}.",
            Place(str(file)),
        )
    if file.exists() and not file.is_file():
        raise InputError("Wanted a file, not a folder or a pipe.", Place(str(file)))
    try:
        with file.open("rb") as raw:
            if raw.read(2) in _UTF16:
                raise InputError("The file is UTF-16; save it as UTF-8.", Place(str(file)))
        with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            for row in reader(stream, str(file)):
                if isinstance(row, Fault):
                    yield row
                else:
                    line, data = row
                    yield row_of(data, line, own_ref=own_refs)
    except OSError as error:
        raise InputError(f"The file cannot be read: {error.strerror}.", Place(str(file))) from None


def read_pasted(text: str) -> Iterator[Row]:
    """The rows of a pasted text: CSV where its first line has a column ``name``, else one name a line.

    Raises:
        InputError: a column stands there twice.
    """
    first = text.lstrip("\r\n").partition("\n")[0].lower()
    cells = [each.strip() for mark in ",;\t" for each in first.split(mark)]
    reader = _csv if "name" in cells else _text
    for row in reader(io.StringIO(text, newline=None), "the list"):
        yield row if isinstance(row, Fault) else row_of(row[1], row[0])


def row_of(data: dict[str, Any], line: int, *, own_ref: bool = False) -> Row:
    """A row's fields as a query; ``ref`` falls back on the line, unless the row must have its own."""
    given = data.get("ref")
    ref = str(line if given is None else given).strip()[:LONGEST] or str(line)
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
    if "\n" in name or "\r" in name:
        return Fault(
            line, ref, "The name runs over more than one line; look for a quote that is left open."
        )
    if own_ref and (given is None or not str(given).strip()):
        return Fault(
            line, ref, "The row has no ref; each customer that is kept needs one of its own."
        )
    if not is_country(country):
        return Fault(
            line, ref, f"country is {country[:40]!r}; wanted two letters such as CN, or nothing."
        )
    numbers = tuple(
        Identifier(key.removeprefix(_NUMBER), str(value).strip()[:LONGEST])
        for key, value in data.items()
        if key.startswith(_NUMBER) and value and str(value).strip()
    )
    return Query(name, country, (data.get("address") or "").strip(), numbers, ref)


def is_country(code: str) -> bool:
    """Whether ``code`` has the form of a country's code, or is empty."""
    return not code or (len(code) == len("CN") and code.isascii() and code.isalpha())


_Read = tuple[int, dict[str, Any]] | Fault


def _csv(stream: IO[str], file: str) -> Iterator[_Read]:
    begun = stream.readline(1 << 16)
    stream.seek(0)
    delimiter = next((each for each in ",;\t" if each in begun), ",")
    records = records_of(stream, delimiter)
    head = next(records, None)
    names = _columns(head.cells if head else [], begun, file)
    for number, cells, fault in records:
        if fault:
            yield Fault(number, str(number), fault)
        elif len(cells) > len(names) and any(each.strip() for each in cells[len(names) :]):
            yield Fault(
                number, str(number),
                f"The row has {len(cells)} cells and the first line {len(names)}; put a cell that holds "
                f"{_SAID[delimiter]} in quotes.",
            )  # fmt: skip
        elif any(each.strip() for each in cells):
            yield number, dict(zip(names, cells, strict=False))


_SAID = {",": "a comma", ";": "a semicolon", "\t": "a tab"}


def _columns(cells: list[str], begun: str, file: str) -> list[str]:
    if "\0" in begun:
        raise InputError(
            "The file holds NUL characters; it may be UTF-16. Save it as UTF-8.", Place(file, 1)
        )
    names = [each.strip() for each in cells]
    names = [each.lower() if each.lower() in _FIELDS else each for each in names]
    if "name" not in names:
        found = ", ".join(names[:8]) or "nothing"
        raise InputError(
            f"The first line has {found[:200]}; wanted a column called name.", Place(file, 1)
        )
    if twice := sorted({each for each in names if each and names.count(each) > 1}):
        raise InputError(f"The first line has {', '.join(twice)} twice.", Place(file, 1))
    return names


def _json_lines(stream: IO[str], _file: str) -> Iterator[_Read]:
    for line, text, fault in lines_of(stream):
        if fault:
            yield Fault(line, str(line), fault)
        elif text.strip():
            yield _object(line, text)


def _object(line: int, text: str) -> _Read:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Fault(line, str(line), f"The line is not JSON: {error}.")
    if not isinstance(data, dict):
        return Fault(line, str(line), "The line is not a JSON object.")
    numbers = data.pop("identifiers", None) or {}
    if not isinstance(numbers, dict):
        return Fault(
            line, str(data.get("ref") or line)[:LONGEST],
            f'identifiers is {type(numbers).__name__}; wanted an object such as {{"LEI": "..."}}.',
        )  # fmt: skip
    for kind, value in numbers.items():
        data[_NUMBER + kind] = value
    if any(0xD800 <= ord(each) <= 0xDFFF for each in _texts(data)):  # noqa: PLR2004 - half characters
        return Fault(line, str(line), "The line holds half a character, which no text can.")
    return line, data


def _texts(data: dict[str, Any]) -> str:
    return "".join(f"{key}{value}" for key, value in data.items())


def _text(stream: IO[str], _file: str) -> Iterator[_Read]:
    for line, text, fault in lines_of(stream):
        if fault:
            yield Fault(line, str(line), fault)
        elif text.strip():
            yield line, {"name": text}


_READERS: dict[str, Callable[[IO[str], str], Iterator[_Read]]] = {
    ".csv": _csv, ".tsv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines, ".txt": _text,
}  # fmt: skip
