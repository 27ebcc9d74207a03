"""Tokens for programs."""

import re

import pytest

from licet.access import tokens
from licet.access.model import Person
from licet.errors import InputError
from licet.store.tables import tokens as table

from .conftest import post


def made(browser, scopes=("read", "ask"), **more):
    """A new token, as the page shows it once."""
    answer = post(
        browser, "/account/tokens", name="the ERP", scopes=list(scopes), days="30", **more
    )
    assert answer.status_code == 200, answer.text
    return re.search(r'value="(licet_[\w-]{43})"', answer.text)[1]


def by(desk, token, path="/"):
    return desk.browser().get(path, headers={"Authorization": f"Bearer {token}"})


def number(desk):
    with desk.store.reading() as db:
        return db.execute(table.select().order_by(table.c.id.desc())).first().id


def test_a_token_opens_its_scopes_and_no_more(shared):
    token = made(shared.signed_in("analyst"))
    assert by(shared, token).status_code == 200
    assert by(shared, token, "/records").status_code == 403
    assert "no such scope" in by(shared, token, "/records").text


def test_a_token_is_shown_once_and_kept_as_a_hash(shared):
    browser = shared.signed_in("analyst")
    token = made(browser)
    assert token not in browser.get("/account").text
    with shared.store.reading() as db:
        assert token not in str(db.execute(table.select()).all())


@pytest.mark.parametrize("sent", ["licet_nonsense", "", "x" * 5000, "licet_\u00fc"])
def test_a_token_that_is_none_is_refused_and_not_taken_for_a_visitor(shared, sent):
    answer = shared.browser().get(
        "/", headers={"Authorization": f"Bearer {sent}".encode("latin-1")}
    )
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_revoked_token_is_refused_at_once(shared):
    browser = shared.signed_in("analyst")
    token = made(browser)
    assert by(shared, token).status_code == 200
    post(browser, f"/account/tokens/{number(shared)}/revoke")
    assert by(shared, token).status_code == 401
    assert "revoked on" in browser.get("/account").text


def test_what_another_process_revoked_is_noticed_within_two_seconds(shared, monkeypatch):
    from licet.access import knowing

    token = made(shared.signed_in("analyst"))
    assert by(shared, token).status_code == 200
    tokens.revoke(shared.store, 4, number(shared), "elsewhere")
    assert by(shared, token).status_code == 200, "remembered for a moment"
    assert knowing.SECONDS <= 2
    later = knowing.monotonic() + knowing.SECONDS
    monkeypatch.setattr(knowing, "monotonic", lambda: later)
    assert by(shared, token).status_code == 401


def test_a_token_ends_on_its_day(shared, clock):
    token = made(shared.signed_in("analyst"))
    clock.move(days=29, hours=23)
    shared.app.state.knowing.forget()
    assert by(shared, token).status_code == 200
    clock.move(hours=2)
    shared.app.state.knowing.forget()
    assert by(shared, token).status_code == 401


def test_a_scope_that_the_account_loses_is_lost_to_its_tokens(shared):
    token = made(shared.signed_in("analyst"), scopes=("read", "records"))
    assert by(shared, token, "/records").status_code == 200
    post(shared.signed_in("ada"), "/people/4/roles", roles="reader", officer="")
    assert by(shared, token, "/records").status_code == 403
    assert by(shared, token).status_code == 200


def test_the_tokens_of_an_account_that_ended_are_refused(shared):
    token = made(shared.signed_in("analyst"))
    post(shared.signed_in("ada"), "/people/4/end")
    assert by(shared, token).status_code == 401


@pytest.mark.parametrize(
    ("scopes", "days", "said"),
    [
        (("records",), 30, "cannot have records"),
        (("people",), 30, "cannot have people"),
        (("everything",), 30, "no known scope"),
        ((), 30, "at least one scope"),
        (("read",), 0, "1 to 366 days"),
        (("read",), 400, "1 to 366 days"),
    ],
)
def test_a_token_that_may_not_be_is_not_made(shared, scopes, days, said):
    reader = Person("Reader", "session", frozenset(("read", "ask")), 2)
    with pytest.raises(InputError, match=said):
        tokens.issue(shared.store, reader, "mine", scopes, days)


def test_what_was_typed_for_a_token_stays_on_an_error(shared):
    browser = shared.signed_in("reader")
    answer = post(browser, "/account/tokens", name="the ERP", scopes=["read"], days="4000")
    assert answer.status_code == 400
    assert 'value="the ERP"' in answer.text
    assert re.search(r'value="read" checked', answer.text)


def test_nobody_revokes_anothers_token(shared):
    token = made(shared.signed_in("analyst"))
    post(shared.signed_in("reader"), f"/account/tokens/{number(shared)}/revoke")
    shared.app.state.knowing.forget()
    assert by(shared, token).status_code == 200


def test_a_token_is_no_way_to_accounts_or_more_tokens(shared):
    token = made(shared.signed_in("ada"))
    assert by(shared, token, "/account").status_code == 403
    assert by(shared, token, "/people").status_code == 403
    sent = {"Authorization": f"Bearer {token}"}
    answer = shared.browser().post("/account/tokens", data={"name": "x", "scopes": "read", "days": "1"}, headers=sent)  # fmt: skip
    assert answer.status_code == 403


def test_a_cookie_beside_a_token_is_not_looked_at(shared):
    browser = shared.signed_in("ada")
    token = made(browser)
    assert browser.get("/people", headers={"Authorization": f"Bearer {token}"}).status_code == 403
