"""The same rows in the same order, byte for byte, with columns added at their end."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.worklists.compare import Compared
    from licet.worklists.read import Parts

ADDED = ("licet_product", "licet_computed", "licet_result", "licet_why", "licet_next_question", "licet_faults", "licet_law_of", "licet_law")  # fmt: skip


def write(file: Parts, compared: Iterable[Compared], on: date, law: str) -> Iterator[str]:
    """Lines of the file; ``law`` is the hash of the law by which classes were computed."""
    yield _line(file.header, ADDED, file.delimiter)
    faults: dict[int, list[str]] = {}
    for each in file.faults:
        faults.setdefault(each.row, []).append(f"{each.column}: {each.message}")
    for part, found in zip(file.parts, compared, strict=True):
        added = (
            found.product, found.computed, found.result, found.why, found.question,
            "; ".join(faults.get(part.row, ())), on.isoformat(), law[:12],
        )  # fmt: skip
        yield _line(part.raw, added, file.delimiter)


def _text(cell: str) -> str:
    """A cell that a spreadsheet shows and does not reckon: what we say may quote what a stranger wrote.

    >>> _text("=1+1"), _text("3A090.a")
    ("'=1+1", '3A090.a')
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _line(raw: str, added: Iterable[str], delimiter: str) -> str:
    cells = io.StringIO()
    csv.writer(cells, delimiter=delimiter, lineterminator="\r\n").writerow(
        [_text(each) for each in added]
    )
    return f"{raw}{delimiter}{cells.getvalue()}"
