"""Stage and modality of an act, each learned as the act itself is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from licet.news.model import Span
from licet.news.stage import NO_STAGE
from licet.news.weighed import likeliest
from utils.learning.model import Candidate, Model, fitted
from utils.learning.texts import Example, shuffled

FIELDS = {"stage": "stages", "modality": "modalities"}
"""Each field with the name of what its table tells."""
COUNTS = 3.0
"""How much an act of a whole text counts beside one of a sentence: the texts are what news looks like."""


def of_field(examples: Sequence[Example], name: str) -> list[Candidate]:
    """What is to be learned of a field; some acts have no stage, and modality needs no clue of one act alone."""
    return [
        Candidate(
            Span(0, 0), each.clues if name == "stage" else tuple(clue for clue in each.clues if "|" not in clue),
            each.by_rules[name], tells=each.labelled[name], counts=1.0 if each.exact else COUNTS,
        )
        for each in examples
        if name != "stage" or each.act not in NO_STAGE
    ]  # fmt: skip


def learned_field(examples: Sequence[Example], name: str) -> Model:
    """A model of one field."""
    return fitted(of_field(examples, name))


def right(words: Sequence[Candidate], model: Model) -> tuple[int, int, int]:
    """How many fields the rules have right, how many the reader with the model, and of how many."""
    best = [likeliest(chances, each.rules) for each, chances in zip(words, model.chances(words), strict=True)]  # fmt: skip
    return (
        sum(each.rules == each.tells for each in words),
        sum(each.tells == told for each, told in zip(words, best, strict=True)),
        len(words),
    )


def field_fifths(examples: Sequence[Example]) -> None:
    """Print how well four fifths of the texts, and of the writers of sentences, teach the fifth.

    The rules were written on the texts and not on the sentences: of texts the rules' figure says too much.
    """
    place: dict[str, int] = {}
    for exact in (False, True):
        names = sorted({_group(each) for each in examples if each.exact == exact}, key=shuffled)
        place |= {name: n % 5 for n, name in enumerate(names)}
    sums: dict[tuple[str, bool], Counter[str]] = {}
    for fifth in range(5):
        rest = [each for each in examples if place[_group(each)] != fifth]
        for name in FIELDS:
            model = learned_field(rest, name)
            for exact in (False, True):
                held_out = [each for each in examples if place[_group(each)] == fifth and each.exact == exact]  # fmt: skip
                rules, told, of = right(of_field(held_out, name), model)
                sums.setdefault((name, exact), Counter()).update(rules=rules, told=told, of=of)
        print(f"fields, fifth {fifth + 1} of 5", file=sys.stderr)
    for (name, exact), each in sums.items():
        where = f"{name}, {'sentences' if exact else 'texts'}"
        print(f"{where:28} rules {each['rules'] / each['of']:.3f}  learned {each['told'] / each['of']:.3f}  of {each['of']}")  # fmt: skip


def _group(example: Example) -> str:
    """What is held out as one: a text, or all sentences of one writer."""
    return example.name.partition(":")[0].rstrip("0123456789") if example.exact else example.name
