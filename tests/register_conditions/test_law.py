"""law/procedure/conditions.yaml says nothing twice, and the rule of January 2026 asks for what it asks for."""

from datetime import date
from decimal import Decimal

import pytest

from licet.decide.report import plain_data
from licet.errors import LawError, UnknownName
from licet.record import replaced
from licet.register.checked import checked
from licet.register.conditions.asked import conditions_of
from licet.register.conditions.expiry import happenings_of_law
from licet.register.conditions.tested import KINDS, parameters_of
from licet.register.law_file import read_law
from licet.register.rules import holds
from tests.conftest import ROOT

DAY = date(2026, 2, 10)


@pytest.fixture(scope="session")
def h200(told, book):
    made = conditions_of(told.rule("us.h200_2026"), book, DAY)
    return {each.id.removeprefix("us.h200_2026."): each for each in made.conditions}


def test_every_kind_that_can_be_tested_is_told_in_words_and_no_other(told):
    assert [each.kind for each in told.kinds] == list(KINDS)


def test_numbers_words_and_countries_are_those_of_the_rule_book(h200):
    performance, memory = (
        parameters_of(h200[each]).limits for each in ("performance", "memory_bandwidth")
    )
    assert [str(each) for each in (*performance, *memory)] == [
        "total_processing_performance under 21,000 TPP (TOPS x bit)",
        "total_dram_bandwidth_gb_s under 6,500 GB/s",
    ]
    volume = parameters_of(h200["volume"])
    assert (volume.most_pct, volume.basis, volume.home_until) == (Decimal(50), "TPP", "application")
    assert set(volume.countries) == {"CN", "HK", "MO"}
    assert "US" in volume.home
    assert h200["volume"].text.startswith("Total TPP of the product exported")
    assert h200["volume"].cite == "supp. no. 2 to part 748, (dd)(2)(iii)"
    assert {"CN", "RU", "MO"} < set(parameters_of(h200["laboratory"]).not_controlled_from)
    assert set(parameters_of(h200["remote_users"]).countries) == {
        "BY", "CN", "CU", "HK", "IR", "KP", "MO", "RU", "VE",
    }  # fmt: skip


def test_every_condition_of_the_policy_has_one_that_can_be_tested_but_the_route(h200, book):
    codes = {each.code for each in book["us.review.742_6_b10.box_2026"].versions[0].conditions}
    texts = {
        each.text: each.code for each in book["us.review.742_6_b10.box_2026"].versions[0].conditions
    }
    covered = {texts[each.text] for each in h200.values() if each.text in texts}
    # That it is an export from the United States is what the license itself is for.
    assert codes - covered == {"export_from_us"}


