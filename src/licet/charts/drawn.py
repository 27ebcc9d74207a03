"""A chart that is drawn: from a Vega-Altair specification to SVG that a page may carry."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from licet.charts.clean import Link, cleaned
from licet.charts.tones import marker
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KEPT = 96
"""Drawings kept: those of a law's days and views that people go back and forth between."""
FONT = "Liberation Sans"
"""Only measured with, so that every machine sets a chart alike; the page's own font is what shows."""


@record
class Size:
    """How large a chart is drawn, in pixels of its own; ``narrow`` is the one for a phone.

    ``pads`` are the margins that titles and labels stand in: left, top, right, bottom.
    """

    width: int
    height: int
    narrow: bool
    pads: tuple[int, int, int, int] = (8, 8, 8, 8)

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height of the plot itself."""
        left, top, right, bottom = self.pads
        return self.width - left - right, self.height - top - bottom


@record
class Drawn:
    """A chart and what it says.

    ``svg`` holds the drawing twice, for wide and for narrow pages; the style sheet shows one.
    ``rows`` under ``heads`` are the table that goes under it.
    """

    svg: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def drawn(
    make: Callable[[Size], Any],
    sizes: tuple[Size, Size],
    links: Sequence[Link],
    heads: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> Drawn:
    """The chart that ``make`` specifies for each of two sizes; the same bytes for the same chart."""
    import json

    from altair.utils.schemapi import debug_mode

    with debug_mode(False):  # Altair's checks of a specification cost more than the drawing
        specs = [json.dumps(dressed(make(size), size), sort_keys=True) for size in sizes]
    pictures = [
        _svg(spec, tuple(links), size.narrow) for spec, size in zip(specs, sizes, strict=True)
    ]
    return Drawn("".join(pictures), heads, rows)


@lru_cache(_KEPT)
def _svg(spec: str, links: tuple[Link, ...], narrow: bool) -> str:  # noqa: FBT001 - one of the two widths
    import vl_convert

    return cleaned(vl_convert.vegalite_to_svg(spec), links, "for-narrow" if narrow else "for-wide")


def data(rows: Sequence[dict[str, Any]]) -> Any:
    """Rows as inline data of a chart."""
    import altair as alt

    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def dressed(chart: Any, size: Size) -> dict[str, Any]:
    """The specification with the looks that all charts share."""
    width, height = size.inner
    spec: dict[str, Any] = chart.properties(width=width, height=height).to_dict(validate=False)
    spec["padding"] = dict(zip(("left", "top", "right", "bottom"), size.pads, strict=True))
    spec["autosize"] = {"type": "none"}
    letters = 13 if size.narrow else 14
    spec["config"] = {
        "font": FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "labelColor": marker("soft"), "titleColor": marker("ink"), "gridColor": marker("rule"),
            "domainColor": marker("soft"), "tickColor": marker("soft"), "gridOpacity": 0.45,
            "labelFontSize": letters, "titleFontSize": letters, "titleFontWeight": 600,
            "labelOverlap": False, "gridWidth": 1, "tickSize": 4,
        },
        "text": {"fontSize": letters},
    }  # fmt: skip
    spec.pop("$schema", None)
    return spec
