"""Licet on the rules of benchmarks/subset."""

from __future__ import annotations

import random
from functools import cached_property
from types import MappingProxyType
from typing import Any

from benchmarks.rivals.columns import CONDITIONS, PROVISIONS, Columns
from benchmarks.rivals.groups import SUBSET
from benchmarks.rivals.sample import Case, raw_of
from licet.book.load import load_folder
from licet.decide.decide import Decision, Law, decide
from licet.decide.proof import Prover
from licet.record import replaced
from licet.transfer.build import Builder
from licet.transfer.model import Party, Transfer

Prepared = tuple[Transfer, Any]


class Licet:
    """The engine under test: the decision, and what decided each rule of it."""

    name = "licet"
    package = "licet"
    lacks = "-"

    @cached_property
    def law(self) -> Law:
        """The subset as law."""
        return Law(load_folder(SUBSET).book)

    @cached_property
    def builder(self) -> Builder:
        """Makes transfers by the subset's dictionary."""
        return Builder(self.law.book)

    def prepare(self, case: Case) -> Prepared:
        """A typed transfer and its day."""
        return self.builder.transfer(raw_of(case)), case.on

    def run(self, prepared: Prepared) -> Decision:
        """One decision."""
        return decide(prepared[0], self.law, on=prepared[1])

    def columns(self, decision: Decision) -> Columns:
        """The decision in the columns that all engines share."""
        answer = decision.answers[0]
        run, layer = answer.run, answer.enforced
        found: Columns = {}
        for column, name in PROVISIONS.items():
            unit = run.plan.by_id.get(name)
            found[column] = False if unit is None else run.truth(unit)
        reliefs = {relief.code: relief for relief in layer.reliefs}
        for column, (code, condition) in CONDITIONS.items():
            tests = reliefs[code].conditions if code in reliefs else ()
            truths = [each.truth for each in tests if each.condition.code == condition]
            found[column] = truths[0] if truths else False
        for code in ("NAC", "ACA"):
            found[f"{code.lower()}_available"] = code in reliefs and reliefs[code].available is True
        return {
            **found,
            "entry": answer.classification.entry or "",
            "license_required": layer.license_required,
            "review_policy": layer.review_policy or "none",
            "status": decision.status,
        }


class LicetWithProof(Licet):
    """The same, with the proof of every provision that is live: rule, words, facts, distances."""

    name = "licet, with full proof"

    def run(self, prepared: Prepared) -> Decision:
        """One decision, and its steps."""
        decision = super().run(prepared)
        prove(decision)
        return decision


def prove(decision: Decision) -> list[Any]:
    """The steps of every requirement, exception and review that holds or is open."""
    steps = []
    for answer in decision.answers:
        prover = Prover(answer.run, decision.law.book, decision.transfer)
        kinds = ("requirement", "letter", "prohibition", "exception", "review_policy")
        steps += [prover.step(unit) for unit in answer.run.living(*kinds)]
    return steps


def with_unknowns(prepared: list[Prepared], share: float, seed: int) -> list[Prepared]:
    """The same transfers with a share of their facts hidden, of parties too."""
    draw = random.Random(seed)  # noqa: S311 - a fixed sample, no secret

    def some(facts: Any) -> Any:
        return MappingProxyType({k: v for k, v in facts.items() if draw.random() >= share})

    hidden = []
    for transfer, day in prepared:
        parties = tuple(_keeping(party, some(party.facts)) for party in transfer.parties)
        hidden.append((replaced(transfer, facts=some(transfer.facts), parties=parties), day))
    return hidden


def _keeping(party: Party, facts: Any) -> Party:
    role = {} if party.role is None else {"role": party.role}
    return replaced(party, facts=MappingProxyType({**facts, **role}))
