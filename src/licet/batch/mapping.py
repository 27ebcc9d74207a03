"""A mapping: which column of somebody's spreadsheet says what, in which unit, and what is the same in every row.

    licet.batch.mapping/1 (TOML)

    [columns]
    "Ship-to country" = "destination"
    "Memory BW [TB/s]" = { column = "total_dram_bandwidth_gb_s", unit = "TB/s" }
    "Incoterm" = "ignore"

    [set]
    from = "US"

It is guessed from the headers and shown (``guess``, ``Mapping.lines``), changed by whoever knows better
(``confirm``), kept in a file (``write``, ``read_mapping``) and put to work on frame after frame (``apply``).
"""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.cells import readable, reader
from licet.batch.guessing import guesses
from licet.batch.meaning import IGNORED, Meaning, canonical, converted, fact_of
from licet.columns.layout import column_of
from licet.errors import InputError, Place
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Mapping as Mapped
    from pathlib import Path

    from licet.book.book import RuleBook
    from licet.catalogue.model import Catalogue

FORMAT = "licet.batch.mapping/1"
HIDDEN = "ignored: "
"""Before the name of a column that is ignored although its name is one of ours."""
SAMPLES = 1_000
"""Cells of a column that a guess is held against, at most."""


@record
class Mapping:
    """The meaning of each column, and ``constants``: what is the same in every row, by our names.

    With a ``catalogue`` products are known by their names as well as by their ids.
    """

    columns: tuple[Meaning, ...]
    constants: Mapped[str, str]
    book: RuleBook
    catalogue: Catalogue | None = None

    @property
    def taken(self) -> Mapped[str, Meaning]:
        """The columns that say something, by what they say."""
        return {each.column: each for each in self.columns if each.column}

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with headers: to be mended in the mapping, or the column ignored."""
        return tuple(each.fault for each in self.columns if each.fault)

    def apply(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with its known columns by our names and in our units, and with the constants.

        Columns that are ignored keep their cells and their names, but for a name that is one of ours,
        which gets ``ignored: `` before it.  A constant fills the cells of a column that are empty.

        Raises:
            InputError: a column of the mapping is not in the frame, or a unit cannot be converted.
        """
        self._check(frame.columns)
        by_header = {each.header: each for each in self.columns}
        series = [self._series(frame[name], by_header.get(name)) for name in frame.columns]
        made = {each.name: each for each in series}
        for name, text in self.constants.items():
            made[name] = (
                _filled(made[name], text) if name in made else _same(name, text, frame.height)
            )
        return pl.DataFrame(list(made.values()))

    def lines(self) -> tuple[str, ...]:
        """The mapping as a person reads it, a line a column."""
        wide = max((len(each.header) for each in self.columns), default=0)
        return (
            *(f"{each.header:<{wide}}  {_said(each)}" for each in self.columns),
            *(f"{'every row':<{wide}}  {name} = {text}" for name, text in self.constants.items()),
        )

    def changed(self, header: str, column: str, unit: str = "") -> Mapping:
        """The same with another meaning of one column; ``ignore`` or "" ignores it.

        Raises:
            InputError: there is no such column or meaning, another says that already, a unit does not fit.
        """
        places = [place for place, each in enumerate(self.columns) if each.header == header]
        if not places:
            raise InputError(f"The file has no column {header!r}.")
        name = "" if column in ("", IGNORED) else canonical(column, self.book, repr(header))
        other = self.taken.get(name)
        if name and other is not None and other.header != header:
            raise InputError(f"{other.header!r} says {name} already; ignore that column first, or this one.")  # fmt: skip
        meaning = Meaning(header, name, unit if name else "", why="as was said")
        converted(meaning, self.book)
        columns = list(self.columns)
        columns[places[0]] = meaning
        return replaced(self, columns=tuple(columns))

    def setting(self, constants: Mapped[str, str]) -> Mapping:
        """The same with constants for every row; names may be short (``from``, ``to``).

        Raises:
            InputError: a name says nothing that the law asks, or a value cannot be read.
        """
        made = {}
        for name, text in constants.items():
            column = canonical(name, self.book, "[set]")
            if not readable(text, column, "", self.book):
                fact = fact_of(column, self.book)
                wanted = f" ({fact.question})" if fact else ", a day such as 2026-01-15 was wanted"
                raise InputError(f"Every row: {column} = {text!r} cannot be read{wanted}.")
            read = reader(column, "", self.book, self.catalogue)
            made[column] = str(read(text)) if read else text
        return replaced(self, constants=made)

    def _check(self, headers: Iterable[str]) -> None:
        there = set(headers)
        if gone := [
            each.header for each in self.columns if each.column and each.header not in there
        ]:
            raise InputError(f"The mapping names {', '.join(map(repr, gone))}, and the file has no such column. Its columns are {', '.join(sorted(there))}.")  # fmt: skip
        for each in self.columns:
            converted(each, self.book)

    def _series(self, cells: pl.Series, meaning: Meaning | None) -> pl.Series:
        if meaning is None or not meaning.column:
            ours = column_of(cells.name, self.book) is not None
            return cells.alias(f"{HIDDEN}{cells.name}") if ours else cells
        read = reader(meaning.column, meaning.unit, self.book, self.catalogue)
        if read is not None and not self._typed(cells.dtype, meaning):
            fact = fact_of(meaning.column, self.book)
            plain = fact is not None and fact.numeric and converted(meaning, self.book).nothing
            cells = _odd(cells, read) if plain and cells.dtype == pl.String else _each(cells, read)
        return cells.alias(meaning.column)

    def _typed(self, kind: pl.DataType, meaning: Meaning) -> bool:
        """Whether cells need no reading: truths and days never do, nor numbers that are in the unit already."""
        fact = fact_of(meaning.column, self.book)
        numbers = kind.is_numeric() and fact is not None and fact.numeric
        same = numbers and converted(meaning, self.book).nothing
        return same or kind in (pl.Boolean, pl.Date, pl.Null)


