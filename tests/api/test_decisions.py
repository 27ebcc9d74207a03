import json
from datetime import date

import pytest

from licet.decide.report import report
from licet.service.service import Question

from .conftest import QUESTION, TRANSFER, problem


def test_an_answer_is_the_report_of_each_variant(api, service):
    found = api().post("decisions", json={**QUESTION, "proof": True, "ref": "PO-1"})
    decided = service.decide(Question(TRANSFER, date(2026, 2, 1))).decisions
    assert found.status_code == 200
    data = found.json()
    assert data["decisions"] == json.loads(json.dumps([report(each) for each in decided]))
    assert (data["status"], data["ref"]) == ("license_required", "PO-1")
    assert "named officer" in data["silence"]


def test_a_family_is_decided_once_for_each_variant(api):
    asked = {**QUESTION, "transfer": {**TRANSFER, "item": {"id": "nvidia-h200"}}}
    found = api().post("decisions", json=asked).json()
    assert [each["product"] for each in found["decisions"]] == [
        "nvidia-h200-nvl-141gb",
        "nvidia-h200-sxm-141gb",
    ]


def test_the_same_question_has_the_same_bytes_kept_or_made_afresh(api):
    client = api()
    first = client.post("decisions", json=QUESTION)
    kept = client.post("decisions", json=QUESTION)
    other = api().post("decisions", json=QUESTION)
    assert first.content == kept.content == other.content
    assert first.headers["etag"] == kept.headers["etag"] == other.headers["etag"]
    assert kept.headers["content-type"] == "application/json"


def test_what_is_kept_goes_when_the_store_has_changed(api, service):
    client = api()
    before = client.post("decisions", json=QUESTION).headers["etag"]
    service.store.hold("PO-1", "wait", "ada")
    assert client.post("decisions", json=QUESTION).headers["etag"] != before


def test_days_sovereigns_and_unsearched_names_are_as_asked(api):
    named = {**TRANSFER, "parties": [{"role": "end_user", "name": "Acme", "country": "CN"}]}
    asked = {"transfer": named, "on": "2022-01-03", "known_on": "2022-01-02", "sovereigns": ["US"], "screened": False}  # fmt: skip
    found = api().post("decisions", json=asked).json()["decisions"][0]
    assert (found["on"], found["known_on"]) == ("2022-01-03", "2022-01-02")
    assert [each["sovereign"] for each in found["answers"]] == ["US"]
    assert found["screening"]["off"]


def test_questions_are_left_out_where_none_are_wanted(api):
    open_one = {"transfer": {"item": {"id": "nvidia-h20"}, "to": "CN"}, "on": "2026-02-01"}
    asked = api().post("decisions", json=open_one).json()["decisions"][0]
    bare = api().post("decisions", json={**open_one, "questions": False}).json()["decisions"][0]
    assert asked["questions"]
    assert bare == {**asked, "questions": []}


def test_a_name_is_looked_for_on_the_lists(api):
    party = {"role": "end_user", "name": "Huawei Technologies Co., Ltd.", "country": "CN"}
    found = api().post("decisions", json={**QUESTION, "transfer": {**TRANSFER, "parties": [party]}})
    assert found.json()["decisions"][0]["screening"]["hits"]


@pytest.mark.parametrize(
    ("asked", "place", "said"),
    [
        ({"transfer": {"item": {"facts": {"performence_density": 5}}}}, "/transfer/item/facts/performence_density", "performance_density"),
        ({"transfer": {"item": {"id": "nvidia-h2000"}}}, "/transfer/item/id", "Did you mean"),
        ({"transfer": {"to": "China!"}}, "/transfer/to", "two letters"),
        ({"transfer": {}, "on": "01/02/2026"}, "/on", "2026-01-15"),
        ({"transfer": {}, "onn": "2026-01-01"}, "/onn", "not known"),
        ({"transfer": []}, "/transfer", ""),
        ({"transfer": {}, "proof": "yes"}, "/proof", "boolean"),
        ({"transfer": {}, "sovereigns": ["us"]}, "/sovereigns/0", ""),
        ({}, "/transfer", "required"),
        ([], "", ""),
    ],
)  # fmt: skip
def test_a_fault_names_its_place_and_the_way_out(api, asked, place, said):
    data = problem(api().post("decisions", json=asked), 422, "not-valid")
    assert data["errors"][0]["place"] == place
    assert said in data["errors"][0]["detail"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b'{"transfer": NaN}', b"[" * 100_000, b'"\\ud800"', b"1" * 5000, b'{"a": 1e999', b'{"a": "\\u0000"}'],
)  # fmt: skip
def test_what_is_no_json_is_unreadable(api, body):
    answer = api().post("decisions", content=body, headers={"content-type": "application/json"})
    problem(answer, 400, "unreadable")


def test_other_types_and_too_much_are_refused(api):
    client = api()
    problem(client.post("decisions", data={"transfer": "x"}), 415, "wrong-type")
    problem(client.post("decisions", content=b"{}", headers={"content-type": "text/plain"}), 415)
    large = b'{"transfer": {"item": "' + b"x" * 2_100_000 + b'"}}'
    problem(client.post("decisions", content=large, headers={"content-type": "application/json"}), 413, "too-large")  # fmt: skip


def test_rows_are_answered_in_order_and_a_fault_in_one_stops_no_other(api):
    rows = [
        {**QUESTION, "ref": "a"},
        {"transfer": {"item": {"facts": {"tpq": 1}}}, "ref": "b"},
        {**QUESTION, "ref": "c"},
        7,
    ]
    as_list = api().post("decisions/bulk", json=rows)
    text = "\n\n".join(map(json.dumps, rows)) + "\n{not json"
    as_lines = api().post("decisions/bulk", content=text, headers={"content-type": "application/x-ndjson"})  # fmt: skip
    told = [json.loads(line) for line in as_list.text.splitlines()]
    assert as_list.headers["content-type"] == "application/x-ndjson"
    assert [each.get("ref") for each in told[:-1]] == ["a", "b", "c", None]
    assert [each["row"] for each in told[:-1]] == [1, 2, 3, 4]
    assert ["answer" in each for each in told[:-1]] == [True, False, True, False]
    assert told[1]["problem"]["errors"][0]["place"] == "/transfer/item/facts/tpq"
    assert told[-1] == {"end": True, "rows": 4, "answers": 2, "problems": 2}
    lines = as_lines.text.splitlines()
    assert lines[:4] == as_list.text.splitlines()[:4]
    assert json.loads(lines[4])["problem"]["type"].endswith("unreadable")
    one = api().post("decisions", json=rows[0])
    assert told[0]["answer"] == one.json()


def test_too_many_rows_are_refused_before_any_is_decided(api):
    rows = b"\n".join([b"{}"] * 10_001)
    answer = api().post("decisions/bulk", content=rows, headers={"content-type": "application/x-ndjson"})  # fmt: skip
    problem(answer, 413, "too-large")
    problem(api().post("decisions/bulk", json={}), 422)
