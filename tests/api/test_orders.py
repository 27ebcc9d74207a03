"""The profile for order systems, over the real law and the lists that ship."""

import pytest

from .conftest import ORDER, person, problem


def order_of(count):
    """An order of so many lines: chips, cables, parts that no one knows."""
    kinds = (
        {"item": "nvidia-h200-sxm-141gb"}, {"item": "nvidia-h20"}, {"part_no": "CBL-7", "eccn": "EAR99"},
        {"part_no": "PCB-9", "eccn": "3A991"}, {"item": "amd-mi300x"},
    )  # fmt: skip
    lines = [{"line": 10 * (n + 1), "quantity": n + 1, "value": f"{n}.50", "currency": "USD", "my_column": f"kept {n}", **kinds[n % len(kinds)]} for n in range(count)]  # fmt: skip
    return {**ORDER, "ref": f"SO-{count}", "lines": lines}


def test_an_order_of_five_hundred_lines_round_trips(api):
    client = api(person("order", account=None))
    order = order_of(500)
    answer = client.post("orders", json=order, headers={"Idempotency-Key": "SO-500/1"})
    assert answer.status_code == 200
    data = answer.json()
    assert [each["line"] for each in data["lines"]] == [
        str(each["line"]) for each in order["lines"]
    ]
    for each in data["lines"]:
        assert each["result"] in ("PASS", "HOLD", "FAIL")
        assert each["reason"]
        assert len(each["matches"]) <= 5
    assert data["result"] == min((each["result"] for each in data["lines"]), key=("FAIL", "HOLD", "PASS").index)  # fmt: skip
    kept = client.get("orders/SO-500").json()
    assert kept["body"] == order
    assert kept["last"]["lines"] == data["lines"]
    again = client.post("orders", json=order, headers={"Idempotency-Key": "SO-500/1"})
    assert again.content == answer.content
    assert client.post("orders", json=order).json()["number"] == 1


def test_a_listed_party_holds_an_order_and_a_check_says_what_differs(api):
    client = api()
    before = client.post("orders", json=ORDER).json()
    changed = {**ORDER, "parties": [*ORDER["parties"], {"role": "consignee", "name": "Huawei Technologies Co., Ltd.", "country": "CN"}]}  # fmt: skip
    after = client.post("orders", json=changed).json()
    assert (before["number"], after["number"]) == (1, 2)
    assert after["result"] in ("HOLD", "FAIL")
    assert any("Huawei" in each for each in after["differs"])
    assert after["state"] == "held"
    assert after["held"]
    checks = client.get("orders/SO-1001/checks").json()["checks"]
    assert [each["number"] for each in checks] == [2, 1]
    again = client.post("orders/SO-1001/checks", json={"why": "before loading"}).json()
    assert (again["number"], again["why"], again["differs"]) == (3, "before loading", [])


def test_orders_are_listed_page_by_page_and_by_state(api):
    client = api()
    for number in range(5):
        assert client.post("orders", json={**ORDER, "ref": f"SO-{number}"}).status_code == 200
    first = client.get("orders?limit=3").json()
    rest = client.get(f"http://testserver{first['next']}").json()
    assert [each["ref"] for each in first["items"] + rest["items"]] == [f"SO-{n}" for n in range(5)]
    assert (first["total"], rest["next"]) == (5, None)
    assert client.get("orders?state=held").json()["total"] == 5
    assert client.get("orders?state=passed").json()["items"] == []
    problem(client.get("orders?state=done"), 422)
    problem(client.get("orders?cursor=MTI"), 422)


def test_faults_of_an_order_name_their_lines_and_nothing_is_kept(api):
    client = api()
    wrong = {
        **ORDER,
        "lines": [{"line": 10}, {"line": 20, "item": "nvidia-h20", "quantity": "some"}],
    }
    data = problem(client.post("orders", json=wrong), 422, "not-valid")
    assert [each["place"] for each in data["errors"]] == ["line 10", "line 20"]
    assert client.get("orders").json()["total"] == 0
    problem(client.post("orders", json={"ref": "x"}), 422)
    problem(client.get("orders/SO-1001"), 404)
    problem(client.get("orders/SO-1001/checks"), 404)
    problem(client.post("orders/SO-1001/checks", json={}), 404)


@pytest.mark.parametrize("ref", ["SO/2026/7", "ÄÖ 7", "a?b#c", "checks", "../x"])
def test_a_reference_may_be_anything(api, ref):
    from urllib.parse import quote

    client = api()
    assert client.post("orders", json={**ORDER, "ref": ref}).json()["ref"] == ref
    where = f"orders/{quote(ref, safe='')}"
    assert client.get(where).json()["ref"] == ref
    assert client.get(f"{where}/checks").json()["ref"] == ref


def test_who_sends_orders_cannot_release_them(api):
    client = api(person("order", "sign", "review"))
    client.post("orders", json=ORDER)
    for where in (
        "orders/SO-1001/release",
        "orders/SO-1001/hold",
        "hits/1/propose",
        "determinations",
    ):
        assert client.post(where, json={}).status_code in (404, 405)