def test_the_file_fits_the_rule_book(book):
    assert len(checked(ROOT / "law", book).rules) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - kind: quantity_cap\n", "  - kind: quantity\n", "told here or tested in code"),
        ("  - kind: value_cap\n", "  - kind: quantity_cap\n", "told here or tested in code"),
        ("id: share_25_2025", "id: share_15_2025", "'share_15_2025' stands there twice"),
        ("provision: us.money.announced_25", "provision: us.money.announced", "no known provision"),
        ("base: revenue", "base: turnover", "no known base"),
        ("standing: announced", "standing: rumored", "no known standing"),
        ("    rate_pct: 25\n", "", "has no rate"),
        ("law: tpp_below_21000", "law: tpp_below", "no known condition"),
        ("      - id: us.h200_2026.volume\n        kind: ratio_cap", "      - id: us.h200_2026.volume\n        kind: ratio", "no known kind of condition"),
        ("          basis: TPP\n", "          basis: tons\n", "no known basis"),
    ],
)  # fmt: skip
def test_a_slip_in_the_file_is_found(old, new, said, tmp_path, book):
    text = (ROOT / "law" / "procedure" / "conditions.yaml").read_text("utf-8")
    assert old in text
    (tmp_path / "procedure").mkdir()
    (tmp_path / "procedure" / "conditions.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LawError, match=said):
        checked(tmp_path, book)


def test_nothing_is_adopted_by_being_asked_for(h200):
    assert not any(each.binds or each.history for each in h200.values())


def test_no_condition_of_the_rule_asks_for_money(h200):
    assert all(each.kind != "money_paid" for each in h200.values())


def test_the_rule_asks_for_nothing_before_it_is_in_force(told, book):
    with pytest.raises(LawError, match="in force from 2026-01-15"):
        conditions_of(told.rule("us.h200_2026"), book, date(2026, 1, 14))


@pytest.mark.parametrize(
    ("parameters", "code", "said"),
    [
        ({"limits": {"limits": "no_such"}}, "", "no known condition of us.review"),
        ({"limits": {"limits": "tested_by_us_lab"}}, "", "only comparisons with numbers"),
        ({"countries": {"group": ["Atlantis"]}}, "", "no known group"),
        (
            {"most_pct": {"bound": "tpp", "in": "china_volume_within_cap"}},
            "",
            "does not compare tpp",
        ),
        ({"most_pct": {"bound": "tpp", "in": "no_such_fact"}}, "", "no known fact"),
        ({}, "no_such_code", "no known condition of us.review"),
    ],
)
def test_what_the_rule_book_does_not_hold_is_refused(parameters, code, said, told, book):
    rule = told.rule("us.h200_2026")
    odd = replaced(rule.conditions[0], parameters=parameters, law=code)
    with pytest.raises(LawError, match=said):
        conditions_of(replaced(rule, conditions=(odd,)), book, DAY)


def test_a_name_that_is_not_there_is_answered_with_near_ones(told):
    with pytest.raises(UnknownName, match=r"us\.h200_2026"):
        told.rule("us.h200_2025")
    with pytest.raises(UnknownName, match="duty_232_2026"):
        told.reading("duty_232_2025")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "schema: conditions/2\nkinds: []\nrules: []\nreadings: []\ntolerances: []\n",
            "conditions/1",
        ),
        ("schema: conditions/1\nkinds: []\nrules: []\nreadings: []\ntolerance: []\n", "tolerances"),
        ("schema: [\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(text, said, tmp_path):
    (tmp_path / "procedure").mkdir()
    (tmp_path / "procedure" / "conditions.yaml").write_text(text)
    with pytest.raises(LawError, match=said) as caught:
        read_law(tmp_path)
    assert "conditions.yaml" in str(caught.value)


def test_a_rule_that_ended_is_something_that_has_happened(book):
    announced = "us.money.announced_25"
    assert [each.event for each in happenings_of_law(book, announced, date(2026, 1, 15))] == [
        "rule_ended"
    ]
    assert happenings_of_law(book, announced, date(2026, 1, 14)) == ()
    affiliates = happenings_of_law(book, "us.744.11.affiliates", date(2026, 1, 1))
    assert "rule_suspended" in {each.event for each in affiliates}


def test_a_provision_is_tested_on_facts_and_is_false_before_it_is_in_force(book):
    facts = {"total_processing_performance": Decimal(15832), "total_dram_bandwidth_gb_s": Decimal(4800),
             "item_kind": "integrated_circuit"}  # fmt: skip
    band = "us.money.section_232.band"
    assert holds(book, band, facts, date(2026, 1, 15)) is True
    assert holds(book, band, facts, date(2026, 1, 14)) is False
    assert (
        holds(book, band, {**facts, "total_processing_performance": None}, date(2026, 1, 15))
        is None
    )
    with pytest.raises(UnknownName, match=r"us\.money\.section_232\.band"):
        holds(book, "us.money.section_232.bands", facts, DAY)


def test_the_tolerance_on_value_is_told_with_its_citation(told):
    (found,) = told.tolerances
    assert (found.unit, found.value, found.quantity) == ("number", Decimal("0.25"), Decimal(0))
    assert "750.11" in found.cite
    assert plain_data(found)["confidence"] == "medium"
