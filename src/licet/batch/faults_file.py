"""The side file: each fault with its line, row and column.  There is none where there are no faults."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from licet.batch.sink import growing, put_in_place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from licet.batch.answering import Fault
    from licet.batch.sink import Mark

HEADS = ("line", "row", "column", "found", "wanted", "answered")


def faults_beside(out: Path) -> Path:
    """Where the faults of an output stand: ``answers.csv.faults.csv`` beside ``answers.csv``."""
    return out.with_name(f"{out.name}.faults.csv")


class FaultsFile:
    """All faults so far, as CSV."""

    def __init__(self, folder: Path, out: Path, mark: Mark | None) -> None:
        self.path = faults_beside(out)
        self.grown = growing(folder, "faults", mark, "faults")

    def write(self, faults: Iterable[Fault]) -> None:
        """Add some."""
        held = io.StringIO()
        lines = csv.writer(held, lineterminator="\n")
        for each in faults:
            if not self.grown.file.tell() and not held.tell():
                lines.writerow(HEADS)
            lines.writerow(
                ("" if each.line is None else each.line, each.row, each.column, each.found, each.wanted, "yes" if each.answered else "no")
            )  # fmt: skip
        self.grown.file.write(held.getvalue().encode())

    def mark(self) -> Mark:
        """Bytes on the disk."""
        return {"faults": self.grown.size()}

    def finish(self) -> None:
        """The file in its place; one of an earlier run is taken away where there are no faults now."""
        size = self.grown.size()
        self.grown.close()
        if size:
            put_in_place(self.grown.path, self.path)
        else:
            self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        self.grown.close()
