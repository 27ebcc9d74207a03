"""What the pages that ask show: a step, a question of the engine, the rows of the summary, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.decide.words import headline, sentence
from licet.desk.page import page, service_of
from licet.interview import later
from licet.interview.said import NONE, YESNO, in_words
from licet.interview.steps import BITS, PROJECT, UNKNOWN, path_of
from licet.interview.talk import asking, meant, standings
from licet.interview.transfers import rates_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from licet.decide.questions import Question
    from licet.interview.model import Enquiry
    from licet.interview.steps import Step
    from licet.pack.store import Library
    from licet.service.service import Service


@record
class Row:
    """A line of the summary: what was asked, what was said, and the step that changes it."""

    group: str
    label: str
    said: str
    step: str


def step_page(
    request: Request, enquiry: Enquiry, step: Step, said: Any, wrong: list[tuple[str, str]] = (),  # type: ignore[assignment]
) -> HTMLResponse:  # fmt: skip
    """One step; ``said`` is what was answered or typed before."""
    library = service_of(request).library
    path = path_of(enquiry.kind, enquiry.answers)
    place = path.index(step)
    told = said if isinstance(said, dict) else {}
    near: tuple[str, ...] = ()
    for field, _ in wrong:
        if any(each.name == field and each.kind == "product" for each in step.fields):
            near = meant(str(told.get(field) or ""), library)
    return page(
        request, "ask/step.html", 400 if wrong else 200, enquiry=enquiry, step=step, told=told,
        answered=step.id in enquiry.answers, place=place + 1, count=len(path), near=near,
        back=f"/ask/{enquiry.key}/{path[place - 1].id}" if place else f"/ask/{enquiry.key}",
        wrong=wrong, countries=library.law.book.facts.countries, bits=BITS, yesno=YESNO, untold=NONE,
        unknown=UNKNOWN,
    )  # fmt: skip


def fact_page(
    request: Request, enquiry: Enquiry, step: str, question: Question, word: str,
    wrong: list[tuple[str, str]] = (),  # type: ignore[assignment]
) -> HTMLResponse:  # fmt: skip
    """A question of the engine: which provision needs it, and where each answer leads."""
    book = service_of(request).library.law.book
    return page(
        request, "ask/fact.html", 400 if wrong else 200, enquiry=enquiry, step=step, question=question,
        word=word, wrong=wrong, needed=_needed(question, book), countries=book.facts.countries,
        yesno=YESNO, unknown=UNKNOWN,
    )  # fmt: skip


def _needed(question: Question, book: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, book.provisions[name].title) for name in question.provisions if name in book.provisions)  # fmt: skip


def rows_of(enquiry: Enquiry, service: Service) -> tuple[Row, ...]:
    """What was answered, in the order of asking."""
    return (*_fixed(enquiry, service.library), *_later(enquiry, service))


def _fixed(enquiry: Enquiry, library: Library) -> Iterator[Row]:
    for step in path_of(enquiry.kind, enquiry.answers):
        said = enquiry.answers.get(step.id)
        if said is None:
            yield Row(step.short, "", "not answered yet", step.id)
        elif said == UNKNOWN:
            yield Row(step.short, "", "I don't know", step.id)
        elif step.other and step.other[0] in said:
            yield Row(step.short, "", step.other[1], step.id)
        else:
            for field in step.fields:
                words = in_words(field, said.get(field.name), library)
                yield Row(step.short, field.label, words, step.id)


def _later(enquiry: Enquiry, service: Service) -> Iterator[Row]:
    countries = service.library.law.book.facts.countries
    labels = {each.part: each.short for each in path_of(enquiry.kind, enquiry.answers) if each.part}
    for name, word in enquiry.answers.items():
        found = later.key_of(name)
        question = asking(enquiry, name, service) if found else None
        if found is None or question is None:
            continue
        about = f" ({question.who})" if question.who else ""
        said = {UNKNOWN: "I don't know"}.get(word, word)
        if question.fact.type == "country":
            said = countries.get(said, said)
        yield Row(labels.get(found[0], "What the law asked"), question.text + about, said, name)


def answered_page(
    request: Request, enquiry: Enquiry, link: str, *, changeable: bool
) -> HTMLResponse:
    """The answer to each part as far as it is known, with the arithmetic and the classes."""
    service = service_of(request)
    found = standings(enquiry, service)
    book = service.library.law.book
    said = enquiry.answers.get("speed")
    rates = rates_of(said.get("rates") or {}) if isinstance(said, dict) else ()
    return page(
        request, "ask/answer.html", enquiry=enquiry, standings=found, link=link,
        changeable=changeable, headline=headline, sentence=sentence, rates=rates,
        needed={each.step: _needed(each.next, book) for each in found if each.next},
        countries=book.facts.countries, yesno=YESNO, unknown=UNKNOWN, word="", wrong=(),
        side_by_side=enquiry.kind == PROJECT,
    )  # fmt: skip
