"""Every change of the law as a dated event: what took effect, on what, by which instrument.

An event is read off the versions, pauses, groups and tables of a rule book; nothing is decided
here.  ``on`` is the day it takes effect and ``published`` the day it became known (None where
the book does not say).  Memberships and rows without a first day are no events.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.book.book import RuleBook
    from licet.book.groups import Group, Table
    from licet.book.provision import Pause, Provision, Version

BEGINS, NEW_TEXT, ENDS, BINDS = "begins", "new text", "ends", "must be complied with"
PAUSED, NOT_ENFORCED, PAUSE_ENDS = "is suspended", "is no longer enforced", "pause runs out"
BEYOND_TEXT = "is enforced beyond its text"
GAINS, LOSES, FOLDED = "gains", "loses", "is treated as another place"
ROWS_BEGIN, ROWS_END = "rows begin", "rows end"


@record
class Event:
    """One change on one day.

    ``subject`` is the id of a provision, or the name of a group or table; ``kind`` the kind of
    provision, or ``group``, ``table``, ``fold``.  ``names`` are the countries or rows that came
    or went.
    """

    on: date
    published: date | None
    sovereign: str
    kind: str
    subject: str
    title: str
    what: str
    source: str
    cite: tuple[str, ...] = ()
    url: str = ""
    note: str = ""
    names: tuple[str, ...] = ()


def events(book: RuleBook) -> tuple[Event, ...]:
    """Every event of the book, by day; on one day provisions first, then groups and tables."""
    found = [
        *(event for each in book.provisions.values() for event in provision_events(each)),
        *(event for group in book.groups.values() for event in group_events(group)),
        *fold_events(book),
        *(event for table in book.tables.values() for event in _table_events(table)),
    ]
    return tuple(sorted(found, key=lambda event: event.on))


def changes_since(book: RuleBook, day: date) -> tuple[Event, ...]:
    """Events that take effect on ``day`` or later, or that were published then."""
    return tuple(
        event
        for event in events(book)
        if event.on >= day or (event.published is not None and event.published >= day)
    )


def between(found: Iterable[Event], first: date, last: date) -> tuple[Event, ...]:
    """Events with ``first < on <= last``."""
    return tuple(event for event in found if first < event.on <= last)


def latest_days(found: Iterable[Event], until: date, most: int) -> tuple[tuple[date, int], ...]:
    """The last days up to ``until`` on which something happened, newest first, with how much did."""
    days = Counter(event.on for event in found if event.on <= until)
    return tuple(sorted(days.items(), reverse=True)[:most])


def provision_events(provision: Provision) -> Iterator[Event]:
    """Beginnings, new texts, ends, days of compliance and pauses of one provision, by day."""
    found: list[Event] = []
    starts = {version.since for version in provision.versions}
    for number, version in enumerate(provision.versions):
        # A text that takes over from the one before it, on the day or by overtaking it.
        earlier = provision.versions[number - 1].to if number else None
        follows = number > 0 and (earlier is None or earlier >= version.since)
        what = NEW_TEXT if follows else BEGINS
        found.append(_of(provision, version, version.since, version.published, what))
        if version.comply_from is not None and version.comply_from > version.since:
            found.append(_of(provision, version, version.comply_from, version.published, BINDS))
        if version.to is not None and version.to not in starts:
            found.append(_of(provision, version, version.to, version.end_published, ENDS))
        for pause in version.pauses:
            found += _pause_events(provision, version, pause)
    yield from sorted(found, key=lambda event: event.on)


def _pause_events(provision: Provision, version: Version, pause: Pause) -> Iterator[Event]:
    began = {"suspended": PAUSED, "beyond_text": BEYOND_TEXT}.get(pause.kind, NOT_ENFORCED)
    for day, what in ((pause.since, began), (pause.to, PAUSE_ENDS)):
        if day is not None:
            yield _of(
                provision, version, day, pause.published, what, source=pause.source, note=pause.note
            )


def _of(
    provision: Provision,
    version: Version,
    day: date,
    published: date | None,
    what: str,
    *,
    source: str = "",
    note: str = "",
) -> Event:
    return Event(
        on=day,
        published=published,
        sovereign=provision.sovereign,
        kind=provision.kind,
        subject=provision.id,
        title=provision.title,
        what=what,
        source=source or version.source,
        cite=tuple(each.text for each in provision.cite),
        url=provision.cite[0].url,
        note=note or version.note,
    )


def group_events(group: Group) -> Iterator[Event]:
    """One event a day and direction for a country group."""
    moves: dict[tuple[date, str], list[tuple[str, str, date | None]]] = defaultdict(list)
    for span in group.members:
        for day, what, published in (
            (span.since, GAINS, span.published),
            (span.to, LOSES, span.end_published),
        ):
            if day is not None:
                moves[(day, what)].append((span.name, span.source, published))
    for (day, what), members in sorted(moves.items()):
        yield Event(
            on=day,
            published=min((known for _, _, known in members if known), default=None),
            sovereign=group.sovereign,
            kind="group",
            subject=group.name,
            title=group.title,
            what=what,
            source="; ".join(dict.fromkeys(source for _, source, _ in members if source)),
            cite=tuple(text for text, _ in group.cite),
            url=group.cite[0][1],
            names=tuple(sorted(name for name, _, _ in members)),
        )


def fold_events(book: RuleBook) -> Iterator[Event]:
    """Days from which a country is read as another."""
    for fold in book.folds:
        if fold.since is not None:
            yield Event(
                on=fold.since,
                published=None,
                sovereign="",
                kind="fold",
                subject=fold.country,
                title=f"{fold.country} is read as {fold.treated_as}",
                what=FOLDED,
                source=fold.source,
                names=(fold.treated_as,),
            )


def _table_events(table: Table) -> Iterator[Event]:
    moves: dict[tuple[date, str], list[dict[str, object]]] = defaultdict(list)
    for row in table.rows:
        for key, what in (("from", ROWS_BEGIN), ("to", ROWS_END)):
            day = row.get(key)
            if isinstance(day, date):
                moves[(day, what)].append(row)
    for (day, what), rows in sorted(moves.items(), key=lambda each: each[0]):
        published = [known for row in rows if isinstance(known := row.get("published"), date)]
        sources = dict.fromkeys(str(row["source"]) for row in rows if row.get("source"))
        yield Event(
            on=day,
            published=min(published, default=None) if what == ROWS_BEGIN else None,
            sovereign=table.sovereign,
            kind="table",
            subject=table.name,
            title=table.title,
            what=what,
            source="; ".join(sources),
            cite=tuple(text for text, _ in table.cite),
            url=table.cite[0][1],
            names=tuple(str(row.get("name") or row.get("id") or "") for row in rows),
        )
