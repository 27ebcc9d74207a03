"""Reforms in plain words, and the form that changes their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import OWN, needs, person_of
from licet.access.turns import HEAVY
from licet.desk.batches.owners import owner_of
from licet.desk.forms import Form, text
from licet.desk.page import page, service_of
from licet.desk.whatif import editing
from licet.desk.whatif.own import Reforms
from licet.errors import InputError
from licet.reform.model import STATUSES
from licet.reform.words import patch_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.reform.model import Reform

router = APIRouter()


@router.get("/what-if/reforms/{name}", dependencies=[needs("read")])
def reform(request: Request, name: str) -> HTMLResponse:
    """What a reform is, what it patches, and its numbers to change."""
    found = Reforms(service_of(request).settings).named(name)
    return _shown(request, found, {}, {})


@router.post("/what-if/reforms/{name}", dependencies=[needs(OWN)])
def change(request: Request, name: str, form: Form) -> Response:
    """Keep the reform with other numbers as one's own, once it is read and fits the law."""
    service = service_of(request)
    reforms = Reforms(service.settings)
    found = reforms.named(name)
    fields = _fields(request, found)
    typed = {each.field: text(form, each.field)[:80] for each in fields if each.field in form}
    typed["title"] = text(form, "title")[:400]
    texts, changes, wrong = editing.changed(found, fields, typed, typed["title"])
    if wrong:
        return _shown(request, found, typed, wrong, 400)
    own = reforms.own(name)
    try:
        with HEAVY.taken():
            made = reforms.keep(texts, own.base if own else name, changes, owner_of(request), service.library)  # fmt: skip
    except InputError as error:
        return _shown(request, found, typed, dict([editing.at_field(error, fields)]), 400)
    return RedirectResponse(f"/what-if/reforms/{made.name}", 303)


def _fields(request: Request, reform: Reform) -> tuple[editing.Editable, ...]:
    facts = service_of(request).library.law.book.facts
    return editing.editables(reform, {each.name: each.unit for each in facts})


def _shown(
    request: Request, reform: Reform, typed: Mapping[str, str], wrong: Mapping[str, str], status: int = 200
) -> HTMLResponse:  # fmt: skip
    service = service_of(request)
    own = Reforms(service.settings).own(reform.name)
    return page(
        request, "whatif/reform.html", status, reform=reform, own=own, statuses=STATUSES,
        patches=[patch_words(each) for each in reform.patches], book=service.library.law.book,
        fields=[editing.filled(each, typed) for each in _fields(request, reform)],
        title=typed.get("title", f"{reform.title}, changed" if own is None else reform.title),
        wrong=wrong, errors=list(wrong.items()), may_run=person_of(request).how in ("session", "local"),
    )  # fmt: skip
