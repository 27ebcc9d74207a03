"""Countries as publishers write them, to ISO alpha-2.

The names stand in ``countries.tsv`` beside this module: a code, then every spelling met, set apart
by ``|``.  A name that stands there nowhere gives an empty code, and the readers then keep the name
in the entry's notes: a country that was told and not understood is not a country that was not told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_WORDS = re.compile(r"[^\w]+")


@lru_cache(maxsize=20_000)
def code_of(name: str) -> str:
    """The ISO alpha-2 code of a country, or "" where the name is unknown.

    >>> code_of("Islamic Republic of Iran"), code_of("KOREA, SOUTH"), code_of("cn"), code_of("Mars")
    ('IR', 'KR', 'CN', '')
    """
    table = _table()
    bare = _bare(name)
    if bare in table:
        return table[bare]
    head, comma, tail = name.partition(",")
    return table.get(_bare(f"{tail} {head}"), "") if comma else ""


@lru_cache(maxsize=20_000)
def ends_in(address: str) -> str:
    """The code of the country that an address ends with, or "".

    >>> ends_in("18 Luard Rd, Wan Chai, Hong Kong."), ends_in("Moscow 107031 Russia"), ends_in("x")
    ('HK', 'RU', '')
    """
    last = re.sub(r"\([^()]*\)\W*$", "", address).rstrip(" .;,").rsplit(",", 1)[-1].strip()
    words = [word for word in last.split() if not any(each.isdigit() for each in word)]
    for count in range(min(len(words), 7), 0, -1):
        tail = " ".join(words[-count:])
        # Two letters at the end are a state or a postal code as often as a country.
        if len(tail) > 2 and (found := code_of(tail)):  # noqa: PLR2004
            return found
    return ""


def starts_with(text: str) -> tuple[str, str]:
    """A country's name at the start of a text and the rest of it, or two empty strings.

    >>> starts_with("People's Republic of China Karat Industry Co., Ltd.")
    ("People's Republic of China", 'Karat Industry Co., Ltd.')
    """
    words = text.split()
    for count in range(min(len(words), 7), 0, -1):
        if len(head := " ".join(words[:count])) > 2 and code_of(head):  # noqa: PLR2004 - no bare codes
            return head, " ".join(words[count:])
    return "", ""


def _bare(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name.replace("’", "'").replace("'", ""))
    kept = "".join(each for each in flat if not unicodedata.combining(each)).casefold()
    words = [word for word in _WORDS.split(kept) if word and word != "the"]
    return " ".join(words)


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _file().splitlines():
        if line and not line.startswith("#"):
            code, names = line.split("\t")
            for name in (code, *names.split("|")):
                found[_bare(name)] = code
    return found


def _file() -> str:
    return (Path(__file__).parent / "countries.tsv").read_text(encoding="utf-8")
