"""Charts as SVG, drawn on the server: no browser and no script is needed to see one.

``scatter`` draws points over the regions of a law, ``timeline`` spans in lanes, ``bars`` counts.  Each
gives ``Drawn``: the SVG at two widths, and the rows of the table that says the same.
"""

from licet.charts.bars import Bar, bars
from licet.charts.drawn import Drawn
from licet.charts.scatter import Axis, Edge, Patch, Point, scatter
from licet.charts.timeline import Mark, Span, timeline
from licet.charts.tones import NAMES, symbol, tone_of

__all__ = [
    "NAMES", "Axis", "Bar", "Drawn", "Edge", "Mark", "Patch", "Point", "Span", "bars", "scatter", "symbol",
    "timeline", "tone_of",
]  # fmt: skip
