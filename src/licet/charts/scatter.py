"""Points in a plane of two figures, both on a scale of powers, over the regions that a law draws."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from licet.charts.clean import Link
from licet.charts.drawn import Drawn, Size, data, drawn
from licet.charts.tones import SHAPES, TONES, marker
from licet.explore.words import ends_words
from licet.facts.values import plain
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rows = list[dict[str, Any]]
_LETTER = 0.56
"""Width of a letter of a label, as a share of its height, with some to spare."""


_STRIP, _STEP = 74, 12
"""Height of the strip for points whose upright figure is not known, and of a row in it, in pixels."""
_THIN = 12
"""How wide a region is drawn that lies on one value alone, in pixels."""


@record
class Axis:
    """One figure: its title with the unit, and the least and greatest value drawn (both over nought).

    ``unknown`` heads the strip of the points whose upright figure is not known.
    """

    title: str
    low: Decimal
    high: Decimal
    unknown: str = "not known"


@record
class Point:
    """A product at its two figures, each ``(low, high)``; equal ends where the figure is known.

    Both ends of a figure are None where nothing is known of it.  ``hollow`` marks an answer that is open.  ``name`` is what the link to ``href`` is called.
    """

    name: str
    href: str
    x: tuple[Decimal | None, Decimal | None]
    y: tuple[Decimal | None, Decimal | None]
    tone: str
    hollow: bool = False


@record
class Patch:
    """A region between ``x`` and ``y`` ends (None: to the edge), with its tone and its label.

    The first line of the label is what is shown where there is no room for all of it.
    """

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

    A figure known as a range is drawn as a bar over that range, the mark at its low end if it has one.  A point outside the axes is put on
    their edge.  One without a known ``y`` stands in a strip under the plot, one without a known ``x`` in
    the table alone: ``rows`` are all points by name.
    """
    links = [Link(each.href, each.name) for each in points]
    rows = tuple((each.name, ends_words(*each.x), ends_words(*each.y)) for each in points)

    def make(size: Size) -> Any:
        return _chart(points, patches, edges, (x, y), size)

    pads = ((64, 52, 52, 46), (50, 66, 44, 44))
    sizes = (
        Size(1040, 600, narrow=False, pads=pads[0]),
        Size(350, 430, narrow=True, pads=pads[1]),
    )
    return drawn(make, sizes, links, ("name", x.title, y.title), rows)


@record
class _Scale:
    """Values of an axis as pixels from its low end, over a strip that no value lies in."""

    low: float
    high: float
    length: int
    strip: int = 0

    @property
    def foot(self) -> float:
        """What stands for the low end of the strip."""
        return self.value(-self.strip)

    def at(self, value: Decimal | None, missing: float) -> float:
        """The value itself, held inside the axis; ``missing`` where there is none."""
        return missing if value is None else min(max(float(value), self.low), self.high)

    def pixel(self, value: float) -> float:
        """Pixels from the low end, of a value inside the axis."""
        whole = log10(self.high) - log10(self.low)
        return (log10(value) - log10(self.low)) / whole * (self.length - self.strip)

    def value(self, pixel: float) -> float:
        """What lies so many pixels from the low end; under nought lies the strip."""
        whole = log10(self.high) - log10(self.low)
        return 10 ** (log10(self.low) + pixel / (self.length - self.strip) * whole)

    def widened(self, span: tuple[Decimal | None, Decimal | None]) -> tuple[float, float]:
        """Both ends of a stretch, some pixels apart where it is a single value."""
        start, end = self.ends(span)
        if start == end and span[0] is not None and self.low < start < self.high:
            here = self.pixel(start)
            return self.value(here - _THIN / 2), self.value(here + _THIN / 2)
        return start, end

    def ends(self, span: tuple[Decimal | None, Decimal | None]) -> tuple[float, float]:
        return self.at(span[0], self.low), self.at(span[1], self.high)

    @property
    def ticks(self) -> list[float]:
        """Powers of ten, with twos and fives between where there is room."""
        first, last = floor(log10(self.low)), ceil(log10(self.high))
        room = (self.length - self.strip) / (log10(self.high) - log10(self.low))
        steps = (1, 2, 5) if room > 150 else (1,)  # noqa: PLR2004 - pixels a power of ten
        found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        return [each for each in found if self.low <= each <= self.high]


