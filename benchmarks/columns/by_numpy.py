"""NumPy as one writes it by hand: arrays through straight-line code, each distinct test once.

Words are codes and a membership is a look into a table of yes and no.  Rows go by in chunks that
fit the cache; two threads take chunks in turn.  With unknowns each truth is a pair of arrays,
"surely yes" and "surely no".
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from benchmarks.columns.rules import BIT, WORD, Writer
from benchmarks.columns.say import Dialect, filled

if TYPE_CHECKING:
    from benchmarks.columns.sets import Given

CHUNK = 65_536
_OPPOSITE = {">=": "<", ">": "<=", "<": ">=", "<=": ">", "==": "!=", "!=": "=="}


class Straight(Dialect):
    """Truths as names of variables; each expression gets a variable the first time it is met."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self.texts = texts
        self.code: list[str] = []
        self.known: dict[str, str] = {}
        self.lines: dict[str, Any] = {}
        self.tables: list[Any] = []
        self.words: dict[str, list[str]] = {}

    def put(self, text: str) -> str:
        """The variable that holds an expression."""
        if text not in self.known:
            self.known[text] = f"v{len(self.known)}"
            self.code.append(f"{self.known[text]} = {text}")
        return self.known[text]

    def joined(self, parts: list[str], sign: str) -> str:
        """Arrays joined two by two, so that what several rules begin with is computed once."""
        found, *rest = parts
        for part in rest:
            found = self.put(f"{found} {sign} {part}")
        return found

    def all(self, parts: list[Any]) -> Any:
        """All hold."""
        return self.joined(parts, "&")

    def any(self, parts: list[Any]) -> Any:
        """At least one holds."""
        return self.joined(parts, "|")

    def no(self, part: Any) -> Any:
        """It does not hold."""
        return self.put(f"~{part}")

    def compare(self, left: Any, op: str, right: Any) -> Any:
        """Two numbers."""
        return self.put(f"{left} {op} {right}")

    math = compare

    def column(self, name: str, sort: str) -> Any:
        """A number or a yes or no that a column states."""
        del sort
        return self.put(f"c[{name!r}]")

    def table(self, column: str, inside: frozenset[str]) -> str:
        """Which codes of a column are among these words; the code behind the last is that of no word."""
        self.tables.append(np.array([*(text in inside for text in self.texts[column]), False]))
        return f"tables[{len(self.tables) - 1}]"

    def among(self, column: str, inside: frozenset[str], node: Any) -> Any:
        """The word in a column is one of these."""
        del node
        key = f"{column} {sorted(inside)}"
        if key not in self.known:
            self.known[key] = self.put(f"{self.table(column, inside)}[c[{column!r}]]")
        return self.known[key]

    def name(self, line: str) -> Any:
        """A line above."""
        return self.lines[line]

    def choose(self, branches: list[tuple[Any, str]], otherwise: str) -> Any:
        """The word of the first branch that surely holds, as a code."""
        every = list(dict.fromkeys([otherwise, *(word for _, word in branches)]))
        name = f"w{len(self.words)}"
        self.words[name] = every
        self.code.append(f"{name} = np.zeros(n, np.uint8)")
        self.code += [
            f"{name}[{self.yes(test)}] = {every.index(word)}" for test, word in reversed(branches)
        ]
        return name

    def yes(self, test: Any) -> Any:
        """The array of what surely holds."""
        return f"np.full(n, {test})" if isinstance(test, bool) else test

    def equals(self, line: str, word: str) -> Any:
        """A line of words is this word."""
        name = self.lines[line]
        return (
            self.put(f"{name} == {self.words[name].index(word)}")
            if word in self.words[name]
            else False
        )

    def line(self, sort: str, name: str, text: Any) -> Any:
        """Keep which variable a line is."""
        del sort
        self.lines[name] = self.whole(text) if isinstance(text, bool) else text
        return self.lines[name]

    def whole(self, value: bool) -> Any:
        """The same for all rows."""
        return self.put(f"np.full(n, {value})")


