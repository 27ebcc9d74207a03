"""The cases of a reform: whole questions that are answered one way without it and another way under it.

``cases.yaml`` beside ``reform.toml`` has ``schema: reform-cases/1``; each case is one of ``cases/1`` with
``before`` and ``after`` in place of ``expect``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cases.read import Case, case_from, read_yaml
from licet.cases.run import run_case
from licet.errors import InputError, Place
from licet.record import record
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.cases.run import Outcome
    from licet.pack.store import Library
    from licet.reform.model import Reform

FILE = "cases.yaml"
SCHEMA = "reform-cases/1"
SIDES = ("before", "after")


@record
class Pair:
    """One question with what is expected without the reform and under it."""

    before: Case
    after: Case

    @property
    def flips(self) -> bool:
        """Whether the two expectations differ."""
        return self.before.expect != self.after.expect


@record
class Tried:
    """A pair with what the engine made of it on each side."""

    pair: Pair
    before: Outcome
    after: Outcome

    @property
    def wrong(self) -> Iterator[str]:
        """Each difference, in words."""
        for side, outcome in (("before", self.before), ("after", self.after)):
            for each in outcome.differences:
                yield f"{outcome.case.place}: {outcome.case.id}, {side} the reform: {each}"


def read_pairs(file: Path) -> tuple[Pair, ...]:
    """Every case of the file, in order; ``InputError`` with line for whatever is none."""
    data, name = read_yaml(file), str(file)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise InputError(f"the cases of a reform open with 'schema: {SCHEMA}'", Place(name, 1))
    cases = data.get("cases")
    if not isinstance(cases, list):
        raise InputError("a case file has a list of cases", Place(name, 1))
    return tuple(_pair(each, name) for each in cases)


def _pair(data: Any, name: str) -> Pair:
    if not isinstance(data, dict):
        raise InputError(f"a case is a mapping, not {str(data)[:60]!r}", Place(name))
    place = Place(name, getattr(data, "line", None))
    for side in SIDES:
        if not isinstance(data.get(side), dict):
            raise InputError(f"the case {data.get('id', '?')} lacks its {side}", place)
    found = []
    for side in SIDES:
        one = type(data)({key: value for key, value in data.items() if key not in SIDES})
        one.line = getattr(data, "line", 1)  # type: ignore[attr-defined]
        one["expect"] = data[side]
        found.append(case_from(one, name))
    return Pair(*found)


def tried(reform: Reform, before: Library, after: Library) -> Iterator[Tried]:
    """The cases of a reform, decided without it and under it; none where it has no file of them."""
    file = reform.folder / FILE
    if not file.is_file():
        return
    sides = [(each.whole, Builder(each.whole.book, each.products)) for each in (before, after)]
    for pair in read_pairs(file):
        outcomes = [run_case(c, *side) for c, side in zip((pair.before, pair.after), sides, strict=True)]  # fmt: skip
        yield Tried(pair, *outcomes)
