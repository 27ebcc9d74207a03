import base64
import json

import pytest

from licet.store import keys
from licet.store.keys import Signer

from .conftest import QUESTION, problem


@pytest.fixture
def signed(api, service):
    """A determination that an officer signed; its number."""
    pem, public = keys.make()
    service.store.add_officer("anna", "Export officer", ("determine",), public)
    answer = json.dumps(api().post("decisions", json=QUESTION).json()["decisions"][0]).encode()
    by = Signer("anna", keys.load(pem, None).sign)
    return service.store.determine(answer, by, ref="SO-1001", note="Looked at by hand.").id


def test_what_was_signed_can_be_read_and_checked(api, signed):
    client = api()
    found = client.get(f"determinations/{signed}").json()
    assert (found["officer"], found["ref"], found["status"]) == (
        "anna",
        "SO-1001",
        "license_required",
    )
    assert json.loads(base64.b64decode(found["statement_base64"])) == found["statement"]
    assert found["faults"] == []
    listed = client.get("determinations?ref=SO-1001").json()
    assert [each["id"] for each in listed["items"]] == [signed]
    assert client.get("determinations?ref=SO-1").json()["items"] == []


def test_its_letter_is_the_same_bytes_each_time(api, signed):
    client = api()
    first = client.get(f"determinations/{signed}/letter.pdf")
    assert first.headers["content-type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert client.get(f"determinations/{signed}/letter.pdf").content == first.content


def test_what_is_not_there_is_a_problem(api):
    problem(api().get("determinations/9"), 404, "not-found")
    problem(api().get("determinations/9/letter.pdf"), 404, "not-found")
    problem(api().get("determinations/nine"), 422)
