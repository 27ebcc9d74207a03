"""The first account, roles, invitations, officers."""

import html
import re

import pytest

from licet.access import invitations, signing
from licet.access.model import LOCAL, ROLES
from licet.store import keys

from .conftest import OTHER, PASSWORD, post

SIGNING = "a signing password of mine"
FIRST = {"name": "ada", "shown": "Ada L", "password": PASSWORD, "password_again": PASSWORD}
OFFICER = {
    "officer": "anna", "title": "Anna Lind, export control officer", "may": ["close", "determine"],
    "signing_password": SIGNING, "signing_password_again": SIGNING,
}  # fmt: skip


def link(answer):
    """The code of the invitation that a page shows."""
    return re.search(r'value="[^"]*/join\?code=([\w-]{43})"', answer.text)[1]


def joined(desk, code, **more):
    browser = desk.browser()
    answer = browser.post("/join", data={"code": code, "password": OTHER, "password_again": OTHER, **more})  # fmt: skip
    return browser, answer


def test_a_desk_without_accounts_is_for_this_machine_and_says_so(desk):
    answer = desk.browser().get("/people")
    assert answer.status_code == 200
    assert "This desk is for this machine alone. Make accounts to share it." in answer.text
    assert desk.browser().get("/account").headers["location"] == "/people"


def test_the_first_account_ends_the_time_of_the_single_user(desk):
    browser = desk.browser()
    assert browser.post("/people/first", data=FIRST).headers["location"] == "/people"
    assert browser.get("/people").status_code == 200
    stranger = desk.browser()
    assert stranger.get("/people").headers["location"] == "/sign-in?next=/people"
    assert stranger.get("/").status_code == 200, "reading stays public"
    assert stranger.post("/people/first", data=FIRST | {"name": "eve"}).status_code == 303
    assert "eve" not in browser.get("/people").text


def test_two_first_accounts_at_once_leave_one_and_an_error(desk):
    browser = desk.browser()
    browser.post("/people/first", data=FIRST)
    desk.app.state.knowing._shared = False  # another process has not noticed yet
    desk.app.state.knowing._asked = desk.app.state.knowing._asked + 1e9
    answer = desk.browser().post("/people/first", data=FIRST | {"name": "mallory"})
    assert answer.status_code == 400
    assert "just made the first account" in answer.text
    desk.app.state.knowing.forget()
    desk.app.state.knowing._shared = True
    assert "mallory" not in browser.get("/people").text


def test_the_single_user_makes_officers_who_sign_with_their_own_password(desk):
    browser = desk.browser()
    answer = browser.post("/people/officers", data=OFFICER)
    assert answer.status_code == 303
    assert "Anna Lind" in browser.get("/people").text
    by = signing.signer_of_form(desk.store, LOCAL, {"officer": "anna", "signing_password": SIGNING})
    officer = desk.store.officer("anna")
    assert keys.verifies(officer.public_key, by.sign(b"said"), b"said")
    assert officer.may == ("close", "determine")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"may": []}, "at least one right"),
        ({"officer": "Anna Lind"}, "cannot name an officer"),
        ({"signing_password": "short", "signing_password_again": "short"}, "at least 12"),
        ({"signing_password_again": "another"}, "differ"),
        ({"title": ""}, "1 to 120 characters"),
    ],
)
def test_what_was_typed_for_an_officer_stays_on_an_error(desk, changed, said):
    answer = desk.browser().post("/people/officers", data=OFFICER | changed)
    assert answer.status_code == 400
    assert said in html.unescape(answer.text)
    kept = (OFFICER | changed)["title"]
    assert f'value="{kept}"' in answer.text
    assert SIGNING not in answer.text


def test_an_invited_person_sets_a_password_that_nobody_else_saw(shared):
    ada = shared.signed_in("ada")
    answer = post(ada, "/people/accounts", name="bea", shown="Bea B", roles=["analyst"])
    code = link(answer)
    assert "Bea B" in shared.browser().get(f"/join?code={code}").text
    browser, answer = joined(shared, code)
    assert answer.headers["location"] == "/account"
    assert "analyst" in browser.get("/account").text
    assert shared.signed_in("bea", OTHER).get("/account").status_code == 200


def test_an_invitation_works_once_and_for_a_week(shared, clock):
    ada = shared.signed_in("ada")
    code = link(post(ada, "/people/accounts", name="bea", shown="Bea B", roles=["analyst"]))
    joined(shared, code)
    _, again = joined(shared, code)
    assert again.status_code == 400
    assert "used already" in again.text
    late = link(post(ada, "/people/2/invite"))
    clock.move(days=invitations.DAYS, seconds=1)
    assert joined(shared, late)[1].status_code == 400


