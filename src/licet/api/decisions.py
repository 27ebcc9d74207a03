"""``POST /decisions`` and ``POST /decisions/bulk``: what a transfer needs, one or many at a time."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import IO, TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from licet.access.guard import needs
from licet.api import body as bodies
from licet.api.answers import JSON, as_bytes, marked, service_of, tag
from licet.api.described import problems
from licet.api.edge import KEY
from licet.api.models import DecisionsOut
from licet.api.problems import Refused, as_data, of_input, response
from licet.api.requests import DecisionIn, QuestionIn
from licet.decide.report import report
from licet.errors import LicetError
from licet.service.service import Question
from licet.telling.data import as_data as told_data
from licet.telling.tell import told

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from licet.service.service import Service

ROWS = "application/x-ndjson"
MOST_ROWS = 10_000
"""Rows of one bulk request."""
BULK_AT_ONCE = 4
"""Bulk requests that a process answers at once."""
_BULK = BoundedSemaphore(BULK_AT_ONCE)
_IN_MEMORY = 4_000_000
SILENCE = "Licet shows evidence; a named officer determines. Its silence means nothing."

_log = logging.getLogger(__name__)


router = APIRouter(tags=["Decisions"])


@router.post(
    "/decisions", dependencies=[needs("ask")], summary="What one transfer needs",
    operation_id="decide", response_model=DecisionsOut, responses=problems(400, 413, 415, 422),
    openapi_extra=bodies.takes(DecisionIn),
)  # fmt: skip
async def decide(
    request: Request, asked: Annotated[DecisionIn, Depends(bodies.body(DecisionIn))]
) -> Response:
    """Decide one transfer by the law of a day, once for each variant of the product it names.

    The same body gives the same bytes as long as law, catalogue, lists and closings stay; the
    ETag stands for them.  A question is not kept.
    """
    service = service_of(request)
    if _names_somebody(asked):
        found = await run_in_threadpool(_bytes, service, asked)
    else:  # a millisecond's work: shorter than the way to a thread and back
        found = _bytes(service, asked)
    key, etag = getattr(request.state, KEY, (None, ""))
    if key is not None:
        request.app.state.kept.put(key, etag, found)
    return Response(found, headers=marked(etag or tag(service)), media_type=JSON)


_ANY = {"description": "Anything else is a row too, and is answered with a problem of its own."}


def _takes_rows() -> dict[str, Any]:
    found = bodies.takes(DecisionIn)
    content = found["requestBody"]["content"]
    one = content[JSON]
    content[JSON] = {
        "schema": {
            "type": "array",
            "items": {"anyOf": [one["schema"], _ANY]},
            "maxItems": MOST_ROWS,
        },
        "example": [one["example"]],
    }
    content[ROWS] = {"schema": {"type": "string"}, "example": json.dumps(one["example"])}
    return found


class _OneOfFew(StreamingResponse):
    """An answer row by row, of which few are given at once: each holds a processor while it lasts."""

    def __init__(self, service: Service, rows: IO[bytes], count: int) -> None:
        super().__init__(_told(service, rows, count), media_type=ROWS)
        self._rows = rows

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say that others are being answered."""
        if not _BULK.acquire(blocking=False):
            said = f"{BULK_AT_ONCE} bulk requests are being answered, and no more are at once."
            refused = Refused("unavailable", said, headers={"Retry-After": "30"})
            self._rows.close()
            await response(refused, scope["path"])(scope, receive, send)
            return
        try:
            await super().__call__(scope, receive, send)
        finally:
            _BULK.release()


@router.post(
    "/decisions/bulk", dependencies=[needs("ask")], summary="What many transfers need",
    operation_id="decideMany", responses={
        200: {
            "description": "One line a row, in order; the last line counts them.",
            "content": {ROWS: {"schema": {"$ref": "#/components/schemas/RowOut"}}},
        },
        **problems(400, 413, 415, 422, 503),
    },
    response_class=StreamingResponse, openapi_extra=_takes_rows(),
)  # fmt: skip
async def decide_many(request: Request) -> Response:
    """Decide each row: a JSON list, or one JSON object a line.

    The answer is one line a row in the same order, each with its number from 1, and `answer` or
    `problem`: a row at fault stops no other.  The last line says `end` with how many rows, answers
    and problems there were; an answer without it was cut off.  A request counts once, whatever its
    rows.
    """
    kind = bodies.of_type(request.headers, (JSON, ROWS))
    rows, count = await _rows(request, kind)
    return _OneOfFew(service_of(request), rows, count)


