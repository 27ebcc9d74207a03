"""The example of docs/screening.md is what the program reckons."""

from datetime import date
from pathlib import Path

from licet.lists.shipped import shipped
from licet.screen import match
from licet.screen.model import Query
from licet.screen.screener import Screener

PAGE = Path(__file__).resolve().parents[2] / "docs" / "screening.md"


def test_the_arithmetic_of_the_page():
    screener = Screener.of(shipped())
    number, found, asked = screener.ranked("Biren Technolgy Suzhou")[0]
    listed = screener.index.worth[found.name]
    ours = match._covered(asked.worth, found.pairs, 0, match.KNOBS.query_soft, 100)  # fmt: skip
    theirs = match._covered(listed, found.pairs, 1, match.KNOBS.listed_soft, 100)  # fmt: skip
    shares = [1000 * answered // whole for answered, whole in (ours, theirs)]
    page = PAGE.read_text(encoding="utf-8")
    for figure in (ours[0], ours[1], theirs[1], *shares):
        assert f"{figure:,}" in page
    assert f"**{found.score}**" in page
    hit = screener.one(Query("Biren Technolgy Suzhou"), date(2026, 8, 1)).hits[0]
    assert (hit.score, hit.entry) == (found.score, screener.entries[number])
