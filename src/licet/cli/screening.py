"""Screening as a verb that decides uses it: the lists on the shelf, and what officers have closed.

Nothing of this is imported where a transfer names nobody.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.record import replaced

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from licet.book.book import RuleBook
    from licet.cli.screen_lists import Searched
    from licet.parties.ownership import Stakes
    from licet.parties.resolve import Closes, Screens
    from licet.screen.model import Query, Screened
    from licet.screen.screener import Screener
    from licet.settings import Settings
    from licet.transfer.model import Transfer

_FILE = "sqlite:///"
_SHARE = "owned_by_listed_pct"


def add_screening_options(options: argparse.ArgumentParser) -> None:
    """``--no-screening``, ``--ownership``, and the record of what was screened."""
    group = options.add_argument_group("the parties")
    group.add_argument(
        "--no-screening",
        action="store_true",
        help="do not look names up in the lists; the answer says so",
    )
    group.add_argument(
        "--ownership",
        type=Path,
        metavar="FILE",
        help="stakes as CSV, BODS or FollowTheMoney: owners, their listings, seats and parents come from it",
    )
    group.add_argument(
        "--record",
        action="store_true",
        help="write the screening of the parties to the store, so that officers can close its hits",
    )
    group.add_argument(
        "--ref",
        default="",
        help="with --record: your own number of the order that hits stand under",
    )
    group.add_argument(
        "--officer",
        default="",
        metavar="NAME",
        help="who screens, with --record, or lets a list pass that is too old, with --reason; default the officer of the settings",
    )
    group.add_argument(
        "--reason",
        default="",
        help="why a list that is too old may be used; needs an officer",
    )


class Parties:
    """Screens the names of transfers against the shelf; reads each day's lists once."""

    def __init__(
        self,
        book: RuleBook,
        *,
        off: str = "",
        ownership: Path | None = None,
        officer: str = "",
        reason: str = "",
    ) -> None:
        self._book = book
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
        from licet.cli.screen_record import Keeper
        from licet.settings import read_settings

        if not self._noted:
            return "Nothing was recorded: no name was screened."
        with Keeper.of(read_settings(), officer, must=True) as keeper:
            said = []
            for on, noted in self._noted.items():
                under = [replaced(e, query=replaced(e.query, ref=ref)) for e in noted.answers]
                keeper.keep(under, noted.searched, noted.screener, on, kind="decision")
                said.append(keeper.said())
        return " ".join(said)

    def _read(self, on: date) -> tuple[Screens, dict[str, Any]]:
        from licet.cli.screen_lists import Searched

        searched = Searched.on(on, *self._override)
        fact = self._book.facts.get(_SHARE)
        noting = self._noted[on] = _Noting(searched.screener(), searched)
        return noting, {
            "closings": _closings(searched.settings),
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
        found = self._answers[query] = self.screener.one(query, on)
        return found

    @property
    def answers(self) -> list[Screened]:
        """Each answer once, in the order of asking."""
        return list(self._answers.values())


def parties_of(args: argparse.Namespace, book: RuleBook) -> Parties:
    """What joins transfers to the lists, as the options ask."""
    off = "since --no-screening was given" if args.no_screening else ""
    if off and args.ownership:
        raise InputError(
            "--no-screening beside --ownership: owners are found on the lists by screening; leave one out"
        )
    if args.ref and not args.record:
        raise InputError("--ref goes with --record.")
    if args.officer and not (args.record or args.reason):
        raise InputError(
            "--officer goes with --record, or with --reason for a list that is too old."
        )
    if off and args.record:
        raise InputError("--no-screening beside --record: nothing would be screened; leave one out")
    return Parties(
        book, off=off, ownership=args.ownership, officer=args.officer, reason=args.reason
    )


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
