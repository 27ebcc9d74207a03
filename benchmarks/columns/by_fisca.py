"""OpenFisca-core: a variable a provision, formulas over arrays, inputs set in advance.

Written as its authors write: one vector formula a variable, no branches, words as numbers, tables
of yes and no for groups and lists, parties as members of a transfer.  A second line lays the three
parties flat beside the transfer, which spares it the sums over members.  Words of answers are
numbers in both, which spares arrays of texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.columns.by_numpy import codes_of
from benchmarks.columns.rows import PARTIES
from benchmarks.columns.rules import BIT, NUMBER, WORD, Writer
from benchmarks.columns.say import PLACE, Dialect, filled, plain

if TYPE_CHECKING:
    from benchmarks.columns.sets import Given

_VALUES = {"number": float, "integer": float, "boolean": bool}
_SORTS: dict[str, type] = {WORD: int, NUMBER: float}


def _named(column: str) -> str:
    return plain(column.replace("*", "party."))


def _read(name: str) -> str:
    return f'{"t.members" if name.startswith("*") else "t"}("{_named(name)}", p)'


class Formulas(Dialect):
    """Bodies of formulas: ``t`` is the transfer, ``p`` the period."""

    conjunction, disjunction = " & ", " | "

    def __init__(self, texts: dict[str, list[str]], *, members: bool) -> None:
        self.texts, self.members = texts, members
        self.tables: list[Any] = []
        self.words: dict[str, list[str]] = {}
        self._chosen: list[str] = []

    def no(self, part: Any) -> Any:
        """It does not hold."""
        return f"~{part}"

    def among(self, column: str, inside: frozenset[str], node: Any) -> Any:
        """The word in a column is one of these."""
        del node
        self.tables.append(np.array([text in inside for text in self.texts[column]]))
        return f"tables[{len(self.tables) - 1}][{{{column}}}]"

    def some_member(self, test: Any, labels: list[str]) -> Any:
        """Some member of the transfer meets the test."""
        if isinstance(test, bool):
            return test
        inside = PLACE.sub(lambda found: f"{{*{found[1].partition('.')[2]}}}", test)
        if len(labels) < len(PARTIES):
            self.tables.append(np.array([label in labels for label in PARTIES]))
            inside = f"{inside} & tables[{len(self.tables) - 1}][{{*role}}]"
        return f"t.any({inside})"

    def choose(self, branches: list[tuple[Any, str]], otherwise: str) -> Any:
        """The word of the first branch that holds, as a number."""
        self._chosen = list(dict.fromkeys([otherwise, *(word for _, word in branches)]))
        text = "0"
        for test, word in reversed(branches):
            text = f"np.where({test}, {self._chosen.index(word)}, {text})"
        return text

    def equals(self, line: str, word: str) -> Any:
        """A line of words is this word."""
        known = self.words[line]
        return f"({{{line}}} == {known.index(word)})" if word in known else False

    def line(self, sort: str, name: str, text: Any) -> Any:
        """Keep what the numbers of a line of words stand for."""
        if sort == WORD:
            self.words[name] = self._chosen
        return f"np.full(t.count, {text})" if isinstance(text, bool) else text


class ByFisca:
    """A simulation of all rows; each run calculates every variable anew."""

    left_out = "unknowns; all but bits, verdicts and status"

    def __init__(self, given: Given, *, members: bool = True) -> None:
        self.name = f"OpenFisca-core{'' if members else ', parties laid flat'}"
        self.texts, self.members = given.texts, members
        say = Formulas(given.texts, members=members)
        lines = Writer(given, say).write()
        self.words = say.words
        self.wanted = {each.name: plain(each.name) for each in lines if each.sort in (BIT, WORD)}
        self.party = build_entity(key="party", plural="parties", label="A party", is_person=True)
        self.transfer = build_entity(
            key="transfer", plural="transfers", label="A transfer",
            roles=[{"key": "member", "plural": "members", "label": "A party to it"}],
        )  # fmt: skip
        self.system = TaxBenefitSystem([self.party, self.transfer])
        for column in dict.fromkeys(self._place(each)[1] for each in given.columns):
            fact = (
                given.book.facts.get(column.lstrip("*"))
                or given.book.facts[column.partition(".")[2]]
            )
            self._add(self._of(column), _named(column), _VALUES.get(fact.type, int))
        self._add(self.party, _named("*role"), int)
        scope = {"np": np, "tables": say.tables}
        for each in lines:
            body = filled(each.text, _read)
            formula = eval(f"lambda t, p: {body}", scope)  # noqa: S307 - our own text
            self._add(self.transfer, plain(each.name), _SORTS.get(each.sort, bool), formula)
        self.when = period(given.day.isoformat())

    def _place(self, column: str) -> tuple[int, str]:
        """Whose column it is: a party's by its number, marked with a star, or the transfer's."""
        party, _, fact = column.partition(".")
        known = self.members and party in PARTIES
        return (PARTIES.index(party), f"*{fact}") if known else (0, column)

    def _of(self, column: str) -> Any:
        return self.party if column.startswith("*") else self.transfer

    def _add(self, entity: Any, name: str, kind: type, formula: Any = None) -> None:
        body: dict[str, Any] = {
            "value_type": kind, "entity": entity, "definition_period": DateUnit.DAY, "label": name,
        }  # fmt: skip
        if formula is not None:
            body["formula"] = formula
        self.system.add_variable(type(name, (Variable,), body))

    def ready(self, frame: pl.DataFrame) -> dict[str, Any]:
        """Inputs as the arrays that a simulation takes in; of members, all of a transfer side by side."""
        found: dict[str, Any] = {}
        for each in frame:
            number, name = self._place(each.name)
            texts = self.texts.get(each.name)
            values = each.to_numpy() if texts is None else codes_of(each, texts).astype(np.int32)
            if name.startswith("*"):
                whole = found.setdefault(
                    _named(name), np.zeros(len(frame) * len(PARTIES), values.dtype)
                )
                whole[number :: len(PARTIES)] = values
            else:
                found[_named(name)] = values
        found[_named("*role")] = np.tile(np.arange(len(PARTIES), dtype=np.int32), len(frame))
        return found

    def begin(self, ready: dict[str, Any]) -> Any:
        """A simulation with its inputs set: before the clock starts."""
        members = len(ready[_named("*role")])
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("party", range(members))
        group = builder.declare_entity("transfer", range(members // len(PARTIES)))
        builder.join_with_persons(group, np.arange(members) // len(PARTIES), ["member"] * members)
        made = builder.build(self.system)
        for name, values in ready.items():
            made.set_input(name, self.when, values)
        return made

    def run(self, simulation: Any) -> dict[str, Any]:
        """Every answer."""
        return {name: simulation.calculate(known, self.when) for name, known in self.wanted.items()}

    def answers(self, found: dict[str, Any]) -> pl.DataFrame:
        """The answers as columns, to be held to ours."""
        return pl.DataFrame({
            name if name in self.words else f"holds.{name}":
            pl.Series([self.words[name][code] for code in values]) if name in self.words else pl.Series(values)
            for name, values in found.items()
        })  # fmt: skip
