"""What stands in the log: one entry an event, chained to the entry before it in its case."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from licet.errors import InputError
from licet.publiclog import commitments, tree
from licet.publiclog.canonical import read, written
from licet.publiclog.commitments import Opening, checked_name
from licet.publiclog.reserved import PSEUDONYM, checked
from licet.record import record

FORMAT = "licet-entry/1"
LONGEST = 65535
"""Bytes of an entry at most: its length is written in 16 bits (c2sp.org/tlog-tiles)."""

_TIME = "%Y-%m-%dT%H:%M:%SZ"


@record
class Entry:
    """An entry; ``data`` are the bytes that the log holds and hashes.

    ``time`` is when it happened, UTC, whole seconds.  ``previous`` is the leaf hash in hex of the entry
    before it in its case, None at ``seq`` 0; ``refers`` the seq and leaf hash of the entry that a correction or a
    forgetting is about.
    """

    type: str
    case: str
    seq: int
    event: str
    time: str
    public: Mapping[str, Any]
    commitments: Mapping[str, str]
    previous: str | None = None
    refers: tuple[int, str] | None = None

    def __post_init__(self) -> None:
        """Refuse names that the format does not have."""
        for name in (self.event, *self.public, *self.commitments):
            checked_name(name)
        if both := sorted(set(self.public) & set(self.commitments)):
            raise InputError(f"{both[0]} is to be public and confidential at once; it can be one.")
        if not PSEUDONYM.fullmatch(self.case):
            raise InputError(f"{self.case!r} is no pseudonym of a case: 32 hex digits.")

    @property
    def data(self) -> bytes:
        """The entry as canonical JSON.

        Raises:
            InputError: it is longer than the log takes.
        """
        told: dict[str, Any] = {
            "format": FORMAT, "type": self.type, "case": self.case, "seq": self.seq, "event": self.event,
            "time": self.time, "public": dict(self.public), "commitments": dict(self.commitments),
            "commitments_root": commitments.root(self.commitments), "previous": self.previous,
        }  # fmt: skip
        if self.refers:
            told["refers"] = {"seq": self.refers[0], "entry": self.refers[1]}
        found = written(told)
        if len(found) > LONGEST:
            raise InputError(
                f"This entry has {len(found):,} bytes, and the log takes {LONGEST:,}. Put long texts "
                "into a document, and its hash into the entry."
            )
        return found

    @property
    def leaf(self) -> str:
        """Its leaf hash, 64 hex digits: by this name others refer to it."""
        return tree.leaf_hash(self.data).hex()


def entry_from(data: bytes) -> Entry:
    """The entry in the bytes of a leaf.

    Raises:
        InputError: they are no entry of this log.
    """
    told = read(data)
    try:
        refers = told.get("refers")
        found = Entry(
            told["type"], told["case"], told["seq"], told["event"], told["time"], told["public"],
            told["commitments"], told["previous"], (refers["seq"], refers["entry"]) if refers else None,
        )  # fmt: skip
        same = found.data == data
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"This is no entry of {FORMAT}: {error!r}") from None
    if not same:
        raise InputError(f"This is no entry of {FORMAT}: a member is unknown or does not fit.")
    return found


def pseudonym() -> str:
    """A new name of a case, drawn at random: nothing about the case can be read from it."""
    return secrets.token_hex(16)


def told_time(at: datetime) -> str:
    """An instant as the log writes it, cut to whole seconds.

    >>> told_time(datetime(2026, 1, 20, 9, 30, 5, 999, tzinfo=UTC))
    '2026-01-20T09:30:05Z'
    """
    if at.utcoffset() is None:
        raise InputError(f"{at.isoformat()} does not say its time zone.")
    return at.astimezone(UTC).strftime(_TIME)


def read_time(text: str) -> datetime:
    """The instant of a time in the log."""
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)


def seconds_between(start: str, end: str) -> int:
    """Whole seconds from one time in the log to another."""
    return (read_time(end) - read_time(start)) // timedelta(seconds=1)


def event(
    what: str,
    at: datetime,
    public: Mapping[str, Any],
    openings: Sequence[Opening] = (),
    *,
    after: Entry | None = None,
    case: str = "",
) -> Entry:
    """The next entry of a case: behind ``after``, or the first one, of ``case`` or a new pseudonym.

    Raises:
        InputError: a reserved field holds what no verifier can read, or the time runs back.
    """
    checked(public)
    committed = commitments.commitments(openings)
    if after is not None:
        return _next(after, "event", what, at, public=public, committed=committed)
    return Entry("event", case or pseudonym(), 0, what, told_time(at), public, committed)


def correction(
    what: str,
    at: datetime,
    of: Entry,
    corrected: Mapping[str, Any],
    openings: Sequence[Opening] = (),
    *,
    reason: str,
    after: Entry,
) -> Entry:
    """An entry that puts public fields (None takes one away) or commitments of ``of`` right; ``of`` stays."""
    if of.type != "event":
        raise InputError(
            f"A correction is of an event, not of a {of.type}: correct the event anew."
        )
    checked(corrected, whole=False)
    public = {"corrected": dict(corrected), "reason": reason}
    committed = commitments.commitments(openings)
    return _next(after, "correction", what, at, public=public, committed=committed, of=of)


def forgetting(
    what: str, at: datetime, of: Entry, fields: Sequence[str], *, reason: str, after: Entry
) -> Entry:
    """An entry that tells that the salts of ``fields`` of ``of`` were destroyed.  Destroying them is the caller's."""
    if unknown := sorted(set(fields) - set(of.commitments)):
        raise InputError(f"Entry {of.seq} has no confidential field {unknown[0]}.")
    public = {"fields": sorted(fields), "reason": reason}
    return _next(after, "forgetting", what, at, public=public, committed={}, of=of)


def _next(
    after: Entry,
    type_: str,
    what: str,
    at: datetime,
    *,
    public: Mapping[str, Any],
    committed: Mapping[str, str],
    of: Entry | None = None,
) -> Entry:
    time = told_time(at)
    if time < after.time:
        raise InputError(
            f"{time} is before {after.time}, the time of entry {after.seq} of the case. What happened "
            "earlier and was forgotten is told in a new entry with the time of now."
        )
    if of is not None and (of.case != after.case or of.seq > after.seq):
        raise InputError(f"Entry {of.seq} is not an earlier entry of the case.")
    refers = (of.seq, of.leaf) if of is not None else None
    return Entry(
        type_, after.case, after.seq + 1, what, time, public, committed, after.leaf, refers
    )
