"""Idempotency keys: a request that keeps something is done once, however often it is sent.

The key is the caller's; the answer is kept under who sent it and the key, for ``KEPT``.  The same key with
the same request gives the same bytes again, with another request a refusal.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.access.guard import person_of
from licet.api.answers import JSON, service_of
from licet.api.problems import Refused
from licet.record import record
from licet.store.tables import idempotency

if TYPE_CHECKING:
    from fastapi import Request

    from licet.access.model import Person
    from licet.store.store import Store

KEPT = timedelta(days=7)
"""How long an answer is kept under its key."""
_GIVEN_UP = timedelta(minutes=10)
"""After this a request that never ended is taken for lost, and its key may be used again."""
_UNDER_WAY = 0
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@record
class Made:
    """An answer: its status, its bytes and their media type."""

    status: int
    body: bytes
    kind: str = JSON


async def once(request: Request, make: Callable[[], Made], *, told: str = "") -> Response:
    """The answer that ``make`` gives, or gave to the same request before; ``told`` is what a header adds to it.

    Raises:
        Refused: the key cannot be used, was used for another request, or is in use.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        made = await run_in_threadpool(make)
        return Response(made.body, made.status, media_type=made.kind)
    if not _KEY.fullmatch(key):
        what = "Idempotency-Key is 1 to 200 visible characters, such as a UUID"
        raise Refused("not-valid", f"{what}.", errors=[("Idempotency-Key", what)])
    body: bytes = getattr(request.state, "api_body", b"")
    head = f"{request.method} {request.url.path}\n{told}".encode()
    digest = hashlib.sha256(head + body).hexdigest()
    who = whose(person_of(request))
    store = service_of(request).store
    return await run_in_threadpool(_once, store, who, key, digest, make)


def whose(person: Person) -> str:
    """Under what name a person's keys are kept."""
    return f"account {person.account}" if person.account is not None else person.how


def _once(store: Store, who: str, key: str, digest: str, make: Callable[[], Made]) -> Response:
    if (found := _taken(store, who, key, digest)) is not None:
        return Response(found.body, found.status, {"Idempotent-Replayed": "true"}, found.kind)
    mine = (idempotency.c.who == who) & (idempotency.c.key == key)
    try:
        made = make()
    except BaseException:
        with store.writing() as work:  # nothing was kept, so the key may be used again
            work.db.execute(idempotency.delete().where(mine))
        raise
    with store.writing() as work:
        work.db.execute(
            idempotency.update().where(mine).values(status=made.status, kind=made.kind, body=made.body)
        )  # fmt: skip
    return Response(made.body, made.status, media_type=made.kind)


def _taken(store: Store, who: str, key: str, digest: str) -> Made | None:
    """What was answered under the key; None where it is new, and is ours from now on."""
    table = idempotency.c
    with store.writing() as work:
        old = (table.at < work.now - KEPT) | (
            (table.status == _UNDER_WAY) & (table.at < work.now - _GIVEN_UP)
        )
        work.db.execute(idempotency.delete().where(old))
        mine = (table.who == who) & (table.key == key)
        row = work.db.execute(sa.select(idempotency).where(mine)).one_or_none()
        if row is None:
            work.db.execute(
                idempotency.insert().values(
                    who=who, key=key, request=digest, at=work.now, status=_UNDER_WAY, kind="", body=b""
                )
            )  # fmt: skip
            return None
    if row.request != digest:
        raise Refused("key-used-otherwise", f"The key {key!r} was sent with another request before.", errors=[("Idempotency-Key", "it was sent with another request before")])  # fmt: skip
    if row.status == _UNDER_WAY:
        raise Refused("in-progress", f"The request with the key {key!r} is being worked on.", headers={"Retry-After": "2"})  # fmt: skip
    return Made(row.status, bytes(row.body), row.kind)
