"""An order's lines decided: each distinct item once, and the parties screened once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.catalogue.errors import UnknownProduct
from licet.decide.answer import ORDER_RANK
from licet.errors import InputError
from licet.orders.model import RESULTS, Found, LineChecked
from licet.orders.read import OrderFaults
from licet.orders.results import result_of, why_open
from licet.orders.words import match_words, next_step, reason_of
from licet.record import record, replaced
from licet.screen.model import party_key
from licet.service.service import Question
from licet.store.plain import canonical, storable
from licet.telling.screened import whose
from licet.transfer.screening import IS_IT, SET_ASIDE

if TYPE_CHECKING:
    from datetime import date

    from licet.decide.decide import Decision
    from licet.orders.read import Line, Said
    from licet.service.parties import Parties
    from licet.service.service import Service
    from licet.transfer.model import Transfer
    from licet.transfer.screening import Match

MOST_MATCHES = 5
Key = tuple[str, str, str]
"""A hit as the store knows it: who was asked, the entry, and the entry's text."""


@record
class Judged:
    """What law and lists say of an order; numbers of hits are not known yet.

    ``keys`` name the hits by place in ``found``; ``waiting`` are those that wait for a person.
    """

    lines: tuple[LineChecked, ...]
    found: tuple[Found, ...]
    keys: tuple[Key, ...]
    waiting: frozenset[Key]
    parties: Parties
    hashes: tuple[tuple[str, str], ...]
    searched: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


def judge(service: Service, said: Said, day: date) -> Judged:
    """Decide every line as of ``day``.

    A list that is too old to be used stops nothing here: the names then count as not screened.

    Raises:
        OrderFaults: a fact, class or country that the law does not know, with its line.
    """
    off, notes = "", [f"Not read by any rule: {each}." for each in said.unread]
    try:
        service.current.on(day)
    except InputError as error:
        off = "for the lists cannot be used as they stand"
        notes.append(str(error))
    parties = service.parties(off=off)
    decided = _decided(service, said, day, parties)
    transfer = next(iter(decided.values()))[0].transfer
    matches = _matches(transfer)
    shown = tuple(
        match_words(each, transfer) for each in matches if each.unsettled or each.standing in IS_IT
    )[:MOST_MATCHES]
    lines = tuple(
        replaced(_line(service, each, decided[_key(each)]), matches=shown) for each in said.lines
    )
    screening = transfer.screening
    if screening is not None:
        notes += screening.warnings
        if screening.missing:
            notes.append(f"Not searched, for none is loaded: {', '.join(screening.missing)}.")
        notes += [f"“{name}” cannot be screened: {why}" for name, why in screening.cannot]
    hashes = dict(service.hashes)
    hashes["lists"] = parties.searched[0].fingerprint if parties.searched else ""
    return Judged(
        lines,
        tuple(_found(each, transfer) for each in matches),
        tuple(map(_key_of, matches)),
        frozenset(_key_of(each) for each in matches if each.unsettled),
        parties,
        tuple(hashes.items()),
        tuple(
            (each.list, each.as_of.isoformat(), each.sha256)
            for each in (screening.searched if screening is not None else ())
        ),
        tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _decided(
    service: Service, said: Said, day: date, parties: Parties
) -> dict[bytes, tuple[Decision, ...]]:
    """The decisions of each distinct item.  A fault of all lines alike is the order's own."""
    found: dict[bytes, tuple[Decision, ...]] = {}
    faults: dict[str, list[str]] = {}
    for line in said.lines:
        key = _key(line)
        if key in found:
            continue
        try:
            raw = {**said.transfer, "item": _item(service, line)}
            found[key] = service.decide(Question(raw, on=day), parties).decisions
        except InputError as error:
            faults.setdefault(str(error), []).append(line.line)
    if faults:
        distinct = len({_key(each) for each in said.lines})
        raise OrderFaults(
            tuple(
                (where, what)
                for what, lines in faults.items()
                for where in (
                    ["order"] if len(lines) == distinct > 1 else [f"line {each}" for each in lines]
                )
            )
        )
    return found


def _key(line: Line) -> bytes:
    """What a line's decision turns on; where the law reads no more, lines share one."""
    return canonical(
        [line.item, line.declared, line.kind, {k: str(v) for k, v in line.facts.items()}]
    )


def _item(service: Service, line: Line) -> dict[str, Any]:
    item: dict[str, Any] = {
        "name": line.item or line.declared, "ownclass": line.declared, "kind": line.kind,
        "facts": dict(line.facts),
    }  # fmt: skip
    if line.item and _near(service, line) is None:
        item["id"] = line.item
        del item["name"]
    return item


def _near(service: Service, line: Line) -> tuple[str, ...] | None:
    """Products of like name where the catalogue has none of this one; None where it has."""
    try:
        service.library.catalogue.resolve(line.item)
    except UnknownProduct as error:
        return error.suggestions
    return None


def _line(service: Service, line: Line, decisions: tuple[Decision, ...]) -> LineChecked:
    """The line's result: that of the strictest of the item's variants."""
    told = [
        (*result_of(each.status, each.beside, passes=each.passes, why_not=why_open(each)), each)
        for each in decisions
    ]
    result, code, decision = min(
        told, key=lambda each: (RESULTS.index(each[0]), ORDER_RANK[each[2].status])
    )
    near = _near(service, line) if line.item and not line.declared else None
    return LineChecked(
        line.line, line.item or line.declared, result, decision.status,
        reason_of(decision, result, code, len(decisions), unknown=near is not None), code,
        decision.beside, next_step(decision, code, near),
    )  # fmt: skip


def _matches(transfer: Transfer) -> tuple[Match, ...]:
    """What the names met, the nearest first, whatever the order of the parties."""
    if transfer.screening is None:
        return ()
    found = [each for each in transfer.screening.matches if each.standing != SET_ASIDE]
    return tuple(
        sorted(
            found,
            key=lambda e: (not e.unsettled, -e.hit.score, e.hit.entry.id, e.name, e.hit.channel),
        )
    )


def _key_of(match: Match) -> Key:
    asked = match.asked
    return party_key(asked) if asked else "", match.hit.entry.id, match.hit.entry.content


def _found(match: Match, transfer: Transfer) -> Found:
    entry = match.hit.entry
    return Found(
        match.name, whose(transfer, match), entry.id, storable(entry.name), entry.since,
        entry.content, match.standing, match.why, match.hit.score, match.hit.band,
    )  # fmt: skip
