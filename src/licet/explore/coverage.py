"""What of a sovereign's law is in the book, how sure it is, and where it grows old."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from licet.book.provision import STALE, SUSPENDED
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.book.provision import Provision, Version

NEAR = timedelta(days=183)
"""How far ahead a sunset is called near: half a year, our own choice and no number of the law."""


@record
class Named:
    """A provision with the day or text that it is named for."""

    id: str
    title: str
    day: date
    text: str


@record
class Sunset:
    """A day on which a rule stops or a pause runs out.

    ``state`` is ``near`` or ``far`` for a day to come, and ``stale`` where the day has passed and
    nobody has read the text since, so that what followed is not known.
    """

    id: str
    title: str
    on: date
    what: str
    state: str
    checked: date
    source: str


@record
class Coverage:
    """One sovereign's law in numbers and names, as the book holds it on a day.

    ``areas`` are (area, state, note) as its own file states them.  ``kinds`` and ``confidence``
    count provisions and their versions.  ``checked`` is the day of the oldest reading that a
    text in force rests on, in ``oldest``; None where there is no text.
    """

    sovereign: str
    title: str
    authority: str
    statute: str
    on: date
    areas: tuple[tuple[str, str, str], ...]
    kinds: tuple[tuple[str, int], ...]
    confidence: tuple[tuple[str, int], ...]
    unverified: tuple[Named, ...]
    not_modelled: tuple[Named, ...]
    oldest: tuple[Named, ...]
    sunsets: tuple[Sunset, ...]

    @property
    def checked(self) -> date | None:
        """The day of the oldest reading."""
        return self.oldest[0].day if self.oldest else None


def coverage(book: RuleBook, on: date, *, oldest: int = 5) -> tuple[Coverage, ...]:
    """The coverage of every sovereign of the book, by code; ``oldest`` readings are named."""
    return tuple(_coverage(book, code, on, oldest) for code in sorted(book.sovereigns))


def _coverage(book: RuleBook, code: str, on: date, most: int) -> Coverage:
    sovereign = book.sovereigns[code]
    mine = [each for each in book.provisions.values() if each.sovereign == code]
    versions = [(each, version) for each in mine for version in each.versions]
    standing = [(each, version) for each in mine if (version := each.on(on, date.max)) is not None]
    read = sorted(standing, key=lambda pair: (pair[1].checked, pair[0].id))
    return Coverage(
        sovereign=code,
        title=sovereign.title,
        authority=sovereign.authority,
        statute=sovereign.statute,
        on=on,
        areas=sovereign.coverage,
        kinds=tuple(sorted(Counter(each.kind for each in mine).items())),
        confidence=tuple(sorted(Counter(each.confidence for _, each in versions).items())),
        unverified=tuple(
            Named(each.id, each.title, version.since, version.source)
            for each, version in versions
            if version.confidence == "unverified"
        ),
        not_modelled=tuple(
            Named(each.id, each.title, version.since, version.note)
            for each, version in standing
            if each.kind == "not_modelled"
        ),
        oldest=tuple(
            Named(each.id, each.title, version.checked, version.source)
            for each, version in read[:most]
        ),
        sunsets=tuple(sorted(_sunsets(standing, on), key=lambda each: (each.on, each.id))),
    )


def _sunsets(standing: list[tuple[Provision, Version]], on: date) -> Iterator[Sunset]:
    for each, version in standing:
        state, pause = version.state(on, date.max)
        if pause is not None and pause.to is not None and state in (STALE, SUSPENDED):
            yield Sunset(
                each.id, each.title, pause.to, "the suspension runs out",
                "stale" if state == STALE else _when(pause.to, on), version.checked, pause.source,
            )  # fmt: skip
        followed = any(other.since == version.to for other in each.versions)
        if version.to is not None and version.to - on <= NEAR:
            what = "another text takes its place" if followed else "the rule ends"
            yield Sunset(
                each.id, each.title, version.to, what, "near", version.checked, version.source
            )
        if version.comply_from is not None and on < version.comply_from <= on + NEAR:
            yield Sunset(
                each.id, each.title, version.comply_from, "it must be complied with", "near",
                version.checked, version.source,
            )  # fmt: skip


def _when(day: date, on: date) -> str:
    return "near" if day - on <= NEAR else "far"
