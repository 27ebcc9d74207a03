"""Japanese names: kana and the characters beside them, translated where known, else as they sound."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from licet.names import han, tables
from licet.names.glossed import LEGAL, Meaning, Terms, followed, meant
from licet.names.words import BRAND, NUMBER, READ, SOUND, Word

_STRETCH = re.compile(r"\d+|[ァ-ヺー]+|[^\W\d_ァ-ヺー]+")


def ways(text: str) -> list[tuple[Word, ...]]:
    """The ways to read a stretch with kana in it; at most four."""
    found: list[tuple[Word, ...]] = [()]
    for piece, meaning in _cut(text):
        for stretch in [piece] if meaning else _stretches(piece):
            said = meant(stretch, meaning) if meaning else [(_heard(stretch),)]
            found = followed(found, said)
    return found


def _cut(text: str) -> list[tuple[str, Meaning | None]]:
    """Known terms and what stands between; a katakana word is not cut into a term and a scrap."""
    found: list[tuple[str, Meaning | None]] = []
    for part in _RUN.findall(text):
        pieces = _terms().cut(part)
        scraps = [piece for piece, meaning in pieces if meaning is None]
        if _RUN_OF_KATAKANA.fullmatch(part) and any(len(each) < _SCRAP for each in scraps):
            pieces = [(part, None)]
        found += pieces
    return found


_RUN = re.compile(r"[ァ-ヺー]+|[^ァ-ヺー]+")
_RUN_OF_KATAKANA = re.compile(r"[ァ-ヺー]+")
_SCRAP = 3


def _heard(stretch: str) -> Word:
    """A run by its sound: Japanese, or Chinese where a character is none of Japan's."""
    if stretch.isdigit():
        return Word(stretch.lstrip("0") or "0", NUMBER)
    said = romaji(stretch)
    if said and said.isascii():
        return Word(said, SOUND, (), stretch)
    return Word(han.pinyin(han.simplified(stretch)), READ, (), stretch)


def _stretches(piece: str) -> list[str]:
    """Runs of katakana, of other letters, and of digits; marks part words."""
    return _STRETCH.findall(piece)


@lru_cache(maxsize=50_000)
def romaji(text: str) -> str:
    """Hepburn letters in one word."""
    return "".join(part["hepburn"] for part in _kakasi().convert(text)).replace(" ", "").lower()


@cache
def _kakasi() -> Any:
    import pykakasi

    return pykakasi.kakasi()  # type: ignore[no-untyped-call]


@cache
def _terms() -> Terms:
    meanings: dict[str, Meaning] = {}
    for row in tables.rows("glosses_ja"):
        meanings[row[0]] = (tables.choices(row[1]), row[2])
    for row in tables.rows("legal_forms"):
        if row[1] in ("kana", "kanji"):
            meanings[row[0]] = ((), LEGAL)
    for row in tables.rows("brands_other"):
        meanings[row[0].lower()] = (tables.choices(row[1]), BRAND)
    return Terms(meanings)
