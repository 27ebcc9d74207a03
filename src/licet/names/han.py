"""Chinese characters to Latin words: brands by name, generic words translated, the rest in pinyin.

Traditional and Japanese forms are brought to simplified ones first.  Where the name says Korea,
a second reading by Korean sounds stands beside the pinyin; Hong Kong's is offered for every run.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from licet.names import tables
from licet.names.glossed import LEGAL, Meaning, Terms, followed, meant
from licet.names.text import HAN, script_of
from licet.names.words import BRAND, READ, Word

_STRETCH = re.compile(r"\d+|[^\W\d_]+")
_KOREAN = ("朝鲜", "平壤", "韩国", "高丽")


def ways(text: str) -> list[tuple[Word, ...]]:
    """The ways to read a stretch of Han, most likely first; at most four."""
    text, by_japan = simplified(text), japanese_simplified(text)
    korean = any(each in text for each in _KOREAN)
    found = _ways(_terms().cut(text), korean=korean)[:_BY_BRAND]
    found += _ways(_plain_terms().cut(text), korean=korean)[:1]  # where no brand is meant after all
    if by_japan != text:
        found += _ways(_terms().cut(by_japan), korean=korean)[:1]
    return list(dict.fromkeys(found))


_BY_BRAND = 3


def _ways(pieces: list[tuple[str, Meaning | None]], *, korean: bool) -> list[tuple[Word, ...]]:
    found: list[tuple[Word, ...]] = [()]
    for piece, meaning in pieces:
        for stretch in [piece] if meaning else _stretches(piece):
            said = (
                meant(stretch, meaning, pinyin(stretch))
                if meaning
                else [sound(stretch, korean=korean)]
            )
            found = followed(found, said)
    return found


def _stretches(piece: str) -> list[str]:
    """Runs of characters, and of digits, without the marks between them."""
    return _STRETCH.findall(piece)


def sound(piece: str, *, korean: bool = False) -> tuple[Word, ...]:
    """A run that no table knows, by its sound."""
    if piece.isascii():
        from licet.names.latin import words

        return tuple(words(piece))
    others = (*(_korean(piece) if korean else ()), _syllables(piece, _cantonese()))
    return (Word(pinyin(piece), READ, tuple(filter(None, others)), piece),)


@lru_cache(maxsize=50_000)
def pinyin(text: str) -> str:
    """Pinyin in one word, without tones; ``v`` for the rounded u becomes ``u``."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text, errors="ignore")).replace("v", "u")


def simplified(text: str) -> str:
    """Simplified characters, from traditional and Japanese ones.

    The Japanese table is asked only for characters that simplified Chinese does not have, since it
    takes some that both share (研) elsewhere.

    >>> simplified("東電気研究所")
    '东电气研究所'
    """
    found: str = _converters()[1].convert(text)
    if all(map(_common, found)):
        return found
    japanese = japanese_simplified(text)
    if len(japanese) != len(found):
        return found
    return "".join(
        mine if _common(mine) else theirs for mine, theirs in zip(found, japanese, strict=True)
    )


def japanese_simplified(text: str) -> str:
    """The same with every character taken as a Japanese one (浜 is 滨)."""
    to_traditional, to_simplified = _converters()
    found: str = to_simplified.convert(to_traditional.convert(text))
    return found


@lru_cache(maxsize=50_000)
def _common(letter: str) -> bool:
    """Whether the letter stands in the basic set of simplified Chinese."""
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converters() -> tuple[Any, Any]:
    from opencc import OpenCC

    return OpenCC("jp2t"), OpenCC("t2s")


@cache
def _terms() -> Terms:
    brands: dict[str, list[str]] = {}
    for table in ("brands", "brands_other"):
        for row in tables.rows(table):
            brands.setdefault(row[0].lower(), []).extend(tables.choices(row[1]))
    named = {native: (tuple(dict.fromkeys(latin)), BRAND) for native, latin in brands.items()}
    return Terms({**_plain(), **named})


@cache
def _plain_terms() -> Terms:
    return Terms(_plain())


@cache
def _plain() -> dict[str, Meaning]:
    meanings: dict[str, Meaning] = {}
    for row in tables.rows("glosses_ja"):  # words in characters, as Japan's lists print them
        if len(row[0]) > 1 and all(script_of(each) == HAN for each in row[0]):
            meanings[simplified(row[0])] = (tables.choices(row[1]), row[2])
    for table in ("glosses_zh", "places_zh"):
        for row in tables.rows(table):
            if len(row[0]) > 1 or row[2] == "number":
                meanings[row[0]] = (tables.choices(row[1]), row[2])
    for row in tables.rows("legal_forms"):
        if row[1] == "kanji":
            meanings[simplified(row[0])] = ((), LEGAL)
    for row in tables.rows("legal_forms_zh"):
        meanings[row[0]] = ((), LEGAL)
    return meanings


@cache
def _cantonese() -> dict[str, str]:
    return {row[0]: tables.choices(row[1])[0] for row in tables.rows("readings_zh")}


@cache
def _sino_korean() -> dict[str, tuple[str, ...]]:
    return {row[0]: tables.choices(row[1]) for row in tables.rows("readings_ko_han")}


_VOICED = {"p": "b", "k": "g", "t": "d", "ch": "j"}


def _korean(piece: str) -> list[str]:
    """The run by Korean sounds, as the North spells it: plain, and with its inner consonants voiced.

    >>> _korean("富强")
    ['pukang', 'pugang']
    """
    table = _sino_korean()
    if not all(each in table for each in piece):
        return []
    first = [table[each][0] for each in piece]
    voiced = [
        next(
            (other for other in table[each][1:] if other[0] == _VOICED.get(table[each][0][0])),
            table[each][0],
        )
        for each in piece
    ]
    return list(dict.fromkeys(("".join(first), first[0] + "".join(voiced[1:]))))


def _syllables(piece: str, readings: dict[str, str]) -> str:
    """The run by another people's sounds, or nothing where a character has none."""
    said = [readings.get(each, "") for each in piece]
    return "".join(said).replace(" ", "") if all(said) else ""
