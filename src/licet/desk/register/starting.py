"""From which answer an application starts: one in an address, a saved question, or a signed determination.

The decision is made again here each time, so that nobody sends one of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from licet.desk.answering import OWN, decided
from licet.desk.forms import whole
from licet.desk.linked import without
from licet.desk.to_sign import asked_in
from licet.errors import InputError
from licet.interview.enquiries import Enquiries
from licet.register.law_file import Tolerance, read_law
from licet.service.asked import read

if TYPE_CHECKING:
    from licet.access.model import Person
    from licet.decide.decide import Decision
    from licet.registry.registry import Registry
    from licet.service.service import Question, Service

ENQUIRY, RECORD = "enquiry", "record"


def decisions_of(service: Service, person: Person, query: str) -> tuple[Decision, ...]:
    """What the question of a query string is answered with now; ``enquiry=KEY`` and ``record=NUMBER`` name kept ones.

    Raises:
        InputError: there is no such question for this person, or nothing is asked.
    """
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    named = dict(pairs)
    if ENQUIRY in named:
        enquiries = Enquiries(service)
        found = enquiries.questions(enquiries.of(named[ENQUIRY], person))
        return _of([each for _, each in found], service)
    if RECORD in named:
        if "records" not in person.may:
            raise InputError("Your account does not read records.")
        kept = service.store.determination(whole(named[RECORD]) or 0)
        return _of([each for _, each in asked_in(kept.answer, today=False)[0]], service)
    return decided(service, read(without(pairs, *OWN), service))


def _of(questions: list[Question], service: Service) -> tuple[Decision, ...]:
    if not questions:
        raise InputError("This does not say what was asked, so no application can start from it.")
    return tuple(each for question in questions for each in service.decide(question).decisions)


def tolerances_of(registry: Registry, authority: str) -> tuple[Tolerance, ...]:
    """How far the law of an authority lets a stated value be exceeded."""
    assert registry.library.folder is not None  # noqa: S101 - the registry asked before # nosec B101
    found = read_law(registry.library.folder).tolerances
    return tuple(each for each in found if each.sovereign == authority and each.value)
