"""Bundles as the desk hands them out: the whole log with its figures, one file's proofs, fields opened to a reader."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.publiclog.entry import entry_from, read_time
from licet.registry.public.bundles import Shown, for_committee, whole
from licet.registry.public.figures import published
from licet.registry.public.here import office_here

if TYPE_CHECKING:
    from pathlib import Path

    from licet.publiclog.entry import Entry
    from licet.publiclog.note import Note
    from licet.register.events import Actor
    from licet.registry.public.bundles import Order
    from licet.registry.public.office import PublicOffice
    from licet.registry.registry import Registry

BUNDLE = ".licetlog"
_EVERYBODY = "*"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class NoLog(InputError):
    """No public log was begun, so there is nothing to hand out."""

    def __init__(self) -> None:
        super().__init__("There is no public log here yet. Whoever keeps this register begins it with licet register log --begin NAME.")  # fmt: skip


def office_of(home: Path, registry: Registry) -> PublicOffice:
    """The office of the log.

    Raises:
        NoLog: none was begun.
    """
    found = office_here(home, registry)
    if found is None:
        raise NoLog
    return found


def whole_log(office: PublicOffice) -> bytes:
    """All entries, nothing opened, and figures of the log's whole time to be counted again."""
    out = io.BytesIO()
    whole(office, out, Shown(statistics=_figures(office, exact=False)))
    return out.getvalue()


def opened(
    office: PublicOffice, case: str, order: Order, by: Actor, *, all_entries: bool, authority: str
) -> bytes:  # fmt: skip
    """A zip of the bundle with its cover, which says who got it and why; with all entries it has exact figures too."""
    out = io.BytesIO()
    shown = Shown(statistics=_figures(office, exact=True, authority=authority) if all_entries else ())  # fmt: skip
    done = for_committee(office, [case], order, out, by=by, all_entries=all_entries, shown=shown)
    return _zipped({f"opened{BUNDLE}": out.getvalue(), f"opened{BUNDLE}.cover": str(done.cover).encode()})  # fmt: skip


def fields_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Names of the fields that these entries commit to, by the alphabet."""
    return tuple(sorted({name for each in entries for name in each.commitments}))


def unpacked(sent: bytes, most: int) -> bytes:
    """The bundle of a file that was sent in: the file itself, or the bundle in the zip that ``opened`` made.

    Raises:
        InputError: a zip without a bundle, one that cannot be read, or a bundle of more than ``most`` bytes.
    """
    if sent[:4] != b"PK\x03\x04":
        return sent
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as packed:
            name = next((each for each in packed.namelist() if each.endswith(BUNDLE)), None)
            if name is None:
                raise InputError(f"There is no bundle ({BUNDLE}) in this zip.")
            with packed.open(name) as file:
                found = file.read(most + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error) as error:  # fmt: skip
        raise InputError(f"This zip cannot be read: {error}") from None
    if len(found) > most:
        raise InputError(f"The bundle in this zip is larger than {most // 1_000_000} MB.")
    return found


def _figures(office: PublicOffice, *, exact: bool, authority: str = _EVERYBODY) -> tuple[Note, ...]:
    """Signed figures from the first year of the log to the end of its newest; none of an empty log."""
    size = office.log.latest()[0].size
    if not size:
        return ()
    tiles = office.log.tiles(size)
    first, last = (
        read_time(entry_from(next(iter(tiles.entries(at, at + 1)))).time) for at in (0, size - 1)
    )
    since, until = datetime(first.year, 1, 1, tzinfo=UTC), datetime(last.year + 1, 1, 1, tzinfo=UTC)
    return (published(office, authority, since, until, exact=exact),)


def _zipped(files: dict[str, bytes]) -> bytes:
    """A zip with no time of its own in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
