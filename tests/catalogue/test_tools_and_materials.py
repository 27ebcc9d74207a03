"""The records of tools and materials: every fact is one of the dictionary, and no doubt is lost."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from licet.catalogue import Catalogue
from licet.catalogue.shelves import SHELVES
from licet.facts.values import Interval

FOLDER = Path(__file__).parents[2] / "catalogue"
WHOLE = Catalogue.load(FOLDER)
TOOLS, MATERIALS = WHOLE.on("tool"), WHOLE.on("material")
OVERLAY = "dedicated_chuck_overlay_nm"
EVERY = pytest.mark.parametrize("product", WHOLE.products, ids=lambda each: each.id)
TOOL = pytest.mark.parametrize("tool", TOOLS.products, ids=lambda each: each.id)
MATERIAL = pytest.mark.parametrize("material", MATERIALS.products, ids=lambda each: each.id)


@pytest.fixture(scope="module")
def facts(book):
    return book.facts


def test_the_shelves_hold_everything_once():
    assert len(TOOLS) == 104
    assert len(MATERIALS) == 71
    assert len(WHOLE) == sum(len(WHOLE.on(word)) for word in SHELVES)
    assert len(WHOLE.families) == sum(len(WHOLE.on(word).families) for word in SHELVES)


@EVERY
def test_the_dictionary_reads_every_fact_as_the_item_s_own(product, facts):
    for name, raw in product.facts.items():
        assert facts[name].name == name
        assert facts[name].owner == "item"
        assert facts[name].read(raw) is not None
    assert facts["item_kind"].read(product.kind) == product.kind


@EVERY
def test_a_transfer_of_a_product_is_one_of_its_kind(product, builder):
    transfer = builder.transfer({"item": {"id": product.id}})
    assert transfer.facts["item_kind"] == product.kind
    assert transfer.sources["item_kind"] == "catalogue"
    assert not transfer.remarks


def test_a_kind_that_is_stated_goes_first(builder):
    transfer = builder.transfer({"item": {"id": "asml-nxt-2000i", "kind": "other"}})
    assert transfer.facts["item_kind"] == "other"
    assert transfer.sources["item_kind"] == "stated"


@TOOL
def test_what_follows_from_other_facts_is_not_recorded(tool):
    assert "minimum_resolvable_feature_nm" not in tool.facts
    assert "resolution_k035_nm" not in tool.facts
    assert tool.facts["designed_or_made_by_headquarters"] == tool.headquarters


@TOOL
def test_overlay_between_machines_never_stands_in_for_that_on_one_chuck(tool):
    between = tool.details.get("matched_machine_overlay_nm")
    assert between is None or tool.facts.get(OVERLAY) != between


@TOOL
def test_no_overlay_is_more_than_a_range(tool):
    """No datasheet with the figure itself was read, so none may look exact."""
    assert not isinstance(tool.facts.get(OVERLAY), Decimal)


@TOOL
def test_what_is_recalled_is_not_of_high_confidence(tool):
    assert tool.confidence != "high" or "recalled" not in tool.source


@TOOL
def test_light_and_its_kind_agree(tool):
    said, light = tool.details["type"], tool.facts.get("wavelength_nm")
    wavelengths = {"ArF": "193", "KrF": "248", "i-line": "365", "EUV scanner": "13.5"}
    for word, wavelength in wavelengths.items():
        if tool.kind == "lithography" and word in said:
            assert light == Decimal(wavelength)
    assert (light is not None) == ("scanner" in said or "stepper" in said)
    if "immersion" in said:
        assert tool.facts["immersion"] is True


@pytest.mark.parametrize(
    ("name", "id", "overlay"),
    [
        ("NXT:1970i", "asml-nxt-1970i", "(1.5, 2.4]"),
        ("nxt1970ci", "asml-nxt-1970i", "(1.5, 2.4]"),
        ("NXT:1980Di", "asml-nxt-1980i", "(1.5, 1.6]"),
        ("NXT:1980Ei", "asml-nxt-1980ei", "(1.5, 2.4]"),
        ("NXT:2000i", "asml-nxt-2000i", "<= 1.5"),
        ("NXT:2050i", "asml-nxt-2050i", "<= 1.5"),
        ("NXT:2100i", "asml-nxt-2100i", "<= 1.5"),
        ("NXT:2150i", "asml-nxt-2150i", "<= 1.5"),
        ("XT:1900Gi", "asml-xt-1900gi", None),
        ("NXT:1965Ci", "asml-nxt-1965ci", "> 2.4"),
        ("NSR-S636E", "nikon-nsr-s636e", None),
        ("SSA800-10W", "smee-ssa800-10w", None),
    ],
)
def test_scanners_by_name_have_the_overlay_that_is_known(name, id, overlay):  # noqa: A002
    [tool] = WHOLE.resolve(name)
    assert tool.id == id
    assert tool.facts.get(OVERLAY) == overlay


def test_an_inferred_overlay_is_of_low_confidence():
    tool = WHOLE.get("asml-nxt-1965ci")
    assert tool.confidence == "low"
    assert "inferred" in tool.notes


def test_a_series_gives_all_its_models():
    assert {each.id for each in WHOLE.resolve("NXT:1980i")} == {
        "asml-nxt-1980i", "asml-nxt-1980ei", "asml-nxt-1980fi",
    }  # fmt: skip


def test_the_smallest_feature_and_the_band_reach_the_transfer(builder):
    transfer = builder.transfer({"item": {"id": "asml-nxt-1970i"}})
    feature = transfer.facts["minimum_resolvable_feature_nm"]
    assert round(feature, 2) == Decimal("35.74")
    assert transfer.sources["minimum_resolvable_feature_nm"] == "derived"
    assert transfer.facts[OVERLAY] == Interval(Decimal("1.5"), Decimal("2.4"), low_open=True)


@pytest.mark.parametrize("name", ["NXE:3400C", "NXE:3600D", "EXE:5000"])
def test_euv_scanners_expose_below_193_nm(name):
    [tool] = WHOLE.resolve(name)
    assert tool.facts["wavelength_nm"] == Decimal("13.5")
    assert tool.facts["euv"] is True


@pytest.mark.parametrize(
    ("name", "fact", "value"),
    [
        ("Primo AD-RIE", "etch_mode", "anisotropic_dry"),
        ("Primo AD-RIE", "etch_target", "dielectric"),
        ("NMC 612D", "etch_mode", "anisotropic_dry"),
        ("NMC 612D", "etch_target", None),
        ("Selis", "etch_mode", "isotropic_dry"),
        ("Selis", "sige_to_si_etch_selectivity", None),
        ("Endura", "deposition_process", "ald | cvd | pvd"),
        ("SU-3400", "single_wafer", True),
        ("Ultra C Tahoe", "single_wafer", None),
        ("eScan 1100", "ebeam_count", ">= 2"),
        ("Archer 750", "overlay_metrology_accuracy_nm", None),
        ("FPA-1200NZ2C", "imprint_line_width_nm", Decimal(14)),
        ("MBMW-201", "tool.mask_writer", True),
    ],
)
def test_tools_say_what_their_source_says_and_no_more(name, fact, value):
    [tool] = WHOLE.resolve(name)
    assert tool.facts.get(fact) == value


@MATERIAL
def test_a_material_has_no_vendor_and_a_fact_to_test(material):
    assert material.kind == "material"
    assert material.vendor is material.headquarters is None
    assert {"material", "isotopic_form"} & material.facts.keys()


def test_the_grade_of_graphite_is_a_variant_and_never_picked():
    grades = {each.id: each.facts.get("material_purity_pct") for each in WHOLE.resolve("graphite")}
    assert grades["artificial-graphite"] is None
    assert grades["artificial-graphite-listed"] == "> 99.9"


def test_every_source_key_of_tools_and_materials_is_explained():
    known = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    keyish = re.compile(r"\b[A-Z]{3,}(?:-[A-Z]+|\d\d)\b|\bBITS\b")
    used = {
        key
        for each in (*TOOLS.products, *MATERIALS.products)
        for key in keyish.findall(each.source)
    }
    assert used <= known.keys() | {"MBMW-10"}
