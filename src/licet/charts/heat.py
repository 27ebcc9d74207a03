"""One number over two others, as a field of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from licet.charts.drawn import Size, data
from licet.charts.picture import Picture, sizes, written
from licet.charts.tones import marker
from licet.record import record

_DARK = 0.55


@record
class Cell:
    """A cell: its place across and upward, and its value; the tone is deeper where it is larger."""

    x: str
    y: str
    value: float


def heat(cells: Sequence[Cell], *, across: str, upward: str, unit: str) -> Picture:
    """Cells in the order in which their names first come, each with its value written in it."""
    low, high = (
        min((each.value for each in cells), default=0),
        max((each.value for each in cells), default=1),
    )
    span = (high - low) or 1.0
    told = [
        {"x": each.x, "y": each.y, "text": written(each.value), "deep": 0.08 + 0.87 * (each.value - low) / span,
         "ink": marker("paper" if (each.value - low) / span > _DARK else "ink")}
        for each in cells
    ]  # fmt: skip

    def make(size: Size) -> Any:
        import altair as alt

        x = alt.X("x:N", sort=None, title=across, axis=alt.Axis(labelAngle=0))
        y = alt.Y("y:N", sort=None, title=upward)
        base = alt.Chart(data(told))
        return alt.layer(
            base.mark_rect(color=marker("calm")).encode(x, y, opacity=alt.Opacity("deep:Q", scale=None)),
            base.mark_text(fontSize=11 if size.narrow else 13).encode(
                x, y, text="text:N", color=alt.Color("ink:N", scale=None)
            ),
        )  # fmt: skip

    tall = len(dict.fromkeys(each.y for each in cells))
    rows = tuple((each.x, each.y, written(each.value)) for each in cells)
    return Picture(make, sizes(42 * max(tall, 1) + 70, (96, 8, 16, 56), (70, 8, 8, 56)), (across, upward, unit), rows)  # fmt: skip
