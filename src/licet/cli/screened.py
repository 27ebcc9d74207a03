"""What screening found, as a person reads it: in short, or with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import wrapped
from licet.transfer.screening import AGREES, CLOSED, CONFIRMED, CONFLICT, OPEN, SET_ASIDE, TAKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.transfer.model import Transfer
    from licet.transfer.screening import Match, Screening

_WORD = {
    TAKEN: "TAKEN as listed", OPEN: "OPEN", CONFIRMED: "confirmed by a person", CLOSED: "closed by a person",
    CONFLICT: "CONFLICT", AGREES: "as stated", SET_ASIDE: "set aside",
}  # fmt: skip
_FIRST = (CONFLICT, TAKEN, OPEN, CONFIRMED, AGREES, CLOSED, SET_ASIDE)
_SHOWN = 3
"""Hits of a name in the short answer, beside those that are taken or in conflict."""
_HASH = 12


def screening_lines(transfer: Transfer, *, why: bool) -> Iterator[str]:
    """The part of an answer about its names; nothing where none was to be screened."""
    found = transfer.screening
    if found is None:
        return
    yield ""
    if found.off:
        yield wrapped(
            f"Parties: not screened, {found.off}. What is not screened is not known.", 0, 4
        )
        return
    yield "Parties against the lists:"
    for name in found.names:
        yield from _of_name(transfer, found, name, why=why)
    for name, reason in found.cannot:
        way_out = (
            "Its lists are as stated" if name in found.relied else "Look for it by other means"
        )
        yield wrapped(f"“{name}” cannot be screened: {reason.rstrip('.')}. {way_out}.", 4, 6)
    quiet = [each for each in found.names if not _of(found, each)]
    quiet = [each for each in quiet if each not in dict(found.cannot)]
    if quiet:
        yield wrapped(f"No hit for {_quoted(quiet)}, which proves nothing.", 4, 6)
    yield from _searched(found, why=why)


def brief_line(transfer: Transfer) -> str:
    """One line where names wait for a person, or were not screened; empty otherwise."""
    found = transfer.screening
    if found is None:
        return ""
    if found.off:
        return f"{transfer.item}: parties not screened, {found.off}"
    standings = [each.standing for each in found.unsettled]
    parts = [f"{standings.count(each)} {each}" for each in _FIRST if each in standings]
    unread = [name for name, _ in found.cannot if name not in found.relied]
    parts += [f"{len(unread)} not to be screened"] if unread else []
    if not parts:
        return ""
    return f"{transfer.item}: parties on lists: {', '.join(parts)}; a person has still to look (leave out --brief to see them)"


def _of(found: Screening, name: str) -> list[Match]:
    matches = [each for each in found.matches if each.name == name]
    return sorted(matches, key=lambda each: _FIRST.index(each.standing))


def _of_name(transfer: Transfer, found: Screening, name: str, *, why: bool) -> Iterator[str]:
    matches = _of(found, name)
    if not matches:
        return
    yield wrapped(f"“{name}” ({_who(transfer, matches[0])}):", 4, 6)
    if why:
        for each in matches:
            yield from _full(each)
        return
    taken = [each for each in matches if each.standing == TAKEN]
    if taken:
        yield from _taken(taken)
    sure = {each.hit.entry.list for each in taken}
    grave = [each for each in matches if each.standing == CONFLICT]
    rest = [
        e for e in matches if e.standing not in (TAKEN, CONFLICT) and e.hit.entry.list not in sure
    ]
    shown = [*grave, *rest[:_SHOWN]]
    for each in shown:
        yield from _short(each)
    if left := len(matches) - len(shown) - len(taken):
        yield wrapped(f"and {left} more that {'is' if left == 1 else 'are'} like it (--why)", 6, 8)


def _taken(matches: list[Match]) -> Iterator[str]:
    """What is taken as listed, in one sentence with each entry and its day."""
    entries = [each.hit.entry for each in matches]
    named = "; ".join(f"{e.id}{f', since {e.since}' if e.since else ''}" for e in entries)
    channels = " or ".join(dict.fromkeys(each.hit.channel for each in matches))
    published = dict.fromkeys(f"“{each.hit.published}”" for each in matches)
    yield wrapped(
        f"TAKEN as listed, because the {channels} is the published {' or '.join(published)} ({named}). "
        "If it is another party, close the hit or state its lists; a person has still to confirm it.",
        6,
        8,
    )


def _short(match: Match) -> Iterator[str]:
    entry = match.hit.entry
    if match.standing == OPEN:
        since = f" since {entry.since}" if entry.since else ""
        yield wrapped(
            f"OPEN: may be the listed “{entry.name}” ({entry.id}{since}); {match.why}", 6, 8
        )
    else:
        yield wrapped(f"{_WORD[match.standing]}: {entry.name}: {match.why}", 6, 8)


def _full(match: Match) -> Iterator[str]:
    hit, entry = match.hit, match.hit.entry
    since = f", since {entry.since}" if entry.since else ""
    until = f", until {entry.to}" if entry.to else ""
    yield wrapped(f"{_WORD[match.standing]}: “{entry.name}” ({entry.id}{since}{until})", 6, 8)
    yield wrapped(match.why, 8, 10)
    if match.standing == OPEN:
        yield wrapped(match.question, 8, 10)
    read = f", read as “{hit.read_as}”" if hit.read_as else ""
    yield wrapped(
        f"{hit.channel} “{hit.published}”{read}: {hit.score} of 1000, {hit.band}; edition {hit.edition}",
        8,
        10,
    )
    if hit.aligned:
        pairs = ", ".join(
            f"{each.query} = {each.listed} ({each.kind}, {each.weight})" for each in hit.aligned
        )
        yield wrapped(f"words: {pairs}", 8, 10)
    for whose, words in (("its", hit.unmatched_query), ("the entry's", hit.unmatched_listed)):
        if words:
            yield wrapped(f"left over of {whose}: {', '.join(words)}", 8, 10)
    for factor in hit.factors:
        yield wrapped(factor, 8, 10)
    terms = [each for each in (entry.requirement, entry.policy, entry.citation) if each]
    if terms:
        yield wrapped("; ".join(terms), 8, 10)


def _who(transfer: Transfer, match: Match) -> str:
    if match.party is None:
        return "exporter"
    party = transfer.parties[match.party]
    role = str(party.role or "party").replace("_", " ")
    if match.via:
        return f"about the {role} {party.name}, {match.via}"
    return role if match.owner is None else f"owner of the {role} {party.name}".strip()


def _searched(found: Screening, *, why: bool) -> Iterator[str]:
    if not found.searched:
        yield wrapped("No list was searched.", 4, 6)
    elif why:
        yield wrapped("Searched:", 4, 6)
        for each in found.searched:
            yield wrapped(
                f"{each.list} of {each.as_of}: {each.entries:,} entries, {each.source}, "
                f"sha256 {each.sha256[:_HASH]}",
                6,
                8,
            )
    else:
        lists = ", ".join(f"{each.list} {each.as_of}" for each in found.searched)
        yield wrapped(f"Searched: {lists} (hashes: --why).", 4, 6)
    if found.missing:
        lists = f"{len(found.missing)} lists more" if len(found.missing) > 1 else "One list more"
        named = f": {', '.join(found.missing)}" if why else " (--why)"
        yield wrapped(f"{lists} were not searched, since none was loaded{named}.", 4, 6)
    for warning in found.warnings:
        yield wrapped(warning, 4, 6)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{each}”" for each in names)
