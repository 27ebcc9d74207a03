"""A decision as a person reads it: the answer first, then why, then what is open and what is not known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.cli.show import print_footer, strong, wrapped
from licet.decide import answer as words
from licet.decide.proof import Prover, distances
from licet.decide.questions import questions
from licet.decide.words import POLICY, headline
from licet.facts.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.answer import Answer, Charge, Finding, Tested
    from licet.decide.decide import Decision
    from licet.decide.proof import Distance, Reading, Step
    from licet.pack.store import Library

_MARK = {True: "yes", False: "NO ", None: "?  "}
_SHOWN = 2


def print_decisions(decisions: tuple[Decision, ...], library: Library, *, why: bool) -> None:
    """Each decision once: variants that come out alike share one block."""
    blocks: dict[tuple[object, ...], list[Decision]] = {}
    for decision in decisions:
        blocks.setdefault(_alike(decision), []).append(decision)
    if len(blocks) > 1:
        print(wrapped("The variants of this product differ; each answer stands on its own.") + "\n")
    for number, alike in enumerate(blocks.values()):
        if number:
            print("\n" + "-" * 72 + "\n")
        for line in _block(alike, why=why):
            print(line)
    print()
    print_footer(library.law.hashes)


def _alike(decision: Decision) -> tuple[object, ...]:
    """What variants must share to stand in one block; money is shown apart for each."""
    return tuple(
        (
            each.status, each.classification.candidates, each.enforced.review_range, each.enforced.exceptions,
            each.enforced.grounds, tuple((t.condition.code, t.truth) for t in each.conditions), each.codified.status,
        )
        for each in decision.answers
    )  # fmt: skip


def _block(alike: list[Decision], *, why: bool) -> Iterator[str]:
    first = alike[0]
    yield strong(", ".join(each.transfer.item for each in alike))
    yield _journey(first)
    yield ""
    yield strong(wrapped(headline(first)))
    for answer in first.answers:
        yield from _answer(first, answer, why=why)
        yield from _money(alike, answer.sovereign)
        yield from _after(answer)
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
    if entry.contradiction:
        yield wrapped(f"Contradiction: {entry.contradiction}.", 4)
    yield from _reasons(decision, answer, why=why)
    if answer.enforced.reliefs or answer.conditions:
        yield from _conditions(answer)


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
            yield wrapped(f"Alert: {each.provision.title} [{_cite(each)}]", 4, 6)


def _said(status: str) -> str:
    return status.replace("_", " ")


def _cite(finding: Finding) -> str:
    return finding.provision.cite[0].text


def _reasons(decision: Decision, answer: Answer, *, why: bool) -> Iterator[str]:
    run = answer.run
    prover = Prover(run, decision.law.book, decision.transfer)
    shown: set[tuple[str, str | None]] = set()
    held = [each for each in answer.enforced.requirements if each.truth is True]
    held += [
        each
        for each in (*answer.stale, *answer.suspended, *answer.notifications)
        if each.truth is True
    ]
    if not held and answer.status == words.NOTHING:
        held = list(_settling(answer))
    for finding in held:
        step = prover.step(run.plan.by_id[finding.id])
        yield wrapped(
            f"{finding.provision.title} [{_cite(finding)}; {finding.version.source}]", 4, 6
        )
        if why:
            yield from _proof(step, 6, shown)
        else:
            yield from _brief(step)
        if finding.version.confidence in ("low", "unverified"):
            yield wrapped(f"this rule is encoded with {finding.version.confidence} confidence", 8)
    yield from _lines(decision, answer, why=why)
    if why:
        for finding in answer.enforced.reviews:
            step = prover.step(run.plan.by_id[finding.id])
            yield wrapped(f"Review: {finding.provision.title} [{_cite(finding)}]", 4, 6)
            yield from _proof(step, 6, shown)
        yield from _not_applying(answer)


def _lines(decision: Decision, answer: Answer, *, why: bool) -> Iterator[str]:
    """How far the item stands from the lines of the law: the nearest, or with --why all."""
    gaps = distances(answer.run, decision.law.book)
    if why and gaps:
        yield wrapped(
            "Distance to each line that the law draws through this item's figures, nearest first:",
            4,
        )
    shown = gaps if why else gaps[: answer.status == words.NOTHING]
    for gap in shown:
        lead = "" if why else "Nearest line: "
        yield wrapped(f"{lead}{distance_line(gap)}", 6 if why else 4, 8)


def _settling(answer: Answer) -> Iterator[Finding]:
    """What took the transfer out of the law's reach, where something did."""
    for unit in answer.run.units("carve_out", "jurisdiction"):
        if answer.run.truth(unit) is True and unit.provision.kind == "carve_out":
            yield answer.run.finding(unit)


