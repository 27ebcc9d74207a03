"""People: accounts and their roles, officers and their keys, invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from licet.access import accounts, invitations, registered, secrets, sessions, signing
from licet.access.guard import OPEN, needs, person_of
from licet.access.model import ROLES_SAID
from licet.desk.forms import Form, Number, at, raw, several, text
from licet.desk.page import address_of, page, service_of
from licet.desk.pages.access import repeated, signed_in
from licet.errors import InputError
from licet.store.states import RIGHTS

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from licet.access.model import Person

router = APIRouter()


@router.get("/people", dependencies=[needs("people")])
def people_page(request: Request) -> Response:
    """Everybody; for the one user of a machine also officers to make and the first account."""
    return _people(request)


def _people(
    request: Request, status: int = 200, errors: tuple[tuple[str, str], ...] = (), **more: Any
) -> Response:
    store = service_of(request).store
    with_key = signing.with_key(store)
    return page(
        request, "people/people.html", status, errors=errors, accounts=accounts.everyone(store),
        officers=store.officers(), with_key=with_key, today_utc=store.today, rights=RIGHTS,
        roles=ROLES_SAID, **({"typed": {}} | more),
    )  # fmt: skip


def _typed(form: FormData) -> dict[str, Any]:
    """What was typed, but for passwords, so that nothing is lost on an error."""
    kept: dict[str, Any] = {
        name: text(form, name) for name in form if "password" not in name and name != "csrf"
    }
    return kept | {"roles": several(form, "roles"), "may": several(form, "may")}


@router.post("/people/first", dependencies=[needs("people")])
def first_account(request: Request, form: Form) -> Response:
    """The first account ends the time of the single user: from now on people sign in."""
    service, person = service_of(request), person_of(request)
    store, name = service.store, text(form, "name").lower()
    if person.how != "local":
        raise InputError("There are accounts already; make more of them on the page People.")
    try:
        made = accounts.add(
            store, name, shown=text(form, "shown"), roles=("administrator",), by=person.name, first=True,
            password=secrets.checked(repeated(form, "password"), name),
        )  # fmt: skip
    except InputError as error:
        return _people(request, 400, at(error, "name"), typed={"first": _typed(form)})
    with store.writing() as work:
        secret = sessions.begin(work, made, service.settings.desk)
    return signed_in(request, secret, "/people")


@router.post("/people/officers", dependencies=[needs("people")])
def make_officer(request: Request, form: Form) -> Response:
    """An officer of a desk without accounts, where everybody sits at the same machine."""
    person, store = person_of(request), service_of(request).store
    if person.how != "local":
        raise InputError("On a desk with accounts an officer sets the signing password alone: send an invitation from the page of the account.")  # fmt: skip
    try:
        signing.enroll(
            store, text(form, "officer").lower(), title=accounts.checked_shown(text(form, "title")),
            may=_some(several(form, "may")), password=repeated(form, "signing_password"),
        )  # fmt: skip
    except InputError as error:
        return _people(request, 400, at(error, "officer"), typed={"officer": _typed(form)})
    return RedirectResponse("/people#officers", 303)


def _some(may: tuple[str, ...]) -> tuple[str, ...]:
    if not may:
        raise InputError("Give the officer at least one right; without any, nothing can be signed.")
    return may


@router.post("/people/officers/{name}/retire", dependencies=[needs("people")])
def retire_officer(request: Request, name: str) -> Response:
    """The term ends today; what was signed stays."""
    service_of(request).store.retire_officer(name)
    return RedirectResponse("/people#officers", 303)


@router.post("/people/accounts", dependencies=[needs("people")])
def make_account(request: Request, form: Form) -> Response:
    """An account without a password, and the link by which the person sets one."""
    person, store = person_of(request), service_of(request).store
    try:
        made = accounts.add(
            store, text(form, "name").lower(), shown=text(form, "shown"),
            roles=several(form, "roles"), by=person.name,
        )  # fmt: skip
        code = invitations.invite(store, made.id, by=person.name)
    except InputError as error:
        return _people(request, 400, at(error, "name"), typed={"account": _typed(form)})
    return _person(request, made.id, code=code)


@router.get("/people/{number}", dependencies=[needs("people")])
def person_page(request: Request, number: Number) -> Response:
    """One account: roles, officer, invitation, end."""
    return _person(request, number)


def _person(
    request: Request, number: int, status: int = 200, errors: tuple[tuple[str, str], ...] = (), **more: Any
) -> Response:  # fmt: skip
    store = service_of(request).store
    link = f"{address_of(request)}/join?code={more['code']}" if more.get("code") else ""
    return page(
        request, "people/person.html", status, errors=errors, account=accounts.find(store, number),
        own=person_of(request).account == number, officers=signing.with_key(store), roles=ROLES_SAID,
        rights=RIGHTS, link=link, days=invitations.DAYS, seats=registered.given(store, number),
        register_roles=registered.GIVEN, **({"typed": {}} | more),
    )  # fmt: skip


def _another(person: Person, number: int, said: str) -> None:
    if person.account == number:
        raise InputError(f"{said}; another administrator can.")


@router.post("/people/{number}/roles", dependencies=[needs("people")])
def change_roles(request: Request, number: Number, form: Form) -> Response:
    """Other roles, and the officer under whose name the person signs; nobody changes their own."""
    person, store = person_of(request), service_of(request).store
    try:
        _another(person, number, "Nobody changes their own roles")
        accounts.change(
            store,
            number,
            roles=several(form, "roles"),
            officer=text(form, "officer"),
            by=person.name,
        )
    except InputError as error:
        return _person(request, number, 400, (("roles", str(error)),), typed=_typed(form))
    return _changed(request, number)


@router.post("/people/{number}/invite", dependencies=[needs("people")])
def invite(request: Request, number: Number, form: Form) -> Response:
    """A new link, shown this once; it may make the person an officer."""
    person, store = person_of(request), service_of(request).store
    try:
        _another(person, number, "Nobody invites themselves")
        code = invitations.invite(
            store, number, title=text(form, "title"), may=several(form, "may"), by=person.name
        )
    except InputError as error:
        return _person(request, number, 400, (("title", str(error)),), typed=_typed(form))
    return _person(request, number, code=code)


@router.post("/people/{number}/end", dependencies=[needs("people")])
def end_account(request: Request, number: Number) -> Response:
    """The account ends with its sessions and tokens; what it did stays."""
    person, store = person_of(request), service_of(request).store
    try:
        _another(person, number, "Nobody ends their own account")
        accounts.end(store, number, person.name)
    except InputError as error:
        return _person(request, number, 400, (("end", str(error)),))
    return _changed(request, number)


def _changed(request: Request, number: int) -> Response:
    request.app.state.knowing.forget()
    return RedirectResponse(f"/people/{number}", 303)


@router.get("/join", dependencies=[needs(OPEN)])
def join_page(request: Request, code: str = "") -> Response:
    """The form behind an invitation."""
    found = invitations.read(service_of(request).store, code)
    return page(request, "people/join.html", invitation=found, code=code, errors=(), rights=RIGHTS)


@router.post("/join", dependencies=[needs(OPEN)])
def join(request: Request, form: Form) -> Response:
    """The person's own passwords are set, and the person is signed in."""
    service, code = service_of(request), raw(form, "code")
    found = invitations.read(service.store, code)
    try:
        password = repeated(form, "password")
        signs = repeated(form, "signing_password") if found.may else ""
        made = invitations.use(service.store, code, password, signs)
    except InputError as error:
        return page(
            request, "people/join.html", 400, invitation=found, code=code, rights=RIGHTS,
            errors=at(error, "password"),
        )  # fmt: skip
    with service.store.writing() as work:
        secret = sessions.begin(work, made, service.settings.desk)
    return signed_in(request, secret, "/account")
