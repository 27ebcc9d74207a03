"""What a decision for an application starts from: a transfer as sent, a saved question, or a signed record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.api.problems import Refused
from licet.errors import InputError
from licet.interview.enquiries import Enquiries, NoSuchEnquiry
from licet.letters.sealed import asked_in
from licet.record import record
from licet.service.service import Question
from licet.store.determinations import sha_of

if TYPE_CHECKING:
    from licet.access.model import Person
    from licet.api.register.requests import StartIn
    from licet.service.service import Service
    from licet.store.model import Determination


@record
class Start:
    """A question to decide, and what the server kept of it before; nothing where it was sent just now."""

    question: Question
    kept: dict[str, Any]


def start_of(service: Service, person: Person, asked: StartIn) -> Start:
    """The question that is named in one of the three ways.

    Raises:
        Refused: in none or several; there is no such thing, or not for this person, which of both is not said.
    """
    named = [name for name in ("transfer", "enquiry", "determination") if getattr(asked, name)]
    if len(named) != 1:
        what = "wanted is one of transfer, enquiry and determination"
        raise Refused("not-valid", f"Found {' and '.join(named) or 'none'}; {what}.", errors=[("/transfer", what)])  # fmt: skip
    if asked.transfer is not None:
        raw = asked.transfer.model_dump(by_alias=True, exclude_unset=True)
        return Start(Question(raw), {})
    enquiries = Enquiries(service)
    if asked.determination is None:
        try:
            found = enquiries.of(asked.enquiry, person)
        except NoSuchEnquiry as error:
            raise Refused("not-valid", str(error), errors=[("/enquiry", str(error))]) from None
        return Start(_picked(dict(enquiries.questions(found)), asked.way), {"enquiry": found.title})
    signed = _record(service, enquiries, person, asked.determination)
    questions, _ = asked_in(signed.answer, today=True)
    if not questions:
        raise _not_of_use(f"the record {signed.id} does not hold what was asked; send the transfer")
    return Start(_picked(dict(questions), asked.way), told(signed))


def told(signed: Determination) -> dict[str, Any]:
    """What of a signed record stands in an application."""
    return {
        "determination": signed.id, "officer": signed.officer, "at": signed.at.isoformat(), "status": signed.status,
        "statement_sha256": sha_of(signed.statement), "answer_sha256": sha_of(signed.answer),
    }  # fmt: skip


def _record(service: Service, enquiries: Enquiries, person: Person, number: int) -> Determination:
    """A signed record, for who asked its question or may read records."""
    missing = f"There is no record {number}, or it is another's. Send the transfer."
    nothing = Refused("not-valid", missing, errors=[("/determination", missing)])
    if "records" not in person.may:
        enquiry = enquiries.of_record(number)
        if enquiry is None or enquiry.account is None or enquiry.account != person.account:
            raise nothing
    try:
        signed = service.store.determination(number)
    except InputError:
        raise nothing from None
    if faults := service.store.verify_determination(number).faults:
        raise _not_of_use(f"the record {number} does not verify: {'; '.join(faults)}")
    return signed


def _not_of_use(what: str) -> Refused:
    return Refused("not-valid", f"{what[:1].upper()}{what[1:]}.", errors=[("/determination", what)])


def _picked(found: dict[str, Question], way: str) -> Question:
    """The one question; ``way`` says which, where a project has several ways of sharing."""
    if len(found) == 1 and way in ("", *found):
        return next(iter(found.values()))
    if way not in found:
        what = f"a way of sharing is named: {', '.join(found) or 'none is answered yet'}"
        raise Refused("not-valid", f"Wanted: {what}.", errors=[("/way", what)])
    return found[way]
