"""The labelled texts and marked sentences that are learned from, as the reader meets them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from licet.news.chances import NONE, Weights
from licet.news.field_clues import OF_RULES
from licet.news.model import Article, Event, Span, Text
from licet.news.parse import Word
from licet.news.reader import Reader
from licet.news.scoring.found import of_article
from licet.news.scoring.labels import Label, labels
from licet.news.scoring.matching import matched
from licet.news.sources.files import of_text
from licet.news.weighed import Weighed, Weigher
from licet.pack.store import open_library
from utils.learning.model import Candidate

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = ROOT / "evaluation" / "news"
TEXTS = ("development", "practice")
SENTENCES = "sentences"
_MARK = re.compile(r"\[([a-z?]+)(?: ([a-z-]+) ([a-z]+))?: ([^\[\]]+)\]")


@dataclass(frozen=True)
class Mark:
    """A word that a person marked; ``act`` is ``?`` on neutral ground."""

    span: Span
    act: str
    stage: str = ""
    modality: str = ""


@dataclass(frozen=True)
class Example:
    """An act that the reader tells and a person labelled: its clues, its fields by the person and by the rules."""

    name: str
    exact: bool
    act: str
    clues: tuple[str, ...]
    labelled: dict[str, str]
    by_rules: dict[str, str]


@dataclass
class Labelled:
    """One labelled text: its candidates, and its acts with the candidates that stand in each."""

    name: str
    words: list[Candidate]
    acts: list[tuple[str, list[int]]]
    exact: bool = False
    chances: list[dict[str, float]] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


class Listener(Weigher):
    """Notes every candidate and every act with its clues, and tells the acts that a person marked.

    Where ``marks`` is None the acts are told by weights, as the reader does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.marks: Sequence[Mark] | None = ()
        self.text: Text | None = None
        self.words: list[Candidate] = []
        self.told: list[tuple[Event, Span, tuple[str, ...]]] = []

    def act(self, word: Word, clues: tuple[str, ...], by_rule: str) -> Weighed | None:
        """What a person marked, or the weights say."""
        span = self.text.source(word.span)
        self.words.append(Candidate(span, clues, by_rule))
        if self.marks is None:
            return super().act(word, clues, by_rule)
        act = next((each.act for each in self.marks if each.act != "?" and each.span.holds(span)), "")  # fmt: skip
        return Weighed(word, act, 1.0, by_rule == act) if act else None

    def fields(self, event: Event, clues: tuple[str, ...]) -> Event:
        """The event as the rules have it."""
        self.told.append((event, self.text.source(event.spans[1]), clues))
        return event


def marked(line: str) -> tuple[str, list[Mark]]:
    """A sentence without its marks, and the marked words with what they tell."""
    text, found, last = "", [], 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        span = Span(len(text), len(text) + len(match[4]))
        found.append(Mark(span, match[1], (match[2] or "").replace("-", " "), match[3] or ""))
        text += match[4]
        last = match.end()
    return text + line[last:], found


class Gathering:
    """Reads texts and notes every candidate."""

    def __init__(self) -> None:
        self.listener = Listener()
        self.reader = Reader(open_library(None).catalogue, self.listener)

    def read(self, words: str, name: str, marks: Sequence[Mark] | None, **days: object) -> Article:
        """Reads one text; the listener has heard it then, places counted in the text as it was handed over."""
        _, _, text = next(iter(of_text(words, name)))
        heard = self.listener
        heard.text, heard.marks, heard.words, heard.told = text, marks, [], []
        return self.reader.read(text, name=name, **days)

    def texts(self) -> Iterator[Labelled]:
        """The labelled texts."""
        for label in _labels():
            self.read(label.text, label.id, (), on=label.anchor, retrieved=label.retrieved)
            words = self.listener.words
            held = [
                (act.act, [n for n, each in enumerate(words) if any(span.holds(each.span) for span in act.spans)])
                for act in label.acts
            ]  # fmt: skip
            inside = {n for _, some in held for n in some}
            for n, each in enumerate(words):
                each.neutral = n not in inside and any(span.holds(each.span) for span in label.optional)  # fmt: skip
                each.clues = _without_rules(each.clues)
            yield Labelled(label.id, words, held)

    def examples(self, weights: Weights | None = None) -> Iterator[Example]:
        """The acts of the labelled texts that the reader finds by these weights, or by the shipped ones."""
        self.listener.weights = weights
        for label in _labels():
            article = self.read(label.text, label.id, None, on=label.anchor, retrieved=label.retrieved)  # fmt: skip
            clues = {(each.act, each.spans): found for each, _, found in self.listener.told}
            for found, wanted in matched(label, of_article(article).events).pairs:
                event, act = article.events[found], label.acts[wanted]
                yield Example(
                    label.id, False, act.act, _without_rules(clues[event.act, event.spans]),
                    {"stage": act.stage, "modality": act.modality},
                    {"stage": event.stage, "modality": event.modality},
                )  # fmt: skip

    def sentences(self) -> Iterator[Labelled]:
        """The marked sentences: their words are exact."""
        for file in sorted((HOME / SENTENCES).glob("*.txt")):
            for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
                if line.strip() and not line.startswith("#"):
                    yield self._sentence(line.strip(), f"{file.stem}:{number}")

    def _sentence(self, line: str, name: str) -> Labelled:
        text, marks = marked(line)
        self.read(text, name, marks)
        words = self.listener.words
        examples = []
        for mark in marks:
            for each in words:
                if mark.span.holds(each.span):
                    each.neutral, each.tells = mark.act == "?", NONE if mark.act == "?" else mark.act  # fmt: skip
            heard = [(event, clues) for event, at, clues in self.listener.told if event.act == mark.act and mark.span.meets(at)]  # fmt: skip
            for event, clues in heard[:1]:  # the rules refuse some marked words
                examples.append(Example(
                    name, True, mark.act, clues, {"stage": mark.stage, "modality": mark.modality},
                    {"stage": event.stage, "modality": event.modality},
                ))  # fmt: skip
        return Labelled(name, words, [], exact=True, examples=examples)


def _labels() -> Iterator[Label]:
    for folder in TEXTS:
        yield from labels(HOME / folder)


def _without_rules(clues: tuple[str, ...]) -> tuple[str, ...]:
    """Without clues of the lexicon: its rules were written on the labelled texts, and say too much there."""
    return tuple(clue for clue in clues if not clue.rpartition("|")[2].startswith(OF_RULES))


def shuffled(name: str) -> str:
    """A key that puts names in an order that says nothing, the same in every run."""
    return hashlib.sha256(name.encode()).hexdigest()


def text_hash() -> str:
    """A hash of every text that is learned from."""
    hashed = hashlib.sha256()
    for folder in (*TEXTS, SENTENCES):
        for file in sorted((HOME / folder).iterdir()):
            hashed.update(f"{folder}/{file.name}\n".encode() + file.read_bytes())
    return hashed.hexdigest()
