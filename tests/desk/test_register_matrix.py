"""Every page and act of the register, asked by accounts of every role of it on a shared desk, on files of others too."""

import re

import pytest
from starlette.testclient import TestClient

from licet.access import accounts, registered, sessions
from licet.access.cookies import cookie_name
from licet.access.registered import Seat
from licet.desk.app import make_app
from tests.desk.register_desk import QUESTION, Sitting
from tests.desk.test_matrix import walked
from tests.installed import Clock, installed

SEATS = {
    "firm": ("applicant", "Example Silicon, Inc.", ""), "other_firm": ("applicant", "Another Firm", ""),
    "agent": ("agent", "", ""), "officer": ("officer", "US", "senior"), "foreign_officer": ("officer", "NL", "senior"),
    "asked_agency": ("agency", "defense", ""), "other_agency": ("agency", "energy", ""), "signer": ("countersigner", "US", "head"),
    "board": ("board", "US", "head"), "lab": ("lab", "Example Test Laboratory", ""), "customs": ("customs", "CBP", ""),
    "auditor": ("auditor", "GAO", ""),
}  # fmt: skip
STATE = {"officer", "signer", "board"}
FIRM = {"firm"}
MAY = {
    "GET /register/{case:path}": FIRM | STATE | {"asked_agency", "auditor"},
    "GET /register/licenses/{number:path}": FIRM | STATE | {"customs", "auditor"},
    "POST /register/new": {"firm", "other_firm", "agent"},
    "POST /register/act": {"officer", "asked_agency"},
    "POST /register/route": {"officer"},
    "POST /register/conditions": {"officer", "asked_agency", "board"},
    "POST /register/issue": {"officer"},
    "POST /register/draw": FIRM | {"customs"},
    "POST /register/back": FIRM | {"customs"},
    "POST /register/assess": {"officer", "customs"},
    "POST /register/pay": FIRM | {"customs"},
    "POST /register/bundle": FIRM | {"officer", "auditor"},
}
"""Who gets further than a closed door; all others, and whoever has no seat, are told that it is not theirs or not there."""
OPEN = {
    "GET /register", "GET /register/new", "GET /register/licenses", "GET /register/public", "GET /register/public/{name}",
    "GET /register/public/log.licetlog", "GET /register/statistics", "GET /register/verify", "POST /register/verify", "POST /register/as",
}  # fmt: skip
"""What opens no file of anybody's."""


class Shared:
    """A desk with an account for each seat, over one application under review and a license."""

    def __init__(self, service, sitting):
        self.sitting, self.app = sitting, sitting.client.app
        self.client = TestClient(self.app, base_url="http://127.0.0.1", follow_redirects=False)
        self.sessions = {}
        with service.store.writing() as work:
            accounts.add_in(work, "ada", shown="Ada", roles=["administrator"], by="test")
            made = {who: accounts.add_in(work, who.replace("_", "-"), shown=who, roles=["register"], by="test") for who in (*SEATS, "nobody")}  # fmt: skip
        for who, seat in SEATS.items():
            registered.give(service.store, made[who].id, Seat(*seat), by="ada")
        for who, account in made.items():
            with service.store.writing() as work:
                secret = sessions.begin(work, account, service.settings.desk)
            self.app.state.knowing.forget()
            self.sessions[who] = secret, self.app.state.knowing.by_cookie(secret).csrf

    def ask(self, who, route):
        method, path = route.split(" ", 1)
        secret, mark = self.sessions[who]
        headers = {"Cookie": f"{cookie_name('http')}={secret}", "X-CSRF-Token": mark}
        path = path.replace("{case:path}", self.sitting.case).replace(
            "{number:path}", self.sitting.license
        )
        return self.client.request(
            method, path, headers=headers, data=self.sent(route) if method == "POST" else None
        )

    def sent(self, route):
        case, license_ = self.sitting.case, self.sitting.license
        match route.split("/register/")[1]:
            case "new":
                return {"query": QUESTION, "authority": "US", "quantity": "1"}
            case "act":
                return {"case": case, "kind": "question", "f-id": "q", "f-text": "Why?", "f-due": "2020-01-01", "f-cause": "other"}  # fmt: skip
            case "conditions":
                return {"case": case, "rule": "us.h200_2026", "id": "none"}
            case "issue" | "route":
                return {"case": case, "key": "k"}
            case "bundle":
                return {"case": case, "reader": "Committee", "order": "7"}
            case _:
                return {"case": license_, "line": "1", "key": "k", "quantity": "x", "of": "x", "shipment": "x", "amount": "x"}  # fmt: skip


@pytest.fixture(scope="module")
def shared(library, tmp_path_factory):
    clock = Clock()
    with installed(tmp_path_factory.mktemp("register"), library, clock) as service:
        sitting = Sitting(TestClient(make_app(service), base_url="http://127.0.0.1"), clock)
        sitting.client.service = service
        now = clock.now
        sitting.issued().reviewed()
        clock.now = now
        yield Shared(service, sitting)


def test_every_route_of_the_register_stands_in_the_table(shared):
    found = {f"{method} {path}" for path, method, _ in walked(shared.app.routes) if path.startswith("/register")}  # fmt: skip
    assert {each for each in found if not each.startswith("HEAD")} == {*MAY, *OPEN}


@pytest.mark.parametrize("route", MAY)
def test_each_role_gets_as_far_as_its_files_and_acts_and_no_further(shared, route):
    found = {who: shared.ask(who, route).status_code for who in SEATS}
    assert {who for who, status in found.items() if status not in (403, 404)} == MAY[route], found
    assert max(found.values()) < 500


@pytest.mark.parametrize("route", MAY)
def test_whoever_has_no_seat_is_led_away(shared, route):
    answer = shared.ask("nobody", route)
    assert (answer.status_code, answer.headers["location"].split("?")[0].split("#")[0]) == (303, "/register")  # fmt: skip


@pytest.mark.parametrize(
    "route", ["GET /register/{case:path}", "GET /register/licenses/{number:path}"]
)
def test_what_is_not_ones_own_reads_like_what_is_not_there(shared, route):
    missing = route.replace("{case:path}", "A-999999").replace("{number:path}", "L-999999")
    there, gone = (shared.ask("other_firm", each) for each in (route, missing))
    assert there.status_code == gone.status_code == 403
    names = r"A-\d{6}|L-999999|D-EXAMPLE-1"
    assert re.sub(names, "", there.text) == re.sub(names, "", gone.text)
