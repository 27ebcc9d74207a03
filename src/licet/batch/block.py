"""What a source gives: some rows in order, where they stand, and what is wrong with any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

ROWS = 262_144
"""Rows in a block, unless told otherwise: what the column engine likes best."""
LONGEST = 16 * 1024 * 1024
"""Bytes that one row of a text file may have.  A longer one is no row but a fault of the file."""

After = tuple[int, ...]
"""Where a source goes on after a block, in its own numbers; it starts at ``()``."""


@record
class Trouble:
    """Something wrong in row ``index`` of a block: ``column`` by name, or "" where it is the whole row."""

    index: int
    column: str
    found: str
    wanted: str

    def __str__(self) -> str:
        """As the column ``fault`` says it."""
        return f"{self.column or 'row'}: {self.found}; {self.wanted}"


@record
class Block:
    """Rows of a source, in order.

    ``row`` is the number of the first, from 1.  ``line`` gives the line of the file (or the row of the
    sheet) on which a row of the block starts; None where the source has no lines.  ``raw`` are the
    lines of a JSON lines file as they stand.  ``escaped``: some bytes were no UTF-8 and stand in the
    frame in a form that ``licet.batch.bytes`` turns back.
    """

    frame: pl.DataFrame
    row: int
    after: After
    line: Callable[[int], int] | None = None
    troubles: tuple[Trouble, ...] = ()
    raw: tuple[bytes, ...] | None = None
    escaped: bool = False


class Source(Protocol):
    """Rows to be decided.  Where ``size`` is told, ``Block.after[0]`` says how much of it has been read."""

    @property
    def what(self) -> str:
        """What kind of source it is, in words."""
        ...

    @property
    def schema(self) -> Mapping[str, pl.DataType]:
        """Columns by name, each once, with their types."""
        ...

    @property
    def heads(self) -> tuple[str, ...]:
        """The names as they stand in the file."""
        ...

    @property
    def total(self) -> int | None:
        """Rows, where they are known before the end."""
        ...

    @property
    def size(self) -> int | None:
        """Bytes, where reading is counted in bytes."""
        ...

    def identity(self) -> dict[str, Any] | None:
        """What must be as it was for a run to go on; None where a run can only start anew."""
        ...

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """The rows behind ``after``, about ``rows`` at a time; cut the same way each time."""
        ...
