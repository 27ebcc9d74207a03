"""Who may own and be owned, and one stake as one source tells it."""

from __future__ import annotations

from datetime import date

from licet.lists.model import Identifier
from licet.ownership.shares import UNKNOWN, Range
from licet.record import record

SHARES, VOTING, CONTROL, DIRECTOR, OTHER, INDIRECT = (
    "shares", "voting", "control", "director", "unknown", "indirect",
)  # fmt: skip
INTERESTS = {
    SHARES: "shares in the capital, or other proprietary rights",
    VOTING: "votes",
    CONTROL: "control by other means: a right to appoint the board, a contract, a golden share",
    DIRECTOR: "a seat on the board or in senior management; never ownership",
    OTHER: "a stake of which the source does not say what it is of: it may be shares or votes",
    INDIRECT: "a share that the source gives for a whole chain: it never adds to direct shares, so it shows what cannot be excluded and proves nothing",
}
"""What a stake may be of."""
PUBLIC = "public"
KINDS = ("entity", "person", "state", PUBLIC, "")
"""What an owner may be; empty where the source does not say.  ``public`` stands for many holders of a
quoted firm, of whom none has a majority: with it a file can tell that nobody is above a firm."""
UNVERIFIED = "unverified"
CONFIDENCE = ("high", "medium", "low", UNVERIFIED, "")
"""How sure a source is, as in the law files.  What is unverified proves nothing: it can be no part of
"certain", and stays a part of "cannot be excluded"."""


@record
class Node:
    """A company, person or state of the graph, by its key.

    ``country`` is where it is registered, ``headquarters`` where its head office is; both ISO
    alpha-2, empty where not known: the one never stands in for the other.
    """

    key: str
    name: str = ""
    kind: str = ""
    country: str = ""
    headquarters: str = ""
    identifiers: tuple[Identifier, ...] = ()

    @property
    def label(self) -> str:
        """The name, or the key where none is known."""
        return self.name or self.key


@record
class Stake:
    """What one source says that ``owner`` holds of ``owned`` (keys of nodes).

    ``share`` is the range in parts (``licet.ownership.shares``) of the whole capital, or of all
    votes, whatever the class; ``share_class`` keeps two holdings of one owner apart, so that they
    add up.  The stake holds from ``since`` (None: as long as is known) until the day before ``to``
    (None: still).  ``said`` is the day of the source; of two sources that differ the later counts.
    """

    owner: str
    owned: str
    interest: str = SHARES
    share: Range = UNKNOWN
    share_class: str = ""
    since: date | None = None
    to: date | None = None
    source: str = ""
    said: date | None = None
    confidence: str = ""

    def holds(self, day: date) -> bool:
        """Whether the stake is held on ``day``."""
        return (self.since is None or self.since <= day) and (self.to is None or day < self.to)


@record
class Listed:
    """A node that is on a list, as far as ownership asks: from ``since`` until the day before ``to``.

    ``policy`` and ``requirement`` are what its entry says of applications and of licenses.
    """

    key: str
    list: str
    name: str = ""
    since: date | None = None
    to: date | None = None
    policy: str = ""
    requirement: str = ""
    entry: str = ""

    def stands(self, day: date) -> bool:
        """Whether the entry binds on ``day``."""
        return (self.since is None or self.since <= day) and (self.to is None or day < self.to)
