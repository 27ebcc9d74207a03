"""The service: one open installation that answers questions.

    with Service.open() as service:
        decisions = service.decide(Question({"item": {"id": "nvidia-h200"}, "from": "US", "to": "CN", "kind": "export"}))

Pages, API and agents ask through it, so that the same question has the same answer everywhere.  Methods
may be called from several threads at once.
"""

from __future__ import annotations

import hashlib
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from licet.decide.decide import Decision, decide
from licet.errors import InputError
from licet.pack.store import Library, open_library
from licet.record import record
from licet.service.current import Current
from licet.service.parties import Parties
from licet.settings import Settings, read_settings
from licet.store.store import Store
from licet.transfer.build import Builder
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.transfer.model import Transfer

_FRESH = 0.2
"""Seconds for which the state of lists and store is taken to be as it was read."""


@record
class Question:
    """What is asked.

    ``transfer`` is the raw form of ``cases/1``: item, from, to, kind, parties, end_use ... (see
    ``licet.transfer.build``).  ``item.id`` may name a family: each variant is then decided.  ``on`` is
    the day of the law, today where None; ``known_on`` the last day of publication that counts.
    ``sovereigns`` asks these laws alone.  ``screened`` False leaves the parties' names unsearched, and
    the answer says so.
    """

    transfer: Mapping[str, Any]
    on: date | None = None
    known_on: date | None = None
    sovereigns: tuple[str, ...] = ()
    screened: bool = True


@record
class Answered:
    """Decisions, one a variant, and what was noted of their parties so that it can be recorded."""

    decisions: tuple[Decision, ...]
    parties: Parties

    @property
    def strictest(self) -> Decision:
        """The strictest of the variants' decisions; the first of several alike."""
        from licet.decide.answer import ORDER

        return min(self.decisions, key=lambda each: ORDER.index(each.status))


class Service:
    """Law, catalogue, lists and store of one installation, open for questions."""

    def __init__(self, library: Library, settings: Settings, store: Store) -> None:
        self.library = library
        self.settings = settings
        self.store = store
        self.current = Current(settings, store)
        self._etag: tuple[tuple[int, int], float, str] = ((-1, -1), 0.0, "")

    @classmethod
    def open(cls, settings: Settings | None = None, law: str | None = None) -> Self:
        """The installation that the settings name; makes the store where there is none.

        Raises:
            InputError: the law or the store cannot be opened.
        """
        settings = settings or read_settings()
        library = open_library(law)
        return cls(library, settings, Store.open(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    @property
    def hashes(self) -> dict[str, str]:
        """Hashes of law, catalogue and code: what every answer carries."""
        return self.library.law.hashes

    @property
    def etag(self) -> str:
        """One hash that changes when an answer to the same question may: law, catalogue, code, lists, closings.

        What this process does is seen at once, what another does within ``_FRESH`` seconds.
        """
        now, stamp = monotonic(), (self.store.writes, self.current.stamp())
        known, until, found = self._etag
        if known == stamp and now < until:
            return found
        parts = [*self.hashes.values(), self.current.mark(), self.store.log_end()]
        found = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
        self._etag = (stamp, now + _FRESH, found)
        return found

    def transfers(self, raw: Mapping[str, Any]) -> tuple[Transfer, ...]:
        """The transfer stated, once for each variant of the product that it names.

        Raises:
            InputError: what cannot be read, with the key and what was wanted.
        """
        builder = Builder(self.library.law.book, self.library.products)
        item = raw.get("item") or {}
        named = item.get("id") if isinstance(item, dict) else None
        if not named or item.get("synthetic"):
            return (builder.transfer(dict(raw)),)
        products = self.library.catalogue.resolve(str(named))
        return tuple(
            builder.transfer(
                {**raw, "item": {**item, "id": each.id, "name": item.get("name") or each.name}}
            )
            for each in products
        )

    def parties(self, *, whole: bool = False, off: str = "") -> Parties:
        """What joins transfers to the lists; ``off`` says why names are not screened."""
        law = self.library.whole if whole else self.library.law
        return Parties(law.book, off=off, settings=self.settings, current=self.current)

    def decide(self, question: Question, parties: Parties | None = None) -> Answered:
        """The answer to a question, once for each variant.

        ``parties`` given again for another question screens a name that it has met only once.

        Raises:
            InputError: the transfer cannot be read, a law is not known, a list is too old.
        """
        law = self.library.whole if question.sovereigns else self.library.law
        for code in question.sovereigns:
            if code not in law.book.sovereigns and code not in law.book.facts.countries:
                raise InputError(
                    f"{code!r} is no code of a country; laws are asked by codes such as US."
                )
        on = question.on or date.today()
        if parties is None:
            off = "" if question.screened else "since it was asked not to"
            parties = self.parties(whole=bool(question.sovereigns), off=off)
        known = question.known_on or date.max
        found = tuple(
            decide(
                with_public_record(parties(each, on), law.book, on, known),
                law, on=on, known_on=question.known_on, sovereigns=question.sovereigns or None,
            )
            for each in self.transfers(question.transfer)
        )  # fmt: skip
        return Answered(found, parties)
