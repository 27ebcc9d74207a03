"""One question a page, the summary with change links, the answer so far, and the saved link.

Transfers and joint projects (``licet.desk.pages.project``) are asked by the same pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.exceptions import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.desk.asking import answered_page, fact_page, rows_of, step_page
from licet.desk.page import page, service_of
from licet.errors import LicetError
from licet.interview import said as saying
from licet.interview.enquiries import Enquiries, NoSuchEnquiry, may_change
from licet.interview.model import DRAFT
from licet.interview.prefill import answers_of
from licet.interview.steps import TRANSFER, UNKNOWN, first_open, next_party, party_step, path_of
from licet.interview.talk import asking, with_fact, with_said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.interview.model import Enquiry
    from licet.interview.steps import Step

MOST_PARTIES = 20
"""Parties that one question has at most."""

router = APIRouter(dependencies=[needs("ask")])


@router.get("/ask/new")
def before(request: Request) -> HTMLResponse:
    """What will be asked, and how it is kept."""
    pairs = request.query_params.multi_items()
    return page(request, "ask/new.html", steps=path_of(TRANSFER, {}), pairs=pairs)


@router.post("/ask/new")
async def begin(request: Request) -> Response:
    """A fresh question, at the first step that its link does not answer."""
    pairs = [(name, str(value)) for name, value in (await request.form()).multi_items()]
    return await run_in_threadpool(begun, request, TRANSFER, pairs)


def begun(request: Request, kind: str, pairs: Sequence[tuple[str, str]] = ()) -> Response:
    """A fresh question of one kind, at its first open step."""
    service = service_of(request)
    first = answers_of(pairs, service.library) if kind == TRANSFER else {}
    made = Enquiries(service).new(kind, person_of(request), first)
    return RedirectResponse(_onward(made), 303)


@router.get("/ask/{key}")
def summary(request: Request, key: str) -> HTMLResponse:
    """Every answer with a link to change it, and the link to keep."""
    return _summary(request, _of(request, key))


def _summary(request: Request, enquiry: Enquiry, problem: str = "") -> HTMLResponse:
    return page(
        request, "ask/summary.html", 400 if problem else 200, enquiry=enquiry, problem=problem,
        rows=rows_of(enquiry, service_of(request).library), link=_link(request, enquiry.key),
        open=first_open(enquiry.kind, enquiry.answers), changeable=_changeable(request, enquiry),
        another=f"party-{next_party(enquiry.answers)}" if enquiry.kind == TRANSFER else "",
    )  # fmt: skip


@router.get("/ask/{key}/answer")
def answer(request: Request, key: str) -> HTMLResponse:
    """The answer as far as it is known, and what the engine asks next."""
    enquiry, link = _of(request, key), _link(request, key)
    try:
        return answered_page(request, enquiry, link, changeable=_changeable(request, enquiry))
    except (
        LicetError
    ) as error:  # an answer of long ago that the law or the catalogue no longer knows
        return _summary(request, enquiry, str(error))


@router.post("/ask/{key}/send")
def send(request: Request, key: str) -> Response:
    """To an officer, to be signed."""
    enquiry = _mine(request, key)
    Enquiries(service_of(request)).send(enquiry.key, person_of(request))
    return RedirectResponse(f"/ask/{key}", 303)


@router.post("/ask/{key}/take-back")
def take_back(request: Request, key: str) -> Response:
    """A draft again."""
    enquiry = _mine(request, key)
    Enquiries(service_of(request)).take_back(enquiry.key, person_of(request))
    return RedirectResponse(f"/ask/{key}", 303)


@router.get("/ask/{key}/{step}")
def one_question(request: Request, key: str, step: str) -> HTMLResponse:
    """One question."""
    enquiry = _of(request, key)
    found = _step(enquiry, step)
    if found is not None:
        return step_page(request, enquiry, found, enquiry.answers.get(step))
    return _fact_page(request, enquiry, step)


@router.post("/ask/{key}/{step}")
async def one_answer(request: Request, key: str, step: str) -> Response:
    """The answer to one question; on an error the page comes back as it was filled in."""
    form = await request.form()
    typed = {name: [str(each) for each in form.getlist(name)] for name in form}
    return await run_in_threadpool(_answered, request, key, step, typed)


def _answered(request: Request, key: str, step: str, form: Mapping[str, list[str]]) -> Response:
    enquiry = _mine(request, key)
    found = _step(enquiry, step)
    if found is None:
        return _told(request, enquiry, step, form)
    service = service_of(request)
    raw = saying.typed(found, form)
    picked = (form.get("pick") or [""])[0]
    for field in found.fields:
        if picked and field.kind == "product":
            raw[field.name] = picked
    if "unknown" in form:
        said: dict[str, Any] | str = UNKNOWN
    elif found.other and found.other[0] in form:
        said = {found.other[0]: "yes"}
    else:
        said, wrong = saying.read(found, raw, service.library)
        if wrong := [*wrong, *saying.at_home(enquiry.answers, said)]:
            return step_page(request, enquiry, found, raw, wrong=wrong)
    kept = Enquiries(service).save(with_said(enquiry, found, said, service.library))
    return RedirectResponse(_onward(kept), 303)


def _told(request: Request, enquiry: Enquiry, step: str, form: Mapping[str, list[str]]) -> Response:
    service = service_of(request)
    question = asking(enquiry, step, service)
    if question is None:
        raise HTTPException(404)
    word = UNKNOWN if "unknown" in form else (form.get("value") or [""])[0].strip()
    try:
        word = saying.read_word(question.fact, word, service.library)
        after = with_fact(enquiry, step, question, word, service)
    except LicetError as error:
        return fact_page(
            request, enquiry, step, question=question, word=word, wrong=[("value", str(error))]
        )
    kept = Enquiries(service).save(after)
    return RedirectResponse(f"/ask/{kept.key}/answer", 303)


def _fact_page(request: Request, enquiry: Enquiry, step: str) -> HTMLResponse:
    question = asking(enquiry, step, service_of(request))
    if question is None:
        raise HTTPException(404)
    word = str(enquiry.answers.get(step) or "")
    return fact_page(request, enquiry, step, question=question, word=word)


def _onward(enquiry: Enquiry) -> str:
    """Where to go after an answer: to the first question that nobody has answered, or to the answer."""
    following = first_open(enquiry.kind, enquiry.answers)
    return f"/ask/{enquiry.key}/{following.id if following else 'answer'}"


def _step(enquiry: Enquiry, name: str) -> Step | None:
    new = next_party(enquiry.answers)
    if enquiry.kind == TRANSFER and name == f"party-{new}" and new < MOST_PARTIES:
        return party_step(new)
    return next((e for e in path_of(enquiry.kind, enquiry.answers) if e.id == name), None)


def _of(request: Request, key: str) -> Enquiry:
    """The enquiry, where the person may read it; else a page that says there is none."""
    try:
        return Enquiries(service_of(request)).of(key, person_of(request))
    except NoSuchEnquiry as error:
        raise HTTPException(404, str(error)) from None


def _mine(request: Request, key: str) -> Enquiry:
    """The enquiry, where the person may change it."""
    enquiry = _of(request, key)
    if not may_change(enquiry, person_of(request)):
        raise HTTPException(404)
    return enquiry


def _changeable(request: Request, enquiry: Enquiry) -> bool:
    return enquiry.stage == DRAFT and may_change(enquiry, person_of(request))


def _link(request: Request, key: str) -> str:
    return str(request.url.replace(path=f"/ask/{key}", query="", fragment=""))
