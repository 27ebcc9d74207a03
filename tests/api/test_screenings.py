import json
from concurrent.futures import ThreadPoolExecutor

from .conftest import person, problem

NAMES = {"names": [{"name": "Huawei Technologies", "country": "CN", "ref": "PO-1001"}]}


def test_a_screening_is_kept_and_its_hits_wait_for_two_officers(api):
    client = api()
    found = client.post("screenings", json=NAMES).json()
    hits = found["answers"][0]["hits"]
    assert hits
    assert found["record"]["run"] == 1
    assert "No hit is not a clearance" in found["silence"]
    assert found["searched"]["editions"]
    listed = client.get("hits", params={"ref": "PO-1001", "state": "potential"}).json()
    assert listed["total"] == len(hits)
    one = client.get(f"hits/{listed['items'][0]['id']}").json()
    assert one["asked"]["name"] == "Huawei Technologies"
    assert len(client.get("worklist").json()["hits"]) == len(hits)
    problem(client.get("hits/999"), 404)
    problem(client.get("hits?state=done"), 422)


def test_what_is_not_to_be_kept_is_not(api, service):
    found = api().post("screenings", json={**NAMES, "record": False}).json()
    assert found["record"]["run"] is None
    assert service.store.hits() == ()


def test_the_same_key_and_request_is_done_once_and_answered_with_the_same_bytes(api, service):
    client = api()
    first = client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k1"})
    again = client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k1"})
    assert first.content == again.content
    assert again.headers["idempotent-replayed"] == "true"
    assert service.store.status()["rows"]["runs"] == 1
    client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k2"})
    assert service.store.status()["rows"]["runs"] == 2


def test_the_same_key_with_another_request_is_refused(api):
    client = api()
    client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k1"})
    other = {**NAMES, "nearest": True}
    refused = client.post("screenings", json=other, headers={"Idempotency-Key": "k1"})
    assert problem(refused, 422, "key-used-otherwise")["errors"][0]["place"] == "Idempotency-Key"
    problem(client.post("screenings", json=NAMES, headers={"Idempotency-Key": "x" * 201}), 422)
    problem(client.post("screenings", json=NAMES, headers={"Idempotency-Key": ""}), 422)


def test_keys_of_two_persons_are_two_keys(api, service):
    for account in (7, 8):
        client = api(person("screen", account=account))
        answer = client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k1"})
        assert "idempotent-replayed" not in answer.headers
    assert service.store.status()["rows"]["runs"] == 2


def test_many_at_once_with_one_key_keep_one(api, service):
    client = api()

    def send(_):
        return client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k1"})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {each.status_code for each in answers} <= {200, 409}
    assert len({each.content for each in answers if each.status_code == 200}) == 1
    assert all(each.headers["retry-after"] for each in answers if each.status_code == 409)
    assert service.store.status()["rows"]["runs"] == 1


def test_a_request_that_failed_leaves_its_key_free(api):
    client = api()
    wrong = {**NAMES, "lists": ["US-XX"]}
    problem(client.post("screenings", json=wrong, headers={"Idempotency-Key": "k1"}), 422)
    right = client.post("screenings", json=NAMES, headers={"Idempotency-Key": "k1"})
    assert right.status_code == 200


def test_lists_that_are_not_loaded_and_names_that_are_none_are_refused(api):
    client = api()
    assert "US-EL" in problem(client.post("screenings", json={**NAMES, "lists": ["US-ELL"]}), 422)["detail"]  # fmt: skip
    problem(client.post("screenings", json={"names": []}), 422)
    wrong = problem(client.post("screenings", json={"names": [{"name": "a\nb"}]}), 422)
    assert wrong["errors"][0]["place"] == "/names/0/name"


def test_hostile_names_come_back_as_they_were_sent(api):
    name = "<script>alert(1)</script> ' OR 1=1 --"
    found = api().post("screenings", json={"names": [{"name": name}], "record": True})
    assert json.loads(found.content)["answers"][0]["query"]["name"] == name
