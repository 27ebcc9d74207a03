"""The cases of a reform: whole questions that are answered one way without it and another way under it.

``cases.yaml`` beside ``reform.toml`` has ``schema: reform-cases/1``; each case is one of ``cases/1`` with
``before`` and ``after`` in place of ``expect``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.book.load import facts_in
from licet.cases.read import Case, case_from, read_yaml
from licet.cases.run import run_case
from licet.decide.decide import Law, decide
from licet.errors import InputError, Place
from licet.record import record, replaced
from licet.transfer.build import Builder
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from licet.cases.run import Outcome
    from licet.reform.model import Reform

    Products = Mapping[str, Mapping[str, object]]

FILE = "cases.yaml"
SCHEMA = "reform-cases/1"
SIDES = ("before", "after")
Rates = tuple[tuple[str, str], ...]


@record
class Pair:
    """One question with what is expected without the reform and under it."""

    before: Case
    after: Case
    charges: tuple[Rates | None, Rates | None] = (None, None)
    """What money is owed on each side, by head and rate in percent; None where nothing is said of it."""

    @property
    def flips(self) -> bool:
        """Whether the two expectations differ."""
        return self.before.expect != self.after.expect or self.charges[0] != self.charges[1]


@record
class Tried:
    """A pair with what the engine made of it on each side."""

    pair: Pair
    before: Outcome
    after: Outcome
    owed: tuple[Rates, Rates]

    @property
    def wrong(self) -> Iterator[str]:
        """Each difference, in words."""
        for side, outcome in (("before", self.before), ("after", self.after)):
            for each in outcome.differences:
                yield f"{outcome.case.place}: {outcome.case.id}, {side} the reform: {each}"
        for side, wanted, found in zip(SIDES, self.pair.charges, self.owed, strict=True):
            if wanted is not None and wanted != found:
                case = self.pair.before
                yield f"{case.place}: {case.id}, {side} the reform: charges: expected {_rates(wanted)}, found {_rates(found)}"


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
    charges: list[Rates | None] = []
    for side in SIDES:
        one = type(data)({key: value for key, value in data.items() if key not in SIDES})
        one.line = getattr(data, "line", 1)  # type: ignore[attr-defined]
        one["expect"] = {key: value for key, value in data[side].items() if key != "charges"}
        owed = data[side].get("charges")
        if owed is not None and not isinstance(owed, dict):
            raise InputError(
                "charges are rates in percent by their heads: {revenue_share: '25'}", place
            )
        charges.append(None if owed is None else tuple(sorted(owed.items())))
        found.append(case_from(one, name))
    return Pair(found[0], found[1], (charges[0], charges[1]))


def _unasked(case: Case, facts: set[str]) -> Case:
    """A case without facts that the law before the reform does not ask."""

    def kept(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: kept(each) for key, each in value.items() if key not in facts}

    return replaced(case, transfer=kept(case.transfer)) if facts else case


def _rates(rates: Rates) -> str:
    return ", ".join(f"{head} {rate} %" for head, rate in rates) or "none"


def _owed(case: Case, law: Law, builder: Builder) -> Rates:
    """The money owed for certain, by head and rate."""
    day = date.fromisoformat(case.on)
    told = with_public_record(builder.transfer(case.transfer, case.place), law.book, day, day)
    found = decide(told, law, on=day, sovereigns=(case.law,)).answers
    charges = [each for answer in found for each in answer.charges if each.finding.truth is True]
    return tuple(sorted((each.terms["head"], each.terms["rate_pct"]) for each in charges))


def tried(reform: Reform, before: Law, after: Law, products: Products) -> Iterator[Tried]:
    """The cases of a reform, decided without it and under it; none where it has no file of them.

    ``products`` maps ids of the catalogue to facts.
    """
    file = reform.folder / FILE
    if not file.is_file():
        return
    sides = [(law, Builder(law.book, products)) for law in (before, after)]
    unknown = {fact.name for name, text in reform.facts for fact, _ in facts_in(text, name)}
    for read in read_pairs(file):
        pair = replaced(read, before=_unasked(read.before, unknown))
        outcomes = [run_case(c, *side) for c, side in zip((pair.before, pair.after), sides, strict=True)]  # fmt: skip
        asked = any(each is not None for each in pair.charges)
        owed = [_owed(pair.before, *side) if asked else () for side in sides]
        yield Tried(pair, outcomes[0], outcomes[1], (owed[0], owed[1]))
