"""What a run needs at hand: the library, both laws, the data sets that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from pathlib import Path

    from licet.decide.decide import Law
    from licet.pack.store import Library


@record
class Opened:
    """The library as it is installed, the law before and after, and the folders that data is read from."""

    library: Library
    before: Law
    after: Law
    data: tuple[Path, ...] = ()
