"""Values side by side, each with its interval; and how far each assumption moves one number (a tornado)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from licet.charts.drawn import Size, data
from licet.charts.picture import Picture, sizes, written
from licet.charts.tones import marker
from licet.record import record

_ROW, _FOOT = 34, 52


@record
class Span:
    """A row: its name, its value between ``low`` and ``high``, and its tone."""

    name: str
    value: float
    low: float
    high: float
    tone: str = "calm"


def spans(rows: Sequence[Span], *, unit: str) -> Picture:
    """A bar from nought to each value, and a line from its low to its high end."""
    ends = [0.0, *(each.low for each in rows), *(each.high for each in rows)]

    def make(size: Size) -> Any:
        import altair as alt

        base = alt.Chart(data(_told(rows)))
        x = _across(min(ends), max(ends), unit)
        return alt.layer(
            base.mark_rect(height=14, opacity=0.85).encode(
                x, y=_name(size), x2=alt.datum(0), fill=alt.Fill("fill:N", scale=None)
            ),
            base.mark_rule(strokeWidth=2, color=marker("ink")).encode(
                alt.X("low:Q"), alt.X2("high:Q"), y=_name(size)
            ),
            *(base.mark_tick(size=10, thickness=2, color=marker("ink")).encode(alt.X(f"{end}:Q"), y=_name(size)) for end in ("low", "high")),
            _zero(),
        )  # fmt: skip

    return Picture(make, _sizes(rows), ("", unit, "5 %", "95 %"), _said(rows))


def ranges(rows: Sequence[Span], *, unit: str) -> Picture:
    """A bar from ``low`` to ``high`` and no value in it: for what is told as an interval and never as one number."""
    ends = [0.0, *(each.high for each in rows)]

    def make(size: Size) -> Any:
        import altair as alt

        base = alt.Chart(data(_told(rows)))
        bars = base.mark_rect(height=14, opacity=0.85).encode(
            _across(min(ends), max(ends), unit, "low"), alt.X2("high:Q"), y=_name(size), fill=alt.Fill("fill:N", scale=None),
        )  # fmt: skip
        return alt.layer(bars, _zero())

    told = tuple((each.name, written(each.low), written(each.high)) for each in rows)
    return Picture(make, _sizes(rows), ("", f"from, {unit}", f"to, {unit}"), told)


def tornado(rows: Sequence[Span], *, unit: str, centre: float) -> Picture:
    """A bar from ``low`` to ``high`` of each assumption's own range, about the number at all central values.

    ``value`` is not drawn; ``low`` is the number at the low end of the assumption, which may be the larger.
    """
    ends = [centre, *(each.low for each in rows), *(each.high for each in rows)]

    def make(size: Size) -> Any:
        import altair as alt

        base = alt.Chart(data(_told(rows)))
        middle = alt.Chart(data([{"c": centre}])).mark_rule(color=marker("ink"), strokeWidth=1.5)
        bars = [
            base.mark_rect(height=14).encode(
                _across(min(ends), max(ends), unit, end), y=_name(size), x2=alt.datum(centre), fill=alt.value(marker(tone)),
            )
            for end, tone in (("low", "calm"), ("high", "need"))
        ]  # fmt: skip
        return alt.layer(*bars, middle.encode(alt.X("c:Q")))

    heads = ("assumption", "at its low end", "at its high end")
    told = tuple((each.name, written(each.low), written(each.high)) for each in rows)
    return Picture(make, _sizes(rows), heads, told)


def _told(rows: Sequence[Span]) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "value": each.value, "low": each.low, "high": each.high,
         "fill": marker(each.tone), "order": at}
        for at, each in enumerate(rows)
    ]  # fmt: skip


def _said(rows: Sequence[Span]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (each.name, *(written(value) for value in (each.value, each.low, each.high)))
        for each in rows
    )


def _across(low: float, high: float, unit: str, field: str = "value") -> Any:
    import altair as alt

    scale = alt.Scale(domain=[low, high] if high > low else [low - 1, high + 1], nice=True)
    return alt.X(f"{field}:Q", scale=scale, title=unit, axis=alt.Axis(tickCount=6))


def _name(size: Size) -> Any:
    import altair as alt

    # The page's own letters may be wider than those that are measured with here.
    axis = alt.Axis(title=None, labelLimit=0.8 * size.pads[0], ticks=False, domain=False)
    return alt.Y("name:N", sort=alt.EncodingSortField("order"), axis=axis)


def _zero() -> Any:
    import altair as alt

    line = alt.Chart(data([{"z": 0}])).mark_rule(color=marker("soft"))
    return line.encode(alt.X("z:Q"))


def _sizes(rows: Sequence[Span]) -> tuple[Size, Size]:
    letters = max((len(each.name) for each in rows), default=0)
    left = min(8 * letters + 16, 270)
    return sizes(_ROW * max(len(rows), 1) + _FOOT, (left, 4, 24, 48), (min(left, 150), 4, 16, 48))
