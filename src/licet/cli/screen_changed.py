"""``licet screen --file FILE --changed-since DATE``: only whom the changes of the lists can touch.

The answers are those of the parties that are touched, whole; for all others the answers of that day
stand.  Where the store keeps the file's customers (``--due``), those that are new or changed are
screened in full as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.cli.screen_file import Job
    from licet.lists.model import Edition
    from licet.screen.delta import Delta
    from licet.screen.model import Query, Screened
    from licet.service.searched import Searched


def screen_changed(job: Job) -> None:
    """Screen the parties that are touched, and say how many they are."""
    from licet.screen.customers import read_customers
    from licet.screen.delta import delta

    options = job.options
    since = options.changed_since
    if since > options.on:
        raise InputError(
            f"--changed-since {since} is after {options.on}, the day that is screened for."
        )
    changes = delta(in_force(job.searched, since), since, job.searched.editions, options.on)
    fresh = _fresh(job)
    job.kind = "delta"
    job.more = {"changed_since": since.isoformat(), **changes.counts}
    own_refs = fresh is not None
    rows = job.rows(read_customers(options.file, own_refs=own_refs))
    counted = _Counted(rows)
    job.write(touched(job, counted, changes, fresh or frozenset()))
    _say(job, changes, counted.count)
    if fresh is None:
        job.said.append(
            "Rows that are new or changed in the file are not told from the others, for the store keeps no "
            "customers of this file: screen such rows by themselves, or use --due."
        )


def in_force(searched: Searched, day: date) -> tuple[Edition, ...]:
    """The editions in force on ``day``; a list whose first edition is later counts as new."""
    from licet.lists.shelf import Shelf

    found = Shelf.of(searched.settings).on(day)
    later = {each.list for each in found if each.as_of > day and not _ships(each)}
    return tuple(
        each
        for each in found
        if each.list not in later and (not searched.only or each.list in searched.only)
    )


def _ships(edition: Edition) -> bool:
    from licet.lists.shipped import shipped

    return edition in shipped()


def touched(
    job: Job, queries: Iterable[Query], changes: Delta, fresh: frozenset[str]
) -> Iterator[Screened]:
    """Answers for those whom ``changes`` touch, and for those whose ``ref`` is in ``fresh``."""
    from licet.screen.batch import answered
    from licet.screen.delta import Touching, again

    touching, screener, on = Touching(changes, job.screener.lines), job.screener, job.options.on

    def ask(part: list[Query]) -> list[Screened | None]:
        found = again([each for each in part if each.ref not in fresh], touching, screener, on)
        known = iter(found)
        return [screener.one(each, on) if each.ref in fresh else next(known) for each in part]

    for answer in answered(queries, ask, processes=job.options.processes):
        if answer is not None:
            yield answer


class _Counted:
    """A stream that knows how many have passed."""

    def __init__(self, items: Iterable[Query]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[Query]:
        for each in self._items:
            self.count += 1
            yield each


def _say(job: Job, changes: Delta, total: int) -> None:
    counts = changes.counts
    job.more["customers"] = total
    job.said.append(
        f"{job.counts['parties']:,} of {total:,} customers had to be looked at; entries since "
        f"{job.options.changed_since}: {counts['new']:,} new, {counts['changed']:,} changed, "
        f"{counts['gone']:,} gone. For all others the answers of that day stand."
    )
    say_affected(job, changes)


def say_affected(job: Job, changes: Delta) -> None:
    """Name the hits on record that stand on entries which say something else now."""
    store = job.keeper.store
    if store is None or not changes:
        return
    now = {each.id for each in changes.come}
    gone = {each.id for each in changes.gone} - now
    hits = store.affected_by(changes.come, sorted(gone)).hits
    job.more["hits_on_changed_entries"] = [each.id for each in hits]
    if hits:
        named = ", ".join(str(each.id) for each in hits[:_NAMED])
        more = f" and {len(hits) - _NAMED:,} more" if len(hits) > _NAMED else ""
        job.said.append(
            f"Hits on record whose entry changed or is gone: {named}{more} (licet hits show)."
        )


_NAMED = 20


def _fresh(job: Job) -> frozenset[str] | None:
    """Refs of rows that no run covers as they are now; None where the store keeps no customers of the file."""
    store = job.keeper.store
    if store is None:
        return None
    from licet.cli.screen_due import every_part, synced

    name = job.options.file.name
    if not any(part.run for part in every_part(store, name)):
        return None
    synced(store, job.options.file)
    parts = [part for part in every_part(store, name) if part.run is None]
    return frozenset(query.ref for part in parts for query in store.customers(part))
