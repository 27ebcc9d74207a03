"""Hits and what two officers say of them.  Each act is a row that is never changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.errors import InputError
from licet.screen.model import Closing
from licet.store import officers
from licet.store.keys import Signer
from licet.store.model import Act, KeptHit
from licet.store.plain import storable
from licet.store.states import (
    CLOSED,
    CONFIRM,
    EXPIRE,
    EXPIRED,
    OPEN,
    PROPOSE,
    PROPOSED,
    REFUSE,
    REOPEN,
    check_proposal,
    check_reason,
    may,
    standing,
    step,
)
from licet.store.tables import acts, hits, matches, screened
from licet.store.work import Work, note, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable


def propose(
    work: Work, number: int, by: Signer, *, verdict: str, reason: str, until: date | None = None
) -> KeptHit:
    """Say what a hit is; it counts once a second officer confirms it.

    Raises:
        InputError: the hit's state, the officer or the proposal does not allow it.
    """
    check_proposal(verdict, reason, until, work.today)
    return _act(work, number, PROPOSE, by, verdict=verdict, reason=reason, until=until)


def confirm(
    work: Work, number: int, by: Signer, reason: str = "", proposal: int | None = None
) -> KeptHit:
    """Agree to what another officer proposed; ``proposal`` is the act that was read, if told.

    Raises:
        InputError: nothing is proposed, something else is by now, or the officer may not.
    """
    return _act(work, number, CONFIRM, by, reason=reason, proposal=proposal)


def refuse(
    work: Work, number: int, by: Signer, reason: str, proposal: int | None = None
) -> KeptHit:
    """Disagree: the hit is again what it was before the proposal."""
    check_reason(reason)
    return _act(work, number, REFUSE, by, reason=reason, proposal=proposal)


def reopen(work: Work, number: int, by: Signer, reason: str) -> KeptHit:
    """Open a closed hit again; one officer is enough."""
    check_reason(reason)
    return _act(work, number, REOPEN, by, reason=reason)


def _act(
    work: Work, number: int, act: str, by: Signer, *,
    verdict: str = "", reason: str = "", until: date | None = None, proposal: int | None = None,
) -> KeptHit:  # fmt: skip
    row = _locked(work, number)
    state = settled(work, row)
    judged = _last_proposal(work.db, number) if state == PROPOSED else None
    after = _after(act, state, judged, work.today)
    officer = officers.find(work.db, by.name)
    may(
        by.name, act, officer.may,
        active=officer.active(work.today), proposer=judged.officer if judged else "",
    )  # fmt: skip
    if judged is not None and proposal is not None and proposal != judged.id:
        raise InputError(f"Proposal {proposal} on hit {number} no longer stands; {judged.id} does. Read it first: licet hits show {number}")  # fmt: skip
    if act in (CONFIRM, REFUSE) and judged is not None:
        verdict, until = judged.verdict, judged.until
    _write(
        work, row, act, officer=officer, by=by, verdict=verdict, reason=storable(reason),
        until=until, before=state, after=after, judges=judged.id if judged else None,
    )  # fmt: skip
    return show(work.db, number, work.today)


def _after(act: str, state: str, judged: Act | None, today: date) -> str:
    if act == CONFIRM and judged is not None and judged.until is not None and judged.until <= today:
        raise InputError(f"The proposal was to stand until {judged.until}, which has passed; refuse it and propose anew.")  # fmt: skip
    return step(
        state, act,
        verdict=judged.verdict if judged else "", before=judged.before if judged else "",
    )  # fmt: skip


def settled(work: Work, row: Any) -> str:
    """The hit's state today; writes down that a decision has expired, if it has."""
    state = standing(row.state, row.until, work.today)
    if state != row.state:
        _write(work, row, EXPIRE, before=row.state, after=state, until=row.until)
    return state


def _write(
    work: Work, row: Any, act: str, *, before: str, after: str, until: date | None,
    officer: Any = None, by: Signer | None = None, verdict: str = "", reason: str = "",
    judges: int | None = None,
) -> None:  # fmt: skip
    said = {
        "hit": row.id, "party": row.party, "entry": row.entry, "content": row.content, "act": act,
        "verdict": verdict, "reason": reason, "until": until.isoformat() if until else None,
        "before": before, "after": after, "judges": judges,
    }  # fmt: skip
    statement = signature = None
    if officer is not None and by is not None:
        form = {"form": "licet-act/1", "officer": officer.name, "at": stamp(work.now)}
        statement, signature = officers.signed(officer, by, {**form, **said})
    work.db.execute(
        acts.insert().values(
            hit=row.id, at=work.now, act=act, officer=officer.name if officer else "",
            verdict=verdict, reason=reason, until=until, before=before, after=after,
            judges=judges, statement=statement, signature=signature,
        )
    )  # fmt: skip
    if act == REFUSE:
        until = _until_before(work.db, row.id) if after in CLOSED else None
    elif after not in CLOSED:
        until = None
    work.db.execute(hits.update().where(hits.c.id == row.id).values(state=after, until=until))
    note(work, "decision", officer.name if officer else "", said)


