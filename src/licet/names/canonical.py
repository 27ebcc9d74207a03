"""A name, in any script, as the words to compare: ``readings`` gives each way to read it.

>>> [[word.text for word in way.words] for way in readings("Huawei Technologies Co., Ltd.")]
[['huawei', 'technology']]
"""

from __future__ import annotations

from functools import lru_cache

from licet.names import latin
from licet.names.glossed import followed
from licet.names.text import (
    ARABIC,
    CYRILLIC,
    HAN,
    HANGUL,
    KANA,
    LATIN,
    cleaned,
    look_alike,
    runs,
    visible,
)
from licet.names.words import Reading, Word

_LONGEST = 600
_MOST = 6
"""Readings kept of one name."""
_PATHS = {
    HAN: "Chinese words translated, the rest in pinyin",
    KANA: "Japanese words translated, the rest as they sound",
    HANGUL: "Korean words translated, the rest as they sound",
    CYRILLIC: "Cyrillic words translated, the rest as they sound",
    ARABIC: "Arabic or Persian words translated, the rest as they sound",
    LATIN: "",
}
_JAPANESE = ("株式会社", "有限会社", "合同会社", "株式會社", "有限會社", "(株)", "(有)")


@lru_cache(maxsize=10_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Every way to read ``name``; none where nothing in it can be read.  Its first 600 letters count."""
    text = cleaned(latin.unglued(visible(name[:_LONGEST])))
    stretches = list(runs(text))
    scripts = dict.fromkeys(script for script, _ in stretches)
    found: list[Reading] = []
    if KANA in scripts or (HAN in scripts and any(each in text for each in _JAPANESE)):
        found = _joined(_as_japanese(text))
        if KANA not in scripts:  # a Chinese text may name a Japanese firm so
            for form in _JAPANESE:
                text = text.replace(form, " ")
            stretches = list(runs(text))
    if KANA not in scripts:
        found += _joined(stretches)
    if list(scripts) == [CYRILLIC] and (seen := look_alike(text)):
        found.append(
            Reading(
                tuple(latin.words(seen)), "Cyrillic letters read as the Latin ones they look like"
            )
        )
    if len(scripts) > 1 and KANA not in scripts:
        found += _apart(stretches)
    return tuple(
        dict.fromkeys(way for way in found if way.words and all(word.text for word in way.words))
    )[:_MOST]


def _joined(stretches: list[tuple[str, str]]) -> list[Reading]:
    """The readings of all stretches in a row."""
    ways: list[tuple[Word, ...]] = [()]
    for script, stretch in stretches:
        said = _said(script, stretch)
        ways = followed(ways, said, _MOST)
    scripts = dict.fromkeys(script for script, _ in stretches)
    path = "; ".join(_PATHS[script] for script in scripts if _PATHS.get(script))
    return [Reading(way, path) for way in ways]


def _as_japanese(text: str) -> list[tuple[str, str]]:
    """Kana and Han in one stretch, which is how Japanese is written."""
    found: list[tuple[str, str]] = []
    for script, stretch in runs(text):
        script = KANA if script in (KANA, HAN) else script  # noqa: PLW2901 - the same stretch, named anew
        if found and found[-1][0] == script:
            found[-1] = (script, found[-1][1] + stretch)
        else:
            found.append((script, stretch))
    return found


def _said(script: str, stretch: str) -> list[tuple[Word, ...]]:
    if script == HAN:
        from licet.names import han

        return han.ways(stretch)
    if script == KANA:
        from licet.names import japanese

        return japanese.ways(stretch)
    if script in (CYRILLIC, ARABIC, HANGUL):
        from licet.names import spaced

        return spaced.ways(stretch, script)
    return [tuple(latin.words(stretch))]


def _apart(stretches: list[tuple[str, str]]) -> list[Reading]:
    """Where a name says itself twice, in two scripts, each script alone."""
    found = []
    for wanted in dict.fromkeys(script for script, _ in stretches):
        own = [each for each in stretches if each[0] == wanted]
        if sum(len(stretch.strip()) for _, stretch in own) < _ENOUGH.get(wanted, 4):
            continue
        words: tuple[Word, ...] = ()
        for script, stretch in own:
            words += _said(script, stretch)[0]
        found.append(Reading(words, _PATHS.get(wanted, "")))
    return found


_ENOUGH = {HAN: 2, LATIN: 5, HANGUL: 2}
"""Letters of one script that may be a name of their own."""
