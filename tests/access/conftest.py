"""A desk with a clock that stands still until it is moved, and people who sign in."""

import re
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from licet.access import accounts, secrets
from licet.desk.app import make_app
from licet.service.service import Service
from licet.settings import Desk, Settings
from licet.store.store import Store
from tests.installed import Clock

PASSWORD = "correct horse battery"
OTHER = "staple correct horse"


@pytest.fixture(scope="session", autouse=True)
def quick_hashes():
    """The same argon2 with less memory: a real hash takes as long as it should, here hundreds are made."""
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    slow, secrets._hasher = secrets._hasher, lambda: quick
    secrets._nobodys.cache_clear()
    yield slow
    secrets._hasher = slow
    secrets._nobodys.cache_clear()


@pytest.fixture(scope="session")
def sealed(quick_hashes):  # noqa: ARG001 - first
    """The hash of PASSWORD."""
    return secrets.sealed(PASSWORD)


@pytest.fixture
def clock():
    return Clock()


_MADE = {}


@contextmanager
def served(library, folder, clock, desk=None):
    """A service and its application over an empty store."""
    settings = Settings(folder, f"sqlite:///{folder / 'licet.sqlite'}", "", {}, 0, desk or Desk())
    if "empty" not in _MADE:  # the tables are made once and then copied
        Store.open(settings, clock).close()
        _MADE["empty"] = (folder / "licet.sqlite").read_bytes()
    (folder / "licet.sqlite").write_bytes(_MADE["empty"])
    with Service(library, settings, Store.open(settings, clock)) as service:
        yield service, make_app(service)


@pytest.fixture
def desk(library, tmp_path, clock):
    """A desk that nobody has used yet: ``desk.store``, ``desk.browser()``, ``desk.signed_in(name)``."""
    with served(library, tmp_path, clock) as (service, app):
        yield Opened(service, app)


class Opened:
    """An application with ways to come in."""

    def __init__(self, service, app):
        self.service, self.app, self.store = service, app, service.store

    def browser(self, base_url="http://localhost"):
        """A client with cookies of its own, which follows no redirects."""
        return TestClient(self.app, base_url=base_url, follow_redirects=False, raise_server_exceptions=False)  # fmt: skip

    def account(self, name, *roles, sealed):
        """An account with PASSWORD."""
        with self.store.writing() as work:
            made = accounts.add_in(
                work, name, shown=name.title(), roles=roles, by="test", password=sealed
            )
        self.app.state.knowing.forget()
        return made

    def signed_in(self, name, password=PASSWORD, base_url="http://localhost"):
        """A browser in which somebody has signed in."""
        found = self.browser(base_url)
        answer = found.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return found


@pytest.fixture
def shared(desk, sealed):
    """The desk with an administrator, ada, and one account of each other role, named after it."""
    desk.account("ada", "administrator", sealed=sealed)
    for role in ("reader", "order_desk", "analyst", "officer"):
        desk.account(role.replace("_", "-"), role, sealed=sealed)
    return desk


def mark(browser, path="/account"):
    """What the forms of this session carry."""
    return re.search(r'name="csrf" content="([^"]+)"', browser.get(path).text)[1]


def post(browser, path, **data):
    """Send a form as a page of the session does."""
    return browser.post(path, data={"csrf": mark(browser), **data})
