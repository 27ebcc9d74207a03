"""Saved questions in the store: each behind a link that cannot be guessed.

Who may see one: the link is the key to an enquiry that a visitor made.  One that was made by an account is
for that account alone, until it is sent; from then on officers who sign may read it too.  Who may change
one: whoever made it (the account, or the holder of the link), while it is a draft.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy as sa

from licet.errors import InputError
from licet.interview.model import DRAFT, SENT, SIGNED, Enquiry
from licet.interview.said import product_name
from licet.interview.steps import PROJECT, TRANSFER
from licet.interview.transfers import questions
from licet.record import replaced
from licet.store.plain import storable, storable_data
from licet.store.tables import enquiries
from licet.store.work import note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.service.service import Question, Service

BYTES = 24
"""Random bytes in a key: more than anybody can try."""


class Asker(Protocol):
    """Who asks, as ``licet.access.model.Person``."""

    @property
    def name(self) -> str:
        """What the person is called in the log."""

    @property
    def account(self) -> int | None:
        """The account's number; None for a visitor and for the user of a private desk."""

    @property
    def may(self) -> frozenset[str]:
        """The person's permissions."""


class NoSuchEnquiry(InputError):
    """There is no enquiry under this link, or none for this person: which of both is not said."""

    def __init__(self) -> None:
        super().__init__("There is no saved question under this link, or it belongs to somebody else. Sign in as the one who made it, or ask anew.")  # fmt: skip


