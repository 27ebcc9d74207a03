"""Leakage: how much gets round the law at a price gap, and which trade routes look odd.

``benchmark(seed, n)`` scores the detectors on a made world with a seed of its own. A signal is a
reason to look closer, never an accusation, and silence means nothing.
"""

from licet.models.leakage.trial import benchmark

__all__ = ["LAYER", "benchmark"]

LAYER = "reduced"
"""Reduced-form supply, and statistics of reports: no behaviour is solved for."""
