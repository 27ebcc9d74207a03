"""What goes from where to where, as ribbons between two columns (a Sankey diagram)."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Literal

from licet.charts.drawn import Size, data
from licet.charts.picture import Picture, sizes, written
from licet.charts.tones import marker
from licet.record import record

_STEPS, _GAP = 24, 0.03
_LETTER, _LINE = 9.0, 17
"""Pixels that a letter and a line of a name may take: the page's own letters may be wide."""


@record
class Ribbon:
    """An amount that goes from one name to another, in the tone of where it comes to."""

    before: str
    after: str
    amount: float
    tone: str = "calm"


def ribbons(flows: Sequence[Ribbon], *, unit: str, heads: tuple[str, str]) -> Picture:
    """Ribbons as wide as their amounts; names in the order in which they first come."""
    flows = [each for each in flows if each.amount > 0]
    left = _stacked(flows, [each.before for each in flows])
    right = _stacked(flows, [each.after for each in flows])

    def make(size: Size) -> Any:
        import altair as alt

        scale: dict[str, Any] = {
            "scale": alt.Scale(domain=[0, 1], reverse=True, nice=False),
            "axis": None,
        }
        across = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
        return alt.layer(
            alt.Chart(data(_drawn(flows, left, right))).mark_area(opacity=0.55).encode(
                across, alt.Y("low:Q", **scale), y2="high:Q", detail="flow:N",
                fill=alt.Fill("fill:N", scale=None),
            ),
            *_labels(left[1], "right", size), *_labels(right[1], "left", size),
        )  # fmt: skip

    names = max(len(left[1]), len(right[1]), 3)
    rows = tuple((each.before, each.after, written(each.amount)) for each in flows)
    high = 60 * names + 40
    return Picture(make, sizes(high, (210, 8, 210, 8), (104, 8, 104, 8)), (*heads, unit), rows)


Spans = dict[str, tuple[float, float]]


def _stacked(
    flows: Sequence[Ribbon], names: Sequence[str]
) -> tuple[list[tuple[float, float]], Spans]:
    """Where each flow lies on one side, from 0 to 1, and where each name does."""
    order = list(dict.fromkeys(names))
    whole = sum(each.amount for each in flows) or 1.0
    room = 1 - _GAP * (len(order) - 1)
    spans: Spans = {}
    at, lies = 0.0, [(0.0, 0.0)] * len(flows)
    for name in order:
        start = at
        for place, each in enumerate(flows):
            if names[place] == name:
                end = at + each.amount / whole * room
                lies[place] = (at, end)
                at = end
        spans[name] = (start, at)
        at += _GAP
    return lies, spans


def _drawn(flows: Sequence[Ribbon], left: Any, right: Any) -> list[dict[str, Any]]:
    rows = []
    for place, each in enumerate(flows):
        for step in range(_STEPS + 1):
            share = step / _STEPS
            bend = share * share * (3 - 2 * share)
            low, high = (
                left[0][place][end] + bend * (right[0][place][end] - left[0][place][end])
                for end in (0, 1)
            )
            rows.append({"x": share, "low": low, "high": high, "flow": place, "fill": marker(each.tone)})  # fmt: skip
    return rows


def _labels(spans: Spans, align: Literal["left", "right"], size: Size) -> list[Any]:
    """Each name beside its place, in as many lines as its margin wants."""
    import altair as alt

    x, shift = (0, -8) if align == "right" else (1, 8)
    found = []
    for name, (low, high) in spans.items():
        lines = wrap(name, max(8, int(size.pads[0] / _LETTER))) or [name]
        text = alt.Chart(data([{"x": x, "y": (low + high) / 2, "name": lines}])).mark_text(
            align=align, dx=shift, dy=-_LINE * (len(lines) - 1) / 2, lineHeight=_LINE, baseline="middle",
            color=marker("ink"),
        )  # fmt: skip
        found.append(text.encode(alt.X("x:Q"), alt.Y("y:Q"), text="name:N"))
    return found
