"""One reading of a query against the index: candidates by shared words, then words set against words.

All arithmetic is in integers (thousandths), so that a score is the same on every machine and in
whatever order names come.
"""

from __future__ import annotations

from heapq import nsmallest
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from licet.names.latin import is_near_form
from licet.names.words import BRAND, FORM, GENERAL, NUMBER, WORD
from licet.screen.index import KINDS, LISTED_SOFT, held, spans, worth
from licet.screen.likeness import FULL

if TYPE_CHECKING:
    from licet.names.words import Reading, Word
    from licet.screen.index import Index
    from licet.screen.likeness import Likely, Likeness


class Pair(NamedTuple):
    """A stretch of the query and a stretch of the listed name that stand for each other."""

    query: tuple[int, int]
    listed: tuple[int, int]
    likeness: int
    kind: str
    weight: int
    """The most that the pair may weigh on either side: the lesser, where the words are not the same."""


class Match(NamedTuple):
    """A listed name (by its number in the index) with its score, in thousandths, and what made it."""

    score: int
    name: int
    pairs: tuple[Pair, ...]
    factors: tuple[str, ...]


class Asked(NamedTuple):
    """A reading of a query, looked up: its words, their worth, and the listed words for each span."""

    words: tuple[Word, ...]
    worth: tuple[tuple[int, int], ...]
    likely: tuple[tuple[int, int, Likely], ...]
    numbers: frozenset[str]
    cut: bool
    path: str
    held: int
    """What all its words weigh where nothing answers to them."""
    has_brand: bool = False


class Knobs(NamedTuple):
    """The settings of the score; the values shipped are those measured (docs/screening.md)."""

    query_share: int = 45
    """Percent of the weight that the query's coverage has; the listed name's has the rest."""
    evidence: int = 9000
    """Weight (thousandths of a nat) at which the evidence counts half."""
    query_soft: tuple[int, ...] = (100, 15, 25, 40, 5, 5, 100, 100)
    """Percent of its weight that an unmatched word of the query is held at, by kind (``index.KINDS``)."""
    branded_soft: tuple[int, ...] = (100, 15, 25, 40, 5, 5, 40, 100)
    """The same where a brand that the tables know is matched: general words beside it tell little."""
    listed_soft: tuple[int, ...] = LISTED_SOFT
    """The same for the listed name."""
    branded: int = 17000
    """The least evidence (in weight) that such a brand is taken for."""
    sure: int = 950
    """Likeness from which a brand is taken to be matched."""
    cut_soft: int = 15
    """Percent of that where the query may have been cut off."""
    telling: int = 8000
    """Weight of the weightiest shared word from which names are taken to share more than general words."""
    hard: tuple[int, ...] = (100, 90, 90, 90, 10, 10, 100, 100)
    """Held against either side, by kind, where they share general words only."""
    numbers_differ: int = 650
    numbers_one_side: int = 950
    candidates: int = 16
    common: int = 1000
    """Names that the rarer words may bring before a further word is left for the setting of words."""
    exact: int = 300
    """What the same words on both sides, and no others, add: thousandths of what was lacking."""


KNOBS = Knobs()


def asked(way: Reading, index: Index, likeness: Likeness, *, cut: bool = False) -> Asked:
    """Look up the words of a reading."""
    words = way.words
    last = len(words) - 1
    found: list[tuple[int, int, Likely]] = []
    for text, start, size in spans(words):
        word = words[start]
        if size == 1:
            if text != word.text:
                continue  # other readings are looked up with the word
            likely = likeness.of(word, cut=cut and start == last)
        else:
            likely = likeness.exactly(text, word.kind)
        if likely:
            found.append((start, size, likely))
    worths = tuple([_worth(word, at == last, index) for at, word in enumerate(words)])
    return Asked(
        words,
        worths,
        tuple(found),
        frozenset(word.text for word in words if word.kind == NUMBER),
        cut,
        way.path,
        held(worths, KNOBS.branded_soft),
        any(kind == KINDS[BRAND] for _, kind in worths),
    )


def _worth(word: Word, at_end: bool, index: Index) -> tuple[int, int]:  # noqa: FBT001 - called once
    """A word's worth in a query, where a mistyped legal form is told from a word of the name."""
    unknown = word.kind in (WORD, GENERAL) and not word.shown and word.text not in index.vocabulary
    if unknown and is_near_form(word.text, at_end=at_end):
        word = word._replace(kind=FORM)
    return worth(word, index.weight(word))


