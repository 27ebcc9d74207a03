"""What takes answers: it grows in a hidden folder, can be taken back to any mark, and is whole at the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from licet.disk import sync_folder
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from licet.batch.block import Block, Source

Mark = dict[str, int]
"""How far a sink has got, in numbers that a journal keeps."""


@record
class Form:
    """The columns of the output: the input's, then the answers under the names that they have there."""

    source: Source
    answers: Mapping[str, pl.DataType]
    names: Mapping[str, str]

    @property
    def heads(self) -> tuple[str, ...]:
        """All heads, in order, as they stand in a file."""
        return (*self.source.heads, *self.names.values())

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """All columns with their types; a head that stands twice has its number."""
        return {
            **self.source.schema,
            **{self.names[name]: kind for name, kind in self.answers.items()},
        }


class Sink(Protocol):
    """A place for rows and their answers."""

    def write(self, block: Block, answers: pl.DataFrame) -> None:
        """Take the rows of a block with their answers."""
        ...

    def mark(self) -> Mark | None:
        """How far it is, after all of it is on the disk; None where it cannot stop between two rows just now."""
        ...

    def finish(self) -> None:
        """Make it whole and put it in its place."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


class Growing:
    """One file that grows, and is cut back to the mark from which a run goes on."""

    def __init__(self, path: Path, size: int = 0) -> None:
        self.path = path
        self.file: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
        self.file.truncate(size)
        self.file.seek(size)

    def size(self) -> int:
        """Bytes so far, all of them on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())
        return self.file.tell()

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()


class Lines:
    """A sink of one file of lines, which can be cut back anywhere between two."""

    def __init__(self, folder: Path, out: Path, form: Form, mark: Mark | None) -> None:
        self.out = out
        self.form = form
        self.grown = growing(folder, "rows", mark, "size")

    def mark(self) -> Mark:
        """Bytes on the disk."""
        return {"size": self.grown.size()}

    def finish(self) -> None:
        """The file under its name."""
        self.grown.size()
        self.grown.close()
        put_in_place(self.grown.path, self.out)

    def close(self) -> None:
        """Let go of the file."""
        self.grown.close()


def put_in_place(made: Path, out: Path) -> None:
    """Give a whole file its name, so that a power cut leaves the old one or the new one."""
    made.replace(out)
    sync_folder(out.parent)


def with_answers(form: Form, block: Block, answers: pl.DataFrame) -> pl.DataFrame:
    """A block's rows with their answers beside them."""
    return block.frame.hstack(answers.rename(dict(form.names)).get_columns())


def growing(folder: Path, name: str, mark: Mark | None, key: str) -> Growing:
    """The growing file of a sink, at its mark."""
    return Growing(folder / name, (mark or {}).get(key, 0))
