"""Screenings as they were: what was asked, of which lists, and what was found.

A hit on record is one party (``party_key``) beside one text of one entry (``entry.content``).  The
same hit found again is the same row, with what two officers said of it.  Where the entry's text or
the party's data changed, the hit is a new one: ``reopened`` if the earlier had been closed.
"""

from __future__ import annotations

import hashlib
import pickle  # to set bytes of our own aside for a moment # nosec B403
from contextlib import contextmanager
from datetime import date
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

import sqlalchemy as sa

from licet.lists.model import plain
from licet.screen.model import BANDS, BELOW, party_key
from licet.store import officers
from licet.store.hits import settled
from licet.store.model import Run
from licet.store.plain import canonical, chunks, storable, storable_data
from licet.store.states import CLOSED, EXPIRED, POTENTIAL, REOPENED
from licet.store.tables import added, hits, matches, runs, screened
from licet.store.tables import editions as editions_table
from licet.store.work import Work, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from licet.lists.model import Edition
    from licet.screen.model import Hit, Query, Screened

_NAMED = 20
"""A run of up to so many parties is named in the log party by party; a longer one by its hash."""


def record_run(
    work: Work, answers: Iterable[Screened], editions: Sequence[Edition], *,
    on: date, officer: str = "", kind: str = "screening", file: str = "",
    settings: Mapping[str, Any] | None = None, versions: Mapping[str, str] | None = None,
) -> Run:  # fmt: skip
    """Keep a screening; ``answers`` may be a stream, which is read once.

    Raises:
        InputError: the officer may not screen.
    """
    if officer:
        officers.with_right(work, officer, "screen", "screen")
    number = added(
        work.db,
        runs.insert().values(
            at=work.now, day=on, officer=officer, kind=kind, file=storable(file), input_sha256="",
            settings=storable_data(dict(settings or {})), versions=dict(versions or {}), counts={},
        )
    )  # fmt: skip
    _keep_editions(work, number, editions)
    recorder = _Recorder(work, number, {each.list: each.as_of for each in editions}, on)
    for chunk in chunks(answers):
        recorder.take(chunk)
    digest, counts = recorder.input.hexdigest(), recorder.counts
    work.db.execute(
        runs.update().where(runs.c.id == number).values(input_sha256=digest, counts=counts)
    )
    said = {
        "run": number, "kind": kind, "on": on.isoformat(), "file": file, "input_sha256": digest,
        "answers_sha256": recorder.output.hexdigest(),
        "asked": recorder.names if counts["queries"] <= _NAMED else [], "counts": counts,
        "lists": {each.list: {"as_of": each.as_of.isoformat(), "sha256": each.sha256} for each in editions},
    }  # fmt: skip
    note(work, "screening", officer, said)
    return find(work.db, number)


@contextmanager
def spooled(answers: Iterable[Screened]) -> Iterator[Iterable[Screened]]:
    """Read a stream to its end into a file that has no name, and give it again from there."""
    if isinstance(answers, (list, tuple)):
        yield answers
        return
    with TemporaryFile() as file:
        for part in chunks(answers):
            pickle.dump(part, file, pickle.HIGHEST_PROTOCOL)
        file.seek(0)
        yield _again(file)


def _again(file: IO[bytes]) -> Iterator[Screened]:
    while True:
        try:
            yield from pickle.load(file)  # noqa: S301 - our own bytes, written a moment ago # nosec B301
        except EOFError:
            return


def _keep_editions(work: Work, number: int, editions: Sequence[Edition]) -> None:
    rows = [
        {"run": number, "list": each.list, "as_of": each.as_of, "sha256": each.sha256, "source": storable(each.source), "entries": len(each.entries)}
        for each in editions
    ]  # fmt: skip
    if rows:
        work.db.execute(editions_table.insert(), rows)


