"""One event: every field, the words it rests on, its history, and for an editor the form that judges it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs
from licet.desk.forms import Form
from licet.desk.news.form import FIELDS, REASON, WHY, typed_of
from licet.desk.news.judging import Judged, judged, may_judge
from licet.desk.news.read import standing
from licet.desk.news.shown import shown
from licet.desk.page import page, service_of
from licet.desk.pages.news import opened
from licet.happened.kept import REJECTED, SHIPPED, SUGGESTED, Kept, find
from licet.happened.kept import read as there
from licet.happened.linking import Linker
from licet.happened.query import course
from licet.happened.shipped import shipped
from licet.happened.words import when

if TYPE_CHECKING:
    from datetime import date

    from licet.happened.linking import Link
    from licet.happened.model import Happening

router = APIRouter()
_ASKED = (*(each.name for each in FIELDS), REASON, WHY)


@router.get("/news/{key}/events/{event}", dependencies=[needs("ask")])
def read_event(request: Request, key: str, event: str) -> HTMLResponse:
    """An event of an article, as the timeline holds it or as it was read."""
    one, kept, _ = _of_article(request, key, event)
    return _page(request, one, kept, _way(key), f"/news/{key}/events/{event}")


@router.post("/news/{key}/events/{event}", dependencies=[needs("timeline")])
def judge_read(request: Request, key: str, event: str, form: Form) -> Response:
    """Judge an event of an article; it comes into the store with its words."""
    one, kept, number = _of_article(request, key, event)
    back, held = f"/news/{key}", _held(request, key, event)
    found = judged(request, service_of(request), form, kept.happening if kept else one, _linker(request), read=one, held=held)  # fmt: skip
    if found.kept is not None:
        return RedirectResponse(f"{back}#event-{number}", 303)
    return _page(request, one, kept, _way(key), f"{back}/events/{event}", found=found)


@router.get("/timeline/{event}", dependencies=[needs("read")])
def kept_event(request: Request, event: str) -> HTMLResponse:
    """An event of the timeline; one that stands on no list is there for editors alone."""
    kept = _kept(request, event)
    return _page(request, kept.happening, kept, (("/timeline", "Timeline"),), f"/timeline/{event}")


@router.post("/timeline/{event}", dependencies=[needs("timeline")])
def judge_kept(request: Request, event: str, form: Form) -> Response:
    """Judge an event of the timeline."""
    kept = _kept(request, event)
    found = judged(request, service_of(request), form, kept.happening, _linker(request), read=None)
    if found.kept is not None:
        return RedirectResponse(f"/timeline/{event}", 303)
    return _page(request, kept.happening, kept, (("/timeline", "Timeline"),), f"/timeline/{event}", found=found)  # fmt: skip


def _of_article(request: Request, key: str, event: str) -> tuple[Happening, Kept | None, int]:
    """The event, what the timeline holds of it, and its number in the article."""
    _, reading = opened(request, key)
    for number, each in enumerate(reading.events, 1):
        if each.happening is not None and each.happening.id == event:
            return each.happening, standing(service_of(request), reading).get(event), number
    raise HTTPException(404)


def _held(request: Request, key: str, event: str) -> str:
    """The id of the event of the timeline that the article seems to tell."""
    _, reading = opened(request, key)
    one = next(each for each in reading.events if each.happening and each.happening.id == event)
    note = reading.notes.get(one.told.event.id)
    return note.held.event.id if note and note.held else ""


def _kept(request: Request, event: str) -> Kept:
    with service_of(request).store.reading() as db:
        every = there(db, shipped())
    if event not in every or (_for_editors(every[event]) and not may_judge(request)):
        raise HTTPException(404)
    return find(every, event)


def _for_editors(kept: Kept) -> bool:
    """Whether it is on no list: nobody judged it, or somebody rejected what a reader had found."""
    found_by_reader = bool(kept.history) and kept.history[0].act != SHIPPED
    return kept.state == SUGGESTED or (kept.state == REJECTED and found_by_reader)


def _way(key: str) -> tuple[tuple[str, str], ...]:
    return (("/news", "Read an article"), (f"/news/{key}", "The article"))


def _linker(request: Request) -> Linker:
    return Linker(service_of(request).library.law.book)


def _days(links: tuple[Link, ...]) -> list[tuple[date, date]]:
    """The days on which rule versions begin, each with its eve."""
    return [(day - timedelta(days=1), day) for day in sorted({each.on for each in links})]


def _page(
    request: Request, one: Happening, kept: Kept | None, trail: tuple[tuple[str, str], ...], action: str,
    *, found: Judged | None = None,
) -> HTMLResponse:  # fmt: skip
    now = kept.happening if kept else one
    with service_of(request).store.reading() as db:
        stages = course(now, (each.happening for each in there(db, shipped()).values() if each.state != SUGGESTED))  # fmt: skip
    wrong = found.wrong if found else {}
    return page(
        request, "news/event.html", 400 if wrong else 200, event=shown(one, kept, _linker(request)), kept=kept, trail=trail,
        action=action, typed=found.typed if found else {**typed_of(now), REASON: "", WHY: ""}, wrong={**dict.fromkeys(_ASKED, ""), **wrong}, errors=list(wrong.items()),
        days=_days(_linker(request).links(now)), asked=FIELDS, may_judge=may_judge(request), stages=stages if len(stages) > 1 else (), when=when,
    )  # fmt: skip
