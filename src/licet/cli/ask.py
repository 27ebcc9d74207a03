"""``licet decide ... --ask``: ask for what is missing, one question at a time.

The talk goes to standard error, so that standard output holds the answer alone; answers are
read from standard input, where its end means "stop".
"""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.cli.exploring import in_short, short_unit
from licet.cli.show import wrapped
from licet.decide import answer as words
from licet.decide.decide import decide
from licet.decide.possible import OWNERS, whether_listed
from licet.decide.questions import DUE_CARE_FACT, MOST, Question, missing_facts, questions
from licet.errors import InputError
from licet.record import record, replaced
from licet.service.written import read_party
from licet.transfer.build import Builder
from licet.transfer.model import PUBLIC, STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.decide.decide import Decision
    from licet.facts.dictionary import Fact
    from licet.pack.store import Library
    from licet.transfer.model import Party, Transfer

_UNKNOWN = ("", "?", "unknown", "i don't know", "don't know")
_PROMPT = "answer (? I don't know, b back, q stop): "
Key = tuple[str, "int | None"]
"""A fact, and the number of the party that it is about."""


@record
class State:
    """Where a talk has come to: the decision, the answers given, and what is not asked again."""

    decision: Decision
    given: tuple[tuple[Key, Any], ...] = ()
    skipped: frozenset[Key] = frozenset()
    added: tuple[Party, ...] = ()


def ask_all(decisions: tuple[Decision, ...], library: Library) -> tuple[Decision, ...]:
    """Ask about each variant; an answer once given is carried to the variants after it."""
    done: list[Decision] = []
    last = State(decisions[0]) if decisions else None
    for decision in decisions:
        start = _carried(decision, last, library) if last is not None else State(decision)
        if len(decisions) > 1:
            _say(f"\n{decision.transfer.item}")
        last = _talk(start, library)
        done.append(last.decision)
    return tuple(done)


def ask(decision: Decision, library: Library) -> Decision:
    """Ask until nothing more would change the answer, or until told to stop; the last decision."""
    return _talk(State(decision), library).decision


def _talk(state: State, library: Library) -> State:
    trail: list[State] = []
    while (question := _next(state)) is not None:
        _show(question, state)
        word = _read()
        if word is None or word.lower() in ("q", "quit", "stop"):
            _say("Stopped; the answer stands on what is known so far.")
            return state
        if word.lower() in ("b", "back"):
            if not trail:
                _say("This is the first question.")
                continue
            state = trail.pop()
            continue
        try:
            after = _answered(state, question, word, library)
        except InputError as error:
            _say(f"{error}")
            continue
        trail.append(state)
        state = after
    _say(f"\nNothing more would change the answer: {in_short(state.decision)}.")
    return state


def _next(state: State) -> Question | None:
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
    while left := [key for key in missing if key not in pool]:
        round_ = questions(decision, pool)
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


def _answered(state: State, question: Question, word: str, library: Library) -> State:
    """The state after an answer; ``InputError`` where it cannot be read."""
    key: Key = (question.fact.name, question.party)
    if word.lower() in _UNKNOWN:
        return replaced(state, skipped=state.skipped | {key})
    if word.lower().startswith("party "):
        party = Builder(library.law.book).party(read_party(word[len("party ") :]))
        given = state.decision.transfer
        wider = replaced(given, parties=(*given.parties, party))
        return replaced(state, decision=_again(state.decision, wider), added=(*state.added, party))
    value = _chosen(question, word) if question.values else _value(question.fact, word, library)
    return _knowing(state, key, value, library)


def _chosen(question: Question, word: str) -> Any:
    """What one of the answers that a question offers makes of its fact."""
    for number, (label, value) in enumerate(question.values, 1):
        if word == str(number) or label.partition(",")[0].lower() == word.lower():
            return value
    raise InputError(f"{word!r} is none of the answers: {_offered(question)}")


def _offered(question: Question) -> str:
    return "; ".join(f"{n} {label}" for n, (label, _) in enumerate(question.values, 1))


def _value(fact: Fact, word: str, library: Library) -> Any:
    if fact.type == "listings":
        return Builder(library.law.book).listings(word)
    if fact.type == "codes":
        return (
            frozenset() if word == "none" else fact.read([each.strip() for each in word.split(",")])
        )
    return fact.read(word)


def _knowing(state: State, key: Key, value: Any, library: Library) -> State:
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


def _carried(decision: Decision, last: State, library: Library) -> State:
    """A fresh state with the parties and answers of another variant, where they are open here."""
    parties = (*decision.transfer.parties, *last.added)
    transfer = replaced(decision.transfer, parties=parties)
    state = State(_again(decision, transfer) if last.added else decision, added=last.added)
    for key, value in last.given:
        name, party = key
        item = library.law.book.facts[name].owner == "item"
        if not item and (party is not None or name not in state.decision.transfer.facts):
            state = _knowing(state, key, value, library)
    answered = {key for key, _ in last.given}
    return replaced(state, skipped=state.skipped | (last.skipped - answered))


# -- the talk ------------------------------------------------------------------------------


def _show(question: Question, state: State) -> None:
    fact, decision = question.fact, state.decision
    still = len([key for key in missing_facts(decision) if key not in state.skipped])
    _say(f"\n{in_short(decision)}. {still} fact{'s' if still != 1 else ''} open.")
    about = f" (about the {question.who})" if question.who else ""
    _say(wrapped(f"{question.text}{about}  [{fact.name}{_form(question)}]", 0, 2))
    _say(wrapped(f"why: {fact.why}", 4, 6))
    for lead in question.leads:
        review = f", {lead.review.replace('_', ' ')}" if lead.review else ""
        open_ = "" if lead.settled else ", still open"
        _say(wrapped(f"{lead.value}: {lead.status.replace('_', ' ')}{review}{open_}", 4, 8))
    if fact.name == "parties_complete":
        _say(wrapped("to add one: party role=end_user,name=...,country=MY,headquarters=MY,parent=CN", 4, 8))  # fmt: skip


def _form(question: Question) -> str:
    """How to write the answer."""
    if question.values:
        return f": {_offered(question)}"
    match question.fact.type:
        case "boolean":
            return ": yes or no"
        case "number" | "integer":
            unit = question.fact.unit
            return (
                f": a number{', ' + short_unit(unit) if unit else ''}, or a range such as [40, 60]"
            )
        case "country":
            return ": two letters, such as CN"
        case "choice":
            return f": {', '.join(question.fact.choices)}"
        case "listings":
            return ": none, or entries such as US-EL/4 since 2023-10-17"
        case "codes":
            return ": none, or codes with commas between"
        case _:
            return ""


def _read() -> str | None:
    """One line of standard input without its end; None where there are no more."""
    print(_PROMPT, end="", file=sys.stderr, flush=True)
    raw = getattr(sys.stdin, "buffer", None)
    line = raw.readline().decode("utf-8", "replace") if raw is not None else sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        return None
    return str(line).strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr)
