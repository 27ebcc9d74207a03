"""What an announced act became in the rule book, as far as actor, goods and dates tell.

A link is a finding aid: the same sovereign, the same kind of goods, and a change of law within the
days that follow.  Where nothing is found, the book may not model it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from licet.news.gazetteer import CHIP, FIRM, shipped
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.explore.timeline import Event as Change
    from licet.news.model import Event

FOLLOWS = timedelta(days=75)
"""How long after an announcement a rule is looked for."""
BEFORE = timedelta(days=21)
"""How long before its day of effect a text may be told of."""
_POLICY = frozenset({"restrict", "relax", "list", "delist", "suspend", "extend", "deny", "license", "retaliate"})  # fmt: skip
_AGES = "not found in the rule book: it was not adopted in these days, or is not modelled"


@record
class InLaw:
    """A note on one event: the instruments it may have become, or that none is found.

    ``instruments`` pairs a source with the changes of law that rest on it, by day.
    """

    event: str
    instruments: tuple[tuple[str, tuple[Change, ...]], ...]
    note: str


def in_law(events: Iterable[Event], changes: tuple[Change, ...]) -> tuple[InLaw, ...]:
    """A note for each dated act of policy that the book can speak of."""
    return tuple(note for event in events if (note := _note(event, changes)) is not None)


def _note(event: Event, changes: tuple[Change, ...]) -> InLaw | None:
    code = next((each.code for each in event.actors if each.code and each.kind != FIRM), "")
    if event.act not in _POLICY or not code or event.modality in ("asked", "denied"):
        return None
    known = {change.sovereign for change in changes}
    if code not in known:
        return InLaw(event.id, (), f"the rule book holds no law of {code}")
    window = _window(event)
    words = goods(event)
    if window is None or not words:
        return InLaw(event.id, (), "no day or no goods to look for in the rule book")
    first, last = window
    found: dict[str, list[Change]] = {}
    for change in changes:
        days = (change.on, change.published or change.on)
        if change.sovereign == code and any(first <= day <= last for day in days) and _about(change, words):  # fmt: skip
            found.setdefault(instrument(change), []).append(change)
    ordered = tuple((source, tuple(each)) for source, each in sorted(found.items(), key=lambda each: each[1][0].on))  # fmt: skip
    if not ordered:
        return InLaw(event.id, (), f"between {first} and {last} {_AGES}")
    return InLaw(event.id, ordered, f"same sovereign, same goods, between {first} and {last}: a person must say whether it is this")  # fmt: skip


_INSTRUMENT = re.compile(r"\d{2,3} FR \d+|Proclamation of [\d-]+|(?:MOFCOM(?: and GAC)? )?Announcement \d+/\d{4}|Reiwa \d+ METI Ordinance \d+|(?:Delegated )?Regulation \(?(?:EU\)? )?\d+/\d+|SI \d{4}/\d+|SOR/\d{4}-\d+|Stcrt\. [\d-]+")  # fmt: skip


def instrument(change: Change) -> str:
    """The last instrument that a change's source names, in short; else the source as it stands."""
    source = change.source or "; ".join(change.cite)
    named = _INSTRUMENT.findall(source)
    return named[-1] if named else source


def _window(event: Event) -> tuple[date, date] | None:
    first, last = event.date.first or event.date.last, event.date.last
    if first is None or last is None:
        return None
    ahead = FOLLOWS if event.stage in ("considered", "announced") else BEFORE
    return first - timedelta(days=5), last + ahead


def goods(event: Event) -> re.Pattern[str] | None:
    """Words by which the book speaks of what an event is about; None if it names no goods."""
    table = shipped("goods")
    found: list[str] = []
    for name in event.objects:
        kind = "chips" if name.kind == CHIP else table["group"].get(name.id, "")
        found += table["words"].get(kind, [name.id] if not kind else [])
        if name.kind == CHIP:
            found.append(name.text)
    for name in event.instruments:
        found += table["words"].get(table["group"].get(name.id, ""), [])
    if not found:
        return None
    return re.compile("|".join(rf"\b{re.escape(each)}" for each in dict.fromkeys(found)), re.IGNORECASE)  # fmt: skip


def _about(change: Change, words: re.Pattern[str] | None) -> bool:
    return words is not None and bool(words.search(f"{change.title} {change.subject} {change.note}"))  # fmt: skip


def left_out(note: InLaw, text: str) -> tuple[str, ...]:
    """Titles of what the instruments also changed and the article has no word of its own for."""
    told = set(re.findall(r"[a-z]{5,}", text.casefold()))
    found: dict[str, None] = {}
    for _, changes in note.instruments:
        for change in changes:
            words = set(re.findall(r"[a-z]{5,}", change.title.casefold()))
            if words and len(words & told) * 2 < len(words):
                found.setdefault(change.title)
    return tuple(found)
