"""The plain sentence of an answer, and the words for codes that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as words

if TYPE_CHECKING:
    from licet.decide.answer import Answer
    from licet.decide.decide import Decision

POLICY = {
    "presumption_of_denial": "presumption of denial",
    "policy_of_denial": "policy of denial",
    "presumption_of_approval": "presumption of approval",
    "case_by_case": "case-by-case review",
    "tailored": "review by a policy of its own",
}


def headline(decision: Decision) -> str:
    """The answer in one sentence.  It never says that anything is clear to go."""
    if not decision.answers:
        return (
            f"Not modelled: the law of {', '.join(decision.unmodelled)} is not in this rule book."
        )
    strictest = decision.answers[0]
    if len(decision.telling) == 1 or strictest.status == words.NOTHING:
        return sentence(strictest)
    title = decision.law.book.sovereigns[strictest.sovereign].title
    may = "" if strictest in decision.claiming else ", if its law claims this"
    return f"{title}{may}: {sentence(strictest)[0].lower()}{sentence(strictest)[1:]}"


def standing(answer: Answer) -> str:
    """What one law of several says: that it does not claim the transfer, or its answer."""
    return "Does not claim this transfer." if answer.claims is False else sentence(answer)


def sentence(answer: Answer) -> str:
    """One law's answer in one sentence."""
    match answer.status:
        case words.PROHIBITED:
            return "Prohibited: no license under this law cures it."
        case words.LICENSE:
            return f"License required; {_review(answer)}."
        case words.EXCEPTION:
            codes = " or ".join(answer.enforced.exceptions)
            return (
                f"License required, but exception {codes} is available if all its conditions hold."
            )
        case words.NOTIFY:
            return "No license requirement found among the rules tested, but a statement or filing comes first."
        case words.UNKNOWN:
            return "Open: it depends on facts that are not stated."
        case words.STALE:
            sunset = answer.stale[0].pause.to if answer.stale and answer.stale[0].pause else None
            return (
                f"Stale law: a suspension ran out on {sunset} and no official text read since says what followed; "
                "by its own words the rule is back and a license is required."
            )
        case words.SUSPENDED:
            return f"Suspended: the rule that fits is paused and returns on {answer.revives_on} unless extended."
        case words.OUT_OF_SCOPE:
            return "Not modelled: law that may apply here is not in this rule book."
        case _:
            return "No requirement found among the rules tested."


def _review(answer: Answer) -> str:
    layer = answer.enforced
    if layer.review_policy:
        return POLICY[layer.review_policy]
    if len(layer.review_range) > 1:
        strict, mild = layer.review_range[0], layer.review_range[-1]
        if any(each.version.conditions for each in layer.reviews):
            return f"{POLICY[mild]} if all its conditions hold, otherwise {POLICY[strict]}"
        return f"{POLICY[mild]} or {POLICY[strict]}, by facts not stated"
    if layer.review_range:
        return f"{POLICY[layer.review_range[0]]}, by facts not stated"
    return "the review policy is not known"
