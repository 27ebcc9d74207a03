"""Points in a plane of two figures, both on a scale of powers, over the regions that a law draws."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from licet.charts.clean import Link
from licet.charts.drawn import Drawn, Size, data, drawn
from licet.charts.tones import SHAPES, TONES, marker
from licet.facts.values import plain
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rows = list[dict[str, Any]]
_LETTER = 7.4
"""Width of a letter of a label, in pixels, with some to spare."""


@record
class Axis:
    """One figure: its title with the unit, and the least and greatest value drawn (both over nought)."""

    title: str
    low: Decimal
    high: Decimal


@record
class Point:
    """A product at its two figures, each ``(low, high)``; equal ends where the figure is known.

    ``hollow`` marks an answer that is open.  ``name`` is what the link to ``href`` is called.
    """

    name: str
    href: str
    x: tuple[Decimal | None, Decimal | None]
    y: tuple[Decimal | None, Decimal | None]
    tone: str
    hollow: bool = False


@record
class Patch:
    """A region between ``x`` and ``y`` ends (None: to the edge), with its tone and its label."""

    x: tuple[Decimal | None, Decimal | None]
    y: tuple[Decimal | None, Decimal | None]
    tone: str
    label: str = ""


@record
class Edge:
    """A piece of a line of the law: at ``at`` on the axis, across from ``span`` to ``span``.

    ``upright`` lines stand at a value of ``x``.  ``strong`` ones part two entries, the others two answers.
    """

    upright: bool
    at: Decimal
    span: tuple[Decimal | None, Decimal | None]
    strong: bool = True


def scatter(
    points: Sequence[Point], patches: Sequence[Patch], edges: Sequence[Edge], *, x: Axis, y: Axis
) -> Drawn:
    """The points over the regions; each point is a link with its name.

    A figure known as a range is drawn as a bar over that range.  A point outside the axes is put on
    their edge.  The drawing says no more than its table: ``rows`` are the points by name.
    """
    links = [Link(each.href, each.name) for each in points]
    rows = tuple((each.name, _range(each.x), _range(each.y)) for each in points)

    def make(size: Size) -> Any:
        return _chart(points, patches, edges, (x, y), size)

    pads = ((64, 52, 52, 46), (50, 66, 44, 44))
    sizes = (
        Size(1040, 600, narrow=False, pads=pads[0]),
        Size(350, 430, narrow=True, pads=pads[1]),
    )
    return drawn(make, sizes, links, ("name", x.title, y.title), rows)


def _range(ends: tuple[Decimal | None, Decimal | None]) -> str:
    low, high = ends
    if low == high:
        return plain(low) if low is not None else "?"
    if low is None:
        return f"at most {plain(high)}" if high is not None else "?"
    return f"at least {plain(low)}" if high is None else f"{plain(low)} to {plain(high)}"


@record
class _Scale:
    """Values of an axis as pixels from its low end."""

    low: float
    high: float
    length: int

    def at(self, value: Decimal | None, missing: float) -> float:
        """The value itself, held inside the axis; ``missing`` where there is none."""
        return missing if value is None else min(max(float(value), self.low), self.high)

    def pixel(self, value: float) -> float:
        return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low)) * self.length

    def ends(self, span: tuple[Decimal | None, Decimal | None]) -> tuple[float, float]:
        return self.at(span[0], self.low), self.at(span[1], self.high)

    @property
    def ticks(self) -> list[float]:
        """Powers of ten, with twos and fives between where there is room."""
        first, last = floor(log10(self.low)), ceil(log10(self.high))
        room = self.length / (log10(self.high) - log10(self.low))
        steps = (1, 2, 5) if room > 150 else (1,)  # noqa: PLR2004 - pixels a power of ten
        found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        return [each for each in found if self.low <= each <= self.high]


def _chart(
    points: Sequence[Point], patches: Sequence[Patch], edges: Sequence[Edge],
    axes: tuple[Axis, Axis], size: Size,
) -> Any:  # fmt: skip
    import altair as alt

    across, up = (
        _Scale(float(axis.low), float(axis.high), length)
        for axis, length in zip(axes, size.inner, strict=True)
    )
    x = alt.X("x:Q", scale=_log(across), axis=_axis(axes[0], across, size))
    y = alt.Y("y:Q", scale=_log(up), axis=_axis(axes[1], up, size, upright=True))
    box = {"x2": "x2:Q", "y2": "y2:Q"}
    regions, lines = _regions(patches, across, up), list(_lines(edges, across, up))
    numbers = list(_numbers(edges, across, up))
    bars, dots = _points(points, across, up)
    layers = [
        alt.Chart(data(regions)).mark_rect(opacity=1).encode(
            x, y, **box, fill=alt.Fill("fill:N", scale=None)
        ),
        alt.Chart(data(lines)).mark_rule().encode(
            x, y, **box, color=alt.value(marker("ink")),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        ),
        alt.Chart(data(bars)).mark_rule(strokeWidth=2.5, opacity=0.75).encode(
            x, y, **box, color=alt.Color("line:N", scale=None), description="name:N"
        ),
        alt.Chart(data(dots)).mark_point(
            size=70 if size.narrow else 120, opacity=1, strokeOpacity=1
        ).encode(
            x, y, shape=alt.Shape("shape:N", scale=None), fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None), description="name:N",
        ),
    ]  # fmt: skip
    for turned in (False, True):
        told = [each for each in _labels(patches, across, up) if each["turned"] is turned]
        layers.append(
            alt.Chart(data(told)).mark_text(
                align="left", baseline="top", fontWeight=700, fontSize=13 if size.narrow else 15,
                color=marker("halo"), **({"angle": 90, "dx": 6, "dy": -14} if turned else {"dx": 6, "dy": 6}),
            ).encode(x, y, text="label:N")
        )  # fmt: skip
    for row in numbers:
        layers.append(
            alt.Chart(data([row])).mark_text(
                align="center" if row["upright"] else "left", baseline="bottom" if row["upright"] else "middle",
                dx=0 if row["upright"] else 5 + row["shift"], dy=-4 - row["shift"] if row["upright"] else 0,
                fontSize=12, color=marker("ink"),
            ).encode(x, y, text="label:N")
        )  # fmt: skip
    return alt.layer(*layers)


def _log(scale: _Scale) -> Any:
    import altair as alt

    return alt.Scale(type="log", domain=[scale.low, scale.high], nice=False)


def _axis(axis: Axis, scale: _Scale, size: Size, *, upright: bool = False) -> Any:
    import altair as alt

    place = (
        {
            "titleAngle": 0, "titleAlign": "left", "titleBaseline": "bottom",
            "titleX": 2 - size.pads[0], "titleY": 8 - size.pads[1] + 6,
        }
        if upright
        else {"titleAnchor": "end", "titlePadding": 8}
    )  # fmt: skip
    return alt.Axis(title=axis.title, values=scale.ticks, format=",~f", **place)


def _regions(patches: Sequence[Patch], across: _Scale, up: _Scale) -> Rows:
    found = []
    for each in patches:
        (x, x2), (y, y2) = across.ends(each.x), up.ends(each.y)
        if x < x2 and y < y2:
            found.append({"x": x, "x2": x2, "y": y, "y2": y2, "fill": marker(f"{each.tone}-tint")})
    return found


def _labels(patches: Sequence[Patch], across: _Scale, up: _Scale) -> Iterator[dict[str, Any]]:
    """A label in the top left corner of a region, upright or turned, where there is room for it."""
    for each in patches:
        (x, x2), (y, y2) = across.ends(each.x), up.ends(each.y)
        wide, high = across.pixel(x2) - across.pixel(x), up.pixel(y2) - up.pixel(y)
        long = len(each.label) * _LETTER * 1.15 + 10
        if each.label and ((wide > long and high > 20) or (high > long and wide > 20)):  # noqa: PLR2004 - pixels
            yield {"x": x, "y": y2, "label": each.label, "turned": wide <= long}


def _lines(edges: Sequence[Edge], across: _Scale, up: _Scale) -> Iterator[dict[str, Any]]:
    for each in edges:
        own, other = (across, up) if each.upright else (up, across)
        if not own.low < each.at < own.high:
            continue
        start, end = other.ends(each.span)
        here = float(each.at)
        place = (here, here, start, end) if each.upright else (start, end, here, here)
        yield {
            **dict(zip(("x", "x2", "y", "y2"), place, strict=True)),
            "width": 2 if each.strong else 1.25, "dash": [1, 0] if each.strong else [5, 4],
        }  # fmt: skip


def _numbers(edges: Sequence[Edge], across: _Scale, up: _Scale) -> Iterator[dict[str, Any]]:
    """The value of each line at the edge of the plot, further out where the last one is in the way."""
    for upright, own, other in ((True, across, up), (False, up, across)):
        places = sorted(
            {each.at for each in edges if each.upright is upright and own.low < each.at < own.high}
        )
        taken: list[float] = []
        for value in places:
            label = plain(value)
            room = len(label) * 6.6 + 6 if upright else 13.0
            here = own.pixel(float(value))
            start = here - room / 2
            row = next((at for at, end in enumerate(taken) if end <= start), len(taken))
            taken[row : row + 1] = [here + room / 2]
            edge = (
                {"x": float(value), "y": other.high}
                if upright
                else {"x": other.high, "y": float(value)}
            )
            yield {
                **edge,
                "label": label,
                "upright": upright,
                "shift": row * (13 if upright else 26),
            }


def _points(points: Sequence[Point], across: _Scale, up: _Scale) -> tuple[Rows, Rows]:
    """Bars for figures known as ranges, and the marks: milder ones first, so that stricter lie on top."""
    bars: Rows = []
    dots: Rows = []
    for number, each in sorted(
        enumerate(points), key=lambda pair: (pair[1].hollow is False, -TONES.index(pair[1].tone))
    ):
        (x, x2), (y, y2) = across.ends(each.x), up.ends(each.y)
        known = {"line": marker(each.tone), "name": f"@{number}"}
        if (x, y) != (x2, y2):
            bars.append({"x": x, "x2": x2, "y": y, "y2": y2, **known})
            continue
        look = {
            "fill": marker("paper" if each.hollow else each.tone),
            "width": 1.8 if each.hollow else 0.8,
        }
        edge = marker(each.tone if each.hollow else "paper")
        dots.append({"x": x, "y": y, "shape": SHAPES[each.tone], **known, **look, "line": edge})
    return bars, dots
