"""Japanese names: kana and the characters beside them, translated where known, else as they sound."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from licet.names import tables
from licet.names.glossed import LEGAL, Meaning, Terms, meant
from licet.names.words import BRAND, SOUND, Word


def ways(text: str) -> list[tuple[Word, ...]]:
    """The ways to read a stretch with kana in it; at most four."""
    found: list[tuple[Word, ...]] = [()]
    for piece, meaning in _terms().cut(text):
        for stretch in [piece] if meaning else _stretches(piece):
            said = (
                meant(stretch, meaning)
                if meaning
                else [(Word(romaji(stretch), SOUND, (), stretch),)]
            )
            found = [before + each for before in found for each in said][:4]
    return found


def _stretches(piece: str) -> list[str]:
    """The middle dot and every mark but the long-vowel sign part words."""
    return "".join(each if each.isalnum() or each == "ー" else " " for each in piece).split()


@lru_cache(maxsize=100_000)
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
