"""The answer page: one sentence, what made it so, the next question, the proof to unfold."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.turns import HEAVY
from licet.desk.answering import OWN, Answers, days_of_law, drawn
from licet.desk.forms import whole
from licet.desk.linked import ANSWER, href, with_fact, with_one, with_party, without
from licet.desk.page import page, service_of
from licet.desk.pages.home import first_page
from licet.desk.through_time import changes
from licet.service.asked import BadQuestion
from licet.service.line import read_line

if TYPE_CHECKING:
    from markupsafe import Markup

    from licet.desk.answering import Drawn
    from licet.desk.linked import Pairs
    from licet.service.service import Service

router = APIRouter()
PARTY = ("role", "country", "headquarters", "parent")
"""What the page asks of a party that nobody has told of yet."""
_STEERING = frozenset({"add", "value", "stop", *PARTY})
"""Parameters that steer to another answer: they are read once and leave the address."""


def answers_of(request: Request) -> Answers:
    """The answer pages of this application."""
    found: Answers | None = getattr(request.app.state, "answers", None)
    if found is None:
        found = request.app.state.answers = Answers(service_of(request))
    return found


@router.get(ANSWER, dependencies=[needs("read")])
async def answer(request: Request) -> Response:
    """The answer to the question in the address."""
    query = request.url.query
    answers = answers_of(request)
    key = answers.key(query)
    known = answers.kept(key)
    if known is not None:
        return shown(request, known)
    return await run_in_threadpool(_afresh, request, answers, key)


@router.get(f"{ANSWER}/time", dependencies=[needs("read")])
def through_time(request: Request) -> Response:
    """The days on which the answer changes, each a link to the answer of that day."""
    answers = answers_of(request)
    params = tuple(parse_qsl(request.url.query, keep_blank_values=True))
    try:
        found = answers.draw(("time", *answers.key(request.url.query)), params, _changes)
    except BadQuestion as error:
        return first_page(request, 400, params=without(params, *OWN), errors=error.errors)
    return shown(request, found)


def _changes(service: Service, params: Pairs) -> tuple[str, Markup]:
    """A history asks each law of each day: few are made at once."""
    with HEAVY.taken():
        return changes(service, params)


def _afresh(request: Request, answers: Answers, key: tuple[str, ...]) -> Response:
    params = tuple(parse_qsl(request.url.query, keep_blank_values=True))
    names = {name for name, _ in params}
    if names & _STEERING:
        return _steered(request, params)
    if "line" in names and not names - {"line"}:
        return _line(request, dict(params)["line"])
    try:
        return shown(request, answers.draw(key, params, drawn))
    except BadQuestion as error:
        return first_page(request, 400, params=without(params, *OWN), errors=error.errors)


def shown(request: Request, body: Drawn) -> Response:
    """The page around a drawn body; nothing but a nod where the browser has it already."""
    person = person_of(request)
    mine = f"{body.tag} {person.name} {person.how} {person.csrf} {request.cookies.get('look')}"
    tag = hashlib.sha256(mine.encode()).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)

    def make() -> bytes:
        return bytes(page(request, "answer/show.html", title=body.title, body=body.body).body)

    return HTMLResponse(answers_of(request).page(tag, make), headers=headers)


def _line(request: Request, text: str) -> Response:
    """From one line to the address of its answer, or back to the line with what was not understood."""
    found = read_line(text, service_of(request))
    if found.complete:
        return RedirectResponse(href((*found.pairs(), ("line", text))), 303)
    return first_page(request, 400, line=found, params=tuple(found.pairs()))


def _steered(request: Request, params: tuple[tuple[str, str], ...]) -> Response:
    """To the same question with a fact, or with the day at which the slider stopped."""
    given = dict(params)
    kept = without(params, *_STEERING)
    if name := given.get("add"):
        fact, at, number = name.partition("@")
        party = whole(number) if at else None
        if value := given.get("value", "").strip():
            kept = with_fact(kept, fact, party, value)
    if any(given.get(name) for name in PARTY[1:]):
        kept = with_party(kept, {name: given.get(name, "") for name in PARTY})
    if stop := given.get("stop"):
        days = days_of_law(service_of(request))
        asked, last = whole(stop), len(days) - 1
        place = last if asked is None else min(asked, last)
        kept = with_one(kept, "on", days[place].isoformat())
    return RedirectResponse(f"{ANSWER}?{urlencode(kept)}", 303)
