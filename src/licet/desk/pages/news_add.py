"""An act that the reader missed: an editor gives its words and fields, and it stands in the timeline as theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs
from licet.desk.forms import Form, raw
from licet.desk.news.form import FIELDS, WHY, said, typed_of
from licet.desk.news.judging import add, typed_from
from licet.desk.page import page, service_of
from licet.desk.pages.news import opened
from licet.errors import LicetError
from licet.happened.linking import Linker
from licet.happened.model import Happening
from licet.happened.reading import as_data
from licet.news.handing import by_hand
from licet.news.model import Span
from licet.record import replaced

if TYPE_CHECKING:
    from licet.desk.news.shelf import Given

router = APIRouter()
WORDS = "words"
_BLANK = Happening("new", "", "state", ("?",), "unknown", confidence="an editor")


@router.get("/news/{key}/add", dependencies=[needs("timeline")])
def ask(request: Request, key: str) -> HTMLResponse:
    """The form, empty."""
    given, _ = opened(request, key)
    return _form(request, given, {**typed_of(_BLANK), WHY: "", WORDS: ""}, {})


@router.post("/news/{key}/add", dependencies=[needs("timeline")])
def take(request: Request, key: str, form: Form) -> Response:
    """Take the act in, and go back to the article."""
    given, reading = opened(request, key)
    text, service = reading.article.text.text, service_of(request)
    typed = {**typed_from(form, _BLANK), WORDS: raw(form, WORDS)[:4000].strip()}
    span, fault = place(text, typed[WORDS])
    one = _BLANK if span is None else replaced(_BLANK, title=" ".join(text[span.start : span.end].split())[:300])  # fmt: skip
    if not typed["title"]:
        typed["title"] = one.title
    changes, wrong = said(typed, one, Linker(service.library.law.book))
    if span is None:
        wrong[WORDS] = fault
    if span is not None and not wrong:
        try:
            made = by_hand(reading.article, span, {**as_data(one), **changes}, given.days[1])
            add(request, service, made, typed[WHY])
            return RedirectResponse(f"/news/{key}#events", 303)
        except LicetError as error:
            wrong = {WORDS: str(error)}
    return _form(request, given, typed, wrong)


def place(text: str, words: str) -> tuple[Span | None, str]:
    """Where words stand in a text, however their spaces fall; None and the reason where it is not one place.

    >>> place("It rained. It snowed.", "It  snowed")[0]
    Span(start=11, end=20)
    >>> place("It rained. It snowed.", "It")[1]
    'These words stand in the text 2 times. Copy a few more, so that they stand there once.'
    """
    if not words.split():
        return None, "Copy the words that tell the act from the text: they are what it rests on."
    found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), text))
    if not found:
        return None, "These words do not stand in the text. Copy them from it, letter by letter."
    if len(found) > 1:
        return None, f"These words stand in the text {len(found)} times. Copy a few more, so that they stand there once."  # fmt: skip
    return Span(*found[0].span()), ""


def _form(request: Request, given: Given, typed: dict[str, str], wrong: dict[str, str]) -> HTMLResponse:  # fmt: skip
    blank = dict.fromkeys((*(each.name for each in FIELDS), WHY, WORDS), "")
    return page(
        request, "news/add.html", 400 if wrong else 200, given=given, typed=typed, wrong={**blank, **wrong},
        errors=list(wrong.items()), asked=FIELDS, trail=(("/news", "Read an article"), (f"/news/{given.key}", "The article")),
    )  # fmt: skip
