"""The records themselves: do the numbers follow from each other, and is each doubt written down?"""

import re
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from licet.catalogue import Catalogue
from licet.catalogue.shelves import PRECISION_BITS

FOLDER = Path(__file__).parents[2] / "catalogue"
WHOLE = Catalogue.load(FOLDER)
CATALOGUE = WHOLE.on("chip")
CHIPS = pytest.mark.parametrize("chip", CATALOGUE.products, ids=lambda chip: chip.id)

ROUNDING = Decimal("0.2")
LINES = [1600, 2400, 4800, 14000, 17500, 20800, 21000, 21100]
DENSITIES = [Fraction(8, 5), Fraction(16, 5), Fraction(148, 25)]


def number(chip, fact):
    value = chip.facts.get(fact)
    return value if isinstance(value, Decimal) else None


def products(chip):
    return {p: rate * PRECISION_BITS[p] for p, rate in chip.details["dense_tops"].items()}


def test_all_chips_are_there():
    assert len(CATALOGUE) == 226


@CHIPS
def test_tpp_is_the_largest_rate_times_bits_or_the_record_says_why_not(chip):
    tpp = chip.facts.get("total_processing_performance")
    largest = max(products(chip).values(), default=None)
    if isinstance(tpp, str):
        floor = Decimal(tpp.removeprefix(">= "))
        assert tpp.startswith(">= ")
        assert largest is None or largest == floor
    elif tpp is None:
        assert largest is None
    elif tpp != largest:
        assert chip.details.get("tpp_differs_because")
        assert abs(tpp - largest) < ROUNDING
        crossed = [line for line in LINES if (tpp < line) != (largest < line)]
        assert not crossed
    else:
        assert chip.details.get("tpp_differs_because") is None


def test_only_rounded_rates_part_tpp_from_its_product():
    parted = {chip.id for chip in CATALOGUE.products if chip.details.get("tpp_differs_because")}
    assert len(parted) == 30
    assert all("round" in CATALOGUE.get(name).details.get("tpp_differs_because") for name in parted)


@CHIPS
def test_the_precision_that_sets_tpp_does_set_it(chip):
    if chip.details.get("tpp_set_by"):
        largest = max(products(chip).values())
        assert largest - products(chip)[chip.details.get("tpp_set_by")] < ROUNDING


@CHIPS
def test_rounding_of_rates_moves_no_density_across_a_line(chip):
    tpp, area = number(chip, "total_processing_performance"), number(chip, "die_area_mm2")
    if tpp and area:
        recorded, product = (
            Fraction(n) / Fraction(area) for n in (tpp, max(products(chip).values()))
        )
        assert [recorded < line for line in DENSITIES] == [product < line for line in DENSITIES]
        assert "performance_density" not in chip.facts


@pytest.mark.parametrize(
    ("chip", "density"),
    [
        ("nvidia-h20-sxm-96gb", "2.909"),
        ("nvidia-a40", "3.814"),
        ("nvidia-a10", "3.185"),
        ("nvidia-a30", "3.201"),
        ("nvidia-l20", "3.140"),
        ("nvidia-l4", "6.599"),
        ("tenstorrent-wormhole-n150", "3.128"),
        ("amd-mi210", "4.004"),
        ("nvidia-h100-sxm-80gb", "19.450"),
        ("nvidia-geforce-rtx-4090-d", "7.729"),
        ("huawei-ascend-910b4", "6.731"),
    ],
)
def test_densities_near_a_line_are_what_they_were_published_as(chip, density):
    facts = CATALOGUE.get(chip).facts
    quotient = facts["total_processing_performance"] / facts["die_area_mm2"]
    assert round(quotient, 3) == Decimal(density)


@pytest.mark.parametrize(
    ("chip", "tpp"),
    [
        ("nvidia-h20-sxm-96gb", "2368"),
        ("nvidia-a100-sxm-80gb", "4992"),
        ("nvidia-geforce-rtx-5090-d", "4750"),
        ("nvidia-geforce-rtx-4090-d", "4706.8"),
        ("moore-threads-mtt-s4000", "1600"),
        ("hygon-dcu-k100", "1600"),
        ("amd-mi300x", "20919.2"),
        ("amd-mi325x", "20919.2"),
        ("nvidia-h200-sxm-141gb", "15832"),
        ("intel-gaudi2-hl-225b", "6920"),
    ],
)
def test_chips_near_a_line_have_the_known_tpp(chip, tpp):
    assert CATALOGUE.get(chip).facts["total_processing_performance"] == Decimal(tpp)


