"""All that a scenario shows of the allies, from one fitted game and one situation."""

from __future__ import annotations

from collections.abc import Sequence

from licet.assumptions.ledger import Ledger
from licet.models.game.answers import Answer, Heat, ask, heat
from licet.models.game.china import Retaliation, retaliation
from licet.models.game.core import Core, core
from licet.models.game.leaving import Staying, staying
from licet.models.game.parameters import boards, china_draws
from licet.models.game.play import Game
from licet.models.game.rollout import Paths, rollout
from licet.models.game.situation import Situation
from licet.record import record

SAMPLE = 2_000
BOARDS = 100
PRESSURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
PAYMENTS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Side payments of the heat map, bn USD a year to each ally."""


@record
class Told:
    """Answer, heat map, payments that keep the line and that take it a step further, who gains by leaving, China.

    ``keep`` is the core test of the line in force, ``keep_by_habit`` the same where undoing a rule costs what
    the fit makes it. ``staying`` is by ally, for letting go the whole line. ``ahead`` plays the situation on for ``years``.
    ``says`` belongs beside all of it.
    """

    answer: Answer
    heat: Heat
    keep: Core
    keep_by_habit: Core
    further: Core
    staying: tuple[Staying, ...]
    china: Retaliation
    ahead: Paths
    says: tuple[str, ...]


def tell(
    game: Game,
    ledger: Ledger,
    at: Situation | None = None,
    *,
    who: Sequence[str] = ("JP", "NL"),
    years: int = 5,
    seed: int = 1,
) -> Told:
    """Everything about one situation (that after the last window, if none is given); intervals over the posterior.

    Payments and staying vary the figures of the players too, within their ranges; chances keep them at
    their centers, on which the fit was made.
    """
    here = game.today if at is None else at
    sample = game.posterior.sample(SAMPLE, seed)
    drawn = boards(ledger, BOARDS, seed)
    return Told(
        ask(game.board, sample, here),
        heat(game.board, sample, here, PRESSURES, PAYMENTS),
        core(drawn, sample, here, 0),
        core(drawn, sample, here, 0, inertia=True),
        core(drawn, sample, here, 1),
        tuple(staying(drawn, sample, here, player) for player in who),
        retaliation(game.board, sample, here, china_draws(ledger, SAMPLE, seed)),
        rollout(game.board, sample.at(slice(0, SAMPLE // 2)), [here] * (2 * years), seed),
        game.says(),
    )
