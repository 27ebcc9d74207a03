"""Filing: an application starts from a decision that the server makes itself, whatever its applicant says of one.

What is sent is the transfer, or what names one that the server keeps: a saved question, or the number of a
signed record.  It is decided by the law of the day on which it is filed, so that nobody picks a day, a law or
an answer.  The transfer as it was stated, its hash and that of the answer stand in the application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from licet.access.guard import needs, person_of
from licet.api import body as bodies
from licet.api.answers import service_of
from licet.api.problems import Refused, of_input
from licet.api.register.asked import (
    WRONG,
    By,
    Expected,
    Stream,
    act_told,
    does,
    done_once,
    registry_of,
)
from licet.api.register.models import ActOut
from licet.api.register.requests import AgainIn, FileIn, StartIn
from licet.api.register.starting import start_of
from licet.errors import LicetError
from licet.register.events import Actor, thawed
from licet.register.opening import application_from
from licet.registry.deciding import decided_on, traced
from licet.registry.model import APPLICATION, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.catalogue.model import Catalogue
    from licet.decide.decide import Decision
    from licet.register.state import CaseState

router = APIRouter(prefix="/register", tags=["Register: applications"])
MAY = [needs("register")]
Filing = Annotated[Actor, does(APPLICATION, "create")]
Json = dict[str, Any]
_FIRM = ("applicant", "agent")


@router.post(
    "/applications", dependencies=MAY, summary="File an application", operation_id="fileApplication",
    response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(FileIn),
)  # fmt: skip
async def file(
    request: Request, by: Filing, asked: Annotated[FileIn, Depends(bodies.body(FileIn))]
) -> Response:
    """Decide the transfer and open an application with what the decision says, a presumption of denial included.

    Its grounds, review policy, the exceptions that are of no use and the facts that are missing come with it.
    Nobody sends a decision of their own: the transfer is decided here, by the law of today, also where it is that
    of a saved question or of a signed record.  Lines are of the item and country that were decided.  It is a draft
    until it is submitted.
    """
    registry = registry_of(request)

    def make(key: str) -> Json:
        body = _opened(
            request, asked, asked.authority, asked.applicant or by.authority, asked.lines
        )
        body |= {name: value for name in ("type", "mandate") if (value := getattr(asked, name))}
        return act_told(registry.file(body, by, key=key))

    return await done_once(request, by, make)


@router.post(
    "/applications/{case:path}/decision", dependencies=MAY, summary="Decide the transfer again",
    operation_id="decideApplicationAgain", response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(AgainIn),
)  # fmt: skip
async def decide(
    request: Request, by: By, case: Stream, expected: Expected,
    asked: Annotated[AgainIn, Depends(bodies.body(AgainIn))],
) -> Response:  # fmt: skip
    """By the law of today; from another transfer where one is sent, else from the one that stands in the file.

    The firm does so while the application is a draft, and its parties and lines are then those of that transfer.
    An officer does so later, with a reason: the authority's own decision takes the place of the firm's, and both
    stay in the record.
    """
    if by.role not in (*_FIRM, "officer"):
        raise NotAllowed("the firm decides its draft again, an officer the file", by)
    registry = registry_of(request)

    def make(key: str) -> Json:
        state = registry.case(case, by)
        start = asked if asked.names_one else _stated(asked, state)
        lines = asked.lines or thawed(state.content.get("lines") or ())
        if by.role in _FIRM:
            body = _opened(request, start, state.authority, state.applicant, lines)
            body = {name: body[name] for name in ("lines", "parties", "opening")}
            kind = "edit"
        else:
            found = _opened(request, start, state.authority, state.applicant, None)
            body, kind = {"opening": found["opening"], "reason": asked.reason}, "attach_decision"
        return act_told(registry.act(case, kind, body, by, key=key, expected=expected))

    return await done_once(request, by, make)


def _stated(asked: AgainIn, state: CaseState) -> StartIn:
    """The transfer that stands in the file."""
    found = thawed((state.opening.get("asked") or {}).get("transfer"))
    if not isinstance(found, dict):
        raise Refused("not-valid", "No transfer stands in the file; send one.", errors=[("/transfer", "wanted, since none stands in the file")])  # fmt: skip
    return StartIn.model_validate({"transfer": found, "variant": asked.variant}, by_alias=True)


def _opened(
    request: Request, asked: StartIn, authority: str, applicant: str, lines: list[Json] | None
) -> Json:
    """The body of ``create``; without ``lines`` none are held against the decision."""
    service, today = service_of(request), registry_of(request).clock().date()
    try:
        start = start_of(service, person_of(request), asked)
        decision = _one(decided_on(service, start.question, today), asked.variant)
        body = application_from(
            decision, authority=authority, applicant=applicant, lines=lines or []
        )
    except LicetError as error:
        raise of_input(error, asked.model_dump(mode="json", by_alias=True, exclude_unset=True)) from None  # fmt: skip
    if lines is not None:
        _fitting(lines, decision, service.library.catalogue)
    body["opening"] |= traced(start.question, decision, start.kept)
    return body


def _one(found: Sequence[Decision], variant: str) -> Decision:
    """The decision that is meant, where a family was named."""
    names = [each.transfer.product or each.transfer.item for each in found]
    if len(found) == 1 and variant in ("", names[0]):
        return found[0]
    if variant not in names:
        what = f"an application is for one of {', '.join(names)}"
        raise Refused("not-valid", f"Name the variant: {what}.", errors=[("/variant", what)])
    return found[names.index(variant)]


def _fitting(lines: list[Json], decision: Decision, catalogue: Catalogue) -> None:
    """Refuse lines of another item or country than what was decided: the decision would say nothing of them."""
    transfer = decision.transfer
    to = str(transfer.facts.get("destination") or "")
    errors = []
    for number, line in enumerate(lines):
        if not _names(line.get("item"), transfer.product or transfer.item, catalogue):
            errors.append((f"/lines/{number}/item", f"the transfer is of {transfer.product or transfer.item}"))  # fmt: skip
        if to and line.get("country") != to:
            errors.append((f"/lines/{number}/country", f"the transfer goes to {to}"))
    if errors:
        place, why = errors[0]
        raise Refused("not-valid", f"The lines are not what was decided: at {place}, {why}. File what is of another item or goes elsewhere on its own.", errors=errors[:20])  # fmt: skip


def _names(item: Any, decided: str, catalogue: Catalogue) -> bool:
    """Whether a line's item is the one that was decided, by its own name or that of its family."""
    if item == decided or not isinstance(item, str):
        return bool(item == decided)
    try:
        return any(each.id == decided for each in catalogue.resolve(item))
    except LicetError:
        return False
