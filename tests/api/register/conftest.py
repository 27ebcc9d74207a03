"""The API of the register, asked by people of every role, over an empty store whose clock a story moves."""

from datetime import UTC, datetime
from itertools import count

import pytest

from licet.access import accounts, registered
from licet.access.model import LOCAL, Person
from licet.access.registered import Seat
from licet.register.events import Actor
from licet.service.service import Service
from licet.store.store import Store
from tests.api.conftest import FREE, TRANSFER, As, mounted
from tests.installed import Clock, settings_in
from tests.register.stories import WHO

MAY = frozenset({"read", "register"})


@pytest.fixture
def clock():
    found = Clock()
    found.now = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
    return found


@pytest.fixture
def service(tmp_path, library, clock):
    settings = settings_in(tmp_path)
    with Service(library, settings, Store.open(settings, clock)) as one:
        yield one


def somebody(*actors, may=MAY, account=7, how="token"):
    """A person with these register roles."""
    return Person(actors[0].id if actors else "nobody", how, may, account, actors=tuple(actors))


def account_of(store, name, seat):
    """Somebody whose account is in the store, with a register role."""
    with store.writing() as work:
        if not work.db.execute(accounts.accounts.select()).first():
            accounts.add_in(work, "ada", shown="Ada", roles=["administrator"], by="test")
        made = accounts.add_in(work, name, shown=name, roles=["register"], by="test")
    registered.give(store, made.id, Seat(seat.role, seat.authority), by="ada")
    return somebody(*registered.actors_of(store, made), account=made.id)


class Asked:
    """The API as one person asks it."""

    def __init__(self, client, wrapped, person):
        self.client, self.wrapped, self.person = client, wrapped, person

    def ask(self, method, where, **sent):
        self.wrapped.person = self.person
        return self.client.request(method, f"register/{where}", **sent)

    def get(self, where, **sent):
        return self.ask("GET", where, **sent)

    def post(self, where, body=None, **sent):
        return self.ask("POST", where, json={} if body is None else body, **sent)

    def done(self, where, body=None, **sent):
        answer = self.post(where, body, **sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def seen(self, where, **sent):
        answer = self.get(where, **sent)
        assert answer.status_code == 200, answer.text
        return answer.json()


class People:
    """Everybody of the stories, each with an account; ``people["ann"]`` asks as Ann."""

    def __init__(self, service):
        from starlette.testclient import TestClient

        self.wrapped = As(mounted(service, FREE), LOCAL)
        self.client = TestClient(
            self.wrapped, base_url="http://testserver/api/v1/", raise_server_exceptions=False
        )
        self.numbers = dict(zip(WHO, count(1), strict=False))

    def __getitem__(self, name):
        return self.as_(WHO[name], account=self.numbers[name])

    def as_(self, *actors, account=99, **more):
        return Asked(self.client, self.wrapped, somebody(*actors, account=account, **more))

    def person(self, person):
        return Asked(self.client, self.wrapped, person)


@pytest.fixture
def people(service):
    found = People(service)
    with found.client:
        yield found


FIRM = Actor("ann", "applicant", "firm")
FILED = {
    "authority": "US", "applicant": "firm",
    "transfer": {
        **TRANSFER,
        "parties": [{"role": "end_user", "name": "Cloud Co", "country": "CN", "headquarters": "CN"}],
    },
    "lines": [{"id": "1", "item": "nvidia-h200", "quantity": "1000", "unit": "piece", "country": "CN"}],
}  # fmt: skip


@pytest.fixture
def filed(people):
    """A draft of Ann's firm; its number."""
    return people["ann"].done("applications", FILED)["event"]["case"]


@pytest.fixture
def submitted(people, filed):
    people["ann"].done(
        f"applications/{filed}/acts/submit", {"signer": "Ann", "end_use_statement": "hash"}
    )
    return filed
