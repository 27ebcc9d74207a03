"""The memo as a PDF of two pages, with one or two plots."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from licet.charts.picture import as_files
from licet.letters.letter import SHARED
from licet.letters.typeset import Form, pdf
from licet.whatif.memo import END, READ, asked, sections, stamped
from licet.whatif.pictures import pictures
from licet.whatif.result import Result

_FORM = Form(Path(__file__).resolve().parent / "forms" / "memo.typ", (SHARED,))
_BEST = (
    "compute-share",
    "leakage-chips",
    "trade-welfare",
    "revenue-readings",
    "flips",
    "allies-heat",
)
"""Plots that a memo would rather show, the first first."""
_PLOTS, _FIRST = 2, 1
_SIZES = ((10.5, 900), (10.0, 1250), (9.2, 1500), (8.6, 1800), (8.0, 1_000_000))
"""Size of type in points, up to how many words: a memo stays on two pages."""
_LEAD = re.compile(r"\*\*(.+?)\*\*\s*(.*)", re.DOTALL)


def can_set() -> bool:
    """Whether what sets a PDF is installed (extra ``desk``)."""
    return find_spec("typst") is not None


def sheet(result: Result) -> bytes:
    """The memo as PDF, dated by the law after: the same bytes for the same result.

    Raises:
        InputError: typst is not installed.
    """
    at = datetime.fromisoformat(str(result.scenario["after"]["on"])).replace(tzinfo=UTC)
    return pdf(_FORM, data_of(result), at)


def data_of(result: Result) -> dict[str, Any]:
    """The memo as the form reads it."""
    found: list[dict[str, Any]] = [
        {"head": head, "lines": [_entry(each) for each in lines]}
        for head, lines in sections(result)
    ]
    words = sum(len(line["text"].split()) for each in found for line in each["lines"])
    day = datetime.fromisoformat(str(result.scenario["after"]["on"]))
    return {
        "title": str(result.scenario["title"]), "day": [day.year, day.month, day.day], "asked": asked(result),
        "read": READ, "first": found[:_FIRST], "rest": found[_FIRST:], "plots": _plots(result), "end": END,
        "stamp": stamped(result), "size": next(size for size, most in _SIZES if words <= most),
    }  # fmt: skip


def _entry(line: str) -> dict[str, str]:
    if found := _LEAD.fullmatch(line):
        return {"head": found[1], "text": found[2]}
    return {"head": "", "text": line}


def _plots(result: Result) -> list[dict[str, str]]:
    made = {plot.id: (plot, drawn) for each in result.parts for plot, _, drawn in pictures(each)}
    wanted = [made[name] for name in _BEST if name in made][:_PLOTS]
    return [
        {"svg": as_files(picture, plot.title)[0].decode(), "alt": f"Plot: {plot.title}"}
        for plot, picture in wanted
    ]
