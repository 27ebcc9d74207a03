"""A decision in words: the answer first, then why, then what is open and what is not known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.decide.words import headline
from licet.record import replaced
from licet.telling.asks import asks, said
from licet.telling.laws import law_told
from licet.telling.model import Told
from licet.telling.reasons import Reasons, cite
from licet.telling.screened import in_full, in_short

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from licet.decide.answer import Answer, Conflict
    from licet.decide.decide import Decision
    from licet.telling.model import LawTold, Point
    from licet.transfer.model import Transfer

    Skip = Collection[tuple[str, int | None]]

SILENCE = "as far as the book holds it."
"""How a sentence on silent laws ends."""
_LONG = 140
"""Letters of a reason at most, where a shorter one says why as well; the proof has all of them."""
_BECAUSE = 3


def told(
    decisions: tuple[Decision, ...], *, every: bool = False, skip: Skip = ()
) -> tuple[Told, ...]:
    """Each decision once: variants that come out alike share one telling.

    ``every`` tells of the laws that do not claim the transfer too, as when they are asked by name.
    ``skip`` are facts, with the number of the party if any, that nobody knows: they are not asked.
    """
    blocks: dict[tuple[object, ...], list[Decision]] = {}
    for decision in decisions:
        blocks.setdefault(_alike(decision), []).append(decision)
    return tuple(_told(alike, every=every, skip=skip) for alike in blocks.values())


def _alike(decision: Decision) -> tuple[object, ...]:
    """What variants must share to be told together; money is told apart for each."""
    return tuple(
        (
            each.status, each.classification.candidates, each.enforced.review_range, each.enforced.exceptions,
            each.enforced.grounds, tuple((t.condition.code, t.truth) for t in each.conditions), each.codified.status,
        )
        for each in decision.answers
    )  # fmt: skip


def _told(alike: list[Decision], *, every: bool, skip: Skip) -> Told:
    first = alike[0]
    shown = first.answers if every else first.telling
    screened = tuple(_screened(alike))
    laws = tuple(law_told(alike, each) for each in shown)
    return Told(
        items=tuple(each.transfer.item for each in alike),
        products=tuple(each.transfer.product for each in alike),
        journey=tuple(_journey(first)),
        on=first.on,
        known_on=None if first.known_on == date.max else first.known_on,
        status=first.status,
        review=next((each.enforced.review_policy or "" for each in first.answers[:1]), ""),
        headline=headline(first),
        passes=all(each.passes for each in alike),
        because=_because(first, laws[0]) if laws else (),
        laws=laws,
        conflicts=tuple(_conflicts(first)),
        unclaimed=() if every else tuple(_unclaimed(first)),
        asks=tuple(asks(first, skip)),
        due_care=_due_care(first),
        parties=tuple(point for each in screened for point in in_short(each)),
        searched=tuple(point for each in screened for point in in_full(each)),
        beside=tuple(dict.fromkeys(_beside(first))),
        hashes=tuple(first.law.hashes.items()),
        several=len(first.telling) > 1,
    )


def _screened(alike: list[Decision]) -> Iterator[Transfer]:
    """One transfer for each distinct screening: variants of a product go to the same parties."""
    seen: list[object] = []
    for each in alike:
        if each.transfer.screening not in seen:
            seen.append(each.transfer.screening)
            yield each.transfer


def _journey(decision: Decision) -> Iterator[tuple[str, str]]:
    facts = decision.transfer.facts
    if "shipped_from" in facts:
        yield "from", _country(decision, "shipped_from")
    if "destination" in facts:
        yield "to", _country(decision, "destination")
    yield "law of", decision.on.isoformat()
    if decision.known_on != date.max:
        yield "as published by", decision.known_on.isoformat()
    if decision.transfer.due_care:
        yield "nothing known beyond what is stated", ""


def _country(decision: Decision, fact: str) -> str:
    code = str(decision.transfer.facts[fact])
    name = decision.law.book.facts.countries.get(code)
    return f"{name} ({code})" if name else code


def _due_care(decision: Decision) -> str:
    if decision.transfer.due_care or decision.status != words.UNKNOWN:
        return ""
    return headline(decision.with_due_care)


def _because(decision: Decision, law: LawTold) -> tuple[Point, ...]:
    """The two or three facts that made the strictest law's answer, or that keep it open."""
    answer = decision.answers[0]
    rules = list(law.reasons)
    if not rules and answer.status == words.UNKNOWN:
        open_ = [each for each in answer.enforced.requirements if each.truth is None]
        rules = [Reasons(decision, answer).brief(answer.run.plan.by_id[e.id]) for e in open_[:1]]
    found: dict[str, Point] = {}
    for rule in rules:
        for fact in rule.inner:
            where = replaced(fact, cites=rule.cites[:1], provision=rule.provision)
            found.setdefault(fact.text, where)
    if not found and answer.status == words.NOTHING:
        return law.lines[:1]
    short = [each for each in found.values() if len(each.text) <= _LONG]
    return tuple(short or found.values())[:_BECAUSE]


