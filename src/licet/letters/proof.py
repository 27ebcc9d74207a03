"""The whole proof of an answer as data, each step told once.

A step that several rules rest on stands where it is first needed; after that ``see`` names it.  Told in
full each time, the proof of a question of which little is known would fill gigabytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.decide.proof import Prover, Step
from licet.decide.report import plain_data
from licet.record import fields_of

if TYPE_CHECKING:
    from licet.decide.answer import Answer
    from licet.decide.decide import Decision

Json = dict[str, Any]


def steps(decision: Decision, answer: Answer) -> list[Json]:
    """The steps of one law, in the order in which its rules were tested."""
    run = answer.run
    prover = Prover(run, decision.law.book, decision.transfer)
    told: set[int] = set()
    return [
        _once(prover.step(unit), told)
        for unit in run.plan.units
        if unit.part is None and unit.provision.sovereign == answer.sovereign
    ]


def _once(step: Step, told: set[int]) -> Json:
    # The prover keeps each step that it has made, so the same step is the same object.
    if id(step) in told:
        return {"see": step.id, "part": step.part, "truth": step.truth}
    told.add(id(step))
    return {
        name: [_once(each, told) for each in step.steps] if name == "steps" else plain_data(content)
        for name, content, _ in fields_of(step)
    }
