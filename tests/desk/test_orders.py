"""Pages about orders: sent by hand, shown line by line, released by signature, with every difference."""

import json

import pytest

from licet.orders.orders import Orders
from tests.desk.parties_desk import parties_desk, signed, words  # noqa: F401 - a fixture
from tests.orders.conftest import order, party

NAMED = party("Maldovar Brix Precision")


@pytest.fixture
def desk(parties_desk):  # noqa: F811
    return parties_desk


def test_an_order_that_is_typed_is_checked_and_shown_line_by_line(desk):
    typed = {
        "ref": "SO/1 A", "from": "US", "on": "2026-11-22",
        "parties": "role,name,country\nend user,Maldovar Brix Precision,GB\n",
        "lines": "line,item,quantity,unit,class\n10,nvidia-h200,8,pcs,\n20,Bolt,1200,pcs,EAR99\n",
    }  # fmt: skip
    found = desk.post("/orders", data=typed)
    assert str(found.url).endswith("/orders/SO%2F1%20A")
    said = words(found)
    for each in (
        "Order SO/1 A",
        "On hold: it must not go on",
        "hit 1",
        "1,200 pcs",
        "declared EAR99",
        "HOLD",
    ):
        assert each in said
    assert "It cannot be released while a hit is open" in said


def test_an_order_comes_as_json_or_as_a_file(desk):
    assert "Order SO-1" in words(desk.post("/orders", data={"order": json.dumps(order("SO-1"))}))
    file = {"file": ("order.json", json.dumps(order("SO-2")).encode())}
    assert "Order SO-2" in words(desk.post("/orders", files=file))
    assert "no JSON" in words(desk.post("/orders", data={"order": "{"}), 400)


def test_each_fault_names_its_line_and_nothing_typed_is_lost(desk):
    typed = {
        "ref": "SO-1",
        "lines": "line,item,quantity\n17,,2\n18,nvidia-h200,many\n",
        "exporter": "Boards Inc.",
    }
    found = desk.post("/orders", data=typed)
    said = words(found, 400)
    assert "line 17: wanted an item" in said
    assert "line 18: quantity is 'many'" in said
    assert "18,nvidia-h200,many" in found.text
    assert 'value="Boards Inc."' in found.text


def test_orders_are_listed_by_state_with_counts(desk):
    orders = Orders(desk.service)
    orders.put(order("SO-1"), "")
    orders.put(order("SO-2", NAMED), "")
    said = words(desk.get("/orders"))
    assert "1 order is on hold" in said
    assert "held (1)" in said
    assert "passed (1)" in said
    held = words(desk.get("/orders?state=held"))
    assert "SO-2" in held
    assert "SO-1" not in held
    assert desk.get("/orders?state=odd").status_code == 400
    for number in range(60):
        orders.store.hold(f"X{number}", "No order of this desk.", "anna")
    assert "Next page" not in words(desk.get("/orders"))


def test_an_officer_releases_by_signature_what_no_hit_holds_and_only_the_check_that_was_read(desk):
    lines = [{"line": 1, "item": "nvidia-h200"}]
    Orders(desk.service).put(order("SO-1", party(country="CN"), lines=lines), "desk")
    said = signed("anna", ref="SO-1", check="1", reason="License D1234567 is assigned.")
    wrong = desk.post("/orders/release", data={**said, "signing_password": "not this one"})
    assert "does not open" in words(wrong, 400)
    assert 'value="License D1234567 is assigned."' in wrong.text
    desk.post("/orders/check", data={"ref": "SO-1"})
    assert "checked again since you read it" in words(desk.post("/orders/release", data=said), 409)
    done = words(desk.post("/orders/release", data={**said, "check": "2"}))
    assert "An officer has released it" in done
    assert "by anna, signed: License D1234567 is assigned." in done


def test_an_order_is_put_on_hold_by_hand_and_closed(desk):
    Orders(desk.service).put(order("SO-1"), "desk")
    assert "Give a reason" in words(desk.post("/orders/hold", data={"ref": "SO-1", "why": ""}), 400)
    held = words(desk.post("/orders/hold", data={"ref": "SO-1", "why": "The customer called."}))
    assert "The customer called." in held
    assert "the hold itself stands until an officer releases it" in held
    closed = words(desk.post("/orders/close", data={"ref": "SO-1", "why_closed": "Withdrawn."}))
    assert "no longer checked" in closed


def test_an_order_that_nobody_sent_is_said_to_be_none(desk):
    assert "There is no order" in words(desk.get("/orders/SO-404"), 400)


def test_hostile_orders_are_shown_and_never_run(desk):
    bad = "<script>alert(1)</script>"
    body = order(bad, party(bad), lines=[{"line": bad, "item": bad, "class": "EAR99", "unit": bad}])
    found = desk.post("/orders", data={"order": json.dumps(body)})
    assert found.status_code == 200
    assert "<script>alert" not in found.text
    assert "<script>alert" not in desk.get("/orders").text
