"""Accounts, passwords, sessions."""

import sqlalchemy as sa

from licet.access import throttle
from licet.store.tables import accounts, attempts, sessions

from .conftest import OTHER, PASSWORD, post


def rows(store, table):
    with store.reading() as db:
        return db.execute(table.select()).all()


def test_passwords_are_kept_as_argon2_and_cookies_as_hashes(shared, quick_hashes):
    browser = shared.signed_in("reader")
    assert {row.password[:10] for row in rows(shared.store, accounts)} == {"$argon2id$"}
    assert quick_hashes().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    kept = rows(shared.store, sessions)[0]
    assert browser.cookies["licet_session"] not in str(kept)
    assert len(kept.digest) == 64


def test_the_cookie_is_for_this_desk_and_no_script(shared):
    answer = shared.browser().post("/sign-in", data={"name": "reader", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("licet_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    safe = shared.browser("https://localhost").post("/sign-in", data={"name": "reader", "password": PASSWORD})  # fmt: skip
    cookie = safe.headers["set-cookie"]
    assert cookie.startswith("__Host-licet_session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert safe.headers["strict-transport-security"].startswith("max-age=")


def test_a_wrong_password_and_an_unknown_name_say_the_same(shared):
    wrong = shared.browser().post("/sign-in", data={"name": "reader", "password": OTHER})
    unknown = shared.browser().post("/sign-in", data={"name": "nobody-here", "password": OTHER})
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.text.replace("reader", "nobody-here") == unknown.text
    assert 'value="reader"' in wrong.text, "what was typed stays, but for the password"
    assert OTHER not in wrong.text


def test_an_unknown_name_costs_a_hash_as_well(shared, monkeypatch):
    """One hash of the same kind for each: a wrong password, no such name, an account that ended or has no password."""
    from licet.access import accounts, secrets

    shared.account("by-provider", "reader", sealed="")
    ended = accounts.named(shared.store, "analyst")
    accounts.end(shared.store, ended.id, by="ada")
    hashed = []
    real = secrets._hasher().verify
    monkeypatch.setattr(type(secrets._hasher()), "verify", lambda _self, given, kept: hashed.append(kept) or real(given, kept))  # fmt: skip
    said = []
    for name in ("reader", "nobody-here", "by-provider", "analyst"):
        answer = shared.browser().post("/sign-in", data={"name": name, "password": OTHER})
        said.append(answer.text.replace(name, ""))
    assert len(hashed) == len(said) == 4
    assert len(set(said)) == 1
    assert {each.rsplit("$", 2)[0] for each in hashed} == {hashed[0].rsplit("$", 2)[0]}
    assert hashed[0].startswith("$argon2id$")


def test_small_and_large_letters_of_the_name_do_not_matter(shared):
    assert shared.signed_in(" Reader ").get("/account").status_code == 200


def test_a_new_password_has_twelve_characters_and_is_not_the_name(shared):
    browser = shared.signed_in("reader")
    for new, said in (("short", "at least 12"), ("aaaaaaaaaaaaaaaa", "same few characters"), ("readerreader", "name of the account")):  # fmt: skip
        answer = post(browser, "/account/password", old_password=PASSWORD, new_password=new, new_password_again=new)  # fmt: skip
        assert answer.status_code == 400
        assert said in answer.text
    answer = post(browser, "/account/password", old_password=PASSWORD, new_password=OTHER, new_password_again="x")  # fmt: skip
    assert "differ" in answer.text


def test_another_password_signs_out_everywhere(shared):
    here, there = shared.signed_in("reader"), shared.signed_in("reader")
    answer = post(here, "/account/password", old_password=PASSWORD, new_password=OTHER, new_password_again=OTHER)  # fmt: skip
    assert answer.status_code == 303
    assert there.get("/account").headers["location"].startswith("/sign-in")
    assert shared.browser().post("/sign-in", data={"name": "reader", "password": PASSWORD}).status_code == 400  # fmt: skip
    assert shared.signed_in("reader", OTHER).get("/account").status_code == 200


def test_a_password_is_not_changed_without_the_old_one(shared):
    browser = shared.signed_in("reader")
    answer = post(browser, "/account/password", old_password=OTHER, new_password=OTHER, new_password_again=OTHER)  # fmt: skip
    assert answer.status_code == 400
    assert browser.get("/account").status_code == 200


def test_guesses_at_one_name_must_wait_and_a_right_one_too(shared, clock):
    browser = shared.browser()
    for _ in range(throttle.FREE["name"]):
        assert browser.post("/sign-in", data={"name": "reader", "password": OTHER}).status_code == 400  # fmt: skip
    answer = browser.post("/sign-in", data={"name": "reader", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "Too many attempts" in answer.text
    clock.move(seconds=2)
    assert browser.post("/sign-in", data={"name": "reader", "password": PASSWORD}).status_code == 303  # fmt: skip
    assert len(rows(shared.store, attempts)) == 1, "the name is forgotten, the address is not"


def test_waits_double_and_end_at_a_quarter_of_an_hour(clock):
    waits = [throttle.wait("name", tried, clock(), clock()).total_seconds() for tried in (4, 5, 6, 7, 60)]  # fmt: skip
    assert waits == [0, 1, 2, 4, 900]


def test_guesses_at_many_names_from_one_address_must_wait(desk):
    for number in range(throttle.FREE["address"]):
        throttle.count(desk.store, f"name{number}", "192.0.2.7")
    with_wait = 0
    for address in ("192.0.2.7", "192.0.2.8"):
        try:
            throttle.count(desk.store, "another", address)
        except throttle.Wait:
            with_wait += 1
    assert with_wait == 1


def test_attempts_are_forgotten_after_a_day_and_hold_no_names(desk, clock):
    throttle.count(desk.store, "reader", "192.0.2.7")
    assert "reader" not in str(rows(desk.store, attempts))
    clock.move(hours=25)
    throttle.count(desk.store, "other", "192.0.2.8")
    assert len(rows(desk.store, attempts)) == 2


def test_a_session_is_new_at_each_sign_in_and_the_old_one_ends(shared):
    browser = shared.signed_in("reader")
    first = browser.cookies["licet_session"]
    post(browser, "/sign-in", name="analyst", password=PASSWORD)
    assert browser.cookies["licet_session"] != first
    thief = shared.browser()
    thief.cookies.set("licet_session", first)
    assert thief.get("/account").status_code == 303


def test_a_planted_cookie_is_worth_nothing_after_sign_in(shared):
    browser = shared.browser()
    browser.cookies.set("licet_session", "planted-by-somebody", domain="localhost.local")
    browser.post("/sign-in", data={"name": "reader", "password": PASSWORD})
    thief = shared.browser()
    thief.cookies.set("licet_session", "planted-by-somebody")
    assert thief.get("/account").headers["location"].startswith("/sign-in")


def test_a_session_ends_when_idle_and_at_the_latest_after_its_hours(shared, clock):
    browser = shared.signed_in("reader")
    clock.move(minutes=59)
    assert browser.get("/account").status_code == 200
    clock.move(minutes=59)
    shared.app.state.knowing.forget()
    assert browser.get("/account").status_code == 200, "it was used in between"
    clock.move(minutes=61)
    shared.app.state.knowing.forget()
    assert browser.get("/account").status_code == 303
    used = shared.signed_in("reader")
    for _ in range(13):
        clock.move(minutes=58)
        shared.app.state.knowing.forget()
        last = used.get("/account").status_code
    assert last == 303


def test_signing_out_ends_the_session_in_the_store(shared):
    browser = shared.signed_in("reader")
    kept = browser.cookies["licet_session"]
    assert post(browser, "/sign-out").headers["location"] == "/sign-in"
    assert not rows(shared.store, sessions)
    browser.cookies.set("licet_session", kept)
    assert browser.get("/account").status_code == 303


def test_sign_out_everywhere_ends_all_of_ones_own_and_no_others(shared):
    here, there, other = (shared.signed_in(name) for name in ("reader", "reader", "analyst"))
    post(here, "/account/sign-out-everywhere")
    assert [each.get("/account").status_code for each in (here, there, other)] == [303, 303, 200]


def test_pages_of_signed_in_persons_are_not_kept_by_anybody(shared):
    assert shared.signed_in("reader").get("/").headers["cache-control"] == "no-store"
    assert shared.browser().get("/").headers["cache-control"] == "no-cache"


def test_sign_ins_and_changes_of_accounts_are_in_the_log(shared):
    shared.signed_in("reader")
    lines = [(each.kind, each.who) for each in shared.store.log()]
    assert ("sign_in", "reader") in lines
    assert ("account", "test") in lines
    assert not shared.store.verify().faults


def test_an_account_that_has_ended_opens_nothing(shared):
    ada, reader = shared.signed_in("ada"), shared.signed_in("reader")
    with shared.store.reading() as db:
        number = db.execute(
            sa.select(accounts.c.id).where(accounts.c.name == "reader")
        ).scalar_one()
    assert post(ada, f"/people/{number}/end").status_code == 303
    assert reader.get("/account").status_code == 303
    assert shared.browser().post("/sign-in", data={"name": "reader", "password": PASSWORD}).status_code == 400  # fmt: skip


def test_too_many_at_once_are_told_to_come_again(desk):
    from licet.access import secrets

    line, taken = secrets._HASHES.in_line, 0
    while line.acquire(blocking=False):
        taken += 1
    try:
        answer = desk.browser().post("/sign-in", data={"name": "reader", "password": OTHER})
    finally:
        for _ in range(taken):
            line.release()
    assert answer.status_code == 429
    assert "a few seconds" in answer.text
