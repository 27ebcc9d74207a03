"""Orders of one installation: taken in, checked, held, released, and checked again.

orders = Orders(service)
checked = orders.put({"ref": "SO-1", "from": "US", "parties": [...], "lines": [...]}, "anna")
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from licet.errors import InputError, LicetError, UnknownName
from licet.orders import rows
from licet.orders.differs import changed_order, differences, line_names
from licet.orders.judge import Judged, judge
from licet.orders.model import CLOSED, PASS, STATES, Order, OrderChecked, strictest
from licet.orders.read import read_order
from licet.orders.results import OPEN_HIT
from licet.record import record, replaced
from licet.service.recording import Keeper
from licet.store import holds
from licet.store.plain import storable_data
from licet.store.states import check_reason
from licet.store.tables import orders as orders_table
from licet.store.work import note

if TYPE_CHECKING:
    from licet.orders.judge import Key
    from licet.orders.read import Said
    from licet.service.service import Service
    from licet.store.keys import Signer
    from licet.store.model import Hold, KeptHit

RECEIVED, CHANGED = "received", "sent again"
"""Why an order is checked when the order system sends it."""


_NAMED = 3
"""Hits that the reason of a hold names one by one."""
_TRIES = 5
"""Times that an order is judged anew because another changed or checked it meanwhile."""
_BEFORE = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands where a check has no time yet."""