def matches(query: Asked, index: Index, floor: int = 0, knobs: Knobs = KNOBS) -> list[Match]:
    """Listed names that answer to ``query`` with at least ``floor``, best first."""
    found = []
    by_number = _by_number(query)
    for name, weight in _candidates(query, index, floor, knobs):
        if floor and _most(query, name, weight * _JOINED // 100, index, knobs) < floor:
            continue
        match = score(query, name, index, knobs, by_number)
        if match.score >= floor:
            found.append(match)
    found.sort(key=lambda each: (-each.score, each.name))
    return found


_JOINED = 150
"""Percent: words written together may weigh more than what was gathered for them."""


def _most(query: Asked, name: int, weight: int, index: Index, knobs: Knobs) -> int:
    """The best score that a name can have which shares no more than ``weight`` with the query."""
    if weight <= 0:
        return 0
    ours = FULL * weight // max(weight, query.held)
    theirs = FULL if query.cut else FULL * weight // max(weight, index.held[name])
    share = knobs.query_share
    both = 100 * (ours + 1) * (theirs + 1) // (share * theirs + (100 - share) * ours)
    evidence = weight * weight
    most = both * evidence // (evidence + knobs.evidence**2) + 1
    return most + max(0, FULL - most) * knobs.exact // FULL if ours == theirs == FULL else most


def _candidates(query: Asked, index: Index, floor: int, knobs: Knobs) -> list[tuple[int, int]]:
    """Names that share the query's telling words, with the most weight that they may share.

    Those that share most for their length come first.

    A name whose shared weight cannot bring it to ``floor`` is left out.
    """
    postings = index.postings
    gathered: dict[int, int] = {}
    brought = 0
    rest = 0
    by_rarity = sorted(
        (sum([len(postings[number]) for number in likely]), at)
        for at, (_, _, likely) in enumerate(query.likely)
    )
    for count, at in by_rarity:
        start, size, likely = query.likely[at]
        weight = _sum(query.worth, start, size)
        brought += count
        if brought > knobs.common and gathered:
            rest += weight
            continue
        if len(likely) == 1:
            [(number, (likeness, _))] = likely.items()
            worth_of = weight * likeness // 1000
            if not gathered:
                gathered = dict.fromkeys(postings[number], worth_of)
                continue
            for name in postings[number]:
                gathered[name] = gathered.get(name, 0) + worth_of
            continue
        best: dict[int, int] = {}
        for number, (likeness, _) in likely.items():
            for name in postings[number]:
                if best.get(name, 0) < likeness:
                    best[name] = likeness
        for name, likeness in best.items():
            gathered[name] = gathered.get(name, 0) + weight * likeness // 1000
    least = _least_weight(floor, knobs) - rest
    theirs = index.held
    ours = query.held + 1
    ranked = [
        (-weight * 2000 // (ours + theirs[name]), name)
        for name, weight in gathered.items()
        if weight >= least
    ]
    if len(ranked) > knobs.candidates:
        ranked = nsmallest(knobs.candidates, ranked)
    return [(name, gathered[name] + rest) for _, name in ranked]


def _least_weight(floor: int, knobs: Knobs) -> int:
    """The shared weight below which no score reaches ``floor``, whatever the coverage."""
    if not floor:
        return 0
    return isqrt(knobs.evidence**2 * floor // max(1, FULL - floor)) * 9 // 10


def score(
    query: Asked, name: int, index: Index, knobs: Knobs = KNOBS, by_number: ByNumber | None = None
) -> Match:
    """Set the query's words against those of one listed name."""
    pairs = _aligned(query, name, index, _by_number(query) if by_number is None else by_number)
    listed = index.worth[name]
    if not pairs:
        return Match(0, name, (), ())
    telling = _peak(query, listed, pairs) >= knobs.telling
    branded = telling and query.has_brand and _is_branded(query, pairs, knobs)
    soft = knobs.branded_soft if branded else knobs.query_soft
    ours = _covered(query.worth, pairs, 0, soft if telling else knobs.hard, _WHOLE)
    theirs = _covered(
        listed,
        pairs,
        1,
        knobs.listed_soft if telling else knobs.hard,
        knobs.cut_soft if query.cut else _WHOLE,
    )
    if not ours[0] or not theirs[0]:
        return Match(0, name, (), ())
    share = knobs.query_share
    query_part = 1000 * ours[0] // ours[1]
    listed_part = 1000 * theirs[0] // theirs[1]
    both = 100 * query_part * listed_part // (share * listed_part + (100 - share) * query_part)
    evidence = min(ours[0], theirs[0])
    if branded and evidence < knobs.branded:
        evidence = knobs.branded
    evidence *= evidence
    total = both * evidence // (evidence + knobs.evidence**2)
    if query_part == listed_part == FULL and all(pair.kind in _WHOLLY for pair in pairs):
        total += (FULL - total) * knobs.exact // 1000
    factors: tuple[str, ...] = ()
    numbers = index.numbers[name]
    if query.numbers != numbers:
        if query.numbers and numbers and not (query.numbers <= numbers or numbers <= query.numbers):
            total = total * knobs.numbers_differ // 1000
            factors = ("the numbers in the names differ",)
        else:
            total = total * knobs.numbers_one_side // 1000
            factors = ("one name has a number that the other lacks",)
    return Match(total, name, pairs, factors)


_WHOLE = 100


def _is_branded(query: Asked, pairs: tuple[Pair, ...], knobs: Knobs) -> bool:
    """Whether a brand that the tables know, read from another script, is among what both names have."""
    brand = KINDS[BRAND]
    return any(
        query.worth[pair.query[0]][1] == brand and pair.likeness >= knobs.sure for pair in pairs
    )


def _covered(
    worths: tuple[tuple[int, int], ...],
    pairs: tuple[Pair, ...],
    side: int,
    soft: tuple[int, ...],
    rest: int,
) -> tuple[int, int]:
    """Weight of one side (0 the query's, 1 the listed name's) that is answered, and the whole it is held against."""
    answered = whole = taken = 0
    for pair in pairs:
        start, size = pair.listed if side else pair.query
        if size == 1:
            weight = worths[start][0]
            taken |= 1 << start
        else:
            weight = _sum(worths, start, size)
            taken |= ((1 << size) - 1) << start
        weight = min(weight, pair.weight)
        whole += weight
        answered += weight * pair.likeness // 1000
    if taken + 1 < 1 << len(worths):
        left = 0
        for at, (weight, kind) in enumerate(worths):
            if not taken >> at & 1:
                left += weight * soft[kind] * rest // 10_000
        whole += left
    return answered, whole


def _peak(query: Asked, listed: tuple[tuple[int, int], ...], pairs: tuple[Pair, ...]) -> int:
    """The weight of the weightiest word that both names have."""
    most = 0
    for pair in pairs:
        shared = pair.weight
        if shared == _NO_LIMIT:
            shared = min(_sum(query.worth, *pair.query), _sum(listed, *pair.listed))
        shared = shared * pair.likeness // 1000
        most = max(most, shared)
    return most


ByNumber = dict[int, list[tuple[int, int, int, str, int]]]
"""For each listed word, the spans of the query that it may be: start, size, likeness, kind, weight."""


def _by_number(query: Asked) -> ByNumber:
    found: ByNumber = {}
    for start, size, likely in query.likely:
        weight = _sum(query.worth, start, size)
        for number, (likeness, kind) in likely.items():
            found.setdefault(number, []).append((start, size, likeness, kind, weight))
    return found


def _aligned(query: Asked, name: int, index: Index, by_number: ByNumber) -> tuple[Pair, ...]:
    """Stretches that stand for each other, the weightiest first, each part used once."""
    possible = []
    listed = index.worth[name]
    for number, at, width in index.spans[name]:
        told = by_number.get(number)
        if told is None:
            continue
        theirs = listed[at][0] if width == 1 else _sum(listed, at, width)
        for start, size, likeness, kind, mine in told:
            if kind == "reading" and _other_characters(query.words[start], index.shown[name][at]):
                likeness = likeness * _SAME_SOUND // FULL  # noqa: PLW2901 - judged anew
            if size != width:
                weight, whole = theirs, False
                kind = "joined" if kind in _PLAIN else kind  # noqa: PLW2901 - the same pair, told better
            else:
                weight = min(theirs, mine)
                whole = size > 1  # the words one by one say the same, if they do
            possible.append(
                (whole, -likeness * weight, start, size, at, width, likeness, kind, weight)
            )
    if not possible:
        return ()
    if len(possible) > 1:
        possible.sort()
    ours = yours = 0
    found = []
    for _, _, start, size, at, width, likeness, kind, weight in possible:
        here = ((1 << size) - 1) << start
        there = ((1 << width) - 1) << at
        if ours & here or yours & there:
            continue
        ours |= here
        yours |= there
        most = weight if size == width else _NO_LIMIT
        found.append(Pair((start, size), (at, width), likeness, kind, most))
    return tuple(found)


def _other_characters(word: Word, listed: str) -> bool:
    """Whether both are written in characters, and in other ones, though they sound alike."""
    return not listed.isascii() and not word.shown.isascii() and listed != word.shown


_SAME_SOUND = 600
_NO_LIMIT = 1 << 60
_PLAIN = ("same", "spelling")
_WHOLLY = ("same", "brand", "reading")
"""Kinds of likeness in which nothing is guessed."""


def _sum(worths: tuple[tuple[int, int], ...], start: int, size: int) -> int:
    if size == 1:
        return worths[start][0]
    return sum(each[0] for each in worths[start : start + size])