class _Recorder:
    """The rows of one run, chunk by chunk."""

    def __init__(self, work: Work, run: int, as_of: dict[str, date], on: date) -> None:
        self.work, self.run, self.as_of, self.on = work, run, as_of, on
        self.input, self.output = hashlib.sha256(), hashlib.sha256()
        self.names: list[str] = []
        self.counts = dict.fromkeys(("queries", "hits", *BANDS, "cannot", "opened", "reopened"), 0)

    def take(self, chunk: Sequence[Screened]) -> None:
        """Keep these answers and their hits."""
        keys = [party_key(each.query) for each in chunk]
        rows = [self._row(each, key) for each, key in zip(chunk, keys, strict=True)]
        made = self.work.db.execute(
            screened.insert().returning(screened.c.id, sort_by_parameter_order=True), rows
        ).scalars()
        found: list[dict[str, Any]] = []
        for number, each, key, row in zip(made, chunk, keys, rows, strict=True):
            told = [self._match(number, each.query, key, hit) for hit in each.hits]
            self.output.update(answer_bytes(row, told))
            found += told
        if found:
            self.work.db.execute(matches.insert(), found)

    def _row(self, answer: Screened, key: str) -> dict[str, Any]:
        query = answer.query
        asked = storable_data(plain(query))
        self.input.update(canonical(asked) + b"\n")
        if len(self.names) <= _NAMED:
            self.names.append(query.name)
        self.counts["queries"] += 1
        self.counts["cannot"] += bool(answer.cannot)
        return {
            "run": self.run, "ref": storable(query.ref), "party": key, "name": storable(query.name),
            "hits": len(answer.hits), "cannot": storable(answer.cannot),
        }  # fmt: skip

    def _match(self, number: int, query: Query, key: str, hit: Hit) -> dict[str, Any]:
        self.counts["hits"] += 1
        self.counts[hit.band] += 1
        told = plain(hit)
        del told["entry"]
        return {
            "screened": number, "hit": None if hit.band == BELOW else self._hit(query, key, hit),
            "entry": hit.entry.id, "content": hit.entry.content, "score": hit.score, "band": hit.band,
            "explanation": storable_data(told),
        }  # fmt: skip

    def _hit(self, query: Query, key: str, hit: Hit) -> int:
        """The hit on record for this party and entry, made where there is none; gives its number."""
        db, entry, content = self.work.db, hit.entry.id, hit.entry.content
        as_of = self.as_of.get(hit.entry.list, self.on)
        beside = db.execute(
            hits.select().where(hits.c.party == key, hits.c.entry == entry).order_by(hits.c.id)
        ).all()
        for row in beside:
            if row.content == content:
                settled(self.work, row)
                number: int = row.id
                if as_of > row.as_of:
                    db.execute(hits.update().where(hits.c.id == number).values(as_of=as_of))
                if len(beside) > 1:
                    self._replace(beside, number, max(as_of, row.as_of))
                return number
        earlier, why = self._earlier(beside, query, entry)
        number = added(
        db,
            hits.insert().values(
                party=key, entry=entry, content=content, name=storable(query.name),
                asked=storable_data(plain(query)), listed=storable_data(plain(hit.entry)), as_of=as_of,
                score=hit.score, band=hit.band, opened=self.work.now,
                state=REOPENED if earlier else POTENTIAL, until=None, reopens=earlier, why=why,
            )
        )  # fmt: skip
        self.counts["reopened" if earlier else "opened"] += 1
        if beside:
            self._replace(beside, number, as_of)
        return number

    def _earlier(self, beside: Sequence[Any], query: Query, entry: str) -> tuple[int | None, str]:
        """A hit that had been closed before the entry, or the party of this reference, changed."""
        ended = (*CLOSED, EXPIRED)
        for row in reversed(beside):
            if row.state in ended:
                return row.id, "entry_changed"
        if not query.ref:
            return None, ""
        same_ref = (
            sa.select(hits.c.id)
            .join(matches, matches.c.hit == hits.c.id)
            .join(screened, matches.c.screened == screened.c.id)
            .where(screened.c.ref == storable(query.ref), hits.c.entry == entry)
            .where(hits.c.state.in_(ended))
            .order_by(hits.c.id.desc())
            .limit(1)
        )
        found = self.work.db.execute(same_ref).scalar()
        return found, "party_changed" if found else ""

    def _replace(self, beside: Sequence[Any], number: int, as_of: date) -> None:
        """Of the texts of one entry the newest stands; where two are as new, the one just found."""
        others = [row for row in beside if row.id != number]
        newest = max(others, key=lambda row: (row.as_of, row.id))
        stands = newest.id if newest.as_of > as_of else number
        for each in (number, *(row.id for row in others)):
            self.work.db.execute(
                hits.update()
                .where(hits.c.id == each)
                .values(replaced_by=None if each == stands else stands)
            )


def answer_bytes(row: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> bytes:
    """One answer as the log's hash over a run's answers takes it: a line of canonical JSON."""
    said = [row[name] for name in ("ref", "party", "name", "cannot")]
    names = ("entry", "content", "score", "band", "explanation")
    return canonical([*said, [[each[name] for name in names] for each in told]]) + b"\n"


def answers_sha256(db: sa.Connection, number: int) -> str:
    """The hash over a run's answers as they are kept now."""
    digest = hashlib.sha256()
    asked = screened.select().where(screened.c.run == number).order_by(screened.c.id)
    for part in db.execute(asked.execution_options(yield_per=1000)).mappings().partitions():
        wanted = matches.select().where(matches.c.screened.between(part[0]["id"], part[-1]["id"]))
        told: dict[int, list[Mapping[str, Any]]] = {}
        for each in db.execute(wanted.order_by(matches.c.id)).mappings():
            told.setdefault(each["screened"], []).append(dict(each))
        for row in part:
            digest.update(answer_bytes(dict(row), told.get(row["id"], [])))
    return digest.hexdigest()


def find(db: sa.Connection, number: int) -> Run:
    """One run.

    Raises:
        NoResultFound: there is none of that number.
    """
    row = db.execute(runs.select().where(runs.c.id == number)).one()
    lists = db.execute(
        editions_table.select().where(editions_table.c.run == number).order_by(editions_table.c.list)
    )  # fmt: skip
    return Run(
        row.id, row.at, row.day, row.officer, row.kind, row.file, row.input_sha256, row.settings,
        row.versions, row.counts,
        tuple((each.list, each.as_of, each.sha256, each.source, each.entries) for each in lists),
    )  # fmt: skip