def test_a_new_invitation_ends_the_one_before(shared):
    ada = shared.signed_in("ada")
    first, second = link(post(ada, "/people/2/invite")), link(post(ada, "/people/2/invite"))
    assert joined(shared, first)[1].status_code == 400
    assert joined(shared, second)[1].status_code == 303


def test_an_invitation_may_make_an_officer_with_a_signing_password_of_their_own(shared):
    ada = shared.signed_in("ada")
    answer = post(ada, "/people/5/invite", title="Otto Weiss, officer", may=["determine"])
    code = link(answer)
    page = shared.browser().get(f"/join?code={code}")
    assert "sign determinations and release an order" in page.text
    same = {"signing_password": OTHER, "signing_password_again": OTHER}
    assert "other than the one for signing in" in joined(shared, code, **same)[1].text
    mine = {"signing_password": SIGNING, "signing_password_again": SIGNING}
    browser, answer = joined(shared, code, **mine)
    assert answer.status_code == 303
    assert shared.store.officer("officer").title == "Otto Weiss, officer"
    assert "Another signing password" in browser.get("/account").text


def test_an_officer_signs_as_nobody_else(shared):
    signing.enroll(shared.store, "anna", title="Anna", may=["close"], password=SIGNING)
    signing.enroll(shared.store, "otto", title="Otto", may=["close"], password=SIGNING)
    post(shared.signed_in("ada"), "/people/5/roles", roles="officer", officer="otto")
    person = shared.app.state.knowing.by_cookie(
        shared.signed_in("officer").cookies["licet_session"]
    )
    assert signing.signers(shared.store, person) == ("otto",)
    with pytest.raises(Exception, match="cannot sign as anna"):
        signing.signer_of_form(
            shared.store, person, {"officer": "anna", "signing_password": SIGNING}
        )


def test_a_signing_password_changes_and_the_key_stays(shared):
    signing.enroll(shared.store, "otto", title="Otto", may=["close"], password=SIGNING)
    post(shared.signed_in("ada"), "/people/5/roles", roles="officer", officer="otto")
    browser = shared.signed_in("officer")
    new = {"new_signing_password": OTHER, "new_signing_password_again": OTHER}
    assert post(browser, "/account/signing-password", old_signing_password="wrong", **new).status_code == 400  # fmt: skip
    assert post(browser, "/account/signing-password", old_signing_password=SIGNING, **new).status_code == 303  # fmt: skip
    by = signing.signer_of_form(shared.store, LOCAL, {"officer": "otto", "signing_password": OTHER})
    assert keys.verifies(shared.store.officer("otto").public_key, by.sign(b"x"), b"x")


def test_nobody_gives_themselves_a_role_or_ends_themselves(shared):
    ada = shared.signed_in("ada")
    for path, data in (("roles", {"roles": ["officer", "administrator"], "officer": ""}), ("invite", {}), ("end", {})):  # fmt: skip
        answer = post(ada, f"/people/1/{path}", **data)
        assert answer.status_code == 400
        assert "another administrator can" in answer.text


def test_the_last_administrator_stays(shared):
    from licet.access import accounts

    with pytest.raises(Exception, match="last administrator"):
        accounts.end(shared.store, 1, "test")
    with pytest.raises(Exception, match="last administrator"):
        accounts.change(shared.store, 1, roles=["reader"], officer="", by="test")


def test_a_lost_role_is_lost_at_once(shared):
    analyst = shared.signed_in("analyst")
    assert analyst.get("/records").status_code == 200
    post(shared.signed_in("ada"), "/people/4/roles", roles="reader", officer="")
    assert analyst.get("/records").status_code == 403


@pytest.mark.parametrize(
    "name", ["", "Ada Lind", "ada", "a" * 65, "<b>", "a\x00b", "\u202egnp.exe"]
)
def test_a_name_that_cannot_be_or_is_taken_is_refused_and_shown_escaped(shared, name):
    answer = post(shared.signed_in("ada"), "/people/accounts", name=name, shown="X", roles="reader")
    assert answer.status_code == 400
    assert "<b>" not in answer.text.split("<h1>")[1].split("</main>")[0]


@pytest.mark.parametrize("role", ["people", "root", ""])
def test_a_role_that_is_none_is_refused(shared, role):
    answer = post(shared.signed_in("ada"), "/people/accounts", name="bea", shown="B", roles=role)
    assert answer.status_code == 400


def test_each_role_is_told_in_words(shared):
    page = shared.signed_in("ada").get("/people").text
    assert all(role.replace("_", " ") in page for role in ROLES)
