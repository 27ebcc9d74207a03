"""What is handed out: the whole log, one case, and the bundle of a committee with opened fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from licet.errors import InputError
from licet.publiclog.bundle import Contents, of_entries, whole_log
from licet.publiclog.canonical import written
from licet.publiclog.commitments import Opening
from licet.publiclog.entry import told_time
from licet.publiclog.log import Log
from licet.publiclog.note import Note, Verifier
from licet.record import record
from licet.register.events import Actor
from licet.registry.public import kept
from licet.registry.public.office import PublicOffice
from licet.registry.reach import check_read
from licet.store.work import note

DISCLOSURE = "licet-disclosure/1"


@record
class Order:
    """On whose word fields are opened, to whom.  ``fields`` are their names, none for all that can be opened."""

    reader: str
    reference: str
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an order without reader or reference."""
        if not self.reader.strip() or not self.reference.strip():
            raise InputError("Fields are opened to a named reader, on an order that is named too.")


@record
class Handed:
    """A bundle that was written: its SHA-256, and the cover that says who got it and why, signed by the log's key."""

    sha256: str
    opened: int
    cover: Note | None = None


@record
class Shown:
    """What goes with every bundle: the keys of witnesses, older checkpoints, signed statements."""

    witnesses: tuple[Verifier, ...] = ()
    earlier: tuple[Note, ...] = ()
    statistics: tuple[Note, ...] = ()


def whole(office: PublicOffice, out: IO[bytes], shown: Shown | None = None) -> Handed:
    """The whole log, for everybody: all entries and nothing opened."""
    return Handed(_put(out, whole_log(office.log, _contents(office, shown, {}))), 0)


def of_case(office: PublicOffice, stream: str, out: IO[bytes], shown: Shown | None = None) -> Handed:  # fmt: skip
    """The entries of one application and its licenses with their proofs, nothing opened."""
    lines = of_entries(office.log, _indexes(office, stream), _contents(office, shown, {}))
    return Handed(_put(out, lines), 0)


def for_committee(
    office: PublicOffice, streams: Sequence[str], order: Order, out: IO[bytes], *, by: Actor, all_entries: bool = False,
    shown: Shown | None = None,
) -> Handed:  # fmt: skip
    """Some cases with their confidential fields opened to one reader; noted in the store's log before it is written.

    With ``all_entries`` the bundle holds the whole log, so that published figures can be computed again from it.

    Raises:
        NotAllowed: the role does not open fields, or not of these cases.
        InputError: nothing of a case is in the log, or a field is none of these cases or was forgotten.
    """
    _may_open(office, streams, by, order)
    size = office.log.latest()[0].size
    indexes = sorted({each for stream in streams for each in _indexes(office, stream)})
    with office.store.writing() as work:
        opened: dict[int, Sequence[Opening]] = {}
        for stream in streams:
            opened |= kept.openings(work.db, kept.name_of(work.db, stream), order.fields)
        opened = {index: each for index, each in opened.items() if index < size}
        found = {opening.field for each in opened.values() for opening in each}
        if missing := sorted(set(order.fields) - found):
            raise InputError(f"No field {missing[0]!r} can be opened in {', '.join(streams)}: it is not committed to there, or its salts were destroyed.")  # fmt: skip
        told = {
            "reader": order.reader, "order": order.reference, "cases": list(streams), "fields": sorted(found),
            "size": size,
        }  # fmt: skip
        note(work, "register.opened", by.id, told)
        at = told_time(work.now)
    contents = _contents(office, shown, opened)
    lines = whole_log(office.log, contents) if all_entries else of_entries(office.log, indexes, contents)  # fmt: skip
    digest = _put(out, lines)
    said = {"reader": order.reader, "order": order.reference, "fields": sorted(found), "at": at, "bundle": digest}  # fmt: skip
    return Handed(digest, sum(map(len, opened.values())), _cover(office.log, said))


def _may_open(office: PublicOffice, streams: Sequence[str], by: Actor, order: Order) -> None:
    """Refuse whoever does not reach one of the cases, or by no order; the roles say who opens what."""
    right = office.rules.roles.to_read("commitments")
    for each in streams:
        check_read(right, office.file(each), by, office.rules.law, order.reference)


def _indexes(office: PublicOffice, stream: str) -> list[int]:
    return [index for index, _ in office.shown(stream)]


def _contents(
    office: PublicOffice, shown: Shown | None, openings: Mapping[int, Sequence[Opening]]
) -> Contents:
    shown = shown or Shown()
    return Contents(office.store.clock(), shown.witnesses, shown.earlier, openings, shown.statistics)  # fmt: skip


def _cover(log: Log, said: Mapping[str, object]) -> Note:
    text = f"{DISCLOSURE}\n{log.key.name}\n{written(said).decode()}\n"
    return Note(text).signed(log.signer)


def _put(out: IO[bytes], lines: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        out.write(line)
        digest.update(line)
    return digest.hexdigest()
