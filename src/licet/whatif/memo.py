"""A result in plain words, on two pages: what it says, on what it rests most, what it cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from licet.charts.picture import written
from licet.whatif.number import Number
from licet.whatif.result import Part, Result, Swing

MAIN = 3
"""How many assumptions are told as the main ones."""
NAMES = {
    "flips": "What flips", "trade": "Trade and welfare", "short-run": "The first months",
    "revenue": "Revenue", "allies": "Allies", "compute": "Compute and self-sufficiency",
    "leakage": "Leakage",
}  # fmt: skip
"""Each part's heading."""
END = (
    "These are numbers of models under stated assumptions: no forecast, and no legal advice. "
    "Licet shows evidence; a named officer determines. Its silence means nothing."
)


def memo(result: Result) -> str:
    """The memo as Markdown."""
    return "\n".join([*_lines(result), ""])


def _lines(result: Result) -> Iterator[str]:
    asked = result.scenario
    yield f"# {asked['title']}"
    yield ""
    yield f"Law of {_side(asked['after'])}, held against law of {_side(asked['before'])}. Seed {asked['seed']}, {asked['draws']:,} draws, to {asked['horizon']}."
    for part in result.parts:
        yield from _part(part)
    yield from _main(result)
    yield from _cannot(result.parts)
    yield ""
    yield END
    yield ""
    stamp = result.stamp
    sets = ", ".join(f"{name} {digest[:12]}" for name, digest in sorted(stamp.data.items()))
    yield f"law before {stamp.law_before[:12]} · law after {stamp.law_after[:12]} · assumptions {stamp.ledger[:12]} · code {stamp.code[:12]} · data: {sets or 'none'}"


def _side(side: dict[str, object]) -> str:
    reforms = side["reforms"]
    with_them = (
        f" with {', '.join(map(str, reforms))}" if isinstance(reforms, list) and reforms else ""
    )
    return f"{side['on']}{with_them}"


def _part(part: Part) -> Iterator[str]:
    yield ""
    yield f"## {NAMES.get(part.name, part.name)}"
    yield ""
    if part.missing:
        yield f"Not run: {part.missing}"
        return
    yield from (f"- {each}" for each in part.says)


def _main(result: Result) -> Iterator[str]:
    mains = main_swings(result)
    if not mains:
        return
    yield ""
    yield "## On what it rests most"
    yield ""
    for swing in mains:
        number = result.explain(swing.number)
        yield f"- {swing.assumption}: from one end of its range to the other, {number.what} goes from {shown(swing.at_low, number.unit)} to {shown(swing.at_high, number.unit)}."


def main_swings(result: Result) -> list[Swing]:
    """The assumptions that move their number most, as a share of its own size; one line an assumption."""
    swings = [each for part in result.parts for each in part.swings]
    sizes = {each.id: abs(each.value) or 1.0 for each in result.numbers()}
    best: dict[str, Swing] = {}
    for each in sorted(swings, key=lambda one: -one.width / sizes.get(one.number, 1.0)):
        best.setdefault(each.assumption, each)
    return list(best.values())[:MAIN]


def _cannot(parts: Sequence[Part]) -> Iterator[str]:
    told = list(dict.fromkeys(each for part in parts for each in part.cannot))
    if told:
        yield ""
        yield "## What it cannot say"
        yield ""
        yield from (f"- {each}" for each in told)


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


def listed(names: Iterable[str]) -> str:
    """Names in a row, the last after ``and``.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    told = list(names)
    return (
        told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}" if told else "none"
    )
