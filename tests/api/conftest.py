"""The API as the desk mounts it, over an empty store, asked by whom a test says."""

from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from licet.access.model import LOCAL, PERMISSIONS, Person
from licet.api.app import mount_api
from licet.api.limits import Limits
from licet.service.service import Service
from licet.store.store import Store
from tests.installed import settings_in

TRANSFER = {
    "item": {"id": "nvidia-h200-sxm-141gb"},
    "kind": "export",
    "from": "US",
    "to": "CN",
    "parties": [{"role": "end_user", "country": "CN", "headquarters": "CN"}],
}
QUESTION = {"transfer": TRANSFER, "on": "2026-02-01"}

ORDER = {
    "ref": "SO-1001", "on": "2026-02-01", "from": "US",
    "parties": [{"role": "sold_to", "name": "Acme Works", "country": "MY"},
                {"role": "end_user", "name": "Acme Works", "country": "MY", "headquarters": "MY"}],
    "lines": [{"line": 10, "item": "nvidia-h200-sxm-141gb", "quantity": 8, "unit": "pcs"}],
}  # fmt: skip
FREE = Limits(0, 0, 0, 0)


class As:
    """What the desk does before the API is asked: it says who asks."""

    def __init__(self, app, person):
        self.app, self.person = app, person

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = self.person
        await self.app(scope, receive, send)


def person(*may, how="token", account=7, name="ada", officer=""):
    """Somebody with these permissions and no others."""
    assert set(may) <= set(PERMISSIONS)
    return Person(name, how, frozenset(may), account, officer)


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def service(settings, library):
    with Service(library, settings, Store.open(settings)) as one:
        yield one


def mounted(service, limits):
    """The API at its place, with nothing around it."""
    desk = FastAPI()
    mount_api(desk, service, limits=limits)
    return desk


@contextmanager
def _asking(service, who, limits):
    with TestClient(
        As(mounted(service, limits), who),
        base_url="http://testserver/api/v1/",
        raise_server_exceptions=False,
    ) as client:
        yield client


@pytest.fixture
def api(service):
    """``api(person=, limits=)``: a client of the API; without a person the user of this machine."""
    open_ones = []

    def asked_by(who=LOCAL, limits=FREE):
        one = _asking(service, who, limits)
        open_ones.append(one)
        return one.__enter__()

    yield asked_by
    for one in open_ones:
        one.__exit__(None, None, None)


def problem(response, status, kind=""):
    """The problem document of an answer, held against RFC 9457."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    data = response.json()
    assert data["status"] == status
    assert data["type"].startswith("/api/docs#")
    assert data["title"]
    assert data["detail"]
    assert data["way_out"]
    if kind:
        assert data["type"] == f"/api/docs#{kind}"
    return data
