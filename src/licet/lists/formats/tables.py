"""Tables in text: comma, tab, semicolon or bar between cells, a heading on top."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from licet.errors import InputError, Place
from licet.lists.formats.raw import MAX_COLUMNS, MAX_ROWS
from licet.record import record

_MARKS = (",", "\t", ";", "|")


@record
class Row:
    """One row: its last line in the file, its cells by plain heading, and what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    wrong: str = ""

    def __getitem__(self, heading: str) -> str:
        """The cell under a heading, "" where the table has no such column."""
        return self.cells.get(heading, "")


def plain(heading: str) -> str:
    """A heading without case, blanks and marks, so that "End date" is "end_date".

    >>> plain("護照號碼 ID Number"), plain("End date") == plain("end_date")
    ('護照號碼idnumber', True)
    """
    return "".join(each for each in heading.casefold() if each.isalnum())


def mark_of(line: str) -> str:
    """The mark between the cells of a heading: the one there is most of."""
    counts = [line.count(mark) for mark in _MARKS]
    return _MARKS[counts.index(max(counts))]


def cells(text: str, file: str, mark: str = "") -> Iterator[tuple[int, list[str]]]:
    """The rows of a table as (line, cells), blank ones left out.

    Raises:
        InputError: an unclosed quote, a cell too long to be one, too many columns or rows.
    """
    first = text.lstrip("\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark or mark_of(first), strict=True)
    count = 0
    while True:
        try:
            found = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(
                f"the table breaks off or is not one ({error}). A quote may never be closed, or "
                "the file be cut short: fetch it again.",
                Place(file, max(reader.line_num, 1)),
            ) from None
        if len(found) > MAX_COLUMNS:
            raise InputError(
                f"a row of {len(found)} columns; up to {MAX_COLUMNS} are taken. Is this the list?",
                Place(file, reader.line_num),
            )
        if not any(each.strip() for each in found):
            continue
        count += 1
        if count > MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} rows.", Place(file, reader.line_num))
        yield reader.line_num, found


def heading(text: str, file: str = "") -> tuple[str, ...]:
    """The plain headings of a table's first row; none where it is no table."""
    try:
        _, found = next(cells(text[:200_000], file))
    except (InputError, StopIteration):
        return ()
    return tuple(plain(each) for each in found)


def rows(text: str, file: str, wanted: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows under a heading.

    Args:
        text: the table.
        file: its name, for errors.
        wanted: plain headings that must be there.

    Raises:
        InputError: a wanted heading is missing or stands twice, or the last row is cut short.
    """
    found = cells(text, file)
    line, top = next(found, (1, []))
    names = [plain(each) for each in top]
    if missing := [each for each in wanted if each not in names]:
        raise InputError(
            f"no column {', '.join(missing)} in the heading ({', '.join(top)[:300]}). Name the "
            "form that the file is in, or fetch the list itself.",
            Place(file, line),
        )
    if twice := [each for each in wanted if names.count(each) > 1]:
        raise InputError(f"column {', '.join(twice)} stands twice in the heading.", Place(file, line))
    held: Row | None = None
    for line, each in found:
        if held:
            yield held
        extra = [cell for cell in each[len(names) :] if cell.strip()]
        wrong = ""
        if len(each) < len(names):
            wrong = f"{len(each)} of {len(names)} columns"
        elif extra:
            wrong = f"{len(each)} columns under {len(names)} headings"
        held = Row(line, dict(zip(names, each, strict=False)), wrong)
    if held and " of " in held.wrong:
        raise InputError(
            f"the last row has {held.wrong}: the file is cut short. Fetch it again.",
            Place(file, held.line),
        )
    if held:
        yield held
