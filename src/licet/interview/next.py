"""The engine's own next question, and what an answer makes of a decision.

    state = State(decision)
    while (question := next_question(state)) is not None:
        state = answered(state, question, word, library)

Command line and pages talk by the same steps: which fact would tell most, what its answers lead to, and
the decision with that fact known.  "I don't know" is an answer: the fact is not asked again.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.decide import answer as words
from licet.decide.decide import decide
from licet.decide.missing import Key, missing_facts
from licet.decide.possible import OWNERS, whether_listed
from licet.decide.questions import DUE_CARE_FACT, MOST, Question, questions
from licet.errors import InputError
from licet.record import record, replaced
from licet.transfer.build import Builder
from licet.transfer.model import PUBLIC, STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.decide.decide import Decision
    from licet.facts.dictionary import Fact
    from licet.pack.store import Library
    from licet.transfer.model import Party, Transfer

UNKNOWN = ("", "?", "unknown", "i don't know", "don't know")
"""What counts as "I don't know"."""
_ROUNDS = 2
"""Rounds of facts that are weighed before the first of them is asked: with little known, no single fact tells."""


@record
class State:
    """Where a talk has come to: the decision, the answers given, and what is not asked again."""

    decision: Decision
    given: tuple[tuple[Key, Any], ...] = ()
    skipped: frozenset[Key] = frozenset()
    added: tuple[Party, ...] = ()


def next_question(state: State) -> Question | None:
    """The question to ask next, the strictest law's first; None where nothing more would help."""
    for answer in state.decision.telling:
        if question := _next_under(state.decision.only(answer.sovereign), state):
            return question
    return None


def _next_under(decision: Decision, state: State) -> Question | None:
    """One law's next question; None where its answer is settled or nobody knows more."""
    layers = [each.enforced for each in decision.answers]
    if decision.status != words.UNKNOWN and all(each.settled for each in layers):
        return None
    pool: set[Key] = set(state.skipped)
    asked: list[Question] = []
    missing = missing_facts(decision)
    for _ in range(_ROUNDS):
        left = [key for key in missing if key not in pool]
        if not left:
            break
        round_ = questions(decision, pool, missing=missing)
        if telling := [each for each in round_ if _tells(each, decision)]:
            return telling[0]
        asked += round_
        pool |= {*left[:MOST], (DUE_CARE_FACT, None)}
    if decision.status != words.UNKNOWN:
        return None
    if asked:
        return asked[0]
    facts = decision.law.book.facts
    for (name, party), ids in missing.items():
        # No single fact turns the answer; two together may.
        if (name, party) not in state.skipped and facts[name].type != "owners":
            who = _who(decision, party)
            if party is not None and facts[name].type == "listings":
                text, values = whether_listed(decision.transfer, party, name)
                return Question(facts[name], party, who, ids, (), text, values)
            return Question(facts[name], party, who, ids, ())
    return None


def _tells(question: Question, decision: Decision) -> bool:
    """Whether some answer would lead elsewhere than where the decision stands."""
    reviews = [each.enforced.review_policy or "" for each in decision.answers]
    here = (decision.status, next(filter(None, reviews), ""))
    return any((lead.status, lead.review) != here for lead in question.leads)


def _who(decision: Decision, party: int | None) -> str:
    if party is None:
        return ""
    each = decision.transfer.parties[party]
    return f"{each.role or 'party'} {each.name}".replace("_", " ").strip()


# -- answers -------------------------------------------------------------------------------


def answered(state: State, question: Question, word: str, library: Library) -> State:
    """The state after an answer; ``InputError`` where it cannot be read."""
    key: Key = (question.fact.name, question.party)
    if word.lower() in UNKNOWN:
        return replaced(state, skipped=state.skipped | {key})
    return knowing(state, key, value_of(question, word, library), library)


def with_party(state: State, party: Party) -> State:
    """The state with one party more."""
    given = state.decision.transfer
    wider = replaced(given, parties=(*given.parties, party))
    return replaced(state, decision=_again(state.decision, wider), added=(*state.added, party))


