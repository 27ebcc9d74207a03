"""The client against a desk that runs on an address of its own."""

import json
from datetime import date

import httpx
import pytest

from licet.client import Client, CutShort, Refusal, Unreachable
from licet.client.client import question
from licet.desk.app import make_app
from tests.browser.conftest import serving
from tests.installed import installed

TRANSFER = {"item": {"id": "nvidia-h200"}, "kind": "export", "from": "US", "to": "CN"}
ORDER = {
    "ref": "SO/1", "on": "2026-02-01", "from": "US",
    "parties": [{"role": "end_user", "name": "Acme Works", "country": "MY"}],
    "lines": [{"line": 10, "item": "nvidia-h200-sxm-141gb"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory, library):
    home = tmp_path_factory.mktemp("client")
    with (
        installed(home, library) as service,
        serving(make_app(service)) as found,
    ):
        yield found


@pytest.fixture
def licet(address):
    with Client(address) as found:
        yield found


def test_a_decision_comes_back_as_the_apis_own_model(licet):
    found = licet.decide(TRANSFER, on=date(2026, 2, 1), ref="PO-1")
    assert (found.status, found.ref) == ("license_required", "PO-1")
    assert [each.product for each in found.decisions] == ["nvidia-h200-nvl-141gb", "nvidia-h200-sxm-141gb"]  # fmt: skip
    assert found.decisions[0].hashes == licet.health().hashes
    assert found.decisions[0].passes is False


def test_signals_come_back_as_the_apis_own_model(licet):
    found = licet.signals({**TRANSFER, "to": "MY"}, on="2026-06-01", ref="PO-1")
    assert found.ref == "PO-1"
    assert "diversion_hub" in {each.code for each in found.subjects[0].signals}


def test_rows_come_back_in_order_with_their_own_problems(licet):
    asked = [question(TRANSFER, on="2026-02-01", ref="a"), {"transfer": {"tpq": 1}}, question(TRANSFER, ref="c")]  # fmt: skip
    rows = list(licet.bulk(asked))
    assert [each.row for each in rows] == [1, 2, 3]
    assert [each.ref for each in rows] == ["a", None, "c"]
    assert rows[0].answer.status == "license_required"
    assert rows[1].problem.errors[0].place == "/transfer/tpq"


def test_a_refusal_says_where_and_the_way_out(licet):
    with pytest.raises(Refusal, match="Did you mean") as refused:
        licet.decide({**TRANSFER, "item": {"id": "nvidia-h2000"}})
    assert refused.value.problem.status == 422
    assert refused.value.problem.errors[0].place == "/transfer/item/id"
    with pytest.raises(Refusal, match="no product"):
        licet.product("no such thing at all")


def test_orders_and_screenings_are_kept_once(licet):
    first = licet.order(ORDER, key="one")
    assert licet.order(ORDER, key="one") == first
    assert first.lines[0].result in ("PASS", "HOLD", "FAIL")
    again = licet.check_order("SO/1", "before loading")
    assert (again.number, again.differs) == (2, [])
    assert licet.get_order("SO/1").body == ORDER
    assert [each["ref"] for each in licet.orders()] == ["SO/1"]
    one = licet.screen("Huawei Technologies", {"name": "Acme", "ref": "C-9"}, key="two")
    assert licet.screen("Huawei Technologies", {"name": "Acme", "ref": "C-9"}, key="two") == one
    assert one.record["run"]
    assert licet.worklist().hits
    assert list(licet.hits(state="potential"))


def test_products_and_law_are_read_page_by_page(licet, library):
    assert len(list(licet.products())) == len(library.catalogue)
    assert licet.product("nvidia-h200").variants[0]["id"] == "nvidia-h200-nvl-141gb"
    assert licet.history("nvidia-h200", "CN", since="2026-01-01").variants[0]["history"]
    assert licet.provision("us.ccl.3A090.a", on="2026-02-01").state == "in_force"
    assert {each["sovereign"] for each in licet.provisions(sovereign="NL")} == {"NL"}
    assert licet.changes("2026-11-10", "2026-11-10").count
    assert licet.coverage().laws
    assert licet.lists().lists


def test_what_still_stands_is_not_sent_again(licet):
    seen = []
    licet._http.event_hooks["response"].append(lambda found: seen.append(found.status_code))
    assert licet.coverage() == licet.coverage()
    assert seen == [200, 304]


def answering(*answers):
    """A client whose requests are answered by these in turn, and the requests."""
    left, seen, waits = list(answers), [], []

    def answer(request):
        seen.append(request)
        found = left.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    licet = Client("http://desk", "secret", transport=httpx.MockTransport(answer))
    licet._wire._sleep = waits.append
    return licet, seen, waits


def problem(status, **headers):
    data = {"type": "x", "title": "t", "status": status, "detail": "d", "way_out": "w"}
    return httpx.Response(status, json=data, headers=headers)


CHECKED = {"ref": "1", "number": 1, "result": "PASS", "lines": [], "differs": [], "notes": [], "hashes": {}, "state": "passed", "held": None}  # fmt: skip


def test_a_request_is_sent_again_with_the_same_key_until_it_is_answered():
    licet, seen, waits = answering(
        httpx.ConnectError("refused"), problem(429, **{"Retry-After": "7"}), problem(503),
        httpx.Response(200, json=CHECKED),
    )  # fmt: skip
    assert licet.order({"ref": "1"}).result == "PASS"
    assert len({each.headers["idempotency-key"] for each in seen}) == 1
    assert {each.headers["authorization"] for each in seen} == {"Bearer secret"}
    assert waits == [0.2, 7.0, 0.8]


def test_it_gives_up_in_words():
    licet, seen, _ = answering(*[httpx.ConnectError("refused")] * 4)
    with pytest.raises(Unreachable, match="licet serve"):
        licet.health()
    assert len(seen) == 4
    licet, seen, _ = answering(problem(422))
    with pytest.raises(Refusal, match="d w"):
        licet.health()
    assert len(seen) == 1
    licet, _, _ = answering(httpx.Response(404, text="<html>"))
    with pytest.raises(Unreachable, match="not the API's"):
        licet.health()


def test_a_bulk_answer_that_is_cut_off_is_not_taken_for_whole():
    line = json.dumps({"row": 1, "ref": None, "problem": problem(422).json()})
    licet, _, _ = answering(httpx.Response(200, text=line + "\n"))
    rows = licet.bulk([{"transfer": {}}])
    assert next(rows).row == 1
    with pytest.raises(CutShort):
        next(rows)


def test_a_token_that_is_not_known_is_refused(address):
    with Client(address, "nothing", tries=1) as licet, pytest.raises((Refusal, Unreachable)) as found:  # fmt: skip
        licet.health()
    assert "token" in str(found.value)
