"""How good a ranking is: average precision, recall at a rate of false discoveries, delay."""

from __future__ import annotations

import numpy as np

from licet.assumptions.model import Floats
from licet.models.leakage.windows import Ints


def average_precision(score: Floats, label: Floats) -> float:
    """Area under precision and recall; ties count together, unknown scores rank last; ``nan`` without a positive.

    >>> average_precision(np.array([0.9, 0.8, 0.1]), np.array([1.0, 0.0, 0.0]))
    1.0
    """
    precision, recall, _ = curve(score, label)
    if not len(recall):
        return float("nan")
    return float(np.sum(np.diff(np.concatenate([[0.0], recall])) * precision))


def curve(score: Floats, label: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision and recall at each distinct score, highest first, and that score."""
    filled = np.where(np.isnan(score), -np.inf, score)
    order = np.argsort(-filled, kind="stable")
    filled, hit = filled[order], label[order]
    if not hit.sum():
        nothing = np.empty(0)
        return nothing, nothing, nothing
    last = np.flatnonzero(np.append(filled[1:] != filled[:-1], True))
    hits = np.cumsum(hit)[last]
    return hits / (last + 1.0), hits / hit.sum(), filled[last]


def threshold(score: Floats, label: Floats, false_discoveries: float) -> float:
    """The lowest score above which at most this part is false; ``inf`` where none will do."""
    precision, _, at = curve(score, label)
    good = np.flatnonzero((precision >= 1.0 - false_discoveries) & (at > -np.inf))
    return float(at[good[-1]]) if len(good) else float("inf")


def recall_at(score: Floats, label: Floats, false_discoveries: float) -> float:
    """Part of the positives above the threshold that these very data would have chosen."""
    if not label.sum():
        return float("nan")
    return float(label[score >= threshold(score, label, false_discoveries)].sum() / label.sum())


def since(running: Floats, least: float) -> Ints:
    """The month, by index, since which a score (routes, months) has not been below ``least``; -1 where it is now.

    >>> since(np.array([[0.0, 2.0, 2.0], [2.0, 2.0, 0.0]]), 1.0).tolist()
    [1, -1]
    """
    backwards = ~(running >= least)[:, ::-1]
    months = running.shape[1]
    unbroken = np.where(backwards.any(axis=1), backwards.argmax(axis=1), months)
    return np.where(unbroken > 0, months - unbroken, -1).astype(np.int64)
