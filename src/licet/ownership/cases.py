"""The cases that ownership rules carry, run: ``what it shows | stakes | what must be found of P``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from licet.book.provision import IN_FORCE
from licet.errors import LawError
from licet.ownership.graph import graph_of
from licet.ownership.judge import FOUND, judge
from licet.ownership.model import CONTROL, OTHER, SHARES, VOTING, Listed, Stake
from licet.ownership.regimes import regimes
from licet.ownership.shares import read_share
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.ownership.regimes import Regime

_CONTROLS = re.compile(r"(\w+) controls (\w+)")
_HOLDS = re.compile(r"(\w+) (\S.*?) % of (?:(the votes|something) of )?(\w+)")
_OF = {None: SHARES, "the votes": VOTING, "something": OTHER}


@record
class Ran:
    """One case of one rule: what it expects and what the rule finds."""

    regime: str
    name: str
    stakes: str
    day: date
    expected: str
    found: str


def stakes_of_text(text: str) -> list[Stake]:
    """Stakes as a case writes them.

    >>> stakes_of_text("L 50 % of A; A 60 % of the votes of P")[1].interest
    'voting'

    Raises ``ValueError`` saying what was wanted.
    """
    return [_stake(each.strip()) for each in text.split(";")]


def run_cases(book: RuleBook) -> Iterator[Ran]:
    """Every case of every ownership rule, on the first day of its row.

    Raises ``LawError`` with the file where a case cannot be read.
    """
    for regime in regimes(book).values():
        for row, text in regime.cases():
            yield _run(regime, row, text)


def _run(regime: Regime, row: dict[str, object], text: str) -> Ran:
    name, stakes, expected = _parts(text, regime)
    day = row.get("from")
    if not isinstance(day, date):
        day = regime.book[str(row["provision"])].versions[0].since
    ruling = regime.on(day)
    if ruling is None:
        raise LawError(f"no text of {regime.code} stands on {day}", regime.file)
    # A country group that the rule spares concerns no letter of a case.
    ruling = replaced(ruling, state=IN_FORCE)
    try:
        graph = graph_of([], stakes_of_text(stakes))
    except ValueError as error:
        raise LawError(f"the case {name!r}: {error}", regime.file) from None
    listed = [Listed(key, ruling.lists[0]) for key in graph.nodes if key.startswith("L")]
    found = judge(graph.on(day), listed, ruling, day).found("P")
    return Ran(regime.code, name, stakes, day, expected, found)


def _parts(text: str, regime: Regime) -> tuple[str, str, str]:
    parts = [each.strip() for each in text.split("|")]
    if len(parts) != 3 or parts[2] not in FOUND:  # noqa: PLR2004 - name, stakes, finding
        raise LawError(
            f"{text!r} is no case; write it as 'exactly half | L 50 % of P | certain', with one of {', '.join(FOUND)}",
            regime.file,
        )
    return parts[0], parts[1], parts[2]


def _stake(text: str) -> Stake:
    if found := _CONTROLS.fullmatch(text):
        return Stake(found[1], found[2], CONTROL)
    if held := _HOLDS.fullmatch(text):
        return Stake(held[1], held[4], _OF[held[3]], read_share(held[2]))
    raise ValueError(
        f"{text!r} is no stake; write it as 'L 50 % of P', 'L 51 % of the votes of P' or 'L controls P'"
    )
