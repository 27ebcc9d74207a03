"""What every address of the register shares: the register, who acts, an act done once, an answer that may be known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Header, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import person_of
from licet.access.registered import actor
from licet.api.answers import JSON, as_bytes, news, service_of
from licet.api.described import problems
from licet.api.once import Made, once, whose
from licet.api.problems import Refused
from licet.api.requests import Word
from licet.decide.report import plain_data
from licet.errors import UnknownName
from licet.register.conditions.evidence import Inputs
from licet.register.events import Actor, as_data
from licet.register.procedure import Procedure, procedure_in_use
from licet.registry.model import APPLICATION, LICENSE, Acted, Changed, NotAllowed
from licet.registry.registry import Registry
from licet.store.records import read_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.registry.roles import Right

ACT_AS = "Licet-Act-As"
OWN_ADDRESS = {
    (APPLICATION, "create"): "POST /register/applications", (APPLICATION, "attach_decision"): "POST .../decision",
    (APPLICATION, "issue"): "POST .../license",
    (LICENSE, "issue"): "POST .../license of its application", (LICENSE, "drawdown"): "POST .../drawdowns",
    (LICENSE, "drawdown_refused"): "POST .../drawdowns", (LICENSE, "goods_back"): "POST .../goods-back",
    (LICENSE, "assessed"): "POST .../assessments", (LICENSE, "paid"): "POST .../payments",
}  # fmt: skip
"""Acts that the register works out; they have addresses of their own."""
WRONG = problems(400, 404, 409, 412, 413, 415, 422)
"""How an act is refused."""
_SEQ = re.compile(r'"([0-9]{1,9})"')


def registry_of(request: Request) -> Registry:
    """The register of the store that the API was made with."""
    found: Registry | None = getattr(request.app.state, "registry", None)
    if found is None:
        service = service_of(request)
        found = Registry(service.store, procedure_in_use(), service.library)
        request.app.state.registry = found
    return found


def acting(
    request: Request,
    act_as: Annotated[
        str,
        Header(
            alias=ACT_AS, max_length=300, examples=["officer:US"],
            description="As which of the account's register roles, where it has several: ROLE or ROLE:AUTHORITY.",
        ),
    ] = "",
) -> Actor:  # fmt: skip
    """A dependency: as whom the person acts; the id is the account's own and is never sent."""
    return actor(person_of(request), act_as)


By = Annotated[Actor, Depends(acting)]


def does(nature: str, kind: str) -> Any:
    """A dependency: as whom the person acts, whose role must have the right to such an act on some file."""

    def asked(request: Request, by: By) -> Actor:
        return _allowed(registry_of(request).roles.to_do(nature, kind), by)

    asked.right = ("do", nature, kind)  # type: ignore[attr-defined]
    return Depends(asked)


def reads(what: str) -> Any:
    """The same for a reading."""

    def asked(request: Request, by: By) -> Actor:
        return _allowed(registry_of(request).roles.to_read(what), by)

    asked.right = ("read", what)  # type: ignore[attr-defined]
    return Depends(asked)


def _allowed(right: Right | None, by: Actor) -> Actor:
    if right is None or not right.reach(by.role):
        what = right.title.lower() if right else "such an act"
        raise NotAllowed(f"{by.role} has no right to this: {what}", by)
    return by


Stream = Annotated[
    str, Path(max_length=80, description="Its number in the register.", examples=["A-000001"])
]
Order = Annotated[
    Word,
    Query(
        description="The order by which you read, where your role reads by order only.",
        examples=["order 7"],
    ),
]


def seen(request: Request, data: Any) -> Response:
    """What somebody may see; the ETag is that of these very bytes, so that it says nothing to anybody else."""
    found = as_bytes(data)
    headers = news(request, f'"{hashlib.sha256(found).hexdigest()[:32]}"')
    return Response(
        found, headers={**headers, "Vary": f"Authorization, Cookie, {ACT_AS}"}, media_type=JSON
    )


def expected_of(
    request: Request,
    said: Annotated[
        str,
        Header(
            alias="If-Match", max_length=40, examples=['"7"'],
            description="Do it only where the file's last event is still this one: its `seq`, in quotes.",
        ),
    ] = "",
) -> int | None:  # fmt: skip
    """A dependency: after which event of the file the act is meant; None where that was not said."""
    request.state.takes_match = True
    if said in ("", "*"):
        return None
    found = _SEQ.fullmatch(said)
    if found is None:
        what = 'If-Match is the seq of the last event that you saw, in quotes, such as "7"'
        raise Refused("not-valid", f"{what}.", errors=[("If-Match", what)])
    return int(found[1])


