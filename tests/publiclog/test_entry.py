"""Entries and the commitments in them."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.publiclog import commitments, entry, tree
from licet.publiclog.commitments import Opening, sealed
from tests.publiclog.made import CLOUD, at, condition, four_cases, salts

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
FIELDS = st.dictionaries(NAMES, st.integers(0, 9) | st.text("abc"), max_size=9)


@given(FIELDS)
def test_one_field_is_opened_with_all_others_unseen(fields):
    openings = sealed(fields)
    committed = commitments.commitments(openings)
    for each in openings:
        assert commitments.opens(each, committed)
        for wrong in (
            Opening(each.field, [each.value], each.salt),
            Opening(each.field, each.value, bytes(32)),
            Opening(each.field + "x", each.value, each.salt),
        ):
            assert not commitments.opens(wrong, committed)


def test_each_field_has_a_salt_of_its_own_and_equal_values_look_different():
    openings = sealed(dict.fromkeys(("one", "two", "three"), "yes"))
    assert len({each.salt for each in openings}) == 3
    assert {len(each.salt) for each in openings} == {32}
    assert len(set(commitments.commitments(openings).values())) == 3


def test_the_hashes_of_a_commitment_are_those_of_the_page():
    # Computed by hand with sha256sum from docs/public-log.md.
    import hashlib

    opening = Opening("units", 10_000, bytes(range(32)))
    stated = hashlib.sha256(
        b"licet-commitment/1\n" + bytes(range(32)) + b'["units",10000]'
    ).digest()
    assert opening.commitment == stated.hex()
    root = hashlib.sha256(b"\0units\n" + stated).hexdigest()
    assert commitments.root({"units": opening.commitment}) == root
    assert commitments.root({}) == hashlib.sha256(b"").hexdigest()


def test_an_entry_is_canonical_json_and_is_read_back():
    for made in four_cases().entries:
        told = json.loads(made.data)
        assert list(told) == sorted(told)
        assert told["format"] == "licet-entry/1"
        assert entry.entry_from(made.data) == made
        assert made.leaf == tree.leaf_hash(made.data).hex()


def test_the_entries_of_a_case_are_a_chain():
    chain = [each for each in four_cases().entries if each.case == CLOUD]
    assert [each.seq for each in chain] == list(range(len(chain)))
    assert [each.previous for each in chain] == [None, *(each.leaf for each in chain[:-1])]
    assert sum(each.refers == (0, chain[0].leaf) for each in chain) == 1  # the forgetting


def test_a_new_case_has_a_pseudonym_that_nothing_is_read_from():
    one, two = (entry.event("registered", at(0), {}) for _ in range(2))
    assert one.case != two.case
    assert len(one.case) == 32


def test_confidential_values_are_nowhere_in_the_bytes():
    openings = sealed({"applicant": "A. Cloud Ltd", "units": 12345}, salts("x"))
    made = entry.event("registered", at(0), {"clock": "start"}, openings)
    assert b"Cloud" not in made.data
    assert b"12345" not in made.data
    assert set(made.commitments) == {"applicant", "units"}


def first():
    return entry.event("registered", at(1), {"clock": "start"}, sealed({"units": 3}))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: entry.event("Registered", at(0), {}), "no name"),
        (lambda: entry.event("registered", at(0), {"a b": 1}), "no name"),
        (lambda: entry.event("r", at(0), {"units": 1}, sealed({"units": 1})), "at once"),
        (lambda: entry.event("r", at(0), {}, case="case-17"), "no pseudonym"),
        (lambda: entry.event("r", at(0), {}, after=first()), "is before"),
        (lambda: entry.event("r", datetime(2026, 1, 1), {}), "time zone"),  # noqa: DTZ001
        (lambda: entry.event("r", at(0), {"rate": 0.25}).data, "no form in canonical JSON"),
        (lambda: entry.event("r", at(0), {"text": "x" * 70_000}).data, "65,535"),
        (lambda: entry.forgetting("f", at(2), first(), ["name"], reason="r", after=first()), "no confidential field"),
        (lambda: entry.correction("c", at(2), first(), {}, reason="r", after=first()), "not an earlier entry"),
    ],
)  # fmt: skip
def test_what_the_page_does_not_allow_is_not_made(make, why):
    with pytest.raises(InputError, match=why):
        make()


def test_a_correction_is_of_an_event():
    one = first()
    two = entry.correction("corrected", at(2), one, {"clock": None}, reason="slip", after=one)
    assert two.refers == (0, one.leaf)
    with pytest.raises(InputError, match="of an event"):
        entry.correction("corrected", at(3), two, {}, reason="slip", after=two)


@pytest.mark.parametrize(
    "data",
    [
        b"{}", b"[]", b'"x"', b"{", first().data[:-1],
        first().data.replace(b'"commitments_root":"', b'"commitments_root":"0'),
        first().data.replace(b'{"case"', b'{"another":1,"case"'),
        first().data.replace(b"licet-entry/1", b"licet-entry/2"),
    ],
)  # fmt: skip
def test_other_bytes_are_no_entry(data):
    with pytest.raises(InputError):
        entry.entry_from(data)


def test_a_condition_is_plain_data():
    made = entry.event("condition_proposed", at(0), condition("cap", "proposed"))
    assert entry.entry_from(made.data).public["condition"]["id"] == "cap"


@pytest.mark.parametrize(
    ("public", "why"),
    [
        ({"clock": "stopped"}, "Did you mean stop"),
        ({"clock": "stop", "cause": "A question"}, "has the form"),
        ({"outcome": "refused"}, "no known outcome"),
        ({"outcome": "approved", "conditions": ["cap"]}, "is approved_with_conditions"),
        ({"outcome": "approved_with_conditions", "conditions": "cap"}, "list of ids"),
        (condition("cap", "droped", reason="r"), "Did you mean dropped"),
        (condition("cap", "dropped"), "without a reason"),
        (condition(7, "proposed"), "id, act and by"),
        ({"condition": "cap"}, "id, act and by"),
        ({"superseded_by": "case 2"}, "has the form"),
        ({"outcome": None}, "no known outcome"),
    ],
)
def test_a_reserved_field_that_no_verifier_can_read_does_not_come_into_the_log(public, why):
    with pytest.raises(InputError, match=why):
        entry.event("step", at(1), public)
    if public.get("outcome") not in (None, "approved"):
        with pytest.raises(InputError, match=why):
            entry.correction("corrected", at(2), first(), public, reason="r", after=first())
