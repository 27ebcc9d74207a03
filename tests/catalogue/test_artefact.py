"""The compiled artefact: the same catalogue, and a hash that only content moves."""

import json
import random
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.catalogue import Catalogue, CatalogueError
from licet.record import replaced as replace

CATALOGUE = Catalogue.load(Path(__file__).parents[2] / "catalogue")
TEXT = CATALOGUE.to_json()


def test_the_artefact_holds_the_same_catalogue():
    again = Catalogue.from_json(TEXT)
    assert again == CATALOGUE
    assert again.hash == CATALOGUE.hash
    assert again.to_json() == TEXT
    assert again.families == CATALOGUE.families
    assert again.resolve("H200") == CATALOGUE.resolve("H200")


def test_bytes_do_as_well_as_text():
    assert Catalogue.from_json(TEXT.encode()) == CATALOGUE


def test_numbers_are_decimal_text_and_come_back_as_decimals():
    assert not any(isinstance(value, float) for value in walk(json.loads(TEXT)))
    facts = Catalogue.from_json(TEXT).get("nvidia-h200-sxm-141gb").facts
    assert facts["total_processing_performance"] == Decimal(15832)
    assert facts["designed_or_marketed_for_datacenter"] is True
    assert (
        Catalogue.from_json(TEXT).get("cerebras-wse-3").facts["total_processing_performance"]
        == ">= 54400"
    )


def test_words_that_look_like_numbers_come_back_as_words():
    first, *rest = CATALOGUE.products
    facts = {"cn_control_code": "10", "film_material": "nan", "wavelength_nm": "(1.5, 2.4]"}
    made = Catalogue([replace(first, facts=facts), *rest], CATALOGUE.named_families)
    assert Catalogue.from_json(made.to_json()).get(first.id).facts == facts


def test_a_shelf_holds_its_own_products_and_no_others():
    again = Catalogue.from_json(TEXT)
    tools = again.on("tool")
    assert {each.shelf for each in tools.products} == {"tool"}
    assert [each.id for each in tools.resolve("NXT:1970i")] == ["asml-nxt-1970i"]
    assert "nvidia-l4" in again
    assert "nvidia-l4" not in tools
    assert not again.on("ship").products


def walk(value):
    if isinstance(value, dict):
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part)
    else:
        yield value


def test_the_order_of_records_does_not_move_the_hash():
    shuffled = random.Random(1).sample(CATALOGUE.products, len(CATALOGUE))  # noqa: S311
    assert Catalogue(shuffled, CATALOGUE.named_families).hash == CATALOGUE.hash


def test_another_number_moves_the_hash_and_another_spelling_of_it_does_not():
    first, *rest = CATALOGUE.products
    area = "die_area_mm2"
    hashes = [
        Catalogue([replace(first, facts={**first.facts, area: Decimal(text)}), *rest]).hash
        for text in ("30", "30.00", "3E+1", "30.01")
    ]
    assert hashes[0] == hashes[1] == hashes[2] != hashes[3]


def test_it_loads_in_a_few_milliseconds():
    # One to four milliseconds on a laptop; twice the promise of five leaves room for a busy one.
    assert min(timed() for _ in range(30)) < 0.010


def timed():
    start = time.process_time()
    Catalogue.from_json(TEXT).get("nvidia-h200-sxm-141gb")
    return time.process_time() - start


@given(
    st.one_of(
        st.text(),
        st.binary(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda s: (
                st.lists(s)
                | st.dictionaries(
                    st.sampled_from(["format", "products", "families", "names", "id"]), s
                )
            ),
        ).map(json.dumps),
    )
)
def test_anything_else_is_a_catalogue_error(text):
    with pytest.raises(CatalogueError):
        Catalogue.from_json(text)


def test_a_damaged_record_is_a_catalogue_error_when_it_is_asked_for():
    content = json.loads(TEXT)
    content["products"][0]["facts"] = 7
    damaged = Catalogue.from_json(json.dumps(content))
    with pytest.raises(CatalogueError, match="not a product"):
        damaged.get(content["products"][0]["id"])
    with pytest.raises(CatalogueError, match="its format is 'x'"):
        Catalogue.from_json('{"format": "x"}')
    with pytest.raises(CatalogueError, match="nested too deeply"):
        Catalogue.from_json("[" * 100_000)
