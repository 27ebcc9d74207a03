"""Every published name of every entry, by the words in it: what a query is looked up in.

A name is kept once for each way to read it, as *spans*: one a word, and one for two or three short
neighbors written together, so that ``Hua Wei`` and ``Huawei`` meet.  Words are numbers; each has a
weight, the number of names it stands in, and its spelling by sound.
"""

from __future__ import annotations

import math
import re
from array import array
from operator import attrgetter
from typing import TYPE_CHECKING

from licet.names.canonical import readings
from licet.names.sound import bones, folded, is_pinyin
from licet.names.spellings import Spellings
from licet.names.tables import weights
from licet.names.words import BRAND, FORM, GENERAL, NUMBER, ORG, PART, PLACE, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from licet.lists.model import Entry
    from licet.names.words import Reading

NUMBER_WEIGHT = 3500
"""A number tells less than a rare word and more than a generic one; in thousandths of a nat, as all weights."""
_JOINED_LETTERS = 16
"""Neighbors are written together up to this many letters."""

Span = tuple[int, int, int]
"""The number of a word, the place of its first part in the name, and how many parts it covers."""


class Index:
    """Names to search.  Built once, then only read.

    ``entries`` are the listed parties; ``owner[n]`` is the entry of name ``n``, ``published[n]`` the
    name as printed, ``path[n]`` how it was read, ``spans[n]`` its words, ``worth[n]`` the weight of
    each of its parts with the number of its kind.
    """

    __slots__ = (
        "_background", "_total", "by_bones", "by_fold", "by_head", "by_words", "entries", "held",
        "numbers", "owner", "path", "pinyin", "postings", "published", "shown", "spans",
        "spellings", "texts", "vocabulary", "worth",
    )  # fmt: skip

    def __init__(
        self,
        entries: Sequence[Entry],
        texts: Callable[[Entry], Iterable[str]] = attrgetter("names"),
    ) -> None:
        self.restore(entries)
        self.vocabulary: dict[str, int] = {}
        self.texts: list[str] = []
        self.pinyin = bytearray()
        self.postings: list[array[int]] = []
        self.by_fold: dict[str, list[int]] = {}
        self.by_words: dict[tuple[str, ...], list[int]] = {}
        self.by_bones: dict[str, list[int]] = {}
        self.by_head: dict[str, list[int]] = {}
        self.owner = array("I")
        self.published: list[str] = []
        self.path: list[str] = []
        self.spans: list[tuple[Span, ...]] = []
        self.shown: list[tuple[str, ...]] = []
        self.worth: list[tuple[tuple[int, int], ...]] = []
        self.held = array("I")
        self.numbers: list[frozenset[str]] = []
        for at, entry in enumerate(self.entries):
            for name in texts(entry):
                for way in (way for form in forms(name) for way in readings(form)):
                    self._add(at, name, way)
        self._finish()

    def restore(self, entries: Sequence[Entry]) -> None:
        """Begin an index whose parts are read from elsewhere (``licet.screen.kept``)."""
        self.entries = tuple(entries)
        self._background = weights()
        self._total = max(self._background.get("", 0), 1)

    def weight(self, word: Word) -> int:
        """How much a word tells, in thousandths of a nat: what is rare among company names tells most.

        The lists themselves do not count, so that the score of a name against an entry depends on no
        other entry, and stays when a list grows.
        """
        if word.kind == NUMBER:
            return NUMBER_WEIGHT
        return _nats(self._background.get(word.text, 1), self._total)

    def _add(self, at: int, name: str, way: Reading) -> None:
        number = len(self.published)
        self.owner.append(at)
        self.published.append(name)
        self.path.append(way.path)
        found = spans(way.words)
        self.by_words.setdefault(tuple(word.text for word in way.words), []).append(number)
        self.spans.append(
            tuple((self._word(text, number), start, size) for text, start, size in found)
        )
        self.shown.append(tuple(word.shown or word.text for word in way.words))
        self.worth.append(tuple(worth(word, self.weight(word)) for word in way.words))
        self.held.append(held(self.worth[-1], LISTED_SOFT))
        self.numbers.append(frozenset(word.text for word in way.words if word.kind == NUMBER))

    def _word(self, text: str, name: int) -> int:
        found = self.vocabulary.get(text)
        if found is None:
            found = self.vocabulary[text] = len(self.texts)
            self.texts.append(text)
            self.pinyin.append(is_pinyin(text))
            self.postings.append(array("I"))
        postings = self.postings[found]
        if not postings or postings[-1] != name:
            postings.append(name)
        return found

    def _finish(self) -> None:
        single = [False] * len(self.texts)
        for name in self.spans:
            for number, _, size in name:
                if size == 1:
                    single[number] = True
        self.spellings = Spellings(
            text if alone and not text.isdigit() else ""
            for text, alone in zip(self.texts, single, strict=True)
        )
        for number, text in enumerate(self.texts):
            self.by_fold.setdefault(folded(text), []).append(number)
            if not single[number] or text.isdigit():
                continue
            self.by_head.setdefault(text[:_HEAD], []).append(number)
            kept = bones(text)
            if len(kept) >= _BONES:
                self.by_bones.setdefault(kept, []).append(number)


