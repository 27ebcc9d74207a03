"""The side file: each fault with its line, row and column.  There is none where there are no faults."""

from __future__ import annotations

import io
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from licet.batch.sink import Growing, growing, put_in_place

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from licet.batch.sink import Mark


def faults_beside(out: Path) -> Path:
    """Where the faults of an output stand: ``answers.csv.faults.csv`` beside ``answers.csv``."""
    return out.with_name(f"{out.name}.faults.csv")


class FaultsFile:
    """All faults so far, as CSV."""

    def __init__(self, folder: Path, out: Path, mark: Mark | None) -> None:
        self.path = faults_beside(out)
        self.grown = growing(folder, "faults", mark, "faults")

    def write(self, faults: pl.DataFrame) -> None:
        """Add some."""
        if faults.height:
            held = io.BytesIO()
            faults.write_csv(held, include_header=not self.grown.file.tell())
            self.grown.file.write(held.getbuffer())

    def mark(self) -> Mark:
        """Bytes on the disk."""
        return {"faults": self.grown.size()}

    def finish(self) -> None:
        """The file in its place; one of an earlier run is taken away where there are no faults now."""
        size = self.grown.size()
        self.grown.close()
        if size:
            # A copy: should the power fail before the answers have their name, the run goes on from these.
            copy = self.grown.path.with_name("faults.copy")
            shutil.copyfile(self.grown.path, copy)
            with closing(Growing(copy, size)) as kept:
                kept.size()
            put_in_place(copy, self.path)
        else:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        self.grown.close()
