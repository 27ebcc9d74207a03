"""One saved question as it stands: its answers so far, and the question that the engine asks next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.catalogue.search import find
from licet.decide.answer import ORDER_RANK
from licet.decide.questions import DUE_CARE_FACT, Question, questions
from licet.interview import later
from licet.interview.next import State, next_question, read_value
from licet.interview.steps import PARTY, path_of
from licet.interview.transfers import fixed_raw, parts_of
from licet.interview.transfers import questions as questions_of
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.decide.decide import Decision
    from licet.decide.missing import Key
    from licet.interview.model import Enquiry
    from licet.interview.steps import Step
    from licet.interview.transfers import Asked
    from licet.pack.store import Library
    from licet.service.service import Service

_ABOUT_ITEM = ("item", "speed", "figures", "paper", "design", "cloud", "visitor", "board")
_ABOUT_PARTY = ("receiver", "partner")
_NOT_FOR_THE_ASKER = ("listings", "owners")
"""Types of facts that lists and graphs tell, and officers judge: screening answers them from the names."""


@record
class Standing:
    """The answer to one part as far as it is known.

    ``next`` is what the engine asks next, None where nothing more would change the answer; ``waits`` are
    the questions that screening answers, or officers do: on which lists a party is, and whether it is the listed one of like name.
    """

    asked: Asked
    decisions: tuple[Decision, ...]
    next: Question | None
    waits: tuple[Question, ...]

    @property
    def step(self) -> str:
        """The name of the step that asks the next question; empty where there is none."""
        return (
            later.step_of((self.next.fact.name, self.next.party), self.asked.part)
            if self.next
            else ""
        )


def standings(enquiry: Enquiry, service: Service) -> tuple[Standing, ...]:
    """The answer to each part, decided afresh."""
    found = questions_of(enquiry.kind, enquiry.answers, service.library)
    return tuple(_standing(each, enquiry.answers, service) for each in found)


def _standing(asked: Asked, answers: Mapping[str, Any], service: Service) -> Standing:
    decisions = service.decide(asked.question).decisions
    skipped = later.skipped(answers, asked.part)
    if "care" in answers:
        skipped |= {(DUE_CARE_FACT, None)}
    waits: dict[Key, Question] = {}
    following = None
    for decision in sorted(decisions, key=lambda each: ORDER_RANK[each.status]):
        following = _for_the_asker(decision, skipped, waits)
        if following is not None:
            break
    return Standing(asked, decisions, following, tuple(waits.values()))


def _for_the_asker(
    decision: Decision, skipped: frozenset[Key], waits: dict[Key, Question]
) -> Question | None:
    """The next question that is for the asker; those about lists are put among ``waits``."""
    state = State(decision, skipped=skipped)
    while (question := next_question(state)) is not None:
        if question.fact.type not in _NOT_FOR_THE_ASKER:
            return question
        key = (question.fact.name, question.party)
        waits[key] = question
        state = replaced(state, skipped=state.skipped | {key})
    return None


def asking(enquiry: Enquiry, step: str, service: Service) -> Question | None:
    """The engine's question of a step, with where its answers lead; None where there is no such fact."""
    found = later.key_of(step)
    if found is None or found[1][0] not in service.library.law.book.facts:
        return None
    part, key = found
    open_ = {name: word for name, word in enquiry.answers.items() if name != step}
    standing = next(
        (e for e in standings(replaced(enquiry, answers=open_), service) if e.asked.part == part),
        None,
    )
    fact = service.library.law.book.facts[key[0]]
    if standing is None or (
        key[1] is not None and key[1] >= len(standing.decisions[0].transfer.parties)
    ):
        return None
    if standing.next is not None and (standing.next.fact.name, standing.next.party) == key:
        return standing.next
    weighed = questions(standing.decisions[0], later.skipped(open_, part))
    alike = (each for each in weighed if (each.fact.name, each.party) == key and not each.values)
    who = ""
    if key[1] is not None:
        party = standing.decisions[0].transfer.parties[key[1]]
        who = f"{party.role or 'party'} {party.name}".replace("_", " ").strip()
    return next(alike, Question(fact, key[1], who, (), ()))


def with_fact(
    enquiry: Enquiry, step: str, question: Question, word: str, service: Service
) -> Enquiry:
    """The enquiry with the answer to an engine's question.

    Raises:
        InputError: the word is no answer to it, or fits ill with what was said before.
    """
    read_value(question.fact, word, service.library)
    after = replaced(enquiry, answers={**enquiry.answers, step: word})
    standings(after, service)
    return after


def with_said(
    enquiry: Enquiry, step: Step, said: dict[str, Any] | str, library: Library
) -> Enquiry:
    """The enquiry with a page answered; what the engine was told of a thing that was changed is forgotten."""
    before = enquiry.answers.get(step.id)
    answers = {**enquiry.answers, step.id: said}
    if step.other and step.flow == PARTY and isinstance(said, dict) and step.other[0] in said:
        del answers[step.id]
    if before is not None and before != said:
        answers = _without(answers, step, library)
    return replaced(enquiry, answers=_no_longer_open(enquiry.kind, answers, library))


def _without(answers: dict[str, Any], step: Step, library: Library) -> dict[str, Any]:
    """The answers without what was told of the item or party that this step names anew."""
    facts = library.law.book.facts

    def stays(name: str) -> bool:
        found = later.key_of(name)
        if found is None or (step.part and found[0] != step.part):
            return True
        fact, party = found[1]
        if step.id in _ABOUT_ITEM:
            known = facts.get(fact)
            return fact != DUE_CARE_FACT and (known is None or known.owner != "item")
        about = step.id in _ABOUT_PARTY or step.id.startswith("party-")
        return not about or (fact != DUE_CARE_FACT and party is None)

    return {name: said for name, said in answers.items() if stays(name)}


def _no_longer_open(kind: str, answers: dict[str, Any], library: Library) -> dict[str, Any]:
    """The answers without those to the engine that a page now answers itself."""
    facts = library.law.book.facts
    gone: set[str] = set()
    for part in parts_of(path_of(kind, answers)):
        raw = fixed_raw(kind, answers, part, library)
        for name in answers:
            asked, key = later.key_of(name) or (None, ("", None))
            fact = facts.get(key[0]) if asked == part else None
            if fact is not None and _stands(raw, later.place_of(fact, key[1])):
                gone.add(name)
    return {name: said for name, said in answers.items() if name not in gone}


def _stands(raw: Any, way: tuple[str, ...]) -> bool:
    for name in way:
        if isinstance(raw, list):
            if int(name) >= len(raw):
                return False
            raw = raw[int(name)]
        elif isinstance(raw, dict) and name in raw:
            raw = raw[name]
        else:
            return False
    return True


def meant(text: str, library: Library) -> tuple[str, ...]:
    """Names of products that ``text`` may mean."""
    return tuple(match.product.name for match in find(library.catalogue, text, limit=8))
