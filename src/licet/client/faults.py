"""What a client raises: a refusal in the API's own words, or no answer at all."""

from __future__ import annotations

from licet.api.models import Problem
from licet.errors import LicetError


class Refusal(LicetError):
    """The API refused the request; ``problem`` is its problem document, with places and the way out."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.detail} {problem.way_out}")
        self.problem = problem


class Unreachable(LicetError):
    """No answer came, or none that the API gives, however often it was asked."""


class CutShort(LicetError):
    """A bulk answer ended before its last line: rows after the last one given are not answered."""
