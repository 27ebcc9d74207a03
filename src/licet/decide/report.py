"""A decision as plain data: what ``--json`` prints and what a stored decision keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import is_
from typing import TYPE_CHECKING, Any

from licet.decide.join import all_but_run
from licet.decide.proof import Prover, distances
from licet.decide.questions import questions_by_law
from licet.decide.words import headline
from licet.facts.values import show
from licet.lists.model import plain
from licet.record import fields_of, is_record

if TYPE_CHECKING:
    from licet.decide.answer import Answer, Conflict, Finding, Layer, Tested
    from licet.decide.decide import Decision
    from licet.decide.proof import Step
    from licet.decide.questions import Question
    from licet.transfer.model import Transfer
    from licet.transfer.screening import Match

Json = dict[str, Any]
_TOLD, _KEPT = "told", 512
"""Where a plan keeps what its answers say, beside the texts of its leaves and units."""


def report(decision: Decision, *, proof: bool = True, questions: bool = True) -> Json:
    """The whole decision; ``proof`` adds every step, also those that did not apply.

    ``questions`` False leaves out what would settle an open answer, which takes longest to find.

    Laws that do not claim the transfer are listed without steps.
    """
    measured: dict[int, list[Json]] = {}  # laws that share a plan draw the same lines
    several = len(decision.answers) <= len(decision.telling)  # a law asked by name shows its steps
    data: Json = {
        **heading(decision),
        "passes": decision.passes,
        "not_in_the_rule_book": list(decision.unmodelled),
        "told_as_import_alone": decision.one_sided,
        "claiming": [each.sovereign for each in decision.claiming],
        "conflicts": [_conflict(each) for each in decision.conflicts],
        "answers": [
            _answer(decision, each, measured, proof=proof and (several or each.claims is not False))
            for each in decision.answers
        ],
        "questions": [
            {"law": law, **_question(each)}
            for law, asked in (questions_by_law(decision) if questions else ())
            for each in asked
        ],
        "facts": {
            name: {"value": show(value), "source": decision.transfer.sources.get(name, "stated")}
            for name, value in sorted(decision.transfer.facts.items())
        },
        "screening": _screening(decision.transfer),
        "remarks": list(decision.transfer.remarks),
        "hashes": decision.law.hashes,
    }
    if not decision.transfer.due_care and decision.status == "unknown_need_facts":
        data["with_due_care"] = {
            "status": decision.with_due_care.status,
            "headline": headline(decision.with_due_care),
        }
    return data


def heading(decision: Decision) -> Json:
    """What was asked and what came of it, ahead of all laws."""
    return {
        "item": decision.transfer.item,
        "product": decision.transfer.product or None,
        "on": decision.on.isoformat(),
        "known_on": None if decision.known_on == date.max else decision.known_on.isoformat(),
        "status": decision.status,
        "headline": headline(decision),
        "beside": list(decision.beside),
    }


def _answer(
    decision: Decision, answer: Answer, measured: dict[int, list[Json]], *, proof: bool
) -> Json:
    texts = answer.run.plan.texts
    distances = measured.get(id(texts))
    if distances is None:
        distances = measured[id(texts)] = _distances(decision, answer)
    data = {**_settled(answer), "distances": distances}
    if proof:
        data["steps"] = steps(decision, answer)
    return data


def _distances(decision: Decision, answer: Answer) -> list[Json]:
    return [
        {**plain_data(each), "units": str(each.units), "percent": None if each.percent is None else f"{each.percent:.2f}"}
        for each in distances(answer.run, decision.law.book)
    ]  # fmt: skip


def _settled(answer: Answer) -> Json:
    """All but the distances, which rests on no figure of the item: kept with the plan's answer.

    A plan gives the answer that it kept with the same parts; one part alike is not enough.
    """
    kept = answer.run.plan.texts.setdefault(_TOLD, {})
    parts = all_but_run(answer)
    known: tuple[tuple[Any, ...], Json] | None = kept.get(id(answer.enforced))
    if known is not None and all(map(is_, known[0], parts)):
        return known[1]
    if len(kept) >= _KEPT:
        kept.clear()
    found = _told(answer)
    kept[id(answer.enforced)] = (parts, found)
    return found


def _told(answer: Answer) -> Json:
    return {
        "sovereign": answer.sovereign,
        "status": answer.status,
        "license_required": answer.license_required,
        "settled": answer.enforced.settled,
        "lower": answer.enforced.lower,
        "upper": answer.enforced.upper,
        "classification": answer.classification.entry,
        "may_be_classified": list(answer.classification.candidates),
        "as_shipped_in_other_forms": list(answer.classification.forms),
        "contradiction": answer.classification.contradiction or None,
        "grounds": list(answer.enforced.grounds),
        "review_policy": answer.enforced.review_policy,
        "review_may_be": list(answer.enforced.review_range),
        "exceptions": [
            {
                "code": each.code, "available": each.available, "why_not": each.why_not or None,
                "provision": each.finding.id, "conditions": [_tested(item) for item in each.conditions],
            }
            for each in answer.enforced.reliefs
        ],
        "conditions": [_tested(each) for each in answer.conditions],
        "codified": _codified(answer.codified) if answer.codified is not answer.enforced else None,
        "subject_to_this_law": answer.subject,
        "claims": answer.claims,
        "reached_through": [_found(each) for each in answer.claimed_through],
        "distances": [],
        "charges": [{**each.terms, "applies": each.finding.truth, **_found(each.finding)} for each in answer.charges],
        "alerts": [_found(each) for each in answer.alerts],
        "presumptions": [_found(each) for each in answer.presumptions],
        "notifications": [_found(each) for each in answer.notifications],
        "suspended": [_found(each) for each in answer.suspended],
        "stale": [_found(each) for each in answer.stale],
        "not_modelled": [_found(each) for each in answer.not_modelled],
        "unverified": [_found(each) for each in answer.unverified],
        "revives_on": answer.revives_on.isoformat() if answer.revives_on else None,
    }  # fmt: skip


def steps(decision: Decision, answer: Answer) -> list[Json]:
    """The proof of one law, in the order in which its rules were tested, each step told once.

    A step that several rules rest on stands where it is first needed; after that ``see`` names it.  Told in
    full each time, the proof of a question of which little is known would fill gigabytes.
    """
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


def _screening(transfer: Transfer) -> Json | None:
    """What screening found, with each standing, and what was searched; None where nothing was to be."""
    found = transfer.screening
    if found is None:
        return None
    return {
        "off": found.off or None,
        "settled": found.settled and not found.off,
        "names": list(found.names),
        "hits": [_match(transfer, each) for each in found.matches],
        "cannot": [{"name": name, "why": why} for name, why in found.cannot],
        "lists_stated_for": list(found.relied),
        "searched": [plain_data(each) for each in found.searched],
        "not_searched": list(found.missing),
        "warnings": list(found.warnings),
    }


def _match(transfer: Transfer, match: Match) -> Json:
    role = "exporter" if match.party is None else transfer.parties[match.party].role
    hit = match.hit
    return {
        "name": match.name,
        "party": match.party,
        "role": str(role) if role else None,
        "owner": match.owner,
        "via": match.via or None,
        "asked": None if match.asked is None else plain(match.asked),
        "standing": match.standing,
        "for_a_person": match.unsettled,
        "why": match.why,
        "question": match.question,
        "band": hit.band,
        "score": hit.score,
        "channel": hit.channel,
        "published": hit.published,
        "read_as": hit.read_as or None,
        "edition": hit.edition,
        "entry": {"id": hit.entry.id, "content": hit.entry.content, **plain(hit.entry)},
        "aligned": [plain_data(each) for each in hit.aligned],
        "unmatched_query": list(hit.unmatched_query),
        "unmatched_listed": list(hit.unmatched_listed),
        "factors": list(hit.factors),
    }


def _conflict(each: Conflict) -> Json:
    return {
        "holds": each.truth,
        "law": each.by.provision.sovereign,
        "by": _found(each.by),
        "against_law": each.need.provision.sovereign,
        "need": _found(each.need),
    }


def _codified(layer: Layer) -> Json:
    return {
        "status": layer.status,
        "license_required": layer.license_required,
        "exceptions": list(layer.exceptions),
        "grounds": list(layer.grounds),
    }


def _tested(each: Tested) -> Json:
    return {
        "code": each.condition.code,
        "text": each.condition.text,
        "holds": each.truth,
        "for_a_person": each.person,
        "of": each.of,
        "cite": each.condition.cite or None,
    }


def _found(finding: Finding) -> Json:
    data: Json = {
        "provision": finding.id,
        "title": finding.provision.title,
        "code": finding.provision.code or None,
        "holds": finding.truth,
        "state": finding.state,
        "cite": [each.text for each in finding.provision.cite],
        "source": finding.version.source,
        "checked": finding.version.checked.isoformat(),
        "confidence": finding.version.confidence,
    }
    if finding.pause is not None:
        data["pause"] = {
            "from": finding.pause.since.isoformat(),
            "to": finding.pause.to.isoformat() if finding.pause.to else None,
            "source": finding.pause.source,
        }
    return data


def _question(question: Question) -> Json:
    return {
        "fact": question.fact.name,
        "about": question.who or None,
        "question": question.text,
        "why": question.fact.why,
        "settles": question.settles,
        "leads": [plain_data(lead) for lead in question.leads],
        "asked_by": list(question.provisions),
    }


def plain_data(value: object) -> Any:
    """Frozen values as mappings, tuples as lists, numbers as text: the same bytes every time."""
    if is_record(value):
        return {name: plain_data(content) for name, content, _ in fields_of(value)}
    if isinstance(value, tuple | list):
        return [plain_data(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain_data(each) for key, each in value.items()}
    if isinstance(value, Decimal | date):
        return str(value)
    return value
