"""The tables of verbs, nouns and governors as the reader uses them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from licet.news.gazetteer import shipped
from licet.record import record

_SPELLING = ((re.compile(r"licence"), "license"), (re.compile(r"defence"), "defense"), (re.compile(r"isation\b"), "ization"))  # fmt: skip


@record
class Frame:
    """One way to tell an act: paths of words below a verb, and what its arguments must be."""

    number: int
    act: str
    paths: tuple[tuple[str, ...], ...]
    obj: frozenset[str]
    not_obj: frozenset[str]
    subj: frozenset[str]
    not_subj: frozenset[str]
    prep: tuple[tuple[frozenset[str], frozenset[str]], ...]
    with_: frozenset[str]
    stage: str
    modality: str
    default: str
    flags: frozenset[str]


_FLAGS = (
    "comp",
    "clause",
    "gerund",
    "alone",
    "negated",
    "blame",
    "passive",
    "that",
    "intransitive",
    "modal",
)


@cache
def folded(lemma: str) -> str:
    """One spelling for British and American words.

    >>> folded("licence")
    'license'
    """
    for pattern, plain in _SPELLING:
        lemma = pattern.sub(plain, lemma)
    return lemma


def _frame(number: int, row: dict[str, Any], paths: tuple[tuple[str, ...], ...]) -> Frame:
    def of(key: str) -> frozenset[str]:
        return frozenset(row.get(key, ()))

    return Frame(
        number=number, act=row["act"], paths=paths, obj=of("obj"), not_obj=of("not_obj"),
        subj=of("subj"), not_subj=of("not_subj"),
        prep=tuple((frozenset(key.split("|")), frozenset(held)) for key, held in row.get("prep", {}).items()),
        with_=of("with"), stage=row.get("stage", ""), modality=row.get("modality", ""),
        default=row.get("default", ""),
        flags=frozenset(key for key in _FLAGS if row.get(key)),
    )  # fmt: skip


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """The frames that a verb may open, by its lemma, in the order of the table."""
    found: dict[str, list[Frame]] = {}
    for number, each in enumerate(shipped("frames")["frame"], 1):
        paths: dict[str, list[tuple[str, ...]]] = {}
        for verb in each["verbs"]:
            first, *rest = folded(verb).split()
            paths.setdefault(first, []).append(tuple(rest))
        for first, tails in paths.items():
            found.setdefault(first, []).append(_frame(number, each, tuple(tails)))
    return {first: tuple(each) for first, each in found.items()}


def lemmas(lemma: str, text: str) -> tuple[str, ...]:
    """The base forms that a verb may have: the parser's, and those its ending allows.

    >>> lemmas("fin", "fined")
    ('fin', 'fine')
    """
    word = text.casefold()
    found = [folded(lemma)]
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = folded(word.removesuffix(ending))
            found += [stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return tuple(each for each in dict.fromkeys(found) if each == found[0] or each in frames())


@cache
def nouns() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By head noun: the words that must stand before it, longest first, and the class it then has."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, words in shipped("nouns")["class"].items():
        for each in words:
            *before, head = folded(each).split()
            found.setdefault(head, []).append((tuple(before), name))
    return {head: tuple(sorted(each, key=lambda one: -len(one[0]))) for head, each in found.items()}


@cache
def act_of(noun_class: str) -> str:
    """The act that a noun of a class names; empty if none."""
    return str(shipped("nouns")["act_of"].get(noun_class, ""))


@cache
def words(table: str, part: str, key: str) -> frozenset[str]:
    """A plain list of words of a table."""
    return frozenset(map(folded, shipped(table)[part][key]))


@cache
def over(part: str) -> dict[str, str]:
    """Lemmas that stand over a verb (``over``) or a verb's noun (``over_noun``), with how it then stands."""
    return {word: how for how, some in shipped("chains")[part].items() for word in some}
