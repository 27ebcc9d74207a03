"""From which answer an application starts: one in an address, a saved question, or a signed determination.

The decision is made again here each time, so that nobody sends one of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from licet.api.register.starting import told
from licet.decide.decide import Decision
from licet.desk.answering import OWN
from licet.desk.forms import whole
from licet.desk.linked import without
from licet.errors import InputError
from licet.interview.enquiries import Enquiries
from licet.letters.sealed import asked_in
from licet.record import record
from licet.register.law_file import Tolerance, read_law
from licet.registry.deciding import decided_on, traced
from licet.service.asked import read
from licet.service.service import Question

if TYPE_CHECKING:
    from licet.access.model import Person
    from licet.registry.registry import Registry
    from licet.service.service import Service

ENQUIRY, RECORD = "enquiry", "record"


@record
class Started:
    """A question, its decision as of today, and what was kept of it before."""

    question: Question
    decision: Decision
    kept: Mapping[str, Any]

    @property
    def trace(self) -> dict[str, Any]:
        """From what the decision was made, for the opening of an application."""
        return traced(self.question, self.decision, self.kept)


def starts_of(service: Service, person: Person, query: str, day: date) -> tuple[Started, ...]:
    """What the question of a query string is answered with; ``enquiry=KEY`` and ``record=NUMBER`` name kept ones.

    ``day`` is that of filing: whatever day, law or screening the question names, an application is decided by all
    laws of its own day.

    Raises:
        InputError: there is no such question for this person, or nothing is asked.
    """
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    named = dict(pairs)
    if ENQUIRY in named:
        enquiries = Enquiries(service)
        found = enquiries.of(named[ENQUIRY], person)
        asked = [each for _, each in enquiries.questions(found)]
        return _of(asked, service, day, {"enquiry": found.title})
    if RECORD in named:
        if "records" not in person.may:
            raise InputError("Your account does not read records.")
        kept = service.store.determination(whole(named[RECORD]) or 0)
        return _of([each for _, each in asked_in(kept.answer, today=True)[0]], service, day, told(kept))  # fmt: skip
    return _of([read(without(pairs, *OWN), service)], service, day, {})


def _of(
    questions: list[Question], service: Service, day: date, kept: Mapping[str, Any]
) -> tuple[Started, ...]:
    if not questions:
        raise InputError("This does not say what was asked, so no application can start from it.")
    return tuple(
        Started(question, decision, kept)
        for question in questions
        for decision in decided_on(service, question, day)
    )


def tolerances_of(registry: Registry, authority: str) -> tuple[Tolerance, ...]:
    """How far the law of an authority lets a stated value be exceeded."""
    assert registry.library.folder is not None  # noqa: S101 - the registry asked before # nosec B101
    found = read_law(registry.library.folder).tolerances
    return tuple(each for each in found if each.sovereign == authority and each.value)
