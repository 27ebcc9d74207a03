"""Decide one transfer: every sovereign's answer, joined, with the hashes of what was used."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from licet.book.patterns import matches
from licet.decide import answer as words
from licet.decide.answer import Answer, Conflict
from licet.decide.gate import gate_for
from licet.decide.join import answered
from licet.decide.plan import plan_for
from licet.decide.situation import Situation
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    ``status`` is the strictest of the sovereigns' own; ``answers`` keep them apart, the
    strictest first.  ``conflicts`` are pairs in which to follow one law breaches another.
    ``unmodelled`` names places whose law may claim the transfer and is not in the book.
    """

    transfer: Transfer
    on: date
    known_on: date
    answers: tuple[Answer, ...]
    conflicts: tuple[Conflict, ...]
    unmodelled: tuple[str, ...]
    law: Law

    __extra_slots__ = ("__dict__",)

    @property
    def status(self) -> str:
        """The joined status, out of the closed set; a conflict of laws stands beside it."""
        return self.answers[0].status if self.answers else words.OUT_OF_SCOPE

    @cached_property
    def claiming(self) -> tuple[Answer, ...]:
        """Answers of the laws that claim the transfer; of those that may, or of all, where none does."""
        sure = tuple(each for each in self.answers if each.claims is True)
        return sure or self.maybe_claiming or self.answers

    @cached_property
    def telling(self) -> tuple[Answer, ...]:
        """The laws to show and to ask about: those that claim, after a stricter one that only may."""
        first = self.answers[:1]
        return self.claiming if not first or first[0] in self.claiming else first + self.claiming

    @cached_property
    def maybe_claiming(self) -> tuple[Answer, ...]:
        """Answers of the laws of which it is open whether they claim the transfer."""
        return tuple(each for each in self.answers if each.claims is None)

    @property
    def beside(self) -> tuple[str, ...]:
        """Statuses that stand beside the joined one and forbid a pass."""
        found = []
        if any(each.truth is True for each in self.conflicts):
            found.append(words.CONFLICT)
        if any(each.stale for each in self.answers):
            found.append(words.STALE)
        if self.one_sided or self.unmodelled or any(each.not_modelled for each in self.answers):
            found.append(words.OUT_OF_SCOPE)
        return tuple(each for each in found if each != self.status)

    @property
    def one_sided(self) -> bool:
        """Whether it is told as an import alone: laws of export, asked together, then stay silent."""
        facts = self.transfer.facts
        if len(self.answers) <= 1 or facts.get("kind") != "import":
            return False
        return "shipped_from" not in facts or facts["shipped_from"] != facts.get("destination")

    @property
    def passes(self) -> bool:
        """Whether nothing was found, nothing is open and nothing stands beside.  Never "clear".

        A name that screening found, or could not read, is open until a person has looked at it.
        """
        settled = all(each.enforced.settled and not each.unverified for each in self.answers)
        found = self.transfer.screening
        looked = found is None or found.settled
        return self.status == words.NOTHING and settled and looked and not self.beside

    def answer(self, sovereign: str) -> Answer | None:
        """One sovereign's own answer, if its law is in the book."""
        return next((each for each in self.answers if each.sovereign == sovereign), None)

    def only(self, sovereign: str) -> Decision:
        """The same decision with one law's answer alone."""
        answers = tuple(each for each in self.answers if each.sovereign == sovereign)
        return replaced(self, answers=answers, conflicts=(), unmodelled=())

    @cached_property
    def with_due_care(self) -> Decision:
        """The same, if after due care the exporter knew of nothing beyond what is stated."""
        closed = replaced(self.transfer, due_care=True)
        asked = tuple(each.sovereign for each in self.answers)
        return decide(closed, self.law, on=self.on, known_on=self.known_on, sovereigns=asked)


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
    quiet = gate_for(book, on, known, kind).quiet(seen) if len(asked) > 1 else {}
    found = [
        quiet.get(code)
        or answered(plan_for(book, on, known, kind, code), seen, book.sovereigns[code])
        for code in asked
    ]
    home = seen.facts.get("shipped_from")
    found.sort(key=lambda each: (each[0], each[1].sovereign != home))
    answers = [answer for _, answer in found]
    conflicts = tuple(_conflicts(answers)) if len(answers) > 1 else ()
    missing = _unmodelled(seen.facts, book, sovereigns)
    return Decision(transfer, on, known, tuple(answers), conflicts, missing, law)


def _conflicts(answers: list[Answer]) -> Iterator[Conflict]:
    """Each need that holds and another law forbids to follow, or may forbid."""
    for answer in answers:
        for by in answer.opposed:
            for other in answers:
                for need in other.enforced.requirements if other is not answer else ():
                    if need.truth is True and any(
                        matches(p, need.id) for p in by.provision.against
                    ):
                        yield Conflict(by, need, by.truth)


def _unmodelled(
    facts: dict[str, object], book: RuleBook, asked: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Places whose own law may claim the transfer and is not loaded: whence, through where, whither."""
    claims = [code for code in asked or () if code not in book.sovereigns]
    if asked is None:
        for name in ("shipped_from", "destination"):
            place = facts.get(name)
            if isinstance(place, str) and place not in book.deciding:
                claims.append(place)
        route = facts.get("route")
        if isinstance(route, frozenset):
            claims += sorted(place for place in route if place not in book.deciding)
    return tuple(dict.fromkeys(claims))
