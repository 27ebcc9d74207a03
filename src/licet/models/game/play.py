"""The whole in one call: fit, prior beside posterior, and the scores that belong beside every answer."""

from __future__ import annotations

from licet.assumptions.ledger import Ledger
from licet.models.game.board import Board
from licet.models.game.fit import Belief, Posterior, beliefs, fit
from licet.models.game.parameters import board, draws, windows
from licet.models.game.score import Score, score
from licet.models.game.situation import Situation
from licet.record import record, replaced

DRAWS = 200_000
FEW = 400
"""An effective sample below this is said to be too few."""


@record
class Game:
    """A fitted game, with the situation after the last window as ``today``.

    ``score`` is of the moves after the fit, ``second`` of the same by the second coding, ``inside`` of
    the moves that were fitted, which is no test.
    """

    board: Board
    posterior: Posterior
    beliefs: tuple[Belief, ...]
    score: Score
    second: Score
    inside: Score
    today: Situation

    def says(self) -> tuple[str, ...]:
        """What to put beside every answer, in plain words."""
        return (*_about(self), *self.score.says(), *_second(self.second))


def play(ledger: Ledger, count: int = DRAWS, seed: int = 1) -> Game:
    """Fit on the windows up to ``game-fit-until`` and score on the later ones.

    >>> from licet.assumptions.load import load_ledger
    >>> game = play(load_ledger(), count=4_000)
    >>> game.posterior.windows[-1], game.score.held_out
    ('2024-12-02', True)
    """
    table, fitted = board(ledger), windows(ledger, fitted=True)
    found = fit(table, draws(ledger, count, seed), fitted)
    later = windows(ledger, fitted=False)
    last = later[-1]
    return Game(
        table, found, beliefs(found),
        score(table, found, later, fitted, seed),
        score(table, found, windows(ledger, fitted=False, second=True), fitted, seed),
        score(table, found, fitted, fitted, seed),
        replaced(last.situation, steps=last.situation.steps + last.moves),
    )  # fmt: skip


def _about(game: Game) -> list[str]:
    found = game.posterior
    thin = [each.name for each in game.beliefs if each.learned < 0.1]  # noqa: PLR2004 - a tenth narrower
    opening = (
        f"Fitted on {len(found.windows)} windows from {found.windows[0]} to {found.windows[-1]} with "
        f"{found.draws.count:,} draws, worth {found.effective:,.0f} of equal weight."
    )
    said = [opening]
    if found.effective < FEW:
        said.append("That is too few for the ends of the intervals. Take more draws.")
    if thin:
        said.append(
            f"The moves have hardly narrowed {', '.join(thin)}: there the answer is what was assumed."
        )
    return said


def _second(score: Score) -> list[str]:
    lost = [each.name for each in score.marks[1:-1] if each.name not in score.beaten]
    game = score.of("game")
    return [
        f"By the second coding (entry into force) its log score is {game.log[0]:.3f} and its Brier {game.brier[0]:.3f}; it "
        + (f"does not beat {' and '.join(lost)} there." if lost else "leads every rival there too.")
    ]
