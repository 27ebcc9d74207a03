"""Which act a word tells.  A label marks a clause: which of its words tells the act is found in turns."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import numpy as np

from licet.news.chances import NONE
from utils.learning.model import Model, fitted
from utils.learning.texts import Labelled, shuffled

TURNS = 2
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def settle(text: Labelled) -> None:
    """Which word of each marked clause tells its act, by the rules or by the chances of the last turn."""
    if text.exact:
        return
    pairs = []
    for number, (act, inside) in enumerate(text.acts):
        for n in inside:
            each = text.words[n]
            if text.chances:
                sure = float(np.log(text.chances[n].get(act, 0.0) + 1e-6))
            else:
                sure = 2.0 * (each.rules == act) + (0.5 if each.clues[0].startswith("V:") else 0.0) - 0.05 * n  # fmt: skip
            pairs.append((sure, -number, -n))
    for each in text.words:
        each.tells = NONE
    taken: set[int] = set()
    for _, number, n in sorted(pairs, reverse=True):
        if number not in taken and text.words[-n].tells == NONE:
            taken.add(number)
            text.words[-n].tells = text.acts[-number][0]


def _model(texts: Sequence[Labelled]) -> Model:
    return fitted([each for text in texts for each in text.words])


def learned(texts: Sequence[Labelled]) -> Model:
    """A model after the turns of settling and fitting."""
    for text in texts:
        text.chances = []
        settle(text)
    model = _model(texts)
    for _ in range(TURNS):
        for text in texts:
            if not text.exact:
                text.chances = model.chances(text.words)
                settle(text)
        model = _model(texts)
    return model


def score(texts: Iterable[Labelled], model: Model | None, least: float) -> tuple[int, int, int]:
    """Right, made up and missed over texts: by a model, or by the rules alone."""
    right = wrong = missed = 0
    for text in texts:
        if model is None:
            told = [(1.0, n, each.rules) for n, each in enumerate(text.words) if each.rules]
        else:
            told = []
            for n, chances in enumerate(model.chances(text.words)):
                act = max((each for each in chances if each != NONE), key=chances.__getitem__)
                if chances[act] >= least:
                    told.append((chances[act], n, act))
        found: set[int] = set()
        for _, n, act in sorted(told, key=lambda each: (-each[0], each[1])):
            holds = [at for at, (wanted, inside) in enumerate(text.acts) if wanted == act and n in inside]  # fmt: skip
            free = [at for at in holds if at not in found]
            if free:
                found.add(free[0])
                right += 1
            elif not holds and not text.words[n].neutral:
                wrong += 1
        missed += len(text.acts) - len(found)
    return right, wrong, missed


def fifths(texts: Sequence[Labelled]) -> None:
    """Print how well four fifths teach the fifth."""
    whole = [each for each in texts if not each.exact]
    whole.sort(key=lambda each: shuffled(each.name))
    sums = {least: np.zeros(3, int) for least in THRESHOLDS}
    rules = np.zeros(3, int)
    for fifth in range(5):
        held_out = whole[fifth::5]
        names = {each.name for each in held_out}
        model = learned([each for each in texts if each.name not in names])
        rules += score(held_out, None, 0)
        for least in THRESHOLDS:
            sums[least] += score(held_out, model, least)
        print(f"fifth {fifth + 1} of 5", file=sys.stderr)
    for name, (right, wrong, missed) in {"rules alone": rules, **{f"chance of at least {k}": v for k, v in sums.items()}}.items():  # fmt: skip
        print(f"{name:28} precision {right / max(right + wrong, 1):.3f}  recall {right / max(right + missed, 1):.3f}")  # fmt: skip
