"""``licet screen --file FILE --due``: the store keeps the file's customers and knows who is due.

New and changed customers are screened against every list; the rest only where the lists have
changed since the run that covers them, and of these only whom the changes can touch.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.cli.screen_file import Job
    from licet.lists.model import Edition
    from licet.screen.delta import Delta
    from licet.screen.model import Query, Screened
    from licet.store.model import Due, Run, Synced
    from licet.store.store import Store


def screen_due(job: Job) -> None:
    """Bring the customers up to date, screen those that are due, and say that it was done."""
    store, file = job.keeper.store, job.options.file
    if store is None:
        raise InputError(
            f"--due needs the store, which knows who was screened: {job.keeper.why_not}. Leave --due out to "
            "screen all."
        )
    changed = synced(store, file, job)
    parts = every_part(store, file.name)
    total = sum(part.customers for part in parts)
    job.kind = "due"
    job.more = {
        "customers": total, "added": changed.added, "changed": changed.changed, "gone": changed.gone,
    }  # fmt: skip
    work = [found for part in parts if (found := _todo(job, store, part)) is not None]
    job.write(_answers(job, store, work))
    if (run := job.keeper.run) is None:
        raise InputError(
            f"The answers are in {job.options.out}, and were not recorded: {job.keeper.why_not}"
        )
    for each in work:
        store.covered(each.part, run.id)
    _say(job, work, total)


def every_part(store: Store, name: str) -> tuple[Due, ...]:
    """The customers of a file by the run that covers them; None for those that no run covers."""
    from datetime import date

    from licet.lists.model import Edition

    # No run has searched this list, so that every part is named.
    nowhere = Edition("", date.min, "", "", ())
    return store.due(name, (nowhere,))


def synced(store: Store, file: Path, job: Job | None = None) -> Synced:
    """Keep the customers of the file as they are now; rows at fault go to ``job``."""
    from licet.screen.customers import Fault, read_customers

    rows = read_customers(file, own_refs=True)
    good = job.rows(rows) if job else (each for each in rows if not isinstance(each, Fault))
    return store.sync_customers(file.name, _sha256(file), good)


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        from licet.errors import Place

        raise InputError(f"The file cannot be read: {error.strerror}.", Place(str(file))) from None


class Todo(NamedTuple):
    """Customers of one run who are due; ``changes`` None: every one of them, against every list."""

    part: Due
    changes: Delta | None


def _todo(job: Job, store: Store, part: Due) -> Todo | None:
    """What changed since the run that covers the part; None where nothing did."""
    from licet.screen.delta import delta

    if part.run is None:
        return Todo(part, None)
    run = store.run(part.run)
    before = _editions_of(job, run)
    if before is None or not _same_reading(job, run):
        return Todo(part, None)
    found = delta(before, run.day, job.searched.editions, job.options.on)
    had = {(each[0], each[2]) for each in run.editions}
    same = had == {(each.list, each.sha256) for each in job.searched.editions}
    return Todo(part, found) if found or not same else None


def _same_reading(job: Job, run: Run) -> bool:
    """Whether the run read names and drew lines as a run of today does, over whole lists."""
    from licet.service.recording import settings_of

    lines = settings_of(job.screener)
    return (
        run.versions.get("tables") == job.screener.tables
        and "only" not in run.settings
        and "searched_too" not in run.settings
        and {name: run.settings.get(name) for name in lines} == lines
    )


def _editions_of(job: Job, run: Run) -> list[Edition] | None:
    """The editions that a run searched, from the shelf; None where one is there no more."""
    from licet.lists.shelf import Shelf
    from licet.lists.shipped import shipped

    shelf = Shelf.of(job.searched.settings)
    found = []
    for code, as_of, sha256, _, _ in run.editions:
        ours = [each for each in shipped() if (each.list, each.sha256) == (code, sha256)]
        kept = [e for e in shelf.editions(code) if (e.as_of, e.sha256) == (as_of, sha256)]
        if not ours and not kept:
            return None
        found.append(ours[0] if ours else shelf.read(kept[-1]))
    return found


def _answers(job: Job, store: Store, work: list[Todo]) -> Iterator[Screened]:
    from licet.cli.screen_changed import touched
    from licet.screen.batch import screened

    for part, changes in work:
        queries: Iterator[Query] = store.customers(part)
        if changes is not None:
            yield from touched(job, queries, changes, frozenset())
        else:
            yield from screened(
                queries, job.screener, job.options.on, processes=job.options.processes
            )


def _say(job: Job, work: list[Todo], total: int) -> None:
    from licet.cli.screen_changed import say_affected

    whole = sum(part.customers for part, changes in work if changes is None)
    seen = job.counts["parties"]
    said = f"{seen:,} of {total:,} customers had to be looked at"
    if seen:
        said += (
            f": {whole:,} that are new or changed, or were screened by other tables or lines, and "
            f"{seen - whole:,} whom a change of the lists can touch"
        )
    job.said.append(f"{said}. For all others the answers that are on record stand.")
    job.more["looked_at"] = {"whole": whole, "touched": seen - whole}
    for _, changes in work:
        if changes is not None:
            job.more["lists"] = changes.counts
            say_affected(job, changes)
