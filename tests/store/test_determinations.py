"""What an officer signs is the machine's answer, byte for byte."""

import json

import pytest
import sqlalchemy as sa

from licet.errors import InputError
from tests.store.test_log import tamper

HASHES = {"law": "aa" * 32, "catalogue": "bb" * 32, "code": "cc" * 32}


def decided(**other):
    one = {
        "item": "Chip", "product": "chip", "on": "2026-02-01", "known_on": None, "status": "license_required",
        "facts": {"destination": {"value": "CN", "source": "stated"}}, "hashes": HASHES, "share": 0.5,
    }  # fmt: skip
    return {**one, **other}


ANSWER = json.dumps(decided(), indent=2).encode() + b"\n"


@pytest.fixture
def signed(store, staff):
    return store.determine(ANSWER, staff.chen, note="A license was asked for.", ref="R1")


def test_the_bytes_are_kept_and_signed(store, signed):
    assert signed.answer == ANSWER
    assert json.loads(signed.inputs) == [
        {"item": "Chip", "product": "chip", "on": "2026-02-01", "known_on": None, "facts": {"destination": {"value": "CN", "source": "stated"}}}
    ]  # fmt: skip
    said = json.loads(signed.statement)
    assert said["hashes"] == HASHES
    assert (said["officer"], said["title"], said["note"]) == ("chen", "Chen", "A license was asked for.")  # fmt: skip
    assert store.verify_determination(signed.id).faults == ()
    assert store.determinations("R1") == (signed,)
    assert store.determinations("R2") == ()
    assert store.verify().faults == ()


def test_variants_are_signed_as_one(store, staff):
    both = json.dumps([decided(item="A"), decided(item="B", status="prohibited")]).encode()
    found = store.determine(both, staff.chen)
    assert (found.item, found.status) == ("A, B", "license_required, prohibited")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[]", "no answer of licet decide"),
        (b"[3]", "no answer of licet decide"),
        (b'{"item": "x", "on": 1, "status": "y"}', "facts, hashes is not there"),
        (json.dumps([decided(), decided(hashes={})]).encode(), "different law or code"),
    ],
)
def test_what_is_no_answer_is_not_signed(store, staff, answer, said):
    with pytest.raises(InputError, match=said):
        store.determine(answer, staff.chen)
    assert store.determinations() == ()


def test_only_who_may_determine_signs(store, staff):
    with pytest.raises(InputError, match="right to determine"):
        store.determine(ANSWER, staff.anna)
    store.retire_officer("chen")
    with pytest.raises(InputError, match="retired"):
        store.determine(ANSWER, staff.chen)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer": ANSWER.replace(b"license_required", b"no_requirement_found")}, "the kept answer is not what was signed"),
        ({"inputs": b"[]"}, "the kept inputs is not what was signed"),
        ({"note": "Free to go."}, "note is not as signed"),
        ({"status": "prohibited"}, "status is not as signed"),
        ({"statement": b"{}"}, "does not fit the statement"),
        ({"signature": bytes(64)}, "does not fit the statement"),
        ({"public_key": "ed25519:" + "A" * 43 + "="}, "not the one that the store has"),
    ],
)  # fmt: skip
def test_a_change_shows(store, signed, change, said):
    tamper(store)
    with store._engine.begin() as db:
        if db.dialect.name == "sqlite":
            db.execute(sa.text("DROP TRIGGER determinations_written_once"))
        else:
            db.execute(sa.text("SET session_replication_role = replica"))
        sets = ", ".join(f"{name} = :{name}" for name in change)
        db.execute(sa.text(f"UPDATE determinations SET {sets}"), change)  # noqa: S608 - our own words
    assert any(said in each for each in store.verify_determination(signed.id).faults)
    assert any(said in each for each in store.verify().faults)


def test_a_number_that_is_not_there(store):
    with pytest.raises(InputError, match="no determination 7"):
        store.determination(7)
