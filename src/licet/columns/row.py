"""One decision as a row: what ``decide_all`` gives for each transfer, and in which words.

This is what the columns mean.  They are computed otherwise, and the suite holds every engine to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.provision import BEYOND_TEXT, IN_FORCE
from licet.decide import answer as words
from licet.decide.missing import missing_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook
    from licet.decide.answer import Answer, Finding
    from licet.decide.decide import Decision

LEADING = (
    "status", "law", "needs_person", "beside", "license_required", "classification", "exceptions",
    "review_policy", "reason", "next_question", "lower", "upper",
)  # fmt: skip
"""Columns of the joined answer.  From ``license_required`` on they are of the law that leads: the
strictest, ``law``.  Unknown is null."""
VERDICT, HOLDS = "verdict.", "holds."
"""What stands before a sovereign's code, and before a provision's id, in the name of its column."""
FAULT, LAW_HASH = "fault", "law_hash"
"""What is wrong with the row, null where nothing is: a row with a fault has no answer.  And the law used."""
_ENFORCED = (IN_FORCE, BEYOND_TEXT)


def row_of(decision: Decision) -> dict[str, Any]:
    """The columns of one decision, without its bits."""
    lead = decision.answers[0] if decision.answers else None
    found: dict[str, Any] = dict.fromkeys(LEADING)
    found |= {
        "status": decision.status,
        "needs_person": not decision.passes,
        "beside": ",".join(decision.beside),
    }
    if lead is not None:
        layer = lead.enforced
        found |= {
            "law": lead.sovereign,
            "license_required": layer.license_required,
            "classification": lead.classification.entry,
            "exceptions": ",".join(dict.fromkeys(layer.exceptions)),
            "review_policy": layer.review_policy,
            "reason": reason_of(lead),
            "next_question": next_question(decision, lead),
            "lower": layer.lower,
            "upper": layer.upper,
        }
    found |= {f"{VERDICT}{each.sovereign}": each.status for each in decision.answers}
    found[LAW_HASH] = decision.law.book.hash
    return found


def reason_of(answer: Answer) -> str | None:
    """Id of the provision that a status rests on: of several the first in the order of the book."""
    needs = answer.enforced.requirements
    match answer.status:
        case words.PROHIBITED:
            return _first(each for each in needs if each.provision.kind == "prohibition")
        case words.LICENSE | words.EXCEPTION:
            return _first(each for each in needs if each.provision.kind != "prohibition")
        case words.UNKNOWN:
            told = (each for each in answer.notifications if each.state in _ENFORCED)
            return next((each.id for each in (*needs, *told) if each.truth is None), None)
        case words.STALE:
            return _first(answer.stale)
        case words.SUSPENDED:
            return _first(answer.suspended)
        case words.NOTIFY:
            return _first(each for each in answer.notifications if each.state in _ENFORCED)
        case words.OUT_OF_SCOPE:
            return _first(answer.not_modelled)
        case _:
            return None


def _first(findings: Iterable[Finding]) -> str | None:
    return next((each.id for each in findings if each.truth is True), None)


def next_question(decision: Decision, answer: Answer) -> str | None:
    """The missing fact that most rules of the law ask for; null where nothing is missing.

    The page of one case weighs each fact by where its answers lead (``licet.decide.questions``);
    a column takes the first of this order.
    """
    order = asking_order(decision.law.book, answer.sovereign)
    names = {name for name, _ in missing_facts(decision.only(answer.sovereign))}
    return min(names, key=lambda name: (order.get(name, len(order)), name), default=None)


def asking_order(book: RuleBook, sovereign: str) -> dict[str, int]:
    """Facts by how many provisions of the law ask for them, most first; the dictionary's order beyond."""
    kept: Any = book.plans.setdefault("asking_order", {})
    if sovereign not in kept:
        kept[sovereign] = _order(book, sovereign)
    found: dict[str, int] = kept[sovereign]
    return found


def _order(book: RuleBook, sovereign: str) -> dict[str, int]:
    from licet.language.nodes import facts_of

    counts = {fact.name: 0 for fact in book.facts}
    for provision in book.provisions.values():
        if provision.sovereign == sovereign:
            for name in {name for tree in provision.trees for name in facts_of(tree)}:
                counts[name] += 1
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: place for place, name in enumerate(ordered)}
