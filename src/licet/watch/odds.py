"""From signals to shares of three explanations, as intervals: diversion, an error of record, a lawful reason.

Priors and ratios are ranges (``law/watch/strengths.toml``). Both are drawn evenly on a log scale, and the odds worked out
anew in each draw, so the interval carries what nobody knows. Only signals that are raised count: hiding a fact, or
finding nothing, lowers no odds below what was expected before and raises none.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from licet.assumptions.ledger import stream
from licet.assumptions.model import Floats
from licet.record import record
from licet.watch.signals import Seen, Signals

HYPOTHESES = ("diversion", "error", "lawful")
DRAWS = 4000
SPAN = (0.05, 0.5, 0.95)


@record
class Share:
    """The share of one explanation: ``low`` to ``high`` holds nine draws of ten, ``middle`` is the median."""

    hypothesis: str
    low: float
    middle: float
    high: float


@record
class Estimate:
    """What is to be thought of a subject, and what it rests on: one code a group, the strongest that is raised."""

    shares: tuple[Share, ...]
    before: tuple[Share, ...]
    counted: tuple[str, ...]
    source: str


def estimate(signals: Signals, subject: str, seen: Iterable[Seen], seed: int = 0) -> Estimate:
    """Shares of the three explanations, before and after the signals that are raised; same input, same numbers."""
    strongest: dict[str, tuple[Decimal, str]] = {}
    for code in sorted({each.code for each in seen if each.truth is True}):
        of = signals.strength(code)
        strongest[of.group] = max(
            strongest.get(of.group, (Decimal(0), "")), (of.diversion[1], code)
        )
    codes = tuple(sorted(code for _, code in strongest.values()))
    prior = signals.strengths.before(subject)
    bad = {name: _drawn(getattr(prior, name), f"{subject}.{name}", seed) for name in HYPOTHESES[:2]}
    weight = {**bad, "lawful": 1.0 - bad["diversion"] - bad["error"]}
    before = _shares(weight)
    for code in codes:
        of = signals.strength(code)
        for name in HYPOTHESES[:2]:
            weight[name] = weight[name] * _drawn(getattr(of, name), f"{of.group}.{name}", seed)
    return Estimate(_shares(weight), before, codes, prior.source)


def _drawn(span: tuple[Decimal, ...], name: str, seed: int) -> Floats:
    low, high = (np.log(float(each)) for each in span)
    found: Floats = np.exp(low + (high - low) * stream(seed, f"watch.{name}").random(DRAWS))
    return found


def _shares(weight: dict[str, Floats]) -> tuple[Share, ...]:
    total = np.sum(list(weight.values()), axis=0)
    return tuple(
        Share(name, *(round(float(each), 4) for each in np.quantile(weight[name] / total, SPAN)))
        for name in HYPOTHESES
    )
