"""Reforms that touch the same thing on the same days, which cannot both be law."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.record import record
from licet.reform.model import Add, Members, Repeal, Replace, Rows, Set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from licet.errors import Place
    from licet.reform.model import Patch, Reform, Span

WHOLE = ""


@record
class Touch:
    """One thing that a patch touches: of which provision, group or table, and what of it; all where empty."""

    kind: str
    name: str
    what: tuple[str, ...]
    span: Span
    place: Place

    def meets(self, other: Touch) -> bool:
        """Whether both touch one thing on one day."""
        if (self.kind, self.name) != (other.kind, other.name):
            return False
        apart = self.what and other.what and self.what != other.what
        one, two = self.span, other.span
        days = one.since < (two.until or date.max) and two.since < (one.until or date.max)
        return days and not apart

    def __str__(self) -> str:
        """The thing, and where it is touched."""
        what = "".join(f" {each}" for each in self.what if each)
        return f"{self.kind} {self.name}{what}"


def touches(patch: Patch) -> Iterator[Touch]:
    """What a patch touches."""
    match patch:
        case Add(page, span, place) | Replace(page, span, place):
            yield Touch("provision", str(page.front.get("id")), (), span, place)
        case Repeal(name, span, place):
            yield Touch("provision", name, (), span, place)
        case Set(name, part, what, _, was, span, place):
            # A part may stand inside the rule, so two limits are apart only by their fact or number.
            told = (what,) if what in ("policy", "rate_pct", "state") else ("text", part, what, was)
            yield Touch("provision", name, told, span, place)
        case Members(group, gains, loses, span, place):
            for code in (*gains, *loses):
                yield Touch("group", group, (code,), span, place)
        case Rows(table, gains, loses, span, place):
            for row in (*gains, *loses):
                key = row.get("name", row.get("regime", ""))
                yield Touch("table", table, (str(key),) if key else (), span, place)


def conflicts(reforms: Iterable[Reform]) -> Iterator[tuple[Reform, Touch, Reform, Touch]]:
    """Every pair of patches of two reforms that touch the same thing on the same days."""
    told = [(each, [t for patch in each.patches for t in touches(patch)]) for each in reforms]
    for (one, mine), (other, theirs) in combinations(told, 2):
        for touch in mine:
            for another in theirs:
                if touch.meets(another):
                    yield one, touch, other, another


def refuse_conflicts(reforms: Sequence[Reform]) -> None:
    """``InputError`` where two reforms touch the same thing, with all that they share."""
    found = list(conflicts(reforms))
    if not found:
        return
    one, touch, other, another = found[0]
    more = "" if len(found) == 1 else f", and {len(found) - 1} more"
    raise InputError(
        f"{one.name} and {other.name} both touch {touch} ({touch.place} and {another.place}{more}), so which of them "
        "is meant to be law is not said. Leave one out, end one before the other begins (until), or write a third "
        "reform that says what you mean",
        touch.place,
    )
