"""Signals on a transfer over the API."""

from .conftest import TRANSFER, problem

ODD = {**TRANSFER, "to": "MY", "facts": {"red_flag.odd_route": True}}


def test_signals_come_with_rule_citation_what_looks_alike_and_what_is_not_known(api):
    found = api().post("signals", json={"transfer": ODD, "on": "2026-06-01", "ref": "PO-1"})
    assert found.status_code == 200
    data = found.json()
    (subject,) = data["subjects"]
    flag = next(each for each in subject["signals"] if each["code"] == "rf_10")
    assert (flag["cite"], flag["strength"]) == (["15 CFR Part 732, Supp. No. 3"], "weak")
    assert flag["looks_alike"]
    assert subject["not_known"]["rf_5"] == ["red_flag.cash_offered"]
    low, _, high = subject["estimate"]["shares"]["diversion"]
    assert 0 < float(low) < float(high) < 1
    assert (data["ref"], "named officer" in data["silence"]) == ("PO-1", True)


def test_variants_that_show_the_same_signals_stand_once(api):
    asked = {"transfer": {**ODD, "item": {"id": "nvidia-h200"}}, "on": "2026-06-01"}
    assert len(api().post("signals", json=asked).json()["subjects"]) == 1


def test_a_transfer_that_cannot_be_read_is_refused_at_its_place(api):
    found = api().post("signals", json={"transfer": {**ODD, "item": {"id": "nvidia-h2000"}}})
    assert problem(found, 422)["errors"][0]["place"] == "/transfer/item/id"
