"""The register behind the whole desk: real accounts, passwords, tokens and roles; nothing secret in a log."""

import logging

import pytest

from licet.access import accounts, registered, secrets, tokens
from licet.access.hooks import kept, sending
from licet.access.hooks.sealing import Seal
from licet.access.model import Person
from licet.access.registered import Seat
from licet.cli.main import main
from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from licet.store.tables import log
from tests.access.conftest import PASSWORD, Opened, mark, post, served

from .conftest import FILED

API = "/api/v1/register"


@pytest.fixture
def house(library, tmp_path, clock):
    """The desk with ada, who administers, and ann and olga of the register."""
    sealed = secrets.sealed(PASSWORD)
    with served(library, tmp_path, clock) as (service, app):
        desk = Opened(service, app)
        desk.account("ada", "administrator", sealed=sealed)
        for name, seat in (("ann", Seat("applicant", "firm")), ("olga", Seat("officer", "US", "senior"))):  # fmt: skip
            made = desk.account(name, "register", sealed=sealed)
            registered.give(desk.store, made.id, seat, by="ada")
        desk.app.state.knowing.forget()
        yield desk


def token_of(house, name, scopes=("register",), days=1):
    """A new token of somebody and its number."""
    made = accounts.named(house.store, name)
    person = Person(made.shown, "session", made.may, made.id)
    return tokens.issue(house.store, person, f"{name}'s program", list(scopes), days)


def ask(house, token, method, where, **more):
    return house.browser().request(
        method, f"{API}/{where}", headers={"Authorization": f"Bearer {token}"}, **more
    )


def test_a_token_acts_as_its_account_and_a_revoked_or_expired_one_as_nobody(house, clock):
    token, number = token_of(house, "ann")
    filed = ask(house, token, "POST", "applications", json=FILED)
    assert filed.status_code == 200, filed.text
    assert filed.json()["event"]["actor"]["id"] == "ann"
    case = filed.json()["event"]["case"]
    again = {"json": {"signer": "Ann", "end_use_statement": "hash"}}
    tokens.revoke(house.store, accounts.named(house.store, "ann").id, number, "ann")
    house.app.state.knowing.forget()
    for method, where, sent in (("POST", f"applications/{case}/acts/submit", again), ("GET", "applications", {}), ("POST", "hooks", {})):  # fmt: skip
        assert ask(house, token, method, where, **sent).status_code == 401, where
    late, _ = token_of(house, "ann")
    assert ask(house, late, "GET", "applications").status_code == 200
    clock.move(days=2)
    house.app.state.knowing.forget()
    assert ask(house, late, "GET", "applications").status_code == 401
    fresh, _ = token_of(house, "ann")
    assert ask(house, fresh, "GET", f"applications/{case}/standing").json()["state"] == "draft"


def test_a_register_role_that_ended_is_lost_at_once_also_to_tokens(house):
    token, _ = token_of(house, "olga")
    assert ask(house, token, "GET", "applications").status_code == 200
    olga = accounts.named(house.store, "olga")
    registered.set_seat(house.store, olga, "officer:US:senior", end=True, by="ada")
    house.app.state.knowing.forget()
    assert ask(house, token, "GET", "applications").status_code == 403
    registered.set_seat(house.store, olga, "applicant:firm", end=False, by="ada")
    house.app.state.knowing.forget()
    assert ask(house, token, "POST", "due", json={}).status_code == 403


def test_a_token_without_the_scope_and_an_account_without_the_permission_come_to_nothing(house):
    reader = house.account("rob", "reader", sealed="")
    token, _ = token_of(house, "ann", scopes=["read"])
    assert ask(house, token, "GET", "applications").status_code == 403
    with pytest.raises(Exception, match="cannot have register"):
        token_of(house, "rob")
    with pytest.raises(Exception, match="lacks the account role"):
        registered.give(house.store, reader.id, Seat("officer", "US"), by="ada")


def test_a_browser_acts_with_its_mark_alone(house):
    browser = house.signed_in("ann")
    assert browser.post(f"{API}/applications", json=FILED).status_code == 403
    sent = {"X-CSRF-Token": mark(browser)}
    assert browser.post(f"{API}/applications", json=FILED, headers={**sent, "Origin": "https://evil.example"}).status_code == 403  # fmt: skip
    assert browser.post(f"{API}/applications", json=FILED, headers=sent).status_code == 200


