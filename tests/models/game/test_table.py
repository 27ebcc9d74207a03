"""Tables of one's own, situations changed in words, and everything in one call."""

from __future__ import annotations

import numpy as np
import pytest

from licet.errors import InputError, UnknownName
from licet.models.game.fit import fit
from licet.models.game.parameters import draws, windows
from licet.models.game.score import score
from licet.models.game.situation import changed
from licet.models.game.table import Event, windows_of
from licet.models.game.tell import tell

DESIGN = (
    Event("2022-10-07", "alone", 0.2, 2, 0.1, 0),
    Event("2023-01-27", "deal", 0.9, 2, 0.3, 0.2, tighter=("JP", "NL", "TW")),
    Event("2024-03-01", "servicing", 0.4, 2, 0.5, 0),
    Event("2024-09-05", "scanners", 0.6, 2, 0.5, 0.1, tighter=("NL",)),
    Event("2024-12-02", "memory", 1, 2, 0.6, 0.5, tighter=("JP", "NL", "KR", "TW")),
)


def test_the_table_of_the_design_by_hand_gives_the_shipped_fit(ledger, board):
    prior = draws(ledger, 1_000, 1)
    by_hand, shipped = (
        fit(board, prior, each)
        for each in (windows_of(board, DESIGN), windows(ledger, fitted=True))
    )
    assert by_hand.importance.tobytes() == shipped.importance.tobytes()


def test_another_table_of_later_moves_is_scored_by_the_same_call(game, ledger):
    later = [
        Event("2025-02-01", "asks", 0.5, 2, {"JP": 0.8}, 0, tighter=("KR",)),
        Event("2025-05-13", "lets go", 0.2, 1, 0.5, {"TW": 0.3}, looser=("NL",)),
    ]
    steps = windows(ledger, fitted=False)[0].situation.steps
    mine = windows_of(game.board, later, steps)
    assert mine[0].situation.retaliation.tolist() == [0.8, 0, 0, 0]
    assert mine[1].situation.steps.tolist() == np.add(steps, [0, 0, 1, 0]).tolist()
    told = score(game.board, game.posterior, mine, windows(ledger, fitted=True))
    assert len(told.forecasts) == 8
    assert told.forecasts[5].moved == -1


def test_a_row_with_an_ally_on_both_sides_is_refused(board):
    with pytest.raises(InputError, match="JP cannot move tighter and looser"):
        windows_of(board, [Event("2025-01-01", "x", 0, 2, 0, 0, ("JP",), ("JP",))])


def test_a_situation_is_changed_for_all_or_for_one(board, today):
    hard = changed(board, today, level=2, pressure=0.9, paid={"NL": 1.5})
    assert hard.level == 2.0
    assert hard.pressure.tolist() == [0.9] * 4
    assert hard.paid is not None
    assert hard.paid.tolist() == [0, 1.5, 0, 0]
    assert today.paid is None


def test_what_is_no_part_of_a_situation_is_named(board, today):
    with pytest.raises(UnknownName, match="pressure"):
        changed(board, today, presure=1.0)
    with pytest.raises(UnknownName, match="XX"):
        changed(board, today, paid={"XX": 1.0})


def test_everything_in_one_call_is_the_same_twice(game, ledger):
    few = {"who": ("NL",), "years": 1}
    once, twice = (tell(game, ledger, **few) for _ in range(2))
    assert once.answer == twice.answer
    assert once.keep == twice.keep
    assert np.array_equal(once.heat.together, twice.heat.together)
    assert once.staying[0].player == "NL"
    assert once.says == game.says()
