"""What screening is asked and what it answers: frozen values that the store, reports and pages share."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from datetime import date

from licet.lists.model import Entry, Identifier
from licet.record import record

SAME, STRONG, REVIEW, BELOW = "same", "strong", "review", "below"
BANDS = (SAME, STRONG, REVIEW, BELOW)
"""``same``: a published name or identifier, letter for letter once case, marks and legal form are
aside.  ``strong`` and ``review``: above the two measured lines.  ``below``: shown on request only."""


@record
class Query:
    """One party to screen.  All but the name may be empty, which means unknown.

    ``ref`` is the asker's own key (row, customer number) and comes back with the answer.
    """

    name: str
    country: str = ""
    address: str = ""
    identifiers: tuple[Identifier, ...] = ()
    ref: str = ""


@record
class Aligned:
    """Words of the query and of the listed name that stand for each other.

    ``kind``: same, joined, spelling, skeleton, initials, translated, brand, reading.  ``weight``
    is the share, in thousandths, of the query's whole weight that the pair carries.
    """

    query: str
    listed: str
    kind: str
    weight: int


@record
class Hit:
    """One entry that the query may stand for, and why.

    ``channel`` is name, address or identifier; ``published`` the very name (address, number) that
    matched, as the list prints it; ``read_as`` how the query's name was read to match (a translation, a reading).
    ``score`` is in thousandths of a full match, an integer, so that no sum depends on its order.
    ``factors`` are plain sentences on what lowered or raised it.
    """

    entry: Entry
    edition: str
    channel: str
    published: str
    read_as: str
    score: int
    band: str
    aligned: tuple[Aligned, ...] = ()
    unmatched_query: tuple[str, ...] = ()
    unmatched_listed: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()


@record
class Screened:
    """The answer to one query.  ``hits`` stand strongest first, then by entry id.

    ``cannot`` says why the name cannot be screened (it carries nothing to match on), and is empty
    otherwise.  ``nearest`` is the best entry below the review line, where it was asked for.
    No hits is not "clear": the lists and dates that were searched stand beside the answer.
    """

    query: Query
    on: date
    hits: tuple[Hit, ...] = ()
    cannot: str = ""
    nearest: Hit | None = None


@record
class Closing:
    """Two officers have said what a hit is, and it stands: it says so of one party and one entry.

    It holds for a hit of the same ``party_key`` on the entry ``entry_id`` while the entry's
    ``content`` is ``entry_content``, on days before ``until`` (None: without end).  ``verdict`` is
    ``not_a_match`` or ``match``; ``officers`` who proposed and who confirmed.
    """

    party_key: str
    entry_id: str
    entry_content: str
    verdict: str
    officers: tuple[str, str]
    until: date | None

    def covers(self, query: Query, entry: Entry, day: date) -> bool:
        """Whether it speaks of this very query and entry, and stands on ``day``."""
        return (
            (self.entry_id, self.entry_content) == (entry.id, entry.content)
            and self.party_key == party_key(query)
            and (self.until is None or day < self.until)
        )


def party_key(query: Query) -> str:
    """A hash of all that was asked of a party, ``ref`` aside: changes when the party's data does.

    Case, width and runs of blanks do not count, nor does the order of identifiers.

    >>> party_key(Query("ACME  Ltd.", ref="1")) == party_key(Query("Acme Ltd.", ref="2"))
    True
    >>> party_key(Query("Acme Ltd.", "CN")) == party_key(Query("Acme Ltd."))
    False
    """
    said = [
        _folded(query.name),
        _folded(query.country),
        _folded(query.address),
        sorted([_folded(each.kind), _folded(each.value), _folded(each.country)] for each in query.identifiers),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
