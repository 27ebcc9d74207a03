"""Learns the weights of the news reader from labelled texts, and says how well they carry over.

    sh utils/uv.sh run python utils/learn_news.py             writes src/licet/news/tables/weights.tsv
    sh utils/uv.sh run python utils/learn_news.py --fifths    learns on four fifths, scores the fifth, five times

Texts: evaluation/news/development and practice (FORMAT.md), and the sentences of evaluation/news/sentences.
The test half and the sealed set are not opened.  The model is a multinomial logistic regression with a
penalty on the square of the weights, so the same texts give the same table.  A label marks a clause and
not a word: which word of it tells the act is found in turns, first by rule, then by the model itself.
Weights near nought are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from licet.news.chances import CONSTANT, NONE
from licet.news.model import Span
from licet.news.reader import Reader
from licet.news.scoring.labels import labels
from licet.news.sources.files import of_text
from licet.pack.store import open_library

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "evaluation" / "news"
TABLE = ROOT / "src" / "licet" / "news" / "tables" / "weights.tsv"
TEXTS = ("development", "practice")
SENTENCES = "sentences"
PENALTY = 1.0
TURNS = 2
OF_RULES = ("rules:", "frame")
"""Clues of the lexicon.  Its rules were written on the labelled texts, so there they say too much and are left out."""
LEAST_SEEN = 2
SMALLEST = 0.08
"""Weights below this are not written."""
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
_MARK = re.compile(r"\[([a-z?]+)(?: ([a-z-]+) ([a-z]+))?: ([^\[\]]+)\]")


@dataclass
class Candidate:
    """A word that may tell an act: place, clues, what the rules say, and what it is taken to tell."""

    span: Span
    clues: tuple[str, ...]
    rules: str
    neutral: bool = False
    tells: str = NONE


@dataclass
class Text:
    """One labelled text: its candidates, and its acts with the candidates that stand in each."""

    name: str
    words: list[Candidate]
    acts: list[tuple[str, list[int]]]
    exact: bool = False
    chances: list[dict[str, float]] = field(default_factory=list)


def marked(line: str) -> tuple[str, list[tuple[str, Span]]]:
    """A sentence without its marks, and the marked words with their acts; ``?`` is neutral ground."""
    text, found, last = "", [], 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        found.append((match[1], Span(len(text), len(text) + len(match[4]))))
        text += match[4]
        last = match.end()
    return text + line[last:], found


class Gathering:
    """Reads texts and notes every candidate."""

    def __init__(self) -> None:
        self.reader = Reader(open_library(None).catalogue)
        self.noted: list[Candidate] = []

    def read(self, words: str, name: str, **days: object) -> list[Candidate]:
        """The candidates of one text, their places counted in the text as it was handed over."""
        _, _, text = next(iter(of_text(words, name)))
        self.noted = []
        self.reader.read(text, name=name, note=self._note, **days)
        for each in self.noted:
            each.span = text.source(each.span)
        return self.noted

    def _note(self, word: object, clues: tuple[str, ...], event: object) -> None:
        self.noted.append(Candidate(word.span, clues, event.act if event else ""))

    def texts(self) -> Iterator[Text]:
        """The labelled texts."""
        for folder in TEXTS:
            for label in labels(HOME / folder):
                words = self.read(label.text, label.id, on=label.anchor, retrieved=label.retrieved)
                held = [
                    (act.act, [n for n, each in enumerate(words) if any(span.holds(each.span) for span in act.spans)])
                    for act in label.acts
                ]  # fmt: skip
                inside = {n for _, some in held for n in some}
                for n, each in enumerate(words):
                    each.neutral = n not in inside and any(span.holds(each.span) for span in label.optional)  # fmt: skip
                    each.clues = tuple(clue for clue in each.clues if not clue.startswith(OF_RULES))
                yield Text(label.id, words, held)

    def sentences(self) -> Iterator[Text]:
        """The marked sentences: their words are exact."""
        for file in sorted((HOME / SENTENCES).glob("*.txt")):
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if line.strip() and not line.startswith("#"):
                    text, marks = marked(line.strip())
                    words = self.read(text, f"{file.stem}:{number}")
                    for act, span in marks:
                        for each in words:
                            if span.holds(each.span):
                                each.neutral, each.tells = act == "?", NONE if act == "?" else act
                    yield Text(f"{file.stem}:{number}", words, [], exact=True)


def settle(text: Text) -> None:
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


@dataclass
class Model:
    """Weights by clue and act."""

    clues: dict[str, int]
    acts: tuple[str, ...]
    weights: np.ndarray

    def chances(self, words: Sequence[Candidate]) -> list[dict[str, float]]:
        """The chances of each candidate."""
        if not words:
            return []
        scores = _matrix(words, self.clues) @ self.weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [dict(zip(self.acts, row, strict=True)) for row in scores.tolist()]


def _matrix(words: Sequence[Candidate], clues: dict[str, int]) -> csr_matrix:
    rows = [[0, *(clues[clue] for clue in each.clues if clue in clues)] for each in words]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([at for row in rows for at in row])
    return csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(clues)))


def fitted(texts: Sequence[Text]) -> Model:
    """A model of these texts as they are settled now."""
    words = [each for text in texts for each in text.words if not each.neutral]
    seen = Counter(clue for each in words for clue in each.clues)
    clues = {CONSTANT: 0} | {clue: n for n, clue in enumerate(sorted(c for c, count in seen.items() if count >= LEAST_SEEN), 1)}  # fmt: skip
    acts_ = (NONE, *sorted({each.tells for each in words} - {NONE}))
    given = _matrix(words, clues)
    number = {act: n for n, act in enumerate(acts_)}
    wanted = np.zeros((len(words), len(acts_)))
    wanted[np.arange(len(words)), [number[each.tells] for each in words]] = 1
    shape = (len(clues), len(acts_))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        scores = given @ weights
        scores -= scores.max(axis=1, keepdims=True)
        whole = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = np.exp(scores - whole) - wanted
        slope = given.T @ wrong + PENALTY * weights
        slope[0] -= PENALTY * weights[0]  # the constant is not held down
        cost = float(((whole - scores) * wanted).sum() + PENALTY / 2 * (weights[1:] ** 2).sum())
        return cost, slope.ravel()

    best = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 100})  # fmt: skip
    return Model(clues, acts_, best.x.reshape(shape))


def learned(texts: Sequence[Text]) -> Model:
    """A model after the turns of settling and fitting."""
    for text in texts:
        text.chances = []
        settle(text)
    model = fitted(texts)
    for _ in range(TURNS):
        for text in texts:
            if not text.exact:
                text.chances = model.chances(text.words)
                settle(text)
        model = fitted(texts)
    return model


def score(texts: Iterable[Text], model: Model | None, least: float) -> tuple[int, int, int]:
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


def fifths(texts: Sequence[Text]) -> None:
    """Print how well four fifths teach the fifth."""
    whole = [each for each in texts if not each.exact]
    whole.sort(key=lambda each: hashlib.sha256(each.name.encode()).hexdigest())
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


def text_hash() -> str:
    """A hash of every text that is learned from."""
    hashed = hashlib.sha256()
    for folder in (*TEXTS, SENTENCES):
        for file in sorted((HOME / folder).iterdir()):
            hashed.update(f"{folder}/{file.name}\n".encode() + file.read_bytes())
    return hashed.hexdigest()


def written(model: Model) -> str:
    """The table as it is shipped."""
    lines = [
        "# Weights of clues for the acts that a word may tell, in hundredths.  Made by utils/learn_news.py; not by hand.",
        f"# made of {text_hash()}",
        "\t".join(["acts", *model.acts]),
    ]  # fmt: skip
    for clue, at in model.clues.items():
        adds = [f"{act}={round(100 * weight)}" for act, weight in zip(model.acts, model.weights[at], strict=True) if abs(weight) >= SMALLEST]  # fmt: skip
        if adds:
            lines.append("\t".join([clue, *adds]))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Learn and write the table, or score fifths."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--fifths", action="store_true", help="learn on four fifths, score the fifth")  # fmt: skip
    args = options.parse_args()
    gathering = Gathering()
    texts = [*gathering.texts(), *gathering.sentences()]
    print(f"{len(texts)} texts, {sum(len(each.words) for each in texts)} candidates", file=sys.stderr)  # fmt: skip
    if args.fifths:
        fifths(texts)
        return
    table = written(learned(texts))
    TABLE.write_text(table, "utf-8")
    print(f"{TABLE.relative_to(ROOT)}: {table.count(chr(10))} lines, {len(table) // 1024} KB")


if __name__ == "__main__":
    main()
