"""Scripts written without spaces: the longest known term first, what is left by its sound.

>>> terms = Terms({"半导体": (("semiconductor",), "word"), "导体": (("conductor",), "word")})
>>> terms.cut("大半导体")
[('大', None), ('半导体', (('semiconductor',), 'word'))]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.names.latin import words
from licet.names.words import BRAND, GENERAL, NUMBER, ORG, PLACE, WORD, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Meaning = tuple[tuple[str, ...], str]
"""Readings of a term in Latin letters, and its kind; no readings for a legal form, which is dropped."""
LEGAL = "legal"


class Terms:
    """Terms by their first letter, so that a text is cut in one walk."""

    __slots__ = ("_longest", "_meanings")

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings = dict(meanings)
        self._longest: dict[str, int] = {}
        for term in meanings:
            self._longest[term[0]] = max(len(term), self._longest.get(term[0], 0))

    def cut(self, text: str) -> list[tuple[str, Meaning | None]]:
        """``text`` as known terms and the stretches between them."""
        found: list[tuple[str, Meaning | None]] = []
        start = at = 0
        while at < len(text):
            size = self._term(text, at)
            if not size:
                at += 1
                continue
            if start < at:
                found.append((text[start:at], None))
            found.append((text[at : at + size], self._meanings[text[at : at + size]]))
            at += size
            start = at
        if start < len(text):
            found.append((text[start:], None))
        return found

    def _term(self, text: str, at: int) -> int:
        for size in range(min(self._longest.get(text[at], 0), len(text) - at), 0, -1):
            if text[at : at + size] in self._meanings:
                return size
        return 0


Ways = list[tuple[Word, ...]]
"""The ways to read a stretch, most likely first."""
MOST_WAYS = 4


def followed(ways: Ways, said: Sequence[tuple[Word, ...]], most: int = MOST_WAYS) -> Ways:
    """Each way with each way to say what comes next, at most ``most``."""
    return [before + each for before in ways for each in said][:most]


def meant(term: str, meaning: Meaning, sound: str = "") -> list[tuple[Word, ...]]:
    """The ways to say a known term: each reading of a brand; the first of a generic word.

    Where that is one word, further words for the same stand with it as lesser readings, and ``sound``
    with them, for lists that do not translate.
    """
    readings, kind = meaning
    if kind == LEGAL or not readings:
        return [()]
    said = [_said(each, kind, term) for each in readings]
    singles = [words[0].text for words in said if len(words) == 1]
    if sound and kind != NUMBER:
        singles.append(sound)
    kept = said if kind == BRAND and any(len(words) > 1 for words in said) else said[:1]
    return [
        (words[0]._replace(other=_others(words[0], singles)),) if len(words) == 1 else words
        for words in kept
    ]


def _said(reading: str, kind: str, term: str) -> tuple[Word, ...]:
    return tuple(word._replace(kind=_kind(kind, word), shown=term) for word in words(reading))


def _others(word: Word, singles: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in (*singles, *word.other) if each != word.text))


def _kind(told: str, word: Word) -> str:
    """What the table says of the term; a word that is generic in itself stays so inside a brand."""
    if word.kind == NUMBER:
        return NUMBER
    if told in (PLACE, ORG, NUMBER):
        return told
    return word.kind if word.kind != WORD else BRAND if told == BRAND else GENERAL
