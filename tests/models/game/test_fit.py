"""The posterior: weights that sum to 1, nothing later is looked at, prior beside posterior."""

from __future__ import annotations

import numpy as np
import pytest

from licet.assumptions.ledger import Ledger
from licet.errors import InputError
from licet.models.game.fit import beliefs, fit, spread
from licet.models.game.parameters import board as read_board
from licet.models.game.parameters import boards, draws, windows
from licet.models.game.response import respond
from licet.record import fields_of, replaced


def test_importance_weights_sum_to_one_and_the_effective_sample_is_between_one_and_all(game):
    found = game.posterior
    assert found.importance.sum() == pytest.approx(1.0, abs=1e-12)
    assert 1 < found.effective < found.draws.count


def test_same_seed_same_bytes_and_another_seed_others(ledger, board):
    fitted = windows(ledger, fitted=True)
    told = [
        fit(board, draws(ledger, 2_000, seed), fitted).importance.tobytes() for seed in (1, 1, 2)
    ]
    assert told[0] == told[1] != told[2]


def test_nothing_observed_leaves_the_prior(ledger, board):
    found = fit(board, draws(ledger, 500, 1), [])
    assert np.allclose(found.importance, 1 / 500)
    assert all(each.learned == pytest.approx(0) for each in beliefs(found))


def test_the_fit_ends_in_january_2025_and_later_moves_do_not_touch_it(ledger, board):
    fitted = windows(ledger, fitted=True)
    assert [each.day[:4] for each in fitted] == ["2022", "2023", "2024", "2024", "2024"]
    later = [
        name
        for name in ledger
        if name.startswith(("game-at-2025", "game-at-2026")) and "-move-" in name
    ]
    other = ledger.set(dict.fromkeys(later, 1))
    before, after = (
        fit(board, draws(each, 2_000, 1), windows(each, fitted=True)) for each in (ledger, other)
    )
    assert before.importance.tobytes() == after.importance.tobytes()


def test_the_fitted_table_is_that_of_the_design(ledger):
    moved = {each.day: each.moves.tolist() for each in windows(ledger, fitted=True)}
    assert moved == {  # JP NL KR TW
        "2022-10-07": [0, 0, 0, 0],
        "2023-01-27": [1, 1, 0, 1],
        "2024-03-01": [0, 0, 0, 0],
        "2024-09-05": [0, 1, 0, 0],
        "2024-12-02": [1, 1, 1, 1],
    }


def test_steps_taken_follow_from_the_moves_before(ledger):
    steps = [each.situation.steps.tolist() for each in windows(ledger, fitted=True)]
    assert steps[0] == [0, 1, 0, 0]
    assert steps[-1] == [1, 3, 0, 1]
    assert windows(ledger, fitted=False)[0].situation.steps.tolist() == [2, 4, 1, 2]


def test_what_the_moves_cannot_teach_is_seen_as_not_learned(game):
    learned = {each.name: each.learned for each in game.beliefs}
    # the leader never fell short of its own line before February 2025
    assert abs(learned["k"]) < 0.05
    assert learned["f"] > 0.2
    assert any("k" in line and "assumed" in line for line in game.says())


def test_a_resampled_posterior_has_its_means(game):
    sample = game.posterior.sample(20_000, seed=3)
    for each, (_, values, _) in zip(game.beliefs, fields_of(sample), strict=True):
        assert values.mean() == pytest.approx(each.posterior[0], rel=0.02)


def test_a_move_that_cannot_be_made_is_refused(ledger, board):
    first = windows(ledger, fitted=True)[0]
    wrong = replaced(first, moves=np.array([-1, 0, 0, 0]))
    with pytest.raises(InputError, match="JP cannot make the move -1"):
        fit(board, draws(ledger, 100, 1), [wrong])


def test_players_are_rows_of_the_ledger(ledger):
    assert read_board(ledger).players == ("JP", "NL", "KR", "TW")
    tighter = read_board(ledger.set({"game-exposure-KR": 1.5}))
    assert tighter.exposure[2] == 1.5


def test_a_fifth_player_comes_in_by_its_rows_alone(ledger):
    def as_germany(name: str) -> str:
        return name.removesuffix("KR") + "DE"

    rows = [
        replaced(each, id=as_germany(name))
        for name, each in ledger.items()
        if name.startswith("game-") and name.endswith("-KR") and "-share-" not in name
    ]
    wider = Ledger([*ledger.values(), *rows])
    five = read_board(wider)
    assert five.players[-1] == "DE"
    found = respond(five, draws(wider, 50, 1), windows(wider, fitted=True)[-1].situation)
    assert found.shape == (50, 5, 3)
    assert np.allclose(found.sum(axis=2), 1)


def test_boards_are_drawn_from_the_ranges_and_no_stage_passes_all_suppliers(ledger):
    for each in boards(ledger, 50, seed=1):
        assert (each.share.sum(axis=1) + each.leader_share <= 1 + 1e-9).all()
        assert 0.05 <= each.step.min() <= each.step.max() <= 0.30


def test_a_weighted_range_is_that_of_the_weighted_values():
    low_half = np.array([1.0, 1.0, 0.0, 0.0]) / 2
    assert spread(np.array([1.0, 2.0, 30.0, 40.0]), low_half) == (1.5, 1.0, 2.0)
