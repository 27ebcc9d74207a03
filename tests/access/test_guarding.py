"""What stands around every request."""

import logging

import pytest
from starlette.testclient import TestClient

from licet.access.origin import foreign, host_is_ours
from licet.settings import Desk
from tests.installed import ran

from .conftest import Opened, mark, post, served

FORM = {"look": "dark", "back": "/"}


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "a@localhost", "localhost/x"])  # fmt: skip
def test_a_desk_without_accounts_answers_to_no_foreign_name(desk, host):
    answer = desk.browser().get("/people", headers={"Host": host})
    assert answer.status_code == 400
    assert "does not answer to the name" in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8787", "127.0.0.1:9000", "[::1]:8787", "LOCALHOST"])  # fmt: skip
def test_a_desk_answers_to_the_names_of_its_machine(desk, host):
    assert desk.browser().get("/people", headers={"Host": host}).status_code == 200


def test_hosts_of_the_settings_are_answered_to_and_no_others():
    ours = frozenset({"desk.example"})
    assert host_is_ours("desk.example:443", ours, alone=True)
    assert not host_is_ours("evil.example", ours, alone=False)
    assert host_is_ours("any.example", frozenset(), alone=False)
    assert not host_is_ours("any.example", frozenset(), alone=True)


@pytest.mark.parametrize("sent", [{"X-Forwarded-For": "192.0.2.7"}, {"Forwarded": "for=192.0.2.7"}, {"X-Real-IP": "192.0.2.7"}])  # fmt: skip
def test_who_comes_through_a_proxy_is_not_the_user_of_this_machine(desk, sent):
    assert desk.browser().get("/people", headers=sent).status_code == 303


def test_who_comes_from_elsewhere_is_not_the_user_of_this_machine(desk):
    far = TestClient(desk.app, client=("192.0.2.7", 4711), follow_redirects=False)
    near = TestClient(desk.app, client=("127.0.0.1", 4711), follow_redirects=False)
    assert far.get("/people").status_code == 303
    assert far.get("/").status_code == 303, "not even reading"
    assert near.get("/people").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/look", "/sign-in", "/people/first", "/api/v1/decisions", "/mcp/"]
)
def test_what_another_site_sends_is_refused_also_for_the_single_user(desk, path, sent):
    answer = desk.browser().post(path, data=FORM, headers=sent)
    assert answer.status_code == 403
    assert "From another site" in answer.text


def test_what_this_desk_sends_and_what_programs_send_is_taken(desk):
    for sent in ({}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}):
        assert desk.browser().post("/look", data=FORM, headers=sent).status_code == 303
    assert foreign({"origin": "https://desk.example", "host": "desk.example"}, "https") == ""


def test_a_form_of_a_session_carries_its_mark(shared):
    browser = shared.signed_in("reader")
    other = mark(shared.signed_in("analyst"))
    for sent in ({}, {"csrf": ""}, {"csrf": "wrong"}, {"csrf": other}, {"csrf": mark(browser) + "x"}):  # fmt: skip
        answer = browser.post("/account/sign-out-everywhere", data=sent)
        assert answer.status_code == 403
        assert "Not sent by your page" in answer.text
    assert browser.get("/account").status_code == 200
    by_header = browser.post("/look", data=FORM, headers={"X-CSRF-Token": mark(browser)})
    assert by_header.status_code == 303
    as_file = browser.post("/look", files={"csrf": ("x", mark(browser))})
    assert as_file.status_code == 403
    assert post(browser, "/account/sign-out-everywhere").status_code == 303


def test_a_form_sent_as_something_else_carries_no_mark(shared):
    browser = shared.signed_in("reader")
    token = mark(browser)
    for kind in ("text/plain", "application/json"):
        answer = browser.post("/look", content=f"csrf={token}", headers={"Content-Type": kind})
        assert answer.status_code == 403


def test_every_answer_carries_the_headers(desk):
    for path in ("/", "/people", "/nothing-here", "/static/licet.css", "/healthz", "/api/v1/nothing"):  # fmt: skip
        headers = desk.browser().get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "cache-control" in headers
    assert "strict-transport-security" not in headers
    assert "strict-transport-security" in desk.browser("https://localhost").get("/").headers


@pytest.fixture
def narrow(library, tmp_path, clock):
    with served(library, tmp_path, clock, Desk(body_megabytes=1, public=False)) as (service, app):
        yield Opened(service, app)


@pytest.mark.parametrize("path", ["/look", "/people/first", "/api/v1/decisions", "/nothing"])
def test_a_request_that_is_too_long_is_refused_before_it_is_read(narrow, path):
    answer = narrow.browser().post(path, content=b"x" * 1_000_001)
    assert answer.status_code == 413
    assert "1 megabytes at most" in answer.text


