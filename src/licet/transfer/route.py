"""Where a transfer leaves from and goes to, as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.errors import UnknownName
from licet.transfer.public_record import folded

if TYPE_CHECKING:
    from collections.abc import Mapping


def country_code(text: str, countries: Mapping[str, str]) -> str:
    """The code of a country given by code or by name; ``UnknownName`` with suggestions.

    >>> country_code("china", {"CN": "China"}), country_code("cn", {"CN": "China"})
    ('CN', 'CN')
    """
    if text.upper() in countries or not countries:
        return text.upper()
    by_name = {folded(name): code for code, name in countries.items()}
    if code := by_name.get(folded(text)):
        return code
    raise UnknownName("country", text, [*countries, *countries.values()])


def route(origin: str, to: str, countries: Mapping[str, str], *, kind: str = "") -> dict[str, str]:
    """The route as the raw form of a transfer has it; ``to`` may be empty where it is not stated.

    Where no kind is named it is an export from the United States and a reexport from elsewhere, in the
    words of the law that reaches across borders.

    >>> route("us", "china", {"CN": "China", "US": "United States"})
    {'from': 'US', 'kind': 'export', 'to': 'CN'}
    """
    leaves = country_code(origin, countries)
    found = {"from": leaves, "kind": kind or ("export" if leaves == "US" else "reexport")}
    return {**found, "to": country_code(to, countries)} if to else found
