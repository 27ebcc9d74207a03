"""What screening found, in words: in short, or with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.telling.model import Point
from licet.transfer.screening import (
    AGREES,
    CLOSED,
    CONFIRMED,
    CONFLICT,
    IS_IT,
    OPEN,
    SET_ASIDE,
    TAKEN,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.transfer.model import Transfer
    from licet.transfer.screening import Match, Screening

_WORD = {
    TAKEN: "TAKEN as listed", OPEN: "OPEN", CONFIRMED: "confirmed by a person", CLOSED: "closed by a person",
    CONFLICT: "CONFLICT", AGREES: "as stated", SET_ASIDE: "set aside",
}  # fmt: skip
FIRST = (CONFLICT, TAKEN, OPEN, CONFIRMED, AGREES, CLOSED, SET_ASIDE)
"""Standings in the order in which hits are told."""
_SHOWN = 3
"""Hits of a name in the short telling, beside those that are taken or in conflict."""
_HASH = 12


def in_short(transfer: Transfer) -> tuple[Point, ...]:
    """The part of an answer about its names, in a few sentences; empty where none was to be screened."""
    return _screening(transfer, why=False)


def in_full(transfer: Transfer) -> tuple[Point, ...]:
    """The same with every hit, its reasons and each edition searched."""
    return _screening(transfer, why=True)


def _point(
    text: str,
    inner: tuple[Point, ...] = (),
    *,
    holds: bool | None = None,
    kind: str = "party",
    name: str = "",
) -> Point:
    return Point(text, holds, kind, inner=inner, rule=name)


def _screening(transfer: Transfer, *, why: bool) -> tuple[Point, ...]:
    found = transfer.screening
    if found is None:
        return ()
    if found.off:
        return (_point(f"Parties: not screened, {found.off}. What is not screened is not known."),)
    return (_point("Parties against the lists:", tuple(_inner(transfer, found, why=why))),)


def _inner(transfer: Transfer, found: Screening, *, why: bool) -> Iterator[Point]:
    for name in found.names:
        if matches := _of(found, name):
            hits = map(_full, matches) if why else _short(matches)
            yield _point(f"“{name}” ({whose(transfer, matches[0])}):", tuple(hits), name=name)
    for name, reason in found.cannot:
        way_out = (
            "Its lists are as stated" if name in found.relied else "Look for it by other means"
        )
        yield _point(f"“{name}” cannot be screened: {reason.rstrip('.')}. {way_out}.")
    unread = dict(found.cannot)
    quiet = [each for each in found.names if not _of(found, each) and each not in unread]
    if quiet:
        names = ", ".join(f"“{each}”" for each in quiet)
        yield _point(f"No hit for {names}, which proves nothing.")
    yield from _searched(found, why=why)


def _of(found: Screening, name: str) -> list[Match]:
    matches = [each for each in found.matches if each.name == name]
    return sorted(matches, key=lambda each: FIRST.index(each.standing))


def _short(matches: list[Match]) -> Iterator[Point]:
    taken = [each for each in matches if each.standing == TAKEN]
    if taken:
        yield _taken(taken)
    sure = {each.hit.entry.list for each in taken}
    grave = [each for each in matches if each.standing == CONFLICT]
    rest = [
        e for e in matches if e.standing not in (TAKEN, CONFLICT) and e.hit.entry.list not in sure
    ]
    shown = [*grave, *rest[:_SHOWN]]
    yield from map(_brief, shown)
    if left := len(matches) - len(shown) - len(taken):
        yield _point(f"and {left} more that {'is' if left == 1 else 'are'} like it", kind="more")


def _taken(matches: list[Match]) -> Point:
    """What is taken as listed, in one sentence with each entry and its day."""
    entries = [each.hit.entry for each in matches]
    named = "; ".join(f"{e.id}{f', since {e.since}' if e.since else ''}" for e in entries)
    channels = " or ".join(dict.fromkeys(each.hit.channel for each in matches))
    published = dict.fromkeys(f"“{each.hit.published}”" for each in matches)
    return _point(
        f"TAKEN as listed, because the {channels} is the published {' or '.join(published)} ({named}). "
        "If it is another party, close the hit or state its lists; a person has still to confirm it.",
        holds=True,
    )


def _brief(match: Match) -> Point:
    entry = match.hit.entry
    if match.standing != OPEN:
        return _point(f"{_WORD[match.standing]}: {entry.name}: {match.why}", holds=_holds(match))
    since = f" since {entry.since}" if entry.since else ""
    return _point(f"OPEN: may be the listed “{entry.name}” ({entry.id}{since}); {match.why}")


def _holds(match: Match) -> bool | None:
    """Whether the party counts as the listed one."""
    if match.standing in IS_IT:
        return True
    return False if match.standing in (CLOSED, SET_ASIDE) else None


def _full(match: Match) -> Point:
    entry = match.hit.entry
    since = f", since {entry.since}" if entry.since else ""
    until = f", until {entry.to}" if entry.to else ""
    return _point(
        f"{_WORD[match.standing]}: “{entry.name}” ({entry.id}{since}{until})",
        tuple(map(_point, _reasons(match))),
        holds=_holds(match),
    )


def _reasons(match: Match) -> Iterator[str]:
    hit, entry = match.hit, match.hit.entry
    yield match.why
    if match.standing == OPEN:
        yield match.question
    read = f", read as “{hit.read_as}”" if hit.read_as else ""
    yield f"{hit.channel} “{hit.published}”{read}: {hit.score} of 1000, {hit.band}; edition {hit.edition}"
    if hit.aligned:
        pairs = (
            f"{each.query} = {each.listed} ({each.kind}, {each.weight})" for each in hit.aligned
        )
        yield f"words: {', '.join(pairs)}"
    for whose, words in (("its", hit.unmatched_query), ("the entry's", hit.unmatched_listed)):
        if words:
            yield f"left over of {whose}: {', '.join(words)}"
    yield from hit.factors
    terms = [each for each in (entry.requirement, entry.policy, entry.citation) if each]
    if terms:
        yield "; ".join(terms)


def whose(transfer: Transfer, match: Match) -> str:
    """Whose name met the entry: the exporter's, the end user's, an owner's of the end user."""
    if match.party is None:
        return "exporter"
    party = transfer.parties[match.party]
    role = str(party.role or "party").replace("_", " ")
    if match.via:
        return f"about the {role} {party.name}, {match.via}"
    return role if match.owner is None else f"owner of the {role} {party.name}".strip()


def _searched(found: Screening, *, why: bool) -> Iterator[Point]:
    if not found.searched:
        yield _point("No list was searched.")
    elif why:
        editions = (
            f"{each.list} of {each.as_of}: {each.entries:,} entries, {each.source}, "
            f"sha256 {each.sha256[:_HASH]}"
            for each in found.searched
        )
        yield _point("Searched:", tuple(map(_point, editions)))
    else:
        lists = ", ".join(f"{each.list} {each.as_of}" for each in found.searched)
        yield _point(f"Searched: {lists}.", kind="hashes")
    if found.missing:
        lists = f"{len(found.missing)} lists more" if len(found.missing) > 1 else "One list more"
        named = f": {', '.join(found.missing)}" if why else ""
        kind = "party" if why else "more"
        yield _point(f"{lists} were not searched, since none was loaded{named}.", kind=kind)
    yield from map(_point, found.warnings)
