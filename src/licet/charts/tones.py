"""What a status looks like in a chart: a tone that the style sheet colors, and a shape of its own.

Vega wants colors; the page wants names that light and dark looks color each in its way.  So a chart is
drawn in marker colors, one a tone, and ``licet.charts.clean`` puts classes in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as words

if TYPE_CHECKING:
    from collections.abc import Sequence

TONES = (
    "ink", "soft", "rule", "paper", "tint", "halo", "stop", "need", "case", "open", "calm", "none", "fine",
    "stop-tint", "need-tint", "case-tint", "open-tint", "calm-tint", "none-tint", "fine-tint",
)  # fmt: skip
"""Every tone that ``licet.css`` colors, as ``.f-TONE`` (fill) and ``.l-TONE`` (line)."""

SHAPES = {
    "stop": "M-1,-1H1V1H-1Z",
    "need": "M0,-1.15L1.15,1H-1.15Z",
    "case": "M-1.15,-1H1.15L0,1.15Z",
    "open": "M0,-1.1A1.1,1.1,0,0,1,0,1.1A1.1,1.1,0,0,1,0,-1.1Z",
    "fine": "M0,-1.1A1.1,1.1,0,0,1,0,1.1A1.1,1.1,0,0,1,0,-1.1Z",
    "none": "M0,-1.1A1.1,1.1,0,0,1,0,1.1A1.1,1.1,0,0,1,0,-1.1Z",
    "calm": "M0,-1.3L1.3,0L0,1.3L-1.3,0Z",
}
"""The outline of each tone's point, one unit about its middle."""

NAMES = {
    "stop": "Prohibited",
    "need": "License required",
    "case": "License required, perhaps case by case",
    "open": "Open: rests on facts not stated",
    "calm": "Exception, filing, or suspended",
    "none": "No requirement found",
}
"""What each tone of an answer says, strictest first."""

_STATUS = {
    words.PROHIBITED: "stop",
    words.CONFLICT: "stop",
    words.LICENSE: "need",
    words.STALE: "need",
    words.EXCEPTION: "calm",
    words.NOTIFY: "calm",
    words.SUSPENDED: "calm",
    words.UNKNOWN: "open",
    words.OUT_OF_SCOPE: "open",
    words.NOTHING: "none",
}


_MILD = frozenset({"case_by_case", "presumption_of_approval", "tailored"})


def tone_of(status: str, review: Sequence[str] = ()) -> str:
    """The tone of a status; that of an open answer where the status is not known here.

    ``review`` are the policies of review that are open: a license that may be had case by case has a
    tone of its own.

    >>> tone_of("license_required", ["presumption_of_denial", "case_by_case"]), tone_of("?")
    ('case', 'open')
    """
    if status == words.LICENSE and _MILD & set(review):
        return "case"
    return _STATUS.get(status, "open")


def marker(tone: str) -> str:
    """The color that stands for a tone while Vega draws.

    >>> marker("ink"), tone_at(marker("ink"))
    ('#0f0f00', 'ink')
    """
    return f"#0f0f{TONES.index(tone):02x}"


def tone_at(color: str) -> str | None:
    """The tone that a marker color stands for; None for any other text."""
    if not color.startswith("#0f0f") or not 0 <= int(color[5:], 16) < len(TONES):
        return None
    return TONES[int(color[5:], 16)]


def symbol(tone: str, *, hollow: bool = False) -> str:
    """A point as a small picture, for the key under a chart."""
    look = f"l-{tone} f-paper" if hollow else f"f-{tone} l-paper"
    return (
        '<svg class="symbol" width="16" height="16" viewBox="-2 -2 4 4" aria-hidden="true">'
        f'<path class="{look}" stroke-width="{"0.45" if hollow else "0.1"}" d="{SHAPES[tone]}"/></svg>'
    )