@CHIPS
def test_a_tf32_reading_that_moves_tpp_is_recorded_and_told(chip):
    wide = chip.details["dense_tops"].get("tf32", Decimal(0)) * 32
    tpp = number(chip, "total_processing_performance")
    # Under one percent it is only a TF32 rate that was rounded up (L2, L20, Max 1100).
    moves = tpp is not None and wide > tpp * Decimal("1.01")
    assert chip.details.get("tpp_if_tf32_is_32_bits") == (wide if moves else None)
    if moves:
        assert chip.vendor == "Amazon AWS"
        assert "f TF32 counts as 32 bits" in chip.notes


@CHIPS
def test_planar_dies_count_no_area(chip):
    if chip.facts.get("non_planar_logic_die") is False:
        assert "die_area_mm2" not in chip.facts
    else:
        assert chip.details.get("physical_die_area_mm2") is None


@CHIPS
def test_facts_that_follow_from_fields_agree_with_them(chip):
    facts = chip.facts
    assert facts["designed_or_made_by_headquarters"] == chip.headquarters
    eight = [
        chip.details["dense_tops"][p] for p in ("int8", "fp8") if p in chip.details["dense_tops"]
    ]
    assert facts.get("processing_tops_8bit") == max(eight, default=None)
    small = number(chip, "production_node_nm")
    advanced = facts.get("non_planar_logic_die") or (small is not None and small <= 16)
    assert facts.get("applicable_advanced_logic_ic", False) == bool(advanced)
    own_hbm = ("HBM", "HiBL", "HiZQ")
    known = chip.details.get("dram_type") not in {None, "none"}
    assert facts.get("contains_hbm") == (
        chip.details.get("dram_type").startswith(own_hbm) if known else None
    )
    if "die_area_mm2" in facts:
        assert chip.details.get("die_area_basis")


@CHIPS
def test_a_transfer_rate_says_what_it_adds_up(chip):
    rate = chip.facts.get("aggregate_bidirectional_transfer_rate_gb_s")
    assert (rate is None) == (chip.details.get("transfer_rate_basis") is None)
    if rate is None:
        return
    parts = re.findall(r"(?:link|host bus) ([\d.]+)", chip.details.get("transfer_rate_basis"))
    assert sum(map(Decimal, parts)) == Decimal(str(rate).removeprefix(">= "))
    unsure = "not in the sources" in chip.details.get(
        "transfer_rate_basis"
    ) or "lower bound" in chip.details.get("transfer_rate_basis")
    assert isinstance(rate, str) == unsure


def test_a_part_without_a_data_sheet_keeps_its_throughput_open():
    mi308x = CATALOGUE.get("amd-mi308x")
    assert not mi308x.details["dense_tops"]
    assert "total_processing_performance" not in mi308x.facts


def test_the_card_for_china_stays_under_the_transfer_line_and_its_twin_does_not():
    rate = "aggregate_bidirectional_transfer_rate_gb_s"
    assert CATALOGUE.get("intel-gaudi2-hl-225b").facts[rate] == 589
    assert CATALOGUE.get("intel-gaudi2").facts[rate] == 664


def test_every_source_key_is_explained():
    known = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    keyish = re.compile(r"\b(?:TPDB|[A-Z]{4,}(?:-[A-Z0-9]+)?\d*)\b")
    # Words in capitals that are products, precisions or makers, not sources.
    words = {
        "NVIDIA",
        "WMMA",
        "TOPS",
        "RDNA2",
        "RDNA3",
        "RDNA4",
        "DRAM",
        "LPDDR5",
        "HCCS",
        "CCTV",
        "BLINK",
    }
    for chip in CATALOGUE.products:
        used = set(keyish.findall(f"{chip.source} {chip.details.get('die_area_basis')}"))
        assert used - words <= known.keys(), chip.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nvidia-geforce-rtx-4090", "nvidia-geforce-rtx-4090-d"),
        ("amd-mi300a", "amd-mi300x"),
        ("amd-mi250", "amd-mi250x"),
        ("nvidia-a100-sxm-80gb", "nvidia-a800-sxm-80gb"),
        ("nvidia-l40", "nvidia-l40s"),
        ("huawei-ascend-910b", "huawei-ascend-910c"),
    ],
)
def test_different_products_are_different_families(one, other):
    assert CATALOGUE.get(one).family != CATALOGUE.get(other).family
