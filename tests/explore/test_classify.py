"""From figures to an entry."""

from datetime import date
from decimal import Decimal

import pytest

from licet.errors import InputError
from licet.explore.classify import Rate, classify, performance, shown_sum

TODAY = date(2026, 11, 21)
TPP = "total_processing_performance"


@pytest.fixture(scope="module")
def of(builder, law):
    def make(on=TODAY, kind="integrated_circuit", **facts):
        raw = {"kind": "export", "from": "US", "item": {"kind": kind, "facts": facts}}
        return classify(builder.transfer(raw), law, on=on)

    return make


def sheet(found):
    return found.sheets[0]


def test_performance_is_taken_at_the_precision_with_the_highest_product():
    rates = [Rate(Decimal(242), Decimal(8)), Rate(Decimal(121), Decimal(16)), Rate(Decimal(485), Decimal(4))]  # fmt: skip
    assert performance(rates).product == Decimal(1940)
    assert shown_sum([Rate(Decimal("989.4"), Decimal(16))]) == "TPP = 989.4 x 16 = 15,830.4"
    with pytest.raises(InputError):
        performance([])


def test_a_fast_chip_is_a_whatever_else_is_unknown(of):
    found = sheet(of(total_processing_performance=15824, die_area_mm2=814))
    assert found.classification.entry == "3A090.a"
    assert found.missing == ()
    assert "5A992.z.1" in found.classification.forms


def test_the_sum_behind_the_density_is_shown(of):
    found = of(total_processing_performance=15824, die_area_mm2=814)
    assert "performance density = 15,824 / 814 = 19.4398 TPP/mm2" in found.sums


def test_a_planar_chip_has_no_area_that_counts(of):
    found = of(total_processing_performance=4799, die_area_mm2=300, non_planar_logic_die=False)
    assert sheet(found).classification.entry == "3A991.p"
    assert found.decision.transfer.remarks


def test_what_is_missing_is_named_while_the_entry_is_open(of):
    found = sheet(of(total_processing_performance=2500))
    assert {"3A090.a", "3A090.b", "3A991.p"} <= set(found.classification.candidates)
    names = {fact.name for fact in found.missing}
    assert {"performance_density", "designed_or_marketed_for_datacenter"} <= names


@pytest.mark.parametrize(
    ("tpp", "units"), [("4799", Decimal(-1)), ("4800", Decimal(0)), ("4801", Decimal(1))]
)
def test_the_distance_to_a_line_is_in_units_and_percent(of, tpp, units):
    lines = sheet(of(total_processing_performance=tpp)).lines
    gap = next(line.distance for line in lines if (line.fact, line.line) == (TPP, Decimal(4800)))
    assert gap.units == units
    assert gap.percent == units / 48


def test_a_range_has_no_distance_and_may_still_settle(of):
    found = sheet(of(total_processing_performance=">= 5000"))
    assert found.classification.entry == "3A090.a"
    assert all(line.distance is None for line in found.lines if line.fact == TPP)


def test_the_note_on_data_centres_stands_with_its_truth(of):
    found = sheet(of(total_processing_performance=4000, designed_or_marketed_for_datacenter=False))
    assert ("us.ccl.3A090.note_2", True) in {(name, truth) for name, _, truth in found.notes}


def test_the_form_of_2022_had_other_lines(of):
    figures = {TPP: 4800, "aggregate_bidirectional_transfer_rate_gb_s": 600}
    assert sheet(of(on=date(2023, 1, 1), **figures)).classification.entry == "3A090"
    assert sheet(of(on=date(2022, 1, 1), **figures)).classification.entry == "3A991"


def test_memory_is_classified_by_its_density(of):
    found = of(kind="memory_hbm", memory_bandwidth_gb_s=1229, package_area_mm2=110,
               co_packaged_with_dominant_logic=False)  # fmt: skip
    assert sheet(found).classification.entry == "3A090.c"
