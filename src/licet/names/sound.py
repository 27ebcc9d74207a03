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

_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()
_FINALS = "a o e i u v ai ei ao ou an en ang eng ong er ia ie iao iu ian in iang ing iong ua uo uai ui uan un uang ue ve".split()


@cache
def _folds() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in tables.rows("spelling_folds") if row[0])


@lru_cache(maxsize=400_000)
def folded(word: str) -> str:
    """The word with disputed spellings brought to one, doubled letters made single."""
    for old, new in _folds():
        if old in word:
            word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=400_000)
def skeleton(word: str) -> str:
    """The consonants of a folded word, ``l`` and ``r`` told apart."""
    return _VOWELS.sub("", folded(word))


@cache
def _syllable() -> re.Pattern[str]:
    """A run of two or more pinyin syllables (initial and final in any pairing; a few are not Chinese)."""
    initials = "|".join(sorted(_INITIALS, key=len, reverse=True))
    finals = "|".join(sorted(_FINALS, key=len, reverse=True))
    return re.compile(rf"(?:(?:{initials})(?:{finals})|(?:ai|an|ang|ao|ou|en|er|e|a|o)){{2,}}")


@lru_cache(maxsize=400_000)
def is_pinyin(word: str) -> bool:
    """Whether the word can be read as two or more Chinese syllables."""
    return _syllable().fullmatch(word) is not None
