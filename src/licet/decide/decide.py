"""Decide one transfer: every sovereign's answer, joined, with the hashes of what was used."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.decide.answer import Answer
from licet.decide.join import Run, answer_of
from licet.decide.plan import plan_for
from licet.decide.situation import Situation
from licet.record import record

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.transfer.model import Transfer


@record
class Law:
    """A rule book, with the hashes of the catalogue and code that go with it."""

    book: RuleBook
    catalogue_hash: str = ""
    code_hash: str = ""

    @property
    def hashes(self) -> dict[str, str]:
        """What every answer carries."""
        return {"law": self.book.hash, "catalogue": self.catalogue_hash, "code": self.code_hash}


@record
class Decision:
    """The answer to one transfer on one date.

    ``status`` is the strictest of the sovereigns' own; ``answers`` keep them apart.
    ``unmodelled`` names sovereigns whose law may claim the transfer and is not in the book.
    """

    transfer: Transfer
    on: date
    known_on: date
    answers: tuple[Answer, ...]
    unmodelled: tuple[str, ...]
    law: Law

    __extra_slots__ = ("__dict__",)

    @property
    def status(self) -> str:
        """The joined status, out of the closed set."""
        if not self.answers:
            return words.OUT_OF_SCOPE
        return min((each.status for each in self.answers), key=words.ORDER_RANK.__getitem__)

    @property
    def beside(self) -> tuple[str, ...]:
        """Statuses that stand beside the joined one and forbid a pass."""
        found = []
        if any(each.stale for each in self.answers):
            found.append(words.STALE)
        if self.unmodelled or any(each.not_modelled for each in self.answers):
            found.append(words.OUT_OF_SCOPE)
        return tuple(each for each in found if each != self.status)

    @property
    def passes(self) -> bool:
        """Whether nothing was found, nothing is open and nothing stands beside.  Never "clear"."""
        settled = all(each.enforced.settled and not each.unverified for each in self.answers)
        return self.status == words.NOTHING and settled and not self.beside

    def answer(self, sovereign: str) -> Answer | None:
        """One sovereign's own answer, if its law is in the book."""
        return next((each for each in self.answers if each.sovereign == sovereign), None)

    @cached_property
    def with_due_care(self) -> Decision:
        """The same, if after due care the exporter knew of nothing beyond what is stated."""
        from licet.record import replaced

        closed = replaced(self.transfer, due_care=True)
        return decide(closed, self.law, on=self.on, known_on=self.known_on)


def decide(
    transfer: Transfer,
    law: Law,
    *,
    on: date,
    known_on: date | None = None,
    sovereigns: tuple[str, ...] | None = None,
) -> Decision:
    """Decide ``transfer`` under the law of ``on``, as published by ``known_on``.

    ``known_on`` defaults to the later of ``on`` and what the book knows: all that it holds.
    ``sovereigns`` asks some laws only (codes such as ``US``); by default all that are loaded.
    Unknown facts never raise; they leave the answer open.
    """
    book = law.book
    known = known_on or date.max
    seen = Situation(transfer, book, on)
    kind = seen.facts.get("item_kind")
    kind = kind if isinstance(kind, str) else None
    asked = [code for code in sovereigns or book.deciding if code in book.sovereigns]
    answers = tuple(
        answer_of(Run(plan_for(book, on, known, kind, code), seen), book.sovereigns[code])
        for code in asked
    )
    return Decision(transfer, on, known, answers, _unmodelled(seen.facts, book, sovereigns), law)


def _unmodelled(
    facts: dict[str, object], book: RuleBook, asked: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Places whose own law may claim the transfer and is not loaded: where it leaves, where it arrives."""
    claims = [code for code in asked or () if code not in book.sovereigns]
    if asked is None:
        for name in ("shipped_from", "destination"):
            place = facts.get(name)
            if isinstance(place, str) and place not in book.deciding:
                claims.append(place)
    return tuple(dict.fromkeys(claims))