_HEAD = 4
_BONES = 3


_BRACKETED = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")


def forms(name: str) -> list[str]:
    """A published name, and where it ends in its initials in brackets, what stands before and in them too.

    >>> forms("Semiconductor Manufacturing International Corporation (SMIC)")[1:]
    ['Semiconductor Manufacturing International Corporation', 'SMIC']
    >>> forms("Acme (Shanghai)")
    ['Acme (Shanghai)']
    """
    found = _BRACKETED.match(name.strip())
    if found is None:
        return [name]
    before, inside = found[1], found[2]
    named = (
        inside.isupper() and inside.translate(_JOINTS).isalnum() and len(inside) > _SHORTEST_NAME
    )
    return [name, before, inside] if named else [name]


_SHORTEST_NAME = 2
_JOINTS = str.maketrans("", "", " -/")


def spans(words: Sequence[Word]) -> list[tuple[str, int, int]]:
    """Each word, its other readings, and neighbors written together: text, first part, parts covered."""
    found = []
    for start, word in enumerate(words):
        found.append((word.text, start, 1))
        if word.shown:
            found.extend((each, start, 1) for each in word.other)
        text = word.text
        for size in (2, 3):
            after = start + size - 1
            if after >= len(words):
                break
            text += words[after].text
            if len(text) > _JOINED_LETTERS or words[after].kind == NUMBER or word.kind == NUMBER:
                break
            found.append((text, start, size))
    return found


def worth(word: Word, weight: int) -> tuple[int, int]:
    """The word's weight, and the number of its kind."""
    kind = KINDS.get(word.kind, 0)
    if word.kind == FORM:
        weight = weight * FORM_SHARE // 100
    return weight // word.among, kind


LISTED_SOFT = (100, 70, 80, 80, 10, 10, 100, 100)
"""Percent of its weight that an unmatched word of a listed name is held at, by kind (``KINDS``)."""


def held(worths: Sequence[tuple[int, int]], soft: tuple[int, ...]) -> int:
    """What all words of a name weigh where nothing answers to them."""
    return sum([weight * soft[kind] // 100 for weight, kind in worths])


FORM_SHARE = 25
"""Percent of its weight that a word of a legal form has."""
KINDS = {PLACE: 1, ORG: 2, NUMBER: 3, FORM: 4, PART: 5, GENERAL: 6, BRAND: 7}
"""Kinds of words that weigh less where nothing answers to them, by number; 0 is any other word."""


def _nats(count: int, total: int) -> int:
    return round(1000 * math.log(total / min(count, total))) if total > 1 else 1000
