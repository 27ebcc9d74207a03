"""What an order is, and what a check of it says.

``Orders(service)`` (``licet.orders.orders``) is the way in:

    orders.put(body, who)            # take in or change an order, and check it
    orders.check(ref, why, who)      # check it again; the difference to the last check is kept
    orders.recheck(why)              # all that are not closed: after a list, the law or a closing changed
    orders.get(ref), orders.listed(state=...), orders.checks(ref)
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from licet.record import record

PASS, HOLD, FAIL = "PASS", "HOLD", "FAIL"


@record
class LineChecked:
    """One line: its result with the reason in words and as a code, and at most five matches of parties.

    ``status`` is that of the decision (closed set), ``beside`` what stands beside it, ``next_step`` what
    would settle it, ``hits`` numbers of hits in the store.
    """

    line: str
    item: str
    result: str
    status: str
    reason: str
    code: str
    beside: tuple[str, ...] = ()
    next_step: str = ""
    hits: tuple[int, ...] = ()
    matches: tuple[str, ...] = ()


@record
class OrderChecked:
    """One check of an order; ``differs`` are sentences on what is not as in the check before.

    ``result`` is the strictest of the lines': FAIL before HOLD before PASS.
    """

    ref: str
    number: int
    at: datetime
    day: date
    why: str
    result: str
    lines: tuple[LineChecked, ...]
    hashes: tuple[tuple[str, str], ...]
    differs: tuple[str, ...]


@record
class Order:
    """An order as it was last sent; ``body`` is what the order system said, ``last`` its newest check."""

    ref: str
    at: datetime
    changed: datetime
    state: str
    body: dict[str, Any]
    last: OrderChecked | None
