"""A template to fill in: a workbook (or CSV) with the most useful columns, and what each of them asks.

Every cell is formatted as text: a spreadsheet otherwise reads the class ``3E001`` as a number, and a day or
``NO`` as it pleases.  Choices are offered in the cells and nothing else is forbidden, since ``>= 4800`` and
``CN | MO`` are answers too.
"""

from __future__ import annotations

import csv
import io
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.batch.meaning import fact_of
from licet.columns.layout import column_of
from licet.errors import InputError, Place
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from licet.book.book import RuleBook

ROWS = 10_000
"""Rows that the choices in the cells reach down to."""
KINDS = {".xlsx": "a workbook", ".csv": "comma-separated text", ".tsv": "tab-separated text"}
_WIDTH = 24
_YES_NO = ("yes", "no")


@record
class Asked:
    """One column of the template: its name, and what the dictionary says of it."""

    name: str
    group: str
    question: str
    why: str
    unit: str = ""
    answers: tuple[str, ...] = ()
    source: str = ""

    @property
    def wanted(self) -> str:
        """What may stand in a cell, in words."""
        if self.answers and len(self.answers) > len(_YES_NO):
            return "one of the choices, or several with | between"
        if self.answers:
            return "yes or no"
        return f"a number in {self.unit}, or a range such as >= 100" if self.unit else "text"


def asked(book: RuleBook) -> tuple[Asked, ...]:
    """The columns of the template, as far as the rule book has them."""
    return tuple(
        _asked(name, group["title"], book)
        for group in _table()["groups"]
        for name in group["columns"]
        if column_of(name, book) is not None
    )


def write(path: Path, book: RuleBook) -> None:
    """Write the template to ``path``; its ending says as what.

    Raises:
        InputError: the ending is none of those that are known, or there is a file already.
    """
    content = made(path.suffix, book)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise InputError("There is such a file already; give another name, or move it away.", Place(str(path))) from None  # fmt: skip


def made(ending: str, book: RuleBook) -> bytes:
    """The template as bytes; the same law gives the same bytes.

    Raises:
        InputError: ``ending`` is none of ``KINDS``.
    """
    match ending.casefold():
        case ".xlsx":
            return _workbook(book)
        case ".csv":
            return _text(book, ",")
        case ".tsv":
            return _text(book, "\t")
    raise InputError(f"A template is written as {', '.join(KINDS)}, not as {ending or 'a file without ending'!r}.")  # fmt: skip


def _asked(name: str, group: str, book: RuleBook) -> Asked:
    fact = fact_of(name, book)
    if fact is None:
        party = name.partition(".")[0]
        told = _table()["told"].get(name) or {
            "question": f"What is the {party.replace('_', ' ')}'s full name?",
            "why": "It stands in the answer; names are screened by licet screen-file, not here.",
        }
        return Asked(name, group, told["question"], told["why"])
    answers: tuple[str, ...] = fact.choices
    if fact.type == "boolean":
        answers = _YES_NO
    return Asked(name, group, fact.question, fact.why, fact.unit, answers, fact.source or fact.note)


def _rows(columns: tuple[Asked, ...]) -> Iterator[list[str]]:
    yield [each.name for each in columns]
    for example in _table()["example"]:
        yield [example.get(each.name, "") for each in columns]


def _text(book: RuleBook, delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(_rows(asked(book)))
    return out.getvalue().encode("utf-8-sig")  # the mark tells a spreadsheet that it is UTF-8


def _workbook(book: RuleBook) -> bytes:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise InputError("Workbooks need openpyxl: pip install 'licet[batch]'; or write the template as .csv.") from None  # fmt: skip
    from licet.batch.steady import steady

    columns = asked(book)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Transfers"
    _fill(sheet, columns)
    _explain(workbook.create_sheet("Columns"), columns, book)
    _offer(sheet, workbook.create_sheet("Choices"), columns, book)
    out = io.BytesIO()
    workbook.save(out)
    return steady(out.getvalue())


def _fill(sheet: Worksheet, columns: tuple[Asked, ...]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    shades = ("FFDCE6F1", "FFEEF3F8")
    groups = list(dict.fromkeys(each.group for each in columns))
    for row in _rows(columns):
        sheet.append(row)
    for place, each in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].number_format = "@"
        sheet.column_dimensions[letter].width = _WIDTH
        head = sheet.cell(1, place)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        shade = shades[groups.index(each.group) % 2]
        head.fill = PatternFill("solid", start_color=shade, end_color=shade)
        head.comment = Comment(f"{each.question} ({each.wanted})", "Licet", height=120, width=320)
        for row_number in range(1, sheet.max_row + 1):
            sheet.cell(row_number, place).number_format = "@"
    sheet.freeze_panes = "B2"


def _explain(sheet: Worksheet, columns: tuple[Asked, ...], book: RuleBook) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append(["Column", "About", "What it asks", "What to write", "Unit", "Why it is asked", "Note or source"])  # fmt: skip
    for each in columns:
        sheet.append([each.name, each.group, each.question, each.wanted, each.unit, each.why, each.source])  # fmt: skip
    sheet.append([])
    for line in (
        "Leave a cell empty where something is not known: unknown is not the same as no.",
        "Delete the rows that begin with EXAMPLE. Columns of your own may stand anywhere; they come back as they were.",
        "Any other fact of the dictionary may be a column too (licet law facts; docs/batch-columns.md).",
        "Licet shows evidence; a named officer determines. Its silence means nothing.",
        f"Made for law {book.hash}.",
    ):
        sheet.append([line])
    for letter, width in zip("ABCDEFG", (34, 14, 60, 34, 18, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=1, max_row=len(columns) + 1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, lists: Worksheet, columns: tuple[Asked, ...], book: RuleBook) -> None:
    """Choices under the cells: a list a column of the sheet of choices, countries with their names."""
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    countries = tuple(book.facts.countries)
    offered: dict[tuple[str, ...], DataValidation] = {}
    for place, each in enumerate(columns, 1):
        if not each.answers:
            continue
        if each.answers not in offered:
            are_countries = set(each.answers) == set(countries)
            at = lists.max_column + 1 if lists.max_row > 1 or lists.cell(1, 1).value else 1
            lists.cell(1, at, "country" if are_countries else each.name)
            for row, answer in enumerate(each.answers, 2):
                lists.cell(row, at, answer).number_format = "@"
                if are_countries:
                    lists.cell(row, at + 1, book.facts.countries[answer])
            column = get_column_letter(at)
            span = f"{quote_sheetname(lists.title)}!${column}$2:${column}${len(each.answers) + 1}"
            rule = DataValidation(
                type="list", formula1=span, allow_blank=True, errorStyle="warning"
            )
            rule.showErrorMessage = True
            rule.errorTitle = "Not among the choices"
            rule.error = "Several answers may stand with | between. Go on with this one?"
            sheet.add_data_validation(rule)
            offered[each.answers] = rule
        letter = get_column_letter(place)
        offered[each.answers].add(f"{letter}2:{letter}{ROWS}")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "template.toml").read_text("utf-8"))
