"""Country groups and tables of the law: who is in them on a day, and through time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.page import page, service_of
from licet.desk.reading import Days, read_days, reading
from licet.errors import nearest
from licet.explore.related import users_of_fact, users_of_group

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.book.groups import Group, Table

router = APIRouter()


@router.get("/law/groups/{name}", dependencies=[needs("read")])
def group(request: Request, name: str) -> Response:
    """One country group or table, with those who name it."""
    book = service_of(request).library.whole.book
    days = read_days(request, on=date.today(), known_on=None)
    if name in book.groups:
        found = book.groups[name]
        return reading(
            request, "law/group.html", lambda: _group(found, book, days), days, found=found, book=book,
        )  # fmt: skip
    if name in book.tables:
        table = book.tables[name]
        return reading(
            request, "law/table.html", lambda: _table(table, book, days), days, found=table, book=book,
        )  # fmt: skip
    near = nearest(name, [*book.groups, *book.tables])
    return page(
        request, "law/unknown.html", 404,
        what="country group or table", name=name, near=near, base="/law/groups/",
    )  # fmt: skip


def _group(found: Group, book: RuleBook, days: Days) -> dict[str, Any]:
    on, known_on = days["on"], days.known_on
    folded = book.members(found.name, on, known_on) - found.on(on, known_on)
    return {
        "members": sorted(found.on(on, known_on)), "folded": sorted(folded),
        "users": users_of_group(found.name, book), "countries": book.facts.countries,
    }  # fmt: skip


def _table(found: Table, book: RuleBook, days: Days) -> dict[str, Any]:
    on = days["on"]
    heads = tuple(dict.fromkeys(key for row in found.rows for key in row))
    rows = [(tuple(_cell(row.get(head)) for head in heads), _stands(row, on)) for row in found.rows]
    return {"heads": heads, "rows": rows, "users": users_of_fact(found.fact, book)}


def _stands(row: dict[str, object], on: date) -> bool:
    since, to = row.get("from"), row.get("to")
    return not (isinstance(since, date) and on < since) and not (isinstance(to, date) and to <= on)


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_cell(each)}" for key, each in value.items())
    return "" if value is None else str(value)
