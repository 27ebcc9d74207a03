"""Exit codes: nought is kept for the one case in which a script may go on by itself."""

from __future__ import annotations

PASS = 0
"""No requirement found, nothing open, nothing stale or unmodelled beside it."""
DIFFERENT = 1
"""``check``, ``law check``, ``law import``, ``log verify`` and such: something differs or is wrong."""
USAGE = 2
"""Bad input: an unknown name, an unreadable file, an option that does not exist."""
WAITING = 20
"""``worklist``: something waits for a person."""
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


def code_of(status: str, *, passes: bool) -> int:
    """The exit code of a decision."""
    return PASS if passes else BY_STATUS[status]