def test_a_request_that_hides_its_length_is_counted(narrow):
    def parts():
        for _ in range(20):
            yield b"look=" + b"x" * 100_000

    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = narrow.browser().post("/look", content=parts(), headers=sent)
    assert answer.status_code == 413
    assert "Too long" in answer.text


def test_a_form_with_too_many_fields_is_refused(desk):
    answer = desk.browser().post("/look", data={f"f{n}": "x" for n in range(2000)})
    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_a_request_that_stops_half_way_is_let_go(desk, monkeypatch):
    import asyncio

    from licet.desk import guarding

    monkeypatch.setattr(guarding, "_PATIENCE_SECONDS", 0.05)
    told = []

    async def receive():
        await asyncio.sleep(5)

    async def send(message):
        told.append(message)

    head = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/look", "raw_path": b"/look", "query_string": b"", "headers": head, "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1"}  # fmt: skip
    ran(desk.app(scope, receive, send))
    assert told[0]["status"] == 408


def test_a_fault_of_ours_shows_a_number_and_no_innards(desk, caplog):
    def broken():
        raise RuntimeError("the innards")

    desk.app.add_api_route("/broken", broken)
    desk.app.add_api_route("/api/broken", broken)
    with caplog.at_level(logging.ERROR, "licet.desk"):
        answer = desk.browser().get("/broken")
    assert answer.status_code == 500
    assert "innards" not in answer.text
    assert "Traceback" not in answer.text
    number = caplog.records[0].args[0]
    assert number in answer.text
    assert "innards" in caplog.text
    assert answer.headers["content-security-policy"]
    assert desk.browser().get("/api/broken").json()["status"] == 500


def test_a_desk_that_is_not_public_shows_visitors_nothing(narrow, sealed):
    narrow.account("ada", "administrator", sealed=sealed)
    browser = narrow.browser()
    for path in ("/", "/records", "/account", "/people"):
        assert browser.get(path).headers["location"].startswith("/sign-in?next=/")
    assert browser.get("/sign-in").status_code == 200
    assert browser.get("/static/licet.css").status_code == 200
    assert narrow.signed_in("ada").get("/").status_code == 200


@pytest.mark.parametrize("going", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "/x\r\nSet-Cookie: a=b", "\\\\evil"])  # fmt: skip
def test_nobody_is_sent_on_to_another_site_or_given_a_header(shared, going):
    answer = shared.browser().post("/sign-in", data={"name": "reader", "password": "correct horse battery", "next": going})  # fmt: skip
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "a=b" not in str(answer.headers)
    look = shared.browser().post("/look", data={"look": "dark\r\nX-Evil: 1", "back": going})
    assert look.headers["location"] == "/"
    assert "x-evil" not in look.headers


def test_the_way_asked_for_is_kept_through_sign_in(shared):
    answer = shared.browser().get("/records?ref=a%26b&on=2026-01-01")
    asked = answer.headers["location"]
    page = shared.browser().get(asked)
    assert 'value="/records?ref=a%26b&amp;on=2026-01-01"' in page.text


def test_the_look_is_kept_in_a_cookie(desk):
    browser = desk.browser()
    assert browser.post("/look", data=FORM | {"back": "/help"}).headers["location"] == "/help"
    assert 'data-look="dark"' in browser.get("/").text
    browser.post("/look", data={"look": "auto", "back": "/"})
    assert "data-look" not in browser.get("/").text


def test_the_desk_says_that_it_runs_and_is_ready(desk):
    assert desk.browser().get("/healthz", headers={"Host": "10.0.0.7"}).text == "runs\n"
    assert desk.browser().get("/readyz").text == "ready\n"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u202egnp.exe", "a\x00b", '"><img src=x onerror=alert(1)>', "x" * 120, "{{7*7}}"])  # fmt: skip
def test_hostile_names_are_kept_and_shown_escaped(shared, name):
    ada = shared.signed_in("ada")
    answer = post(ada, "/people/accounts", name="bea", shown=name, roles="reader")
    assert answer.status_code == 200
    for path in ("/people", "/people/6"):
        page = ada.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page
        assert "\x00" not in page


def test_a_name_of_ten_thousand_characters_is_refused_in_a_sentence(shared):
    answer = post(shared.signed_in("ada"), "/people/accounts", name="bea", shown="x" * 10_000, roles="reader")  # fmt: skip
    assert answer.status_code == 400
    assert "1 to 120 characters" in answer.text
    assert post(shared.signed_in("ada"), "/sign-in", name="x" * 10_000, password="y" * 10_000).status_code == 400  # fmt: skip
