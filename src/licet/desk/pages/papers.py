"""Drafts of papers that go with a shipment, and files of declared classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from licet.access.guard import NotAllowed, needs, person_of
from licet.desk.numbers import whole
from licet.desk.page import page, service_of
from licet.desk.pages import classes
from licet.desk.pages.sign import sent
from licet.desk.to_sign import decided, draft_of
from licet.letters.content import Signed
from licet.letters.sealed import seal
from licet.papers.draft import called, draft
from licet.papers.known import Known, known
from licet.papers.read import kind, kinds
from licet.papers.sheet import data_of, sheet
from licet.record import record

if TYPE_CHECKING:
    from licet.papers.model import Draft, Kind

router = APIRouter()
router.include_router(classes.router)  # before the names of papers
TYPED = "entry."
"""What names of entries begin with in the form."""


@record
class Source:
    """What papers are filled from: a sealed answer or nothing; ``query`` names it in links."""

    answer: bytes | None
    query: str
    about: str
    number: int | None = None
    code: str = ""

    def known(self, sovereign: str) -> Known | None:
        """What it knows, as one law sees it."""
        return known(self.answer, sovereign, self.number, self.code) if self.answer else None


@router.get("/papers", dependencies=[needs("ask")])
def papers(request: Request) -> HTMLResponse:
    """The kinds of papers; with an answer, those first that it calls for."""
    source = _source(request, request.url.query)
    found: list[tuple[bool | None, Kind]] = []
    for each in kinds():
        knows = source.known(each.sovereign)
        found.append((called(each, knows) if knows else None, each))
    order = {True: 0, None: 1, False: 2}
    return page(
        request, "papers/list.html", source=source,
        found=sorted(found, key=lambda pair: order[pair[0]]),
    )  # fmt: skip


@router.get("/papers/{name}", dependencies=[needs("ask")])
def paper(request: Request, name: str) -> HTMLResponse:
    """One draft, each entry filled as far as it is known, to be completed here."""
    source = _source(request, request.url.query)
    wanted = kind(name)
    return page(
        request, "papers/one.html", source=source, draft=draft(wanted, source.known(wanted.sovereign)),
        typed=TYPED,
    )  # fmt: skip


@router.post("/papers/{name}", dependencies=[needs("ask")])
def made(request: Request, name: str, form: Annotated[FormData, Depends(sent)]) -> Response:
    """The draft with what was typed, as PDF or as a page to print; nothing is kept."""
    said = {key: each for key, each in form.items() if isinstance(each, str)}
    source = _source(request, said.get("source", ""))
    wanted = kind(name)
    knows = source.known(wanted.sovereign)
    typed = {key.removeprefix(TYPED): each for key, each in said.items() if key.startswith(TYPED)}
    filled = draft(wanted, knows, typed)
    return _made(request, filled, source, knows, as_page=said.get("as") == "page")


def _made(
    request: Request, filled: Draft, source: Source, knows: Known | None, *, as_page: bool
) -> Response:
    day = knows.day if knows else service_of(request).store.today.isoformat()
    rests = knows.rests if knows else ()
    if as_page:
        return page(request, "papers/print.html", paper=data_of(filled, day, rests, source.about))
    return Response(
        sheet(filled, day, rests, source.about), media_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="draft-{filled.kind.id}.pdf"'},
    )  # fmt: skip


def _source(request: Request, query: str) -> Source:
    """The determination that ``record`` names, the answer that the rest of the address asks, or nothing.

    Raises:
        NotAllowed: a record is named, and the person may not see records.
        InputError: there is no such record, or the question cannot be read.
    """
    asked = parse_qs(query)
    if not query:
        return Source(None, "", "")
    service, person = service_of(request), person_of(request)
    if "record" in asked:
        if "records" not in person.may:
            raise NotAllowed("records", person)
        kept = service.store.determination(whole(asked["record"][0]))
        signed = Signed.of(kept)
        about = f"determination {kept.id}, code {signed.code}"
        return Source(kept.answer, f"record={kept.id}", about, kept.id, signed.code)
    raw = {"enquiry": asked.get("enquiry", [""])[0], "question": query}
    wanted = draft_of(service, person, raw)
    return Source(seal(decided(service, wanted)), query, "an answer that no officer has signed")
