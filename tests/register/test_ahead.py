"""What lies ahead: nothing that somebody did was said to be closed, and what is said to be closed cannot be done."""

import pytest

from licet.desk.register.wording import ACTS, ON_ITS_WAY, WEIGHED
from licet.register.act import tried
from licet.register.ahead import steps
from licet.register.events import Event
from tests.register.stories import LAW, WHO, license_stories, stories

DONE = [each for told in (*stories().values(), *license_stories().values()) for each in told.steps]


@pytest.mark.parametrize("with_actor", [True, False])
def test_nothing_that_was_done_was_closed_before(with_actor):
    for state, event, _ in DONE:
        if event.kind in {"create", "issue"} and not state.case:
            continue  # there is no file yet
        ahead = steps(state, LAW, event.at, event.actor if with_actor else None)
        step = next(each for each in ahead if each.event == event.kind)
        assert not step.against, (state.state, event.kind, event.actor.id, step.against)


def test_what_is_closed_is_refused_whatever_it_says():
    bodies = {}
    for _, event, _ in DONE:
        bodies.setdefault(event.kind, event.body)
    closed = 0
    for state, event, _ in DONE[::3]:
        for actor in WHO.values():
            for step in steps(state, LAW, event.at, actor):
                if step.against and state.case:
                    closed += 1
                    made = Event(state.case, state.seq + 1, step.event, actor, event.at, bodies.get(step.event, {}))  # fmt: skip
                    assert tried(state, made, LAW) is not None, (state.state, step)
    assert closed > 100


def test_every_act_of_a_person_has_a_name_of_its_own_on_its_button():
    ours = {"create", "drawdown", "drawdown_refused", "goods_back", "assessed", "paid", "condition_broken", "suspension_ended", "expire"}  # fmt: skip
    acts = {*LAW.application.events, *LAW.license.events} - ours
    assert sorted(acts - set(ACTS)) == []
    assert sorted({*ACTS, *ON_ITS_WAY, *WEIGHED} - acts) == []
    assert len(set(ACTS.values())) == len(ACTS)
