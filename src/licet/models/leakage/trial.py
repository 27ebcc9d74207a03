"""The detectors' benchmark: trained on one made world, scored on another with a seed of its own."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from licet.assumptions.ledger import Ledger
from licet.assumptions.load import load_ledger
from licet.errors import InputError
from licet.models.leakage.alarm import Alarm, Findings, Status, look
from licet.models.leakage.combine import fit, log_odds
from licet.models.leakage.detectors import Settings, z_scores
from licet.models.leakage.made import Made, made
from licet.models.leakage.scores import average_precision, recall_at, threshold
from licet.models.leakage.world import Story, World, world_from
from licet.record import record

SIZES = (0.02, 0.05, 0.1, 0.2, 0.5)
"""Parts of a flow that are diverted in the benchmark."""
ROUTES, TRAINED = 4000, 18_000
_LEAST = 50


@record
class Setup:
    """All that a benchmark takes from the ledger."""

    world: World
    cif: float
    settings: Settings
    base_rate: float
    false_discoveries: float


@record
class Score:
    """How well routes that divert ``size`` (None: a mixture) are found among ``base_rate`` of all.

    ``auprc`` beside ``base_rate``, what a blind ranking reaches. ``recall_at_5`` is at the threshold
    that the test's own labels would choose for the allowed false discoveries; ``recall`` and
    ``false_discoveries`` are at the threshold set in training, the honest pair. ``delay`` is the
    median of months from the first diverted goods until the signal has stood without a break, of
    those found. ``nan`` where
    nothing is there to count.
    """

    size: float | None
    base_rate: float
    auprc: float
    recall_at_5: float
    recall: float
    false_discoveries: float
    delay: float

    @property
    def times_base(self) -> float:
        """AUPRC over the base rate."""
        return self.auprc / self.base_rate


@record
class Decoy:
    """What is said of honest routes of one story: parts called a signal, a surge with a legal explanation, a surge."""

    story: str
    count: int
    signal: float
    explained: float
    surge: float


@record
class Benchmark:
    """Scores by size diverted, over a mixture of all sizes, and how decoys are told apart."""

    seed: int
    routes: int
    by_size: tuple[Score, ...]
    mixed: Score
    decoys: tuple[Decoy, ...]
    false_alarms: float
    nominal_false_alarms: float


def setup(ledger: Ledger) -> Setup:
    """What the detectors and their made world rest on, from a ledger, at central values."""
    settings = Settings(
        ledger.central("compute_smuggled_price"),
        ledger.central("leakage_absorption_spread"), int(ledger.central("leakage_lead")),
        int(ledger.central("leakage_width")),
    )  # fmt: skip
    return Setup(
        world_from(ledger), ledger.central("leakage_cif"), settings, ledger.central("leakage_base_rate"),
        ledger.central("leakage_false_discoveries"),
    )  # fmt: skip


def world_of(of: Setup, count: int, *, name: str, seed: int, sizes: tuple[float, ...] = SIZES,
             base_rate: float | None = None) -> Made:  # fmt: skip
    """Made routes for training, testing or a page; a base rate of nought makes none that divert."""
    rate = of.base_rate if base_rate is None else base_rate
    return made(
        of.world, count, name=name, seed=seed, base_rate=rate, sizes=sizes, cif=of.cif,
        usd_per_h100e=of.settings.usd_per_h100e,
    )  # fmt: skip


def trained(of: Setup, seed: int = 0, count: int = TRAINED) -> tuple[Alarm, float]:
    """An alarm and its rate of false alarms among honest routes, both from a training world of its own.

    The weights come from a third of the routes and the threshold, which hangs on the few honest
    ones that look worst, from the others, so that it is not flattered by the fit.
    """
    fitted = world_of(of, count // 3, name="train.fit", seed=seed)
    held = world_of(of, count - count // 3, name="train.threshold", seed=seed)
    weights = fit(z_scores(fitted.routes, of.settings)[:, :, -1], fitted.label)
    score = log_odds(z_scores(held.routes, of.settings)[:, :, -1], weights)
    least = threshold(score, held.label, of.false_discoveries)
    honest = score[held.label == 0]
    return Alarm(weights, least, of.settings), float(np.mean(honest >= least))


@lru_cache(maxsize=1)
def shipped() -> tuple[Setup, Alarm, float]:
    """The set-up of the shipped ledger, the alarm trained on it, and its rate of false alarms."""
    of = setup(load_ledger())
    return of, *trained(of)


def benchmark(
    seed: int = 1, n: int = ROUTES, ledger: Ledger | None = None, count: int = TRAINED
) -> Benchmark:
    """Score detectors on ``n`` made routes a size, of a test world with its own seed.

    The detectors are the shipped ones, or those trained on ``count`` routes of the world of ``ledger``.
    Same arguments, same numbers. Training never sees a test world, whatever the seed.
    """
    if n < _LEAST:
        raise InputError(f"A benchmark of {n} routes says nothing. Take {_LEAST} or more.")
    if ledger is None:
        of, alarm, nominal = shipped()
    else:
        of = setup(ledger)
        alarm, nominal = trained(of, count=count)
    by_size = tuple(
        _score(of, alarm, _test(of, seed, n, (size,)), size)[0] for size in SIZES
    )  # fmt: skip
    world = _test(of, seed, n, SIZES)
    mixed, findings = _score(of, alarm, world, None)
    honest = findings.status[world.label == 0]
    return Benchmark(
        seed, n, by_size, mixed, tuple(_decoys(world, findings)),
        float(np.mean(honest == Status.SIGNAL)), nominal,
    )  # fmt: skip


def _test(of: Setup, seed: int, n: int, sizes: tuple[float, ...]) -> Made:
    name = "test." + ",".join(f"{each:g}" for each in sizes)
    return world_of(of, n, name=name, seed=seed, sizes=sizes)


def _score(of: Setup, alarm: Alarm, world: Made, size: float | None) -> tuple[Score, Findings]:
    findings = look(world.routes, alarm)
    label, score = world.label, findings.score
    called = findings.status == Status.SIGNAL
    hits = called & (label == 1)
    waited = (findings.month - world.began)[hits]
    return Score(
        size, float(label.mean()), average_precision(score, label),
        recall_at(score, label, of.false_discoveries), _part(hits.sum(), label.sum()),
        _part(called.sum() - hits.sum(), called.sum()),
        float(np.median(np.maximum(waited, 0))) if len(waited) else float("nan"),
    ), findings  # fmt: skip


def _part(some: float, of: float) -> float:
    return float(some / of) if of else float("nan")


def _decoys(world: Made, findings: Findings) -> list[Decoy]:
    found = []
    for story in (Story.PLAIN, Story.FRONT_LOADED, Story.DATA_CENTERS, Story.NEW_TRADE):
        status = findings.status[world.story == story]
        found.append(Decoy(story.name.lower().replace("_", " "), len(status), *(
            _part(int((status == each).sum()), len(status))
            for each in (Status.SIGNAL, Status.EXPLAINED, Status.SURGE)
        )))  # fmt: skip
    return found
