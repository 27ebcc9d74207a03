"""Whether two reports tell of one event, and one event out of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.happened.model import EXACT
from licet.record import replaced

if TYPE_CHECKING:
    from licet.happened.model import Happening, Source


def same(one: Happening, other: Happening) -> bool:
    """Whether both tell of one act: same actors, act, stage and day, and an object, target or instrument shared.

    Events without an exact day are never taken for one another: too little holds them together.
    """
    if not one.date_kind == other.date_kind == EXACT:
        return False
    if (one.act, one.stage, one.date_from) != (other.act, other.stage, other.date_from):
        return False
    if not _same_actors(one, other):
        return False
    return any(
        _folded(mine) & _folded(theirs)
        for mine, theirs in (
            (one.object, other.object), (one.target, other.target), (one.instruments, other.instruments),
        )
    )  # fmt: skip


def same_words(one: Happening, other: Happening) -> bool:
    """Whether both are one act read off the same words of the same text, whatever else was made of them."""
    if (one.act, one.stage, one.actors) != (other.act, other.stage, other.actors):
        return False
    places = {(each.text, each.spans) for each in one.sources if each.text}
    return any((each.text, each.spans) in places for each in other.sources)


def joined(there: Happening, new: Happening) -> Happening:
    """The event that is there with the sources and links of both, each once."""
    return replaced(
        there,
        sources=_sources(there.sources, new.sources),
        links=tuple(dict.fromkeys((*there.links, *new.links))),
    )


def _sources(there: tuple[Source, ...], new: tuple[Source, ...]) -> tuple[Source, ...]:
    """Each source once; one text that was read twice is one source, with what either time was said of it."""
    found = list(dict.fromkeys(there))
    for each in new:
        at = next((n for n, old in enumerate(found) if old == each or _one_text(old, each)), None)
        if at is None:
            found.append(each)
        else:
            old = found[at]
            base = each if each.url and not old.url else old
            found[at] = replaced(base, published=old.published or each.published, retrieved=old.retrieved or each.retrieved)  # fmt: skip
    return tuple(found)


def _one_text(one: Source, other: Source) -> bool:
    alike = bool(one.text) and (one.text, one.spans) == (other.text, other.spans)
    return alike and (not one.url or not other.url or one.url == other.url)


def _same_actors(one: Happening, other: Happening) -> bool:
    """Whether the same act: by the same names, or of the same states where one of the two names only them."""
    if set(one.actors) == set(other.actors):
        return True
    bare = any(all("/" not in actor for actor in each.actors) for each in (one, other))
    return bare and set(one.states) == set(other.states)


def _folded(words: tuple[str, ...]) -> set[str]:
    return {each.casefold() for each in words}
