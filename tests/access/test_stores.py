"""Accounts and all that hangs on them, in both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from licet.access import (
    accounts,
    invitations,
    joined,
    registered,
    sessions,
    signin,
    signing,
    throttle,
    tokens,
)
from licet.access.hooks import kept, sending
from licet.access.hooks.sealing import Seal
from licet.access.model import LOCAL
from licet.access.registered import Seat
from licet.errors import InputError
from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from licet.settings import Desk, Oidc
from tests.store.conftest import (  # noqa: F401 - fixtures
    database,
    emptied,
    postgres,
    postgres_made,
    sqlite_made,
    store,
)

from .conftest import OTHER, PASSWORD

DESK = Desk(oidc=Oidc("https://id.example", "licet", roles={"trade": "analyst"}))


def test_a_life_of_accounts(store, clock):  # noqa: F811
    assert not accounts.any_there(store)
    ada = accounts.add(store, "ada", roles=["administrator"], password=PASSWORD, by="test")
    bea = accounts.add(store, "bea", shown="Bea", roles=["officer"], by="ada")
    assert accounts.any_there(store)

    code = invitations.invite(store, bea.id, title="Bea, officer", may=["determine"], by="ada")
    invitations.use(store, code, PASSWORD, OTHER)
    secret = signin.sign_in(store, "bea", PASSWORD, address="::1", desk=DESK)
    person = sessions.person(store, secret, DESK, clock())
    assert (person.name, person.officer) == ("Bea", "bea")
    assert "sign" in person.may
    by = signing.signer_of_form(store, person, {"signing_password": OTHER})
    assert by.name == "bea"
    assert signing.signers(store, LOCAL) == ("bea",)

    token, number = tokens.issue(store, person, "erp", ["order"], 30)
    assert tokens.person(store, token, clock()).may == {"order"}
    tokens.revoke(store, bea.id, number, "bea")
    assert tokens.person(store, token, clock()) is None

    for _ in range(throttle.FREE["name"]):
        with pytest.raises(InputError):
            signin.sign_in(store, "ada", OTHER, address="192.0.2.7", desk=DESK)
    with pytest.raises(throttle.Wait):
        signin.sign_in(store, "ada", PASSWORD, address="192.0.2.8", desk=DESK)

    claims = {"sub": "7", "preferred_username": "Chen Li", "name": "Chen Li", "groups": ["trade"]}
    secret = joined.sign_in(store, claims, "state", desk=DESK)
    assert "screen" in sessions.person(store, secret, DESK, clock()).may
    with pytest.raises(InputError, match="finished before"):
        joined.sign_in(store, claims, "state", desk=DESK)

    clock.move(minutes=2)
    assert sessions.person(store, secret, DESK, clock()) is not None
    accounts.change(store, bea.id, roles=["administrator"], officer="", by="ada")
    accounts.end(store, ada.id, "bea")
    with pytest.raises(InputError, match="last administrator"):
        accounts.end(store, bea.id, "nobody")
    assert [each.name for each in accounts.everyone(store)] == ["ada", "bea", "chen-li"]
    assert not store.verify().faults


def test_a_life_of_hooks(store, library, tmp_path):  # noqa: F811
    """Register roles, hooks and their queue; two servers that look at once tell each event once."""
    registry, seal = Registry(store, procedure_in_use(), library), Seal(tmp_path)
    accounts.add(store, "ada", roles=["administrator"], by="test")
    ann = accounts.add(store, "ann", roles=["register"], by="ada")
    given = registered.give(store, ann.id, Seat("applicant", "firm"), by="ada")
    actor = registered.actors_of(store, ann)[0]
    hook = kept.add(store, seal, ann.id, actor, "https://hooks.example.com/licet")
    assert seal.open(hook.secret, hook.url) == hook.shown
    for _ in range(5):
        registry.file({"authority": "US", "applicant": "firm"}, actor)
    got = []

    def take(_url, headers, _body):
        got.append(headers["webhook-id"])
        return 204

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: sending.deliver(registry, seal, take), range(2)))
    assert sum(arrived for arrived, _ in told) == len(got) == len(set(got)) == 5
    assert all(each["arrived"] for each in kept.queue_of(store, hook.id))
    registered.take(store, given.number, by="ada")
    registry.file({"authority": "US", "applicant": "firm"}, actor)
    assert sending.deliver(registry, seal, take) == (0, 0)
    kept.end(store, ann.id, hook.id, "ann")
    assert kept.standing(store) == ()
    assert not store.verify().faults
