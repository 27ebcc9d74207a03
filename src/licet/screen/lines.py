"""The two lines of a score, and what was measured at each: risk settings, kept as data."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from licet.record import record
from licet.screen.model import BELOW, REVIEW, STRONG


@record
class Lines:
    """Scores in thousandths from which a hit is shown for review, and from which it is strong."""

    review: int
    strong: int
    least_weight: int
    measured: Any = None

    def band(self, score: int) -> str:
        """The band of a score that is no identity."""
        return STRONG if score >= self.strong else REVIEW if score >= self.review else BELOW


@cache
def shipped() -> Lines:
    """The lines that ship."""
    data = tomllib.loads((Path(__file__).parent / "lines.toml").read_text("utf-8"))
    return Lines(data["review"], data["strong"], data["least_weight"], data["measured"])
