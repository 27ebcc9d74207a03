"""A match as a hit that a person can judge: which words stood for which, and what spoke against it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from licet.record import replaced
from licet.screen.likeness import FULL
from licet.screen.model import REVIEW, SAME, STRONG, Aligned, Hit

if TYPE_CHECKING:
    from licet.lists.model import Entry, Identifier
    from licet.screen.index import Index
    from licet.screen.lines import Lines
    from licet.screen.match import Asked, Match
    from licet.screen.model import Query


def hit_of(
    match: Match, query: Asked, index: Index, edition: str, lines: Lines, *, channel: str = "name"
) -> Hit:
    """The hit that ``match`` makes."""
    name = match.name
    shown = index.shown[name]
    total = max(1, sum(each[0] for each in query.worth))
    ours: set[int] = set()
    theirs: set[int] = set()
    aligned = []
    for pair in sorted(match.pairs):
        mine = range(pair.query[0], sum(pair.query))
        yours = range(pair.listed[0], sum(pair.listed))
        ours.update(mine)
        theirs.update(yours)
        weight = sum(query.worth[at][0] for at in mine)
        aligned.append(
            Aligned(
                " ".join(query.words[at].shown or query.words[at].text for at in mine),
                " ".join(shown[at] for at in yours),
                pair.kind,
                1000 * weight // total,
            )
        )
    return Hit(
        entry=index.entries[index.owner[name]],
        edition=edition,
        channel=channel,
        published=index.published[name],
        read_as=" ".join(word.text for word in query.words) if query.path else "",
        score=match.score,
        band=SAME if is_identity(match, query, index) else lines.band(match.score),
        aligned=tuple(aligned),
        unmatched_query=tuple(
            word.shown or word.text for at, word in enumerate(query.words) if at not in ours
        ),
        unmatched_listed=tuple(each for at, each in enumerate(shown) if at not in theirs),
        factors=(query.path, *match.factors) if query.path else match.factors,
    )


def is_identity(match: Match, query: Asked, index: Index) -> bool:
    """Whether the query has the listed name's very words, in their order and with nothing besides."""
    if match.factors or sum(pair.query[1] for pair in match.pairs) != len(query.words):
        return False
    if sum(pair.listed[1] for pair in match.pairs) != len(index.shown[match.name]):
        return False
    ordered = sorted(match.pairs)
    return all(pair.kind == "same" and pair.likeness == FULL for pair in ordered) and all(
        before.listed < after.listed for before, after in pairwise(ordered)
    )


def weighed(hit: Hit, query: Query) -> Hit:
    """The hit with what country and identifiers say for or against it; they never clear it alone."""
    factors = list(hit.factors)
    band = hit.band
    if against := _other_country(hit.entry, query):
        factors.append(against)
        band = _lowered(band)
    for kind, same, theirs in numbers_compared(hit.entry, query):
        if same:
            factors.append(f"the same {kind} number")
        else:
            factors.append(f"another {kind} number is listed: {', '.join(theirs)}")
            band = _lowered(band)
    return replaced(hit, band=band, factors=tuple(factors))


def _lowered(band: str) -> str:
    return {SAME: STRONG, STRONG: REVIEW}.get(band, band)


def _other_country(entry: Entry, query: Query) -> str:
    country = query.country.upper()
    if not country or not entry.countries or country in entry.countries:
        return ""
    return f"the countries differ: {country} asked, {', '.join(entry.countries)} listed"


def numbers_compared(entry: Entry, query: Query) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Each kind of number that both sides have, whether one is the same, and the entry's own as printed."""
    found = []
    for kind in dict.fromkeys(kind_of(each) for each in query.identifiers if bare(each.value)):
        mine = {bare(each.value) for each in query.identifiers if kind_of(each) == kind}
        theirs = {
            bare(each.value): each.value for each in entry.identifiers if kind_of(each) == kind
        }
        theirs.pop("", None)
        if theirs:
            found.append((kind, bool(mine & theirs.keys()), tuple(theirs.values())))
    return found


def kind_of(number: Identifier) -> str:
    """An identifier's kind, in capitals."""
    return number.kind.strip().upper()


def bare(number: str) -> str:
    """An identifier without marks and case.

    >>> bare("91-440300 19246176e")
    '9144030019246176E'
    """
    return "".join(each for each in normalize("NFKC", number) if each.isalnum()).upper()
