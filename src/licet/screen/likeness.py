"""Which listed words a word of a query may be, and how surely: the same, by sound, or mistyped.

What was found for a word is kept, since words come again and again in a file of names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.names.sound import bones, folded, is_pinyin
from licet.names.words import FORM, GENERAL, NUMBER, ORG, PART, PLACE, READ, SOUND

if TYPE_CHECKING:
    from licet.names.words import Word
    from licet.screen.index import Index

FULL = 1000
Likely = dict[int, tuple[int, str]]
"""Word of the index to its likeness, in thousandths, and the kind of likeness."""

_OTHER, _FOLD, _BONES, _HEAD = 960, 950, 820, 900
_SHORTEST = 4
_ERROR, _FIRST = 800, 60
"""What a typing error takes, over the length of the word, and one in the first letter on top."""
_KEPT = 300_000


_COMMON = frozenset((FORM, GENERAL, ORG, PART, PLACE))
"""Kinds of words that are not searched for errors where they are listed as they stand."""


class Likeness:
    """Look-up of single words in an index."""

    __slots__ = ("_index", "_known")

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[tuple[str, str, tuple[str, ...], bool, bool], Likely] = {}

    def exactly(self, text: str, kind: str) -> Likely:
        """Listed words that neighbors written together may be: the same letters, or the same sound."""
        found: Likely = {}
        if (number := self._index.vocabulary.get(text)) is not None:
            found[number] = (FULL, "same")
        if kind != READ:
            for number in self._index.by_fold.get(folded(text), ()):
                _better(found, number, _FOLD, "spelling")
        return found

    def of(self, word: Word, *, cut: bool = False) -> Likely:
        """Listed words that ``word`` may be; ``cut``: its end may have been cut off."""
        key = (word.text, word.kind, word.other, bool(word.shown), cut)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            found = self._known[key] = self._look_up(word, cut)
        return found

    def _look_up(self, word: Word, cut: bool) -> Likely:  # noqa: FBT001 - two callers, both above
        index = self._index
        found: Likely = {}
        for text in word.other:
            if (number := index.vocabulary.get(text.replace(" ", ""))) is not None:
                found[number] = (_OTHER, "brand" if word.kind == "brand" else "translated")
        listed = index.vocabulary.get(word.text)
        if listed is not None:
            found[listed] = (FULL, _same(word))
        if word.kind == NUMBER:
            return found
        if word.kind != READ:
            for number in index.by_fold.get(folded(word.text), ()):
                _better(found, number, _FOLD, "spelling")
            if word.kind == SOUND:
                for text in (word.text, *word.other):
                    self._by_bones(text, found)
            if listed is None or word.kind not in _COMMON:
                self._mistyped(word.text, found)
            if cut:
                self._by_head(word.text, found)
        return found

    def _by_bones(self, text: str, found: Likely) -> None:
        kept = bones(text)
        for number in self._index.by_bones.get(kept, ()):
            _better(found, number, _BONES if len(kept) > _SHORTEST else _BONES - 60, "skeleton")

    def _mistyped(self, text: str, found: Likely) -> None:
        index = self._index
        chinese = is_pinyin(text)
        for number, errors in index.spellings.of(text):
            if chinese and index.pinyin[number]:
                continue  # another syllable is another name
            other = index.texts[number]
            likeness = FULL - _ERROR * errors // max(len(text), len(other))
            if text[0] != other[0]:
                likeness -= _FIRST
            _better(found, number, likeness, "spelling")

    def _by_head(self, text: str, found: Likely) -> None:
        """Words that go on where the query's last word was cut."""
        if len(text) < _SHORTEST:
            return
        for number in self._index.by_head.get(text[:_SHORTEST], ()):
            if self._index.texts[number].startswith(text):
                _better(found, number, _HEAD, "cut off")


def _same(word: Word) -> str:
    if word.kind == READ:
        return "reading"
    if word.shown and word.kind == "brand":
        return "brand"
    return "translated" if word.shown else "same"


def _better(found: Likely, number: int, likeness: int, kind: str) -> None:
    if number not in found or found[number][0] < likeness:
        found[number] = (likeness, kind)
