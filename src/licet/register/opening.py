"""A decision of the engine as the opening of an application: what is asked for, why, and what is not known.

An application starts where the engine stopped.  A presumption of denial comes with it, and so do the
exceptions that were looked at and why they are of no use.  Truths stay three-valued: null is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.decide.answer import PROHIBITED
from licet.decide.questions import questions_by_law
from licet.decide.report import heading
from licet.errors import InputError

if TYPE_CHECKING:
    from licet.decide.answer import Answer, Finding, Relief, Tested
    from licet.decide.decide import Decision

Json = dict[str, Any]


class Opening(Json):
    """The statement of a decision that this process made.

    The register takes no other: what came over a wire or out of a file is a plain mapping, whatever it says.
    """


_DENIALS = ("policy_of_denial", "presumption_of_denial")


def opening(decision: Decision) -> Opening:
    """The ``opening`` of an application's ``create``: JSON data, the same bytes for the same decision."""
    screening = decision.transfer.screening
    return Opening({
        **heading(decision),
        "laws": [_law(each) for each in decision.telling],
        "missing": [
            {"law": law, "fact": each.fact.name, "about": each.who or None, "question": each.text, "why": each.fact.why}
            for law, asked in questions_by_law(decision)
            for each in asked
        ],
        "screening_settled": None if screening is None else bool(screening.settled and not screening.off),
        "hashes": dict(decision.law.hashes),
    })  # fmt: skip


def application_from(
    decision: Decision, *, authority: str, applicant: str, lines: list[Json], parties: list[Json] | None = None
) -> Json:  # fmt: skip
    """The body of a ``create`` before ``authority``; parties default to those of the transfer.

    Raises:
        InputError: the decision does not tell of that authority's law, or says that it forbids what no
            license cures.
    """
    answer = decision.answer(authority)
    if answer is None:
        known = ", ".join(each.sovereign for each in decision.answers)
        raise InputError(
            f"the decision says nothing of the law of {authority}; it tells of {known}"
        )
    if answer.status == PROHIBITED:
        raise InputError(
            f"the law of {authority} prohibits this transfer and no license cures that; see {', '.join(each.id for each in answer.enforced.requirements if each.truth is True)}"
        )
    found = opening(decision)
    if all(each["sovereign"] != authority for each in found["laws"]):
        found["laws"].append(_law(answer))
    return {
        "authority": authority, "applicant": applicant, "lines": lines, "opening": found,
        "parties": parties_of(decision) if parties is None else parties,
    }  # fmt: skip


def parties_of(decision: Decision) -> list[Json]:
    """The parties of the transfer, numbered p1, p2 and so on; what is not known is left out."""
    found = []
    for number, each in enumerate(decision.transfer.parties, 1):
        told = {"id": f"p{number}", "name": each.name, "role": each.role, "country": each.facts.get("country")}  # fmt: skip
        found.append({name: str(value) for name, value in told.items() if value})
    return found


def _law(answer: Answer) -> Json:
    layer = answer.enforced
    return {
        "sovereign": answer.sovereign,
        "status": answer.status,
        "license_required": answer.license_required,
        "settled": layer.settled,
        "may_become": layer.upper,
        "classification": answer.classification.entry,
        "may_be_classified": list(answer.classification.candidates),
        "grounds": [_found(each) for each in layer.requirements],
        "review_policy": layer.review_policy,
        "review_may_be": list(layer.review_range),
        "presumption_of_denial": _presumed(layer.review_policy, layer.review_range),
        "reviews": [{**_found(each), "policy": each.version.policy} for each in layer.reviews],
        "exceptions": [_relief(each) for each in layer.reliefs],
        "conditions": [_tested(each) for each in answer.conditions],
        "money": [{**each.terms, **_found(each.finding)} for each in answer.charges],
        "stale": [_found(each) for each in answer.stale],
        "suspended": [_found(each) for each in answer.suspended],
        "not_modelled": [_found(each) for each in answer.not_modelled],
    }


def _presumed(policy: str | None, may_be: tuple[str, ...]) -> bool | None:
    """Whether denial is presumed; None where it may or may not be."""
    if policy is not None:
        return policy in _DENIALS
    held = {each in _DENIALS for each in may_be}
    return None if not held or len(held) > 1 else held.pop()


def _relief(relief: Relief) -> Json:
    return {
        "code": relief.code, "available": relief.available, "why_not": relief.why_not or None,
        "conditions": [_tested(each) for each in relief.conditions], **_found(relief.finding),
    }  # fmt: skip


def _tested(tested: Tested) -> Json:
    condition = tested.condition
    return {
        "code": condition.code, "text": condition.text, "holds": tested.truth, "of": tested.of,
        "for_a_person": tested.person, "cite": condition.cite or None,
    }  # fmt: skip


def _found(finding: Finding) -> Json:
    provision, version = finding.provision, finding.version
    return {
        "provision": provision.id, "title": provision.title, "holds": finding.truth, "state": finding.state,
        "codes": list(provision.grounds), "cite": [each.text for each in provision.cite], "url": provision.cite[0].url,
        "since": version.since.isoformat(), "checked": version.checked.isoformat(), "confidence": version.confidence,
    }  # fmt: skip
