"""Money and effectiveness of lines: equation (12) by hand, money conserved, weakest links."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError, UnknownName
from licet.models.game.board import Board, coverage, outcome
from licet.record import replaced

ONE = np.ones(1)


def duel(share: float = 0.5, reach: float = 0.0) -> Board:
    """Two allies that share one stage with each other and nobody else, and close all or nothing."""
    two, whole = np.ones(2), np.array([[share, 1.0 - share]])
    return Board(
        ("A", "B"), ("tools",), ONE, ONE, whole, 0 * ONE, np.array([[10.0, 6.0]]), 0 * ONE,
        0.5 * two, two, two, two, two, np.zeros(2, dtype=np.int64), reach, 0.5,
    )  # fmt: skip


def test_tightening_alone_costs_the_profit_on_ones_own_sales():
    told = outcome(duel(), np.array([[0.0, 0.0], [1.0, 0.0]]), 0.0)
    assert told.own[1, 0] - told.own[0, 0] == pytest.approx(-0.5 * 10)


def test_staying_out_wins_the_sales_that_the_other_gave_up_as_equation_12_has_it():
    told = outcome(duel(), np.array([[0.0, 1.0], [1.0, 1.0]]), 0.0)
    # B denied 6; A is the only one left outside, so it would win all of them at its margin of a half
    assert told.captured[0, 0] - told.captured[1, 0] == pytest.approx(0.5 * 6)


def test_outsiders_share_what_was_given_up_in_proportion_to_supply():
    board = replaced(duel(), share=np.array([[0.3, 0.4]]))  # 0.3 is sold by others
    told = outcome(board, np.array([[0.0, 1.0]]), 0.0)
    assert told.captured[0, 0] == pytest.approx(0.5 * 6 * 0.3 / (0.3 + 0.3))


def test_one_supplier_that_stays_out_is_the_weakest_link():
    told = outcome(duel(), np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]), 0.0)
    assert told.effect.tolist() == pytest.approx([1.0, 0.5, 0.25])


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.floats(0, 2))
def test_nobody_takes_over_more_than_was_given_up(board, closed, level):
    told = outcome(board, np.array([closed]), level)
    lead = board.reach * level / 2
    given_up = board.revenue @ np.array(closed) + board.leader_revenue * lead
    assert (told.captured / board.margin).sum() <= given_up.sum() + 1e-9


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), st.integers(0, 3), st.floats(0, 1))
def test_a_tighter_line_never_makes_denial_less_effective(board, closed, player, part):
    tighter = list(closed)
    tighter[player] += (1 - closed[player]) * part
    effect = outcome(board, np.array([closed, tighter]), 2.0).effect
    assert 0 <= effect[0] <= effect[1] + 1e-12 <= 1 + 1e-11


def test_each_step_closes_a_part_of_what_is_open(board):
    closed = coverage(board, np.array([[0, 1, 2, 2]]))
    assert closed[0, 0] == 0
    assert closed[0, 2] == pytest.approx(1 - (1 - board.step[2]) ** 2)


def test_a_player_that_does_not_play_is_named(board):
    with pytest.raises(UnknownName, match="XX"):
        board.place("XX")


def test_a_stage_of_more_than_all_suppliers_is_refused():
    with pytest.raises(InputError, match="tools"):
        replaced(duel(), share=np.array([[0.8, 0.5]]))
