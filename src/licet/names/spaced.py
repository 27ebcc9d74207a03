"""Scripts with spaces or nearly so: Cyrillic, Arabic and Hangul to Latin words.

Phrases that a table knows are translated, longest first; legal forms are dropped; other words are
written as they sound.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from licet.names import tables
from licet.names.glossed import LEGAL, Meaning, Terms, followed, meant
from licet.names.latin import word_of
from licet.names.text import ARABIC, CYRILLIC, HANGUL, cleaned
from licet.names.words import BRAND, NUMBER, SOUND, WORD, Word

_TOKEN = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_TABLES = {CYRILLIC: "glosses_ru", ARABIC: "glosses_ar", HANGUL: "glosses_ko"}


def ways(text: str, script: str) -> list[tuple[Word, ...]]:
    """The ways to read a stretch of one of the three scripts; at most four."""
    if script == HANGUL:
        return _unspaced(text)
    parts = _key(text)
    phrases, longest = _phrases(script)
    found: list[tuple[Word, ...]] = [()]
    at = 0
    while at < len(parts):
        for size in range(min(longest, len(parts) - at), 0, -1):
            key = parts[at : at + size]
            if key in phrases:
                said = meant(" ".join(key), phrases[key])
                at += size
                break
        else:
            said = [_heard(parts[at], script)]
            at += 1
        found = followed(found, said)
    return found


def _key(text: str) -> tuple[str, ...]:
    """The tokens of a stretch or of a term of a table, letters of several forms brought to one."""
    return tuple(
        _TOKEN.findall(_MARKS.sub("", cleaned(text).replace("\u200c", " ")).translate(_ONE_FORM))
    )


_ONE_FORM = str.maketrans("ёأإآٱكىيئةؤ", "еااااکیییهو")
"""Russian yo; Arabic and Persian alef, kaf, yeh, teh marbuta and waw, each to one form."""


def _heard(part: str, script: str) -> tuple[Word, ...]:
    if part.isdigit():
        return (Word(part.lstrip("0") or "0", NUMBER),)
    if script == ARABIC and part.startswith("ال") and len(part) > len("الخبر") - 1:  # the article
        part = part[2:]
    text = latin(part)
    if script == ARABIC:
        persian = latin(part.translate(_PERSIAN))
        return (Word(text, SOUND, () if persian == text else (persian,), part),) if text else ()
    made = word_of(text)
    return (made._replace(shown=part),) if text else ()


_PERSIAN = str.maketrans("ضذظثقغ", "زززسگگ")
"""Arabic letters as Persian says them."""


@lru_cache(maxsize=50_000)
def latin(part: str) -> str:
    """A word of any script in small Latin letters."""
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]", "", anyascii(part).lower())


@cache
def _phrases(script: str) -> tuple[dict[tuple[str, ...], Meaning], int]:
    found: dict[tuple[str, ...], Meaning] = {}
    for row in tables.rows(_TABLES[script]):
        found[_key(row[0])] = (tables.choices(row[1]), row[2])
    for row in tables.rows("legal_forms"):
        if row[1] == script:
            found[_key(row[0])] = ((), LEGAL)
    for row in tables.rows("brands_other"):
        found[_key(row[0])] = (tables.choices(row[1]), BRAND)
    found.pop((), None)
    return found, max(map(len, found), default=0)


def _unspaced(text: str) -> list[tuple[Word, ...]]:
    found: list[tuple[Word, ...]] = [()]
    for part in _TOKEN.findall(text):
        for piece, meaning in _korean_terms().cut(part):
            said = meant(piece, meaning) if meaning else [(hangul(piece),)]
            found = followed(found, said)
    return found


@cache
def _korean_terms() -> Terms:
    return Terms({" ".join(key): meaning for key, meaning in _phrases(HANGUL)[0].items()})


_LEADS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_OLD_LEADS = "k kk n t tt r m p pp s ss - ch tch ch k t p h".replace("-", "").split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_OLD_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_TAILS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("-", "").split(" ")
_FIRST, _LAST = 0xAC00, 0xD7A3


def hangul(piece: str) -> Word:
    """Korean letters by the Revised spelling, with the older spelling beside it.

    >>> hangul("금강")
    Word(text='geumgang', kind='word', other=('kumkang',), shown='금강', among=1)
    """
    older = _spelled(piece, _OLD_LEADS, _OLD_VOWELS)
    return Word(_spelled(piece, _LEADS, _VOWELS), WORD, (older,), piece)


def _spelled(piece: str, leads: list[str], vowels: list[str]) -> str:
    found = []
    for letter in piece:
        code = ord(letter)
        if not _FIRST <= code <= _LAST:
            found.append(latin(letter))
            continue
        at = code - _FIRST
        found.append(leads[at // 588] + vowels[at % 588 // 28] + _TAILS[at % 28])
    return "".join(found)
