"""Whether what was found is what a person wrote: actors, speakers, days, numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.news.scoring.found import FoundDate, FoundEvent
    from licet.news.scoring.labels import Act

_CODES = {"GB": "UK"}
_IDLE = frozenset("the a an of for at in to and s".split())
_OFFICES = frozenset(
    "spokesperson official officials minister ministers ministry secretary president officer office "
    "department government agency commission company director head chief authorities".split()
)
"""Words that many have: who they belong to tells them apart."""
_SPOKEN = {"spokesman": "spokesperson", "spokeswoman": "spokesperson", "spokesmen": "spokesperson"}
_IN_FULL = {
    "mofcom": "commerce ministry", "meti": "economy trade industry ministry",
    "motie": "trade industry energy ministry", "bis": "bureau industry security", "doc": "commerce department",
    "rep": "representative", "sen": "senator",
}  # fmt: skip
_MONEY = {"dollars": "USD", "yen": "JPY", "euros": "EUR", "yuan": "CNY", "won": "KRW", "pounds": "GBP"}  # fmt: skip
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PLURALS = {"entities": "entity", "companies": "company", "parties": "party", "countries": "country"}  # fmt: skip
_UNITS = {"gb per second": "gb/s", "organisation": "organization", "nanometer": "nm"}


def same_actor(wanted: Act, got: FoundEvent) -> bool:
    """The state of the first actor agrees; without one, the name."""
    state = _CODES.get(got.state, got.state)
    if wanted.state:
        return wanted.state == state
    if not wanted.name:
        return not state and not got.name
    return bool(got.name) and same_speaker(wanted.name, got.name)


def same_states(wanted: frozenset[str], got: frozenset[str]) -> bool:
    """All states that are hit are found, and no other."""
    return wanted == {_CODES.get(each, each) for each in got}


def same_speaker(wanted: str, got: str) -> bool:
    """The last word of a person's name agrees; or the office does, with whose office it is.

    >>> same_speaker("Joost Hallema", "Hallema"), same_speaker("MOFCOM spokesperson", "spokesman")
    (True, False)
    >>> same_speaker("MOFCOM spokesperson", "a spokesman for the Ministry of Commerce")
    True
    >>> same_speaker("MOFCOM spokesperson", "a foreign ministry spokesman")
    False
    """
    want, have = _name_words(wanted), _name_words(got)
    if not want or not have:
        return want == have
    if want[-1] == have[-1] and want[-1] not in _OFFICES:
        return True
    one, other = set(want), set(have)
    if not (one <= other or other <= one):
        return False
    return bool((one & other) - _OFFICES) or one <= _OFFICES


def _name_words(said: str) -> list[str]:
    """The words of a name that tell: ``US/commerce secretary`` without its state."""
    head, cut, rest = said.partition("/")
    plain = rest if cut and len(head) == 2 else said
    words = [_SPOKEN.get(each, each) for each in re.findall(r"\w+", plain.casefold())]
    full = " ".join(_IN_FULL.get(each, each) for each in words)
    return [each for each in full.split() if each not in _IDLE]


def same_value(value: str | None, got: FoundDate) -> bool:
    """The words were read as this day, stretch of days, length of time, or as telling no day.

    A length is compared where the reader tells one; otherwise it counts that it was told from a day.
    """
    if value is None:
        return got.first is None and got.last is None and not got.is_length
    if value.startswith("P"):
        return got.is_length and got.length in ("", value)
    low, _, high = value.partition("/")
    return (got.first, got.last) == (_ends(low)[0], _ends(high or low)[1])


def _ends(value: str) -> tuple[date, date]:
    """First and last day of ``2025``, ``2025-11`` or ``2025-11-27``."""
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def plain_number(number: tuple[str, str]) -> tuple[Decimal, str]:
    """A value with its unit in one spelling: money by its code, in ones; counts in the singular.

    >>> plain_number(("1.5", "billion dollars")), plain_number(("601", "entities"))
    ((Decimal('1500000000.0'), 'USD'), (Decimal('601'), 'entity'))
    """
    value, unit = number
    scale = 1
    for word, size in _SCALES.items():
        if unit.startswith(word + " "):
            scale, unit = size, unit.removeprefix(word + " ")
    if unit in _MONEY or unit in _MONEY.values():
        plain = _MONEY.get(unit, unit)
    else:
        folded = unit.casefold()
        single = _PLURALS.get(folded, folded if folded.endswith("/s") else folded.removesuffix("s"))
        plain = _UNITS.get(single, single)
    try:
        return Decimal(value) * scale, plain
    except InvalidOperation:
        return Decimal("NaN"), f"{value} {plain}"
