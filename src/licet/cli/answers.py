"""A decision as a person reads it: the answer first, then why, then what is open and what is not known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.cli.reasons import cite, reasons
from licet.cli.screened import screening_lines
from licet.cli.show import print_footer, strong, wrapped
from licet.decide import answer as words
from licet.decide.questions import questions
from licet.decide.words import POLICY, headline, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.answer import Answer, Charge, Conflict, Tested
    from licet.decide.decide import Decision
    from licet.decide.questions import Question
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

_SHOWN = 2


def print_decisions(
    decisions: tuple[Decision, ...], library: Library, *, why: bool, every: bool = False
) -> None:
    """Each decision once: variants that come out alike share one block.

    ``every`` shows the laws that do not claim the transfer too, as when they are asked by name.
    """
    blocks: dict[tuple[object, ...], list[Decision]] = {}
    for decision in decisions:
        blocks.setdefault(_alike(decision), []).append(decision)
    if len(blocks) > 1:
        print(wrapped("The variants of this product differ; each answer stands on its own.") + "\n")
    for number, alike in enumerate(blocks.values()):
        if number:
            print("\n" + "-" * 72 + "\n")
        for line in _block(alike, why=why, every=every):
            print(line)
    for transfer in _screened(decisions):
        for line in screening_lines(transfer, why=why):
            print(line)
    print()
    print_footer(library.law.hashes)


def _screened(decisions: tuple[Decision, ...]) -> Iterator[Transfer]:
    """One transfer for each distinct screening: variants of a product go to the same parties."""
    seen: list[object] = []
    for each in decisions:
        if each.transfer.screening not in seen:
            seen.append(each.transfer.screening)
            yield each.transfer


def _alike(decision: Decision) -> tuple[object, ...]:
    """What variants must share to stand in one block; money is shown apart for each."""
    return tuple(
        (
            each.status, each.classification.candidates, each.enforced.review_range, each.enforced.exceptions,
            each.enforced.grounds, tuple((t.condition.code, t.truth) for t in each.conditions), each.codified.status,
        )
        for each in decision.answers
    )  # fmt: skip


def _block(alike: list[Decision], *, why: bool, every: bool) -> Iterator[str]:
    first = alike[0]
    yield strong(", ".join(each.transfer.item for each in alike))
    yield _journey(first)
    yield ""
    yield strong(wrapped(headline(first)))
    for answer in first.answers if every else first.telling:
        yield from _answer(first, answer, why=why)
        yield from _money(alike, answer.sovereign)
        yield from _after(answer)
    yield from _conflicts(first)
    if not every:
        yield from _unclaimed(first)
    yield from _open(first)
    yield from _beside(first)


def _journey(decision: Decision) -> str:
    facts = decision.transfer.facts
    parts = []
    if "shipped_from" in facts:
        parts.append(f"from {_country(decision, 'shipped_from')}")
    if "destination" in facts:
        parts.append(f"to {_country(decision, 'destination')}")
    parts.append(f"law of {decision.on}")
    if decision.known_on != date.max:
        parts.append(f"as published by {decision.known_on}")
    if decision.transfer.due_care:
        parts.append("nothing known beyond what is stated")
    return ", ".join(parts)


def _country(decision: Decision, fact: str) -> str:
    code = str(decision.transfer.facts[fact])
    name = decision.law.book.facts.countries.get(code)
    return f"{name} ({code})" if name else code


def _answer(decision: Decision, answer: Answer, *, why: bool) -> Iterator[str]:
    yield ""
    entry = answer.classification
    shown = (
        entry.entry
        if entry.settled and entry.entry
        else " or ".join(entry.candidates) or "no listed entry"
    )
    forms = f" (as shipped in other forms: {', '.join(entry.forms[:4])})" if entry.forms else ""
    yield wrapped(f"{answer.sovereign}: {shown}{forms}", 0, 4)
    if answer.claims is False and len(decision.answers) > 1:
        yield wrapped("Does not claim this transfer, as far as the book holds this law.", 4)
    elif len(decision.telling) > 1:
        if answer not in decision.claiming:
            yield wrapped("It is open whether this law claims the transfer.", 4)
        yield strong(wrapped(sentence(answer), 4, 4))
    at_home = decision.transfer.facts.get("shipped_from") == answer.sovereign
    if (through := answer.claimed_through) and not at_home:
        yield wrapped(
            f"Reached through: {'; '.join(f'{each.provision.title} [{cite(each)}]' for each in through)}",
            4,
            6,
        )
    if entry.contradiction:
        yield wrapped(f"Contradiction: {entry.contradiction}.", 4)
    yield from reasons(decision, answer, why=why)
    if answer.enforced.reliefs or answer.conditions:
        yield from _conditions(answer)


def _conflicts(decision: Decision) -> Iterator[str]:
    """Where to follow one law breaches another: each pair of laws once, never merged."""
    pairs: dict[tuple[str, str], list[Conflict]] = {}
    for each in decision.conflicts:
        pairs.setdefault((each.by.id, each.need.provision.sovereign), []).append(each)
    for found in pairs.values():
        by, need = found[0].by, found[0].need
        certain = found[0].truth is True
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield ""
        yield wrapped(
            f"{'Conflict' if certain else 'Possible conflict'} of laws: {need.provision.sovereign} asks for a license "
            f"({need.provision.title} [{cite(need)}]{more}), and to follow that {'breaches' if certain else 'may breach'} the law of "
            f"{by.provision.sovereign} ({by.provision.title} [{cite(by)}]). Licet does not choose between them.",
            0,
            4,
        )


def _unclaimed(decision: Decision) -> Iterator[str]:
    """Laws of the book that do not claim the transfer, in one line: their silence is no permission."""
    shown = decision.telling
    maybe = [each for each in decision.maybe_claiming if each not in shown]
    if maybe:
        yield ""
        yield wrapped(
            f"May claim it too, by facts not stated: {'; '.join(map(_may_claim, maybe))}.", 0, 4
        )
    silent = [
        each.sovereign for each in decision.answers if each not in shown and each.claims is False
    ]
    if silent:
        yield ""
        yield wrapped(
            f"No claim found under the law of {', '.join(silent)}, as far as the book holds it (licet law coverage).",
            0,
            4,
        )


def _may_claim(answer: Answer) -> str:
    """A law that may claim the transfer, with what it is and what it would ask for at most."""
    worst = answer.enforced.upper.partition(":")[0]
    most = f", at most: {_said(worst)}" if worst != words.NOTHING else ""
    return f"{answer.sovereign}{most}"


def _after(answer: Answer) -> Iterator[str]:
    """What stands beside the reasons: the letter of the code, and alerts."""
    if answer.codified is not answer.enforced and answer.codified.status != answer.enforced.status:
        codes = (
            f" (exceptions by the text: {', '.join(answer.codified.exceptions)})"
            if answer.codified.exceptions
            else ""
        )
        yield wrapped(
            f"By the letter of the code the answer would be {_said(answer.codified.status)}{codes}; that text is not enforced.",
            4,
            6,
        )
    for each in answer.alerts:
        if each.truth is True:
            yield wrapped(f"Alert: {each.provision.title} [{cite(each)}]", 4, 6)


_SAY = {words.UNKNOWN: "open", words.OUT_OF_SCOPE: "not modelled", words.SUSPENDED: "suspended"}


def _said(status: str) -> str:
    return _SAY.get(status) or status.replace("_", " ")


def _conditions(answer: Answer) -> Iterator[str]:
    groups: dict[str, list[Tested]] = {}
    for each in answer.conditions:
        groups.setdefault(each.of, []).append(each)
    for whose, conditions in groups.items():
        yield wrapped(f"{_owner(whose, answer)}:", 4)
        for each in conditions:
            yield wrapped(f"{_mark(each)} {each.condition.text}", 6, 14)
    maybe = [relief.code for relief in answer.enforced.reliefs if relief.available is None]
    if maybe:
        yield wrapped(
            f"May be open, by facts not stated: exception {', '.join(dict.fromkeys(maybe))}.", 4, 6
        )
    for relief in answer.enforced.reliefs:
        if relief.available is False and relief.finding.truth is True and answer.license_required:
            yield wrapped(f"Exception {relief.code} is not available: {relief.why_not}.", 4, 6)


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


def _mark(each: Tested) -> str:
    if each.person:
        return "person "
    return {True: "holds  ", False: "FAILS  ", None: "open   "}[each.truth]


def _money(alike: list[Decision], sovereign: str) -> Iterator[str]:
    """Charges by head, once for all variants that owe the same."""
    owed: dict[str, list[str]] = {}
    for decision in alike:
        answer = decision.answer(sovereign)
        for charge in answer.charges if answer else ():
            owed.setdefault(_charge(charge), []).append(decision.transfer.item)
    for words_of_charge, items in owed.items():
        whose = "" if len(items) == len(alike) else f" for {', '.join(items)}"
        yield wrapped(
            f"Money, under another head of law and no license condition{whose}: {words_of_charge}",
            4,
            6,
        )


def _charge(charge: Charge) -> str:
    terms = charge.terms
    name = terms.get("head", "charge").replace("_", " ")
    rate = f"{terms['rate_pct']} %" if terms.get("rate_pct") else "no rate published"
    heading = f", heading {terms['heading']}" if terms.get("heading") else ""
    still = "" if charge.finding.truth is True else " (open: depends on facts not stated)"
    event = terms.get("event", "an event not published").replace("_", " ")
    base = terms.get("base", "a base not published")
    return f"{name}, {rate} of {base}, event: {event}{heading}{still} [{cite(charge.finding)}]"


def _open(decision: Decision) -> Iterator[str]:
    """What would settle the open answers: of each law by itself, since each asks its own questions."""
    if not decision.transfer.due_care and decision.status == words.UNKNOWN:
        closed = decision.with_due_care
        yield ""
        yield wrapped(
            f"If after due care you know of nothing beyond what you stated (--due-care): {headline(closed)}"
        )
    several = len(decision.telling) > 1
    for answer in decision.telling:
        alone = decision.only(answer.sovereign)
        asked = _asked(alone, several=several) if _asks(alone) else ()
        if asked:
            under = f" under the law of {answer.sovereign}" if several else ""
            yield ""
            yield (
                f"What would settle it{under}:"
                if asked[0].settles
                else f"What to find out next{under}:"
            )
        for question in asked:
            yield from _question(question)


def _asked(alone: Decision, *, several: bool) -> tuple[Question, ...]:
    """The questions to print of one law: the most telling one where several laws ask."""
    if several:
        return questions(alone, most=_SHOWN * 2)[:1]
    return questions(alone)[: _SHOWN + 1]


def _question(question: Question) -> Iterator[str]:
    about = f" ({question.who})" if question.who else ""
    yield wrapped(f"{question.text}{about}  [{question.fact.name}]", 4, 6)
    yield wrapped(f"why: {question.fact.why}", 8, 10)
    for lead in question.leads:
        review = f", {POLICY[lead.review]}" if lead.review else ""
        still = "" if lead.settled or lead.status == words.UNKNOWN else ", still open"
        yield wrapped(f"{lead.value}: {_said(lead.status)}{review}{still}", 8, 12)


def _asks(decision: Decision) -> bool:
    """Whether questions add to what the conditions above already show as open."""
    if decision.status == words.UNKNOWN:
        return True
    charges = any(c.finding.truth is None for each in decision.answers for c in each.charges)
    review = any(
        len(each.enforced.review_range) > 1 and not each.conditions for each in decision.answers
    )
    return review or (charges and decision.status == words.NOTHING)


def _beside(decision: Decision) -> Iterator[str]:
    notes = [
        f"The law of {decision.law.book.facts.countries.get(place, place)} may claim this transfer too; "
        "it is not in this rule book."
        for place in decision.unmodelled
    ]
    if decision.one_sided:
        notes.append(
            "Stated as an import: the law of the place that it leaves, and laws that follow the goods, speak of its "
            "export. Decide it as an export or reexport too."
        )
    for answer in decision.answers:
        for each in answer.stale:
            if answer.status != words.STALE:
                notes.append(
                    f"Stale: {each.provision.title}. Its suspension ran to {each.pause.to if each.pause else '?'}; last read "
                    f"{each.version.checked}. It could change this answer where it fits."
                )
        for each in answer.suspended:
            if answer.status != words.SUSPENDED and each.truth is True:
                notes.append(
                    f"Suspended: {each.provision.title}, until {each.pause.to if each.pause else '?'}."
                )
        notes += [
            f"Not modelled ({answer.sovereign}): {each.provision.title}."
            for each in answer.not_modelled
        ]
        notes += [
            f"Unverified ({answer.sovereign}): {each.provision.title} rests on {each.version.source}, not on the official text."
            for each in answer.unverified
        ]
    notes += [f"Note: {remark}." for remark in decision.transfer.remarks]
    if notes:
        yield ""
        yield "Beside this answer:"
        for note in dict.fromkeys(notes):
            yield wrapped(note, 4, 6)
