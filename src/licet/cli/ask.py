"""``licet decide ... --ask``: ask for what is missing, one question at a time.

The talk goes to standard error, so that standard output holds the answer alone; answers are
read from standard input, where its end means "stop".
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from licet.cli.show import wrapped
from licet.decide.missing import missing_facts
from licet.errors import InputError
from licet.explore.words import in_short, short_unit
from licet.interview.next import State, answered, carried, next_question, offered, with_party
from licet.service.written import read_party
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from licet.decide.decide import Decision
    from licet.decide.questions import Question
    from licet.pack.store import Library

_PROMPT = "answer (? I don't know, b back, q stop): "


def ask_all(decisions: tuple[Decision, ...], library: Library) -> tuple[Decision, ...]:
    """Ask about each variant; an answer once given is carried to the variants after it."""
    done: list[Decision] = []
    last = State(decisions[0]) if decisions else None
    for decision in decisions:
        start = carried(decision, last, library) if last is not None else State(decision)
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
    while (question := next_question(state)) is not None:
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
            after = _after(state, question, word, library)
        except InputError as error:
            _say(f"{error}")
            continue
        trail.append(state)
        state = after
    _say(f"\nNothing more would change the answer: {in_short(state.decision)}.")
    return state


def _after(state: State, question: Question, word: str, library: Library) -> State:
    """The state after a line: an answer, or one party more."""
    if word.lower().startswith("party "):
        raw = read_party(word[len("party ") :])
        return with_party(state, Builder(library.law.book).party(raw))
    return answered(state, question, word, library)


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
        return f": {offered(question)}"
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
