"""What a scenario asks: heat map, core payments, staying or leaving, China's answer, years ahead."""

from __future__ import annotations

import numpy as np
import pytest

from licet.errors import InputError
from licet.models.game.answers import ask, heat
from licet.models.game.china import GRID, retaliation
from licet.models.game.core import core, smallest
from licet.models.game.leader import choices
from licet.models.game.leaving import DOLLARS, staying
from licet.models.game.parameters import boards, china_draws
from licet.models.game.profiles import equilibria, profiles, worth
from licet.models.game.rollout import rollout
from licet.record import replaced


def test_every_chance_has_its_interval_and_the_three_sum_to_one(board, sample, today):
    answer = ask(board, sample, today)
    for each in answer.chances:
        assert each.loosens[0] + each.holds[0] + each.tightens[0] == pytest.approx(1)
        assert each.tightens[1] <= each.tightens[0] <= each.tightens[2]
    assert sum(share for _, share in answer.stable) > 0
    assert answer.layer == "quantal response"
    shown = [chance[0] for _, chance in answer.likely]
    assert shown == sorted(shown, reverse=True)
    assert answer.likely[0][0] == (0, 0, 0, 0)
    assert 0.2 < sum(shown) <= 1


def test_the_heat_map_rises_with_payment_and_with_pressure(board, sample, today):
    found = heat(board, sample, today, [0, 0.5, 1], [0, 1, 2, 4])
    assert found.together.shape == (3, 4, 3)
    assert (np.diff(found.together[:, :, 0], axis=1) >= -1e-9).all()
    assert (np.diff(found.together[:, :, 0], axis=0) >= -1e-9).all()
    assert (np.diff(found.follows[:, :, 0], axis=1) >= -1e-9).all()


def test_an_empty_heat_map_is_refused(board, sample, today):
    with pytest.raises(InputError, match="heat map"):
        heat(board, sample, today, [], [1.0])


@pytest.mark.parametrize("move", [0, 1])
def test_the_core_payments_hold_the_coalition_and_a_cent_less_does_not(board, sample, today, move):
    bare = replaced(today, pressure=np.zeros(4), payment=np.zeros(4), paid=None)
    all_of = profiles(board, bare)
    value = worth(board, sample, bare, all_of)
    needed = smallest(all_of, value, move)
    whole = int(np.flatnonzero((all_of.actions == move).all(axis=1))[0])
    stays = all_of.actions >= move
    paid = value + stays * needed[:, None, :] * (1 + 1e-12)
    assert equilibria(all_of, paid)[:, whole].all()
    for player in range(4):
        less = needed.copy()
        less[:, player] = np.maximum(0, less[:, player] - 1e-3)
        short = equilibria(all_of, value + stays * less[:, None, :])[:, whole] == 0
        assert (short == (needed[:, player] > 0)).all()


def test_the_core_test_is_made_without_any_pressure(board, sample, today):
    hard = replaced(today, pressure=np.ones(4))
    assert core([board], sample, hard, 1) == core([board], sample, today, 1)


def test_habit_keeps_a_line_that_would_have_to_be_paid_for_without_it(board, sample, today):
    bare, habit = (core([board], sample, today, inertia=each) for each in (False, True))
    assert 0 < habit.total[0] < bare.total[0]
    for less, more in zip(habit.payments, bare.payments, strict=True):
        assert less.unneeded >= more.unneeded


def test_core_payments_come_with_intervals_over_figures_and_weights(ledger, sample, today):
    found = core(boards(ledger, 20, 1), sample, today, move=1)
    for each in found.payments:
        low, high = each.payment[1:]
        assert 0 <= low <= each.median <= high
    assert 0 <= found.groups <= 1


def test_terms_of_staying_sum_to_the_whole_for_each_draw(board, sample, today):
    one = staying([board], sample.at(slice(0, 1)), today, "NL")
    assert sum(each.median for each in one.terms) == pytest.approx(one.total.median)
    assert [each.name for each in one.terms if each.dollars] == [
        "sales kept closed", "sales of others not taken over",
    ]  # fmt: skip


def test_staying_costs_sales_in_dollars_and_earns_security(ledger, sample, today):
    for player in ("JP", "NL"):
        found = staying(boards(ledger, 40, 1), sample, today, player)
        assert found.money.unit == DOLLARS
        assert found.term("sales kept closed").high < 0
        assert found.term("sales of others not taken over").high <= 0
        assert found.term("security of the denial").low > 0
        assert found.money.low < found.money.median < found.money.high


def test_letting_go_nothing_changes_no_money(board, sample, today):
    found = staying([board], sample, today, "JP", steps=0)
    assert found.money.median == 0
    assert found.term("security of the denial").median == 0


def test_china_answers_less_hard_when_its_answer_costs_more(board, sample, today, ledger):
    denial, cost, precision = china_draws(ledger, sample.count, 1)
    cheap = retaliation(board, sample, today, (denial, cost, precision))
    dear = retaliation(board, sample, today, (denial, 5 * cost, precision))
    assert dear.strength[0] < cheap.strength[0]
    assert sum(each[0] for each in cheap.chance) == pytest.approx(1)
    assert len(cheap.chance) == len(GRID)
    assert cheap.effect_at_full[0] < cheap.effect_at_none[0]


def test_what_a_leader_pays_and_gives_up_stands_beside_what_it_gets(board, sample, today):
    found = {
        (each.level, each.payment): each for each in choices(board, sample, today, pressures=[0.5])
    }
    assert found[0, 0.0].given_up == found[0, 0.0].outlay[0] == 0
    assert found[2, 1.0].given_up == pytest.approx(2 * found[1, 1.0].given_up)
    assert found[2, 0.0].effect[0] > found[0, 0.0].effect[0]
    assert 0 < found[1, 1.0].outlay[0] <= 4.0
    assert found[0, 0.0].efficient == 1.0  # nothing is cheaper than nothing


def test_a_rollout_repeats_itself_and_lines_only_fall_or_rise_by_steps(board, sample, today):
    few = sample.at(slice(0, 100))
    once, twice = (rollout(board, few, [today] * 3, seed=5) for _ in range(2))
    assert np.array_equal(once.steps, twice.steps)
    assert once.months == (6, 12, 18)
    assert ((once.together >= 0) & (once.together <= 1)).all()
    assert (np.abs(once.steps[0]) <= 1).all()


def test_a_rollout_of_nothing_is_refused(board, sample):
    with pytest.raises(InputError, match="situation"):
        rollout(board, sample, [], seed=1)
