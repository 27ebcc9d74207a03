"""What of an event is public: a list of fields for each authority, all else is confidential.

Which fields they are is the authority's law and policy, so it comes as data.  A field that nobody thought of
is committed to and not shown: a mistake in the list can hide something for a while, which an opening mends, and
cannot give something away, which nothing mends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from licet.errors import InputError
from licet.record import record

ANY = "*"
_MEMBERS = frozenset({"public", "left_out"})


@record
class View:
    """The public fields by kind of event (``*``: of all kinds), and those that stay out of the log altogether."""

    public: Mapping[str, frozenset[str]]
    left_out: frozenset[str] = frozenset()

    def shows(self, kind: str, field: str) -> bool:
        """Whether a field of an event is public."""
        return any(field in self.public.get(each, ()) for each in (ANY, kind))


def view_from(data: Mapping[str, Any]) -> View:
    """A view from data: ``public`` lists fields by kind of event, ``left_out`` fields.

    Raises:
        InputError: it has another form, or a field is both shown and left out.
    """
    if unknown := sorted(set(data) - _MEMBERS):
        raise InputError(f"A public view has {' and '.join(sorted(_MEMBERS))}, not {unknown[0]!r}.")
    public = {kind: frozenset(fields) for kind, fields in data.get("public", {}).items()}
    left_out = frozenset(data.get("left_out", ()))
    if both := sorted(left_out & frozenset().union(*public.values())):
        raise InputError(f"{both[0]} is public in this view and left out of it; it can be one.")
    return View(public, left_out)


def divided(
    view: View, kind: str, body: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of an event that are public, and those that are committed to.

    >>> view = view_from({"public": {"*": ["clock"], "issued": ["outcome"]}, "left_out": ["scan"]})
    >>> divided(view, "issued", {"clock": "end", "outcome": "approved", "units": 5, "scan": "..."})
    ({'clock': 'end', 'outcome': 'approved'}, {'units': 5})
    >>> divided(view, "registered", {"outcome": "approved"})
    ({}, {'outcome': 'approved'})
    """
    kept = {name: content for name, content in body.items() if name not in view.left_out}
    public = {name: content for name, content in kept.items() if view.shows(kind, name)}
    return public, {name: content for name, content in kept.items() if name not in public}


def never_shown(view: View, fields: Sequence[str]) -> None:
    """Make sure that a view shows none of ``fields``, such as those that hold personal data.

    Raises:
        InputError: it shows one.
    """
    for kind, shown in view.public.items():
        if wrong := sorted(shown.intersection(fields)):
            raise InputError(
                f"{wrong[0]} holds personal data and must not be public, and is in {kind}."
            )
