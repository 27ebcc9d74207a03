"""Numbers through time: fans of what may be, and areas that add up."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import Any

from licet.charts.drawn import Size, data
from licet.charts.picture import SERIES, Picture, sizes, written
from licet.charts.tones import marker
from licet.record import record

_TICKS, _LINE = 12, 0.055
"""Most values that each get a tick; height of a line of text as a share of the plot."""
_HIGH, _PADS, _NARROW = 380, (72, 16, 170, 44), (54, 16, 96, 44)


@record
class Course:
    """One series: at each of ``at`` (years, shares, levels of one thing) a middle, and a low and a high end."""

    name: str
    at: tuple[float, ...]
    middle: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    tone: str = ""


def fan(courses: Sequence[Course], *, across: str, unit: str, log: bool = False) -> Picture:
    """A line a series, with its band; each named at its end. ``log``: the upright axis in powers."""
    told: list[dict[str, Any]] = [
        {"x": x, "value": each.middle[at], "low": (each.low or each.middle)[at],
         "high": (each.high or each.middle)[at], "name": each.name, "fill": marker(_tone(each, place))}
        for place, each in enumerate(courses) for at, x in enumerate(each.at)
    ]  # fmt: skip

    def make(size: Size) -> Any:
        import altair as alt

        y: dict[str, Any] = {
            "scale": alt.Scale(type="log" if log else "linear", zero=False),
            "title": unit,
        }
        base = alt.Chart(data(told))
        fill = alt.Fill("fill:N", scale=None)
        return alt.layer(
            base.mark_area(opacity=0.16).encode(
                _x(told, across), alt.Y("low:Q", **y), y2="high:Q", fill=fill, detail="name:N"
            ),
            base.mark_line(strokeWidth=2.5).encode(
                _x(told, across), alt.Y("value:Q", **y), stroke=alt.Stroke("fill:N", scale=None), detail="name:N"
            ),
            _names(told, "value", size, log=log),
        )  # fmt: skip

    heads = ("", across, unit, "5 %", "95 %")
    rows = tuple(
        (row["name"], f"{row['x']:g}", *(written(row[key]) for key in ("value", "low", "high")))
        for row in told
    )
    return Picture(make, sizes(_HIGH, _PADS, _NARROW), heads, rows)


def stacked(courses: Sequence[Course], *, across: str, unit: str) -> Picture:
    """Areas on top of each other, in the order given; each is named in the legend of the table."""
    told: list[dict[str, Any]] = []
    under = [0.0] * len(courses[0].at) if courses else []
    for place, each in enumerate(courses):
        over = [low + value for low, value in zip(under, each.middle, strict=True)]
        told += [
            {"x": x, "low": low, "value": high, "high": high, "mid": (low + high) / 2, "name": each.name, "fill": marker(_tone(each, place)), "own": own}
            for x, low, high, own in zip(each.at, under, over, each.middle, strict=True)
        ]  # fmt: skip
        under = over

    def make(size: Size) -> Any:
        import altair as alt

        base = alt.Chart(data(told))
        area = base.mark_area(opacity=0.85).encode(
            _x(told, across), alt.Y("low:Q", title=unit), y2="high:Q",
            fill=alt.Fill("fill:N", scale=None), detail="name:N",
        )  # fmt: skip
        return alt.layer(area, _names(told, "mid", size))

    rows = tuple((row["name"], f"{row['x']:g}", written(row["own"])) for row in told)
    return Picture(make, sizes(_HIGH, _PADS, _NARROW), ("", across, unit), rows)


def _tone(course: Course, place: int) -> str:
    return course.tone or SERIES[place % len(SERIES)]


def _x(told: Sequence[dict[str, Any]], title: str) -> Any:
    import altair as alt

    shown = sorted({row["x"] for row in told})
    ticks: dict[str, Any] = {"values": shown, "format": "d"} if _few_and_whole(shown) else {}
    scale = alt.Scale(zero=False, nice=False)
    return alt.X("x:Q", title=title, scale=scale, axis=alt.Axis(**ticks))


def _few_and_whole(values: Sequence[float]) -> bool:
    return len(values) <= _TICKS and all(float(value).is_integer() for value in values)


def _names(told: Sequence[dict[str, Any]], key: str, size: Size, *, log: bool = False) -> Any:
    """Each series' name behind its end, no closer to the one below than a line of text."""
    import altair as alt

    ends = {row["name"]: row for row in told}
    scale = log10 if log else float
    heights = [
        scale(row[end]) for row in told for end in ("low", "high") if not log or row[end] > 0
    ]
    least = (max(heights) - min(heights)) * _LINE if heights else 0.0
    rows, last = [], float("-inf")
    for end in sorted(ends.values(), key=lambda row: row[key]):
        last = max(scale(end[key]), last + least)
        rows.append({**end, "y": 10**last if log else last})
    words = alt.Chart(data(rows)).mark_text(align="left", dx=6, limit=90 if size.narrow else 160)
    return words.encode(
        alt.X("x:Q"), alt.Y("y:Q"), text="name:N", color=alt.Color("fill:N", scale=None)
    )
