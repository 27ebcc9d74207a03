"""What a run needs at hand: both laws with the catalogue, and the folder that data sets are read from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from licet.datasets.places import MissingData, find
from licet.record import record
from licet.reform.libraries import reformed
from licet.reform.shelf import named
from licet.whatif.result import Stamp

if TYPE_CHECKING:
    from licet.assumptions.ledger import Ledger
    from licet.pack.store import Library
    from licet.reform.model import Reform
    from licet.whatif.scenario import Scenario, Side

T = TypeVar("T")
USED = ("icio2022-30x28", "world-2022")
"""Data sets that a scenario may rest on, the first that is found of them."""


@record
class Opened:
    """The library before and after, and the folder that the user named for data (None: none was)."""

    before: Library
    after: Library
    folder: Path | None = None

    def data(self, read: Callable[[Path | None], T]) -> T | str:
        """What a loader reads, or, where the data set is on no shelf, a sentence that says what is missing."""
        try:
            return read(self.folder)
        except MissingData as error:
            return str(error)


def opened(
    scenario: Scenario, library: Library, ledger: Ledger, folder: Path | None = None,
    reforms: Callable[[str], Reform] = named,
) -> tuple[Opened, Stamp]:  # fmt: skip
    """Both laws of a scenario, with the hashes of all that a result will rest on.

    ``ledger`` is the one with the scenario's own numbers set; ``reforms`` finds a reform by its name, which may
    be a folder unless a narrower one is given. Errors: a reform that is not known, or that
    does not fit the law (``InputError``).
    """
    before, after = (_law(library, side, reforms) for side in (scenario.before, scenario.after))
    found = {}
    for name in USED:
        try:
            found[name] = find(name, folder).origins[0].sha256
        except MissingData:
            continue
        break
    stamp = Stamp(
        before.header["law"], after.header["law"], ledger.hash, found, library.header["code"]
    )
    return Opened(before, after, folder), stamp


def _law(library: Library, side: Side, reforms: Callable[[str], Reform]) -> Library:
    found = [reforms(each) for each in side.reforms]
    return reformed(library, *found) if found else library
