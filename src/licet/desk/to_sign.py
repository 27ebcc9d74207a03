"""A question on its way to being signed: read from a link or a saved enquiry, answered afresh, sealed.

What an officer saw and what is signed must be one thing.  The page carries the hash of the answer that it
showed and its sentences; if the answer has changed by the time of signing, nothing is signed and the
difference is shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from licet.access.signing import signer_of_form
from licet.errors import InputError
from licet.interview.enquiries import Enquiries
from licet.interview.model import SIGNED
from licet.letters.difference import Difference, difference, told_by
from licet.letters.sealed import Part, asked_in, digest, seal
from licet.record import record
from licet.service.service import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.access.model import Person
    from licet.service.service import Service
    from licet.store.model import Determination

MOST = 20
"""Questions that one determination may answer; a project has a handful."""
BESIDE = ("enquiry", "ref")
"""Parameters of the page that are no part of the question."""
OTHERWISE = "otherwise"


class Changed(InputError):
    """The answer is no longer the one that was shown; ``difference`` says what changed."""

    def __init__(self, found: Difference) -> None:
        self.difference = found
        super().__init__("The answer has changed since it was shown to you, so nothing was signed. Read it again below, and sign if it still is what you determine.")  # fmt: skip


@record
class Draft:
    """What is to be signed.  ``enquiry`` is its key, or ``question`` the query string that asks it."""

    enquiry: str
    question: str
    title: str
    asked_by: str
    questions: tuple[tuple[str, Question], ...]


def draft_of(service: Service, person: Person, raw: Mapping[str, str]) -> Draft:
    """What ``enquiry`` names, or else what the parameters themselves ask.

    Raises:
        InputError: there is no such enquiry for this person, it was signed, or nothing is asked.
    """
    key, query = str(raw.get("enquiry") or ""), str(raw.get("question") or "")
    if not key:
        return Draft("", query, "", person.name if person.account else "", (("", _read(query, service)),))  # fmt: skip
    enquiries = Enquiries(service)
    found = enquiries.of(key, person)
    if found.stage == SIGNED:
        raise InputError(f"This question was signed already: it is determination {found.determination}.")  # fmt: skip
    questions = enquiries.questions(found)
    if not questions:
        raise InputError("Nothing was answered in this question yet, so there is nothing to sign.")
    if len(questions) > MOST:
        raise InputError(f"This project asks {len(questions)} questions; one determination answers {MOST} at most.")  # fmt: skip
    return Draft(key, "", found.title, found.sent_by, questions)


def _read(query: str, service: Service) -> Question:
    from licet.service.asked import read

    if not query:
        raise InputError("Nothing is asked here: come from an answer, or from a question that was sent to be signed.")  # fmt: skip
    pairs = parse_qsl(query, keep_blank_values=True)
    return read([(name, text) for name, text in pairs if name not in BESIDE], service)


def decided(service: Service, draft: Draft) -> list[Part]:
    """The questions with their answers of this moment; ``seal`` makes the bytes to sign of them."""
    return [
        Part(label, question, service.decide(question).decisions)
        for label, question in draft.questions
    ]


def seen(sealed: bytes) -> dict[str, str]:
    """What the page carries of the answer that it shows: its hash, sentences and foundations."""
    sentences, rests = told_by(sealed)
    return {"shown": digest(sealed), "shown_told": json.dumps([sentences, rests])}


def sign(service: Service, person: Person, draft: Draft, form: Mapping[str, Any]) -> Determination:
    """Sign what was shown, and note it at the enquiry.

    Raises:
        Changed: the answer is another by now.
        InputError: the password, the right or the reason is wanting.
    """
    parts = decided(service, draft)
    now = seal(parts)
    if digest(now) != str(form.get("shown")):
        raise Changed(difference(_told(str(form.get("shown_told") or "")), told_by(now)))
    otherwise = None
    if form.get("agrees") == OTHERWISE:
        otherwise = (str(form.get("status") or ""), str(form.get("reason") or ""))
        if not otherwise[1].strip():
            raise InputError(
                "Say why you determine otherwise than the machine: a reason is wanted."
            )
    signer = signer_of_form(service.store, person, form)
    made = service.store.determine(
        seal(parts, str(form.get("asked_by") or "").strip()), signer,
        note=str(form.get("note") or "").strip(), ref=str(form.get("ref") or "").strip(),
        otherwise=otherwise,
    )  # fmt: skip
    if draft.enquiry:
        Enquiries(service).signed(draft.enquiry, made.id)
    return made


def _told(text: str) -> tuple[list[str], dict[str, str]]:
    """What an earlier page showed, as it carried it; it is shown again and trusted for nothing else."""
    try:
        sentences, rests = json.loads(text)
        return [str(each) for each in sentences], {str(name): str(each) for name, each in rests.items()}  # fmt: skip
    except (AttributeError, TypeError, ValueError):
        return [], {}


def again(service: Service, kept: bytes, today: bool) -> bytes | None:  # noqa: FBT001 - of which day
    """The same questions decided by the law as this installation holds it: for their day, or for today.

    None where the record does not say what was asked.
    """
    questions, by = asked_in(kept, today)
    parts = [Part(label, each, service.decide(each).decisions) for label, each in questions]
    return seal(parts, by) if parts else None
