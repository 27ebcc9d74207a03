"""common-expression-language (CEL in Rust): one program a day, compiled in advance.

CEL has no names within an expression, so the rules stand in stages: each stage is a map that
the comprehension ``[{...}].map(s0, ...)`` gives a name, and later stages read it.
"""

from __future__ import annotations

import re
from typing import Any

import cel

from benchmarks.rivals.columns import Columns
from benchmarks.rivals.rules import Dialect, day_of_set, lines_for
from benchmarks.rivals.sample import DAYS, Case

_NAME = re.compile(r"\{(\w+)\}")


class _Cel(Dialect):
    def both(self, *tests: str) -> str:
        return "(" + " && ".join(tests) + ")"

    def either(self, *tests: str) -> str:
        return "(" + " || ".join(tests) + ")"

    def no(self, test: str) -> str:
        return f"!({test})"

    def some_party(self, test: str) -> str:
        return f"parties.exists(party, {test})"

    def some_entry(self, test: str) -> str:
        return f"party.lists.exists(entry, {test})"


def stages(place: int) -> list[list[tuple[str, str]]]:
    """The rules of one day in as few stages as their references allow."""
    stage_of: dict[str, int] = {}
    found: list[list[tuple[str, str]]] = []
    for name, text in lines_for(place, _Cel()):
        stage = 1 + max((stage_of[each] for each in _NAME.findall(text)), default=-1)
        stage_of[name] = stage
        if stage == len(found):
            found.append([])
        found[stage].append((name, _NAME.sub(lambda m: f"s{stage_of[m[1]]}.{m[1]}", text)))
    return found


def program(place: int) -> str:
    """All stages as one expression, whose value is the list of them."""
    every = stages(place)
    text = "[" + ", ".join(f"s{stage}" for stage in range(len(every))) + "]"
    for stage in reversed(range(len(every))):
        entries = ", ".join(f"'{name}': {rule}" for name, rule in every[stage])
        text = f"[{{{entries}}}].map(s{stage}, {text})[0]"
    return text


class Cel:
    """Facts go in as a prepared ``Context``."""

    name = "common-expression-language"
    package = "common-expression-language"
    lacks = "unknowns, dates of law, citations, any account of what decided"

    def __init__(self) -> None:
        self.programs = [cel.compile(program(place)) for place in range(len(DAYS))]

    def prepare(self, case: Case) -> tuple[Any, Any]:
        """The program of the day, and the facts."""
        return self.programs[day_of_set(case)], cel.Context(variables=case.facts)

    def run(self, prepared: tuple[Any, Any]) -> list[dict[str, Any]]:
        """One decision."""
        found: list[dict[str, Any]] = prepared[0].execute(prepared[1])
        return found

    def columns(self, answer: list[dict[str, Any]]) -> Columns:
        """The stages as one."""
        return {name: value for stage in answer for name, value in stage.items()}
