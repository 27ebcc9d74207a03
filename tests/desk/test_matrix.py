"""Every route of the desk and of what it mounts, against every role: nobody passes who may not."""

import re

import pytest
from starlette.testclient import TestClient

from licet.access import accounts, sessions, tokens
from licet.access.cookies import cookie_name
from licet.access.guard import OPEN, OWN, permission_of
from licet.access.model import ANONYMOUS, PERMISSIONS, ROLES, Person
from licet.desk.app import make_app
from tests.installed import installed

SAFE = {"GET", "HEAD"}
ASK_THEMSELVES = {"/static": OPEN, "/mcp": "its tools ask"}
"""What is mounted without routes of ours, and who asks there."""
FILLED = {
    "number": "987654", "account": "987654", "session": "987654", "token": "987654", "hit": "987654",
    "run": "987654", "step": "item", "code": "US-EL", "ref": "no-such-order",
}  # fmt: skip


def walked(routes, prefix=""):
    """Address, method and permission of each route below."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from walked(inner.routes, prefix)
        elif type(route).__name__ == "Mount":
            where = prefix + route.path
            if where in ASK_THEMSELVES:
                continue
            yield from walked(route.routes, where)
        else:
            for method in sorted(route.methods):
                yield prefix + route.path, method, permission_of(getattr(route, "dependencies", []))


def filled(path):
    """The address with something in its gaps that is not there."""
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda gap: FILLED.get(gap[1], "no-such-thing"), path)


class Desk:
    """A shared desk with one account for each role."""

    def __init__(self, service):
        self.service, self.store = service, service.store
        self.app = make_app(service)
        self.client = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False)
        self.accounts, self.sessions = {}, {}
        with self.store.writing() as work:
            for role in ("administrator", *(each for each in ROLES if each != "administrator")):
                self.accounts[role] = accounts.add_in(work, role.replace("_", "-"), shown=role, roles=[role], by="test")  # fmt: skip
        self.app.state.knowing.forget()

    @property
    def routes(self):
        return sorted(walked(self.app.routes))

    def begin(self, role):
        """The cookie of a new session, and the mark of its forms."""
        with self.store.writing() as work:
            secret = sessions.begin(work, self.accounts[role], self.service.settings.desk)
        return secret, self.app.state.knowing.by_cookie(secret).csrf

    def standing(self, role):
        """The same of a session that still stands."""
        known = self.sessions.get(role)
        if known is None or self.app.state.knowing.by_cookie(known[0]) is None:
            self.sessions[role] = self.begin(role)
        return self.sessions[role]

    def ask(self, method, path, role="", *, marked=True, **sent):
        """Ask as a visitor, or in the session of a role."""
        self.client.cookies.clear()
        headers = sent.pop("headers", {})
        if role:
            secret, mark = self.standing(role)
            headers = {"Cookie": f"{cookie_name('http')}={secret}", **headers}
            if marked:
                headers["X-CSRF-Token"] = mark
        return self.client.request(method, filled(path), headers=headers, **sent)


@pytest.fixture(scope="module")
def shared(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("matrix")
    with installed(folder, library) as service:
        found = Desk(service)
        with found.client:
            yield found


def refused(answer):
    """Whether somebody was turned away for who they are."""
    to_sign_in = answer.headers.get("location", "").startswith("/sign-in")
    return answer.status_code in (401, 403) or (answer.status_code == 303 and to_sign_in)


ENDS = {"/sign-out", "/account/sign-out-everywhere"}
"""Whoever may ask these is led to the page for signing in."""


def wrong_cells(desk, ask, may):
    """The routes at which somebody was let in or turned away who should not have been."""
    found = []
    for path, method, permission in desk.routes:
        if path in ENDS:
            continue
        allowed = permission == OPEN or permission in may
        answer = ask(method, path)
        by_its_roles = permission == "register" and allowed  # held in tests/api/register
        if answer.status_code >= 500 or (refused(answer) == allowed and not by_its_roles):
            found.append(f"{method} {path} ({permission}): {answer.status_code}")
    return found


def test_every_route_names_a_permission(shared):
    found = shared.routes
    assert len(found) > 90
    for path, method, permission in found:
        assert permission in {*PERMISSIONS, OPEN, OWN}, f"{method} {path} names no permission"


def test_what_is_mounted_besides_is_known(shared):
    mounted = {route.path for route in shared.app.routes if type(route).__name__ == "Mount"}
    assert mounted == {"/api/v1", *ASK_THEMSELVES}


def test_reading_changes_nothing_and_only_unsafe_methods_may(shared):
    assert {method for _, method, _ in shared.routes} <= {*SAFE, "POST", "PUT", "PATCH", "DELETE"}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_let_in_where_it_may_be_and_nowhere_else(shared, role):
    assert not wrong_cells(shared, lambda method, path: shared.ask(method, path, role), {*ROLES[role], OWN})  # fmt: skip


def test_a_visitor_is_let_in_where_reading_is_public_and_nowhere_else(shared):
    assert not wrong_cells(shared, shared.ask, set(ANONYMOUS))


@pytest.mark.parametrize("scope", [each for each in PERMISSIONS if each not in tokens.NEVER])
def test_each_scope_of_a_token_opens_its_routes_and_no_other(shared, scope):
    role = next(each for each, may in ROLES.items() if scope in may)
    made = shared.accounts[role]
    person = Person(made.shown, "session", made.may, made.id)
    secret, _ = tokens.issue(shared.store, person, scope, [scope], 1)

    def ask(method, path):
        return shared.ask(method, path, headers={"Authorization": f"Bearer {secret}"})

    assert not wrong_cells(shared, ask, {scope})


def roles_for(permission):
    if permission in (OPEN, OWN):
        return "reader"
    return next(role for role, may in ROLES.items() if permission in may)


def unsafe(desk):
    return [each for each in desk.routes if each[1] not in SAFE]


@pytest.mark.parametrize("mark", ["", "wrong", "another session's"])
def test_nothing_is_changed_in_a_session_without_its_mark(shared, mark):
    other = shared.begin("administrator")[1]
    sent = {"X-CSRF-Token": other if mark.startswith("another") else mark} if mark else {}
    for path, method, permission in unsafe(shared):
        answer = shared.ask(method, path, roles_for(permission), marked=False, headers=sent)
        assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_nothing_is_changed_for_a_page_of_another_site(shared, origin):
    for path, method, permission in unsafe(shared):
        for role in ("", roles_for(permission)):
            answer = shared.ask(method, path, role, headers={"Origin": origin})
            assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"
    assert shared.ask("POST", "/mcp/", headers={"Origin": origin}).status_code == 403


def test_ones_own_sessions_and_tokens_are_nobody_elses(shared):
    analyst, reader = shared.accounts["analyst"], shared.accounts["reader"]
    secret, _ = shared.begin("analyst")
    number = sessions.of(shared.store, analyst.id, secret)[0].id
    answer = shared.ask("POST", f"/account/sessions/{number}/end", "reader")
    assert answer.status_code == 303
    shared.app.state.knowing.forget()
    assert shared.app.state.knowing.by_cookie(secret) is not None
    person = Person("x", "session", analyst.may, analyst.id)
    token, number = tokens.issue(shared.store, person, "mine", ["read"], 1)
    shared.ask("POST", f"/account/tokens/{number}/revoke", "reader")
    shared.app.state.knowing.forget()
    assert shared.app.state.knowing.by_token(token) is not None
    for path in (f"/people/{analyst.id}", f"/people/{reader.id}"):
        assert shared.ask("GET", path, "officer").status_code == 403
    page = shared.ask("GET", "/account", "reader").text
    assert "mine" not in re.sub(r"<[^>]*>", " ", page).split()


@pytest.mark.parametrize("path", ["/../people", "/people/", "//people", "/PEOPLE", "/people/%2e%2e/people", "/people;x", "/static/../people", "/static/..%2f..%2fpages/people.py", "/api/v1/../../people"])  # fmt: skip
def test_no_other_spelling_of_an_address_leads_past_the_guard(shared, path):
    answer = shared.client.request("GET", f"http://localhost{path}", headers={"Cookie": ""})
    assert answer.status_code in (303, 307, 404, 405, 401, 403), answer.status_code
    assert "Everybody who signs in here" not in answer.text
    assert "import annotations" not in answer.text
