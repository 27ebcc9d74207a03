"""Read single values of a record: each kind of value with its reader and with what it wants.

A reader raises ``Wrong`` for anything that is not of its kind; who calls it knows the place.
"""

from __future__ import annotations

from decimal import Decimal

from licet.catalogue.model import is_range
from licet.catalogue.shelves import PRECISION_BITS
from licet.facts.values import Interval, parse_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CONFIDENCE = ("high", "medium", "low")

_LARGEST = Decimal(10) ** 18  # far above any count here; keeps 1e999999 out of the arithmetic
_MOST_PLACES = 12
_COUNTRY = 2  # letters in a country code
_WIDE = 60  # characters of a wrong value that a message shows
_LONG = 60  # characters of a range; any more is no range of ours


class Wrong(Exception):
    """A value is not of its kind."""


def _read_text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong
    return value


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Wrong
    return tuple(sorted(map(_read_text, value)))


def _read_id(value: object) -> str:
    text = _read_text(value)
    parts = text.split("-")
    if not all(part.isascii() and part.isalnum() and part == part.lower() for part in parts):
        raise Wrong
    return text


def _read_country(value: object) -> str:
    text = _read_text(value)
    if len(text) != _COUNTRY or not (text.isascii() and text.isalpha() and text.isupper()):
        raise Wrong
    return text


def _read_confidence(value: object) -> str:
    if value not in CONFIDENCE:
        raise Wrong
    return str(value)


def _read_precision(value: object) -> str:
    if not isinstance(value, str) or value not in PRECISION_BITS:
        raise Wrong
    return value


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong
    return value


def _read_amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong
    amount = Decimal(value)
    if not amount.is_finite() or not 0 < amount <= _LARGEST:
        raise Wrong
    if int(amount.as_tuple().exponent) < -_MOST_PLACES:
        raise Wrong
    return amount


def _read_count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
        raise Wrong
    return value


def _read_number(value: object) -> Decimal | str:
    """A number, or a bound or range in the form of ``facts.values``, written in one way."""
    if not isinstance(value, str):
        return _read_amount(value)
    if not is_range(value) or len(value) > _LONG or not value.isascii():
        raise Wrong
    try:
        known = parse_number(value)
    except ValueError:
        raise Wrong from None
    if not isinstance(known, Interval):
        raise Wrong
    ends = [None if end is None else _end(end) for end in (known.low, known.high)]
    return str(Interval(ends[0], ends[1], known.low_open, known.high_open))


def _end(number: Decimal) -> Decimal:
    return Decimal(format(_read_amount(number).normalize(), "f"))


def _read_word(value: object) -> str:
    text = _read_text(value)
    if is_range(text) or text != text.strip():
        raise Wrong
    return text


def _read_fact(value: object) -> Decimal | str | bool:
    """Any fact of the dictionary, by the form it is written in."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _read_number(value) if is_range(value) else _read_word(value)
    return _read_amount(value)


READERS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "text": ("text that is not empty", _read_text),
    "texts": ("a list of texts that are not empty", _read_texts),
    "id": ("small letters, digits and hyphens", _read_id),
    "country": ("a country code of two capitals (ISO 3166)", _read_country),
    "confidence": (f"one of {', '.join(CONFIDENCE)}", _read_confidence),
    "precision": (f"one of {', '.join(PRECISION_BITS)}", _read_precision),
    "flag": ("true or false", _read_flag),
    "amount": ("a number above zero (leave out what is unknown)", _read_amount),
    "count": ("a whole number above zero (leave out what is unknown)", _read_count),
    "number": (
        'a number above zero, or a bound such as ">= 4800" (leave out what is unknown)',
        _read_number,
    ),
    "word": ("a word", _read_word),
    "fact": (
        'true, false, a word, a number above zero, or a range such as ">= 4800" (or leave it out)',
        _read_fact,
    ),
}


def shown(value: object) -> str:
    """A wrong value, short enough for a message."""
    if isinstance(value, Decimal | bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    try:
        text = repr(value)
    except ValueError:  # Python will not write out a whole number of thousands of digits
        return "a very large number"
    return text if len(text) <= _WIDE else text[:_WIDE] + "..."


def near(key: str, known: list[str]) -> str:
    """The known key that a wrong one resembles, as the end of a message."""
    from difflib import get_close_matches

    found = get_close_matches(key[:80], known, n=1)
    return f"; did you mean {found[0]!r}?" if found else ""
