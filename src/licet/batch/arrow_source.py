"""Arrow IPC: the file format and the stream, which a reader tells apart by the first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from licet.batch.arrow_frames import blocks_of, frame_of, types_of
from licet.batch.identity import of_file
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

    from licet.batch.block import After, Block

_FILE = b"ARROW1"


class ArrowIpc:
    """One Arrow file (``.arrow``, ``.feather``, ``.ipc``) or stream (``.arrows``)."""

    total = None
    size = None

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._is_file = file.read(len(_FILE)) == _FILE
            with self._mapped() as held:
                self.arrow = self._reader(held).schema
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from None
        self.what = "an Arrow file" if self._is_file else "an Arrow stream"
        self.heads = tuple(self.arrow.names)
        self.schema = types_of(self.arrow, str(path))

    def identity(self) -> dict[str, Any]:
        """Size, day and both ends of the file."""
        return of_file(self.path)

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """Rows behind ``after``: how many were read."""
        yield from blocks_of(self._frames(), rows, after[0] if after else 0)

    def _frames(self) -> Iterator[pl.DataFrame]:
        with self._mapped() as held:
            try:
                for batch in self._batches(self._reader(held)):
                    yield frame_of(batch)
            except (pa.ArrowException, OSError) as error:
                raise self._unreadable(error) from None

    def _batches(self, reader: Any) -> Iterator[Any]:
        if not self._is_file:
            yield from reader
            return
        for place in range(reader.num_record_batches):
            yield reader.get_batch(place)

    def _mapped(self) -> Any:
        return pa.OSFile(str(self.path), "rb")

    def _reader(self, held: Any) -> Any:
        return pa.ipc.open_file(held) if self._is_file else pa.ipc.open_stream(held)

    def _unreadable(self, error: Exception) -> InputError:
        said = str(error).partition("\n")[0].rstrip(".")
        return InputError(
            f"it cannot be read as Arrow; it may be cut short or damaged ({said})",
            Place(str(self.path)),
        )
