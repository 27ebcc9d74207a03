"""Words of a name: what they say, what they may stand for, and how they were read."""

from __future__ import annotations

from typing import NamedTuple

WORD, PLACE, ORG, NUMBER, BRAND, READ, SOUND, FORM, PART, GENERAL = (
    "word", "place", "org", "number", "brand", "read", "sound", "form", "part", "general",
)  # fmt: skip
"""Kinds of words.  ``READ``: Chinese characters in Latin letters, of which equality is asked.  ``SOUND``:
words of a script whose vowels are not those of the Latin spelling, which are met by their consonants.  ``FORM`` and ``PART``: words of legal forms and of
departments, which hardly tell names apart.  ``GENERAL``: other words that many names have, such as
``technology``."""


class Word(NamedTuple):
    """``text`` in small ASCII letters; ``other`` further readings of the same word, of lesser worth."""

    text: str
    kind: str = WORD
    other: tuple[str, ...] = ()
    shown: str = ""
    """The word as it stood in the name, where that is another script."""
    among: int = 1
    """How many words its one written word was read as (UAV as three), which share its weight."""


class Reading(NamedTuple):
    """One way to read a name.  ``path`` says how, in the words of an explanation."""

    words: tuple[Word, ...]
    path: str = ""
