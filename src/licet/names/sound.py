"""How words sound: spellings that romanizations disagree on, consonants alone, and what is pinyin.

>>> folded("khimprom"), folded("himprom")
('himprom', 'himprom')
>>> is_pinyin("haiguang"), is_pinyin("huawie"), is_pinyin("sahand")
(True, False, False)
>>> skeleton("elektronika")
'lktrnk'
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from licet.names import tables

_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyw]+")


@cache
def _folds() -> tuple[tuple[str, str, bool, bool], ...]:
    """Old letters, new letters, whether only at the end, and whether pinyin is left alone."""
    return tuple(
        (
            old.rstrip("$"),
            "" if new == "-" else new,
            old.endswith("$"),
            note.startswith("not pinyin"),
        )
        for old, new, note in tables.rows("spelling_folds")
    )


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """The word with disputed spellings brought to one, doubled letters made single."""
    chinese = is_pinyin(word)
    for old, new, at_end, spares_pinyin in _folds():
        if old not in word or (chinese and spares_pinyin):
            continue
        if not at_end:
            word = word.replace(old, new)
        elif word.endswith(old) and len(word) > len(old):
            word = word[: -len(old)] + new
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word, ``l`` and ``r`` told apart."""
    return _VOWELS.sub("", folded(word))


@lru_cache(maxsize=100_000)
def bones(word: str) -> str:
    """The consonants by which a word is met across scripts that lack some: ``l`` as ``r``, ``v`` as ``b``.

    >>> bones("streloy") == bones("sutoreroi")
    True
    """
    return skeleton(word).translate(_SHARED)


_SHARED = str.maketrans({"l": "r", "v": "b", "p": "b", "f": "h", "x": "ks", "z": "s", "j": "s"})


@cache
def _syllable() -> re.Pattern[str]:
    """A run of two or more pinyin syllables."""
    longest_first = sorted(_syllables(), key=lambda each: (-len(each), each))
    return re.compile(rf"(?:{'|'.join(longest_first)}){{2,}}")


@cache
def _syllables() -> frozenset[str]:
    return frozenset(
        initial.rstrip(".") + final
        for initial, finals in tables.rows("pinyin")
        for final in finals.split()
    )


def is_syllable(word: str) -> bool:
    """Whether the word is one syllable of Mandarin, of two letters or more."""
    return len(word) > 1 and word in _syllables()


@lru_cache(maxsize=100_000)
def is_pinyin(word: str) -> bool:
    """Whether the word can be read as two or more Chinese syllables."""
    return _syllable().fullmatch(word) is not None
