"""The registry: one value with everything that can be done to the register and asked of it.

    with Store.open(read_settings()) as store:
        registry = Registry(store, procedure_in_use(), open_library())
        filed = registry.file(application_from(decision, ...), ann, key="order-17")
        registry.act(filed.event.case, "submit", {"signer": "Ann", "end_use_statement": "sha256:..."}, ann)

Each act is one transaction: all of it is kept, or nothing.  Writers come one by one, on both engines, so
that all events stand in one order.  What a role may do and read is data (``law/procedure/roles.yaml``) and is
asked on every call.  Times are UTC.  ``at`` is when the act happened and defaults to now; ``recorded_at`` is
when it was kept, by our own clock, and nobody gives it.

Raises, where nothing else is said: ``Refused`` (the procedure does not allow it), ``NotAllowed`` (the role or
the person may not), ``InputError`` (what was given cannot be read).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from licet.errors import InputError
from licet.pack.store import Library
from licet.register.conditions.evidence import Inputs
from licet.register.drawdown.match import Matched
from licet.register.drawdown.model import Drawn, Request
from licet.register.entries import of_license
from licet.register.events import Actor, Event
from licet.register.law_file import read_law
from licet.register.license_state import LicenseState
from licet.register.money.assess import Assessment, Consignment
from licet.register.money.books import MoneyBook, Payment
from licet.register.money.readings import Reading, readings_of
from licet.register.procedure import Procedure
from licet.register.state import CaseState
from licet.registry import acting, checking, drawing, holding, looking, paying, posting, ticking
from licet.registry.books import Answers, money_book
from licet.registry.kept import Kept
from licet.registry.lawful import with_law
from licet.registry.laws import keep
from licet.registry.model import (
    APPLICATION,
    LICENSE,
    Acted,
    Examined,
    Holding,
    Json,
    Posted,
    Standing,
)
from licet.registry.roles import read_roles
from licet.registry.turn import turn
from licet.store.store import Store


class Registry:
    """The register of one store, under one procedure and one law.  ``clock`` defaults to the store's."""

    def __init__(
        self, store: Store, law: Procedure, library: Library, *, clock: Callable[[], datetime] | None = None
    ) -> None:  # fmt: skip
        self.store = store
        self.law = law
        self.library = library
        self.clock = clock or store.clock
        self.kept = Kept(law)
        self.answers = Answers()
        if library.folder is None:
            raise InputError(
                "the law in use has no folder to read the roles from; name one in LICET_LAW"
            )
        self.roles = read_roles(library.folder, law)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of the money (``law/procedure/conditions.yaml``)."""
        assert self.library.folder is not None  # noqa: S101 - asked before # nosec B101
        return readings_of(read_law(self.library.folder), self.library.law.book)

    @cached_property
    def closed_roles(self) -> tuple[str, ...]:
        """Roles of the parties to a transaction: what a license does not name of them, nobody fills."""
        return self.library.law.book.roles["transacting"]

    def known(self, inputs: Inputs, state: LicenseState, at: datetime, db: Connection) -> Inputs:
        """The inputs of a test on a license, with what the law in use and the holder's other licenses say themselves."""
        items = [each.item for each in state.lines]
        inputs = holding.with_other_licenses(self, db, inputs, state)
        return with_law(inputs, self.library, items, of_license(state.conditions), at.date())

    # Acts.

    def act(
        self, case: str, kind: str, body: Mapping[str, Any], by: Actor, *, key: str = "", at: datetime | None = None,
        expected: int | None = None,
    ) -> Acted:  # fmt: skip
        """Do one act on an application or a license; ``case`` is the id of either.

        ``key`` makes the act safe to send twice: the same key with the same act by the same actor gives the
        ``Acted`` of the first time and writes nothing.  ``at`` may not lie after our own clock.  ``expected`` is
        the number of the file's last event as the actor saw it: where another came since, nothing is done.

        ``create`` goes through ``file``; ``issue`` of an application that grants something goes through ``issue``, drawdowns
        through ``draw``.

        Raises:
            InputError: the key was used for another act.
            Changed: the file's last event is not the one ``expected``.
        """
        return acting.act(self, case, kind, body, by, key, at, expected)

    def file(
        self, body: Mapping[str, Any], by: Actor, *, key: str = "", case: str = "", at: datetime | None = None
    ) -> Acted:  # fmt: skip
        """Open an application, ``create``, under ``case`` or the next free id, such as A-000001.

        The body is that of ``licet.register.opening.application_from``.  The same key by the same actor gives
        the application of the first time.
        """
        return acting.file(self, body, by, key, case, at)

    def issue(
        self, case: str, by: Actor, *, number: str = "", valid_from: date | None = None, valid_to: date | None = None,
        notice: str, preconditions: tuple[str, ...] = (), inputs: Inputs | None = None, key: str = "",
        at: datetime | None = None, expected: int | None = None,
    ) -> Acted:  # fmt: skip
        """Issue the decision, and its license where it grants one, in one transaction.

        The license has the granted lines, the parties and the adopted conditions of the application; ``number`` is
        the authority's own or the next free one, such as L-000001.  Conditions that are tested before issue
        are tested on ``inputs``: one that is known not to hold refuses the issue, one that is not known must be met
        before first use, as ``preconditions`` must.

        A decision that grants nothing has no number and no days.
        """
        asked = acting.Issue(
            number, valid_from, valid_to, notice, preconditions, inputs or Inputs()
        )
        return acting.issue(self, case, asked, by, key, at, expected)

    def draw(
        self, number: str, request: Request, inputs: Inputs, by: Actor, *, at: datetime | None = None
    ) -> Drawn:  # fmt: skip
        """Take goods from a license, or be refused; both are kept, with the arithmetic.

        ``request.key`` makes it safe to send twice: the answer is the one given first.  The same key with other
        content is answered and not kept.  Returns filed and the evidence in them, drawdowns of the holder's other licenses, money assessed
        and paid, and the calendar are the register's own, whatever ``inputs`` says of them; what it says beside them is kept as the
        asker's word (``Drawn.stated``).
        """
        with turn(self) as now:
            state = acting.license_for(now, number, "drawdown", by)
            filed, moment = acting.filed_on(now, state), now.moment(at)
            told = self.known(inputs, state, moment, now.work.db)
            return drawing.draw(
                now, state, request, told, by, moment, self.closed_roles, filed, inputs
            )

    def goods_back(
        self, number: str, body: Mapping[str, Any], by: Actor, *, key: str = "", at: datetime | None = None
    ) -> Acted:  # fmt: skip
        """Enter goods that came back from a shipment (``key, of, quantity, date, ref, serials?, value?``)."""
        with turn(self) as now:
            state = acting.license_for(now, number, "goods_back", by)
            done = now.repeated(number, "goods_back", body, by, key)
            return done or drawing.goods_back(now, state, body, by, now.moment(at), key)

    def assess(
        self, number: str, consignment: Consignment, by: Actor, *, why: str = "", at: datetime | None = None
    ) -> tuple[Assessment, ...]:  # fmt: skip
        """One shipment under every reading of the money, side by side; what is known to be due, or nought, is kept.

        ``consignment.ref`` is the key of the shipment.  One that was assessed otherwise before is assessed again only with ``why``.
        """
        readings, book = self.readings, self.library.law.book
        with turn(self) as now:
            state = acting.license_for(now, number, "assessed", by)
            return paying.assess(now, state, readings, book, consignment, by, now.moment(at), why)

    def pay(self, number: str, payment: Payment, by: Actor, *, at: datetime | None = None) -> Acted:
        """Enter a payment for an assessed shipment; the same payment twice counts once."""
        with turn(self) as now:
            state = acting.license_for(now, number, "paid", by)
            return paying.pay(now, state, payment, by, now.moment(at))

    def file_return(
        self, number: str, body: Mapping[str, Any], by: Actor, *, key: str = "", at: datetime | None = None
    ) -> Acted:  # fmt: skip
        """File a report that the license asks for (``obligation, period, hash, content?``)."""
        return self.act(number, "return_filed", body, by, key=key, at=at)

    def tick(self, at: datetime | None = None) -> tuple[Acted, ...]:
        """Do what is due without anybody's word, as ``system``: safe to do at any time, and twice.

        An agency's time that ran out, all positions in, a question that lapsed (the case goes on; no machine
        returns a file), the end of the time to reply, the end of a suspension or a license, a condition on
        schedule that is known to be broken and itself names suspension.
        """
        done: list[Acted] = []
        for stream in acting.living(self):
            with turn(self) as now:
                done += ticking.due(now, stream, now.moment(at))
        return tuple(done)

    # Reading.

    def case(
        self, case: str, by: Actor, *, at: datetime | None = None, order: str = ""
    ) -> CaseState:
        """The application, now or as it was ``at``; an agency sees the part that was referred to it.

        Readers of whom ``roles.yaml`` says so are noted in the store's log; who reads by order names it.
        """
        found = looking.look(self, case, by, nature=APPLICATION, order=order, at=at)
        assert isinstance(found, CaseState)  # noqa: S101 # nosec B101
        return found

    def events(self, case: str, by: Actor, *, order: str = "") -> tuple[Event, ...]:
        """What happened to an application or a license, in order, as far as the reader may see it; noted as ``case``."""
        return looking.look_at_events(self, case, by, order)

    def license(
        self, number: str, by: Actor, *, at: datetime | None = None, order: str = ""
    ) -> LicenseState:
        """The license, now or as it was ``at``; noted as ``case``."""
        found = looking.look(self, number, by, nature=LICENSE, order=order, at=at)
        assert isinstance(found, LicenseState)  # noqa: S101 # nosec B101
        return found

    def standing(self, case: str, by: Actor, *, at: datetime | None = None) -> Json:
        """How an application stands: state, days, limits, stop cause (``licet.register.shown.standing``)."""
        return looking.standing_of_case(self, case, by, at or self.clock())

    def cases(
        self, by: Actor, *, state: str = "", authority: str = "", limit: int = 50, after: str = "", at: datetime | None = None
    ) -> tuple[Standing, ...]:  # fmt: skip
        """Applications that the actor may see, by id; ``after`` is the last id of the page before."""
        return looking.listed(self, by, state, authority, limit, after, at or self.clock())

    def ways(self, case: str, by: Actor, *, order: str = "") -> list[Json]:
        """What this actor may do next (``licet.register.shown.ways``), as far as the roles allow it."""
        return looking.ways_of(self, case, by, order)

    def readers(self, case: str, by: Actor, *, after: int = 0, limit: int = 50) -> tuple[Json, ...]:
        """Who looked at an application or a license: when, in which role, at what, on which order."""
        return looking.readers_of(self, case, by, after, limit)

    def money(self, number: str, by: Actor, *, order: str = "") -> MoneyBook:
        """Assessments and payments of a license with their ledger."""
        found = looking.look(self, number, by, nature=LICENSE, what="money", order=order)
        assert isinstance(found, LicenseState)  # noqa: S101 # nosec B101
        return money_book(found.money)

    def holder(self, by: Actor, *, at: datetime | None = None) -> tuple[Holding, ...]:
        """The licenses of the actor's firm, or that an agent has a mandate for, by number."""
        return holding.held_by(self, by, at or self.clock())

    def match(
        self, request: Request, by: Actor, *, inputs: Inputs | None = None, at: datetime | None = None
    ) -> Matched:  # fmt: skip
        """The line of the firm's licenses that an order line can be drawn from; takes nothing."""
        return holding.matched(self, request, by, inputs or Inputs(), at or self.clock())

    # The register itself.

    def verify(self, before: Procedure | None = None) -> Examined:
        """Replay everything: what is kept beside the events is what they make, nothing is missing, nothing twice.

        ``before`` is a procedure under which events were entered and which the store lacks; it is kept from now on.
        """
        with self.store.writing() as work:
            for each in (self.law, before):
                if each is not None:
                    keep(work, each)
        with self.store.reading() as db:
            return checking.verify(db, self.kept.laws)

    def outbox(self, limit: int = 100, *, after: int | None = None) -> tuple[Posted, ...]:
        """Events that are not in the public log yet, in order; with ``after`` those of a higher number, all of them."""
        return posting.waiting(self, limit, after)

    def published(self, upto: int) -> int:
        """Say that all events up to and with ``upto`` are in the public log; gives how many that is in all.

        Raises:
            InputError: no event has that number.
        """
        return posting.published(self, upto)