def answer(service: Service, asked: DecisionIn) -> dict[str, Any]:
    """The answer to one question as data.

    Raises:
        Refused: what is asked cannot be read, with its place.
    """
    try:
        found = service.decide(question_of(asked))
        data = {
            "status": found.strictest.status,
            "ref": asked.ref,
            "decisions": [
                report(each, proof=asked.proof, questions=asked.questions)
                for each in found.decisions
            ],
            "silence": SILENCE,
        }
        if asked.telling:
            data["told"] = [told_data(each) for each in told(found.decisions)]
    except LicetError as error:
        raise of_input(error, asked.model_dump(mode="json", by_alias=True, exclude_unset=True)) from None  # fmt: skip
    return data


def question_of(asked: QuestionIn) -> Question:
    """What is asked, as the service takes it."""
    raw = asked.transfer.model_dump(by_alias=True, exclude_unset=True)
    return Question(raw, asked.on, asked.known_on, tuple(asked.sovereigns), asked.screened)


def _bytes(service: Service, asked: DecisionIn) -> bytes:
    return as_bytes(answer(service, asked))


def _names_somebody(asked: DecisionIn) -> bool:
    """Whether names may have to be looked for on the lists, which takes longer."""
    more = asked.transfer.model_extra or {}
    parties = asked.transfer.parties
    named = isinstance(parties, list) and any(
        isinstance(each, dict) and (each.get("name") or each.get("owners")) for each in parties
    )
    return named or bool(more.get("exporter"))


def _most(request: Request) -> int:
    """Bytes of one bulk request: as many as the desk lets through."""
    return service_of(request).settings.desk.body_megabytes * 1_000_000


async def _rows(request: Request, kind: str) -> tuple[IO[bytes], int]:
    """All rows, one a line in a file that leaves memory when it grows, and their number.

    Everything is read before anything is answered: a client that sends first and reads afterwards
    would otherwise wait for us as we wait for it.
    """
    if kind == JSON:
        found = bodies.parsed(await bodies.received(request, _most(request)))
        if not isinstance(found, list):
            raise Refused("not-valid", "The body is a list of questions.", errors=[("", "wanted is a list")])  # fmt: skip
        _few_enough(len(found))
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by who reads it
        for each in found:
            file.write(as_bytes(each) + b"\n")
        file.seek(0)
        return file, len(found)
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - as above
    file.write(await bodies.received(request, _most(request)))
    file.seek(0)
    count = sum(1 for line in file if line.strip())
    file.seek(0)
    try:
        _few_enough(count)
    except Refused:
        file.close()
        raise
    return file, count


def _few_enough(count: int) -> None:
    if count > MOST_ROWS:
        raise Refused("too-large", f"{count:,} rows were sent; at most {MOST_ROWS:,} are taken at once.", way_out="Send them in several requests.")  # fmt: skip


def _told(service: Service, rows: IO[bytes], count: int) -> Iterator[bytes]:
    """One line a row, and a last one that counts them."""
    counts = {"answers": 0, "problems": 0}
    with rows:
        number = 0
        for line in rows:
            if not line.strip():
                continue
            number += 1
            found = _row(service, line)
            counts["answers" if "answer" in found else "problems"] += 1
            yield as_bytes({"row": number, **found}) + b"\n"
    yield as_bytes({"end": True, "rows": count, **counts}) + b"\n"


def _row(service: Service, line: bytes) -> dict[str, Any]:
    document: Any = None
    try:
        document = bodies.parsed(line)
        found = answer(service, bodies.fitted(DecisionIn, document))
    except Refused as refused:
        told: dict[str, Any] = {"problem": as_data(refused)}
    except Exception:  # noqa: BLE001 - a fault of ours in one row leaves the others their answers
        _log.exception("a row of a bulk request could not be decided")
        told = {"problem": as_data(Refused("fault", "This row could not be decided."))}
    else:
        return {"ref": found["ref"], "answer": found}
    ref = document.get("ref") if isinstance(document, dict) else None
    return {"ref": ref if isinstance(ref, str) else None, **told}
