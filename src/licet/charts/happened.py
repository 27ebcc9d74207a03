"""Dated policy events as marks in lanes, a lane an actor, along the days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from licet.charts.clean import Link
from licet.charts.drawn import data
from licet.charts.picture import Picture, sizes
from licet.charts.tones import SHAPES, marker
from licet.happened.words import head, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.charts.drawn import Size
    from licet.happened.model import Happening

_LANE, _STEP, _NEAR = 58, 8, 8
"""Height of a lane and of a step within it, and how near marks may come before one steps aside, in pixels."""
_ROWS = 6
_TONES = {
    "restrict": "stop", "list": "stop", "deny": "stop", "retaliate": "need", "enforce": "need",
    "investigate": "case", "relax": "fine", "delist": "fine", "license": "fine", "suspend": "calm",
    "extend": "calm",
}  # fmt: skip
_SAID = {
    "stop": "restricts, lists or denies", "need": "retaliates or enforces", "case": "investigates",
    "fine": "relaxes or licenses", "calm": "suspends or extends", "none": "speaks, meets, pays or other",
}  # fmt: skip


def picture(found: Sequence[Happening], *, most: int = 10) -> Picture:
    """The events that have a day, in the lanes of the ``most`` actors who act most; the rows hold every event.

    A mark's shape and tone say what kind of act it is.
    """
    dated = [each for each in found if each.day is not None]
    lanes = _lanes(dated, most)
    marks = [(each, lane) for each in dated for lane in _lane(each, lanes)]
    rows = tuple((when(each), head(each), each.title, each.id) for each in found)
    links = tuple(Link("", f"{when(each)}: {each.title}") for each, _ in marks)
    high = _LANE * max(len(lanes), 1) + 90

    def make(size: Size) -> Any:
        return _chart(marks, lanes, size)

    return Picture(make, sizes(high, (8, 54, 14, 30)), ("day", "who and what", "event", "id"), rows, links)  # fmt: skip


def _lanes(found: Sequence[Happening], most: int) -> tuple[str, ...]:
    counts = Counter(state for each in found for state in each.states)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(ordered[:most])


def _lane(each: Happening, lanes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in each.states if name in lanes)


def _chart(marks: Sequence[tuple[Happening, str]], lanes: tuple[str, ...], size: Size) -> Any:
    import altair as alt

    width, height = size.inner
    days = [each.day.toordinal() for each, _ in marks if each.day] or [0]
    low, high = min(days), max(*days, min(days) + 1)
    points = _points(marks, lanes, (low, high), width)
    names = [{"x": low, "y": _LANE * at + 12, "label": lane} for at, lane in enumerate(lanes)]
    rules = [{"x": low, "x2": high, "y": _LANE * (at + 1)} for at in range(len(lanes))]
    years = _years(low, high, width)
    told = ", ".join(f"'{day}': '{label}'" for day, label in years)
    pad = (high - low) * 0.01
    x = alt.X(
        "x:Q", scale=alt.Scale(domain=[low - pad, high + pad], nice=False, zero=False),
        axis=alt.Axis(title=None, values=[day for day, _ in years], labelExpr=f"({{{told}}})[datum.value]"),
    )  # fmt: skip
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], reverse=True, nice=False), axis=None)
    key = [
        {"x": low, "y": -38 + 14 * (at // 3), "dx": at % 3, "tone": tone, "label": said}
        for at, (tone, said) in enumerate(_SAID.items())
    ]
    layers = [
        alt.Chart(data(rules)).mark_rule(color=marker("rule")).encode(x, y, x2="x2:Q"),
        alt.Chart(data(names)).mark_text(align="left", fontWeight=600, color=marker("ink")).encode(
            x, y, text="label:N"
        ),
        *_shaped(points, x, y),
        *_key(key, size, (low - pad, high + pad), x, y),
    ]  # fmt: skip
    return alt.layer(*layers)


def _shaped(points: Sequence[dict[str, Any]], x: Any, y: Any) -> list[Any]:
    import altair as alt

    return [
        alt.Chart(data([each for each in points if each["tone"] == tone]))
        .mark_point(shape=SHAPES[tone], size=26, filled=True, fill=marker(tone), stroke=marker("paper"), strokeWidth=0.5, opacity=1)
        .encode(x, y, description="name:N")
        for tone in dict.fromkeys(each["tone"] for each in points)
    ]  # fmt: skip


def _key(
    rows: Sequence[dict[str, Any]], size: Size, days: tuple[float, float], x: Any, y: Any
) -> list[Any]:
    import altair as alt

    width, _ = size.inner
    if size.narrow:
        return []
    scale = (days[1] - days[0]) / width
    placed = [{**each, "x": days[0] + scale * (10 + each["dx"] * width / 3.2)} for each in rows]
    words = [{**each, "x": each["x"] + scale * 10} for each in placed]
    named = alt.Chart(data(words)).mark_text(align="left", color=marker("soft"), clip=False)
    return [
        *_shaped([{**each, "name": each["label"]} for each in placed], x, y),
        named.encode(x, y, text="label:N"),
    ]


def _points(
    marks: Sequence[tuple[Happening, str]],
    lanes: tuple[str, ...],
    days: tuple[int, int],
    width: int,
) -> list[dict[str, Any]]:
    """Marks by lane; one that would touch the last of its row goes to the next row of the lane."""
    scale = width / (days[1] - days[0])
    ends: dict[tuple[str, int], float] = {}
    made = []
    for number, (each, lane) in enumerate(marks):
        at = (each.day.toordinal() - days[0]) * scale if each.day else 0.0
        row = next(
            (r for r in range(_ROWS) if ends.get((lane, r), -99.0) + _NEAR <= at), number % _ROWS
        )
        ends[(lane, row)] = at
        made.append(
            {
                "x": each.day.toordinal() if each.day else 0,
                "y": _LANE * lanes.index(lane) + 20 + row * (_STEP - 1.5),
                "tone": _TONES.get(each.act, "none"), "name": f"@{number}",
            }
        )  # fmt: skip
    return made


def _years(low: int, high: int, width: int) -> list[tuple[int, str]]:
    """First days of years, so many that their labels do not touch; the months of a short stretch."""
    from datetime import date

    first, last = date.fromordinal(max(low, 1)), date.fromordinal(max(high, 1))
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if len(years) < 3:  # noqa: PLR2004 - too few to read by
        months = [
            date(first.year + (first.month + at) // 12, (first.month + at) % 12 + 1, 1)
            for at in range(36)
        ]
        return _thinned([(day.toordinal(), f"{day:%Y-%m}") for day in months if day <= last], width // 70)  # fmt: skip
    return _thinned([(day.toordinal(), str(day.year)) for day in years], width // 52)


def _thinned(labels: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    return labels[:: -(-len(labels) // max(most, 1))] if len(labels) > max(most, 1) else labels
