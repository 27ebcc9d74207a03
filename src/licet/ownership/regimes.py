"""Ownership rules as the law files state them: tables whose name starts with ``ownership_``.

One table is one regime, one row its text over one span of time.  A row says

    owned      what catches: "shares >= 50", "voting > 50"; any one of them does
    control    "yes" where control by other means catches as well
    add_up     "together": holdings of all listed owners add up; "alone": each owner by itself;
               "open": each owner by itself for certain, all together for what cannot be excluded
    lists      the lists whose parties count as owners (EU-833-XIX counts EU-833-XIX.A too), or
    lists_of   the fact whose ``counts_lists`` says so
    provision  the provision whose text and pauses say when the rule binds; else from and to do
    spares     a country group: the rule does not speak of firms there
    strictest  review policies from the strictest down, those of one step in one text
    cases      "what it shows | L 50 % of A; A 50 % of P | certain", L listed and P the party asked
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.provision import IN_FORCE, NOT_DUE, Pause
from licet.errors import LawError, Place, UnknownName
from licet.ownership.model import SHARES, VOTING
from licet.ownership.shares import PERCENT
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook
    from licet.book.groups import Table

PREFIX = "ownership_"
READING = "ownership_reading"
"""The table of what we look for beside the rules: minority holdings, and who counts as a parent."""
TOGETHER, ALONE, OPEN = "together", "alone", "open"
NOT_IN_FORCE = "not_in_force"
_TEST = re.compile(rf"({SHARES}|{VOTING}) (>=|>) (\d+(?:\.\d+)?)")


@record
class Test:
    """One line that catches: what it is of, and the least number of parts that meets it."""

    of: str
    least: int
    text: str


@record
class Ruling:
    """One regime on one day: what it asks, and whether it binds.

    ``state`` is ``in_force``, ``suspended``, ``stale`` (by its text in force again, which nobody
    has confirmed) or ``not_in_force``; ``pause`` is the pause that decides it.
    """

    regime: str
    title: str
    sovereign: str
    tests: tuple[Test, ...]
    control: bool
    add_up: str
    lists: tuple[str, ...]
    state: str
    source: str
    confidence: str
    cite: tuple[tuple[str, str], ...]
    note: str = ""
    since: date | None = None
    pause: Pause | None = None
    spares: frozenset[str] = frozenset()
    strictest: tuple[tuple[str, ...], ...] = ()
    checked: date | None = None

    def counts(self, list_code: str) -> bool:
        """Whether parties on this list count as owners."""
        return any(
            list_code == each or list_code.startswith((f"{each}.", f"{each}-"))
            for each in self.lists
        )

    def strictness(self, policy: str) -> int:
        """How strict a review policy is, 0 the strictest; one that the law does not name stands with what is not told."""
        for step, names in enumerate(self.strictest):
            if policy in names:
                return step
        return next((step for step, names in enumerate(self.strictest) if "unstated" in names), 0)

    @property
    def asks(self) -> str:
        """What catches, in words.

        >>> Ruling(
        ...     "X",
        ...     "",
        ...     "",
        ...     (Test("shares", 0, "50 % or more of the shares"),),
        ...     True,
        ...     "together",
        ...     (),
        ...     "",
        ...     "",
        ...     "",
        ...     (),
        ... ).asks
        '50 % or more of the shares, or control'
        """
        parts = [each.text for each in self.tests] + (["control"] if self.control else [])
        return ", or ".join(parts)


@record
class Regime:
    """An ownership rule through time."""

    code: str
    title: str
    sovereign: str
    table: Table
    rows: tuple[dict[str, Any], ...]
    book: RuleBook

    @property
    def file(self) -> Place:
        """Where a person finds it."""
        return Place(f"law/{self.sovereign.lower()}/tables/{self.table.name}.toml")

    def on(self, day: date, known_on: date | None = None) -> Ruling | None:
        """The ruling whose text stands on ``day`` as known on ``known_on``; None before the first."""
        known = known_on or date.max
        for row in reversed(self.rows):
            if "provision" in row:
                version = self.book[str(row["provision"])].on(day, known)
                if version is None:
                    continue
                state, pause = version.state(day, known)
                return self._ruling(
                    day, row, NOT_IN_FORCE if state == NOT_DUE else state, pause, version.since,
                    version.confidence, version.checked, version.source,
                )  # fmt: skip
            since, to = row.get("from"), row.get("to")
            published = row.get("published") or since
            begun = (since is None or since <= day) and (published is None or published <= known)
            if begun and (to is None or day < to):
                return self._ruling(
                    day, row, IN_FORCE, None, since, str(row.get("confidence", self.table.confidence)),
                    self.table.checked, str(row.get("source", "")),
                )  # fmt: skip
        return None

    @property
    def first(self) -> Ruling:
        """The first ruling, as not yet in force: what the rule would reach on an earlier day."""
        row = self.rows[0]
        if "provision" in row:
            version = self.book[str(row["provision"])].versions[0]
            return self._ruling(version.since, row, NOT_IN_FORCE, None, version.since, version.confidence, version.checked, version.source)  # fmt: skip
        since = row["from"]
        return self._ruling(since, row, NOT_IN_FORCE, None, since, str(row.get("confidence", self.table.confidence)), self.table.checked, str(row.get("source", "")))  # fmt: skip

    def _ruling(  # noqa: PLR0917 - all of what a ruling is made of
        self,
        day: date,
        row: Mapping[str, Any],
        state: str,
        pause: Pause | None,
        since: date | None,
        confidence: str,
        checked: date,
        source: str,
    ) -> Ruling:
        spares: frozenset[str] = frozenset()
        if group := row.get("spares"):
            spares = self.book.groups[str(group)].on(day, date.max)
        return Ruling(
            self.code, self.title, self.sovereign, tuple(map(_test, _texts(row, "owned"))),
            row.get("control") == "yes", str(row["add_up"]), self._lists(row), state,
            source, confidence, self.table.cite, str(row.get("note", "")), since, pause, spares,
            tuple(tuple(each.split()) for each in _texts(row, "strictest")), checked,
        )  # fmt: skip

    def _lists(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        if "lists_of" in row:
            return tuple(self.book.facts[str(row["lists_of"])].counts_lists)
        return tuple(_texts(row, "lists"))

    def cases(self) -> tuple[tuple[dict[str, Any], str], ...]:
        """Every case of every row, with its row."""
        return tuple((row, each) for row in self.rows for each in _texts(row, "cases"))


def regimes(book: RuleBook) -> dict[str, Regime]:
    """Every ownership rule of the book by its code, such as ``BIS``.

    Raises ``LawError`` naming the table where a row cannot be read.
    """
    found: dict[str, Regime] = {}
    for name in sorted(book.tables):
        if not name.startswith(PREFIX) or name == READING:
            continue
        table = book.tables[name]
        rows = tuple(dict(row) for row in table.rows)
        codes = {str(row.get("regime", "")) for row in rows}
        if len(codes) != 1 or "" in codes:
            raise LawError("every row names the regime, and all the same one", _file(table))
        code = codes.pop()
        for row in rows:
            _whole(row, table, book)
        found[code] = Regime(code, table.title, table.sovereign, table, rows, book)
    return found


def regime(book: RuleBook, code: str) -> Regime:
    """One regime; ``UnknownName`` with those that there are."""
    known = regimes(book)
    if code not in known:
        raise UnknownName("ownership rule", code, known)
    return known[code]


@record
class Reading:
    """What we look for beside the rules, from the table ``ownership_reading``; parts of the whole."""

    parent_over: int
    minority_from: tuple[int, ...]
    note: str = ""


def reading(book: RuleBook) -> Reading:
    """Thresholds of flags and of parents; ``LawError`` where the book has none."""
    table = book.tables.get(READING)
    if table is None:
        raise LawError(f"the book has no table {READING}, which says what a parent is", None)
    parents = [_parts(row["pct"]) for row in table.rows if row.get("reads") == "parent_over"]
    minority = [_parts(row["pct"]) for row in table.rows if row.get("reads") == "minority_from"]
    if len(parents) != 1:
        raise LawError('one row reads "parent_over"', _file(table))
    return Reading(parents[0], tuple(sorted(minority)), table.note)


def _whole(row: dict[str, Any], table: Table, book: RuleBook) -> None:
    """Refuse a row that says too little, or what cannot be read."""
    at = _file(table)
    for key in ("owned", "cases"):
        if not _texts(row, key):
            raise LawError(f"a row lacks {key}", at)
    for text in _texts(row, "owned"):
        try:
            _test(text)
        except ValueError as error:
            raise LawError(str(error), at) from None
    if row.get("add_up") not in (TOGETHER, ALONE, OPEN):
        raise LawError(f"add_up is {TOGETHER}, {ALONE} or {OPEN}, not {row.get('add_up')!r}", at)
    if "lists" not in row and str(row.get("lists_of", "")) not in book.facts:
        raise LawError("a row names its lists, or the fact that does (lists_of)", at)
    if "provision" in row and str(row["provision"]) not in book.provisions:
        raise LawError(str(UnknownName("provision", str(row["provision"]), book.provisions)), at)
    if "provision" not in row and "from" not in row:
        raise LawError("a row has a day from which it binds, or a provision that has", at)
    if "spares" in row and str(row["spares"]) not in book.groups:
        raise LawError(str(UnknownName("country group", str(row["spares"]), book.groups)), at)


def _test(text: str) -> Test:
    found = _TEST.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no line of ownership; write it as 'shares >= 50'")
    of, sign, number = found[1], found[2], Decimal(found[3])
    words = f"{number} % or more" if sign == ">=" else f"more than {number} %"
    parts = _parts(number)
    return Test(
        of,
        parts if sign == ">=" else parts + 1,
        f"{words} of the {'votes' if of == VOTING else 'shares'}",
    )


def _parts(number: object) -> int:
    exact = Decimal(str(number)) * PERCENT
    return int(exact)


def _texts(row: Mapping[str, Any], key: str) -> list[str]:
    value = row.get(key, ())
    return [value] if isinstance(value, str) else [str(each) for each in value]


def _file(table: Table) -> Place:
    return Place(f"law/{table.sovereign.lower()}/tables/{table.name}.toml")
