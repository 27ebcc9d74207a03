"""Names against the lists of a day, as pages show it; and the record that is kept of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.desk.page import environment
from licet.errors import InputError
from licet.lists.difference import entry_words
from licet.record import record as frozen
from licet.record import replaced
from licet.screen.customers import Fault, row_of
from licet.screen.model import Closing, Hit, Screened
from licet.screen.words import SILENCE, band_words, closing_words, figure, kind_words, sentences
from licet.service.recording import Keeper
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.access.model import Person
    from licet.screen.model import Query
    from licet.service.searched import Searched
    from licet.service.service import Service
    from licet.store.model import Run


@frozen
class Asked:
    """One party and the day that it is asked for."""

    query: Query
    on: date

    @classmethod
    def of(cls, typed: Mapping[str, str], today: date) -> Asked:
        """What a form says.

        Raises:
            InputError: the day, the country or the number cannot be read.
        """
        kind, mark, value = typed.get("number", "").partition("=")
        if bool(mark) != bool(typed.get("number")) or (
            mark and not (kind.strip() and value.strip())
        ):
            raise InputError(f"The number is {typed['number']!r}; wanted KIND=NUMBER, such as LEI=5493001KJTIIGC8Y1R12.")  # fmt: skip
        data: dict[str, Any] = {
            name: typed.get(name, "") for name in ("name", "country", "address")
        }
        if mark:
            data[f"id:{kind.strip()}"] = value.strip()
        row = row_of(data, 1)
        if isinstance(row, Fault):
            raise InputError(row.why)
        return cls(replaced(row, ref=""), cls.day(typed.get("on", ""), today))

    @staticmethod
    def day(text: str, today: date) -> date:
        """The day of a field; today where it is empty."""
        return read_day(text) or today


@frozen
class Shown:
    """One answer with what two officers said of each hit, and what was searched."""

    answer: Screened
    closings: tuple[Closing | None, ...]
    searched: Searched
    tables: str

    @property
    def rows(self) -> tuple[tuple[Hit, Closing | None], ...]:
        """Each hit with what closed it."""
        return tuple(zip(self.answer.hits, self.closings, strict=True))


def screened(service: Service, queries: Sequence[Query], on: date) -> tuple[Shown, ...]:
    """The answer to each query on a day; the nearest entry below the line where there is no hit.

    Raises:
        InputError: a list is too old to be used.
    """
    searched, screener = service.current.on(on)
    closings = service.current.closings()
    found = []
    for query in queries:
        answer = screener.one(query, on, nearest=True)
        if answer.hits and answer.nearest is not None:
            answer = replaced(answer, nearest=None)
        closed = tuple(
            next((each for each in closings if each.covers(query, hit.entry, on)), None)
            for hit in answer.hits
        )
        found.append(Shown(answer, closed, searched, screener.tables))
    return tuple(found)


def record(service: Service, queries: Sequence[Query], on: date, person: Person, ref: str) -> Run:
    """Screen and keep it, each row under ``ref``, or under its own where ``ref`` is empty.

    Raises:
        InputError: a list is too old, or the officer may not screen.
    """
    searched, screener = service.current.on(on)
    under = [replaced(each, ref=ref) if ref else each for each in queries]
    keeper = Keeper(service.store, person.officer, chosen=True)
    keeper.keep([screener.one(each, on) for each in under], searched, screener, on)
    if keeper.run is None:
        raise InputError(keeper.said())
    return keeper.run


def kept_run(service: Service, number: int) -> dict[str, Any]:
    """A screening of the store for its page.

    Raises:
        InputError: there is none of that number.
    """
    from licet.store.tables import matches, screened

    try:
        run = service.store.run(number)
    except sa.exc.NoResultFound:
        raise InputError(f"There is no screening {number}.") from None
    with service.store.reading() as db:
        rows = db.execute(
            sa.select(screened).where(screened.c.run == number).order_by(screened.c.id)
        ).all()
        found: dict[int, list[int]] = {row.id: [] for row in rows}
        wanted = sa.select(matches.c.screened, matches.c.hit).where(matches.c.screened.in_(found))
        for row in db.execute(wanted.order_by(matches.c.id)):
            if row.hit is not None:
                found[row.screened].append(row.hit)
    return {"run": run, "rows": [(row, found[row.id]) for row in rows], "silence": SILENCE}


environment().globals.update(
    band_words=band_words, closing_said=closing_words, entry_words=entry_words, kind_words=kind_words, score_words=figure,
    hit_sentences=sentences, silence=SILENCE,
)  # fmt: skip
