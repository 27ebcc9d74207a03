"""Spans of days in lanes: how an answer, or a gap between laws, went through time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.charts.clean import Link
from licet.charts.drawn import Drawn, Size, data, drawn
from licet.charts.tones import marker
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANE, _BAR, _LETTER = 46, 22, 7.2
_FEW_YEARS = 9


@record
class Span:
    """Days of one lane with one answer: ``since <= day < to``; ``to`` None where it runs on.

    ``label`` is what fits into the bar, ``says`` the words of the table and of the link to ``href``.
    ``tone`` is that of ``licet.charts.tones``.
    """

    lane: str
    since: date
    to: date | None
    tone: str
    label: str
    says: str
    href: str = ""


@record
class Mark:
    """A day that is marked across all lanes."""

    day: date
    label: str


def timeline(
    spans: Sequence[Span], *, since: date, until: date, marks: Sequence[Mark] = ()
) -> Drawn:
    """The spans between two days, a lane under another in the order in which they come.

    Each span with an ``href`` is a link with its words for a name.  What lies outside the two days is
    cut off in the drawing and whole in the table.
    """
    shown = [each for each in spans if each.since <= until and (each.to is None or each.to > since)]
    lanes = tuple(dict.fromkeys(each.lane for each in spans))
    links = [Link(each.href, f"{_days(each)}: {_named(each)}") for each in shown]
    rows = tuple(
        (each.lane, each.since.isoformat(), each.to.isoformat() if each.to else "", each.says)
        for each in spans
    )

    def make(size: Size) -> Any:
        return _chart(shown, lanes, marks, (since, until), size)

    high = _LANE * max(len(lanes), 1) + 46 + 8
    pads = (4, 24 if marks else 4, 8, 26)
    sizes = (Size(1040, high, narrow=False, pads=pads), Size(350, high, narrow=True, pads=pads))
    return drawn(make, sizes, links, ("", "from", "until", "answer"), rows)


def _named(span: Span) -> str:
    return f"{span.lane}: {span.says}" if span.lane else span.says


def _days(span: Span) -> str:
    return f"{span.since} to {span.to}" if span.to else f"from {span.since}"


def _chart(
    spans: Sequence[Span], lanes: tuple[str, ...], marks: Sequence[Mark], days: tuple[date, date], size: Size,
) -> Any:  # fmt: skip
    import altair as alt

    width, height = size.inner
    since, until = days
    first, last = since.toordinal(), max(until.toordinal(), since.toordinal() + 1)
    scale = width / (last - first)
    bars = []
    for number, each in enumerate(spans):
        start = max(each.since.toordinal(), first)
        end = last if each.to is None else min(each.to.toordinal(), last)
        low = _LANE * lanes.index(each.lane) + (_LANE - _BAR)
        fits = (end - start) * scale > len(each.label) * _LETTER + 12
        bars.append(
            {
                "x": start, "x2": end, "y": low, "y2": low + _BAR, "mid": low + _BAR / 2,
                "fill": marker(f"{each.tone}-tint"), "line": marker(each.tone),
                "label": each.label if fits else "", "name": f"@{number}",
            }
        )  # fmt: skip
    names = [{"y": _LANE * at + 14, "x": first, "label": lane} for at, lane in enumerate(lanes)]
    signs = [
        {"x": each.day.toordinal(), "label": each.label, "y": -8, "y1": 0, "y2": height}
        for each in marks
        if first <= each.day.toordinal() <= last
    ]
    years = _years(since, until, width)
    told = ", ".join(f"'{day.toordinal()}': '{day.year}'" for day in years)
    x = alt.X(
        "x:Q", scale=alt.Scale(domain=[first, last], nice=False, zero=False),
        axis=alt.Axis(
            title=None, values=[day.toordinal() for day in years],
            labelExpr=f"({{{told}}})[datum.value]", labelAlign="left" if years else "center",
        ),
    )  # fmt: skip
    down: dict[str, Any] = {
        "scale": alt.Scale(domain=[0, height], reverse=True, nice=False),
        "axis": None,
    }
    y, middle, top = (alt.Y(f"{name}:Q", **down) for name in ("y", "mid", "y1"))
    layers = [
        alt.Chart(data(bars)).mark_rect(strokeWidth=1.5, cornerRadius=2).encode(
            x, y, x2="x2:Q", y2="y2:Q", fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None), description="name:N",
        ),
        alt.Chart(data(bars)).mark_text(align="left", dx=6, fontWeight=600).encode(
            x, middle, text="label:N", color=alt.Color("line:N", scale=None),
        ),
        alt.Chart(data(names)).mark_text(align="left", dx=1, color=marker("ink")).encode(
            x, y, text="label:N",
        ),
    ]  # fmt: skip
    if signs:
        layers += [
            alt.Chart(data(signs)).mark_rule(color=marker("ink"), strokeWidth=2).encode(
                x, top, y2="y2:Q"
            ),
            alt.Chart(data(signs)).mark_text(color=marker("ink"), fontWeight=600).encode(
                x, y, text="label:N"
            ),
        ]  # fmt: skip
    return alt.layer(*layers)


def _years(since: date, until: date, width: int) -> list[date]:
    """First days of years to label, so many that the labels do not touch."""
    years = [date(year, 1, 1) for year in range(since.year + 1, until.year + 1)]
    room = max(width // 52, 1)
    step = -(-len(years) // room) if len(years) > room else 1
    return years[::step]
