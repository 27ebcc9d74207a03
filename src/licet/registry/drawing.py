"""Taking goods from a license, and entering those that came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from licet.record import replaced
from licet.register.act import tried
from licet.register.conditions.evidence import Inputs
from licet.register.drawdown.draw import draw as answer_to
from licet.register.drawdown.model import Drawn, Reason, Request
from licet.register.entries import drawdown_body, of_license
from licet.register.events import Actor, Event
from licet.register.license_state import LicenseState
from licet.registry.books import draw_book, known, view, working_days
from licet.registry.evidence import stated
from licet.registry.model import LICENSE, SYSTEM, Acted
from licet.registry.turn import Turn

_CODES = {
    "within_validity": "not_valid_on_day", "balance_is_enough": "over_quantity", "party_is_named": "party_not_named",
    "all_tests_hold": "condition", "key_is_new": "key_reused",
}  # fmt: skip
"""What a guard's refusal is called in the answer; every other is that the license cannot be used."""


def draw(  # noqa: PLR0917 - handed on as they came
    turn: Turn, state: LicenseState, request: Request, inputs: Inputs, by: Actor, at: datetime,
    closed: tuple[str, ...], filed: date | None, said: Inputs,
) -> Drawn:  # fmt: skip
    """The answer to a request, entered unless it was given before or its key was used for another.

    ``said`` is what the asker stated of the ``inputs``: it is kept with the answer as their word.
    """
    book = draw_book(state, turn.registry.answers)
    told = known(inputs, state, working_days(state, turn.law))
    answer = answer_to(
        view(state, turn.law, closed, filed), book, request, of_license(state.conditions),
        told, at=at, by=by.id,
    )  # fmt: skip
    if book.under(request.key) is not None:
        return answer
    answer = replaced(answer, stated=stated(said, told, by))
    if answer.taken:
        answer = _held_against_the_table(turn, state, answer, by, at)
    who, kind = (by, "drawdown") if answer.taken else (SYSTEM, "drawdown_refused")
    turn.enter(state.case, LICENSE, kind, drawdown_body(answer), who, at)
    return answer


def _held_against_the_table(
    turn: Turn, state: LicenseState, answer: Drawn, by: Actor, at: datetime
) -> Drawn:
    """The answer, refused where the table of steps would not let it pass."""
    event = Event(state.case, state.seq + 1, "drawdown", by, at, drawdown_body(answer))
    refusal = tried(state, event, turn.law)
    if refusal is None:
        return answer
    name = refusal.guard.partition("(")[0]
    reason = Reason(_CODES.get(name, "not_usable"), f"{refusal.why}.")
    return replaced(answer, taken=False, refused=(reason,), alerts=())


def goods_back(  # noqa: PLR0917 - handed on as they came
    turn: Turn, state: LicenseState, body: Mapping[str, Any], by: Actor, at: datetime, key: str
) -> Acted:  # fmt: skip
    """Enter goods that came back, once it is sure that the book of the license can take them."""
    done = turn.enter(state.case, LICENSE, "goods_back", body, by, at, key)
    assert isinstance(done.state, LicenseState)  # noqa: S101 # nosec B101
    draw_book(done.state, turn.registry.answers)
    return done
