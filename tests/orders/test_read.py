"""What an order system sends: names of columns, numbers, and each fault with its line."""

from decimal import Decimal

import pytest

from licet.orders.paste import order_of
from licet.orders.read import OrderFaults, read_order


def read(**more):
    return read_order({"ref": "SO-1", "lines": [{"item": "nvidia-h200"}], **more})


def test_other_names_of_columns_and_roles_are_known():
    found = read(
        parties=[
            {"Role": "Ship-To", "name": "Acme", "country": "my", "identifiers": {"LEI": "5493"}}
        ],
        lines=[
            {"No": 10, "Part number": "X1", "ECCN": "EAR99", "Qty": "1,200.50", "currency": "usd"}
        ],
    )
    (line,) = found.lines
    assert (line.line, line.item, line.declared, line.quantity, line.currency) == (
        "10", "X1", "EAR99", Decimal("1200.50"), "USD",
    )  # fmt: skip
    assert found.transfer["parties"] == [
        {"name": "Acme", "role": "ultimate_consignee", "country": "MY", "identifiers": ["LEI:5493"]}
    ]
    assert found.transfer["to"] == "MY"


def test_what_is_not_known_is_kept_and_named():
    found = read(warehouse="7", lines=[{"item": "x", "color": "red"}])
    assert found.body["warehouse"] == "7"
    assert found.unread == ("the order's warehouse", "the lines' color")


def test_all_faults_are_told_at_once_each_with_its_line():
    with pytest.raises(OrderFaults) as caught:
        read_order(
            {
                "ref": "", "on": "1.2.2026", "parties": ["Acme"],
                "lines": [{"line": 17}, {"line": 18, "item": "x", "quantity": "-3"}, {"line": 18, "item": "y"}, 4],
            }
        )  # fmt: skip
    where = [each for each, _ in caught.value.faults]
    assert where == ["ref", "on", "parties 1", "line 17", "line 18", "line 18", "line 4"]
    assert "line 17: wanted an item" in str(caught.value)


@pytest.mark.parametrize(
    "data", [None, [], "SO-1", 3, {"ref": "SO-1"}, {"ref": "SO-1", "lines": []}]
)
def test_what_is_no_order_is_refused(data):
    with pytest.raises(OrderFaults):
        read_order(data)


def test_where_the_goods_go_is_not_guessed_from_parties_in_several_countries():
    parties = [{"role": "end_user", "name": n, "country": c} for n, c in (("A", "MY"), ("B", "SG"))]
    assert read(parties=parties).transfer["to"] is None


@pytest.mark.parametrize("sign", ["\0", "\ud800", "\u202e", "\n"])
def test_an_order_has_no_number_with_a_sign_that_cannot_be_seen(sign):
    with pytest.raises(OrderFaults, match="a sign that cannot be seen"):
        read_order({"ref": f"SO{sign}1", "lines": [{"item": "Bolt"}]})
    assert read_order({"ref": " 订单 Ä-1/2 ", "lines": [{"item": "Bolt"}]}).ref == "订单 Ä-1/2"


def test_what_is_no_number_in_pasted_json_is_a_fault_of_its_line():
    body = order_of(
        '{"ref": "SO-1", "more": NaN, "lines": [{"item": "Bolt", "quantity": Infinity}]}'
    )
    assert body["more"] == "NaN"
    with pytest.raises(OrderFaults, match="line 1: quantity is 'Infinity'"):
        read_order(body)
