"""zen-engine: one decision graph, one expression node, facts as JSON, one transfer a call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl
import zen

from benchmarks.columns.rules import BIT, WORD, Writer
from benchmarks.columns.say import Dialect, filled, plain
from benchmarks.rivals.zen_rules import graph_of
from licet.columns.layout import cell
from licet.language.nodes import HasCode, OnList
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from benchmarks.columns.sets import Given


class Expressions(Dialect):
    """The expression language of zen: words in lists, listings as objects with their days."""

    def __init__(self, day: int) -> None:
        self.day = day

    def among(self, column: str, inside: frozenset[str], node: Any) -> Any:
        """The word in a column is one of these; codes and listings are looked through."""
        match node:
            case HasCode(_, code):
                return f"({code!r} in {{{column}}})"
            case OnList(name, footnote):
                note = "" if footnote is None else f" and {footnote} in entry.footnotes"
                return f"some({{{column}}} as entry, entry.list == {name!r} and entry.since <= {self.day}{note})"
        return f"({{{column}}} in [{', '.join(map(repr, sorted(inside)))}])" if inside else False

    def choose(self, branches: list[tuple[Any, str]], otherwise: str) -> Any:
        """The word of the first branch that holds."""
        text = repr(otherwise)
        for test, word in reversed(branches):
            text = f"({test} ? {word!r} : {text})"
        return text

    def line(self, sort: str, name: str, text: Any) -> Any:
        """A settled line is spelled out."""
        del sort, name
        return str(text).lower() if isinstance(text, bool) else text


class ByZen:
    """Compiled in advance, asked row by row."""

    name = "zen-engine, one row a call"
    left_out = "unknowns; all but bits, verdicts and status"

    def __init__(self, given: Given) -> None:
        day = int(f"{given.day:%Y%m%d}")
        lines = Writer(given, Expressions(day)).write()
        columns = set(given.columns)
        expressions = [
            (
                plain(each.name),
                filled(
                    each.text, lambda name: plain(name) if name in columns else f"$.{plain(name)}"
                ),
            )
            for each in lines
        ]
        self.wanted = {
            each.name: (plain(each.name), each.sort) for each in lines if each.sort in (BIT, WORD)
        }
        self.engine = zen.ZenEngine(
            {"loader": {"type": "static", "content": {"rules": graph_of(expressions)}}}
        )
        self.book, self.builder = given.book, Builder(given.book)

    def ready(self, frame: pl.DataFrame) -> list[bytes]:
        """Each row as JSON."""
        return [
            json.dumps(
                {plain(name): self._value(name, value) for name, value in row.items()}
            ).encode()
            for row in frame.iter_rows(named=True)
        ]

    def _value(self, name: str, value: Any) -> Any:
        fact = self.book.facts.get(name) or self.book.facts[name.partition(".")[2]]
        if fact.type == "codes":
            return cell(value, fact)
        if fact.type == "listings":
            return [
                {
                    "list": e.list,
                    "since": int(f"{e.since:%Y%m%d}"),
                    "footnotes": sorted(e.footnotes or ()),
                }
                for e in self.builder.listings(cell(value, fact))
                if e.since is not None
            ]
        return value

    def run(self, ready: list[bytes]) -> list[dict[str, Any]]:
        """All rows, one by one."""
        return [self.engine.evaluate("rules", facts)["result"] for facts in ready]

    def answers(self, found: list[dict[str, Any]]) -> pl.DataFrame:
        """The answers as columns, to be held to ours."""
        return pl.DataFrame({
            name if sort == WORD else f"holds.{name}": [each[known] for each in found]
            for name, (known, sort) in self.wanted.items()
        })  # fmt: skip
