"""Quantal responses: fixed points, sums, what more payment does, names that do not matter."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.errors import InputError
from licet.models.game.parameters import draws
from licet.models.game.profiles import equilibria, profiles, worth
from licet.models.game.response import respond
from licet.models.game.situation import Situation
from licet.record import fields_of, replaced

UNIT = st.floats(0, 1)
FOUR = st.lists(UNIT, min_size=4, max_size=4)
STEPS = st.lists(st.integers(0, 3), min_size=4, max_size=4)


@st.composite
def situations(draw):
    def four():
        return np.array(draw(FOUR))

    steps = np.array(draw(STEPS), dtype=np.int64)
    return Situation(four(), float(draw(st.integers(0, 2))), four(), four(), steps)


@given(situations())
@settings(max_examples=30, deadline=None)
def test_chances_sum_to_one_and_nobody_lets_go_what_it_never_took(board, sample, at):
    found = respond(board, sample, at)
    assert np.allclose(found.sum(axis=2), 1.0, atol=1e-12)
    assert (found >= 0).all()
    assert (found[:, at.steps == 0, 0] == 0).all()


@given(situations())
@settings(max_examples=20, deadline=None)
def test_each_answer_is_the_logit_reply_to_the_others_by_plain_enumeration(board, sample, at):
    few = sample.at(slice(0, 20))
    found = respond(board, few, at)
    all_of = profiles(board, at)
    value = worth(board, few, at, all_of)
    for player, choices in enumerate(all_of.choices):
        joint = np.ones((few.count, len(all_of.actions)))
        for other in range(4):
            if other != player:
                joint *= found[:, other, all_of.actions[:, other] + 1]
        mine = np.stack(
            [
                (joint * value[:, :, player])[:, all_of.actions[:, player] == move].sum(axis=1)
                for move in choices
            ]
        )
        odds = np.exp(few.precision * (mine - mine.max(axis=0)))
        wanted = odds / odds.sum(axis=0)
        got = found[:, player, [move + 1 for move in choices]].T
        assert np.abs(wanted - got).max() < 1e-4


@given(situations(), st.integers(0, 3), st.floats(0, 3))
@settings(max_examples=40, deadline=None)
def test_more_side_payment_never_lowers_the_chance_that_its_taker_tightens(
    board, sample, at, player, more
):
    paid = np.zeros(4)
    paid[player] = more
    before = respond(board, sample, at)[:, player]
    after = respond(board, sample, replaced(at, paid=paid))[:, player]
    assert (after[:, 2] >= before[:, 2] - 1e-5).all()
    assert (after[:, 0] <= before[:, 0] + 1e-5).all()


@given(situations())
@settings(max_examples=20, deadline=None)
def test_nought_paid_is_nothing_paid(board, sample, at):
    nothing = replaced(at, paid=np.zeros(4))
    assert np.array_equal(respond(board, sample, at), respond(board, sample, nothing))


@given(situations(), st.permutations(range(4)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_players_does_not_matter(board, sample, at, order):
    order = list(order)
    by_player = {
        name: value[order]
        for name, value, _ in fields_of(board)
        if isinstance(value, np.ndarray) and value.shape == (4,) and name not in _BY_STAGE
    }
    turned = replaced(
        board, players=tuple(board.players[i] for i in order), share=board.share[:, order],
        revenue=board.revenue[:, order], **by_player,
    )  # fmt: skip
    there = Situation(
        at.pressure[order], at.level, at.retaliation[order], at.payment[order], at.steps[order]
    )
    assert np.allclose(
        respond(turned, sample, there), respond(board, sample, at)[:, order], atol=1e-4
    )


_BY_STAGE = {"weight", "backfillable", "leader_share", "leader_revenue"}


def test_without_precision_every_move_is_as_likely(board, sample, today):
    blind = replaced(sample, precision=np.zeros(sample.count))
    assert np.allclose(respond(board, blind, today), 1 / 3)


def test_an_equilibrium_is_found_where_paying_much_makes_tightening_best(board, sample, today):
    rich = replaced(today, paid=np.full(4, 1_000.0))
    all_of = profiles(board, rich)
    stable = equilibria(all_of, worth(board, sample, rich, all_of))
    all_tight = np.flatnonzero((all_of.actions == 1).all(axis=1))[0]
    assert stable[:, all_tight].all()
    assert stable.sum() == sample.count


def test_welfare_from_a_trade_model_stands_in_place_of_lost_profit(board, today):
    told = replaced(today, welfare=np.array([-0.1, -0.2, -0.3, -0.4]))
    all_of = profiles(board, told)
    assert np.array_equal(all_of.own, all_of.actions * told.welfare)
    assert not all_of.captured.any()


def test_too_many_players_are_refused_before_memory_runs_out(board, today):
    many = replaced(today, steps=np.ones(12, dtype=np.int64))
    with pytest.raises(InputError, match="12 players"):
        profiles(board, many)


def test_replies_that_have_not_settled_are_an_error_and_no_answer(
    board, sample, today, monkeypatch
):
    monkeypatch.setattr("licet.models.game.response.SWEEPS", 1)
    with pytest.raises(InputError, match="game-prior-lambda"):
        respond(board, sample, today)


_PROGRAM = """
import hashlib
from licet.assumptions.load import load_ledger
from licet.models.game.parameters import board, draws, windows
from licet.models.game.response import respond
ledger = load_ledger()
at = windows(ledger, fitted=False)[-1].situation
found = respond(board(ledger), draws(ledger, 5_000, 7), at)
print(hashlib.sha256(found.tobytes()).hexdigest())
"""


def test_same_seed_same_bytes_on_one_thread_and_on_two():
    told = [
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert len(told[0].strip()) == 64


def test_a_draw_does_not_depend_on_how_many_are_drawn_with_it(board, ledger, today):
    weights = draws(ledger, 3_000, 3)
    whole = respond(board, weights, today)
    assert np.allclose(respond(board, weights.at(slice(0, 10)), today), whole[:10], atol=1e-5)
