"""Which kept lists may be used on a day, and how every list stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.lists.catalog import known
from licet.lists.files import verified
from licet.lists.manifest import Kept
from licet.lists.model import Edition
from licet.lists.shipped import shipped, warning_of
from licet.record import record

if TYPE_CHECKING:
    from licet.lists.shelf import Shelf

CURRENT, STALE, SNAPSHOT, MISSING, DAMAGED = "current", "stale", "snapshot", "missing", "damaged"
STATES = {
    CURRENT: "loaded, and not too old",
    STALE: "loaded, and older than it may be: screening stops",
    SNAPSHOT: "none loaded; the small table that ships stands in, with its warning",
    MISSING: "none loaded, and none ships: not screened against",
    DAMAGED: "a kept file is gone or was changed: screening stops",
}


@record
class Status:
    """How one list stands on a day.

    ``age_days`` counts from the last day on which the publisher was known to say what the edition
    says; None where nothing was loaded.  ``before`` is the count of entries of the edition before.
    """

    list: str
    title: str
    state: str
    stale_after_days: int
    as_of: date | None = None
    age_days: int | None = None
    entries: int = 0
    before: int | None = None
    editions: int = 0
    kept: Kept | None = None
    note: str = ""

    def as_data(self) -> dict[str, Any]:
        """The status as JSON data."""
        return {
            "list": self.list,
            "title": self.title,
            "state": self.state,
            "as_of": self.as_of and self.as_of.isoformat(),
            "age_days": self.age_days,
            "stale_after_days": self.stale_after_days,
            "entries": self.entries,
            "entries_before": self.before,
            "editions": self.editions,
            "note": self.note,
            "edition": self.kept and self.kept.as_data(),
        }


@record
class Override:
    """An officer's word that a list may be used although it is too old for ``on``."""

    list: str
    as_of: date
    confirmed: date
    age_days: int
    stale_after_days: int
    on: date
    officer: str
    reason: str


@record
class Usable:
    """What may be screened against on a day, and what is to be said beside the answer.

    ``missing`` are lists that Licet knows and that were not searched, for none was loaded.
    """

    editions: tuple[Edition, ...]
    overrides: tuple[Override, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def usable(shelf: Shelf, day: date, *, officer: str = "", reason: str = "", today: date) -> Usable:
    """The editions in force on ``day``, if none of them is too old.

    The age of a list's last edition is counted up to ``day``, or up to ``today`` where ``day`` is still
    to come.  An edition that another one followed is not too old; where their days lie further apart
    than the limit, a warning says so.  The editions that ship have no age limit: they are never
    called current, and their warning stands beside every answer.

    Raises:
        InputError: a list is too old and no officer with a reason lets it pass, or a kept file is
            gone or was changed.
    """
    until = min(day, today)
    overrides: list[Override] = []
    gaps: list[str] = []
    chosen = shelf.kept_on(day)  # once: another process may be taking in a list
    for kept in chosen:
        limit = shelf.limits(kept.list).stale_after_days
        age = (until - kept.confirmed).days
        if kept.to is None and age > limit:
            overrides.append(
                Override(kept.list, kept.as_of, kept.confirmed, age, limit, day, officer.strip(), reason.strip())
            )  # fmt: skip
        elif kept.to is not None and kept.as_of <= day and (day - kept.confirmed).days > limit:
            gaps.append(
                f"No edition of {kept.list} is kept between {kept.confirmed} and {kept.to}; a party that "
                f"was listed only in between does not show on {day}."
            )
    if overrides and not (officer.strip() and reason.strip()):
        raise InputError(_stale(overrides))
    editions = shelf.opened(chosen, day)
    warnings = [*warning_of(editions)]
    warnings += [
        each.snapshot for each in editions if each.snapshot and each not in shipped()
    ] + gaps
    warnings += [
        f"{each.list} is of {each.as_of} and was last confirmed on {each.confirmed}, {each.age_days} days "
        f"before; {each.officer} lets it be used: {each.reason}"
        for each in overrides
    ]
    warnings += [
        f"{each.lost:,} rows of {each.list} of {each.as_of} could not be read: parties may be missing."
        for each in chosen
        if each.lost
    ]
    warnings += _small(editions)
    searched = {each.list for each in editions}
    return Usable(
        editions, tuple(overrides), tuple(warnings),
        tuple(code for code in _known() if code not in searched),
    )  # fmt: skip


def status(shelf: Shelf, today: date) -> tuple[Status, ...]:
    """Every list that is loaded, ships or is known to Licet, by code."""
    titles = _known()
    ships = {each.list: each for each in shipped()}
    loaded = shelf.lists()
    return tuple(
        _loaded(shelf, code, titles.get(code, ""), today)
        if code in loaded
        else _unloaded(shelf, code, titles.get(code, ""), ships.get(code))
        for code in sorted({*titles, *ships, *loaded})
    )


def _known() -> dict[str, str]:
    """Code and title of every list that can be loaded as a whole, by code."""
    return {
        code: each.title for code, each in sorted(known().items()) if not code.endswith(_CATCH_ALL)
    }


_CATCH_ALL = ("-OTHER", "-NON-SDN")
"""Codes for rows whose list a file does not tell: no list that anyone could miss."""


def _loaded(shelf: Shelf, code: str, title: str, today: date) -> Status:
    held = shelf.editions(code)
    last = held[-1]
    limit = shelf.limits(code).stale_after_days
    age = max((today - last.confirmed).days, 0)
    state = STALE if age > limit else CURRENT
    notes = [f"{last.officer} let it pass: {last.reason}."] if last.overridden else []
    try:
        notes += _small((shelf.read(last),))
    except InputError as error:
        state, notes = DAMAGED, [str(error)]
    for each in held[:-1]:
        try:
            verified(shelf.folder / each.file, each.content)
        except InputError as error:
            notes.append(f"The edition of {each.as_of}: {error}")
    note = " ".join(filter(None, notes))
    return Status(
        code, title, state, limit, last.as_of, age, last.entries,
        held[-2].entries if len(held) > 1 else None, len(held), last, note,
    )  # fmt: skip


def _unloaded(shelf: Shelf, code: str, title: str, ships: Edition | None) -> Status:
    limit = shelf.limits(code).stale_after_days
    if ships is None:
        return Status(code, title, MISSING, limit)
    return Status(
        code, title, SNAPSHOT, limit, ships.as_of, None, len(ships.entries), note=ships.snapshot
    )


def _small(editions: tuple[Edition, ...]) -> list[str]:
    """A loaded edition with fewer entries than the part of its list that ships is likely not whole."""
    ours = {each.list: each for each in shipped()}
    ships = {code: len(each.entries) for code, each in ours.items()}
    return [
        f"The edition of {each.list} of {each.as_of} holds {len(each.entries):,} entries, fewer than the "
        f"{ships[each.list]:,} of the chip sector alone that ship with Licet: it can hardly be the whole list."
        for each in editions
        if len(each.entries) < ships.get(each.list, 0)
    ]


def _stale(found: list[Override]) -> str:
    said = "; ".join(
        f"{each.list} of {each.as_of}, last confirmed on {each.confirmed}, {each.age_days} days before "
        f"(limit {each.stale_after_days})"
        for each in found
    )
    codes = " ".join(each.list for each in found)
    return (
        f"Nothing is screened, for a list is too old: {said}. Ways out: licet lists fetch {codes}; or "
        "licet lists load FILE with the publisher's file of today (--checked DATE if it is still the "
        "same file); or stale_after_days in settings.toml; or an officer lets it pass for this once: "
        "--officer NAME --reason TEXT."
    )
