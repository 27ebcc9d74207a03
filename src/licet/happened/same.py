"""Whether two reports tell of one event, and one event out of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.happened.model import EXACT
from licet.record import replaced

if TYPE_CHECKING:
    from licet.happened.model import Happening


def same(one: Happening, other: Happening) -> bool:
    """Whether both tell of one act: same actors, act, stage and day, and an object, target or instrument shared.

    Events without an exact day are never taken for one another: too little holds them together.
    """
    if not one.date_kind == other.date_kind == EXACT:
        return False
    if (one.act, one.stage, one.date_from) != (other.act, other.stage, other.date_from):
        return False
    if set(one.actors) != set(other.actors):
        return False
    return any(
        _folded(mine) & _folded(theirs)
        for mine, theirs in (
            (one.object, other.object), (one.target, other.target), (one.instruments, other.instruments),
        )
    )  # fmt: skip


def joined(there: Happening, new: Happening) -> Happening:
    """The event that is there with the sources and links of both, each once."""
    return replaced(
        there,
        sources=tuple(dict.fromkeys((*there.sources, *new.sources))),
        links=tuple(dict.fromkeys((*there.links, *new.links))),
    )


def _folded(words: tuple[str, ...]) -> set[str]:
    return {each.casefold() for each in words}
