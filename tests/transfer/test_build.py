"""From what a user states to a transfer: typed, derived, and refused with an InputError where it is odd."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.decide import decide
from licet.decide.report import report
from licet.errors import InputError, UnknownName
from licet.facts.values import Interval
from licet.transfer.build import Builder
from licet.transfer.derive import arithmetic
from licet.transfer.model import CATALOGUE, DERIVED, STATED, Listing


@pytest.fixture(scope="session")
def maker(mini):
    return Builder(mini.book, {"p1": {"speed": "200", "area_mm2": "50", "density": "4"}})


def test_what_is_absent_or_marked_unknown_is_unknown(maker):
    made = maker.transfer(
        {
            "item": {"kind": "chip", "facts": {"speed": "?", "flat": None, "density": ""}},
            "to": "unknown",
        }
    )
    assert dict(made.facts) == {"item_kind": "chip"}
    assert made.parties == ()
    assert not made.due_care


def test_an_empty_list_is_a_statement(maker):
    made = maker.transfer(
        {
            "exporter": {"letters": []},
            "parties": [{"role": "end_user", "lists": []}, {"role": "purchaser"}],
        }
    )
    assert made.facts["exporter.letters"] == frozenset()
    assert made.parties[0].facts["lists"] == ()
    assert "lists" not in made.parties[1].facts


def test_a_fact_of_the_deal_stands_under_facts_and_no_other_owner_does(maker, mini):
    deal = {
        each.name: "XX"
        for each in mini.book.facts
        if each.owner == "transfer" and each.type == "country"
    }
    assert dict(maker.transfer({"facts": deal}).facts) == deal
    with pytest.raises(InputError, match="cannot stand under the transfer"):
        maker.transfer({"facts": {"speed": "100"}})


def test_stated_beats_derived_and_derived_beats_the_catalogue(maker):
    def density(facts):
        made = maker.transfer({"item": {"id": "p1", "facts": facts}})
        return made.facts["density"], made.sources["density"]

    assert density({}) == (Decimal(4), CATALOGUE)
    assert density({"speed": "100"}) == (Decimal(2), DERIVED)
    assert density({"speed": "100", "density": "9"}) == (Decimal(9), STATED)
    assert density({"speed": "[100, 200]"}) == (Interval(Decimal(2), Decimal(4)), DERIVED)


def test_a_fact_that_has_no_meaning_is_set_aside_with_a_remark(maker):
    made = maker.transfer({"item": {"facts": {"flat": "yes", "density": "9"}}})
    assert "density" not in made.facts
    assert made.remarks == ("density of 9 was set aside, since flat",)


def test_a_quotient_by_nought_or_by_something_unknown_is_unknown(maker):
    assert "density" not in maker.transfer({"item": {"facts": {"speed": "100"}}}).facts


@pytest.mark.parametrize(
    ("raw", "entry"),
    [
        ({"list": "XX-BAD"}, Listing("XX-BAD")),
        ({"list": "XX-BAD", "since": "2023-05-10"}, Listing("XX-BAD", date(2023, 5, 10))),
        ({"list": "XX-BAD", "footnotes": ["4", "5"]}, Listing("XX-BAD", None, frozenset({4, 5}))),
        ({"list": "XX-BAD", "footnotes": "12"}, Listing("XX-BAD", None, frozenset({12}))),
        ({"list": "XX-BAD", "footnotes": "?"}, Listing("XX-BAD", None, None)),
        ({"list": "XX-BAD", "footnotes": []}, Listing("XX-BAD")),
    ],
)
def test_an_entry_of_a_list_is_read(maker, raw, entry):
    assert maker.listings([raw]) == (entry,)


def test_entries_of_lists_may_be_written_in_one_line(maker):
    assert maker.listings("XX-BAD/4+5 since 2023-05-10, US-EL") == (
        Listing("XX-BAD", date(2023, 5, 10), frozenset({4, 5})),
        Listing("US-EL"),
    )
    assert maker.listings("none") == ()


def test_a_list_is_known_by_a_rule_by_the_catalog_or_as_the_rest_of_a_country(maker):
    """XX-BAD stands in a rule alone, US-1286 in the catalog alone."""
    said = maker.listings("XX-BAD, US-1286, MY-OTHER")
    assert [each.list for each in said] == ["XX-BAD", "US-1286", "MY-OTHER"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"tem": {}}, "'tem' is no known key of a transfer. Did you mean item?"),
        ({"item": {"facts": {"sped": "1"}}}, "'sped' is no known item fact. Did you mean speed?"),
        (
            {"item": {"facts": {"military": "yes"}}},
            "military is a fact of the end_use, so it cannot stand under the item",
        ),
        ({"item": {"facts": {"speed": "1", "fast": "2"}}}, "speed is stated twice, as 1 and as 2"),
        ({"item": "chip"}, "item must be a mapping of names to values"),
        ({"item": {"kind": "chpi"}}, "one of chip, tool was wanted"),
        ({"to": "China"}, "a country of two letters"),
        ({"parties": {"role": "end_user"}}, "parties must be a list"),
        ({"parties": ["end_user"]}, "a party is a mapping with role and name"),
        ({"parties": [{"rol": "end_user"}]}, "'rol' is no known party fact. Did you mean role?"),
        ({"parties": [{"lists": "XX-BAD/four"}]}, "footnotes are a list of numbers"),
        (
            {"parties": [{"lists": [{"list": "XX-BAD", "footnotes": ["a"]}]}]},
            "footnotes are a list of numbers",
        ),
        ({"parties": [{"lists": [{"list": "XX-BAD", "sinse": "2020"}]}]}, "Did you mean since?"),
        ({"parties": [{"lists": [{"list": "XX-BAD", "since": "2020"}]}]}, "is no date"),
        ({"parties": [{"lists": [5]}]}, "an entry is {list, since, footnotes}"),
        ({"parties": [{"lists": "XX-BUD"}]}, "'XX-BUD' is no list that a rule or the catalog"),
        ({"parties": [{"lists": "XX-BUD?, US-EL"}]}, "one such as XX-BAD"),
        ({"parties": [{"lists": [{"list": "us-el"}]}]}, "one such as US-EL was wanted"),
        ({"parties": [{"owners": [{"list": "Entity List"}]}]}, "one such as US-EL was wanted"),
        ({"parties": [{"owners": "none"}]}, "owners are a list"),
        ({"parties": [{"owners": [{"percent": "50"}]}]}, "'percent' is no known key of an owner"),
        ({"parties": [{"owners": [{"list": "XX-BAD", "pct": "101"}]}]}, "cannot be over 100"),
        ({"end_use": {"militry": "yes"}}, "Did you mean military?"),
        ({"end_use": {"militry": {}}}, "Did you mean military?"),
        ({"exporter": {"leters": []}}, "Did you mean exporter.letters"),
        ({"assurances": []}, "assurances must be a mapping"),
    ],
)
def test_what_is_odd_is_refused_with_what_was_wanted(maker, raw, message):
    with pytest.raises(InputError) as caught:
        maker.transfer(raw)
    assert message in str(caught.value)


def test_a_misspelt_name_is_both_an_input_error_and_a_key_error(maker):
    with pytest.raises(KeyError) as caught:
        maker.transfer({"tem": {}})
    assert isinstance(caught.value, UnknownName)
    assert caught.value.near == ("item",)


@pytest.mark.parametrize("size", ["1e60", "9" * 60, "0.000000001", "1e-60", "0"])
def test_numbers_of_any_size_can_be_decided_and_shown(law, mini, maker, size):
    made = maker.transfer(
        {
            "item": {"kind": "chip", "facts": {"speed": size, "area_mm2": "0.0001"}},
            "from": "US",
            "to": "CN",
        }
    )
    assert report(decide(made, mini, on=date(2023, 6, 1)))["status"]
    real = Builder(law.book).transfer(
        {"item": {"kind": "integrated_circuit", "facts": {"total_processing_performance": size, "die_area_mm2": "0.0001"}}, "from": "US", "to": "CN"}
    )  # fmt: skip
    assert report(decide(real, law, on=date(2026, 2, 1)))["status"]


@pytest.mark.parametrize(
    ("speed", "said"),
    [
        ("2", "2 / 3 = 0.6667"),
        ("6", "6 / 3 = 2"),
        ("1e26", "= 33,333,333,333,333,333,333,333,333.33"),
    ],
)
def test_the_sum_behind_a_derived_number_is_shown_whatever_its_size(mini, speed, said):
    """Rounding a quotient that has more than 28 digits ended in a decimal error."""
    assert said in arithmetic(
        "density", {"speed": Decimal(speed), "area_mm2": Decimal(3)}, mini.book
    )


scalars = st.none() | st.booleans() | st.integers(-5, 200) | st.sampled_from(
    ["", "?", "CN", "cn | us", "chip", "end_user", "end_user | forwarder", "XX-BAD", "2023-05-10", "yes", "no", ">= 4800", "[1, 2]", "1e50", "none", "x"]
)  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["list", "since", "footnotes", "pct", "name", "role", "speed", "military", "facts", "kind"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
parties = st.fixed_dictionaries({}, optional={
    "role": scalars, "name": scalars, "country": scalars, "headquarters": scalars, "owned_by_listed_pct": scalars,
    "lists": anything, "owners": anything,
})  # fmt: skip
raws = st.fixed_dictionaries({}, optional={
    "kind": scalars, "from": scalars, "to": scalars, "route": anything, "parties_complete": scalars,
    "item": st.fixed_dictionaries({}, optional={
        "id": scalars, "kind": scalars, "ownclass": scalars, "name": anything,
        "facts": st.dictionaries(st.sampled_from(["speed", "fast", "area_mm2", "density", "flat"]), scalars, max_size=4) | anything,
    }) | anything,
    "exporter": st.dictionaries(st.sampled_from(["letters", "name"]), anything, max_size=2) | anything,
    "parties": st.lists(parties | anything, max_size=3) | anything,
    "us_nexus": anything, "assurances": st.dictionaries(st.just("notice_days"), scalars) | anything,
    "end_use": st.dictionaries(st.sampled_from(["text", "military", "no_knowledge_beyond_stated"]), anything) | anything,
})  # fmt: skip


@settings(max_examples=400)
@given(raw=raws)
def test_whatever_is_stated_is_decided_or_refused(mini, maker, raw):
    try:
        made = maker.transfer(raw)
    except InputError:
        return
    for day in (date(2019, 1, 1), date(2023, 6, 1)):
        json.dumps(report(decide(made, mini, on=day)))
