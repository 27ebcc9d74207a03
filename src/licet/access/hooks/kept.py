"""Hooks as they are kept, and the queue: which message is due, which arrived, which was given up."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from licet.access import accounts, registered
from licet.access.hooks.sealing import Seal
from licet.access.hooks.signing import new_secret
from licet.errors import InputError
from licet.record import record, replaced
from licet.register.events import Actor
from licet.registry.model import APPLICATION, Posted
from licet.registry.reach import has_interest, reaches
from licet.registry.registry import Registry
from licet.store.register_access import deliveries, hooks
from licet.store.register_tables import outbox
from licet.store.store import Store
from licet.store.tables import added
from licet.store.work import note

WAITS = (0, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600)
"""Seconds before each try; after the last the message is given up, and stays in the queue as such."""
MOST_HOOKS = 20
_BATCH = 200


@record
class Hook:
    """A program that is told of what its owner may know of.

    ``secret`` is as the store keeps it, sealed; ``shown`` is the secret itself, in the hook that ``add`` gives alone.
    Neither is told in a log.
    """

    id: int
    account: int | None
    by: Actor
    url: str
    secret: str
    after: int
    since: datetime
    shown: str = ""

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Hook({self.id}, {self.url!r})"


@record
class Due:
    """One message to send now."""

    id: int
    hook: Hook
    number: int
    body: str
    tries: int


def add(store: Store, seal: Seal, account: int | None, by: Actor, url: str) -> Hook:
    """Keep a hook; it is told of events from now on.

    Raises:
        InputError: there are too many.
    """
    shown = new_secret()
    secret = seal.close(shown, url)
    with store.writing() as work:
        mine = (hooks.c.account == account) & hooks.c.ended.is_(None)
        if (
            work.db.execute(sa.select(sa.func.count()).select_from(hooks).where(mine)).scalar_one()
            >= MOST_HOOKS
        ):
            raise InputError(f"An account has at most {MOST_HOOKS} hooks; end one first.")
        last = work.db.execute(sa.select(sa.func.max(outbox.c.number))).scalar_one()
        after = -1 if last is None else int(last)
        values = {
            "account": account,
            "actor": by.id,
            "role": by.role,
            "authority": by.authority,
            "url": url,
        }
        number = added(
            work.db,
            hooks.insert().values(**values, secret=secret, after=after, since=work.now, ended=None),
        )
        note(
            work,
            "register_hook",
            by.id,
            {"act": "add", "hook": number, "url": url, "role": by.role},
        )
        return Hook(number, account, by, url, secret, after, work.now, shown)


def of(store: Store, account: int | None) -> tuple[Hook, ...]:
    """The hooks of an account that stand."""
    return tuple(each for each in standing(store) if each.account == account)


def standing(store: Store) -> tuple[Hook, ...]:
    """All hooks that stand."""
    with store.reading() as db:
        rows = db.execute(hooks.select().where(hooks.c.ended.is_(None)).order_by(hooks.c.id)).all()
    return tuple(_hook(row) for row in rows)


def _hook(row: Any) -> Hook:
    by = Actor(row.actor, row.role, row.authority)
    return Hook(row.id, row.account, by, row.url, row.secret, row.after, row.since)


def end(store: Store, account: int | None, number: int, by: str) -> None:
    """End one's own hook; what waits for it is given up.

    Raises:
        InputError: there is none of that number, or it is another's.
    """
    with store.writing() as work:
        mine = (hooks.c.id == number) & (hooks.c.account == account) & hooks.c.ended.is_(None)
        if not work.db.execute(
            hooks.update().where(mine).values(ended=work.now, secret="")
        ).rowcount:
            raise InputError(f"You have no hook {number}.")
        work.db.execute(
            deliveries.update()
            .where(deliveries.c.hook == number, deliveries.c.next.is_not(None))
            .values(next=None, said="the hook has ended")
        )
        note(work, "register_hook", by, {"act": "end", "hook": number})


def fill(registry: Registry) -> int:
    """Queue what each hook is to be told of events since; gives how many messages.

    What it is told is what its owner may know now: an account that has ended or lost the role is told nothing.
    """
    return sum(_filled(registry, hook) for hook in standing(registry.store))


def _filled(registry: Registry, hook: Hook) -> int:
    """The same for one hook; ends where another process fills its queue at this moment."""
    made = 0
    while posted := registry.outbox(_BATCH, after=hook.after):
        told = [each for each in posted if _may_know(registry, hook, each)]
        last = posted[-1].number
        with registry.store.writing() as work:
            here = (hooks.c.id == hook.id) & (hooks.c.after == hook.after) & hooks.c.ended.is_(None)
            if not work.db.execute(hooks.update().where(here).values(after=last)).rowcount:
                return made
            for each in told:
                work.db.execute(deliveries.insert().values(
                    hook=hook.id, number=each.number, body=_body(each), tries=0, next=work.now, done=None, said="",
                ))  # fmt: skip
        made += len(told)
        hook = replaced(hook, after=last)
    return made


def _may_know(registry: Registry, hook: Hook, each: Posted) -> bool:
    if hook.account is not None:
        owner = accounts.find(registry.store, hook.account)
        seats = registered.actors_of(registry.store, owner) if "register" in owner.may else ()
        if not any(
            (seat.role, seat.authority) == (hook.by.role, hook.by.authority) for seat in seats
        ):
            return False
    right = registry.roles.to_read("standing" if each.nature == APPLICATION else "license")
    if hook.by.role not in ("applicant", "agent") and has_interest(each.after, hook.by):
        return False
    return reaches(right.reach(hook.by.role), each.after, hook.by, registry.law)


def _body(each: Posted) -> str:
    """What happened and to what; nothing of what it says: who wants that asks for it, and is known then."""
    event = each.event
    return json.dumps(
        {
            "type": f"register.{event.kind}", "timestamp": event.at.isoformat(),
            "data": {"nature": each.nature, "file": event.case, "seq": event.seq, "from": each.before.state, "to": each.after.state},
        }, separators=(",", ":"),
    )  # fmt: skip


def due(store: Store, now: datetime, limit: int = 100) -> tuple[Due, ...]:
    """Messages whose time has come, the oldest first."""
    joined = sa.join(deliveries, hooks, hooks.c.id == deliveries.c.hook)
    wanted = (
        sa.select(deliveries)
        .select_from(joined)
        .where(deliveries.c.next <= now, hooks.c.ended.is_(None))
    )
    known = {each.id: each for each in standing(store)}
    with store.reading() as db:
        rows = db.execute(wanted.order_by(deliveries.c.next, deliveries.c.id).limit(limit)).all()
    return tuple(
        Due(row.id, known[row.hook], row.number, row.body, row.tries)
        for row in rows
        if row.hook in known
    )


def claimed(store: Store, each: Due, now: datetime) -> bool:
    """Take a message to send: another process that looks now sees it as tried; it comes again if this one dies."""
    tries = each.tries + 1
    later = now + timedelta(seconds=WAITS[tries]) if tries < len(WAITS) else None
    with store.writing() as work:
        mine = (
            (deliveries.c.id == each.id)
            & (deliveries.c.tries == each.tries)
            & deliveries.c.done.is_(None)
        )
        changed = work.db.execute(
            deliveries.update().where(mine).values(tries=tries, next=later, said="being sent")
        ).rowcount
    return bool(changed)


def ended(store: Store, each: Due, *, arrived: bool, said: str) -> None:
    """How it went: it arrived, or comes again as its waits say."""
    with store.writing() as work:
        values: dict[str, Any] = {"said": said[:200]}
        if arrived:
            values |= {"done": work.now, "next": None}
        work.db.execute(deliveries.update().where(deliveries.c.id == each.id).values(**values))


def queue_of(store: Store, hook: int) -> tuple[dict[str, Any], ...]:
    """The messages of a hook by number: how often tried, whether it arrived, what was said."""
    with store.reading() as db:
        rows = db.execute(
            deliveries.select().where(deliveries.c.hook == hook).order_by(deliveries.c.number)
        ).all()
    return tuple(
        {"number": row.number, "tries": row.tries, "arrived": row.done and row.done.isoformat(), "next": row.next and row.next.isoformat(), "said": row.said}
        for row in rows
    )  # fmt: skip
