"""Finding provisions: by words, and by how each stands on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.book.provision import IN_FORCE
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.book.provision import Pause, Provision, Version
    from licet.pack.store import Library

TO_COME, ENDED, UNHEARD = "to_come", "ended", "not_published"
"""Beside the states of a version: its first text is still to begin, its last is over, or nobody could know of it."""
STATE_WORDS = {
    IN_FORCE: "in force",
    "beyond_text": "enforced beyond its text",
    "suspended": "suspended",
    "not_enforced": "not enforced",
    "stale": "stale",
    "not_due": "in force, not yet due",
    TO_COME: "not yet in force",
    ENDED: "ended",
    UNHEARD: "not yet published",
}
"""How a provision may stand on a day, in words."""


@record
class Listed:
    """A provision on a day, with the version to show for it and how it stands.

    ``version`` is the one that stands, else the next to begin, else the last; ``pause`` the one that
    decides the state.  ``state`` is a key of ``STATE_WORDS``.
    """

    provision: Provision
    version: Version
    state: str
    pause: Pause | None = None

    @property
    def stands(self) -> bool:
        """Whether some text of it stands on the day, paused or not."""
        return self.state not in (TO_COME, ENDED, UNHEARD)


def listed(provision: Provision, on: date, known_on: date = date.max) -> Listed:
    """How ``provision`` stands on ``on``, going by what was published by ``known_on``."""
    version = provision.on(on, known_on)
    if version is not None:
        state, pause = version.state(on, known_on)
        return Listed(provision, version, state, pause)
    known = [each for each in provision.versions if each.published <= known_on]
    if not known:
        return Listed(provision, provision.versions[0], UNHEARD)
    to_come = [each for each in known if each.since > on]
    if to_come:
        return Listed(provision, to_come[0], TO_COME)
    return Listed(provision, known[-1], ENDED)


def standing(provision: Provision, version: Version, on: date | None) -> str:
    """How ``version`` stands on ``on`` (today where None), in a few words of the command line."""
    when = on or date.today()
    if provision.on(when, date.max) is not version:
        return f"ended {version.to}" if version.to and version.to <= when else "to come"
    return version.state(when, date.max)[0].replace("_", " ")


def fits(provision: Provision, wanted: Sequence[str], library: Library) -> bool:
    """Whether every word of ``wanted`` (folded) is in its id, title, citations, sources or prose."""
    if not wanted:
        return True
    cites = " ".join(each.text for each in provision.cite)
    sources = " ".join(each.source for each in provision.versions)
    prose = library.prose.get(provision.id, "")
    text = f"{provision.id} {provision.title} {provision.code} {cites} {sources} {prose}".casefold()
    return all(word in text for word in wanted)


def found(library: Library, text: str, kind: str = "") -> Iterator[Provision]:
    """Provisions of one kind, or of any, that the words of ``text`` fit, in the order of the book."""
    wanted = text.casefold().split()
    for each in library.whole.book.provisions.values():
        if (not kind or each.kind == kind) and fits(each, wanted, library):
            yield each
