"""A chart that is not drawn yet: for a page in the page's own colors, or as files that stand alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from licet.charts.clean import Link
from licet.charts.drawn import Drawn, Size, drawn, dressed
from licet.charts.tones import marker
from licet.record import record

_PALETTE: Mapping[str, str] = {
    "ink": "#14191f", "soft": "#4a5560", "rule": "#b9c2cb", "paper": "#ffffff", "tint": "#f3f5f7",
    "halo": "#14191f", "stop": "#8f1d14", "need": "#c2570c", "case": "#6d3f8f", "open": "#8a7000",
    "calm": "#2c5f9e", "none": "#7a8691", "fine": "#1c7a45", "stop-tint": "#fbe9e7",
    "need-tint": "#fdeedd", "case-tint": "#f3ebf8", "open-tint": "#fbf4d3", "calm-tint": "#e6eef7",
    "none-tint": "#f3f5f7", "fine-tint": "#e4f3ea",
}  # fmt: skip
"""The color of each tone in a file, on white paper."""
SERIES = ("calm", "need", "fine", "case", "stop", "open", "none")
"""Tones for series that have none of their own, in turn."""

_PARTED = 1000


@record
class Picture:
    """What a chart is made from: ``make`` specifies it for a size; ``rows`` under ``heads`` say the same in words."""

    make: Callable[[Size], Any]
    sizes: tuple[Size, Size]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...] = ()


def on_page(picture: Picture) -> Drawn:
    """The drawing for a page, wide and narrow, in tones that the style sheet colors."""
    return drawn(picture.make, picture.sizes, picture.links, picture.heads, picture.rows)


def as_files(picture: Picture, title: str) -> tuple[bytes, bytes]:
    """The drawing as SVG and PNG that stand alone, on white, with its title; the same bytes each time."""
    import vl_convert

    size = picture.sizes[0]
    spec = dressed(picture.make(size), size)
    left, _, _, _ = size.pads
    spec["title"] = {
        "text": title, "anchor": "start", "fontSize": 18, "fontWeight": 600, "offset": 12,
        "color": marker("ink"), "dx": -left,
    }  # fmt: skip
    spec["autosize"] = {"type": "pad"}
    spec["config"]["background"] = _PALETTE["paper"]
    text = json.dumps(spec, sort_keys=True)
    for tone, color in _PALETTE.items():
        text = text.replace(marker(tone), color)
    svg = vl_convert.vegalite_to_svg(text).encode()
    return svg, vl_convert.vegalite_to_png(text, scale=2)


def sizes(
    high: int, pads: tuple[int, int, int, int], narrow: Sequence[int] = ()
) -> tuple[Size, Size]:
    """A wide size and one for a phone, ``high`` pixels each; ``narrow`` are margins of the second."""
    small = tuple(narrow) or pads
    return (
        Size(1040, high, narrow=False, pads=pads),
        Size(350, high, narrow=True, pads=(small[0], small[1], small[2], small[3])),
    )


def written(value: float) -> str:
    """A number as a table shows it: three digits that count, thousands parted, no powers of ten.

    >>> written(1234.5), written(0.012345), written(-3), written(0), written(-0.0000312)
    ('1,234', '0.0123', '-3', '0', '-0.0000312')
    """
    if value == 0:
        return "0"
    if abs(value) >= _PARTED:
        return f"{value:,.0f}"
    rounded = Decimal(f"{value:.3g}")
    return f"{rounded.normalize():f}"
