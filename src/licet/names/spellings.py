"""Words within a few typing errors of a word, without walking the vocabulary.

A word of a given length is cut into one piece more than the errors allowed: whatever the errors,
one piece is left whole, and near its place (Li, Deng and Feng, *Pass-Join*, VLDB 2011).  Two
letters that changed places may spoil two pieces, so those are looked up by themselves.

>>> near = Spellings(["huawei", "hisilicon", "hikvision"])
>>> near.of("hisilcion"), near.of("huawie"), near.of("hitachi")
([(1, 1)], [(0, 1)], [])
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = 4
_LONG = 8


def errors_allowed(size: int) -> int:
    """One typing error for four to seven letters, two for more.

    More would need pieces too short to tell words apart, and find words that are others.
    """
    return 0 if size < SHORTEST else 1 if size < _LONG else 2


def letters_of(word: str) -> int:
    """Which letters and digits a word has, one bit each."""
    found = 0
    for each in word:
        found |= 1 << ord(each) % _BITS
    return found


_BITS = 61


class Spellings:
    """Words by their pieces.  Numbers are the places of the words in what was given."""

    __slots__ = ("_letters", "_numbers", "_pieces", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        self._index()
        self._pieces: dict[int, list[dict[str, list[int]]]] = {}
        for number, word in enumerate(self._words):
            self.add(number, word)

    def _index(self) -> None:
        self._letters = [letters_of(word) for word in self._words]
        self._numbers = {word: number for number, word in enumerate(self._words) if word}

    def add(self, number: int, word: str) -> None:
        """Make ``word`` findable under ``number``."""
        if len(word) < SHORTEST:
            return
        pieces = self._pieces.get(len(word))
        if pieces is None:
            pieces = self._pieces[len(word)] = [{} for _ in _cuts(len(word))]
        for (start, size), table in zip(_cuts(len(word)), pieces, strict=True):
            table.setdefault(word[start : start + size], []).append(number)

    def state(self) -> tuple[list[str], dict[int, list[dict[str, list[int]]]]]:
        """What ``restore`` takes, as plain values."""
        return self._words, self._pieces

    def restore(self, words: list[str], pieces: dict[int, list[dict[str, list[int]]]]) -> None:
        """Take up a state again."""
        self._words, self._pieces = words, pieces
        self._index()
        self._index()

    def of(self, word: str) -> list[tuple[int, int]]:
        """Words near ``word`` and other than it, with the count of errors between them."""
        from rapidfuzz.distance import OSA

        size = len(word)
        allowed = errors_allowed(size)
        if not allowed:
            return []
        seen: set[int] = set()
        for length in range(size - allowed, size + allowed + 1):
            tables = self._pieces.get(length)
            if tables is None:
                continue
            for piece, width, starts in _windows(size, length):
                table = tables[piece]
                for at in starts:
                    if (found := table.get(word[at : at + width])) is not None:
                        seen.update(found)
        self._swapped(word, seen)
        near = []
        words = self._words
        distance_of = OSA.distance
        own, letters, most = letters_of(word), self._letters, 2 * allowed
        for number in seen:
            if (own ^ letters[number]).bit_count() > most:
                continue  # each error changes which letters a word has by two at most
            distance = distance_of(word, words[number], score_cutoff=allowed)
            if 0 < distance <= allowed and distance <= errors_allowed(len(words[number])):
                near.append((number, distance))
        return sorted(near)

    def _swapped(self, word: str, seen: set[int]) -> None:
        numbers = self._numbers
        for at in range(len(word) - 1):
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if (number := numbers.get(swapped)) is not None:
                seen.add(number)


@cache
def _windows(size: int, length: int) -> tuple[tuple[int, int, range], ...]:
    """Where in a word of ``size`` each piece of a word of ``length`` may stand: piece, width, starts."""
    shift = min(errors_allowed(size), errors_allowed(length))
    return tuple(
        (piece, width, range(max(0, start - shift), min(size - width, start + shift) + 1))
        for piece, (start, width) in enumerate(_cuts(length))
    )


@cache
def _cuts(length: int) -> list[tuple[int, int]]:
    """Where each piece of a word starts, and its length; lengths differ by one at most."""
    count = errors_allowed(length) + 1
    short, more = divmod(length, count)
    found, start = [], 0
    for at in range(count):
        size = short + (at >= count - more)
        found.append((start, size))
        start += size
    return found
