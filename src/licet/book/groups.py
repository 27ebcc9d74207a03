"""Country groups and other tables that change with time."""

from __future__ import annotations

from datetime import date

from licet.record import record


@record
class Span:
    """One stay in a group or table: ``since <= day < to``."""

    name: str
    since: date | None
    to: date | None
    source: str = ""
    confidence: str = ""
    note: str = ""
    published: date | None = None
    end_published: date | None = None

    def covers(self, day: date, known_on: date) -> bool:
        """Whether the stay includes ``day``, going by what was known on ``known_on``.

        A change is taken as known from the day it took effect, unless a publication is given.
        """
        if self.since is not None and (
            self.since > day or (self.published or self.since) > known_on
        ):
            return False
        return self.to is None or day < self.to or (self.end_published or self.to) > known_on


@record
class Group:
    """A named set of countries through time, with the text it was read from."""

    name: str
    title: str
    sovereign: str
    cite: tuple[tuple[str, str], ...]
    checked: date
    confidence: str
    members: tuple[Span, ...]
    note: str = ""
    complete_from: date | None = None

    def on(self, day: date, known_on: date) -> frozenset[str]:
        """Its members on ``day``, as known on ``known_on``."""
        return frozenset(span.name for span in self.members if span.covers(day, known_on))


@record
class Table:
    """Any other dated table of law: approved designers, letters on the public record.

    ``fact`` is the fact that being named in a row in force sets, where there is one.
    """

    name: str
    title: str
    sovereign: str
    cite: tuple[tuple[str, str], ...]
    checked: date
    confidence: str
    rows: tuple[dict[str, object], ...]
    note: str = ""
    fact: str = ""


@record
class Fold:
    """A country that one sovereign's law treats as another from a date on."""

    country: str
    treated_as: str
    since: date | None
    source: str = ""
    sovereign: str = ""
