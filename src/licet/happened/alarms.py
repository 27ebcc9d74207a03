"""What an editor should look at: acts without a rule, and rules about to end."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from licet.explore.event_words import some, source
from licet.explore.timeline import ENDS, PAUSE_ENDS, ROWS_END, events
from licet.happened.kept import REJECTED, SUGGESTED
from licet.happened.model import LEGAL, PUBLIC
from licet.happened.words import when
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from licet.book.book import RuleBook
    from licet.explore.timeline import Event
    from licet.happened.kept import Kept
    from licet.happened.linking import Linker
    from licet.happened.model import Happening

NO_RULE, NOTHING_CAME, SUNSET, PASSED, UNREAD = (
    "in force without a rule change", "announced, and nothing in force", "sunset nears", "sunset has passed",
    "suggestion not judged",
)  # fmt: skip
_MOVES = ("restrict", "relax", "list", "delist", "suspend", "extend", "retaliate")
"""Acts that are to end in law; money, meetings and agreements are not."""
_ENDINGS = (PAUSE_ENDS, ENDS, ROWS_END)


@record
class Alarm:
    """One thing to look at: ``day`` is that of the event or of the end, ``about`` an event's id or subjects of the law."""

    kind: str
    day: date | None
    sovereign: str
    about: tuple[str, ...]
    says: str
    events: tuple[str, ...] = ()


def alarms(
    there: Sequence[Kept], linker: Linker, book: RuleBook, today: date, days: Mapping[str, int]
) -> tuple[Alarm, ...]:
    """Every alarm of a day: ends that near first, then ends gone by, then events by day."""
    live = [each for each in there if each.state != REJECTED]
    events_of = [each.happening for each in live]
    found = [
        *_sunsets(book, linker, events_of, today, days),
        *_without_rule(events_of, linker, today, days["in_force_without_rule"]),
        *_nothing_came(events_of, linker, today, days["announced_without_rule"]),
        *_unread(live, today, days["suggested_unread"]),
    ]
    return tuple(found)


def _without_rule(
    found: Sequence[Happening], linker: Linker, today: date, most: int
) -> Iterator[Alarm]:
    for each in found:
        day = each.day
        if not linker.concerns(each) or each.unmodelled or day is None:
            continue
        if day + timedelta(days=most) > today:
            continue
        links = linker.links(each)
        near = min((abs((link.on - day).days) for link in links), default=None)
        if near is None:
            says = f"{each.title} ({when(each)}, {each.stage}): no change of the book stands behind it {(today - day).days} days later."  # fmt: skip
        elif near > most:
            says = f"{each.title} ({when(each)}, {each.stage}): the nearest change of the book is {near} days away, on {links[0].on}."  # fmt: skip
        else:
            continue
        yield Alarm(NO_RULE, day, ", ".join(each.actors), (each.id,), says)


def _nothing_came(
    found: Sequence[Happening], linker: Linker, today: date, most: int
) -> Iterator[Alarm]:
    for each in found:
        day = each.day
        if each.stage not in ("announced", "adopted") or each.actor_type not in PUBLIC:
            continue
        if each.act not in _MOVES:
            continue
        if day is None or each.unmodelled or not set(each.states) & set(linker.sovereigns):
            continue
        came = any(
            other.measure == each.measure and other.stage in LEGAL and (other.day or day) >= day
            for other in found
            if each.measure
        )
        if (today - day).days > most and not came and not linker.links(each):
            says = f"{each.title} ({when(each)}, {each.stage}): nothing of it is known to be in force {(today - day).days} days later."  # fmt: skip
            yield Alarm(NOTHING_CAME, day, ", ".join(each.actors), (each.id,), says)


def _sunsets(
    book: RuleBook, linker: Linker, found: Sequence[Happening], today: date, days: Mapping[str, int]
) -> Iterator[Alarm]:
    first = today - timedelta(days=days["sunset_behind"])
    last = today + timedelta(days=days["sunset_ahead"])
    ends = [each for each in events(book) if each.what in _ENDINGS and first <= each.on <= last]
    behind = {
        (link.subject, link.on): each.id for each in found for link in linker.links(each)
    }  # fmt: skip

    def act(event: Event) -> tuple[date, str, str, str]:
        return (
            event.on,
            event.sovereign,
            event.what,
            behind.get((event.subject, event.on), source(event)),
        )

    made = [
        _sunset(tuple(group), today, behind) for _, group in groupby(sorted(ends, key=act), key=act)
    ]
    yield from sorted(made, key=lambda each: (each.kind == PASSED, each.day or today))


def _sunset(ended: Sequence[Event], today: date, behind: Mapping[tuple[str, date], str]) -> Alarm:
    head = ended[0]
    subjects = tuple(dict.fromkeys(each.subject for each in ended))
    away = (head.on - today).days
    told = f"in {away} days" if away > 0 else f"{-away} days ago" if away else "today"
    ids = {behind[key] for each in ended if (key := (each.subject, each.on)) in behind}
    return Alarm(
        SUNSET if away >= 0 else PASSED, head.on, head.sovereign, subjects,
        f"{head.what} on {head.on}, {told}: {some(subjects, 4)} [{'; '.join(dict.fromkeys(map(source, ended)))}]. {'' if away >= 0 else 'By its words it is over; see whether an extension was published.'}".strip(),
        tuple(sorted(ids)),
    )  # fmt: skip


def _unread(there: Sequence[Kept], today: date, most: int) -> Iterator[Alarm]:
    for each in there:
        if each.state == SUGGESTED and (today - each.history[0].at.date()).days > most:
            one = each.happening
            says = f"{one.title} ({when(one)}): suggested by {each.history[0].by} on {each.history[0].at:%Y-%m-%d}, and nobody has judged it."  # fmt: skip
            yield Alarm(UNREAD, one.day, ", ".join(one.actors), (one.id,), says)
