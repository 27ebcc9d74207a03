"""Whole numbers and days of an address, read or refused in a sentence."""

from __future__ import annotations

from datetime import date

from licet.errors import InputError

_DIGITS = 15
"""More than any page, line or record has."""


def whole(text: str) -> int:
    """A number of a page, a line or a record.

    Raises:
        InputError: it is none.
    """
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS:
        raise InputError(f"{text[:40]!r} is no number of a page, a line or a record.")
    return int(text)


def day(text: str, name: str) -> date | None:
    """A day that may be left out.

    Raises:
        InputError: it is no day; ``name`` is that of the field.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{name}: {text[:40]!r} is no day; write it as 2026-01-15.") from None
