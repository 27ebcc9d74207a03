"""Moves that were not fitted: scored beside rivals, and a loss is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from licet.errors import InputError
from licet.models.game.parameters import windows
from licet.models.game.play import play
from licet.models.game.robust import robust
from licet.models.game.score import RIVALS, forecast, score
from licet.record import replaced


def test_the_held_out_windows_lie_after_the_fit(game):
    assert game.score.held_out
    assert min(each.day for each in game.score.forecasts) > "2025-01-31"
    assert not game.inside.held_out
    assert "no test" in game.inside.says()[0]


def test_every_rival_stands_beside_the_game_with_an_interval(game):
    names = [each.name for each in game.score.marks]
    assert names == ["game", *RIVALS, "best constant"]
    for each in game.score.marks:
        for value, low, high in (each.log, each.brier, each.hits, each.ahead, each.ahead_brier):
            assert low <= value <= high


def test_the_log_score_and_brier_are_those_of_the_forecasts(game):
    chance = np.array([each.chance for each in game.score.forecasts])
    moved = np.array([each.moved > 0 for each in game.score.forecasts])
    by_hand = np.log(np.where(moved, chance, 1 - chance)).mean()
    assert game.score.of("game").log[0] == pytest.approx(by_hand)
    assert game.score.of("game").brier[0] == pytest.approx(((chance - moved) ** 2).mean())


def test_on_the_first_coding_the_game_leads_every_rival_and_its_lead_over_persist_is_within_the_noise(
    game,
):
    """Held on the record as it came out first, on priors set before the moves were looked at."""
    assert set(game.score.beaten) == set(RIVALS)
    assert game.score.of("game").hits[0] >= 0.8
    assert any("'persist'" in line and "within the noise" in line for line in game.score.says())


def test_on_the_second_coding_it_does_not_and_says_so(game):
    assert "base rate" not in game.second.beaten
    assert any("does not beat" in line and "base rate" in line for line in game.second.says())
    assert any("second coding" in line and "does not beat" in line for line in game.says())


def test_a_game_that_predicts_badly_is_told_so(game, ledger):
    contrary = [replaced(each, moves=1 - each.moves) for each in windows(ledger, fitted=False)]
    told = score(game.board, game.posterior, contrary, windows(ledger, fitted=True))
    assert "base rate" not in told.beaten
    assert any("does not beat" in line and "base rate" in line for line in told.says())
    assert "worse" in " ".join(told.says())


def test_a_forecast_is_a_range_never_a_point(game):
    for each in game.score.forecasts:
        assert 0 <= each.low < each.chance < each.high <= 1


def test_the_page_prints_the_scores_of_the_shipped_game(ledger):
    page = (Path(__file__).parents[3] / "docs" / "ally-game.md").read_text("utf-8")
    whole = play(ledger)
    for name in ("game", *RIVALS, "best constant"):
        marks = whole.score.of(name)
        row = next(
            line for line in page.splitlines() if line.startswith((f"| {name}", f"| **the {name}"))
        )
        assert f"{marks.log[0]:.3f}" in row
        assert f"| {marks.brier[0]:.3f} |" in row
        assert f"| {marks.hits[0]:.0%}".replace("%", " %") in row
    second = whole.second.of("game")
    assert f"log score {second.log[0]:.3f}" in page
    assert f"worth {whole.posterior.effective:,.0f} of equal weight" in page


def test_figures_redrawn_within_their_ranges_are_fitted_and_scored_anew(ledger):
    once, twice = (robust(ledger, 3, seed=2) for _ in range(2))
    assert once == twice
    assert [each.rival for each in once] == list(RIVALS)
    for each in once:
        assert each.log[1] < each.log[0] < each.log[2]
        assert 0 <= each.often <= 1


def test_nothing_to_predict_is_an_error(game):
    with pytest.raises(InputError, match="no window"):
        forecast(game.board, game.posterior, [])
