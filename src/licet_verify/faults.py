"""What is wrong with what was read, and where.

    Fault
    |-- Unreadable   the input has not the form that the specification asks for
    |-- Differs      the form is right, and what it claims is not so

Every message names the place first.  Nothing else is raised on purpose.
"""

from __future__ import annotations


class Fault(Exception):
    """Something is wrong at ``where``; ``what`` says it in one sentence."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.where = where
        self.what = what


class Unreadable(Fault, ValueError):
    """Bytes that are not in the form asked for."""


class Differs(Fault):
    """A claim that does not hold."""
