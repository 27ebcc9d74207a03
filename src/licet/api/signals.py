"""``POST /signals``: what of a transfer needs an explanation, under the red flags and patterns of diversion."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from licet.access.guard import needs
from licet.api import body as bodies
from licet.api.answers import answered, marked, service_of, tag
from licet.api.decisions import SILENCE, question_of
from licet.api.described import problems
from licet.api.models import SignalsOut
from licet.api.problems import of_input
from licet.api.requests import QuestionIn
from licet.errors import LicetError
from licet.watch.signals import signals_in
from licet.watch.subject import data_of, of_decisions

router = APIRouter(tags=["Decisions"])


@router.post(
    "/signals", dependencies=[needs("ask")], summary="What of one transfer needs an explanation",
    operation_id="signals", response_model=SignalsOut, responses=problems(400, 413, 415, 422),
    openapi_extra=bodies.takes(QuestionIn),
)  # fmt: skip
def signals(
    request: Request, asked: Annotated[QuestionIn, Depends(bodies.body(QuestionIn))]
) -> Response:
    """Signals of diversion on one transfer, each with rule, citation and what looks alike.

    A signal needs an explanation and accuses nobody. What nobody states leaves its signal open. A question is not kept.
    """
    service = service_of(request)
    try:
        _, rules = signals_in(service.library)
        found = of_decisions(rules, service.decide(question_of(asked)).decisions, service.library.law.book)  # fmt: skip
    except LicetError as error:
        raise of_input(error, asked.model_dump(mode="json", by_alias=True, exclude_unset=True)) from None  # fmt: skip
    data = {"ref": asked.ref, "subjects": [data_of(each) for each in found], "hashes": service.hashes, "silence": SILENCE}  # fmt: skip
    return answered(data, marked(tag(service)))
