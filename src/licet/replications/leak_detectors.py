"""``leak-detectors``: the detectors on made routes with diversion of known size, against the bars set beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.models.leakage.trial import ROUTES, TRAINED, Score, benchmark
from licet.replications.model import LEAST, MOST, Check, Figure, Replication, moved_ledger

_MADE = ("mirror_noise", "product_noise", "route_noise", "misclassified", "newness")
_INPUTS = ("leakage_base_rate", *(f"leakage_made_{each}" for each in _MADE))
"""A margin between export and import prices that all routes share moves no rank, so it is none of them."""
_TENTH, _FIFTH = 0.1, 0.2


def replicate(
    data: Path | str | None = None, by: Mapping[str, float] | None = None, *, seed: int = 1,  # noqa: ARG001 - it makes its own data, and is called as the others are
    routes: int = ROUTES, train: int = TRAINED,
) -> Replication:  # fmt: skip
    """AUPRC, recall and delay on ``routes`` test routes a size, of a world with ``seed``, after training on ``train``.

    ``by`` moves assumptions of the ledger; detectors are then trained again.

    Raises:
        UnknownName: ``by`` names another input.
        InputError: too few routes.
    """
    told = load_published("bars")["leak_detectors"]
    ledger, inputs = moved_ledger(load_ledger(), _INPUTS, by or {})
    own = ledger if by or train != TRAINED else None
    found = benchmark(seed, routes, own, train)
    by_size = {each.size: each for each in found.by_size}
    tenth, fifth = by_size[_TENTH], by_size[_FIFTH]
    checks = [
        Check("AUPRC over the base rate, a tenth diverted", "times", told["times_base_at_10"], tenth.times_base, 0, wanted=LEAST),
        Check("recall at 5 % false discoveries, a fifth diverted", "share", told["recall_at_20"], fifth.recall_at_5, 0, wanted=LEAST),
        *(
            Check(f"honest routes called a signal: {each.story}", "%", told["decoys_pct"], 100 * each.signal, 0, wanted=MOST)
            for each in found.decoys
        ),
    ]  # fmt: skip
    figures = [each for score in (*found.by_size, found.mixed) for each in _figures(score)]
    figures += [
        Figure(f"surges with a legal explanation: {each.story}", "%", 100 * each.explained)
        for each in found.decoys
    ]
    return Replication(
        "leak-detectors", f"Signals of diversion in {routes:,} made routes a size, seed {seed}", told["source"],
        inputs, tuple(checks), (),
        "Made data with known answers, since there is no public benchmark. A signal points to a flow to look at; it accuses nobody.",
        tuple(figures),
    )  # fmt: skip


def _figures(score: Score) -> tuple[Figure, ...]:
    what = "mixed sizes" if score.size is None else f"{score.size:.0%} diverted"
    return (
        Figure(f"AUPRC, {what} (blind ranking {score.base_rate:.2f})", "share", score.auprc),
        Figure(f"recall at 5 % false discoveries, {what}", "share", score.recall_at_5),
        Figure(f"recall at the threshold set in training, {what}", "share", score.recall),
        Figure(f"false discoveries at that threshold, {what}", "share", score.false_discoveries),
        Figure(f"delay of those found, {what}", "months", score.delay),
    )
