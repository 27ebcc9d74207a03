"""Declared classes of a parts file against computed ones: shown, or given back with columns added."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, Response

from licet.access.guard import needs
from licet.access.turns import HEAVY, Busy
from licet.desk.numbers import day
from licet.desk.page import page, service_of
from licet.errors import InputError, LicetError
from licet.record import record
from licet.worklists.compare import AGREES, CANNOT_TELL, DIFFERS, compare
from licet.worklists.read import MOST_ROWS, read
from licet.worklists.write import write

if TYPE_CHECKING:
    from licet.worklists.compare import Compared

router = APIRouter()
MOST_BYTES = 5_000_000
"""Of a parts file."""
SHOWN = 500
"""Rows that the page shows; the download has all."""
_ORDER = (DIFFERS, CANNOT_TELL, AGREES)


@record
class Sent:
    """A parts file that was sent in: its bytes, its name, the day of the law as typed, what is wanted."""

    content: bytes
    name: str
    on: str
    wanted: str


async def parts_sent(request: Request) -> Sent:
    """The file of the form, or the one that the page carried along for the download."""
    async with request.form(max_files=1, max_fields=10, max_part_size=2 * MOST_BYTES) as form:
        file = form.get("parts")
        if isinstance(file, UploadFile) and file.filename:
            content, name = await file.read(MOST_BYTES + 1), file.filename
        else:
            content, name = _carried(form), str(form.get("name") or "")
        return Sent(content, name, str(form.get("on") or ""), str(form.get("as") or ""))


@router.get("/papers/classes", dependencies=[needs("ask")])
def classes(request: Request) -> HTMLResponse:
    """The form."""
    return _page(request)


@router.post("/papers/classes", dependencies=[needs("ask")])
def compared(request: Request, sent: Annotated[Sent, Depends(parts_sent)]) -> Response:
    """The rows with what was computed; nothing is kept."""
    try:
        return _compared(request, sent)
    except Busy:
        raise
    except LicetError as error:
        return _page(request, on=sent.on, errors=[("parts", str(error))], status=400)


def _compared(request: Request, sent: Sent) -> Response:
    if not sent.content:
        raise InputError("Choose a file: CSV or TSV, in UTF-8, with a line of column names.")
    if len(sent.content) > MOST_BYTES:
        raise InputError(f"The file is larger than {MOST_BYTES // 1_000_000} MB; split it.")
    service, on = service_of(request), day(sent.on, "Law of") or date.today()
    file = read(sent.content)
    with HEAVY.taken():
        found = list(compare(file.parts, service, on))
    if sent.wanted == "file":
        rows = "".join(write(file, found, on, service.hashes["law"]))
        return Response(
            rows.encode(), media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="parts-with-classes.csv"'},
        )  # fmt: skip
    return _page(
        request, on=on.isoformat(), found=sorted(found, key=_first)[:SHOWN], total=len(found), file=file,
        counts=[(each, sum(e.result == each for e in found)) for each in _ORDER],
        carried=base64.b64encode(sent.content).decode(), name=sent.name,
    )  # fmt: skip


def _first(row: Compared) -> tuple[int, int]:
    """What differs before what cannot be told before what agrees; the file's order within."""
    return _ORDER.index(row.result), row.row


def _carried(form: FormData) -> bytes:
    try:
        return base64.b64decode(str(form.get("carried") or ""), validate=True)
    except (ValueError, binascii.Error):
        return b""


def _page(
    request: Request, *, on: str = "", errors: list[tuple[str, str]] | None = None, status: int = 200,
    **shown: Any,
) -> HTMLResponse:  # fmt: skip
    empty: dict[str, Any] = {"found": None, "total": 0, "file": None, "counts": [], "carried": "", "name": ""}  # fmt: skip
    return page(
        request, "papers/classes.html", status, on=on, errors=errors or [], most=MOST_ROWS,
        shown_most=SHOWN, **{**empty, **shown},
    )  # fmt: skip
