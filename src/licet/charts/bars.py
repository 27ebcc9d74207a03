"""Lengths side by side, a bar a name."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.charts.clean import Link
from licet.charts.drawn import Drawn, Size, data, drawn
from licet.charts.tones import marker
from licet.facts.values import plain
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

_BAR = 40


@record
class Bar:
    """One bar: its name, its length, the tone of ``licet.charts.tones``, and where it leads."""

    name: str
    value: Decimal
    tone: str = "calm"
    href: str = ""


def bars(rows: Sequence[Bar], *, unit: str) -> Drawn:
    """The bars, longest as wide as the page; each name stands above its bar and its value behind it."""
    most = max((each.value for each in rows), default=Decimal(1)) or Decimal(1)
    links = [Link(each.href, f"{each.name}: {plain(each.value)} {unit}") for each in rows]
    table = tuple((each.name, f"{plain(each.value)} {unit}".strip()) for each in rows)

    def make(size: Size) -> Any:
        import altair as alt

        told = [
            {
                "x": 0, "x2": float(each.value), "y": _BAR * at + 18, "y2": _BAR * at + 34,
                "mid": _BAR * at + 26, "top": _BAR * at + 10, "fill": marker(each.tone),
                "name": f"@{at}", "label": each.name, "value": plain(each.value),
            }
            for at, each in enumerate(rows)
        ]  # fmt: skip
        x = alt.X("x:Q", scale=alt.Scale(domain=[0, float(most)], nice=False), axis=None)
        y: dict[str, Any] = {
            "scale": alt.Scale(domain=[0, size.inner[1]], reverse=True, nice=False),
            "axis": None,
        }
        base = alt.Chart(data(told))
        return alt.layer(
            base.mark_rect().encode(
                x, alt.Y("y:Q", **y), x2="x2:Q", y2="y2:Q", description="name:N",
                fill=alt.Fill("fill:N", scale=None),
            ),
            base.mark_text(align="left", color=marker("ink")).encode(
                x, alt.Y("top:Q", **y), text="label:N"
            ),
            base.mark_text(align="left", dx=6, color=marker("ink")).encode(
                alt.X("x2:Q"), alt.Y("mid:Q", **y), text="value:N"
            ),
        )  # fmt: skip

    high, pads = _BAR * max(len(rows), 1) + 8, (4, 4, 70, 4)
    sizes = (Size(1040, high, narrow=False, pads=pads), Size(350, high, narrow=True, pads=pads))
    return drawn(make, sizes, links, ("", unit), table)
