"""What would settle an open answer: the questions of each law by itself, and where their answers lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.decide.questions import questions
from licet.decide.words import POLICY
from licet.telling.model import Asked, LeadTold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from licet.decide.decide import Decision
    from licet.decide.questions import Lead, Question

_ALONE = 3
"""Questions of a law that alone has a say; where several ask, the most telling one of each."""
_WEIGHED = 4
_SAY = {words.UNKNOWN: "open", words.OUT_OF_SCOPE: "not modelled", words.SUSPENDED: "suspended"}


def said(status: str) -> str:
    """A status within a sentence."""
    return _SAY.get(status) or status.replace("_", " ")


def asks(decision: Decision, skip: Collection[tuple[str, int | None]] = ()) -> Iterator[Asked]:
    """The questions to put, of each law by itself, since each asks its own; ``skip`` are not put again."""
    several = len(decision.telling) > 1
    for answer in decision.telling:
        alone = decision.only(answer.sovereign)
        if _adds(alone):
            for each in _of_law(alone, skip, several=several):
                yield _asked(alone, answer.sovereign, each)


def _of_law(
    alone: Decision, skip: Collection[tuple[str, int | None]], *, several: bool
) -> tuple[Question, ...]:
    if several:
        return questions(alone, skip, most=_WEIGHED)[:1]
    return questions(alone, skip)[:_ALONE]


def _adds(decision: Decision) -> bool:
    """Whether questions add to what the conditions already show as open."""
    if decision.status == words.UNKNOWN:
        return True
    charges = any(c.finding.truth is None for each in decision.answers for c in each.charges)
    review = any(
        len(each.enforced.review_range) > 1 and not each.conditions for each in decision.answers
    )
    return review or (charges and decision.status == words.NOTHING)


def _asked(decision: Decision, law: str, question: Question) -> Asked:
    fact = question.fact
    return Asked(
        law, fact.name, question.who, question.text, fact.why, question.settles,
        tuple(_lead(each) for each in question.leads),
        question.party, fact.type, fact.unit, _choices(decision, question), bool(question.values),
    )  # fmt: skip


def _lead(lead: Lead) -> LeadTold:
    review = f", {POLICY[lead.review]}" if lead.review else ""
    still = "" if lead.settled or lead.status == words.UNKNOWN else ", still open"
    sentence = f"{said(lead.status)}{review}{still}"
    return LeadTold(lead.value, lead.status, lead.review, sentence, lead.settled)


def _choices(decision: Decision, question: Question) -> tuple[str, ...]:
    """The answers that can be counted, as a transfer writes them."""
    match question.fact.type:
        case "boolean":
            return ("yes", "no")
        case "choice":
            return tuple(question.fact.choices)
        case "country":
            countries = decision.law.book.facts.countries
            tried = [e.strip() for lead in question.leads for e in lead.value.split(" or ")]
            return tuple(each for each in tried if each in countries)
        case "listings":
            return ("none",)
        case _:
            return ()
