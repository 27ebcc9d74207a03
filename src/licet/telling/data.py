"""An answer in words through JSON and back, so that a letter of years ago needs no law of its own day."""

from __future__ import annotations

from typing import Any

from licet.decide.report import plain_data
from licet.store.records import read_record
from licet.telling.model import Told


def as_data(told: Told) -> dict[str, Any]:
    """The answer as JSON data: names to values, tuples as lists, days as text."""
    data: dict[str, Any] = plain_data(told)
    return data


def of_data(data: object) -> Told:
    """The answer that ``as_data`` gave.

    Raises:
        InputError: what stands there is no such answer, with the field and what was wanted.
    """
    return read_record(Told, data, "the answer")
