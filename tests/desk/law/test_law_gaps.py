"""The gap map: a subject as a table, an item through time; what was not read is never none."""

from datetime import date

import pytest

from licet.explore.gaps import Mapper
from licet.explore.overview import cell
from licet.transfer.build import Builder


def test_a_subject_says_of_each_law_how_it_lies_and_since_when(words):
    page = words("/law/gaps?group=lithography&on=2026-11-22")
    assert "Immersion scanners for deep-ultraviolet light" in page
    assert "wider since 2023-07-23 117 days before US" in page.replace("⊃ ", "")
    assert "none named" in page


def test_an_item_is_told_as_the_command_line_tells_it(words, library):
    concept = library.concepts["duv-immersion"]
    mapper = Mapper(library.whole, Builder(library.whole.book, library.products), library.concepts)
    gap = mapper.gap(concept, ("US", "JP", "NL"), date(2024, 9, 8))
    page = words("/law/gaps?concept=duv-immersion&between=US,JP,NL&on=2024-09-08")
    for line in gap.lines:
        assert cell(line, gap).said in page
        if line.first:
            assert str(line.first) in page


def test_an_item_names_the_products_between_the_lines(words):
    page = words("/law/gaps?concept=duv-immersion&on=2026-11-22").split(
        "Products between the lines"
    )[1]
    assert "TWINSCAN NXT:1980Di : US listed; JP, NL license; CN none named" in page


def test_an_item_has_a_chart_with_the_table_that_says_the_same(client):
    page = client.get("/law/gaps?concept=duv-immersion").text
    assert "<svg" in page
    assert "The same as a table" in page
    assert "/law/us." in page


def test_the_first_law_named_is_the_one_that_others_are_held_against(words):
    assert "held against Japan" in words("/law/gaps?group=handling&between=jp,us")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("between=US", "at least two sovereigns"),
        ("between=US,XX", "is no sovereign"),
        ("on=2026-02-31", "is no day"),
        ("between=%3Cscript%3E,US", "is no sovereign"),
    ],
)
def test_what_cannot_be_mapped_comes_back_filled(client, query, said):
    for more in ("", "&concept=duv-immersion"):
        found = client.get(f"/law/gaps?{query}{more}")
        assert found.status_code == 400
        assert said in found.text
        assert "<script>" not in found.text.replace('<script src="', "")


def test_an_unknown_item_names_near_ones(client):
    found = client.get("/law/gaps?concept=duv-imersion")
    assert found.status_code == 404
    assert "/law/gaps?concept=duv-immersion" in found.text


def test_links_of_an_item_lead_to_pages(dead):
    assert dead("/law/gaps?concept=duv-immersion") == []
