"""``/register/public``: what everybody may see, without a name: the log's entries, its files, figures from it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api.answers import JSON, as_bytes
from licet.api.described import problems
from licet.api.paging import Cursor, Limit, cursor_of, sent
from licet.api.problems import Refused
from licet.api.register.asked import registry_of, seen
from licet.api.register.log import folder_of, latest, office_of, tiles_of
from licet.api.register.models import LogOut, PageOut, StatisticsOut
from licet.api.requests import Day, Word
from licet.publiclog.canonical import read
from licet.publiclog.log import folder_reader
from licet.publiclog.tree import leaf_hash
from licet.registry.public.figures import figures_of, in_words, published
from licet.store.public_tables import public_entries

if TYPE_CHECKING:
    from datetime import date

router = APIRouter(prefix="/register/public", tags=["Register: public"])
MAY = [needs("read")]
_FILE = re.compile(
    r"checkpoint|tile/(?:entries|[0-9]{1,2})/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?"
)
"""The files of a log (c2sp.org/tlog-tiles); nothing else of the folder is given out."""
BYTES = "application/octet-stream"
_FIGURES_KEPT = 64
FieldName = Annotated[
    str, Query(pattern="^[a-z_]{0,40}$", description="A public field, such as authority.")
]


@router.get(
    "/log", dependencies=MAY, summary="How far the public log has come", operation_id="publicLog",
    response_model=LogOut, responses=problems(404),
)  # fmt: skip
def log(request: Request) -> Response:
    """The newest checkpoint, signed, and the key to check it with: compare it with one that you got elsewhere."""
    checkpoint, note, key = latest(request)
    return seen(request, {"size": checkpoint.size, "checkpoint": str(note), "key": key})


@router.get(
    "/entries", dependencies=MAY, summary="Entries of the public log", operation_id="publicEntries",
    response_model=PageOut, responses=problems(404, 422),
)  # fmt: skip
def entries(request: Request, *, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """In order: what the public view of each authority shows, and commitments to the rest."""
    tiles = tiles_of(request)
    after: int | None = cursor_of(cursor, int)
    first = min(tiles.size, max(0, -1 if after is None else after) + (after is not None))
    found = list(enumerate(tiles.entries(first, min(tiles.size, first + limit + 1)), first))
    return sent(request, found, lambda each: each[0], limit=limit, shown=_entry, total=None)


@router.get(
    "/cases/{name}", dependencies=MAY, summary="One case of the public log", operation_id="publicCase",
    response_model=PageOut, responses=problems(404, 422),
)  # fmt: skip
def case(
    request: Request,
    name: Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="Its name in the log.", examples=["0" * 32])],
    *, limit: Limit = 50, cursor: Cursor = "",
) -> Response:  # fmt: skip
    """Its published entries in order.  The name is drawn at random and tells nothing of the application."""
    size = latest(request)[0].size
    after: int | None = cursor_of(cursor, int)
    table = public_entries.c
    wanted = sa.select(table.index, table.entry).where(
        table.case == name, table.index < size, table.index > (-1 if after is None else min(size, after))
    )  # fmt: skip
    with registry_of(request).store.reading() as db:
        rows = db.execute(wanted.order_by(table.index).limit(limit + 1)).all()
    found = [(int(row.index), bytes(row.entry)) for row in rows]
    if not found and after is None:
        raise Refused("not-found", "No case of that name is in the log.", way_out="GET /register/public/entries lists all.")  # fmt: skip
    return sent(request, found, lambda each: each[0], limit=limit, shown=_entry, total=None)


def _entry(each: tuple[int, bytes]) -> dict[str, Any]:
    index, data = each
    return {"index": index, "leaf": leaf_hash(data).hex(), "entry": read(data)}


@router.get(
    "/files/{path:path}", dependencies=MAY, summary="The log's own files", operation_id="publicFile",
    response_class=Response,
    responses={
        200: {
            "description": "The file as it is.",
            "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}},
        },
        **problems(404, 422),
    },
)  # fmt: skip
def file(
    request: Request,
    path: Annotated[
        str, Path(max_length=100, description="`checkpoint`, or a tile.", examples=["checkpoint"])
    ],
) -> Response:
    """The checkpoint and the tiles for witnesses and verifiers, as c2sp.org/tlog-tiles lays them out."""
    found = folder_reader(folder_of(request))(path) if _FILE.fullmatch(path) else None
    if found is None:
        raise Refused("not-found", "The log has no such file.", way_out="c2sp.org/tlog-tiles says which there are.")  # fmt: skip
    kept = "no-cache" if path == "checkpoint" else "public, max-age=31536000, immutable"
    return Response(found, headers={"Cache-Control": kept}, media_type=BYTES)


@router.get(
    "/statistics", dependencies=MAY, summary="Figures from the public log", operation_id="publicStatistics",
    response_model=StatisticsOut, responses=problems(404, 422),
)  # fmt: skip
def statistics(
    request: Request,
    authority: Annotated[Word, Query(min_length=1, description="Whose bound for small numbers holds.", examples=["US"])],
    since: Annotated[Day, Query(alias="from", description="Outcomes from this day.", examples=["2026-01-01"])],
    to: Annotated[Day, Query(description="And before this day.", examples=["2027-01-01"])],
    *, group_by: FieldName = "",
) -> Response:  # fmt: skip
    """Rates with what they are shares of, days, conditions; signed.  A stranger computes them again from the log."""
    if to <= since:
        raise Refused("not-valid", "The time ends before it begins.", errors=[("to", "it is after from")])  # fmt: skip
    kept: dict[Any, bytes] = request.app.state.__dict__.setdefault("register_figures", {})
    asked = (str(latest(request)[1]), authority, since, to, group_by)
    if (found := kept.get(asked)) is None:
        note = published(
            office_of(request), authority, _start(since), _start(to), group_by=group_by
        )
        found = as_bytes(
            {"figures": figures_of(note), "words": list(in_words(note)), "statement": str(note)}
        )
        if len(kept) >= _FIGURES_KEPT:
            kept.clear()
        kept[asked] = found
    return Response(found, headers={"Cache-Control": "no-cache"}, media_type=JSON)


def _start(of: date) -> datetime:
    return datetime.combine(of, time(), UTC)