def _conflicts(decision: Decision) -> Iterator[str]:
    """Where to follow one law breaches another: each pair of laws once, never merged."""
    pairs: dict[tuple[str, str], list[Conflict]] = {}
    for each in decision.conflicts:
        pairs.setdefault((each.by.id, each.need.provision.sovereign), []).append(each)
    for found in pairs.values():
        by, need = found[0].by, found[0].need
        certain = found[0].truth is True
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield (
            f"{'Conflict' if certain else 'Possible conflict'} of laws: {need.provision.sovereign} asks for a license "
            f"({need.provision.title} [{cite(need)}]{more}), and to follow that {'breaches' if certain else 'may breach'} the law of "
            f"{by.provision.sovereign} ({by.provision.title} [{cite(by)}]). Licet does not choose between them."
        )


def _unclaimed(decision: Decision) -> Iterator[str]:
    """Laws of the book that do not claim the transfer, in one line: their silence is no permission."""
    shown = decision.telling
    maybe = [each for each in decision.maybe_claiming if each not in shown]
    if maybe:
        yield f"May claim it too, by facts not stated: {'; '.join(map(_may_claim, maybe))}."
    silent = [
        each.sovereign for each in decision.answers if each not in shown and each.claims is False
    ]
    if silent:
        yield f"No claim found under the law of {', '.join(silent)}, {SILENCE}"


def _may_claim(answer: Answer) -> str:
    """A law that may claim the transfer, with what it is and what it would ask for at most."""
    worst = answer.enforced.upper.partition(":")[0]
    most = f", at most: {said(worst)}" if worst != words.NOTHING else ""
    return f"{answer.sovereign}{most}"


def _beside(decision: Decision) -> Iterator[str]:
    for place in decision.unmodelled:
        name = decision.law.book.facts.countries.get(place, place)
        yield f"The law of {name} may claim this transfer too; it is not in this rule book."
    if decision.one_sided:
        yield (
            "Stated as an import: the law of the place that it leaves, and laws that follow the goods, speak of its "
            "export. Decide it as an export or reexport too."
        )
    for answer in decision.answers:
        yield from _beside_law(answer)
    for remark in decision.transfer.remarks:
        yield f"Note: {remark}."


def _beside_law(answer: Answer) -> Iterator[str]:
    for each in answer.stale:
        if answer.status != words.STALE:
            yield (
                f"Stale: {each.provision.title}. Its suspension ran to {each.pause.to if each.pause else '?'}; last read "
                f"{each.version.checked}. It could change this answer where it fits."
            )
    for each in answer.suspended:
        if answer.status != words.SUSPENDED and each.truth is True:
            yield f"Suspended: {each.provision.title}, until {each.pause.to if each.pause else '?'}."
    for each in answer.not_modelled:
        yield f"Not modelled ({answer.sovereign}): {each.provision.title}."
    for each in answer.unverified:
        yield (
            f"Unverified ({answer.sovereign}): {each.provision.title} rests on {each.version.source}, "
            "not on the official text."
        )