def _until_before(db: sa.Connection, number: int) -> date | None:
    """Until when the confirmed decision stands to which a refusal goes back."""
    found: date | None = db.execute(
        sa.select(acts.c.until)
        .where(acts.c.hit == number, acts.c.act == CONFIRM)
        .order_by(acts.c.id.desc())
        .limit(1)
    ).scalar_one()
    return found


def _locked(work: Work, number: int) -> Any:
    for row in work.db.execute(hits.select().where(hits.c.id == number).with_for_update()):
        return row
    raise InputError(f"There is no hit {number}. licet worklist and licet hits list show those there are.")  # fmt: skip


def show(db: sa.Connection, number: int, today: date) -> KeptHit:
    """One hit with its history and the explanations of each time that it was found.

    Raises:
        InputError: there is no such hit.
    """
    found = listed(db, today, sa.select(hits).where(hits.c.id == number), whole=True)
    if not found:
        raise InputError(f"There is no hit {number}. licet worklist and licet hits list show those there are.")  # fmt: skip
    return found[0]


def listed(
    db: sa.Connection, today: date, wanted: sa.Select[Any] | None = None, *, whole: bool = False
) -> tuple[KeptHit, ...]:
    """Hits by number, each as it stands today; ``whole`` adds histories and explanations."""
    rows = db.execute(sa.select(hits).order_by(hits.c.id) if wanted is None else wanted).all()
    return tuple(_kept(db, row, today, whole=whole) for row in rows)


def _kept(db: sa.Connection, row: Any, today: date, *, whole: bool) -> KeptHit:
    history = history_of(db, row.id) if whole else ()
    under = (
        sa.select(screened.c.ref)
        .join(matches, matches.c.screened == screened.c.id)
        .where(matches.c.hit == row.id, screened.c.ref != "")
        .distinct()
        .order_by(screened.c.ref)
    )
    explained = (
        sa.select(matches.c.explanation).where(matches.c.hit == row.id).order_by(matches.c.id)
    )
    return KeptHit(
        row.id, standing(row.state, row.until, today), row.until, row.name, row.entry, row.score,
        row.band, row.as_of, row.opened, row.party, row.content, row.asked, row.listed,
        row.reopens, row.why, row.replaced_by, tuple(db.execute(under).scalars()),
        _last_proposal(db, row.id) if row.state == PROPOSED else None, history,
        tuple(db.execute(explained).scalars()) if whole else (),
    )  # fmt: skip


def history_of(db: sa.Connection, number: int) -> tuple[Act, ...]:
    """All acts on a hit, oldest first."""
    return tuple(
        _read_act(row)
        for row in db.execute(acts.select().where(acts.c.hit == number).order_by(acts.c.id))
    )


def _last_proposal(db: sa.Connection, number: int) -> Act:
    wanted = acts.select().where(acts.c.hit == number, acts.c.act == PROPOSE)
    return _read_act(db.execute(wanted.order_by(acts.c.id.desc()).limit(1)).one())


def _read_act(row: Any) -> Act:
    return Act(
        row.id, row.at, row.act, row.officer, row.verdict, row.reason, row.until, row.before,
        row.after, row.judges, signed=row.signature is not None,
    )  # fmt: skip


def is_open(today: date) -> sa.ColumnElement[bool]:
    """The hits that wait for a person: not closed, or closed until a day that has come."""
    still_there = hits.c.replaced_by.is_(None)
    return still_there & (hits.c.state.in_(OPEN) | (hits.c.until <= today))


def in_state(state: str, today: date) -> sa.ColumnElement[bool]:
    """The hits that are in ``state`` today."""
    ended = hits.c.state.in_(CLOSED) & (hits.c.until <= today)
    if state == EXPIRED:
        return (hits.c.state == EXPIRED) | ended
    return (hits.c.state == state) & ~sa.func.coalesce(ended, sa.false())


def under(refs: Iterable[str]) -> sa.ColumnElement[bool]:
    """The hits that were ever found under one of these references."""
    found = (
        sa.select(matches.c.hit)
        .join(screened, matches.c.screened == screened.c.id)
        .where(screened.c.ref.in_(list(refs)), matches.c.hit.is_not(None))
    )
    return hits.c.id.in_(found)


def closings(db: sa.Connection, today: date) -> tuple[Closing, ...]:
    """What two officers have closed and what still stands today, for the decision engine."""
    newest = (
        sa.select(sa.func.max(acts.c.id))
        .where(acts.c.act == CONFIRM)
        .group_by(acts.c.hit)
        .scalar_subquery()
    )
    proposals = acts.alias("proposals")
    wanted = (
        sa.select(hits, acts.c.officer, proposals.c.officer.label("proposer"))
        .join(acts, acts.c.hit == hits.c.id)
        .join(proposals, acts.c.judges == proposals.c.id)
        .where(acts.c.id.in_(newest), hits.c.state.in_(CLOSED))
        .where(hits.c.until.is_(None) | (hits.c.until > today))
        .order_by(hits.c.entry, hits.c.content, hits.c.party)
    )
    return tuple(
        Closing(row.party, row.entry, row.content, row.state, (row.proposer, row.officer), row.until)
        for row in db.execute(wanted)
    )  # fmt: skip
