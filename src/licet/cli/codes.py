"""Exit codes: nought is kept for the one case in which a script may go on by itself."""

from __future__ import annotations

PASS = 0
"""No requirement found, nothing open, nothing stale or unmodelled beside it."""
DIFFERENT = 1
"""``check``, ``law check``, ``law import``, ``log verify`` and such: something differs or is wrong;
``lists diff``: something changed; ``lists status``: screening would stop."""
USAGE = 2
"""Bad input: an unknown name, an unreadable file, an option that does not exist."""
NOTHING_FOUND, HITS, CANNOT_SCREEN = 3, 4, 5
"""``screen``: no hit, which is no clearance; hits; a name that says too little to search by."""
NOT_RUN = 3
"""``replicate``: nothing is outside its tolerance, and some were not run for want of data."""
WAITING = 20
"""``worklist``: something waits for a person; ``orders``: a line is held, or an order newly so."""
INTERRUPTED = 130

BY_STATUS = {
    "no_requirement_found": 3,
    "exception_available_with_conditions": 10,
    "notification_or_registration_required": 11,
    "license_required": 12,
    "prohibited": 13,
    "unknown_need_facts": 14,
    "suspended_revives_on": 15,
    "stale_law": 16,
    "conflict_of_laws": 17,
    "out_of_scope": 18,
}
"""An answer's code.  ``no_requirement_found`` gives 3 where something is open, stale or not
modelled beside it, and 0 (``PASS``) only where nothing is."""
BY_OWNERSHIP = {
    "listed": 12,
    "certain": 12,
    "cannot_be_excluded": 14,
    "stale": 16,
    "suspended": 15,
    "not_on_this_data": 3,
}
"""Exit of ``ownership check`` by the strictest finding, in this order: the numbers of a decision that
would rest on it.  A firm reached by a rule that nobody has confirmed, or that is suspended, gives
``stale`` or ``suspended``.  Never 0: an ownership file proves nothing about owners that it lacks."""


def code_of(status: str, *, passes: bool) -> int:
    """The exit code of a decision."""
    return PASS if passes else BY_STATUS[status]
