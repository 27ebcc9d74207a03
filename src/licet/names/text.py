r"""A name as letters that can be compared: one Unicode form, no invisible marks, no letters that only look alike.

>>> cleaned("\uff28uawei\u200b Co.")
'huawei co.'
>>> cleaned("\u041duawei")  # the first letter is Cyrillic
'huawei'
>>> [run for run in runs("huawei 华为")]
[('latin', 'huawei '), ('han', '华为')]
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import digit

if TYPE_CHECKING:
    from collections.abc import Iterator

LATIN, HAN, KANA, HANGUL, CYRILLIC, ARABIC, OTHER = (
    "latin", "han", "kana", "hangul", "cyrillic", "arabic", "other",
)  # fmt: skip

_LOOKALIKES = str.maketrans(
    dict(
        zip(
            "авекмнорстухіјѕԁһԛԝь" + "αβεζηικμνορτυχ",
            "abekmhopctyxijsdhqwb" + "abezhikmnoptyx",
            strict=True,
        )
    )
)
"""Cyrillic and Greek small letters that look like a Latin one (as it looks, not as it sounds)."""
_MIXED = re.compile(r"[^\W\d_]+")
_LATIN_LETTER = re.compile(r"[a-z]")
_LOOKALIKE = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")


def cleaned(name: str) -> str:
    """Compatibility form, small letters, without invisible characters; look-alike letters mended in mixed words."""
    if name.isascii() and name.isprintable():
        return name.lower()
    name = visible(name).casefold()
    # The non-joiner parts words of Persian and is kept; the rest of what cannot be seen says nothing.
    name = "".join(str(digit(each)) if each.isdecimal() else each for each in name)
    if _LOOKALIKE.search(name) and _LATIN_LETTER.search(name):
        name = _MIXED.sub(_mended, name)
    return name


def visible(name: str) -> str:
    """The compatibility form of a name, without what cannot be seen; large and small letters as they were."""
    if name.isascii() and name.isprintable():
        return name
    name = unicodedata.normalize("NFKC", name)
    return "".join(each for each in name if not _invisible(each))


@lru_cache(maxsize=4096)
def _invisible(letter: str) -> bool:
    category = unicodedata.category(letter)
    return (category in ("Cf", "So", "Sk", "Cs") and letter != "\u200c") or (
        category == "Cc" and not letter.isspace()
    )


def _mended(found: re.Match[str]) -> str:
    word = found[0]
    latin = len(_LATIN_LETTER.findall(word))
    alike = len(_LOOKALIKE.findall(word))
    if not latin or not alike:
        return word
    mended = word.translate(_LOOKALIKES)
    return mended if not _LOOKALIKE.search(mended) or latin >= alike else word


def look_alike(name: str) -> str:
    """A name all in letters that look Latin, as it looks; empty where it is not.

    >>> look_alike("ѕмос")
    'smoc'
    """
    letters = [each for each in name if each.isalpha()]
    if not letters or not all(ord(each) in _LOOKALIKES for each in letters):
        return ""
    return name.translate(_LOOKALIKES)


def runs(name: str) -> Iterator[tuple[str, str]]:
    """Stretches of one script; marks, digits and spaces stay with the stretch before them."""
    if name.isascii():
        yield LATIN, name
        return
    script, start = "", 0
    for at, letter in enumerate(name):
        found = script_of(letter)
        if found and found != script:
            if script and at > start:
                yield script, name[start:at]
                start = at
            script = found
    if start < len(name):
        yield script or LATIN, name[start:]


@lru_cache(maxsize=65536)
def script_of(letter: str) -> str:
    """The script of a letter; empty for digits, marks and spaces."""
    if letter.isascii():
        return LATIN if letter.isalpha() else ""
    code = ord(letter)
    for low, high, script in _BLOCKS:
        if low <= code <= high:
            return script
    if not letter.isalpha():
        return ""
    return LATIN if unicodedata.name(letter, "").startswith("LATIN") else OTHER


_BLOCKS = (
    (0x0400, 0x052F, CYRILLIC),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFF, ARABIC),
    (0x1100, 0x11FF, HANGUL),
    (0x3005, 0x3007, HAN),
    (0x3040, 0x30FF, KANA),
    (0x31F0, 0x31FF, KANA),
    (0x3400, 0x4DBF, HAN),
    (0x4E00, 0x9FFF, HAN),
    (0xAC00, 0xD7A3, HANGUL),
    (0xF900, 0xFAFF, HAN),
    (0x20000, 0x3134F, HAN),
)
"""Unicode blocks by script, as code charts give them."""
