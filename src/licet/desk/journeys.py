"""The journey that a page of the law asks about: codes or names of countries from the address."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from licet.errors import InputError, nearest
from licet.explore.flips import Flipper, Journey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.pack.store import Library

MOST = 4
"""Destinations of one page: each takes up to a second."""


@lru_cache(maxsize=2)
def flipper_of(library: Library) -> Flipper:
    """The one that keeps the answers of a library."""
    return Flipper(library)


def usual(library: Library) -> tuple[str, str]:
    """Origin and destination where the address names none: those by which the laws are compared."""
    concepts = library.concepts
    destinations = [each.to for each in concepts.references.values()]
    return concepts.counted_from, destinations[0] if destinations else ""


def countries(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of the countries named, by code or by name, each once.

    Raises:
        InputError: a name that is none, with near ones; none at all, or too many.

    >>> countries("cn, Japan", {"CN": "China", "JP": "Japan"})
    ('CN', 'JP')
    """
    names = {title.casefold(): code for code, title in known.items()}
    found = []
    for each in filter(None, (part.strip() for part in text.split(","))):
        code = each.upper() if each.upper() in known else names.get(each.casefold())
        if code is None:
            near = nearest(each.casefold(), names)
            hint = f"; near it: {', '.join(known[names[one]] for one in near)}" if near else ""
            raise InputError(f"“{each[:40]}” is no country that is known here{hint}")
        found.append(code)
    if not found or len(set(found)) > MOST:
        raise InputError(
            f"one country or up to {MOST} were wanted, by code or name, with commas between"
        )
    return tuple(dict.fromkeys(found))


def journeys_of(
    origin: str, destinations: str, laws: tuple[str, ...], known: Mapping[str, str]
) -> tuple[Journey, ...]:
    """A journey for each destination, asked of ``laws``.

    Raises:
        InputError: a country that is none, or more than one origin.
    """
    start = countries(origin, known)
    if len(start) > 1:
        raise InputError("one country of origin was wanted")
    return tuple(Journey(start[0], each, laws) for each in countries(destinations, known))