def _chart(
    points: Sequence[Point], patches: Sequence[Patch], edges: Sequence[Edge],
    axes: tuple[Axis, Axis], size: Size,
) -> Any:  # fmt: skip
    import altair as alt

    in_strip = [each for each in points if _in_strip(each)]
    across = _Scale(float(axes[0].low), float(axes[0].high), size.inner[0])
    up = _Scale(float(axes[1].low), float(axes[1].high), size.inner[1], _STRIP if in_strip else 0)
    x = alt.X("x:Q", scale=_log(across), axis=_axis(axes[0], across, size))
    y = alt.Y("y:Q", scale=_log(up), axis=_axis(axes[1], up, size, upright=True))
    top = alt.Y("y2:Q", scale=_log(up), axis=_axis(axes[1], up, size, upright=True))
    box = {"x2": "x2:Q", "y2": "y2:Q"}
    regions, lines = _regions(patches, across, up), list(_lines(edges, across, up))
    numbers = list(_numbers(edges, across, up))
    bars, dots = _points(points, across, up)
    layers = [
        alt.Chart(data(_strip(axes[1], across, up))).mark_rect(opacity=1).encode(
            x, y, **box, fill=alt.Fill("fill:N", scale=None)
        ),
        alt.Chart(data(_strip(axes[1], across, up))).mark_text(
            align="left", baseline="top", dx=5, dy=4, color=marker("soft"), fontSize=12
        ).encode(x, top, text="label:N"),
        alt.Chart(data(regions)).mark_rect(opacity=1).encode(
            x, y, **box, fill=alt.Fill("fill:N", scale=None)
        ),
        alt.Chart(data(lines)).mark_rule().encode(
            x, y, **box, color=alt.value(marker("ink")),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        ),
        alt.Chart(data(bars)).mark_rule(strokeWidth=2.5, opacity=0.75).encode(
            x, y, **box, color=alt.Color("line:N", scale=None)
        ),
        alt.Chart(data(dots)).mark_point(
            size=70 if size.narrow else 120, opacity=1, strokeOpacity=1
        ).encode(
            x, y, shape=alt.Shape("shape:N", scale=None), fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None), description="name:N",
        ),
    ]  # fmt: skip
    letters = 13 if size.narrow else 15
    for turned in (False, True):
        told = [each for each in _labels(patches, across, up, letters) if each["turned"] is turned]
        layers.append(
            alt.Chart(data(told)).mark_text(
                align="left", baseline="top", fontWeight=700, fontSize=letters, lineBreak="\n",
                color=marker("halo"), angle=90 if turned else 0, dx=6, dy=-18 if turned else 6,
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

    return alt.Scale(type="log", domain=[scale.foot, scale.high], nice=False)


def _axis(axis: Axis, scale: _Scale, size: Size, *, upright: bool = False) -> Any:
    import altair as alt

    place: dict[str, Any] = (
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
        (x, x2), (y, y2) = across.widened(each.x), up.widened(each.y)
        if x < x2 and y < y2:
            found.append({"x": x, "x2": x2, "y": y, "y2": y2, "fill": marker(f"{each.tone}-tint")})
    return found


def _strip(axis: Axis, across: _Scale, up: _Scale) -> Rows:
    if not up.strip:
        return []
    ends = {"x": across.low, "x2": across.high, "y": up.foot, "y2": up.value(-6)}
    return [{**ends, "fill": marker("tint"), "label": axis.unknown}]


def _in_strip(point: Point) -> bool:
    return point.y == (None, None) and point.x != (None, None)


def _labels(
    patches: Sequence[Patch], across: _Scale, up: _Scale, letters: int
) -> Iterator[dict[str, Any]]:
    """A label in the top left corner of a region: whole, its first line alone, or that turned, as there is room."""
    for each in patches:
        (x, x2), (y, y2) = across.widened(each.x), up.widened(each.y)
        wide, high = across.pixel(x2) - across.pixel(x), up.pixel(y2) - up.pixel(y)
        first = each.label.partition("\n")[0]
        for label, turned in ((each.label, False), (first, False), (first, True)):
            lines = label.split("\n")
            room = max(map(len, lines)) * letters * _LETTER + 10, len(lines) * letters * 1.2 + 4
            if label and room <= ((high, wide) if turned else (wide, high)):
                yield {"x": x, "y": y2, "label": label, "turned": turned}
                break


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
    ends = [0.0] * 4  # where each row of the strip is taken to
    ordered = sorted(
        enumerate(points), key=lambda pair: (-TONES.index(pair[1].tone), pair[1].x[0] or 0)
    )
    for number, each in ordered:
        if each.x == (None, None):
            continue
        (x, x2), (y, y2) = across.ends(each.x), up.ends(each.y)
        if _in_strip(each):
            y = y2 = _row(across.pixel(x), ends, up)
        known = {"x": x if _has(each.x[0], across) else x2, "y": y if _has(each.y[0], up) else y2}
        tone = {"line": marker(each.tone)}
        if x != x2:
            bars.append({"x": x, "x2": x2, "y": known["y"], "y2": known["y"], **tone})
        if y != y2:
            bars.append({"x": known["x"], "x2": known["x"], "y": y, "y2": y2, **tone})
        dots.append(
            {
                **known, "shape": SHAPES[each.tone], "name": f"@{number}",
                "fill": marker("paper" if each.hollow else each.tone),
                "line": marker(each.tone if each.hollow else "paper"),
                "width": 1.8 if each.hollow else 0.8,
            }
        )  # fmt: skip
    return bars, dots


def _has(low: Decimal | None, scale: _Scale) -> bool:
    """Whether a range has a low end in sight, which its mark then stands at; else it stands at the high one."""
    return low is not None and float(low) > scale.low


def _row(pixel: float, ends: list[float], up: _Scale) -> float:
    """The height of a point in the strip: the first row that is free there, else the emptiest."""
    row = next((at for at, end in enumerate(ends) if end <= pixel), ends.index(min(ends)))
    ends[row] = pixel + _STEP
    return up.value(-30 - row * _STEP)