def value_of(question: Question, word: str, library: Library) -> Any:
    """What a word makes of the question's fact; ``InputError`` with what was wanted."""
    return _chosen(question, word) if question.values else read_value(question.fact, word, library)


def _chosen(question: Question, word: str) -> Any:
    """What one of the answers that a question offers makes of its fact."""
    for number, (label, value) in enumerate(question.values, 1):
        if word == str(number) or label.partition(",")[0].lower() == word.lower():
            return value
    raise InputError(f"{word!r} is none of the answers: {offered(question)}")


def offered(question: Question) -> str:
    """The answers that a question offers, numbered."""
    return "; ".join(f"{n} {label}" for n, (label, _) in enumerate(question.values, 1))


def read_value(fact: Fact, word: str, library: Library) -> Any:
    """A fact's value from what was typed; ``none`` and commas are understood where there may be several."""
    if fact.type == "listings":
        return Builder(library.law.book).listings(word)
    if fact.type == "codes":
        return (
            frozenset() if word == "none" else fact.read([each.strip() for each in word.split(",")])
        )
    return fact.read(word)


def knowing(state: State, key: Key, value: Any, library: Library) -> State:
    """The state with one fact more, what follows from it worked out anew."""
    name, party = key
    transfer = state.decision.transfer
    if name == DUE_CARE_FACT:
        transfer = replaced(transfer, due_care=value is True)
    elif party is None:
        transfer = _completed(transfer, name, value, library)
    else:
        people = list(transfer.parties)
        people[party] = (
            replaced(people[party], owners=value)
            if name == OWNERS
            else people[party].knowing(name, value)
        )
        transfer = replaced(transfer, parties=tuple(people))
    # Also an answer may leave a fact open (a range, "not all parties"): it is not asked again.
    return replaced(
        state,
        decision=_again(state.decision, transfer),
        given=(*state.given, (key, value)),
        skipped=state.skipped | {key},
    )


def _completed(transfer: Transfer, name: str, value: Any, library: Library) -> Transfer:
    """The transfer with one more stated fact; facts that were hidden on purpose stay hidden."""
    builder = Builder(library.law.book, library.products)
    sources = transfer.sources
    stated = {fact: known for fact, known in transfer.facts.items() if sources.get(fact) in (STATED, PUBLIC)}  # fmt: skip
    before = _complete(builder, transfer, stated)
    after = _complete(builder, transfer, {**stated, name: value})
    hidden = before.facts.keys() - transfer.facts.keys() - {name}
    public = {fact for fact in stated if sources.get(fact) == PUBLIC}
    return replaced(
        after,
        screening=transfer.screening,
        facts=MappingProxyType({k: v for k, v in after.facts.items() if k not in hidden}),
        sources=MappingProxyType({**after.sources, **dict.fromkeys(public, PUBLIC)}),
    )


def _complete(builder: Builder, transfer: Transfer, stated: Mapping[str, Any]) -> Transfer:
    return builder.complete(
        transfer.item, stated, transfer.parties, due_care=transfer.due_care, product=transfer.product
    )  # fmt: skip


def _again(decision: Decision, transfer: Transfer) -> Decision:
    return decide(transfer, decision.law, on=decision.on, known_on=decision.known_on)


def carried(decision: Decision, last: State, library: Library) -> State:
    """A fresh state with the parties and answers of another variant, where they are open here."""
    parties = (*decision.transfer.parties, *last.added)
    transfer = replaced(decision.transfer, parties=parties)
    state = State(_again(decision, transfer) if last.added else decision, added=last.added)
    for key, value in last.given:
        name, party = key
        item = library.law.book.facts[name].owner == "item"
        if not item and (party is not None or name not in state.decision.transfer.facts):
            state = knowing(state, key, value, library)
    answered = {key for key, _ in last.given}
    return replaced(state, skipped=state.skipped | (last.skipped - answered))
