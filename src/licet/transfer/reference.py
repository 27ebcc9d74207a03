"""The transfer by which several laws are compared: the same act, from each sovereign's own ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.book.concepts import Reference


def raw_transfer(reference: Reference, sovereign: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """The reference transfer of ``item`` for one law, as ``Builder.transfer`` reads it."""
    leaves, arrives = reference.route(sovereign)
    receiver = {
        "role": "end_user", "country": arrives, "headquarters": arrives,
        "ultimate_parent_headquarters": arrives, "lists": "none",
    }  # fmt: skip
    return {
        "kind": reference.kind, "from": leaves, "to": arrives, "item": dict(item),
        "parties": [receiver], "parties_complete": True,
        "end_use": {"no_knowledge_beyond_stated": True},
    }  # fmt: skip
