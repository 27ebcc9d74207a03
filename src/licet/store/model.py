"""What the store gives back: frozen values, with days as ``date`` and times in UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from licet.record import fields_of, is_record, record


@record
class Officer:
    """A person who may act.  Holds office on days from ``since`` until before ``until``."""

    name: str
    title: str
    may: tuple[str, ...]
    since: date
    until: date | None
    public_key: str

    def active(self, day: date) -> bool:
        """Whether the officer holds office on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


@record
class Run:
    """One screening as it was recorded.

    ``editions`` are (list, as of, sha256 of the file, source, entries).  ``counts`` holds queries,
    hits, by band, cannot (names that could not be screened), opened and reopened.
    """

    id: int
    at: datetime
    day: date
    officer: str
    kind: str
    file: str
    input_sha256: str
    settings: dict[str, Any]
    versions: dict[str, str]
    counts: dict[str, int]
    editions: tuple[tuple[str, date, str, str, int], ...] = ()


@record
class Act:
    """One act on a hit; never changed.  ``judges`` is the number of the proposal that it answers."""

    id: int
    at: datetime
    act: str
    officer: str
    verdict: str
    reason: str
    until: date | None
    before: str
    after: str
    judges: int | None
    signed: bool


@record
class KeptHit:
    """A hit as it stands today.

    ``state`` is one of ``licet.store.states.STATES``.  ``reopens`` is an earlier hit that had been
    closed, ``why`` what changed since (``entry_changed``, ``party_changed``).  ``replaced_by`` is
    the hit on a newer text of the same entry, where there is one.  ``asked`` is the query,
    ``listed`` the entry, as data.
    """

    id: int
    state: str
    until: date | None
    name: str
    entry: str
    score: int
    band: str
    as_of: date
    opened: datetime
    party: str
    content: str
    asked: dict[str, Any]
    listed: dict[str, Any]
    reopens: int | None
    why: str
    replaced_by: int | None
    refs: tuple[str, ...] = ()
    proposal: Act | None = None
    history: tuple[Act, ...] = ()
    explanations: tuple[dict[str, Any], ...] = ()


@record
class Hold:
    """An order that must not go on.  ``released`` None: it still must not."""

    ref: str
    at: datetime
    by: str
    reason: str
    released: datetime | None
    released_by: str
    why_released: str
    open_hits: tuple[int, ...] = ()


@record
class Determination:
    """An answer that an officer has signed: its bytes, what was asked, and the signed statement."""

    id: int
    at: datetime
    officer: str
    public_key: str
    ref: str
    item: str
    status: str
    note: str
    answer: bytes
    inputs: bytes
    statement: bytes
    signature: bytes


@record
class LogEntry:
    """One line of the log; ``hash`` is over everything else in it, ``before`` included."""

    seq: int
    at: datetime
    kind: str
    who: str
    what: dict[str, Any]
    before: str
    hash: str


@record
class Unscreened:
    """A party of an order whose name carries nothing to match on."""

    ref: str
    name: str
    why: str


@record
class Worklist:
    """What waits for a person, the oldest first in each part."""

    today: date
    hits: tuple[KeptHit, ...]
    proposals: tuple[KeptHit, ...]
    expiring: tuple[KeptHit, ...]
    holds: tuple[Hold, ...]
    unscreened: tuple[Unscreened, ...]


@record
class Synced:
    """What a customer file changed: counts of rows added, changed, gone and as before."""

    file: str
    sha256: str
    added: int
    changed: int
    gone: int
    same: int


@record
class Due:
    """Customers of a file that are to be screened again, and against what.

    ``lists`` are the lists whose edition differs from the one of the run that covers them;
    ``run`` is that run, None for customers that are new or changed and need every list.
    """

    file: str
    run: int | None
    customers: int
    lists: tuple[str, ...]


@record
class Affected:
    """What a change of entries touches: hits on record, and the references that they stand under."""

    hits: tuple[KeptHit, ...]
    refs: tuple[str, ...]


@record
class Checked:
    """What a check found: how many lines were read, the newest line's number and hash, the faults."""

    lines: int
    last: int
    hash: str
    faults: tuple[str, ...]


def as_data(value: object) -> Any:
    """A value of this module as JSON data; bytes as text."""
    match value:
        case date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "backslashreplace")
        case dict():
            return {key: as_data(each) for key, each in value.items()}
        case list() | tuple():
            return [as_data(each) for each in value]
        case _ if is_record(value):
            return {name: as_data(content) for name, content, _ in fields_of(value)}
        case _:
            return value
