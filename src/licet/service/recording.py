"""The store beside a screening: what officers have closed, and the run that is written."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Self

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.lists.model import Edition
    from licet.screen.model import Closing, Hit, Query, Screened
    from licet.screen.screener import Screener
    from licet.service.searched import Searched
    from licet.settings import Settings
    from licet.store.model import Run
    from licet.store.store import Store

Closings = dict[tuple[str, str, str], "Closing"]


class Keeper:
    """The user's store, or why nothing is recorded.

    A screening is recorded unless ``--no-record`` is given.  Where the user has named neither a
    database nor an officer, a store that cannot be made stops no screening: the answer says that
    nothing was recorded.
    """

    def __init__(
        self, store: Store | None, officer: str, why_not: str = "", *, chosen: bool = False
    ) -> None:
        self.store = store
        self.officer = officer
        self.why_not = why_not
        self.run: Run | None = None
        self._chosen = chosen
        self._closings: Closings | None = None

    @classmethod
    def of(
        cls, settings: Settings, officer: str = "", *, off: bool = False, must: bool = False
    ) -> Keeper:
        """The store, open and fit for this officer; a context, which lets go of the store.

        ``off``: the user wants no record; ``must``: the user has asked for one.

        Raises:
            InputError: the store that the user has named cannot be used, or the officer may not screen.
        """
        officer = officer or settings.officer
        if off:
            return cls(None, officer, "--no-record was given")
        chosen = (
            must
            or bool(officer)
            or settings.database != f"sqlite:///{settings.home / 'licet.sqlite'}"
        )
        from licet.store import store as module

        try:
            store = module.Store.open(settings, module.now)
        except (InputError, sqlite3.Error) as error:
            if chosen:
                way_out = (
                    "Leave --record out." if must else "Or screen without a record: --no-record."
                )
                raise InputError(f"{error} {way_out}") from None
            return cls(None, officer, str(error))
        try:
            if officer:
                _fit(store, officer)
        except BaseException:
            store.close()
            raise
        return cls(store, officer, chosen=chosen)

    def closed(self, query: Query, hit: Hit, on: date) -> Closing | None:
        """What two officers closed this hit as, where that stands on the day."""
        from licet.screen.model import party_key

        if self._closings is None:
            found = self.store.closings() if self.store else ()
            self._closings = {(e.party_key, e.entry_id, e.entry_content): e for e in found}
        if not self._closings:
            return None
        found_ = self._closings.get((party_key(query), hit.entry.id, hit.entry.content))
        return found_ if found_ is not None and found_.covers(query, hit.entry, on) else None

    def keep(
        self, answers: Iterable[Screened], searched: Searched, screener: Screener, on: date, *,
        kind: str = "screening", file: str = "", more: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Write a screening; a stream is read to its end whether or not there is a store."""
        if self.store is None:
            for _ in answers:
                pass
            return
        read = False

        def passing() -> Iterator[Screened]:
            nonlocal read
            yield from answers
            read = True

        try:
            one_each, more_told = _one_a_list(searched.editions)
            self.run = self.store.record_run(
                passing(), one_each, on=on, officer=self.officer, kind=kind, file=file,
                settings={**settings_of(screener), **searched.settings_of_run(), **more_told, **(more or {})},
                versions=versions_of(screener),
            )  # fmt: skip
        except InputError as error:
            if self._chosen or not read:  # what the stream raised is no fault of the store
                raise
            self.why_not = str(error)

    def said(self) -> str:
        """One line under an answer."""
        if self.run is None:
            return f"Nothing was recorded: {self.why_not.rstrip('.')}."
        opened = self.run.counts["opened"] + self.run.counts["reopened"]
        hits = f"; hits opened: {opened} (licet worklist)" if opened else ""
        return f"Recorded as run {self.run.id}{hits}."

    def as_data(self) -> dict[str, Any]:
        """The same as JSON data."""
        if self.run is None:
            return {"run": None, "not_recorded": self.why_not}
        return {"run": self.run.id, "counts": self.run.counts}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        if self.store is not None:
            self.store.close()


def _one_a_list(editions: tuple[Edition, ...]) -> tuple[list[Edition], dict[str, Any]]:
    """The store keeps one edition a list; before a list's first edition two are searched."""
    found: dict[str, Edition] = {}
    also = []
    for each in sorted(editions, key=lambda each: (each.as_of, len(each.entries)), reverse=True):
        if found.setdefault(each.list, each) is not each:
            also.append({"list": each.list, "as_of": each.as_of.isoformat(), "sha256": each.sha256})
    return [found[code] for code in sorted(found)], {"searched_too": also} if also else {}


def settings_of(screener: Screener) -> dict[str, Any]:
    """The lines by which a run called something a hit."""
    lines = screener.lines
    return {"review": lines.review, "strong": lines.strong, "least_weight": lines.least_weight}


def versions_of(screener: Screener) -> dict[str, str]:
    """What a run was made with."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("licet")
    except PackageNotFoundError:
        number = "from a source tree"
    return {"licet": number, "tables": screener.tables}


def _fit(store: Store, officer: str) -> None:
    found = store.officer(officer)
    if not found.active(store.today) or "screen" not in found.may:
        raise InputError(
            f"{officer} may not screen: wanted is an officer in office with the right to screen (licet "
            "officer list). Name another with --officer, or screen without a record."
        )
