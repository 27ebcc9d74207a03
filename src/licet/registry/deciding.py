"""What of an application hangs on its decision: nobody sends a decision, or edits a draft away from the one it has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.decide.report import plain_data, report
from licet.errors import InputError
from licet.record import replaced
from licet.register.events import thawed
from licet.register.opening import Opening
from licet.register.state import CaseState
from licet.store.plain import digest, exact, storable_data

if TYPE_CHECKING:
    from licet.decide.decide import Decision
    from licet.registry.model import State
    from licet.service.service import Question, Service


def decided_on(service: Service, question: Question, day: date) -> tuple[Decision, ...]:
    """The decisions of a question for an application of that day: all laws, as known on it, with all names screened.

    Raises:
        InputError: the transfer cannot be read.
    """
    asked = replaced(question, on=day, known_on=None, sovereigns=(), screened=True)
    return service.decide(asked).decisions


def traced(question: Question, decision: Decision, kept: Mapping[str, Any]) -> dict[str, Any]:
    """From what a decision was made, for its opening: the transfer as stated with its hash, and the answer's hash.

    ``kept`` is what of the question was kept before, such as the number of a signed record.
    """
    raw = storable_data(exact(question.transfer))
    answer = report(decision, proof=False, questions=False)
    return {
        "decided_by": "the register",
        "asked": {"transfer": raw, "sha256": digest(raw)},
        "answer_sha256": digest(storable_data(plain_data(answer))),
        **({"kept": dict(kept)} if kept else {}),
    }


def check_decided(body: Mapping[str, Any], state: State | None) -> None:
    """Refuse a decision that was not made here, and lines and parties that are not those of the decision that stands.

    Without this an applicant could file past a presumption of denial: with a statement of their own, or with a
    decision on one transfer and lines of another.

    Raises:
        InputError: with what to do instead.
    """
    made = body.get("opening")
    if made is not None:
        if not isinstance(made, Opening):
            raise InputError("a decision is made by the register and never sent; have the transfer decided again")  # fmt: skip
        return
    if not isinstance(state, CaseState) or not state.opening:
        return
    if "parties" in body and thawed(body["parties"]) != thawed(state.content.get("parties")):
        raise InputError("the parties of a draft are those of its decision; have the transfer decided again with the others")  # fmt: skip
    if "lines" in body and not _goods(body["lines"]) <= _goods(state.content.get("lines")):
        raise InputError("the lines of a draft are of the item and country that were decided; have the transfer decided again for others")  # fmt: skip


def _goods(lines: Any) -> set[tuple[str, str]]:
    """Which items go where; what cannot be read is an item of its own."""
    if not isinstance(lines, list | tuple):
        return {(repr(lines), "")} if lines else set()
    return {
        (repr(each.get("item")), repr(each.get("country"))) if isinstance(each, Mapping) else (repr(each), "")
        for each in lines
    }  # fmt: skip
