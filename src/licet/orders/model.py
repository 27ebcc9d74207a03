"""What an order is, and what a check of it says.

``Orders(service)`` (``licet.orders.orders``) is the way in:

    orders.put(body, who)            # take in or change an order, and check it
    orders.check(ref, why, who)      # check it again; the difference to the last check is kept
    orders.recheck(why)              # all that are not closed: after a list, the law or a closing changed
    orders.get(ref), orders.listed(state=...), orders.checks(ref)

A check and a hold are two things.  A check says what law and lists make of each line now: PASS, HOLD or
FAIL.  A hold says that the order must not go on; it stands in the store until an officer signs its release.
Each check that is not PASS puts the order on hold, unless an officer has released it since and the check
says the same as the one before.  A check that passes takes no hold away: an officer does.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from licet.record import record

PASS, HOLD, FAIL = "PASS", "HOLD", "FAIL"
RESULTS = (FAIL, HOLD, PASS)
"""The strictest first."""

HELD, RELEASED, PASSED, CLOSED = "held", "released", "passed", "closed"
STATES = {
    HELD: "on hold: it must not go on",
    RELEASED: "an officer has released it, and no check has said anything else since",
    PASSED: "no line was held by its last check, and nothing else holds it",
    CLOSED: "done or withdrawn: no longer checked",
}
"""How an order stands."""


@record
class LineChecked:
    """One line: its result with the reason in words and as a code, and at most five matches of parties.

    ``status`` is that of the decision (closed set), ``beside`` what stands beside it, ``next_step`` what
    would settle it, ``hits`` numbers of hits in the store that wait for a person.
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
class Found:
    """One entry that a party of the order met.

    ``entry`` is its id, ``listed`` the name in it, ``content`` the hash of its text; ``standing`` one of
    ``licet.transfer.screening``; ``score`` in thousandths; ``hit`` its number in the store, 0 where none.
    """

    name: str
    role: str
    entry: str
    listed: str
    since: date | None
    content: str
    standing: str
    why: str
    score: int
    band: str
    hit: int = 0


@record
class OrderChecked:
    """One check of an order; ``differs`` are sentences on what is not as in the check before.

    ``result`` is the strictest of the lines': FAIL before HOLD before PASS.  ``found`` are the matches of
    all parties, ``searched`` list, day and hash of each edition, ``notes`` what must be said beside.
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
    found: tuple[Found, ...] = ()
    searched: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    who: str = ""


@record
class Order:
    """An order as it was last sent; ``body`` is what the order system said, ``last`` its newest check.

    ``state`` is one of ``STATES``; ``held`` says why, where it is on hold.
    """

    ref: str
    at: datetime
    changed: datetime
    state: str
    body: dict[str, Any]
    last: OrderChecked | None
    held: str = ""


def strictest(results: tuple[str, ...]) -> str:
    """The strictest of some results.

    >>> strictest(("PASS", "HOLD")), strictest(())
    ('HOLD', 'HOLD')
    """
    return min(results, key=RESULTS.index, default=HOLD)
