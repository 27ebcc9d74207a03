"""A wording of a date as it was met in a text, and what it may be counted from."""

from __future__ import annotations

from datetime import date

from licet.news.model import NO_DATE, UNKNOWN, Dated, Span
from licet.record import record

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "reiwa": 2018, "heisei": 1988, "showa": 1925}
STEP = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "before": -1, "next": 1, "following": 1, "coming": 1, "after": 1, "ahead": 1}  # fmt: skip


@record
class Met:
    """One wording: its kind, its place, the parts that its form named, and how its verb looks."""

    kind: str
    span: Span
    words: str
    said: dict[str, str | None]
    looks: str

    def get(self, *names: str) -> str:
        """The first of some parts that is there, in small letters."""
        return next((value.casefold() for name in names if (value := self.said.get(name))), "")


@record
class Near:
    """What a date is counted from: the anchor, the date told last, the day told last, and that not ahead; ``old`` in a history.

    ``story`` is a date nearby whose year a wording without one shares.
    """

    known: date | None
    whole: bool
    old: bool = False
    last: Dated = NO_DATE
    day: Dated = NO_DATE
    past: Dated = NO_DATE
    story: Dated = NO_DATE


def unknown(met: Met) -> Dated:
    """A wording that the text gives no value."""
    return Dated(UNKNOWN, how=f"{met.words!r} has no day to count from")


def year_of(met: Met, near: Near) -> int:
    """The year that the words give; 0 if none."""
    said, which = met.get("year"), met.get("which")
    if met.kind == "era":
        return ERAS[met.get("era")] + (1 if said == "元" else int(said))
    if said:
        return int(said) + (2000 if len(said) == 2 else 0)
    if not which:
        return 0
    if which in ("this year", "last year", "next year", "this", "last", "next", "the"):
        return near.known.year + STEP.get(which.split()[0], 0) if near.known else 0
    base = near.last.first.year if near.last.first else 0
    return base + sum(STEP.get(word, 0) for word in which.split()) if base else 0
