"""No answer is kept longer than it is true, by one worker or by another, and none is shown to another person."""

import datetime as dt
import re
import time
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from licet.access import accounts, knowing, sessions, tokens
from licet.access.cookies import cookie_name
from licet.access.model import Person
from licet.api import answers
from licet.desk import answering
from licet.desk.app import make_app
from licet.lists.model import Entry
from licet.orders.orders import Orders
from licet.service import service as services
from licet.service.service import Service
from licet.settings import Desk, Settings
from licet.store.store import Store
from tests.orders.conftest import load, order, party, signer
from tests.store.conftest import (  # noqa: F401 - fixtures
    database,
    emptied,
    postgres,
    postgres_made,
    sqlite_made,
)

NAME = "Tarnquist Veller Optics"
PAGE = f"/answer?item=nvidia-h200&to=GB&party=role%3Dend_user%2Cname%3D{NAME.replace(' ', '+')}"
ASKED = {
    "transfer": {"item": {"id": "nvidia-h200"}, "kind": "export", "from": "US", "to": "GB",
                 "parties": [{"role": "end_user", "name": NAME, "country": "GB"}]},
}  # fmt: skip
LISTED = Entry("US-EL", "t1", NAME, countries=("GB",), since=dt.date(2024, 5, 1))
OTHER = Entry("US-EL", "o1", "Quilent Torvash Holdings", countries=("AE",))
SECONDS = 0.3
"""How long a worker may take to see what another did: as the real ones, only shorter."""


class Worker:
    """One process's service and application, over what it shares with others."""

    def __init__(self, service, client):
        self.service, self.client = service, client

    def page(self, url=PAGE, **more):
        return self.client.get(url, **more)

    def decision(self, **headers):
        return self.client.post("/api/v1/decisions", json=ASKED, headers=headers)

    def hits(self):
        """What stands with each hit of its name in the API's answer; the page is asked beside it."""
        self.page()
        self.decision()  # so that whatever is kept has been kept
        return [each["standing"] for each in self.decision().json()["decisions"][0]["screening"]["hits"]]  # fmt: skip


@pytest.fixture
def workers(library, database, tmp_path, monkeypatch):  # noqa: F811
    """Makes another worker of one installation."""
    monkeypatch.setattr(knowing, "SECONDS", SECONDS)
    settings = Settings(tmp_path, database, "", {}, desk=Desk(public=True))
    with ExitStack() as stack:

        def made(kind=Service):
            service = stack.enter_context(kind(library, settings, Store.open(settings)))
            client = stack.enter_context(TestClient(make_app(service)))
            return Worker(service, client)

        yield made


def test_a_list_that_one_worker_takes_in_and_a_hit_that_it_closes_are_seen_by_the_other(workers):
    one, two = workers(), workers()
    today = dt.date.today()
    load(one.service, OTHER, day=today - dt.timedelta(days=1))
    anna, boris = (signer(one.service.store, name, "screen", "close", "countersign") for name in ("anna", "boris"))  # fmt: skip
    assert one.hits() == two.hits() == []
    seen = two.page().headers["etag"], two.decision().headers["etag"]

    load(one.service, LISTED, OTHER, day=today)
    time.sleep(SECONDS)
    assert len(one.hits()) == len(two.hits()) == 1
    assert NAME in two.page(headers={"If-None-Match": seen[0]}).text  # and no nod
    assert two.decision(**{"If-None-Match": seen[1]}).status_code == 200

    stood = two.hits()
    checked = Orders(one.service).put(
        {**order("SO-1", party(NAME)), "on": today.isoformat()}, "anna"
    )
    (number,) = checked.lines[0].hits
    one.service.store.propose(number, anna, "not_a_match", "Another firm: see its register.", dt.date(2099, 1, 1))  # fmt: skip
    one.service.store.confirm(number, boris, "Seen.")
    time.sleep(SECONDS)
    closed = two.hits()
    assert closed != stood
    assert one.hits() == closed
    one.service.store.reopen(number, anna, "It moved.")
    time.sleep(SECONDS)
    assert two.hits() != closed


def test_a_session_that_ends_and_a_token_that_is_revoked_with_one_worker_end_with_the_other(
    workers,
):
    one, two = workers(), workers()
    store = one.service.store
    with store.writing() as work:
        ada = accounts.add_in(work, "ada", shown="Ada", roles=("administrator",), by="test", password="")  # fmt: skip
        secret = sessions.begin(work, ada, one.service.settings.desk)
    person = Person("Ada", "session", ada.may, ada.id)
    token, number = tokens.issue(store, person, "erp", ["read", "ask"], 30)
    bearer = {"authorization": f"Bearer {token}"}
    time.sleep(SECONDS)  # until then the desk of the other has no accounts
    cookie = {"cookie": f"{cookie_name('http')}={secret}"}
    mine = two.page(headers=cookie)
    assert "Ada" in mine.text
    visitors = two.page(headers={"If-None-Match": mine.headers["etag"]})
    assert visitors.status_code == 200  # what Ada has is nothing that a visitor has
    mark = re.search(r'name="csrf" value="([^"]+)"', mine.text)[1]
    assert "Ada" not in visitors.text
    assert mark not in visitors.text
    assert two.page().content == visitors.content
    assert two.decision(**bearer).status_code == 200

    sessions.end(store, secret)
    tokens.revoke(store, ada.id, number, "ada")
    time.sleep(SECONDS)
    assert two.page(headers=cookie).content == visitors.content
    assert two.decision(**bearer).status_code == 401


def test_today_ends_at_midnight(workers, monkeypatch):
    one = workers()
    page, told = one.page(), one.decision()
    again = {"If-None-Match": page.headers["etag"]}
    assert one.page(headers=again).status_code == 304

    class Tomorrow(dt.date):
        @classmethod
        def today(cls):
            return dt.date.today() + dt.timedelta(days=1)

    for module in (answers, answering, services):
        monkeypatch.setattr(module, "date", Tomorrow)
    then = Tomorrow.today().isoformat()
    assert one.decision().json()["decisions"][0]["on"] == then
    assert one.decision().headers["etag"] != told.headers["etag"]
    fresh = one.page(headers=again)
    assert fresh.status_code == 200
    assert fresh.headers["etag"] != page.headers["etag"]


def test_a_server_of_another_law_nods_to_nothing_that_was_told_before(workers):
    class Amended(Service):
        @property
        def hashes(self):
            return {**super().hashes, "law": "0" * 64}

    before, after = workers(), workers(Amended)
    page, told = before.page(), before.decision()
    products = before.client.get("/api/v1/products").headers["etag"]
    assert after.page(headers={"If-None-Match": page.headers["etag"]}).status_code == 200
    assert after.decision().headers["etag"] != told.headers["etag"]
    assert after.client.get("/api/v1/products", headers={"If-None-Match": products}).status_code == 200  # fmt: skip
    assert before.client.get("/api/v1/products", headers={"If-None-Match": products}).status_code == 304  # fmt: skip
