"""``ally-game``: moves of allies after January 2025, predicted and not fitted, beside forecasters that know no game."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.models.game.play import DRAWS, Game, play
from licet.replications.model import LEAST, Check, Figure, Replication, moved_ledger

_BOARD = re.compile(r"game-(margin|revenue|retaliation|security|weight)-")


def replicate(
    data: Path | str | None = None, by: Mapping[str, float] | None = None, *, seed: int = 1,  # noqa: ARG001 - its windows stand in the ledger, and it is called as the others are
    draws: int = DRAWS,
) -> Replication:  # fmt: skip
    """Log score, Brier and hits on held-out windows, with the lead over each rival.

    ``by`` moves figures of the players and stages in the ledger.

    Raises:
        UnknownName: ``by`` names another input.
    """
    told = load_published("bars")["ally_game"]
    start = load_ledger()
    names = tuple(name for name in start if _BOARD.match(name))
    ledger, inputs = moved_ledger(start, names, by or {})
    game = play(ledger, draws, seed)
    marks = game.score.of("game")
    checks = [
        Check(f"lead over '{name}' by log score", "a move", 0, game.score.of(name).ahead[0], 0, wanted=LEAST)
        for name in told["rivals"]
    ]  # fmt: skip
    checks += [
        Check("right side of even odds", "%", told["hits_pct"], 100 * marks.hits[0], 0, wanted=LEAST),
        Check("log score on the windows that were fitted", "a move", told["inside_log"], game.inside.of("game").log[0], told["inside_tolerance"]),
    ]  # fmt: skip
    return Replication(
        "ally-game", "Moves of allies from February 2025 on, none of them fitted", told["source"], inputs,
        tuple(checks), (), " ".join(game.says()), tuple(_figures(game)),
    )  # fmt: skip


def _figures(game: Game) -> list[Figure]:
    found = []
    for kind, score in (("", game.score), (", by entry into force", game.second)):
        for mark in score.marks:
            found += [
                Figure(f"{mark.name}: log score{kind}", "a move", mark.log[0]),
                Figure(f"{mark.name}: Brier{kind}", "1", mark.brier[0]),
                Figure(f"lead over {mark.name}: log score, 5th percentile{kind}", "a move", mark.ahead[1]),
                Figure(f"lead over {mark.name}: log score, 95th percentile{kind}", "a move", mark.ahead[2]),
            ]  # fmt: skip
    return found