def test_nothing_secret_of_a_whole_story_stands_in_a_log(house, caplog, capfd, monkeypatch):
    """Signing in, tokens, hooks, filing, a fault on the way: what opens something is written nowhere."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="sqlalchemy.engine")
    browser = house.signed_in("ann")
    house.browser().post("/sign-in", data={"name": "ann", "password": "a wrong pass phrase"})
    csrf, cookie = mark(browser), next(iter(browser.cookies.values()))
    token, _ = token_of(house, "ann")
    hook = ask(house, token, "POST", "hooks", json={"url": "https://hooks.example.com/a?key=in-the-url"})  # fmt: skip
    secret = hook.json()["secret"]
    filed = ask(house, token, "POST", "applications", json=FILED)
    assert filed.status_code == 200
    registry = Registry(house.store, procedure_in_use(), house.service.library)
    seal = Seal(house.service.settings.home)

    def away(*_):
        raise OSError("away")

    assert sending.deliver(registry, seal, away) == (0, 1)
    assert sending.deliver(registry, Seal(house.service.settings.home / "other"), away) == (0, 0)
    monkeypatch.setattr(Registry, "standing", away)
    assert ask(house, token, "GET", f"applications/{filed.json()['event']['case']}/standing").status_code == 500  # fmt: skip
    said = caplog.text + "".join(capfd.readouterr())
    with house.store.reading() as db:
        said += str(db.execute(log.select()).all())
    sealed_form = kept.standing(house.store)[0].secret
    for name, each in {"password": PASSWORD, "wrong password": "a wrong pass phrase", "cookie": cookie, "mark": csrf, "token": token, "hook": secret, "hook's bytes": secret.removeprefix("whsec_")}.items():  # fmt: skip
        assert len(each) > 10
        assert each not in said, f"the {name} stands in a log"
    assert sealed_form not in str(said)
    assert "Cloud Co" not in caplog.text, "what is given in confidence is no matter for a log"


def test_the_people_page_gives_and_ends_register_roles_and_only_administrators_see_it(house):
    ada, ann = house.signed_in("ada"), accounts.named(house.store, "ann")
    page = ada.get(f"/people/{ann.id}").text
    assert "applicant" in page
    action = f"/people/{ann.id}/register-roles"
    assert f'action="{action}"' in page
    given = post(ada, action, register_role="agent", authority="broker", rank="")
    assert given.status_code == 303, given.text[:500]
    house.app.state.knowing.forget()
    seats = [str(each.seat) for each in registered.given(house.store, ann.id)]
    assert seats == ["applicant:firm", "agent:broker"]
    for wrong in ("system", "public", "king", ""):
        assert post(ada, action, register_role=wrong, authority="", rank="").status_code == 400
    number = registered.given(house.store, ann.id)[1].number
    end = f"{action}/{number}/end"
    assert f'action="{end}"' in ada.get(f"/people/{ann.id}").text
    other = accounts.named(house.store, "olga")
    assert post(ada, f"/people/{other.id}/register-roles/{number}/end").status_code == 400
    assert post(ada, end).status_code == 303
    assert [str(e.seat) for e in registered.given(house.store, ann.id)] == ["applicant:firm"]
    me = accounts.named(house.store, "ada")
    himself = post(ada, f"/people/{me.id}/register-roles", register_role="officer", authority="US", rank="")  # fmt: skip
    assert himself.status_code == 400
    for name in ("ann", "olga"):
        other = house.signed_in(name)
        assert other.get(f"/people/{ann.id}").status_code == 403
        assert post(other, action, register_role="officer", authority="US", rank="head").status_code == 403  # fmt: skip
    noted = [row.what for row in _log(house, "register_role")]
    assert [each["act"] for each in noted[-2:]] == ["give", "end"]


def _log(house, kind):
    with house.store.reading() as db:
        return db.execute(log.select().where(log.c.kind == kind).order_by(log.c.seq)).all()


def test_register_roles_are_given_and_ended_at_the_keyboard(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    password = tmp_path / "pw"
    password.write_text("a long enough password\n", "utf-8")
    for words in (["ada", "--role", "administrator"], ["olga", "--role", "register"]):
        assert main(["account", "add", *words, "--password-file", str(password)]) == 0
    give = ["account", "register", "olga"]
    assert main([*give, "officer:US:senior"]) == 0
    capsys.readouterr()
    for wrong in ("system", "king:US", "officer", "officer:US:a:b", "officer:US:senior"):
        assert main([*give, wrong]) == 2, wrong
        assert capsys.readouterr().err.strip()
    assert main(["account", "register", "ada", "officer:US"]) == 2
    assert "register" in capsys.readouterr().err
    assert main([*give, "officer:US:senior", "--end"]) == 0
    assert main([*give, "officer:US:senior", "--end"]) == 2