class Pairs(Straight):
    """The same with unknowns: a truth is a pair of variables, a number without value is NaN."""

    kleene = True

    def all(self, parts: list[Any]) -> Any:
        """All hold."""
        return self.joined([a for a, _ in parts], "&"), self.joined([b for _, b in parts], "|")

    def any(self, parts: list[Any]) -> Any:
        """At least one holds."""
        return self.joined([a for a, _ in parts], "|"), self.joined([b for _, b in parts], "&")

    def no(self, part: Any) -> Any:
        """It does not hold."""
        return part[::-1]

    def compare(self, left: Any, op: str, right: Any) -> Any:
        """Two numbers; no comparison with NaN holds."""
        yes, no = self.put(f"{left} {op} {right}"), self.put(f"{left} {_OPPOSITE[op]} {right}")
        if op in ("==", "!="):
            known = self.put(f"({left} == {left}) & ({right} == {right})")
            return self.put(f"{yes} & {known}"), self.put(f"{no} & {known}")
        return yes, no

    def math(self, left: Any, op: str, right: Any) -> Any:
        """A quantity of two."""
        return self.put(f"{left} {op} {right}")

    def column(self, name: str, sort: str) -> Any:
        """A number, or a pair."""
        if sort in ("number", "integer"):
            return self.put(f"c[{name!r}]")
        return self.put(f"c[{name!r}]"), self.put(f"c[{name + '?no'!r}]")

    def among(self, column: str, inside: frozenset[str], node: Any) -> Any:
        """The word in a column is one of these, or surely none."""
        return super().among(column, inside, node), super().among(
            column, frozenset(self.texts[column]) - inside, node
        )

    def yes(self, test: Any) -> Any:
        """The array of what surely holds."""
        return super().yes(test if isinstance(test, bool) else test[0])

    def equals(self, line: str, word: str) -> Any:
        """A line of words is this word."""
        found = super().equals(line, word)
        return found if isinstance(found, bool) else (found, self.put(f"~{found}"))

    def whole(self, value: bool) -> Any:
        """The same for all rows."""
        return super().whole(value), super().whole(not value)

    def sure(self, part: Any) -> Any:
        """It is certain that it holds."""
        return part if isinstance(part, bool) else (part[0], self.put(f"~{part[0]}"))

    def failed(self, part: Any) -> Any:
        """It is certain that it does not hold."""
        return not part if isinstance(part, bool) else (part[1], self.put(f"~{part[1]}"))

    def unknown(self, part: Any) -> Any:
        """It is open."""
        if isinstance(part, bool):
            return False
        known = self.put(f"{part[0]} | {part[1]}")
        return self.put(f"~{known}"), known

    def present(self, columns: list[str]) -> Any:
        """A party is named."""
        there = [self.put(f"there(c, {name!r})") for name in columns]
        return (found := self.joined(there, "|")), self.put(f"~{found}")

    def open_unless(self, column: str) -> Any:
        """Open, unless the column says that all parties are named."""
        never = self.put("np.zeros(n, bool)")
        return never, self.put(f"c[{column!r}]") if column else never

    def first(self, sources: list[Any]) -> Any:
        """The first of these that is not open."""
        found, *rest = [self.whole(each) if isinstance(each, bool) else each for each in sources]
        for other in rest:
            if isinstance(found, str):
                found = self.put(f"np.where({found} == {found}, {found}, {other})")
            else:
                still = self.unknown(found)[0]
                found = tuple(
                    self.put(f"{a} | ({b} & {still})") for a, b in zip(found, other, strict=True)
                )
        return found

    def unless(self, test: Any, value: Any) -> Any:
        """A number, open where the test surely holds."""
        return (
            value if isinstance(test, bool) else self.put(f"np.where({test[0]}, np.nan, {value})")
        )

    def closed(self, told: Any, *, numeric: bool) -> Any:
        """No, or a number below every line, where ``told`` is no; open otherwise."""
        if numeric:
            return self.put(f"np.where({told[1]}, -np.inf, np.nan)")
        return self.put("np.zeros(n, bool)"), told[1]


