"""What of an application hangs on its decision: nobody sends a decision, or edits a draft away from the one it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.register.events import thawed
from licet.register.opening import Opening
from licet.register.state import CaseState

if TYPE_CHECKING:
    from licet.registry.model import State


def check_decided(body: Mapping[str, Any], state: State | None) -> None:
    """Refuse a decision that was not made here, and lines and parties that are not those of the decision that stands.

    Without this an applicant could file past a presumption of denial: with a statement of their own, or with a
    decision on one transfer and lines of another.

    Raises:
        InputError: with what to do instead.
    """
    made = body.get("opening")
    if made is not None:
        if not isinstance(made, Opening):
            raise InputError("a decision is made by the register and never sent; have the transfer decided again")  # fmt: skip
        return
    if not isinstance(state, CaseState) or not state.opening:
        return
    if "parties" in body and thawed(body["parties"]) != thawed(state.content.get("parties")):
        raise InputError("the parties of a draft are those of its decision; have the transfer decided again with the others")  # fmt: skip
    if "lines" in body and not _goods(body["lines"]) <= _goods(state.content.get("lines")):
        raise InputError("the lines of a draft are of the item and country that were decided; have the transfer decided again for others")  # fmt: skip


def _goods(lines: Any) -> set[tuple[str, str]]:
    """Which items go where; what cannot be read is an item of its own."""
    if not isinstance(lines, list | tuple):
        return {(repr(lines), "")} if lines else set()
    return {
        (repr(each.get("item")), repr(each.get("country"))) if isinstance(each, Mapping) else (repr(each), "")
        for each in lines
    }  # fmt: skip
