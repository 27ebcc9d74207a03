"""Where every reader puts what it finds: entries are made, keyed and counted in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from licet.errors import InputError, Place
from licet.lists.formats.raw import MAX_NAME, MAX_ROWS
from licet.lists.formats.words import apart, tidy
from licet.lists.model import Edition, Entry, Identifier
from licet.lists.places import code_of, ends_in

_SHOWN = 160


class Part:
    """What was found for one list."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.keys: set[str] = set()
        self.dropped: list[str] = []
        self.rows = 0
        self.lost = 0
        self.as_of: date | None = None
        self.snapshot = ""


class Gather:
    """Entries, dropped rows and dates of one file, by list."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: dict[str, Part] = {}
        self.as_of: date | None = None
        """The day that the file gives for itself, for lists that have none of their own."""
        self.latest: date | None = None
        """The newest day on any row, taken where the file and the caller give none."""

    def part(self, code: str) -> Part:
        """What was found so far for a list."""
        return self.parts.setdefault(code, Part())

    def add(
        self,
        code: str,
        name: str,
        *,
        line: int | None = None,
        key: str = "",
        aliases: Iterable[str] = (),
        kind: str = "entity",
        countries: Iterable[str] = (),
        addresses: Iterable[str] = (),
        identifiers: Iterable[Identifier | None] = (),
        since: date | None = None,
        to: date | None = None,
        footnotes: frozenset[int] | None = None,
        requirement: str = "",
        policy: str = "",
        citation: str = "",
        url: str = "",
        notes: Iterable[str] = (),
    ) -> None:
        """Make an entry of a row.

        ``aliases`` may be in any script.  ``countries`` are as published: names that are not
        understood go to the notes.  Where none is told, the country that each address ends with is
        taken.  A row without any name is lost.

        Raises:
            InputError: a name or number of rows that no list has.
        """
        part = self._row(code, line)
        latin, native = apart([name, *aliases])
        for each in (*latin, *native):
            if len(each) > MAX_NAME:
                raise InputError(
                    f"a name of {len(each)} characters (begins {each[:40]!r}); up to {MAX_NAME} are "
                    "taken. The columns have probably slipped, or a quote is never closed.",
                    Place(self.file, line),
                )
        if not latin and not native:
            self._drop(part, line, "no name", lost=True)
            return
        first = apart([name])
        primary = (*first[0], *first[1], *latin, *native)[0]
        told = [each for country in countries if (each := tidy(country))]
        codes = [code_of(each) for each in told]
        where = tuple(dict.fromkeys(each for address in addresses if (each := tidy(address))))
        found = codes if told else [ends_in(each) for each in where]
        strange = [each for each, known in zip(told, codes, strict=True) if not known]
        remarks = [each for note in notes if (each := tidy(note))]
        if strange:
            remarks.append(f"Country as published: {', '.join(strange)}")
        where_in = tuple(dict.fromkeys(each for each in found if each))
        part.entries.append(
            Entry(
                list=code, key=self._key(part, tidy(key), primary, told, where, since), name=primary,
                aliases=tuple(each for each in latin if each != primary),
                native=tuple(each for each in native if each != primary),
                kind=kind, countries=where_in, addresses=where,
                identifiers=tuple(dict.fromkeys(each for each in identifiers if each)),
                since=since, to=to if not (since and to and to < since) else None,
                footnotes=footnotes, requirement=tidy(requirement), policy=tidy(policy),
                citation=tidy(citation), url=tidy(url), notes="; ".join(dict.fromkeys(remarks)),
            )  # fmt: skip
        )

    def lose(self, code: str, why: str, line: int | None = None) -> None:
        """Count a row that should have been a party and cannot be read."""
        self._drop(self._row(code, line), line, why, lost=True)

    def skip(self, code: str, why: str, line: int | None = None) -> None:
        """Note a row that holds no party."""
        self._drop(self.part(code), line, why, lost=False)

    def _row(self, code: str, line: int | None) -> Part:
        part = self.part(code)
        part.rows += 1
        if part.rows > MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} rows, which no list has.", Place(self.file, line))
        return part

    def _drop(self, part: Part, line: int | None, why: str, *, lost: bool) -> None:
        part.lost += lost
        at = f"{self.file}:{line}" if line else self.file
        part.dropped.append(f"{at}: {why[:_SHOWN]}")

    def _key(
        self, part: Part, key: str, name: str, countries: list[str], where: tuple[str, ...],
        since: date | None,
    ) -> str:  # fmt: skip
        """The publisher's number, or a hash of the name and country, with more where two are alike."""
        content = [name, *countries[:1]]
        made = key or _digest(content)
        if made in part.keys:
            made = f"{made}-{_digest([*content, *where, str(since)])[:6]}" if key else _digest(
                [*content, *where, str(since)]
            )  # fmt: skip
        base, count = made, 1
        while made in part.keys:
            count += 1
            made = f"{base}-{count}"
        part.keys.add(made)
        return made

    def editions(self, data: bytes, as_of: date | None, limit_pct: str) -> tuple[Edition, ...]:
        """An edition for each list, after the check of what was lost.

        Raises:
            InputError: no entry at all, no day to set on the edition, or too many rows lost.
        """
        try:
            limit = Decimal(limit_pct)
            if not limit.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            raise InputError(f"lost_limit_pct {limit_pct!r} is no number of percent.") from None
        if not any(part.entries for part in self.parts.values()):
            why = next((each for part in self.parts.values() for each in part.dropped), "")
            raise InputError(
                "no party was found in the file" + (f" ({why})" if why else "") + ". Check that it "
                "is the list itself and not a page about it, or name its form.",
                Place(self.file),
            )
        digest = hashlib.sha256(data).hexdigest()
        found = []
        for code, part in sorted(self.parts.items()):
            if not part.entries and not part.lost:
                continue
            day = part.as_of or self.as_of or as_of or _day_in(self.file) or self.latest
            if day is None:
                raise InputError(
                    "the file does not say of which day it is. Say it (as_of, on the command line "
                    "--as-of), for instance the day you fetched it.",
                    Place(self.file),
                )
            made = Edition(
                list=code, as_of=day, source=self.file, sha256=digest, entries=tuple(part.entries),
                dropped=tuple(part.dropped), snapshot=part.snapshot, rows=part.rows, lost=part.lost,
            )  # fmt: skip
            if Decimal(100 * made.lost) > limit * made.rows:
                raise InputError(
                    f"{made.lost} of {made.rows} rows of {code} could not be read, "
                    f"{made.lost_pct} % (up to {limit} % are let pass), the first at "
                    f"{part.dropped[0]}. A list with holes hides parties: fetch it again, name "
                    "its form, or raise the limit (lost_limit_pct) if you have looked at them.",
                    Place(self.file),
                )
            found.append(made)
        return tuple(found)


def _digest(content: list[str]) -> str:
    told = "\x1f".join(each.casefold() for each in content)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _day_in(file: str) -> date | None:
    """A day that the file's name carries: ``..._2025-09-12.txt``, ``dpl_04142026.csv``."""
    import re

    if found := re.search(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?!\d)", file):
        year, month, day = found.groups()
    elif found := re.search(r"(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)", file):
        month, day, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
