"""What is asked of every row alike: the law, the catalogue, which sovereigns, as known when."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.book import RuleBook

    Products = Mapping[str, Mapping[str, object]]


@record
class Terms:
    """``asked`` are the laws to run; ``named`` those that were asked for by name, None where all were.

    ``bits`` are ids of the provisions that get a column of their own.
    """

    book: RuleBook
    products: Products
    asked: tuple[str, ...]
    named: tuple[str, ...] | None
    known_on: date
    bits: tuple[str, ...]


class Today(threading.local):
    """The day of the rows at hand, in each thread its own: of what a cell says, only listings depend on it."""

    now: date
