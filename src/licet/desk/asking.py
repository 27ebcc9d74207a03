"""What the pages that ask show: a step, a question of the engine, the rows of the summary, the answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.desk.page import page, service_of
from licet.interview import later
from licet.interview.figures import Figures, figures
from licet.interview.said import NONE, YESNO, in_words
from licet.interview.steps import BITS, PROJECT, UNKNOWN, first_open, path_of
from licet.interview.talk import Standing, meant, standings
from licet.record import record
from licet.telling.model import Told
from licet.telling.tell import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from licet.decide.questions import Question
    from licet.interview.model import Enquiry
    from licet.interview.steps import Step
    from licet.pack.store import Library
    from licet.service.service import Service

    Wrong = Sequence[tuple[str, str]]
    """Ids of fields, each with what is wrong."""


@record
class Row:
    """A line of the summary: what was asked, what was said, and the step that changes it.

    ``part`` is the way of sharing that it is about, empty where it is about all.
    """

    group: str
    label: str
    said: str
    step: str
    part: str = ""


def step_page(
    request: Request, enquiry: Enquiry, step: Step, said: Any, *, wrong: Wrong = ()
) -> HTMLResponse:
    """One step; ``said`` is what was answered or typed before."""
    library = service_of(request).library
    path = path_of(enquiry.kind, enquiry.answers)
    place = next((n for n, each in enumerate(path) if each.id == step.id), len(path))
    filled = said if isinstance(said, dict) else {}
    near: tuple[str, ...] = ()
    for field, _ in wrong:
        if any(each.name == field and each.kind == "product" for each in step.fields):
            near = meant(str(filled.get(field) or ""), library)
    return page(
        request, "ask/step.html", 400 if wrong else 200, enquiry=enquiry, step=step, told=filled,
        answered=step.id in enquiry.answers, place=place + 1, count=max(len(path), place + 1), near=near,
        back=f"/ask/{enquiry.key}/{path[place - 1].id}" if place else f"/ask/{enquiry.key}",
        wrong=wrong, countries=library.law.book.facts.countries, bits=BITS, yesno=YESNO, untold=NONE,
        unknown=UNKNOWN,
    )  # fmt: skip


def fact_page(
    request: Request,
    enquiry: Enquiry,
    step: str,
    *,
    question: Question,
    word: str,
    wrong: Wrong = (),
) -> HTMLResponse:
    """A question of the engine: which provision needs it, and where each answer leads."""
    book = service_of(request).library.law.book
    return page(
        request, "ask/fact.html", 400 if wrong else 200, enquiry=enquiry, step=step, question=question,
        word=word, wrong=wrong, needed=_needed(question, book), countries=book.facts.countries,
        yesno=YESNO, unknown=UNKNOWN,
    )  # fmt: skip


def _needed(question: Question, book: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, book.provisions[name].title) for name in question.provisions if name in book.provisions)  # fmt: skip


def rows_of(enquiry: Enquiry, library: Library) -> tuple[Row, ...]:
    """What was answered, in the order of asking."""
    return (*_fixed(enquiry, library), *_later(enquiry, library))


def _fixed(enquiry: Enquiry, library: Library) -> Iterator[Row]:
    for step in path_of(enquiry.kind, enquiry.answers):
        said = enquiry.answers.get(step.id)
        if said is None:
            yield Row(step.short, "", "not answered yet", step.id, step.part)
        elif said == UNKNOWN:
            yield Row(step.short, "", "I don't know", step.id, step.part)
        elif step.other and step.other[0] in said:
            yield Row(step.short, "", step.other[1], step.id, step.part)
        else:
            for field in step.fields:
                words = in_words(field, said.get(field.name), library)
                yield Row(step.short, field.label, words, step.id, step.part)


def _later(enquiry: Enquiry, library: Library) -> Iterator[Row]:
    facts = library.law.book.facts
    labels = {each.part: each.short for each in path_of(enquiry.kind, enquiry.answers) if each.part}
    for name, word in enquiry.answers.items():
        part, (fact_name, party) = later.key_of(name) or ("", ("", None))
        fact = facts.get(fact_name)
        if fact is None:
            continue
        about = "" if party is None else f" (party {party + 1})"
        said = "I don't know" if word == UNKNOWN else str(word)
        if fact.type == "country":
            said = facts.countries.get(said, said)
        group = labels.get(part, "What the law asked")
        yield Row(group, fact.question + about, said, name, part)


@record
class Shown:
    """The answer to one part as the page shows it; ``figures`` None where technology passes, not the thing."""

    standing: Standing
    answers: tuple[Told, ...]
    needed: tuple[tuple[str, str], ...]
    figures: Figures | None
    technology_for: str


def answered_page(
    request: Request, enquiry: Enquiry, link: str, *, changeable: bool
) -> HTMLResponse:
    """The answer to each part as far as it is known, with the arithmetic and the classes."""
    service = service_of(request)
    book = service.library.law.book
    return page(
        request, "ask/project_answer.html" if enquiry.kind == PROJECT else "ask/answer.html",
        enquiry=enquiry, parts=[_shown(e, enquiry, service) for e in standings(enquiry, service)], link=link,
        open=first_open(enquiry.kind, enquiry.answers), changeable=changeable, rows=rows_of(enquiry, service.library),
        countries=book.facts.countries, yesno=YESNO, until=_until(enquiry),
    )  # fmt: skip


def _shown(standing: Standing, enquiry: Enquiry, service: Service) -> Shown:
    asked, book = standing.asked, service.library.law.book
    technology = (asked.question.transfer["item"].get("facts") or {}).get("technology_for", "")
    on = asked.question.on or date.today()
    return Shown(
        standing, told(standing.decisions), _needed(standing.next, book) if standing.next else (),
        figures(asked.thing, service, on, enquiry.answers) if asked.thing else None, str(technology),
    )  # fmt: skip


def _until(enquiry: Enquiry) -> str:
    said = enquiry.answers.get("home")
    return str(said.get("until") or "") if isinstance(said, dict) else ""
