"""A reformed rule book with the case tables of the law it came from, for the checks and for a folder.

A row without a day of its own speaks of the first day of the last text.  Where a reform adds a text that
day would be another, so such rows are given the day that they had: they go on testing the law as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.book.load import Source
from licet.record import replaced
from licet.reform.model import Add, Replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook
    from licet.book.markdown import Page, Row
    from licet.reform.model import Reform


def source_of(before: Source, after: RuleBook, reforms: Iterable[Reform]) -> Source:
    """``after`` with the pages of ``before``, and with those that the reforms bring."""
    pages = {}
    new = _brought(reforms)
    for name, provision in after.provisions.items():
        old = before.pages.get(name)
        rows: tuple[Row, ...] = ()
        if old is not None:
            moved = before.book[name].versions[-1].since != provision.versions[-1].since
            day = before.book[name].versions[-1].since.isoformat()
            rows = tuple(_pinned(row, day) for row in old.rows) if moved else old.rows
        page = new.get(name)
        if page is None:
            if old is not None:
                pages[name] = replaced(old, rows=rows)
        else:
            pages[name] = replaced(page, rows=(*rows, *page.rows))
    return Source(after, pages)


def _brought(reforms: Iterable[Reform]) -> dict[str, Page]:
    return {
        str(patch.page.front["id"]): patch.page
        for reform in reforms
        for patch in reform.patches
        if isinstance(patch, Add | Replace)
    }


def _pinned(row: Row, day: str) -> Row:
    if row.cells.get("on"):
        return row
    head = {"case": row.cells.get("case", ""), "on": day}
    return replaced(row, cells={**head, **{k: v for k, v in row.cells.items() if k not in head}})
