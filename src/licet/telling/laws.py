"""What one law says of a transfer, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.decide.words import POLICY, sentence
from licet.telling.asks import said
from licet.telling.model import Cite, Group, LawTold, Point
from licet.telling.reasons import Reasons, cite, cites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.answer import Answer, Charge, Tested
    from licet.decide.decide import Decision


def law_told(alike: list[Decision], answer: Answer) -> LawTold:
    """One law's answer; ``alike`` are the decisions that share it, the first one's answer being told."""
    decision = alike[0]
    entry, reasons = answer.classification, Reasons(decision, answer)
    shown = entry.entry if entry.settled and entry.entry else " or ".join(entry.candidates)
    proof = reasons.proof()
    return LawTold(
        sovereign=answer.sovereign,
        title=decision.law.book.sovereigns[answer.sovereign].title,
        status=answer.status,
        review=answer.enforced.review_policy or "",
        sentence=sentence(answer),
        claims=answer.claims,
        settled=answer.enforced.settled,
        entry=shown or "no listed entry",
        forms=entry.forms,
        through=_through(decision, answer),
        reasons=reasons.short(),
        proof=proof,
        lines=reasons.lines(),
        conditions=tuple(_conditions(answer)),
        money=tuple(_money(alike, answer.sovereign)),
        absent=reasons.absent(),
        notes=tuple(_notes(answer)),
        stance=_stance(decision, answer),
        contradiction=f"Contradiction: {entry.contradiction}." if entry.contradiction else "",
        reviews=reasons.reviews(),
        exceptions=tuple(_exceptions(answer)),
    )


def _stance(decision: Decision, answer: Answer) -> str:
    if answer.claims is False and len(decision.answers) > 1:
        return "Does not claim this transfer, as far as the book holds this law."
    if len(decision.telling) > 1 and answer not in decision.claiming:
        return "It is open whether this law claims the transfer."
    return ""


def _through(decision: Decision, answer: Answer) -> tuple[Cite, ...]:
    """The rules of reach that brought it here; none for goods that leave from home."""
    if decision.transfer.facts.get("shipped_from") == answer.sovereign:
        return ()
    return tuple(cites(each)[0] for each in answer.claimed_through)


def _conditions(answer: Answer) -> Iterator[Group]:
    groups: dict[str, list[Tested]] = {}
    for each in answer.conditions:
        groups.setdefault(each.of, []).append(each)
    for whose, conditions in groups.items():
        points = (
            Point(each.condition.text, each.truth, "condition", person=each.person)
            for each in conditions
        )
        yield Group(_owner(whose, answer), tuple(points))


def _owner(whose: str, answer: Answer) -> str:
    """Whose conditions a group of them are."""
    if whose in answer.enforced.exceptions:
        return f"Conditions of exception {whose}"
    if whose in POLICY:
        instead = (
            "If a license is sought instead, conditions"
            if answer.status == words.EXCEPTION
            else "Conditions"
        )
        return f"{instead} of {POLICY[whose]}"
    unit = answer.run.plan.by_id.get(whose)
    return f"Conditions of “{unit.provision.title}”" if unit else "Conditions"


def _exceptions(answer: Answer) -> Iterator[str]:
    """Exceptions that may be open, or that are not available although their rule fits."""
    maybe = [relief.code for relief in answer.enforced.reliefs if relief.available is None]
    if maybe:
        yield f"May be open, by facts not stated: exception {', '.join(dict.fromkeys(maybe))}."
    for relief in answer.enforced.reliefs:
        if relief.available is False and relief.finding.truth is True and answer.license_required:
            yield f"Exception {relief.code} is not available: {relief.why_not}."


def _money(alike: list[Decision], sovereign: str) -> Iterator[str]:
    """Charges by head, once for all variants that owe the same."""
    owed: dict[str, list[str]] = {}
    for decision in alike:
        answer = decision.answer(sovereign)
        for charge in answer.charges if answer else ():
            owed.setdefault(_charge(charge), []).append(decision.transfer.item)
    for words_of_charge, items in owed.items():
        whose = "" if len(items) == len(alike) else f" for {', '.join(items)}"
        yield f"Money, under another head of law and no license condition{whose}: {words_of_charge}"


def _charge(charge: Charge) -> str:
    terms = charge.terms
    name = terms.get("head", "charge").replace("_", " ")
    rate = f"{terms['rate_pct']} %" if terms.get("rate_pct") else "no rate published"
    heading = f", heading {terms['heading']}" if terms.get("heading") else ""
    still = "" if charge.finding.truth is True else " (open: depends on facts not stated)"
    event = terms.get("event", "an event not published").replace("_", " ")
    base = terms.get("base", "a base not published")
    return f"{name}, {rate} of {base}, event: {event}{heading}{still} [{cite(charge.finding)}]"


def _notes(answer: Answer) -> Iterator[str]:
    """What stands beside the reasons: the letter of the code, and alerts."""
    if answer.codified is not answer.enforced and answer.codified.status != answer.enforced.status:
        codes = (
            f" (exceptions by the text: {', '.join(answer.codified.exceptions)})"
            if answer.codified.exceptions
            else ""
        )
        yield (
            f"By the letter of the code the answer would be {said(answer.codified.status)}{codes}; "
            "that text is not enforced."
        )
    for each in answer.alerts:
        if each.truth is True:
            yield f"Alert: {each.provision.title} [{cite(each)}]"
