"""A result in plain words, on two pages: the answers first, then what it rests on and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.assumptions.load import load_ledger
from licet.charts.picture import written
from licet.whatif.number import Number
from licet.whatif.result import Result, Swing
from licet.whatif.wording import plain_list, rough

if TYPE_CHECKING:
    from licet.assumptions.ledger import Ledger

_BILLION = 1e9
MAIN = 3
"""How many assumptions are told as the main ones."""
NAMES = {
    "flips": "What flips", "trade": "Trade and welfare", "short-run": "The first months",
    "revenue": "Revenue", "allies": "Allies", "compute": "Compute and self-sufficiency",
    "leakage": "Leakage",
}  # fmt: skip
"""Each part's heading."""
MORE = "Further on each"
READ = (
    "A number is the middle of many draws of the assumptions, with the range that nine draws of ten fall in. "
    "All of it holds under these assumptions alone."
)
END = (
    "These are numbers of models under stated assumptions: no forecast, and no legal advice. "
    "Licet shows evidence; a named officer determines. Its silence means nothing."
)


def memo(result: Result) -> str:
    """The memo as Markdown."""
    return "\n".join([*_lines(result), ""])


def _lines(result: Result) -> Iterator[str]:
    yield f"# {result.scenario['title']}"
    yield from ("", asked(result), "", READ)
    for head, lines in sections(result):
        yield from ("", f"## {head}", "")
        yield from (f"- {each}" for each in lines)
    yield from ("", END, "", stamped(result))


def asked(result: Result) -> str:
    """What was asked, in a sentence: both laws, the seed, how many draws, how far ahead."""
    told = result.scenario
    return f"The law of {_side(told['after'])}, held against the law of {_side(told['before'])}. {told['draws']:,} draws with seed {told['seed']}, to the end of {told['horizon']}."


def sections(result: Result) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every section with its lines: the answers, more on each part, what it rests on, what it cannot say."""
    leads = [f"**{NAMES.get(part.name, part.name)}.** {part.says[0]}" for part in result.parts if part.says and not part.missing]  # fmt: skip
    gaps = [f"**{NAMES.get(part.name, part.name)}.** Not run: {part.missing}" for part in result.parts if part.missing]  # fmt: skip
    if leads or gaps:
        yield "The answers", (*leads, *gaps)
    for part in result.parts:
        if len(part.says) > 1 and not part.missing:
            yield NAMES.get(part.name, part.name), part.says[1:]
    if mains := main_swings(result):
        yield "On what it rests most", tuple(_swung(each, result) for each in mains)
    if cannot := tuple(dict.fromkeys(each for part in result.parts for each in part.cannot)):
        yield "What it cannot say", cannot


def stamped(result: Result) -> str:
    """What the result rests on, by the first twelve signs of each hash."""
    stamp = result.stamp
    sets = ", ".join(f"{name} {digest[:12]}" for name, digest in sorted(stamp.data.items()))
    return f"law before {stamp.law_before[:12]} · law after {stamp.law_after[:12]} · assumptions {stamp.ledger[:12]} · code {stamp.code[:12]} · data: {sets or 'none'}"


def _side(side: dict[str, Any]) -> str:
    reforms = side["reforms"]
    with_them = f" with the reform {plain_list(map(str, reforms))}" if reforms else ""
    return f"{_day(str(side['on']))}{with_them}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B} {day.year}"


def _swung(swing: Swing, result: Result) -> str:
    number = result.explain(swing.number)
    ledger = _ledger()
    what, span = swing.assumption, ""
    if swing.assumption in ledger:
        held = ledger[swing.assumption]
        what = f"{held.what[:1].upper()}{held.what[1:]} ({swing.assumption})"
        span = f" ({_size(held.low)} to {_size(held.high)}{'' if held.unit == '1' else ' ' + held.unit})"
    return f"{what}: from one end of its range{span} to the other, {number.what} goes from {shown(swing.at_low, number.unit)} to {shown(swing.at_high, number.unit)}."


def _size(value: float) -> str:
    return f"{rough(value / _BILLION)} bn" if abs(value) >= _BILLION else rough(value)


@cache
def _ledger() -> Ledger:
    return load_ledger()


def main_swings(result: Result) -> list[Swing]:
    """The assumptions that move their number most, as a share of its own size; one line an assumption."""
    swings = [each for part in result.parts for each in part.swings]
    sizes = {each.id: abs(each.value) or 1.0 for each in result.numbers()}
    best: dict[str, Swing] = {}
    for each in sorted(swings, key=lambda one: -one.width / sizes.get(one.number, 1.0)):
        best.setdefault(each.assumption, each)
    return list(best.values())[:MAIN]


def said(number: Number) -> str:
    """A number in words with its interval.

    >>> said(Number("a", "welfare of China", -0.15, "%", -0.3, -0.05, "exact", "solved"))
    '-0.15 % (-0.3 to -0.05)'
    """
    if not number.drawn:
        return shown(number.value, number.unit)
    return f"{shown(number.value, number.unit)} ({written(number.low)} to {written(number.high)})"


def shown(value: float, unit: str) -> str:
    """A value with its unit; a pure number has none."""
    return f"{written(value)} {unit}" if unit not in ("", "1") else written(value)
