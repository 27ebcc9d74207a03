"""One ledger, board and small posterior for all tests of the game."""

from __future__ import annotations

import pytest

from licet.assumptions.ledger import Ledger
from licet.assumptions.load import load_ledger
from licet.models.game.board import Board
from licet.models.game.play import Game, play
from licet.models.game.situation import Situation, Weights


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return load_ledger()


@pytest.fixture(scope="session")
def game(ledger: Ledger) -> Game:
    return play(ledger, count=40_000)


@pytest.fixture(scope="session")
def board(game: Game) -> Board:
    return game.board


@pytest.fixture(scope="session")
def sample(game: Game) -> Weights:
    return game.posterior.sample(400, seed=1)


@pytest.fixture(scope="session")
def today(game: Game) -> Situation:
    return game.today