def there(columns: dict[str, Any], name: str) -> Any:
    """Where a column states something."""
    known = columns[name]
    if name + "?no" in columns:
        return known | columns[name + "?no"]
    return ~np.isnan(known) if known.dtype.kind == "f" else known != columns[name + "?last"]


class ByNumpy:
    """Straight-line NumPy over chunks, on one thread or more."""

    left_out = "all but bits, verdicts and status"

    def __init__(self, given: Given, *, threads: int = 1, unknowns: bool = False) -> None:
        self.threads, self.unknowns, self.texts = threads, unknowns, given.texts
        self.name = f"NumPy by hand, chunks{', two threads' if threads > 1 else ''}"
        say = (Pairs if unknowns else Straight)(given.texts)
        lines = Writer(given, say).write()
        self.bits = {each.name: each.text for each in lines if each.sort == BIT}
        self.verdicts = {each.name: each.text for each in lines if each.sort == WORD}
        self.words = {name: say.words[text] for name, text in self.verdicts.items()}
        flat = [each for text in self.bits.values() for each in (text if unknowns else (text,))]
        ends = ", ".join([*flat, *self.verdicts.values()])
        body = "\n    ".join([*say.code, f"return ({ends})"])
        made: dict[str, Any] = {"np": np, "tables": say.tables, "there": there}
        exec(compile(f"def run(c, n):\n    {body}", "<numpy>", "exec"), made)  # noqa: S102 - our own text
        self.code = filled(body, str)
        self._run = made["run"]

    def ready(self, frame: pl.DataFrame) -> dict[str, Any]:
        """The columns as arrays: what an engine is given before the clock starts."""
        found: dict[str, Any] = {}
        for series in frame:
            if series.dtype == pl.Boolean:
                found[series.name] = series.fill_null(value=False).to_numpy()
                if self.unknowns:
                    found[f"{series.name}?no"] = (~series).fill_null(value=False).to_numpy()
            elif series.dtype.is_numeric():
                found[series.name] = series.fill_null(float("nan")).to_numpy()
            else:
                every = self.texts[series.name]
                found[series.name] = codes_of(series, every)
                found[f"{series.name}?last"] = len(every)
        return found

    def run(self, ready: dict[str, Any]) -> list[Any]:
        """All answers: for each chunk its arrays."""
        count = len(next(each for each in ready.values() if not isinstance(each, int)))
        starts = range(0, count, CHUNK)

        def one(start: int) -> Any:
            part = {
                name: each if isinstance(each, int) else each[start : start + CHUNK]
                for name, each in ready.items()
            }
            return self._run(part, min(CHUNK, count - start))

        if self.threads == 1:
            return [one(start) for start in starts]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(one, starts))

    def answers(self, found: list[Any]) -> pl.DataFrame:
        """The answers as columns, to be held to ours."""
        arrays = [np.concatenate(each) for each in zip(*found, strict=True)]
        made: dict[str, Any] = {}
        step = 2 if self.unknowns else 1
        for place, name in enumerate(self.bits):
            yes = pl.Series(arrays[place * step])
            known = yes | pl.Series(arrays[place * 2 + 1]) if self.unknowns else pl.Series([True])
            made[f"holds.{name}"] = pl.select(pl.when(known).then(yes)).to_series()
        for place, name in enumerate(self.verdicts, len(self.bits) * step):
            made[name] = pl.Series([self.words[name][code] for code in arrays[place]])
        return pl.DataFrame(made)


def codes_of(series: pl.Series, every: list[str]) -> Any:
    """Words as codes in the order of ``every``; the code behind the last stands for no word."""
    codes = series.cast(pl.Enum(every)).to_physical().cast(pl.UInt32).fill_null(len(every))
    return codes.to_numpy().astype(np.uint8 if len(every) < 255 else np.uint16)
