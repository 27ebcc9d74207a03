"""A column of words in SQL: a table from each text to the bits of the tests that it passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.columns.sources import Filled, Known, Mapped, Test
from licet.columns.sql.faults import BY_ITSELF, NOT_A_WORD, NOT_PLAIN, told
from licet.columns.sql.spelling import WORDS, bits, double, string
from licet.columns.sql.table import UNREAD
from licet.facts.values import Interval
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from decimal import Decimal

    from licet.columns.layout import Column
    from licet.columns.reading import Texts


@record
class Among:
    """Whether a cell of a column is among some of its words: ``pattern`` has a bit for each."""

    column: str
    pattern: int


class Lexicon:
    """The words of one column, ``alias`` in the SQL, and what each of them comes to.

    An empty cell, where the column may have one, says nothing.
    """

    def __init__(
        self, column: Column, alias: str, cell: str, words: Iterable[str], told_: Texts
    ) -> None:
        self.column = column
        self.alias = alias
        self.cell = cell
        """The cell as the text that is looked up."""
        self.words = tuple(dict.fromkeys(each for each in words if each))
        said = told_.told((*self.words, ""))
        self._says = dict(zip(self.words, said.says.tolist(), strict=False))
        self._faults = dict(zip(self.words, said.faults, strict=False)) if said.faults else {}
        self.vague = bool(said.vague)
        self._patterns: dict[Hashable, int] = {}
        self._bits: dict[int, int] = {}
        self._numbers: dict[Mapped, tuple[Any, ...]] = {}
        self.more: dict[str, Mapping[str, str | None]] = {}
        """Further columns of the table by the ending of their name: a text, or none, of each word."""

    def says(self, word: str) -> bool:
        """Whether a word says something."""
        return bool(self._says[word])

    # -- questions -----------------------------------------------------------------------

    def answer(self, key: Test | Known | Filled) -> bool | Among:
        """A question to the column as membership of its words; False where no word passes."""
        if key not in self._patterns:
            self._patterns[key] = self._pattern(key)
        pattern = self._patterns[key]
        return Among(self.column.name, pattern) if pattern else False

    def _pattern(self, key: Test | Known | Filled) -> int:
        match key:
            case Test(_, test, may):
                passes: Callable[[str], bool] = lambda text: (truth := test.does(text)) is True or (may and truth is None)  # noqa: E731  # fmt: skip
            case _:
                passes = lambda _: True  # noqa: E731
        if isinstance(key, Filled):
            found = (True for _ in self.words)
        else:
            found = (self.says(each) and passes(each) for each in self.words)
        return sum(1 << at for at, held in enumerate(found) if held)

    def condition(self, asked: Among) -> str:
        """The expression for a question, over the columns that the table gives."""
        at = self._bits.setdefault(asked.pattern, len(self._bits))
        return f"({self.alias}m{at // WORDS} & {bits(1 << at % WORDS)}) <> 0"

    def number(self, mapped: Mapped) -> str:
        """The column of the numbers that the words stand for."""
        if mapped not in self._numbers:
            read = mapped.reads.does
            self._numbers[mapped] = tuple(read(e) if self.says(e) else None for e in self.words)  # fmt: skip
        return f"{self.alias}n{list(self._numbers).index(mapped)}"

    # -- SQL -----------------------------------------------------------------------------

    @property
    def few(self) -> bool:
        """Whether the words are so few that cases serve better than a table: DuckDB is slow to plan scores of joins."""
        return len(self.words) <= _FEW

    def cases(self) -> list[tuple[str, str]]:
        """What the table would give, as expressions over the cell."""
        cell, heads = f"{self.alias}c", (f"{self.alias}t", f"{self.alias}f", *self.columns)
        rows = self.rows()
        if not rows:
            numbers = {f"{self.alias}n{at}" for at in range(len(self._numbers))}
            return [(e, "NULL::DOUBLE" if e in numbers else "NULL::VARCHAR") for e in heads]
        found = []
        for at, head in enumerate(heads):
            if len({row[at] for row in rows}) == 1 and rows[0][at] == "NULL::VARCHAR":
                found.append((head, "NULL::VARCHAR"))
                continue
            when = " ".join(f"WHEN {row[0]} THEN {row[at]}" for row in rows)
            found.append((head, f"CASE {cell} {when} END"))
        return found

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the table gives, behind the text and its fault."""
        masks = (f"{self.alias}m{at}" for at in range(-(-len(self._bits) // WORDS)))
        numbers = (f"{self.alias}n{at}" for at in range(len(self._numbers)))
        return (*masks, *numbers, *(f"{self.alias}{each}" for each in self.more))

    def rows(self) -> list[list[str]]:
        """What each word comes to: the text, its fault, and the columns behind."""
        return [self._row(at, text) for at, text in enumerate(self.words)]

    def table(self) -> tuple[str, str, str]:
        """The table's name, its columns and its rows."""
        heads = ", ".join((f"{self.alias}t", f"{self.alias}f", *self.columns))
        return (
            f"w{self.alias}",
            heads,
            "VALUES\n  " + ",\n  ".join(f"({', '.join(row)})" for row in self.rows()),
        )

    def _row(self, at: int, text: str) -> list[str]:
        masks = [0] * -(-len(self._bits) // WORDS)
        for pattern, bit in self._bits.items():
            masks[bit // WORDS] |= (pattern >> at & 1) << bit % WORDS
        numbers = [_figure(each[at]) for each in self._numbers.values()]
        fault = string(self._fault(at, text))
        more = (string(each[text]) for each in self.more.values())
        return [string(text), fault, *map(bits, masks), *numbers, *more]

    def _fault(self, at: int, text: str) -> str | None:
        if found := self._faults.get(text):
            return found
        if any(isinstance(each[at], Interval) for each in self._numbers.values()):
            return f"{self.column.name}: {text!r} has a range for a figure; {BY_ITSELF}"
        return None

    def fault(self) -> str:
        """What is wrong with the cell, NULL where nothing is."""
        cell, of = f"{self.alias}c", self.column.name
        unread = f"WHEN {cell} = '{UNREAD}' THEN {told(of, cell, NOT_PLAIN)} " if UNREAD in self.cell else ""  # fmt: skip
        missing = f"CASE {unread}WHEN {cell} <> '' THEN {told(of, cell, NOT_A_WORD)} END"
        return f"CASE WHEN {self.alias}t IS NULL THEN {missing} ELSE {self.alias}f END"


_FEW = 8


def _figure(value: Decimal | Interval | None) -> str:
    return "NULL::DOUBLE" if value is None or isinstance(value, Interval) else double(float(value))
