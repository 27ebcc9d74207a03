"""Hits: what waits, the party beside the entry, and what two officers say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.signing import signer_of_form, signers
from licet.desk.forms import Form, Number, number, text, whole
from licet.desk.page import page, service_of
from licet.errors import InputError
from licet.lists.model import entry_from_plain
from licet.orders.orders import Orders
from licet.screen.words import hit_of_data
from licet.store.states import CLOSED, PROPOSED, STATES, VERDICTS
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from licet.service.service import Service
    from licet.store.keys import Signer
    from licet.store.model import Hold, KeptHit

router = APIRouter()
SHOWN = {
    "open": "open hits", "countersign": "proposals to countersign", "due": "decisions that end soon",
    "holds": "orders on hold", "names": "names that could not be screened",
}  # fmt: skip
"""The parts of the worklist, by the word in the address."""
_DAYS = 30
_FIELDS = ("verdict", "reason", "until", "agrees")


@router.get("/parties/worklist", dependencies=[needs("screen")])
def worklist(
    request: Request, show: str = "", ref: str = "", mine: str = "", days: int = _DAYS
) -> HTMLResponse:
    """What waits for a person; filters in the address.

    ``mine`` leaves, of the proposals, those that the person may answer, or has made (``made``).
    """
    service, person = service_of(request), person_of(request)
    found = service.store.worklist(max(0, min(days, 3650)))
    names = signers(service.store, person)

    def fits(each: KeptHit) -> bool:
        said = each.proposal.officer if each.proposal else ""
        own = not mine or (said in names if mine == "made" else bool(set(names) - {said}))
        return own and (not ref or ref in each.refs)

    parts: dict[str, tuple[Any, ...]] = {
        "open": tuple(filter(fits, found.hits)),
        "countersign": tuple(filter(fits, found.proposals)),
        "due": tuple(filter(fits, found.expiring)),
        "holds": tuple(each for each in found.holds if not ref or each.ref == ref),
        "names": tuple(each for each in found.unscreened if not ref or each.ref == ref),
    }
    return page(
        request, "parties/worklist.html", parts={show: parts[show]} if show in parts else parts,
        counts={name: len(each) for name, each in parts.items()}, titles=SHOWN,
        show=show, ref=ref, mine=mine, days=days, on=found.today,
    )  # fmt: skip


@router.get("/parties/hits", dependencies=[needs("screen")])
def hits(request: Request, state: str = "", ref: str = "") -> HTMLResponse:
    """All hits on the newest text of each entry, closed ones too."""
    found = service_of(request).store.hits(state=state, ref=ref)
    return page(request, "parties/hits.html", hits=found, state=state, ref=ref, states=STATES)


@router.get("/parties/hits/{hit}", dependencies=[needs("screen")])
def hit_page(request: Request, hit: Number) -> HTMLResponse:
    """The party as asked beside the entry as listed, with all that was said of them."""
    return _hit(request, hit)


@router.post("/parties/hits/{hit}/propose", dependencies=[needs("review")])
def propose(request: Request, hit: Number, form: Form) -> Response:
    """First officer: what it is, why, and until when that stands."""

    def act(service: Service, by: Signer) -> None:
        until = read_day(text(form, "until"))
        verdict, reason = text(form, "verdict"), text(form, "reason")
        if verdict not in VERDICTS:
            raise InputError("Choose what the hit is.")
        if until is None and verdict != "escalate":
            raise InputError(
                "Say until when this stands: the first day on which it no longer does."
            )
        service.store.propose(hit, by, verdict, reason, until)

    return _acted(request, hit, form, act)


@router.post("/parties/hits/{hit}/answer", dependencies=[needs("review")])
def answer(request: Request, hit: Number, form: Form) -> Response:
    """Second officer: agree or not, to the very proposal that was read."""

    def act(service: Service, by: Signer) -> None:
        agrees = text(form, "agrees")
        if agrees not in ("yes", "no"):
            raise InputError("Choose whether you agree.")
        said = service.store.confirm if agrees == "yes" else service.store.refuse
        said(hit, by, text(form, "reason"), number(form, "proposal") or None)

    return _acted(request, hit, form, act)


@router.post("/parties/hits/{hit}/reopen", dependencies=[needs("review")])
def reopen(request: Request, hit: Number, form: Form) -> Response:
    """Open a closed hit again: one officer is enough."""
    return _acted(
        request, hit, form, lambda service, by: service.store.reopen(hit, by, text(form, "reason"))
    )


def _acted(request: Request, hit: int, form: Form, act: Any) -> Response:
    """Sign and do it, check the orders under the hit again, and show the hit."""
    service, person = service_of(request), person_of(request)
    before = service.store.hit(hit)
    try:
        by = signer_of_form(service.store, person, form)
        act(service, by)
    except InputError as error:
        typed = {name: text(form, name) for name in _FIELDS}
        overtaken = service.store.hit(hit).history != before.history or _overtaken(before, form)
        return _hit(request, hit, 409 if overtaken else 400, typed=typed, error=str(error), overtaken=overtaken)  # fmt: skip
    after = service.store.hit(hit)
    if (before.state in CLOSED) != (after.state in CLOSED):
        orders = Orders(service)
        for ref in orders.under(after):
            orders.check(ref, f"hit {hit} is {after.state.replace('_', ' ')}", by.name)
    return RedirectResponse(f"/parties/hits/{hit}", 303)


def _overtaken(before: KeptHit, form: Form) -> bool:
    """Whether the page was made before somebody else acted."""
    return whole(text(form, "seen")) not in (None, len(before.history))


def _hit(
    request: Request, number_: int, status: int = 200, *, typed: dict[str, str] | None = None,
    error: str = "", overtaken: bool = False,
) -> HTMLResponse:  # fmt: skip
    service, person = service_of(request), person_of(request)
    found = service.store.hit(number_)
    entry = entry_from_plain(found.listed)
    told = hit_of_data(found.explanations[-1], entry) if found.explanations else None
    names = signers(service.store, person) if "review" in person.may else ()
    proposer = found.proposal.officer if found.state == PROPOSED and found.proposal else ""
    held: dict[str, tuple[Hold, ...]] = {
        ref: service.store.holds_of(ref) for ref in found.refs[:50]
    }
    return page(
        request, "parties/hit.html", status, hit=found, entry=entry, told=told, proposer=proposer,
        may_sign=tuple(each for each in names if each != proposer), names=names,
        orders={ref: bool(each and each[-1].released is None) for ref, each in held.items()},
        known=Orders(service).under(found), verdicts=VERDICTS, closed=CLOSED,
        typed={**dict.fromkeys(_FIELDS, ""), **(typed or {})}, errors=[(_field(error), error)] if error else [], overtaken=overtaken,
    )  # fmt: skip


def _field(error: str) -> str:
    """The field at which an error is mended."""
    for words, field in (
        ("signing password", "signing_password"), ("reason", "reason"), ("until", "until"),
        ("Choose what", "verdict-not_a_match"), ("Choose whether", "agrees-yes"), ("date", "until"),
    ):  # fmt: skip
        if words in error:
            return field
    return "acts"
