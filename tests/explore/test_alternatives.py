"""Milder products, and the largest chips that the law leaves."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from licet.decide.decide import decide
from licet.explore.alternatives import alternatives
from licet.explore.limits import limits
from licet.explore.outline import severity
from licet.record import replaced

FEBRUARY = date(2026, 2, 1)
TPP, DENSITY, DRAM = (
    "total_processing_performance", "performance_density", "total_dram_bandwidth_gb_s",
)  # fmt: skip


@pytest.fixture(scope="module")
def h200(law, shipment):
    return decide(shipment("nvidia-h200-sxm-141gb"), law, on=FEBRUARY)


@pytest.fixture(scope="module")
def others(h200, library, shipment):
    return alternatives(
        h200, [(chip, shipment(chip.id)) for chip in library.catalogue.on("chip").products]
    )


def boxes(level):
    return {
        (limit.when, tuple((side.fact, str(side.line), side.included) for side in limit.sides))
        for limit in level.limits
    }


def test_every_alternative_is_milder(h200, others):
    assert others
    assert all(severity(each.decision) < severity(h200) for each in others)
    assert "nvidia-h200-sxm-141gb" not in {each.product.id for each in others}


def test_the_nearest_in_performance_comes_first(others):
    gaps = [abs(each.performance - 1) for each in others if each.performance is not None]
    assert gaps == sorted(gaps)


def test_a_chip_without_a_figure_that_counts_is_only_perhaps_milder(others):
    assert any(each.missing for each in others)
    for each in others:
        if each.missing:
            assert not all(a.classification.settled for a in each.decision.claiming)


def test_h20_meets_less_than_h200_and_b200_does_not(others):
    ids = {each.product.id for each in others}
    assert "nvidia-h20-sxm-96gb" in ids
    assert "nvidia-b200" not in ids


def test_the_largest_chips_are_those_of_each_limb(h200):
    free = boxes(limits(h200)[0])
    assert free == {
        ((), ((TPP, "1600", False),)),
        ((), ((TPP, "2400", False), (DENSITY, "3.2", False))),
        ((), ((TPP, "4800", False), (DENSITY, "1.6", False))),
        ((("designed_or_marketed_for_datacenter", False),), ((TPP, "4800", False),)),
        ((("non_planar_logic_die", False),), ((TPP, "4800", False),)),
    }


def test_the_box_of_2026_is_a_level_of_its_own(h200):
    assert boxes(limits(h200)[1]) == {((), ((TPP, "21000", False), (DRAM, "6500", False)))}


def test_the_form_of_2022_is_free_on_either_side(law, shipment):
    reference = decide(shipment("nvidia-h200-sxm-141gb"), law, on=date(2023, 2, 1))
    sides = {side for _, found in boxes(limits(reference)[0]) for side in found}
    assert (TPP, "4800", False) in sides
    assert ("aggregate_bidirectional_transfer_rate_gb_s", "600", False) in sides


def test_no_chip_inside_a_box_meets_more_and_one_just_outside_does(h200, law):
    """The lines are not taken on trust: a chip on each side of each line is decided."""
    level = limits(h200)[0]
    for limit in level.limits:
        inside = {side.fact: side.line - Decimal("0.01") for side in limit.sides}
        assert severity(_sized(h200, law, inside, limit.when)) <= level.strictness
    plain = {TPP: Decimal(4800), DENSITY: Decimal("0.1")}
    assert severity(_sized(h200, law, plain, ())) > level.strictness


def _sized(h200, law, sizes, when):
    facts = {**h200.transfer.facts, **sizes, **dict(when)}
    for name in () if DENSITY in sizes else (DENSITY,):
        facts.pop(name)
    transfer = replaced(h200.transfer, facts=MappingProxyType(facts))
    return decide(transfer, law, on=FEBRUARY)


def test_where_no_requirement_measures_the_chip_there_are_no_limits(law, shipment):
    party = {"role": "end_user", "country": "CA", "headquarters": "CA",
             "ultimate_parent_headquarters": "CA"}  # fmt: skip
    raw = {"no_knowledge_beyond_stated": True}
    transfer = shipment("nvidia-h200-sxm-141gb", "CA", parties=[party], end_use=raw)
    assert limits(decide(transfer, law, on=FEBRUARY)) == ()