class Enquiries:
    """The saved questions of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.store = service.store

    def new(self, kind: str, person: Asker, answers: Mapping[str, Any] | None = None) -> Enquiry:
        """A fresh one, perhaps with first answers.

        Raises:
            InputError: ``kind`` is neither transfer nor project.
        """
        if kind not in (TRANSFER, PROJECT):
            raise InputError(
                f"{kind!r} is no kind of question; {TRANSFER} or {PROJECT} was wanted."
            )
        with self.store.writing() as work:
            made = Enquiry(
                secrets.token_urlsafe(BYTES), kind, "", work.now, work.now, person.account,
                storable_data(dict(answers or {})),
            )  # fmt: skip
            made = replaced(made, title=self._title(made))
            work.db.execute(enquiries.insert().values(**_row(made), key=made.key, at=made.at))
        return made

    def get(self, key: str) -> Enquiry:
        """The enquiry of a key, whoever asks: for those whose right was looked at already.

        Raises:
            NoSuchEnquiry: there is none.
        """
        with self.store.reading() as db:
            row = db.execute(sa.select(enquiries).where(enquiries.c.key == key)).first()
        if row is None:
            raise NoSuchEnquiry
        return _enquiry(row)

    def of(self, key: str, person: Asker) -> Enquiry:
        """The enquiry of a key, for a person who may read it.

        Raises:
            NoSuchEnquiry: there is none, or not for this person.
        """
        found = self.get(key)
        if not may_read(found, person):
            raise NoSuchEnquiry
        return found

    def save(self, enquiry: Enquiry) -> Enquiry:
        """Keep the answers; the title follows from them.

        Raises:
            InputError: it was sent or signed meanwhile, and is changed no more.
        """
        with self.store.writing() as work:
            kept = _locked(work.db, enquiry.key)
            if kept.stage != DRAFT:
                raise InputError("This question was sent to be signed, so its answers stay as they are. Take it back first, or ask anew.")  # fmt: skip
            answers = storable_data(enquiry.answers)
            made = replaced(kept, answers=answers, changed=work.now, title=self._title(enquiry))
            _write(work.db, made)
        return made

    def send(self, key: str, person: Asker) -> Enquiry:
        """Send to an officer, to be signed.

        Raises:
            InputError: nothing was answered yet, or it was sent before.
        """
        with self.store.writing() as work:
            kept = _locked(work.db, key)
            if kept.stage != DRAFT:
                raise InputError("This question was sent already.")
            if not kept.answers or not self.questions(kept):
                raise InputError("Nothing was answered yet, so there is nothing to sign.")
            made = replaced(kept, stage=SENT, sent_by=storable(person.name), changed=work.now)
            _write(work.db, made)
            note(work, "enquiry_sent", person.name, {"enquiry": key, "title": made.title})
        return made

    def take_back(self, key: str, person: Asker) -> Enquiry:
        """Make it a draft again, which may be changed.

        Raises:
            InputError: it is not waiting for an officer.
        """
        with self.store.writing() as work:
            kept = _locked(work.db, key)
            if kept.stage != SENT:
                raise InputError("This question is not waiting to be signed.")
            made = replaced(kept, stage=DRAFT, sent_by="", changed=work.now)
            _write(work.db, made)
            note(work, "enquiry_taken_back", person.name, {"enquiry": key, "title": made.title})
        return made

    def signed(self, key: str, determination: int) -> Enquiry:
        """Note the number of the record that an officer signed."""
        with self.store.writing() as work:
            made = replaced(
                _locked(work.db, key), stage=SIGNED, determination=determination, changed=work.now
            )
            _write(work.db, made)
        return made

    def of_record(self, determination: int) -> Enquiry | None:
        """The one that was signed under that number, whoever asks; None where the record was made otherwise."""
        number = enquiries.c.state["determination"].as_integer()
        with self.store.reading() as db:
            row = db.execute(sa.select(enquiries).where(number == determination)).first()
        return None if row is None else _enquiry(row)

    def waiting(self) -> tuple[Enquiry, ...]:
        """Those that wait for an officer, the longest first."""
        stage = enquiries.c.state["stage"].as_string()
        wanted = sa.select(enquiries).where(stage == SENT).order_by(enquiries.c.changed)
        with self.store.reading() as db:
            return tuple(_enquiry(row) for row in db.execute(wanted))

    def questions(self, enquiry: Enquiry) -> tuple[tuple[str, Question], ...]:
        """(label, question): as a rule one for a transfer, one for each way of sharing of a project."""
        found = questions(enquiry.kind, enquiry.answers, self.service.library)
        return tuple((each.label, each.question) for each in found)

    def _title(self, enquiry: Enquiry) -> str:
        """A short name: what, and where to."""
        answers = enquiry.answers
        if enquiry.kind == PROJECT:
            return storable(
                f"Project with {_of(answers, 'partner', 'name') or 'a partner not named yet'}"
            )
        product = _of(answers, "item", "product")
        what = (
            (product and product_name(product, self.service.library))
            or _of(answers, "figures", "name")
            or "an item not named yet"
        )
        to = _of(answers, "route", "to")
        countries = self.service.library.law.book.facts.countries
        return storable(f"{what} to {countries.get(to, to)}" if to else what)


def may_read(enquiry: Enquiry, person: Asker) -> bool:
    """Whether the holder of the link may see what stands there."""
    if enquiry.account is None or enquiry.account == person.account:
        return True
    return enquiry.stage != DRAFT and "sign" in person.may


def may_change(enquiry: Enquiry, person: Asker) -> bool:
    """Whether the holder of the link may answer, send it or take it back."""
    return enquiry.account is None or enquiry.account == person.account


def _of(answers: Mapping[str, Any], step: str, field: str) -> str:
    said = answers.get(step)
    return str(said.get(field) or "") if isinstance(said, dict) else ""


def _row(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "account": enquiry.account, "kind": enquiry.kind, "title": enquiry.title,
        "changed": enquiry.changed,
        "state": {
            "answers": enquiry.answers, "stage": enquiry.stage, "sent_by": enquiry.sent_by,
            "determination": enquiry.determination,
        },
    }  # fmt: skip


def _enquiry(row: Any) -> Enquiry:
    return Enquiry(row.key, row.kind, row.title, row.at, row.changed, row.account, **row.state)


def _locked(db: sa.Connection, key: str) -> Enquiry:
    row = db.execute(sa.select(enquiries).where(enquiries.c.key == key).with_for_update()).first()
    if row is None:
        raise NoSuchEnquiry
    return _enquiry(row)


def _write(db: sa.Connection, enquiry: Enquiry) -> None:
    db.execute(enquiries.update().where(enquiries.c.key == enquiry.key).values(**_row(enquiry)))
