"""Files of transfers: sent in, their columns said, decided in the background, and taken back with answers."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.turns import HEAVY
from licet.desk.batches.kept import DONE, ENDINGS, FAILED, SENT, Batches
from licet.desk.batches.owners import new_owner, owner_of, remember
from licet.desk.batches.working import working_of
from licet.desk.forms import Form, Number
from licet.desk.page import page, service_of, wants_part
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from licet.desk.batches.kept import Batch

router = APIRouter()
TEMPLATES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_MISSING = "This desk was installed without what reads tables. Who runs it adds it with: pip install 'licet[batch]'."


@router.get("/batches", dependencies=[needs("ask")])
def batches(request: Request) -> HTMLResponse:
    """The form to send a file in, and the files that are here."""
    return _first(request)


@router.post("/batches", dependencies=[needs("ask")])
def send(request: Request, form: Form) -> Response:
    """Keep a file, and guess what its columns say."""
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return _first(request, errors=[("file", "Choose a file.")], status=400)
    owner, secret = new_owner(request)
    try:
        made = _read(request, owner, sent.filename, sent.file.read())
    except InputError as error:
        return _first(request, errors=[("file", str(error))], status=400)
    response = RedirectResponse(f"/batches/{made.key}", 303)
    remember(request, response, secret, _kept(request).hours)
    return response


@router.get("/batches/template.{ending}", dependencies=[needs("ask")])
def template(request: Request, ending: str) -> Response:
    """A file to fill in."""
    _able()
    from licet.batch.template import made

    content = made(f".{ending}", service_of(request).library.law.book)
    return Response(
        content, media_type=TEMPLATES.get(ending, "text/plain; charset=utf-8"),
        headers={"Content-Disposition": f'attachment; filename="licet-template.{ending}"'},
    )  # fmt: skip


@router.get("/batches/{key}", dependencies=[needs("ask")])
def batch(request: Request, key: str) -> HTMLResponse:
    """Where a file stands: its columns to be said, how far it is, or its result."""
    found = _mine(request, key)
    if found.busy:
        template = "batches/progress_part.html" if wants_part(request) else "batches/progress.html"
        return page(request, template, batch=found)
    if wants_part(
        request
    ):  # what asks is the part that tells how far it is: it has no place for a page
        return HTMLResponse("", headers={"HX-Redirect": f"/batches/{found.key}"})
    if found.stage != DONE:
        return _columns(request, found)
    from licet.desk.batches.result import shown

    kept = _kept(request)
    told = shown(kept, found, service_of(request))
    return page(request, "batches/result.html", batch=found, ends=kept.ends(found), **told)


@router.get("/batches/{key}/columns", dependencies=[needs("ask")])
def columns(request: Request, key: str) -> HTMLResponse:
    """What each column says, once more."""
    return _columns(request, _mine(request, key))


@router.post("/batches/{key}/columns", dependencies=[needs("ask")])
def start(request: Request, key: str, form: Form) -> Response:
    """Take what was said of the columns, and decide the file in the background."""
    from licet.batch.mapping import write
    from licet.desk.batches.columns import said, typed_of

    found = _mine(request, key)
    if found.busy:  # pressed twice
        return RedirectResponse(f"/batches/{found.key}", 303)
    typed = typed_of(form, found)
    mapping, errors = said(typed, found, service_of(request).library.law.book)
    for name in ("on", "compare"):
        errors |= _day(name, typed[name])
    if typed["compare"] and typed["compare"] == (typed["on"] or date.today().isoformat()):
        errors["compare"] = "The second day is the first one; choose another, or none."
    if errors:
        return _columns(request, found, typed, errors, 400)
    told = _kept(request).changed(
        found, mapping=write(mapping), stage=SENT, on=typed["on"], compare=typed["compare"]
    )
    working_of(request.app).start(told)
    return RedirectResponse(f"/batches/{found.key}", 303)


@router.post("/batches/{key}/delete", dependencies=[needs("ask")])
def delete(request: Request, key: str) -> Response:
    """Delete a file and everything made of it."""
    _kept(request).drop(_mine(request, key))
    return RedirectResponse("/batches", 303)


@router.get("/batches/{key}/output", dependencies=[needs("ask")])
def output(request: Request, key: str) -> Response:
    """The file with its answers."""
    from licet.desk.batches.deciding import output as made

    found = _done(request, key)
    return _file(made(_kept(request), found), found, "answers")


@router.get("/batches/{key}/faults", dependencies=[needs("ask")])
def faults(request: Request, key: str) -> Response:
    """The rows that could not be read, by line and column."""
    from licet.desk.batches.result import faults_of

    found = _done(request, key)
    path = faults_of(_kept(request), found)
    if not path.exists():
        raise InputError("Every row of this file could be read.")
    return _file(path, found, "faults")


@router.get("/batches/{key}/mapping", dependencies=[needs("ask")])
def mapping(request: Request, key: str) -> Response:
    """What was said of the columns, as the file that ``licet batch --map`` reads."""
    found = _mine(request, key)
    if not found.mapping:
        raise InputError("Nothing was said of the columns yet.")
    return Response(
        found.mapping, media_type="application/toml",
        headers={"Content-Disposition": 'attachment; filename="mapping.toml"'},
    )  # fmt: skip


@router.get("/batches/{key}/rows", dependencies=[needs("ask")])
def rows(request: Request, key: str) -> HTMLResponse:
    """The rows that need a person, or those that are asked for."""
    from licet.desk.batches.result import listed

    found = _done(request, key)
    asked = dict(request.query_params)
    return page(request, "batches/rows.html", batch=found, **listed(_kept(request), found, asked, service_of(request)))  # fmt: skip


@router.get("/batches/{key}/rows/{number}", dependencies=[needs("ask")])
def row(request: Request, key: str, number: Number) -> HTMLResponse:
    """One row: what it says, its answer with the proof, and the same as a question."""
    from licet.desk.batches.one_row import told_row

    found = _done(request, key)
    with HEAVY.taken():
        told = told_row(_kept(request), found, number, service_of(request))
    return page(request, "batches/row.html", batch=found, number=number, **told)


def _first(
    request: Request, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HTMLResponse:
    service, kept = service_of(request), _kept(request)
    return page(
        request, "batches/batches.html", status, batches=kept.of(owner_of(request)), kept=kept,
        errors=errors or [], desk=service.settings.desk, endings=ENDINGS, missing="" if _able(ask=True) else _MISSING,
        visitor=not person_of(request).signed_in,
    )  # fmt: skip


def _columns(
    request: Request, found: Batch, typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    from licet.batch.mapping import read_text
    from licet.batch.meaning import canonical
    from licet.desk.batches import columns as said

    book = service_of(request).library.law.book
    before = read_text(found.mapping, book).constants if found.mapping else {}
    told: dict[str, Any] = {f"set.{name}": before.get(canonical(name, book), "") for name in said.CONSTANTS}  # fmt: skip
    told |= {"on": found.on, "compare": found.compare} | dict(typed or {})
    return page(
        request, "batches/columns.html", status, batch=found, lines=said.lines(found, typed or {}, errors or {}, book),
        typed=told, errors=errors or {}, more=range(said.MORE), ends=_kept(request).ends(found),
        failed=found.problem if found.stage == FAILED else "", broken_off=found.broken_off, **said.offered(book),
    )  # fmt: skip


def _read(request: Request, owner: str, name: str, content: bytes) -> Batch:
    """The batch of a file that came in, with its columns."""
    _able()
    from licet.desk.batches.reading import Most, columns_of

    kept, service = _kept(request), service_of(request)
    made = kept.new(owner, name, content)
    try:
        with HEAVY.taken():
            found, total = columns_of(
                kept.input(made), service.library, Most.of(service.settings.desk)
            )
        return kept.changed(made, columns=found, rows=total)
    except BaseException:
        kept.drop(made)
        raise


def _able(*, ask: bool = False) -> bool:
    """Whether what reads tables is installed.

    Raises:
        InputError: it is not, and nobody only asks.
    """
    able = find_spec("polars") is not None
    if not able and not ask:
        raise InputError(_MISSING)
    return able


def _kept(request: Request) -> Batches:
    return Batches(service_of(request).settings)


def _mine(request: Request, key: str) -> Batch:
    return _kept(request).get(key, owner_of(request))


def _done(request: Request, key: str) -> Batch:
    found = _mine(request, key)
    if found.stage != DONE:
        raise InputError("This file is not decided yet.")
    return found


def _file(path: Path, found: Batch, what: str) -> Response:
    called = f"{found.name.rpartition('.')[0]}-{what}{path.suffix}"
    return FileResponse(
        path, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(called)}"}
    )


def _day(name: str, said: str) -> dict[str, str]:
    try:
        if said:
            date.fromisoformat(said)
    except ValueError:
        return {name: f"{said!r} is no day; write it as 2026-02-01."}
    return {}