class Orders:
    """The way to all orders; safe to make anew for each request."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.store = service.store

    def put(self, body: object, who: str, account: int | None = None) -> OrderChecked:
        """Take in an order, or change it, and check it; the same order twice is checked once.

        Raises:
            OrderFaults: the order cannot be read; each fault names its line.
        """
        said = self.read(body)
        for _ in range(_TRIES):
            if done := self._put(said, self._judge(said), who, account):
                return done
        raise _busy(said.ref)

    def _put(self, said: Said, judged: Judged, who: str, account: int | None) -> OrderChecked | None:  # fmt: skip
        before = self._find(said.ref)
        same = before is not None and before.body == storable_data(dict(said.body))
        changed: tuple[str, ...] = ()
        if before is not None and not same:
            old = self.read(before.body)
            changed = tuple(changed_order(old.lines, said.lines)) or ("The order was sent anew with other content.",)  # fmt: skip
        why = RECEIVED if before is None else CHANGED
        again = same and before is not None and before.state != CLOSED
        sent = _Sent(account, "" if again else why)
        return self._checked(said, judged, why, who, before, always=not same, changed=changed, sent=sent)  # fmt: skip

    def read(self, body: object) -> Said:
        """The order of JSON data, against the facts that the law knows of parties."""
        facts = self.service.library.law.book.facts
        known = frozenset(each.name for each in facts if each.owner == "party")
        return read_order(body, known)

    def check(self, ref: str, why: str, who: str) -> OrderChecked:
        """Check one order again, and keep what differs from the check before.

        Raises:
            InputError: there is no such order, or law no longer knows a word in it.
        """
        return self._check(ref, why, who, always=True)

    def _check(self, ref: str, why: str, who: str, *, always: bool) -> OrderChecked:
        """The order as it stands is checked; where it changes meanwhile, the order as it then stands."""
        for _ in range(_TRIES):
            before = self.get(ref)
            if before.state == CLOSED:
                if before.last is None or always:
                    raise InputError(f"{ref} is closed, so it is not checked; send it again to open it.")  # fmt: skip
                return before.last  # closed since it was on the list
            said = self.read(before.body)
            if done := self._checked(said, self._judge(said), why, who, before, always=always):
                return done
        raise _busy(ref)

    def recheck(self, why: str, who: str = "") -> tuple[OrderChecked, ...]:
        """Check all that are not closed; gives the checks that were written.

        A check is written where it rests on other law or lists than the one before, or says something
        else.  An order that cannot be checked any more is put on hold, and stops no other.
        """
        with self.store.reading() as db:
            refs = rows.in_work(db)
        found = []
        for ref in refs:
            last = self.get(ref).last
            try:
                now = self._check(ref, why, who, always=False)
            except LicetError as error:
                self._hold(ref, f"It cannot be checked: {error}", who)
                continue
            if last is None or now.number != last.number:
                found.append(now)
        return tuple(found)

    def under(self, hit: KeptHit) -> tuple[str, ...]:
        """References of the orders, not closed, under which a hit was found."""
        with self.store.reading() as db:
            return rows.in_work(db, hit.refs)

    def get(self, ref: str) -> Order:
        """One order.

        Raises:
            InputError: there is none of that reference.
        """
        found = self._find(ref)
        if found is None:
            raise InputError(f"There is no order {ref!r}. licet orders list shows those there are.")
        return found

    def listed(self, state: str = "", after: str = "", most: int = 100) -> tuple[Order, ...]:
        """Orders by reference, without their bodies; ``after`` is the last one of the page before."""
        if state and state not in STATES:
            raise UnknownName("state of an order", state, STATES)
        with self.store.reading() as db:
            return rows.listed(db, state, after, most)

    def counts(self) -> dict[str, int]:
        """How many orders stand in each state, nought included."""
        with self.store.reading() as db:
            found = rows.counts(db)
        return {state: found.get(state, 0) for state in STATES}

    def checks(self, ref: str, most: int = 0) -> tuple[OrderChecked, ...]:
        """The checks of an order, the newest first; at most so many where ``most`` is not nought."""
        with self.store.reading() as db:
            return rows.checks(db, ref, most)

    def holds(self, ref: str) -> tuple[Hold, ...]:
        """All holds of an order, the oldest first."""
        return self.store.holds_of(ref)

    def release(self, ref: str, by: Signer, reason: str) -> Hold:
        """Let an order go on, signed; see ``Store.release``.

        Raises:
            InputError: the order is not on hold, a hit is open, or the officer may not.
        """
        self.get(ref)
        return self.store.release(ref, by, reason)

    def close(self, ref: str, why: str, who: str) -> Order:
        """Say that an order is done or withdrawn: it is no longer checked.  Sent anew, it is open again."""
        check_reason(why)
        self.get(ref)
        with self.store.writing() as work:
            work.db.execute(
                orders_table.update()
                .where(orders_table.c.ref == ref)
                .values(state=CLOSED, changed=work.now)
            )
            note(work, "order", who, {"ref": ref, "act": "closed", "reason": why})
        return self.get(ref)

    # -- one check -------------------------------------------------------------------

    def _find(self, ref: str) -> Order | None:
        with self.store.reading() as db:
            return rows.find(db, ref)

    def _judge(self, said: Said) -> Judged:
        return judge(self.service, said, said.on or self.store.today)

    def _checked(
        self, said: Said, judged: Judged, why: str, who: str, before: Order | None, *, always: bool,
        changed: tuple[str, ...] = (), sent: _Sent | None = None,
    ) -> OrderChecked | None:  # fmt: skip
        """Write the check and what was screened, unless nothing is other than before.

        ``before`` is the order as it was read first; None where another has changed or checked it since,
        for then neither the lines that were judged nor the difference are those of the order.
        """
        last = before.last if before is not None else None
        quiet = not always and last is not None and self._same(said, judged, last)
        if quiet and (sent is None or not sent.act):
            return last
        if not quiet and judged.parties.searched:
            keeper = Keeper(self.store, self._screens(who), chosen=True)
            judged.parties.kept(keeper, said.ref, kind="order")
        draft = self._draft(said, judged)
        differs = changed
        if last is not None:
            differs += differences(last, draft.lines, draft.found, lambda each: self.store.hit(each).listed)  # fmt: skip
        with self.store.writing() as work:
            if not rows.unchanged(work.db, said.ref, before):
                return None
            if sent is not None:
                rows.save(work, said.ref, said.body, sent.account)
                if sent.act:
                    note(work, "order", who, {"ref": said.ref, "lines": len(said.lines), "act": sent.act})  # fmt: skip
            if quiet:
                return last
            number = rows.number_of(work.db, said.ref)
            checked = replaced(
                draft, number=rows.next_number(work, number), at=work.now, why=why, differs=differs, who=who,
            )  # fmt: skip
            rows.keep(work, number, checked)
            note(work, "order_check", who, {"ref": said.ref, "check": checked.number, "why": why, "result": checked.result, "differs": list(differs)})  # fmt: skip
            standing = holds.standing(work.db, said.ref, work.today)
            if checked.result != PASS and standing is None and (last is None or differs):
                holds.hold(work, said.ref, hold_reason(checked), who or "the check")
        return checked

    def _draft(self, said: Said, judged: Judged) -> OrderChecked:
        """The check as far as law and lists make it, with the numbers of the hits in the store."""
        kept = self._hits(said.ref)
        numbers = [kept[key].id if key in kept else 0 for key in judged.keys]
        waiting = sorted({kept[key].id for key in judged.waiting if key in kept})
        lines = tuple(replaced(each, hits=tuple(waiting)) for each in judged.lines)
        found = tuple(
            replaced(each, hit=number) for each, number in zip(judged.found, numbers, strict=True)
        )
        result = strictest(tuple(each.result for each in lines))
        return OrderChecked(
            said.ref, 0, _BEFORE, said.on or self.store.today, "", result, lines, judged.hashes, (), found,
            judged.searched, judged.notes,
        )  # fmt: skip

    def _same(self, said: Said, judged: Judged, last: OrderChecked) -> bool:
        now = self._draft(said, judged)
        ours = (now.lines, now.found, now.hashes, now.searched, now.notes)
        return ours == (last.lines, last.found, last.hashes, last.searched, last.notes)

    def _hits(self, ref: str) -> dict[Key, KeptHit]:
        found = self.store.hits(ref=ref, replaced=True)
        return {(each.party, each.entry, each.content): each for each in found}

    def _screens(self, who: str) -> str:
        """``who``, where that is an officer who may screen; nobody by name otherwise."""
        for each in self.store.officers():
            if each.name == who and each.active(self.store.today) and "screen" in each.may:
                return who
        return ""

    def _hold(self, ref: str, reason: str, who: str) -> None:
        with self.store.writing() as work:
            if holds.standing(work.db, ref, work.today) is None:
                holds.hold(work, ref, reason, who or "the check")


@record
class _Sent:
    """Who sent an order; ``act`` is empty where it is the same order again."""

    account: int | None
    act: str


def _busy(ref: str) -> InputError:
    return InputError(f"{ref} was changed or checked by others {_TRIES} times while it was being checked; send it again.")  # fmt: skip


def hold_reason(checked: OrderChecked) -> str:
    """Why a check puts an order on hold, in a sentence."""
    held = [each for each in checked.lines if each.result == checked.result]
    first = held[0]
    parts = [] if first.code == OPEN_HIT else [first.reason.partition(". ")[0].rstrip(".")]
    if first.hits:
        several = f"{len(first.hits)} hits wait" if len(first.hits) > _NAMED else f"hit{'s' if first.hits[1:] else ''} {', '.join(map(str, first.hits))} wait{'' if first.hits[1:] else 's'}"  # fmt: skip
        parts.append(f"{several} for two officers")
    lines = line_names([each.line for each in held])
    return f"Check {checked.number}: {lines} {checked.result}: {'; '.join(parts)}."
