"""Make entries of what the register did: in its order, chained, salted, each kept before it is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from licet.publiclog import entry
from licet.publiclog.commitments import sealed
from licet.publiclog.entry import read_time, told_time
from licet.record import record
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.state import CaseState
from licet.registry.model import Posted
from licet.registry.public import application, kept, licensed
from licet.registry.public.kept import Place
from licet.registry.public.told import Told
from licet.registry.public.view import Views, telling

LATE = timedelta(seconds=3600)
"""How long after its moment an entry may come into the log before a verifier takes it for back-dated
(docs/public-log.md, ``back_dated``)."""
LATE_FIELD = "happened"
WORDS_COMMITTED = "its words are committed to"

Applications = Callable[[str], CaseState]
"""The application of an id, as it is now."""


@record
class Sealing:
    """What is needed to make entries.  ``not_before`` is when a witness last signed, empty where none has."""

    law: Procedure
    views: Views
    applications: Applications
    not_before: str = ""


def seal(db: sa.Connection, posted: Sequence[Posted], by: Sealing) -> int:
    """Make the entries of events that have none yet, in one transaction of the caller's; gives how many events."""
    upto = kept.sealed_upto(db)
    fresh = [each for each in posted if each.number > upto]
    edge = kept.Edge(db)
    for each in fresh:
        stream, steps = _told(db, each, by)
        pseudonym = kept.named(db, stream)
        for step in steps:
            _add(db, edge, each, pseudonym, step, by)
    return len(fresh)


def moment(at: datetime, recorded_at: datetime, last: str, newest: str) -> str:
    """The time of an entry: when it happened, where a verifier can believe that.

    An event that was entered late has the time at which it was entered; one that lies a little before the last of
    its case, as the acts of two files of one case may, has the time of that one.

    >>> from datetime import UTC
    >>> nine, ten, noon = (datetime(2026, 1, 5, hour, tzinfo=UTC) for hour in (9, 10, 12))
    >>> moment(nine, ten, "", "2026-01-05T09:59:59Z")
    '2026-01-05T09:00:00Z'
    >>> moment(nine, noon, "", "2026-01-05T11:00:00Z")
    '2026-01-05T12:00:00Z'
    """
    near = max(told_time(at), last)
    if not newest or read_time(near) >= read_time(newest) - LATE:
        return near
    return max(told_time(recorded_at), last, newest)


def _told(db: sa.Connection, posted: Posted, by: Sealing) -> tuple[str, tuple[Told, ...]]:
    """The case that an event belongs to, and its steps."""
    event = posted.event
    way = telling(event, posted.after.authority, by.views, by.law)
    match posted.before, posted.after:
        case LicenseState() as before, LicenseState() as after:
            of = after.application
            return of, licensed.steps(way, before, after, by.applications(of))
        case CaseState() as before, CaseState() as after:
            return event.case, application.steps(way, before, after, lambda of: kept.named(db, of))
    raise TypeError(f"event {posted.number} leads from one kind of file to another")


def _add(  # noqa: PLR0917 - what an entry is made of
    db: sa.Connection, edge: kept.Edge, posted: Posted, pseudonym: str, step: Told, by: Sealing
) -> None:
    event = posted.event
    last = edge.last(pseudonym)
    newest = max(edge.newest, by.not_before)
    time = moment(event.at, posted.recorded_at, last.time if last else "", newest)
    public, secret = dict(step.public), dict(step.secret)
    if time != told_time(event.at):
        view = by.views.of(posted.after.authority, event.at.date()).view
        (public if view.shows(event.kind, LATE_FIELD) else secret)[LATE_FIELD] = told_time(event.at)
    openings, at = sealed(secret), read_time(time)
    of = kept.entry_of(db, event.case, step.corrects) if step.corrects else None
    if of is None or of.type != "event" or last is None:
        made = entry.event(step.what, at, public, openings, after=last, case=pseudonym)
    else:  # what the correction says is free text, so that it is committed to
        made = entry.correction(step.what, at, of, {}, openings, reason=WORDS_COMMITTED, after=last)
    edge.add(Place(posted.number, event.case, event.seq), made, openings)
