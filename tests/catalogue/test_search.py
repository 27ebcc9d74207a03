"""Looking chips up: ``resolve`` is sure or raises, ``find`` ranks what may have been meant."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.catalogue import Catalogue, UnknownProduct
from licet.catalogue.search import normalise

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue.load(ROOT / "catalogue")
# Without site-packages, whose start-up files import what they like.
ENV = {"PYTHONPATH": str(ROOT / "src")}


def first(query):
    return CATALOGUE.find(query)[0].product.id


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("h20", "nvidia-h20-sxm-96gb"),
        ("H20", "nvidia-h20-sxm-96gb"),
        ("L4", "nvidia-l4"),
        ("L40", "nvidia-l40"),
        ("ascend 910c", "huawei-ascend-910c"),
        ("ascend910c", "huawei-ascend-910c"),
        ("MI325X", "amd-mi325x"),
        ("mi 325x", "amd-mi325x"),
        ("RTX 4090", "nvidia-geforce-rtx-4090"),
        ("4090", "nvidia-geforce-rtx-4090"),
        ("4090 d", "nvidia-geforce-rtx-4090-d"),
        ("rtx4090d", "nvidia-geforce-rtx-4090-d"),
        ("h200 nvl", "nvidia-h200-nvl-141gb"),
        ("asend 910c", "huawei-ascend-910c"),
        ("trainum2", "aws-trainium2"),
        ("gadui 3", "intel-gaudi3"),
        ("昇腾 910C", "huawei-ascend-910c"),
        ("HL-225B", "intel-gaudi2-hl-225b"),
    ],
)
def test_the_first_match_is_what_people_mean(query, chip):
    assert first(query) == chip


@pytest.mark.parametrize("query", ["h200", "a800", "nvidia h200 gpu", "nvida h100"])
def test_variants_of_the_product_come_before_anything_else(query):
    family = CATALOGUE.get(first(query)).family
    wanted = next(w for w in query.split() if any(c.isdigit() for c in w))
    assert family == f"nvidia-{wanted}"


def test_a_longer_name_comes_after_the_exact_one():
    found = [match.product.id for match in CATALOGUE.find("H20")]
    assert found[0] == "nvidia-h20-sxm-96gb"
    assert "nvidia-h200-sxm-141gb" in found[1:]


def test_nothing_is_found_for_nothing_and_for_nonsense():
    assert CATALOGUE.find("") == CATALOGUE.find(" - ") == CATALOGUE.find("xyzzyq") == ()


def test_a_limit_limits():
    assert len(CATALOGUE.find("nvidia", limit=3)) == 3
    assert CATALOGUE.find("nvidia", limit=0) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("H200", 2),
        ("NVIDIA H200", 2),
        ("nvidia-h200", 2),
        ("A100", 4),
        ("910B", 5),
        ("Gaudi 3", 3),
        ("MI300X", 1),
        ("h 20", 1),
    ],
)
def test_a_family_gives_all_its_variants(text, count):
    chips = CATALOGUE.resolve(text)
    assert len(chips) == count
    assert len({chip.family for chip in chips}) == 1


def test_an_id_as_written_gives_that_chip_even_where_it_is_a_family_too():
    assert [chip.id for chip in CATALOGUE.resolve("intel-gaudi2")] == ["intel-gaudi2"]
    assert len(CATALOGUE.resolve("Intel Gaudi 2")) == 2


@pytest.mark.parametrize("chip", CATALOGUE.products, ids=lambda chip: chip.id)
def test_every_name_of_a_chip_resolves_to_it(chip):
    for name in (chip.id, chip.name, chip.family, *chip.aliases):
        assert chip in CATALOGUE.resolve(name) or name in CATALOGUE
    assert CATALOGUE.get(chip.id) is chip


def test_an_unknown_product_raises_with_names_near_it():
    with pytest.raises(UnknownProduct, match="Did you mean") as refusal:
        CATALOGUE.resolve("H201")
    assert "NVIDIA H200" in refusal.value.suggestions
    assert refusal.value.text == "H201"
    assert isinstance(refusal.value, LookupError)
    with pytest.raises(UnknownProduct, match="NVIDIA H200 SXM 141GB"):
        CATALOGUE.get("nvidia-h200-sxm-141")


def test_an_unknown_product_survives_pickling():
    error = UnknownProduct("x", ("y",))
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (str(copy), copy.suggestions) == (str(error), ("y",))


def called(chip):
    family = next(family for family in CATALOGUE.families if family.id == chip.family)
    names = (chip.id, chip.name, *chip.aliases, family.id, family.name, *family.aliases)
    return {normalise(name) for name in names}


NAMES = sorted({name for chip in CATALOGUE.products for name in (chip.name, *chip.aliases)})


@given(
    st.one_of(
        st.text(),
        st.sampled_from(NAMES).flatmap(
            lambda n: st.integers(0, len(n)).map(lambda i: n[:i] + n[i + 1 :])
        ),
    )
)
def test_resolve_never_returns_a_product_that_is_not_called_so(text):
    try:
        chips = CATALOGUE.resolve(text)
    except UnknownProduct:
        return
    assert chips
    assert all(normalise(text) in called(chip) for chip in chips)


@given(st.text())
def test_find_takes_any_text(text):
    matches = CATALOGUE.find(text)
    assert len({match.product.id for match in matches}) == len(matches) <= 10


@given(st.sampled_from(NAMES), st.data())
def test_case_and_punctuation_do_not_matter(name, data):
    spoilt = "".join(
        data.draw(st.sampled_from([c, c.upper() if c.isascii() else c, c + "-", " " + c]))
        for c in name
    )
    assert CATALOGUE.resolve(spoilt) == CATALOGUE.resolve(normalise(name))


def test_looking_up_imports_nothing_heavy():
    heavy = {"difflib", "json", "tomllib"}
    code = f"import sys, licet.catalogue.search; print({heavy} & set(sys.modules))"
    out = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=ENV
    )
    assert out.stdout.strip() == "set()"
