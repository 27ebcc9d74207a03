"""The shelf: every edition of every list that a user has taken in, and which of them may be used.

Nothing is ever written over.  An edition is in force from its own day until the next edition's.  A
shelf fails closed: an edition that lost entries, or is older than the last, does not come in, a list
that is too old is not screened against, and a file that was changed is not read; a named officer
may let the first three pass with a reason, which is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.disk import sweep
from licet.errors import InputError, UnknownName
from licet.lists.difference import Difference, difference
from licet.lists.files import (
    entries_digest,
    locked,
    pack,
    read_verified,
    verified,
    write_whole,
)
from licet.lists.limits import Limits, limits_of
from licet.lists.manifest import (
    Kept,
    read_manifest,
    with_confirmed,
    with_edition,
    write_manifest,
)
from licet.lists.model import Edition
from licet.lists.shipped import shipped, with_known_days
from licet.record import record, replaced

if TYPE_CHECKING:
    from licet.lists.standing import Status, Usable
    from licet.settings import Settings

_CODE = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
SHRUNK, OLD = "shrunk", "old"


@record
class Taken:
    """What became of an edition that was to be kept: ``new`` is False where it said nothing new.

    ``before`` is the edition in force just before it, if there is one.
    """

    kept: Kept
    new: bool
    before: Kept | None = None


class Shelf:
    """Editions in ``folder``, which need not exist.  ``settings`` is the user's ``[lists]`` table.

    Many processes may use one folder: what writes holds a lock, and what reads sees the state before
    or after, never one between.
    """

    def __init__(
        self, folder: Path, settings: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.folder = folder
        self._settings = settings or {}
        self._read: dict[str, Edition] = {}

    @classmethod
    def of(cls, settings: Settings) -> Shelf:
        """The user's shelf."""
        return cls(settings.list_editions, settings.lists)

    def limits(self, code: str) -> Limits:
        """How old the list may be and how much it may shrink."""
        return limits_of(code, self._settings)

    def keep(
        self,
        edition: Edition,
        *,
        officer: str = "",
        reason: str = "",
        allow_shrunk: bool = False,
        allow_old: bool = False,
        checked: date | None = None,
        today: date | None = None,
    ) -> Taken:
        """Take in one edition; see ``keep_all``."""
        return self.keep_all(
            (edition,), officer=officer, reason=reason, allow_shrunk=allow_shrunk,
            allow_old=allow_old, checked=checked, today=today,
        )[0]  # fmt: skip

    def keep_all(
        self,
        editions: tuple[Edition, ...],
        *,
        officer: str = "",
        reason: str = "",
        allow_shrunk: bool = False,
        allow_old: bool = False,
        checked: date | None = None,
        today: date | None = None,
    ) -> tuple[Taken, ...]:
        """Take in the editions of one file, all of them or none.

        ``checked`` is a day on which the publisher was seen to offer this file as the last.  An
        edition that says what the one before it says is not kept twice; it confirms that one.

        Raises:
            InputError: an edition is empty, lost too many entries, is older than the last or of a day
                to come, or a check is to be let pass without an officer's name and reason.
        """
        if (allow_shrunk or allow_old) and not (officer.strip() and reason.strip()):
            raise InputError(
                "To let a check pass, name the officer and the reason: both are kept with the edition."
            )
        today = today or date.today()
        allowed = {*((SHRUNK,) if allow_shrunk else ()), *((OLD,) if allow_old else ())}
        packed = [self._packed(edition, today) for edition in editions]
        with locked(self.folder):
            sweep(self.folder)
            lists = read_manifest(self.folder)
            found: list[Taken] = []
            for edition, data, new in packed:
                held = lists.get(new.list, ())
                took = self._place(held, new, allowed, (officer, reason))
                seen = max(edition.as_of, min(checked, today) if checked else edition.as_of)
                if took.new:
                    held = with_edition(held, took.kept)
                mine = self._write(took, new, data, edition)
                lists[new.list] = with_confirmed(held, took.kept, mine, seen)
                kept = next(each for each in lists[new.list] if each.taken == mine.taken)
                found.append(replaced(took, kept=kept))
            write_manifest(self.folder, lists)
        return tuple(found)

    def confirm(self, code: str, sha256: str, day: date) -> Kept | None:
        """Note that the publisher's file on ``day`` is the one of the last edition.

        None where it is another file, or where the kept edition was changed and has to be mended.
        """
        with locked(self.folder):
            lists = read_manifest(self.folder)
            held = lists.get(code, ())
            if not held or held[-1].sha256 != sha256:
                return None
            try:
                verified(self.folder / held[-1].file, held[-1].content)
            except InputError:
                return None
            lists[code] = with_confirmed(held, held[-1], held[-1], day)
            write_manifest(self.folder, lists)
            return lists[code][-1]

    def lists(self) -> tuple[str, ...]:
        """Codes of the lists of which an edition is kept."""
        return tuple(read_manifest(self.folder))

    def editions(self, code: str) -> tuple[Kept, ...]:
        """Every kept edition of a list, oldest first; none where none was loaded."""
        return read_manifest(self.folder).get(code, ())

    def read(self, kept: Kept) -> Edition:
        """The whole of a kept edition.

        Raises:
            InputError: its file is gone or was changed.
        """
        return self._edition(kept)

    def kept_on(self, day: date) -> tuple[Kept, ...]:
        """Of each list that was loaded, the edition in force on ``day``, or the first before its time."""
        return tuple(
            next((each for each in reversed(held) if each.as_of <= day), held[0])
            for held in read_manifest(self.folder).values()
        )

    def on(self, day: date) -> tuple[Edition, ...]:
        """Of each list the edition in force on ``day``, by list code.

        Where none of a list was loaded, the one that ships stands in.  For a day before the first kept
        edition both that one and the first are given, each with its warning in ``snapshot``: the
        first knows all parties of its own day, the shipped one knows days of listing, and lends them to
        entries of the first that have none.  Age is not looked at, and entries that do not bind on ``day`` are not taken out: see ``usable`` and
        ``Entry.stands``.

        Raises:
            InputError: a file of the shelf is gone or was changed.
        """
        return self.opened(self.kept_on(day), day)

    def opened(self, kept: tuple[Kept, ...], day: date) -> tuple[Edition, ...]:
        """What ``on`` gives, from the editions that ``kept_on`` named at one moment."""
        loaded = {each.list for each in kept if each.as_of <= day}
        found = [each for each in shipped() if each.list not in loaded]
        for each in kept:
            edition = self._edition(each)
            if each.as_of > day:
                said = filter(None, (edition.snapshot, _too_early(each, day)))
                edition = with_known_days(replaced(edition, snapshot=" ".join(said)))
            found.append(edition)
        return tuple(sorted(found, key=lambda each: each.list))

    def usable(
        self, day: date, *, officer: str = "", reason: str = "", today: date | None = None
    ) -> Usable:
        """The editions to screen against on ``day``; see ``licet.lists.standing.usable``."""
        from licet.lists.standing import usable

        return usable(self, day, officer=officer, reason=reason, today=today or date.today())

    def status(self, today: date) -> tuple[Status, ...]:
        """How every known list stands, by code; see ``licet.lists.standing.Status``."""
        from licet.lists.standing import status

        return status(self, today)

    def diff(self, code: str, since: date | None = None, until: date | None = None) -> Difference:
        """What changed in a list between the editions in force on two days; by default the last two.

        Raises:
            InputError: the shelf has no two such editions; the message says which it has.
        """
        held = self.editions(code)
        if not held:
            raise UnknownName("list on the shelf", code, self.lists())
        after = held[-1] if until is None else self._in_force(held, until)
        if since is None:
            older = held[: held.index(after)]
            if not older:
                raise InputError(
                    f"There is no edition of {code} before that of {after.as_of}. Kept are those of "
                    f"{_days(held)}."
                )
            before = older[-1]
        else:
            before = self._in_force(held, since)
        return difference(self._edition(before), self._edition(after))

    @staticmethod
    def _in_force(held: tuple[Kept, ...], day: date) -> Kept:
        for each in reversed(held):
            if each.as_of <= day:
                return each
        raise InputError(
            f"No edition of {held[0].list} is kept that was in force on {day}. Kept are those of "
            f"{_days(held)}."
        )

    def _packed(self, edition: Edition, today: date) -> tuple[Edition, bytes, Kept]:
        if not _CODE.fullmatch(edition.list):
            raise InputError(
                f"{edition.list!r} is no code of a list. Codes look like US-EL: letters and numbers, "
                "with hyphens, points or low lines."
            )
        if edition.as_of > today + timedelta(days=1):
            raise InputError(
                f"This edition of {edition.list} is said to be of {edition.as_of}, a day to come. State "
                "the right day with --as-of."
            )
        try:
            data = pack(edition)
            says = entries_digest(edition)
        except UnicodeEncodeError as error:
            raise InputError(
                f"A name in this edition of {edition.list} holds half a character, which no text can "
                f"({error.reason}). Get the file from the publisher again."
            ) from None
        kept = Kept(
            edition.list, edition.as_of, edition.as_of,
            datetime.now(UTC).isoformat(timespec="microseconds"),
            edition.source, edition.sha256, hashlib.sha256(data).hexdigest(), says,
            len(edition.entries), len(edition.dropped), edition.lost, edition.publisher,
        )  # fmt: skip
        return edition, data, kept

    def _place(
        self, held: tuple[Kept, ...], new: Kept, allowed: set[str], who: tuple[str, str]
    ) -> Taken:
        """Where ``new`` belongs among ``held``, or the refusal."""
        before = next((each for each in reversed(held) if each.as_of <= new.as_of), None)
        if before and before.says == new.says:
            return Taken(before, new=False)
        if held and (held[-1].sha256, held[-1].says) == (new.sha256, new.says):
            return Taken(held[-1], new=False)
        failed: dict[str, str] = {}
        if held and new.as_of < held[-1].as_of:
            failed[OLD] = (
                f"it is of {new.as_of}, older than the edition of {held[-1].as_of} that is kept"
            )
        if why := self._shrunk(before, new):
            failed[SHRUNK] = why
        if refused := [why for name, why in failed.items() if name not in allowed]:
            raise InputError(
                f"This edition of {new.list} is not taken in: {'; '.join(refused)}. The shelf is as it "
                "was. Get the file from the publisher again; if it is right, an officer may let it pass: "
                "--officer NAME --reason TEXT."
            )
        officer, reason = who
        if failed:
            new = replaced(
                new,
                overridden=tuple(sorted(failed)),
                officer=officer.strip(),
                reason=reason.strip(),
            )
        return Taken(new, new=True, before=before)

    def _shrunk(self, before: Kept | None, new: Kept) -> str:
        if not new.entries:
            return "it holds no entry"
        if before is None or new.entries >= before.entries:
            return ""
        limit = self.limits(new.list).shrink_limit_pct
        lost = before.entries - new.entries
        if Decimal(100 * lost) <= limit * before.entries:
            return ""
        return (
            f"it holds {new.entries:,} entries where that of {before.as_of} held {before.entries:,}; "
            f"{percent(lost, before.entries)} % are gone and the limit is {limit} %"
        )

    def _write(self, took: Taken, new: Kept, data: bytes, edition: Edition) -> Kept:
        """Put the edition's file on the shelf; a kept file that was changed is mended by its like."""
        old = took.kept
        if took.new:
            write_whole(self.folder / new.file, data)
            return old
        try:
            verified(self.folder / old.file, old.content)
        except InputError:  # the entries are the same: they can stand for those that are lost
            head = replaced(edition, as_of=old.as_of, source=old.source, sha256=old.sha256)
            mended = pack(head)
            old = replaced(old, content=hashlib.sha256(mended).hexdigest())
            write_whole(self.folder / old.file, mended)
        return old

    def _edition(self, kept: Kept) -> Edition:
        if kept.content not in self._read:
            self._read[kept.content] = read_verified(self.folder / kept.file, kept.content)
        return self._read[kept.content]


def percent(part: int, whole: int) -> str:
    """A share in percent with two places, cut and not rounded, so that no limit is met by rounding.

    >>> percent(1, 70)
    '1.42'
    """
    hundredths = 10_000 * part // whole
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _days(held: tuple[Kept, ...]) -> str:
    shown = [each.as_of.isoformat() for each in held]
    return ", ".join(shown if len(shown) <= 12 else [*shown[:5], "...", *shown[-5:]])  # noqa: PLR2004


def _too_early(kept: Kept, day: date) -> str:
    return (
        f"The first kept edition of {kept.list} is of {kept.as_of}, after {day}. It may lack parties that "
        "were listed then and are not now, and knows days of listing only as far as its file tells. "
        "Load an edition of that time, or look at the publisher's record."
    )
