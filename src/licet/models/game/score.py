"""Held-out moves against what was predicted, beside forecasters that know no game.

Six windows are few: every score has an interval from resampling whole windows, since the
moves of one window hang together, and ``says`` states in words where the game does not win.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from licet.assumptions.ledger import stream
from licet.errors import InputError
from licet.models.game.board import Board, Floats, Ints
from licet.models.game.fit import Posterior, spread
from licet.models.game.response import respond
from licet.models.game.situation import Window
from licet.record import record

RESAMPLED = 2_000
DRAWS = 20_000
RIVALS = ("persist", "repeat", "base rate", "own rate")
"""Forecasters that must be beaten; ``best constant`` knows the answer and is a yardstick only."""


@record
class Forecast:
    """One prediction: the chance that ``player`` tightens in window ``day``, over the posterior, and what it did.

    ``loosens`` is the chance that it lets go; ``moved`` is 1 tighter, 0 held, -1 looser.
    """

    day: str
    player: str
    chance: float
    low: float
    high: float
    loosens: float
    moved: int


@record
class Marks:
    """How one forecaster did: mean log score (natural; nearer 0 is better), Brier (less is better), share of hits.

    Each is (value, 5th, 95th percentile) over resampled windows. ``ahead`` is the log score of the game
    less this one's, and ``ahead_brier`` this one's Brier less the game's: above nought the game is better.
    """

    name: str
    log: tuple[float, float, float]
    brier: tuple[float, float, float]
    hits: tuple[float, float, float]
    ahead: tuple[float, float, float]
    ahead_brier: tuple[float, float, float]


@record
class Score:
    """Forecasts of windows that were not fitted (or, ``held_out`` false, that were), and the marks of all.

    ``marks`` ask one thing: tighter or not. ``three`` is the mean log score of the game, and of a
    forecaster to whom nothing ever moves, where letting go is told from holding.
    """

    held_out: bool
    forecasts: tuple[Forecast, ...]
    marks: tuple[Marks, ...]
    three: tuple[float, float]

    def of(self, name: str) -> Marks:
        """The marks of one forecaster."""
        return next(each for each in self.marks if each.name == name)

    @property
    def beaten(self) -> tuple[str, ...]:
        """Rivals over which the game leads in log score and in Brier both."""
        return tuple(
            name
            for name in RIVALS
            if self.of(name).ahead[0] > 0 and self.of(name).ahead_brier[0] > 0
        )

    def says(self) -> tuple[str, ...]:
        """The verdict in plain words, the bad part not left out."""
        return tuple(_verdict(self))


def forecast(
    board: Board, found: Posterior, windows: Sequence[Window], seed: int = 1
) -> list[Forecast]:
    """Chance that each ally tightens in each window, one step ahead: the steps taken before it are known."""
    if not windows:
        raise InputError("there is no window to predict. State at least one.")
    sample = found.sample(DRAWS, seed)
    even = np.full(DRAWS, 1.0 / DRAWS)
    told = []
    for window in windows:
        chances = respond(board, sample, window.situation)
        for player, name in enumerate(board.players):
            mean, low, high = spread(chances[:, player, 2], even)
            loosens = float(chances[:, player, 0].mean())
            moved = int(window.moves[player])
            told.append(Forecast(window.day, name, mean, low, high, loosens, moved))
    return told


def score(
    board: Board,
    found: Posterior,
    windows: Sequence[Window],
    fitted: Sequence[Window],
    seed: int = 1,
) -> Score:
    """Score the game on ``windows`` beside rivals that learn from ``fitted`` alone."""
    told = forecast(board, found, windows, seed)
    moved = np.array([each.moved > 0 for each in told], dtype=np.float64).reshape(len(windows), -1)
    rivals = {"game": np.array([each.chance for each in told]).reshape(moved.shape)}
    rivals |= _rivals(windows, fitted)
    picks = stream(seed, "game-bootstrap").integers(len(windows), size=(RESAMPLED, len(windows)))
    marks = tuple(_marks(name, rivals, moved, picks) for name in rivals)
    days = {window.day for window in windows}
    return Score(days.isdisjoint(found.windows), tuple(told), marks, _three(told, fitted))


def _three(told: Sequence[Forecast], fitted: Sequence[Window]) -> tuple[float, float]:
    def chance(each: Forecast) -> float:
        return (each.loosens, 1.0 - each.chance - each.loosens, each.chance)[each.moved + 1]

    past = sum(window.moves.size for window in fitted)
    still = [(past + 1 if each.moved == 0 else 1) / (past + 3) for each in told]
    game = np.log([max(chance(each), 1e-12) for each in told])
    return float(game.mean()), float(np.log(still).mean())


def _rivals(windows: Sequence[Window], fitted: Sequence[Window]) -> dict[str, Floats]:
    """What needs no game; rates are smoothed by one move and one hold, so that none is ever sure."""
    past = np.array([window.moves > 0 for window in fitted], dtype=np.float64)
    now = np.array([window.moves > 0 for window in windows], dtype=np.float64)
    inside = fitted[0].day == windows[0].day
    before = np.vstack([np.zeros_like(now[:1]) if inside else past[-1:], now[:-1]])
    after_move, after_hold = (
        (past[1:][past[:-1] == was].sum() + 1) / ((past[:-1] == was).sum() + 2)
        for was in (1.0, 0.0)
    )
    return {
        "persist": np.full_like(now, 1.0 / (past.size + 2)),
        "repeat": np.where(before > 0, after_move, after_hold),
        "base rate": np.full_like(now, (past.sum() + 1) / (past.size + 2)),
        "own rate": np.tile((past.sum(axis=0) + 1) / (len(past) + 2), (len(now), 1)),
        "best constant": np.full_like(now, np.clip(now.mean(), 1e-3, 1 - 1e-3)),
    }


def _marks(name: str, rivals: dict[str, Floats], moved: Floats, picks: Ints) -> Marks:
    def over(values: Floats) -> tuple[float, float, float]:
        means = values.mean(axis=1)
        low, high = np.quantile(means[picks].mean(axis=1), [0.05, 0.95])
        return float(means.mean()), float(low), float(high)

    chance, game = rivals[name], rivals["game"]
    logs, brier = _log(chance, moved), np.square(chance - moved)
    hits = ((chance >= 0.5) == (moved > 0)).astype(np.float64)  # noqa: PLR2004 - even odds
    return Marks(
        name, over(logs), over(brier), over(hits),
        over(_log(game, moved) - logs), over(brier - np.square(game - moved)),
    )  # fmt: skip


def _log(chance: Floats, moved: Floats) -> Floats:
    return np.asarray(np.log(np.where(moved > 0, chance, 1.0 - chance)), dtype=np.float64)


def _verdict(score: Score) -> list[str]:
    game = score.of("game")
    count = len(score.forecasts)
    windows = len({each.day for each in score.forecasts})
    kind = "was not fitted on" if score.held_out else "WAS fitted on, so this is no test"
    opening = (
        f"{count} moves in {windows} windows that the game {kind}: log score {game.log[0]:.3f} a move "
        f"({game.log[1]:.3f} to {game.log[2]:.3f}), Brier {game.brier[0]:.3f}, right side of even odds "
        f"{game.hits[0]:.0%}."
    )
    said = [opening, *(_beside(score.of(name)) for name in RIVALS)]
    three, still = score.three
    said.append(
        f"Where letting go is told from holding, the game scores {three:.3f} a move and 'nothing ever moves' {still:.3f}: "
        f"the game is {'better' if three > still else 'worse or level'}."
    )
    best = score.of("best constant")
    said.append(
        f"The best constant chance in hindsight would have scored {best.log[0]:.3f}; nobody could have known it."
    )
    lost = [name for name in RIVALS if name not in score.beaten]
    if lost:
        said.append(
            f"The game does not beat {' and '.join(lost)} on both scores. Take its chances as a way to order "
            "arguments, not as forecasts."
        )
    else:
        said.append(
            "By this coding the game leads every rival on both scores; with so few windows the intervals say how little that proves."
        )
    return said


def _beside(rival: Marks) -> str:
    by_log, by_brier = rival.ahead, rival.ahead_brier
    return (
        f"Beside '{rival.name}' (log {rival.log[0]:.3f}, Brier {rival.brier[0]:.3f}, hits {rival.hits[0]:.0%}) "
        f"the game is {_word(by_log)} by log score ({by_log[0]:+.3f}, {by_log[1]:+.3f} to {by_log[2]:+.3f}) and "
        f"{_word(by_brier)} by Brier ({by_brier[0]:+.3f}, {by_brier[1]:+.3f} to {by_brier[2]:+.3f})."
    )


def _word(ahead: tuple[float, float, float]) -> str:
    value, low, high = ahead
    if value == 0:
        return "level"
    sure = "" if low > 0 or high < 0 else ", within the noise,"
    return f"better{sure}" if value > 0 else f"worse{sure}"