def guess(
    headers: Iterable[str], samples: Mapped[str, Sequence[object]], book: RuleBook,
    catalogue: Catalogue | None = None,
) -> Mapping:  # fmt: skip
    """The mapping that headers and a few cells below them suggest (``licet.batch.guessing``)."""
    return Mapping(guesses(headers, samples, book, catalogue), {}, book, catalogue)


def samples_of(frame: pl.DataFrame) -> dict[str, list[object]]:
    """The first cells of each column that are not empty."""
    return {
        each.name: [cell for cell in each.drop_nulls().head(SAMPLES).to_list() if cell != ""]
        for each in frame.get_columns()
    }


def read_mapping(path: Path, book: RuleBook, catalogue: Catalogue | None = None) -> Mapping:
    """The mapping of a file.

    Raises:
        InputError: it is no TOML, or what stands in it is no column, unit or constant.
    """
    place = Place(str(path))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The mapping cannot be read: {error}.", place) from None
    return read_text(text, book, catalogue, place)


def read_text(
    text: str, book: RuleBook, catalogue: Catalogue | None = None, place: Place | None = None
) -> Mapping:
    """The mapping of a file's text; ``place`` is what errors name.

    Raises:
        InputError: it is no TOML, or what stands in it is no column, unit or constant.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The mapping cannot be read: {error}.", place) from None
    if data.get("format", FORMAT) != FORMAT:
        raise InputError(f"Its format is {data['format']!r}; {FORMAT} was wanted.", place)
    if odd := sorted(set(data) - {"format", "columns", "set"}):
        raise InputError(f"A mapping has [columns] and [set], and no {odd[0]!r}.", place)
    columns, constants = _table(data, "columns", place), _table(data, "set", place)
    blank = Mapping(tuple(Meaning(header) for header in columns), {}, book, catalogue)
    try:
        for header, said in columns.items():
            blank = blank.changed(header, *_column(said, header))
        return blank.setting({name: _text(value) for name, value in constants.items()})
    except InputError as error:
        raise InputError(str(error), place) from None


def write(mapping: Mapping) -> str:
    """The mapping as the text of its file; the same mapping gives the same text."""
    lines = [f'format = "{FORMAT}"', "", "[columns]"]
    for each in mapping.columns:
        name = _quoted(each.column or IGNORED)
        said = f"{{ column = {name}, unit = {_quoted(each.unit)} }}" if each.unit else name
        perhaps = f"  # perhaps {each.perhaps}" if each.perhaps else ""
        lines.append(f"{_quoted(each.header)} = {said}{perhaps}")
    if mapping.constants:
        lines += [
            "",
            "[set]",
            *(f"{_quoted(k)} = {_quoted(v)}" for k, v in mapping.constants.items()),
        ]
    return "\n".join(lines) + "\n"


def confirm(mapping: Mapping, ask: Callable[[str], str] = input) -> Mapping:
    """The mapping as a person leaves it: shown by the caller, then changed a line at a time.

    ``ask`` shows a text and gives what was typed: nothing to go on, ``HEADER = column`` or
    ``HEADER = column, unit``, ``HEADER = ignore``.  What cannot be read is said, and asked again.
    """
    said = "Enter to go on, or a change such as  Ship-to = destination  or  BW = memory_bandwidth_gb_s, TB/s  or  BW = ignore: "
    remark = ""
    while typed := ask(f"{remark}{said}").strip():
        header, equals, rest = typed.rpartition("=")
        column, _, unit = rest.partition(",")
        if not equals:
            remark = f"{typed!r} is no change: a header, =, and what it says was wanted.\n"
            continue
        try:
            mapping = mapping.changed(header.strip(), column.strip(), unit.strip())
            remark = "\n".join(line for line in mapping.lines() if line.startswith(header.strip())) + "\n"  # fmt: skip
        except InputError as error:
            remark = f"{error}\n"
    return mapping


def _said(meaning: Meaning) -> str:
    if meaning.column:
        unit = f" ({meaning.unit})" if meaning.unit else ""
        return f"{meaning.column}{unit}  {meaning.sure} %, {meaning.why}"
    perhaps = f"perhaps {meaning.perhaps}, " if meaning.perhaps else ""
    return f"ignored  {perhaps}{meaning.why}"


def _same(name: str, text: str, height: int) -> pl.Series:
    """A column of one word."""
    return pl.Series(name, [text], pl.Enum([text])).new_from_index(0, height)


def _filled(cells: pl.Series, text: str) -> pl.Series:
    """The cells, with ``text`` in those that are empty."""
    told = cells.cast(pl.String)
    empty = told.is_null() | (told.str.strip_chars() == "")
    return told.set(empty.fill_null(value=True), text) if empty.any() else cells


def _odd(cells: pl.Series, read: Callable[[object], Any]) -> pl.Series:
    """The cells of which most are plain numbers and stay: the others through ``read``."""
    numbers = cells.str.strip_chars().cast(pl.Float64, strict=False)
    odd = cells.filter(numbers.is_null() & cells.is_not_null()).unique(maintain_order=True)
    made = [str(read(each)) for each in odd.to_list()]
    return cells.replace(odd, pl.Series(made, dtype=pl.String)) if made else cells


def _each(cells: pl.Series, read: Callable[[object], Any]) -> pl.Series:
    """Every cell through ``read``, each distinct value once."""
    if isinstance(cells.dtype, pl.Categorical | pl.Enum):
        cells = cells.cast(pl.String)
    told = cells.drop_nulls().unique(maintain_order=True)
    made = [read(each) for each in told.to_list()]
    if not made:
        return cells
    if all(isinstance(each, float) for each in made):
        kind: Any = pl.Float64
    else:
        kind, made = pl.String, [each if each is None or isinstance(each, str) else str(each) for each in made]  # fmt: skip
    return cells.replace_strict(told, pl.Series(made, dtype=kind), default=None, return_dtype=kind)


def _table(data: dict[str, Any], name: str, place: Place | None) -> dict[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise InputError(f"[{name}] must be a table, and is {found!r}.", place)
    return found


def _column(said: object, header: str) -> tuple[str, str]:
    match said:
        case str():
            return said, ""
        case {"column": str(column), **rest} if set(rest) <= {"unit"}:
            return column, str(rest.get("unit", ""))
    raise InputError(f"{header!r} is {said!r}; the name of a column, “{IGNORED}” or {{ column = ..., unit = ... }} was wanted.")  # fmt: skip


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
