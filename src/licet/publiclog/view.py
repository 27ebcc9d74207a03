"""What of an event is public: a list of fields for each authority, all else is confidential.

Which fields they are is the authority's law and policy, so it comes as data.  A field that nobody thought of
is committed to and not shown: a mistake in the list can hide something for a while, which an opening mends, and
cannot give something away, which nothing mends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.record import record

ANY = "*"


@record
class View:
    """The public fields by kind of event (``*``: of all kinds), and those that stay out of the log altogether."""

    public: Mapping[str, frozenset[str]]
    left_out: frozenset[str] = frozenset()

    def shows(self, kind: str, field: str) -> bool:
        """Whether a field of an event is public."""
        return any(field in self.public.get(each, ()) for each in (ANY, kind))


def divided(
    view: View, kind: str, body: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of an event that are public, and those that are committed to.

    >>> view = View(
    ...     {"*": frozenset({"clock"}), "issued": frozenset({"outcome"})}, frozenset({"scan"})
    ... )
    >>> divided(view, "issued", {"clock": "end", "outcome": "approved", "units": 5, "scan": "..."})
    ({'clock': 'end', 'outcome': 'approved'}, {'units': 5})
    >>> divided(view, "registered", {"outcome": "approved"})
    ({}, {'outcome': 'approved'})
    """
    kept = {name: content for name, content in body.items() if name not in view.left_out}
    public = {name: content for name, content in kept.items() if view.shows(kind, name)}
    return public, {name: content for name, content in kept.items() if name not in public}
