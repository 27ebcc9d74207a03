"""A multinomial logistic regression over clues, with a penalty on the square of the weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from licet.news.chances import CONSTANT, NONE
from licet.news.model import Span

PENALTY = 2.0
LEAST_SEEN = 2
SMALLEST = 0.08
"""Weights below this are not written."""


@dataclass
class Candidate:
    """A word that may tell something: place, clues, what the rules say, what it is taken to tell, how much it counts."""

    span: Span
    clues: tuple[str, ...]
    rules: str
    neutral: bool = False
    tells: str = NONE
    counts: float = 1.0


@dataclass
class Model:
    """Weights by clue and what may be told."""

    clues: dict[str, int]
    told: tuple[str, ...]
    weights: np.ndarray

    def chances(self, words: Sequence[Candidate]) -> list[dict[str, float]]:
        """The chances of each candidate."""
        if not words:
            return []
        scores = _matrix(words, self.clues) @ self.weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [dict(zip(self.told, row, strict=True)) for row in scores.tolist()]


def _matrix(words: Sequence[Candidate], clues: dict[str, int]) -> csr_matrix:
    rows = [[0, *(clues[clue] for clue in each.clues if clue in clues)] for each in words]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([at for row in rows for at in row])
    return csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(clues)))


def fitted(words: Sequence[Candidate]) -> Model:
    """A model of what these words are taken to tell."""
    words = [each for each in words if not each.neutral]
    seen = Counter(clue for each in words for clue in each.clues)
    clues = {CONSTANT: 0} | {clue: n for n, clue in enumerate(sorted(c for c, count in seen.items() if count >= LEAST_SEEN), 1)}  # fmt: skip
    of_all = {each.tells for each in words}
    told = (NONE, *sorted(of_all - {NONE})) if NONE in of_all else tuple(sorted(of_all))
    given = _matrix(words, clues)
    number = {each: n for n, each in enumerate(told)}
    wanted = np.zeros((len(words), len(told)))
    wanted[np.arange(len(words)), [number[each.tells] for each in words]] = 1
    counts = np.array([[each.counts] for each in words])
    shape = (len(clues), len(told))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = given @ weights
        scores -= scores.max(axis=1, keepdims=True)
        whole = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = counts * (np.exp(scores - whole) - wanted)
        slope = given.T @ wrong + PENALTY * weights
        slope[0] -= PENALTY * weights[0]  # the constant is not held down
        cost = float((counts * (whole - scores) * wanted).sum() + PENALTY / 2 * (weights[1:] ** 2).sum())  # fmt: skip
        return cost, slope.ravel()

    best = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 100})  # fmt: skip
    return Model(clues, told, best.x.reshape(shape))


def written(model: Model, what: str, made_of: str) -> str:
    """The table as it is shipped; ``what`` names what is told: acts, stages."""
    lines = [
        f"# Weights of clues for the {what} that a word may tell, in hundredths.  Made by utils/learn_news.py; not by hand.",
        f"# made of {made_of}",
        "\t".join([what, *model.told]),
    ]  # fmt: skip
    for clue, at in model.clues.items():
        adds = [f"{each}={round(100 * weight)}" for each, weight in zip(model.told, model.weights[at], strict=True) if abs(weight) >= SMALLEST]  # fmt: skip
        if adds:
            lines.append("\t".join([clue, *adds]))
    return "\n".join(lines) + "\n"