def _brief(step: Step) -> Iterator[str]:
    """The two or three facts that made it so."""
    seen: dict[object, Reading] = {}
    for reading in _own_readings(step):
        seen.setdefault(reading.distance or reading.facts or reading.test, reading)
    telling = sorted(seen.values(), key=lambda each: each.distance is None)
    for reading in telling[: _SHOWN + 1]:
        yield wrapped(reading_line(reading), 8, 10)


def _own_readings(step: Step) -> Iterator[Reading]:
    """What the rule itself read; that the law reaches the transfer at all is left to --why."""
    yield from step.readings
    for inner in step.steps:
        if inner.kind not in ("jurisdiction", "carve_out") and not inner.is_scope:
            yield from _own_readings(inner)


def distance_line(gap: Distance) -> str:
    """A figure and how far it stands from a line: ``2,368 TPP: 32, 1.3 % under 2,400``."""
    figure = f"{gap.fact.replace('_', ' ')} {plain(round(gap.value, 4))} {gap.unit}".rstrip()
    if not gap.units:
        return f"{figure}: on the line of {plain(gap.line)}"
    percent = "" if gap.percent is None else f", {abs(gap.percent):.1f} %"
    side = "over" if gap.units > 0 else "under"
    return f"{figure}: {plain(round(abs(gap.units), 4))}{percent} {side} {plain(gap.line)}"


def reading_line(reading: Reading) -> str:
    """One reading of the proof: the fact, where it came from, and how it stands to the rule."""
    if reading.distance is not None:
        source = f" ({reading.facts[0][2]})" if reading.facts else ""
        total = f"; {reading.sum}" if reading.sum else ""
        return f"{distance_line(reading.distance)}{source}{total}"
    if reading.facts:
        if " in " in reading.test and not reading.test.startswith("any_party"):
            _name, value, source = reading.facts[0]
            return f"{reading.words}: {value} ({source})"
        known = "; ".join(
            f"{name.replace('_', ' ')}: {value} ({source})" for name, value, source in reading.facts
        )
        return known + (f"; not known: {', '.join(reading.missing)}" if reading.missing else "")
    return f"{reading.words}: not known" if reading.missing else reading.words


def _proof(step: Step, indent: int, shown: set[tuple[str, str | None]]) -> Iterator[str]:
    part = f" ({step.part})" if step.part else ""
    yield wrapped(f"{_MARK[step.truth]} {step.title}{part}: {step.rule}", indent, indent + 4)
    yield wrapped(
        f"{'; '.join(step.cite)}, text from {step.since} by {step.source}, confidence {step.confidence}",
        indent + 4,
    )
    if (step.id, step.part) in shown:
        return
    shown.add((step.id, step.part))
    for reading in step.readings:
        yield wrapped(f"{_MARK[reading.truth]} {reading_line(reading)}", indent + 4, indent + 8)
    for inner in step.steps:
        yield from _proof(inner, indent + 4, shown)


def _not_applying(answer: Answer) -> Iterator[str]:
    run = answer.run
    absent = [
        unit
        for unit in run.units("requirement", "letter", "prohibition", "notification")
        if run.truth(unit) is False
    ]
    if absent:
        yield wrapped("Tested, and not found to apply:", 4)
        for unit in absent:
            yield wrapped(f"no  {unit.provision.title} [{unit.provision.cite[0].text}]", 6, 10)


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
    return f"{name}, {rate} of {base}, event: {event}{heading}{still} [{_cite(charge.finding)}]"


def _open(decision: Decision) -> Iterator[str]:
    if not decision.transfer.due_care and decision.status == words.UNKNOWN:
        closed = decision.with_due_care
        yield ""
        yield wrapped(
            f"If after due care you know of nothing beyond what you stated (--due-care): {headline(closed)}"
        )
    if not _asks(decision):
        return
    asked = questions(decision)[: _SHOWN + 1]
    if not asked:
        return
    yield ""
    yield "What would settle it:" if asked[0].settles else "What to find out next:"
    for question in asked:
        about = f" ({question.who})" if question.who else ""
        yield wrapped(f"{question.fact.question}{about}  [{question.fact.name}]", 4, 6)
        yield wrapped(f"why: {question.fact.why}", 8, 10)
        for lead in question.leads:
            review = f", {POLICY[lead.review]}" if lead.review else ""
            still = "" if lead.settled else ", still open"
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
        notes += [f"Not modelled: {each.provision.title}." for each in answer.not_modelled]
        notes += [
            f"Unverified: {each.provision.title} rests on {each.version.source}, not on the official text."
            for each in answer.unverified
        ]
    notes += [f"Note: {remark}." for remark in decision.transfer.remarks]
    if notes:
        yield ""
        yield "Beside this answer:"
        for note in dict.fromkeys(notes):
            yield wrapped(note, 4, 6)