Expected = Annotated[int | None, Depends(expected_of)]


def changed(request: Request, error: Changed) -> Refused:
    """What happened to a file since, as far as who acts may see it."""
    try:
        found = registry_of(request).events(error.case, error.actor)
    except NotAllowed:
        found = ()
    since = [each for each in found if each.seq > error.expected]
    told = [(f"seq {each.seq}", f"{each.kind} by {each.actor.role} on {each.at:%Y-%m-%d %H:%M} UTC") for each in since]  # fmt: skip
    return Refused("changed", f"{str(error)[:1].upper()}{str(error)[1:]}.", errors=told[:20], headers={"ETag": f'"{error.found}"'})  # fmt: skip


async def done_once(request: Request, by: Actor, make: Callable[[str], Any]) -> Response:
    """The answer of ``make``, which is given the key for the register; the same request again has the same answer.

    The key is kept in two places: the answer for some days, and with the event for good, so that what was cut
    off between the two is not done twice.
    """
    match = request.headers.get("if-match", "")
    if match and not getattr(request.state, "takes_match", False):
        what = "If-Match is for acts on a file; what is entered here never overwrites what another entered"
        raise Refused("not-valid", f"{what}.", errors=[("If-Match", what)])
    key = request.headers.get("idempotency-key", "")
    kept = f"{whose(person_of(request))}:{key}" if key else ""
    told = f"{by.id}:{by.role}:{by.authority}:{by.rank}:{match}"
    return await once(request, lambda: Made(200, as_bytes(make(kept))), told=told)


def act_told(done: Acted) -> dict[str, Any]:
    """An act as it is answered: the event, and from which state to which."""
    return {
        "event": as_data(done.event), "from": done.before.state, "to": done.state.state,
        "also": [{"event": as_data(each.event), "to": each.state.state} for each in done.also],
        "findings": plain_data(done.findings),
    }  # fmt: skip


async def act_once(  # noqa: PLR0917 - handed on as they came
    request: Request, by: Actor, nature: str, stream: str, kind: str, body: Mapping[str, Any], expected: int | None
) -> Response:  # fmt: skip
    """One act of the tables, done once; only after the event ``expected`` where that is said."""
    registry = registry_of(request)
    _there(registry.law, nature, kind)
    _allowed(registry.roles.to_do(nature, kind), by)
    _checked(registry.law, nature, kind, body)
    return await done_once(
        request,
        by,
        lambda key: act_told(registry.act(stream, kind, body, by, key=key, expected=expected)),
    )


def _there(law: Procedure, nature: str, kind: str) -> None:
    """Refuse an act that the table has not, or that has an address of its own."""
    table = law.license if nature == LICENSE else law.application
    if address := OWN_ADDRESS.get((nature, kind)):
        said = f"{kind} is worked out by the register."
        raise Refused("not-found", said, way_out=f"Use {address}.")
    if kind not in table.events:
        what = f"act on {'a license' if nature == LICENSE else 'an application'}"
        said = str(UnknownName(what, kind, table.events))
        raise Refused("not-found", said, way_out="GET .../ways lists what you may do now.")


def _checked(law: Procedure, nature: str, kind: str, body: Mapping[str, Any]) -> None:
    """Refuse a field that the act does not have: who, when and which number among them."""
    table = law.license if nature == LICENSE else law.application
    fields = {each.name for row in table.rows if row.event == kind for each in row.body}
    if odd := [name for name in body if name not in fields]:
        errors = [
            (f"/{name.replace('~', '~0').replace('/', '~1')}", f"{kind} has no such field")
            for name in odd
        ]
        has = f"It has {', '.join(sorted(fields))}" if fields else "It has no fields"
        raise Refused(
            "not-valid",
            f"{kind} has no field {odd[0][:80]!r}. {has}; who acts and when is not sent.",
            errors=errors[:20],
        )


def inputs_for(stated: Mapping[str, Any]) -> Inputs:
    """What is stated for the tests of conditions; the register adds what law and catalogue know."""
    found: Inputs = read_record(Inputs, stated, "the inputs", texts=True)
    return found
