"""``licet orders``: the same orders at the keyboard, and the line for cron."""

import json

import pytest

from licet.orders.paste import rows_of
from licet.orders.read import OrderFaults
from tests.cli.conftest import data, one_library, run  # noqa: F401 - fixtures
from tests.orders.conftest import MALDOVAR, OTHER, load, order, party


@pytest.fixture
def home(service, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(service.settings.home))
    return service.settings.home


@pytest.mark.usefixtures("home")
def test_an_order_is_sent_shown_and_checked_again(run, data, tmp_path):  # noqa: F811
    file = tmp_path / "order.json"
    file.write_text(json.dumps(order("SO-1", party("Maldovar Brix Precision Ltd"))))
    found = run("orders", "send", file)
    assert found.code == 20
    assert "SO-1: HOLD; held" in found.out
    assert "Next: Is “Maldovar" in found.flat
    assert data("orders", "show", "SO-1")["lines"][0]["hits"] == [1]
    assert "no product" not in run("orders", "check", "SO-1").out
    assert "SO-1" in run("orders", "list", "--state", "held").out
    assert run("orders", "show", "SO-9").code == 2


@pytest.mark.usefixtures("home")
def test_recheck_says_by_its_exit_code_that_an_order_is_newly_held(run, orders, service):  # noqa: F811
    orders.put(order("SO-1", party("Fenwrick Aldous Optics")), "anna")
    assert run("orders", "recheck").code == 0
    new = type(MALDOVAR)("US-EL", "f1", "Fenwrick Aldous Optics")
    load(service, MALDOVAR, OTHER, new)
    found = run("orders", "recheck", "--why", "the night's lists")
    assert found.code == 20
    assert "newly held: SO-1" in found.out
    assert "New: “Fenwrick Aldous Optics”" in found.flat


def test_lines_are_pasted_as_csv_with_any_of_three_separators_and_facts():
    assert rows_of("item;qty;fact:tpp\nX1;3;4800\n\nX2;4;\n") == [
        {"item": "X1", "qty": "3", "facts": {"tpp": "4800"}}, {"item": "X2", "qty": "4"},
    ]  # fmt: skip
    assert rows_of('part no\tnote\nX1\t"a\nb"\n') == [{"part no": "X1", "note": "a\nb"}]
    assert rows_of('[{"item": "X1", "value": 1.10}]') == [{"item": "X1", "value": "1.10"}]
    assert rows_of("") == []
    with pytest.raises(OrderFaults, match="row 3"):
        rows_of("item,qty\nX,1\nX,1,2\n")
