"""The page that says what each column is: what it offers, and the mapping that comes back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.batch.guessing import bare_name
from licet.batch.mapping import Mapping, guess, read_text
from licet.batch.meaning import IGNORED, Meaning, fact_of
from licet.batch.template import asked
from licet.columns.layout import column_of
from licet.desk.batches.kept import Column
from licet.errors import InputError
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping as Mapped
    from collections.abc import Sequence

    from starlette.datastructures import FormData

    from licet.book.book import RuleBook
    from licet.desk.batches.kept import Batch
    from licet.pack.store import Library

CONSTANTS = ("from", "to", "kind", "item_kind", "end_user.headquarters", "no_knowledge_beyond_stated")  # fmt: skip
"""What the page offers to say for every row at once; ``from`` and ``to`` as people call them."""
MORE = 3
"""Lines for columns that say something which the choices do not name."""
_LONGEST_CELL = 60


@record
class Choice:
    """One meaning that a column may be given: its name, its words, the group it is offered in."""

    name: str
    label: str
    group: str


@record
class Line:
    """One column on the page: its header, two cells, its meaning, what is wrong with what was typed.

    ``as_guessed`` says that the meaning is the guess; ``missing`` are meanings that the choices lack.
    """

    number: int
    header: str
    cells: tuple[str, ...]
    meaning: Meaning
    as_guessed: bool
    missing: tuple[Choice, ...] = ()
    error: str = ""


def choices(book: RuleBook) -> tuple[Choice, ...]:
    """The meanings that are offered: the columns of the template."""
    return tuple(Choice(each.name, words_of(each.name, book), each.group) for each in asked(book))


def words_of(column: str, book: RuleBook) -> str:
    """A column in words: ``end_user.country`` as ``end user: country``; numbers with their unit."""
    party, point, inner = column.rpartition(".")
    fact = fact_of(column, book)
    named = inner if fact is None or fact.owner == "party" or party == "exporter" else fact.name
    said = (
        bare_name(fact)
        if fact is not None and named == fact.name
        else named.replace("_", " ").replace(".", ": ")
    )
    unit = f" ({fact.unit})" if fact is not None and fact.numeric and fact.unit else ""
    own = point and named == inner
    return f"{party.replace('_', ' ')}: {said}{unit}" if own else f"{said}{unit}"


def guessed(
    headers: Sequence[str], samples: Mapped[str, Sequence[object]], library: Library
) -> tuple[Column, ...]:
    """The columns of a file with two cells and a guess each."""
    return tuple(
        Column(each.header, tuple(str(cell)[:_LONGEST_CELL] for cell in samples.get(each.header, ())[:2]), each)
        for each in guess(headers, samples, library.law.book, library.catalogue).columns
    )  # fmt: skip


def lines(
    batch: Batch, typed: Mapped[str, str], errors: Mapped[str, str], book: RuleBook
) -> tuple[Line, ...]:
    """The columns as the page shows them: as was typed, else as was said before, else as guessed."""
    offered = {each.name for each in choices(book)}
    kept = {e.header: e for e in read_text(batch.mapping, book).columns} if batch.mapping else {}
    found = []
    for number, each in enumerate(batch.columns):
        before = kept.get(each.header, each.guess)
        column = typed.get(f"column.{number}", before.column)
        column = "" if column == IGNORED else column
        shown = replaced(each.guess, column=column, unit=typed.get(f"unit.{number}", before.unit))
        missing = tuple(
            Choice(name, words_of(name, book), "")
            for name in dict.fromkeys((shown.column, each.guess.perhaps))
            if name and name not in offered and column_of(name, book) is not None
        )
        wrong = errors.get(f"column.{number}", "")
        found.append(Line(number, each.header, each.cells, shown, column == each.guess.column, missing, wrong))  # fmt: skip
    return tuple(found)


def typed_of(form: FormData, batch: Batch) -> dict[str, str]:
    """What was typed, by the names of the fields."""
    names = [f"{what}.{number}" for number in range(len(batch.columns)) for what in ("column", "unit")]  # fmt: skip
    names += [f"{what}.{number}" for number in range(MORE) for what in ("more", "fact", "in")]
    names += [f"set.{name}" for name in CONSTANTS]
    return {name: str(form.get(name) or "").strip() for name in (*names, "on", "compare")}


def said(typed: Mapped[str, str], batch: Batch, book: RuleBook) -> tuple[Mapping, dict[str, str]]:
    """The mapping that was typed, and what is wrong with it by field."""
    mapping = Mapping(tuple(Meaning(each.header) for each in batch.columns), {}, book)
    errors: dict[str, str] = {}
    places = [(e.header, typed.get(f"column.{n}", ""), typed.get(f"unit.{n}", ""), f"column.{n}") for n, e in enumerate(batch.columns)]  # fmt: skip
    for number in range(MORE):
        header, fact = typed.get(f"more.{number}", ""), typed.get(f"fact.{number}", "")
        if header and fact:
            places.append((header, fact, typed.get(f"in.{number}", ""), f"fact.{number}"))
        elif fact:
            errors[f"more.{number}"] = f"Say which column {fact} stands in."
    for header, column, unit, field in places:
        try:
            mapping = mapping.changed(header, column, unit)
        except InputError as error:
            errors[field] = str(error)
    constants: dict[str, str] = {}
    for name in CONSTANTS:
        text = typed.get(f"set.{name}", "")
        if not text:
            continue
        try:
            mapping.setting({name: text})
            constants[name] = text
        except InputError as error:
            errors[f"set.{name}"] = str(error)
    if not errors and not mapping.taken:
        errors["column.0" if batch.columns else "file"] = "No column says anything that the law asks. Say for at least one what it is."  # fmt: skip
    return mapping.setting(constants), errors


def offered(book: RuleBook) -> dict[str, Any]:
    """What the page needs beside the columns: choices by group, countries, kinds."""
    groups: dict[str, list[Choice]] = {}
    for each in choices(book):
        groups.setdefault(each.group, []).append(each)
    return {
        "groups": groups,
        "countries": sorted(book.facts.countries.items(), key=lambda each: each[1]),
        "kinds": book.facts["kind"].choices,
        "item_kinds": book.facts["item_kind"].choices,
        "facts": [each.name for each in book.facts],
    }
