"""Signing in and out, and what is one's own: sessions, tokens, passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access import accounts, cookies, sessions, signin, signing, tokens
from licet.access.guard import OPEN, OWN, needs, person_of
from licet.access.secrets import BadPassword
from licet.access.throttle import Wait
from licet.desk.forms import Form, Number, at, number, raw, several, text, way_on
from licet.desk.page import page, service_of
from licet.errors import InputError, LicetError

if TYPE_CHECKING:
    from starlette.datastructures import FormData

router = APIRouter()


@router.get("/sign-in", dependencies=[needs(OPEN)])
def sign_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in links
    """The form; whoever is signed in is sent on."""
    if person_of(request).how == "session":
        return RedirectResponse(way_on(next), 303)
    return _sign_in(request, 200, next=next)


@router.post("/sign-in", dependencies=[needs(OPEN)])
def sign_in(request: Request, form: Form) -> Response:
    """A new session, or the form again with what was typed but for the password."""
    service = service_of(request)
    desk = service.settings.desk
    name, going = text(form, "name"), text(form, "next")
    try:
        secret = signin.sign_in(
            service.store, name, raw(form, "password"), desk=desk, old=cookies.read(request),
            address=request.client.host if request.client else "",
        )  # fmt: skip
    except InputError as error:
        return _sign_in(request, 400, next=going, name=name, wrong=str(error))
    except Wait as error:
        response = _sign_in(request, 429, next=going, name=name, wrong=str(error))
        response.headers["Retry-After"] = str(error.seconds)
        return response
    return signed_in(request, secret, going)


def signed_in(request: Request, secret: str, going: str) -> Response:
    """On to the page that was asked for, with the cookie of the new session."""
    request.app.state.knowing.forget()
    response = RedirectResponse(way_on(going), 303)
    cookies.keep(request, response, secret, service_of(request).settings.desk.session_hours * 3600)
    return response


def _sign_in(request: Request, status: int, *, next: str, name: str = "", wrong: str = "") -> HTMLResponse:  # noqa: A002 - as above  # fmt: skip
    service = service_of(request)
    return page(
        request, "access/sign_in.html", status, next=way_on(next), name=name, wrong=wrong,
        alone=request.app.state.knowing.alone, oidc=service.settings.desk.oidc,
    )  # fmt: skip


@router.post("/sign-out", dependencies=[needs(OPEN)])
def sign_out(request: Request) -> Response:
    """The session ends, here and in the store."""
    sessions.end(service_of(request).store, cookies.read(request))
    return _signed_out(request)


def _signed_out(request: Request) -> Response:
    request.app.state.knowing.forget()
    response = RedirectResponse("/sign-in", 303)
    cookies.drop(request, response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.get("/account", dependencies=[needs(OWN)])
def account_page(request: Request) -> Response:
    """One's own sessions, tokens and passwords; for the one user of a machine, how to share the desk."""
    return _account(request)


def _account(
    request: Request, status: int = 200, errors: tuple[tuple[str, str], ...] = (), **more: Any
) -> Response:
    person, store = person_of(request), service_of(request).store
    if person.account is None:
        return RedirectResponse("/people", 303)
    return page(
        request, "access/account.html", status, errors=errors,
        account=accounts.find(store, person.account),
        sessions=sessions.of(store, person.account, cookies.read(request)),
        tokens=tokens.of(store, person.account), scopes=tokens.scopes_for(person),
        signs=signing.signers(store, person), now=store.clock(), **({"token": "", "typed": {}} | more),
    )  # fmt: skip


@router.post("/account/tokens", dependencies=[needs(OWN)])
def make_token(request: Request, form: Form) -> Response:
    """A new token, shown this once."""
    person, store = person_of(request), service_of(request).store
    typed = {
        "name": text(form, "name"),
        "days": text(form, "days"),
        "scopes": several(form, "scopes"),
    }
    try:
        secret, _ = tokens.issue(store, person, text(form, "name"), several(form, "scopes"), number(form, "days"))  # fmt: skip
    except InputError as error:
        return _account(request, 400, at(error, "name"), typed=typed)
    return _account(request, token=secret)


@router.post("/account/tokens/{token}/revoke", dependencies=[needs(OWN)])
def revoke_token(request: Request, token: Number) -> Response:
    """The token opens nothing any more; another's number does nothing."""
    person = person_of(request)
    if person.account is not None:
        tokens.revoke(service_of(request).store, person.account, token, person.name)
    return _changed(request)


@router.post("/account/sessions/{session}/end", dependencies=[needs(OWN)])
def end_session(request: Request, session: Number) -> Response:
    """One session of one's own ends."""
    person = person_of(request)
    if person.account is not None:
        sessions.end_one(service_of(request).store, person.account, session)
    return _changed(request)


@router.post("/account/sign-out-everywhere", dependencies=[needs(OWN)])
def sign_out_everywhere(request: Request) -> Response:
    """Every session of one's own ends, this one too."""
    person = person_of(request)
    if person.account is not None:
        sessions.end_all(service_of(request).store, person.account)
    return _signed_out(request)


@router.post("/account/password", dependencies=[needs(OWN)])
def change_password(request: Request, form: Form) -> Response:
    """Another password; one signs in with it anew."""
    person = person_of(request)
    try:
        new = repeated(form, "new_password")
        if person.account is not None:
            store = service_of(request).store
            signin.change_password(store, person.account, raw(form, "old_password"), new)
    except LicetError as error:
        return _account(request, 400, at(error, "old_password", "new_password"))
    return _signed_out(request)


@router.post("/account/signing-password", dependencies=[needs(OWN)])
def change_signing_password(request: Request, form: Form) -> Response:
    """Another signing password; the key stays the same."""
    person, store = person_of(request), service_of(request).store
    try:
        new = repeated(form, "new_signing_password")
        signing.change_password(store, person, raw(form, "old_signing_password"), new)
    except InputError as error:
        return _account(request, 400, at(error, "old_signing_password", "new_signing_password"))
    return _changed(request)


def repeated(form: FormData, name: str) -> str:
    """A new password that was typed twice.

    Raises:
        InputError: the two differ.
    """
    if raw(form, name) != raw(form, f"{name}_again"):
        raise BadPassword("The two passwords differ. Type the same one twice.", name)
    return raw(form, name)


def _changed(request: Request) -> Response:
    request.app.state.knowing.forget()
    return RedirectResponse("/account", 303)
