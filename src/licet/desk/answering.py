"""The answer page made ready: decided, told and drawn once for a question and a state of the law.

A page asked again while nothing changed is looked up; what changes (law, lists, closings, the day)
changes the key.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import OrderedDict
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from markupsafe import Markup

from licet.decide.answer import UNKNOWN
from licet.desk.linked import SKIP, linked, skipped, without
from licet.desk.page import environment
from licet.desk.stated import stated
from licet.errors import InputError
from licet.record import record
from licet.service.asked import BadQuestion, pairs, read
from licet.service.line import read_line
from licet.telling.tell import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.book.book import RuleBook
    from licet.decide.decide import Decision
    from licet.desk.linked import Pairs
    from licet.service.line import LineRead
    from licet.service.service import Question, Service
    from licet.telling.model import Asked, Told

    Make = Callable[[Service, Pairs], tuple[str, Markup]]

K = TypeVar("K")
V = TypeVar("V")
OWN = (SKIP, "line")
"""Parameters of the page itself, beside those of the question."""
_KEPT = 512
"""Bodies, and whole pages, that are kept: some twenty megabytes of each."""


@record
class Drawn:
    """The body of an answer page; ``tag`` changes when it does."""

    title: str
    body: Markup
    tag: str


class Answers:
    """Answer pages of one application, the latest kept."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = Lock()
        self._drawn: OrderedDict[tuple[str, ...], Drawn] = OrderedDict()
        self._pages: OrderedDict[str, bytes] = OrderedDict()

    def key(self, query: str) -> tuple[str, ...]:
        """What an answer to this query string depends on."""
        return query, date.today().isoformat(), self._service.etag

    def kept(self, key: tuple[str, ...]) -> Drawn | None:
        """The page of a key, where it was drawn before."""
        return self._get(self._drawn, key)

    def _get(self, kept: OrderedDict[K, V], key: K) -> V | None:
        with self._lock:
            found = kept.get(key)
            if found is not None:
                kept.move_to_end(key)
            return found

    def _put(self, kept: OrderedDict[K, V], key: K, made: V) -> V:
        with self._lock:
            kept[key] = made
            while len(kept) > _KEPT:
                kept.popitem(last=False)
        return made

    def page(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """A whole page as one person sees it, by the tag that tells it from every other."""
        return self._get(self._pages, tag) or self._put(self._pages, tag, make())

    def draw(self, key: tuple[str, ...], params: Pairs, make: Make) -> Drawn:
        """The page of a key, made by ``make`` of the parameters where it is not kept.

        Raises:
            BadQuestion: the parameters cannot be read.
        """
        if (known := self.kept(key)) is not None:
            return known
        title, body = make(self._service, params)
        tag = hashlib.sha256("\n".join(key).encode()).hexdigest()[:32]
        return self._put(self._drawn, key, Drawn(title, body, tag))


def drawn(service: Service, params: Pairs) -> tuple[str, Markup]:
    """Title and body of a question's answer, made afresh."""
    question = read(without(params, *OWN), service)
    skip = tuple(value for name, value in params if name == SKIP)
    line = next((value for name, value in params if name == "line"), "")
    decisions = decided(service, question)
    answers = told(decisions, every=bool(question.sovereigns), skip=skipped(skip))
    context = view(service, question, answers, skip, line)
    return context["title"], body_of("answer/body.html", context)


def decided(service: Service, question: Question) -> tuple[Decision, ...]:
    """The decisions of a question, one a variant.

    Raises:
        BadQuestion: its facts do not fit each other, or a list is too old.
    """
    try:
        return service.decide(question).decisions
    except InputError as error:
        raise BadQuestion((("fact", str(error)),)) from None


def body_of(template: str, context: dict[str, Any]) -> Markup:
    """A part of a page that depends on nobody who looks at it."""
    text = environment().get_template(template).render(**context)
    return Markup(text)  # noqa: S704 - our own templates, which escape what they are given # nosec B704


def view(
    service: Service,
    question: Question,
    answers: tuple[Told, ...],
    skip: tuple[str, ...],
    line: str,
) -> dict[str, Any]:
    """What the templates of an answer are given."""
    own = (*pairs(question), *((SKIP, each) for each in skip))
    shown = _as_asked(read_line(line, service), own) if line else None
    countries = service.library.law.book.facts.countries
    edges, on = days_of_law(service), question.on or date.today()
    ask_who = not question.transfer.get("parties") and any(e.status == UNKNOWN for e in answers)
    return {
        "answers": answers,
        "title": title(answers),
        "pairs": own,
        "open_conditions": tuple(map(open_conditions, answers)),
        "asks": tuple(
            tuple(
                linked(each, own, countries) for each in told.asks if not ask_who or telling(each)
            )
            for told in answers
        ),
        "stated": tuple(stated(own, service.library.law.book.facts)),
        "line": shown,
        "line_said": _said(shown, service),
        "for_programs": _for_programs(question),
        "on": on,
        "query": urlencode(own),
        "days": edges,
        "roles": service.library.law.book.facts["role"].choices,
        "ask_who": ask_who,
        "stop": max(bisect_right(edges, on) - 1, 0),
    }


def _for_programs(question: Question) -> str:
    """The question as the body that the API takes."""
    body: dict[str, Any] = {"transfer": dict(question.transfer)}
    for name, day in (("on", question.on), ("known_on", question.known_on)):
        if day:
            body[name] = day.isoformat()
    if question.sovereigns:
        body["sovereigns"] = list(question.sovereigns)
    return json.dumps(body, indent=2, ensure_ascii=False)


def _as_asked(line: LineRead, own: Pairs) -> LineRead | None:
    """The line where it still says what is answered: "tomorrow" does not a day later, nor a link put together by hand."""
    asked = {name: value for name, value in own if name in ("item", "from", "to", "on")}
    return line if {"from": "US", **dict(line.pairs())} == {"from": "US", **asked} else None


def _said(line: LineRead | None, service: Service) -> str:
    return line.said(service.library.law.book.facts.countries) if line else ""


def title(answers: tuple[Told, ...]) -> str:
    """What was asked, as a heading: the item and where it goes."""
    items = [item for each in answers for item in each.items]
    item = items[0] if len(items) == 1 else common(items)
    way = dict(answers[0].journey)
    return f"{item} to {way['to']}" if "to" in way else item


def telling(asked: Asked) -> bool:
    """Whether some answer to the question leads out of the open."""
    return any(lead.status != UNKNOWN for lead in asked.leads)


def open_conditions(told: Told) -> int:
    """Conditions that are neither met nor failed."""
    groups = (group for law in told.laws for group in law.conditions)
    return sum(point.holds is None for group in groups for point in group.points)


def common(items: list[str]) -> str:
    """What several names begin with, in whole words; all of them where that is nothing.

    >>> common(["NVIDIA H200 NVL 141GB", "NVIDIA H200 SXM 141GB"]), common(["A", "B"])
    ('NVIDIA H200', 'A, B')
    """
    words = [each.split() for each in items]
    shared = []
    for column in zip(*words, strict=False):
        if len(set(column)) > 1:
            break
        shared.append(column[0])
    return " ".join(shared) or ", ".join(items)


def days_of_law(service: Service) -> tuple[date, ...]:
    """The days on which any law of the book changes, from the first day on which it asks for anything."""
    return _days(service.library.law.book)


@lru_cache(maxsize=2)
def _days(book: RuleBook) -> tuple[date, ...]:
    from licet.explore.history import first_day

    first = first_day(book)
    return (first, *sorted(day for day in book.edges if day > first))
