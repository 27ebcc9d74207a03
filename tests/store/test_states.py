"""The table of states: every step in it, and none outside it."""

from datetime import date
from itertools import product

import pytest

from licet.errors import InputError
from licet.store import states

OPEN_OR_CLOSED = {
    "potential", "reopened", "expired", "escalated", "not_a_match", "match"
}  # fmt: skip
TABLE = {
    **{(state, "propose"): "proposed" for state in OPEN_OR_CLOSED},
    ("not_a_match", "expire"): "expired",
    ("match", "expire"): "expired",
    ("not_a_match", "reopen"): "reopened",
    ("match", "reopen"): "reopened",
}
RIGHTS = tuple(states.RIGHTS)


@pytest.mark.parametrize(("state", "act"), list(product(states.STATES, states.ACTS)))
def test_every_step_is_in_the_table_or_fails(state, act):
    if state == "proposed" and act == "confirm":
        for verdict, after in states.VERDICTS.items():
            assert states.step(state, act, verdict=verdict) == after
    elif state == "proposed" and act == "refuse":
        for before in OPEN_OR_CLOSED:
            assert states.step(state, act, before=before) == before
    elif (state, act) in TABLE:
        assert states.step(state, act) == TABLE[state, act]
        assert act in states.allowed(state)
    else:
        with pytest.raises(InputError, match="cannot be"):
            states.step(state, act, verdict="match", before="potential")
        assert act not in states.allowed(state)


def test_a_step_needs_what_it_judges():
    for wrong in ({}, {"verdict": "perhaps"}, {"verdict": "potential"}):
        with pytest.raises(InputError, match="no verdict"):
            states.step("proposed", "confirm", **wrong)
    for wrong in ({}, {"before": "proposed"}, {"before": "nothing"}):
        with pytest.raises(InputError, match="before the proposal"):
            states.step("proposed", "refuse", **wrong)
    with pytest.raises(InputError, match="no act"):
        states.step("potential", "delete")


@pytest.mark.parametrize("act", sorted(states.NEEDS))
def test_an_act_needs_office_its_right_and_another_person(act):
    for count in range(2 ** len(RIGHTS)):
        rights = [name for bit, name in enumerate(RIGHTS) if count >> bit & 1]
        for active, proposer in product((True, False), ("", "anna", "boris")):
            own = act in ("confirm", "refuse") and proposer == "anna"
            if active and states.NEEDS[act] in rights and not own:
                states.may("anna", act, rights, active=active, proposer=proposer)
            else:
                with pytest.raises(InputError):
                    states.may("anna", act, rights, active=active, proposer=proposer)


@pytest.mark.parametrize("state", states.STATES)
def test_only_what_was_closed_expires_and_on_its_day(state):
    day = date(2027, 1, 1)
    closed = state in states.CLOSED
    assert states.standing(state, day, date(2026, 12, 31)) == state
    assert states.standing(state, None, day) == state
    assert states.standing(state, day, day) == ("expired" if closed else state)
