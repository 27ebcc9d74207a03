"""Screening as a decision uses it: the lists on the shelf, and what officers have closed.

Nothing of this is imported where a transfer names nobody.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.record import replaced
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.book.book import RuleBook
    from licet.parties.ownership import Stakes
    from licet.parties.resolve import Closes, Screens
    from licet.screen.model import Query, Screened
    from licet.screen.screener import Screener
    from licet.service.current import Current
    from licet.service.recording import Keeper
    from licet.service.searched import Searched
    from licet.transfer.model import Transfer

_FILE = "sqlite:///"
_SHARE = "owned_by_listed_pct"


class Parties:
    """Screens the names of transfers against the shelf; reads each day's lists once.

    ``current`` lends lists and closings that are read already, as a server keeps them.
    """

    def __init__(
        self,
        book: RuleBook,
        *,
        off: str = "",
        ownership: Path | None = None,
        officer: str = "",
        reason: str = "",
        settings: Settings | None = None,
        current: Current | None = None,
    ) -> None:
        self._book = book
        self._settings = settings
        self._current = current
        self._override = (officer, reason)
        self._off = off
        self._ownership = ownership
        self._ready: dict[date, tuple[Screens, dict[str, Any]]] = {}
        self._noted: dict[date, _Noting] = {}

    def __call__(self, transfer: Transfer, on: date) -> Transfer:
        """``transfer`` joined to what the lists say of its names on ``on``."""
        if not _names_somebody(transfer):
            return transfer
        from licet.parties.resolve import resolve, with_nothing_screened

        if self._off:
            return with_nothing_screened(transfer, self._off)
        if on not in self._ready:
            self._ready[on] = self._read(on)
        screener, more = self._ready[on]
        return resolve(transfer, screener, on, **more)

    def record(self, officer: str, ref: str) -> str:
        """Write what was screened to the store, each party once; a line that says so.

        Raises:
            InputError: the store cannot be used, or the officer may not screen.
        """
        from licet.service.recording import Keeper

        if not self._noted:
            return "Nothing was recorded: no name was screened."
        with Keeper.of(self._settings or read_settings(), officer, must=True) as keeper:
            return self.kept(keeper, ref)

    def kept(self, keeper: Keeper, ref: str, kind: str = "decision") -> str:
        """The same with a store that is open already."""
        said = []
        for on, noted in self._noted.items():
            under = [replaced(e, query=replaced(e.query, ref=ref)) for e in noted.answers]
            keeper.keep(under, noted.searched, noted.screener, on, kind=kind)
            said.append(keeper.said())
        return " ".join(said)

    @property
    def searched(self) -> tuple[Searched, ...]:
        """What was searched, one a day asked about; nothing where no name was screened."""
        return tuple(each.searched for each in self._noted.values())

    def _read(self, on: date) -> tuple[Screens, dict[str, Any]]:
        fact = self._book.facts.get(_SHARE)
        closings: Sequence[Closes]
        if self._current is not None:
            searched, screener = self._current.on(on)
            closings = self._current.closings()
        else:
            from licet.service.searched import Searched

            searched = Searched.on(on, *self._override, settings=self._settings)
            screener, closings = searched.screener(), _closings(searched.settings)
        noting = self._noted[on] = _Noting(screener, searched)
        return noting, {
            "closings": closings,
            "stakes": _stakes(self._ownership, self._book),
            "editions": searched.editions,
            "counted": fact.counts_lists if fact is not None else (),
            "warnings": searched.warnings,
            "missing": searched.missing,
        }


class _Noting:
    """A screener that notes what it was asked and what it answered."""

    def __init__(self, screener: Screener, searched: Searched) -> None:
        self.screener = screener
        self.searched = searched
        self._answers: dict[Query, Screened] = {}

    def one(self, query: Query, on: date) -> Screened:
        """The answer to one query."""
        found = self._answers.get(query)
        if found is None:  # the lines of an order ask of the same parties
            found = self._answers[query] = self.screener.one(query, on)
        return found

    @property
    def answers(self) -> list[Screened]:
        """Each answer once, in the order of asking."""
        return list(self._answers.values())


def _names_somebody(transfer: Transfer) -> bool:
    """Whether there is a name to screen: of a party, an owner, or the exporter."""
    return "exporter.name" in transfer.facts or any(
        each.name or any(owner.name for owner in each.owners or ()) for each in transfer.parties
    )


def _stakes(file: Path | None, book: RuleBook) -> Stakes | None:
    if file is None:
        return None
    from licet.ownership.read import read_path
    from licet.parties.ownership import Stakes

    return Stakes(read_path(file), book, str(file))


def _closings(settings: Settings) -> Sequence[Closes]:
    """What officers have closed, where there is a store; a database that is no file is always one."""
    database = settings.database
    if database.startswith(_FILE) and not Path(database.removeprefix(_FILE)).is_file():
        return ()
    from licet.store.store import Store

    with Store.open(settings) as store:
        return tuple(store.closings())
