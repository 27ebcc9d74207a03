"""How people write a party, a country and a day, in an option, an address or a form."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.errors import InputError, UnknownName
from licet.transfer.public_record import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

WITH_COMMAS = ("name", "address", "alias_of")
_PARTY_WORDS = {
    "id": "identifiers",
    "parent": "ultimate_parent_headquarters",
    "hq": "headquarters",
    "list": "lists",
}


def usual_kind(origin: str) -> str:
    """What a transfer from a place is taken for where nobody says: an export from the US, else a reexport."""
    return "export" if origin == "US" else "reexport"


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


def read_party(text: str, asked: str = "--party") -> dict[str, Any]:
    """``role=end_user,country=CN,list=US-EL``; a comma may stand in a name or an address.

    ``asked`` is how an error calls the place where it was written.

    >>> read_party("name=Acme Co., Ltd.,country=CN")
    {'role': 'end_user', 'name': 'Acme Co., Ltd.', 'country': 'CN'}
    """
    found: dict[str, Any] = {"role": "end_user"}
    last = ""
    for pair in text.split(","):
        name, equals, value = pair.partition("=")
        if not equals and last in WITH_COMMAS:
            found[last] += f",{pair.rstrip()}"
            continue
        if not equals:
            raise InputError(
                f"{asked} {text!r}: {pair!r} is no name=value; write role=end_user,country=CN"
            )
        name = _PARTY_WORDS.get(name.strip(), name.strip())
        last = name
        if name == "lists":
            found.setdefault("lists", [])
            found["lists"] += [] if value == "none" else [_listing(value)]
        elif name == "identifiers":
            found.setdefault("identifiers", []).append(value.strip())
        else:
            found[name] = value.strip()
    return found


def _listing(text: str) -> dict[str, Any] | str:
    if text == "?":  # it may be on others
        return text
    name, _, since = text.partition("@")
    name, sure, _ = name.partition("?")
    name, _, notes = name.partition("/")
    return {
        "list": name,
        "since": since or None,
        "footnotes": [note for note in notes.split("+") if note],
        "possible": bool(sure),
    }


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
DAY = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})|(?P<today>today|now)|"
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<m>{_MONTH})[a-z]*\.?,?\s+(?P<y>\d{{4}})|"
    rf"(?P<m2>{_MONTH})[a-z]*\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))\b",
    re.IGNORECASE,
)
"""A day within a text: 2026-02-01, today, 1 Feb 2026, February 1st, 2026."""


def day_of(text: str | None) -> date | None:
    """A day as people write it; None for today, and where nothing stands there.

    Raises:
        InputError: the text is no day.

    >>> (
    ...     day_of("1 Feb 2026"),
    ...     day_of("Feb 1, 2026"),
    ...     day_of("2026-02-01") == day_of("1st february 2026"),
    ...     day_of("today"),
    ... )
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 1), True, None)
    """
    text = (text or "").strip()
    found = DAY.fullmatch(text)
    if not text or (found and found["today"]):
        return None
    if found:
        month = (found["m"] or found["m2"] or "")[:3].lower()
        parts = (
            found["iso"].split("-")
            if found["iso"]
            else (found["y"] or found["y2"], _MONTHS.index(month) + 1, found["d"] or found["d2"])
        )
        try:
            return date(*map(int, parts))
        except ValueError:
            pass
    raise InputError(f"{text!r} is no day; write it as 2026-02-01, as 1 Feb 2026, or as today")
