"""Whether the opening of an application can be read: applicants send it, and the routing rules rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def opening_fault(found: Any) -> str:
    """What is wrong with the shape of an opening, empty where nothing is.

    >>> opening_fault({"laws": [{"sovereign": "US", "grounds": ["x"]}]})
    'a ground of US is a mapping that names its provision'
    """
    if not isinstance(found, Mapping):
        return "the opening is a mapping (licet.register.opening makes it)"
    if not isinstance(found.get("beside", ()), list | tuple):
        return "beside is a list of statuses"
    laws = found.get("laws", ())
    if not isinstance(laws, list | tuple):
        return "laws is a list"
    return next((fault for fault in map(_law_fault, laws) if fault), "")


def _law_fault(law: Any) -> str:
    if not isinstance(law, Mapping) or not isinstance(law.get("sovereign"), str):
        return "a law of the opening is a mapping that names its sovereign"
    name, grounds = law["sovereign"], law.get("grounds", ())
    if not isinstance(grounds, list | tuple):
        return f"grounds of {name} is a list"
    for each in grounds:
        if not isinstance(each, Mapping) or not isinstance(each.get("provision"), str):
            return f"a ground of {name} is a mapping that names its provision"
        if each.get("holds") not in (True, False, None):
            return f"{each['provision']} holds, does not, or is open: true, false or null"
    policies = law.get("review_may_be", ())
    texts = isinstance(policies, list | tuple) and all(isinstance(each, str) for each in policies)
    if not texts or not isinstance(law.get("review_policy"), str | None):
        return f"review policies of {name} are words"
    return ""
