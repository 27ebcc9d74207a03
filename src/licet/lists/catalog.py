"""The lists that Licet knows, from ``catalog.toml``: codes, titles, publishers, ages.

>>> known()["US-EL"].title, code_for("bis-meu"), code_for("no such list")
('Entity List', 'US-MEU', '')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from licet.errors import LawError
from licet.record import record


@record
class Listing:
    """A list as a whole.  ``means`` is one plain sentence; ``form`` the one it is usually loaded in.

    ``also`` are names that other files use for it, ``programs`` OFAC's tags.
    """

    code: str
    title: str
    publisher: str
    url: str
    form: str
    country: str
    means: str
    stale_after_days: int
    also: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()


@cache
def known() -> Mapping[str, Listing]:
    """Every list by its code, in the order of the file."""
    file = Path(__file__).parent / "catalog.toml"
    found = {}
    for code, told in tomllib.loads(file.read_text(encoding="utf-8")).items():
        given: dict[str, Any] = {
            name: tuple(each) if isinstance(each, list) else each for name, each in told.items()
        }
        try:
            found[code] = Listing(code, **given)
        except TypeError as error:
            raise LawError(f"{file.name}, list {code}: {error}.") from None
    return MappingProxyType(found)


def code_for(name: str) -> str:
    """The code that a name stands for: a code, a title, or a name that other files use; else "".

    >>> code_for("us-el"), code_for("Non-SDN Menu-Based Sanctions List")
    ('US-EL', 'US-NS-MBS')
    """
    return _names().get(_bare(name), "")


def is_other(code: str) -> bool:
    """Whether a code stands for the data of a country that belongs to none of the lists.

    >>> is_other("MY-OTHER"), is_other("OTHER")
    (True, False)
    """
    return re.fullmatch(r"[A-Z]{2}-OTHER", code) is not None


def by_program(program: str) -> str:
    """The code of the OFAC list, other than SDN, that a program tag stands for; else ""."""
    return _programs().get(program.strip().upper(), "")


def _bare(name: str) -> str:
    return " ".join(re.sub(r"\W+", " ", name.casefold()).split())


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, each in known().items():
        for name in (code, each.title, *each.also):
            found.setdefault(_bare(name), code)
    return found


@cache
def _programs() -> dict[str, str]:
    return {tag.upper(): code for code, each in known().items() for tag in each.programs}
