"""What screening found for the parties of a transfer, and how each find stands.

The facts that follow are in the parties themselves (``lists``, owners); this is what an answer
shows beside them: the entry, the reason, the question that would settle it, what was searched.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from licet.screen.model import Hit, Query

TAKEN, OPEN, CONFIRMED, CLOSED, CONFLICT, AGREES, SET_ASIDE = (
    "taken", "open", "confirmed", "closed", "conflict", "agrees", "set aside",
)  # fmt: skip
"""How a hit stands.  ``taken``: counts as a listing until a person says otherwise.  ``open``: a
possible listing.  ``confirmed`` and ``closed``: a person decided that it is, or is not, the listed
party.  ``conflict``: the stated lists leave out what a strong hit finds.  ``agrees``: the stated
lists say so too.  ``set aside``: a weaker hit that stated lists leave out."""

IS_IT = frozenset({TAKEN, CONFIRMED, AGREES})
"""Standings in which the party counts as the listed one."""

UNSETTLED = frozenset({TAKEN, OPEN, CONFLICT})
"""Standings that wait for a person; while one is left, no answer reads as settled."""


@record
class Match:
    """One hit for one name of the transfer.

    ``party`` is the number of the party, None for the exporter; ``owner`` the number of the
    party's owner, None where the party itself was screened.  ``via`` says where the name comes
    from that is nobody's in the transfer: an owner higher up, a firm with the same director.
    ``asked`` is the whole query, by which a person's decision is kept.
    """

    party: int | None
    owner: int | None
    name: str
    hit: Hit
    standing: str
    why: str
    via: str = ""
    asked: Query | None = None

    @property
    def unsettled(self) -> bool:
        """Whether a person has still to look at it."""
        return self.standing in UNSETTLED

    @property
    def question(self) -> str:
        """What a person is asked."""
        return f"Is “{self.name}” the listed “{self.hit.entry.name}” ({self.hit.entry.list})?"


@record
class Searched:
    """One edition of one list that was searched."""

    list: str
    as_of: date
    sha256: str
    source: str
    entries: int


@record
class Screening:
    """What was asked and found.  ``names`` were screened; ``cannot`` pairs a name with why it was not.

    ``relied`` are names whose lists are stated in full: of these nobody need ask what a list says.
    ``partly`` are other names of parties and owners that were not looked up in whole lists: in a part
    of one, in one of a later day, or in none.
    ``warnings`` are to be told with every answer, once; ``missing`` are known lists that were not
    searched, since none was loaded.  ``off`` says why nothing was screened at all.  That nothing was
    found proves nothing.
    """

    matches: tuple[Match, ...] = ()
    searched: tuple[Searched, ...] = ()
    names: tuple[str, ...] = ()
    cannot: tuple[tuple[str, str], ...] = ()
    relied: tuple[str, ...] = ()
    off: str = ""
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()

    @property
    def unsettled(self) -> tuple[Match, ...]:
        """Matches that a person has still to look at."""
        return tuple(each for each in self.matches if each.unsettled)

    @property
    def settled(self) -> bool:
        """Whether no hit waits for a person, and each name was screened in full or has its lists stated."""
        read = all(name in self.relied for name, _ in self.cannot)
        return read and not self.unsettled and not self.partly

    def of(self, party: int, owner: int | None = None) -> tuple[Match, ...]:
        """Matches of a party, or of one of its owners."""
        return tuple(
            each
            for each in self.matches
            if (each.party, each.owner, each.via) == (party, owner, "")
        )

    def entry(self, party: int, entry: str) -> Match | None:
        """The match of a party or its owners with the entry of that id, if any."""
        fits = (e for e in self.matches if e.party == party and e.hit.entry.id == entry)
        return next(fits, None)
