"""The page of a product: its answer, its classes, its lines, its history, and what is milder."""

import re

import pytest


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture(scope="module")
def h20(desk):
    return desk.get("/chips/nvidia-h20?to=CN&on=2026-02-01").text


def test_a_product_tells_its_answer_and_how_to_ask_it(desk):
    found = desk.get("/chips/nvidia-h200-sxm-141gb?to=CN&on=2026-02-01")
    assert "case-by-case review if all its conditions hold" in found.text
    assert (
        'href="/answer?item=nvidia-h200-sxm-141gb&amp;from=US&amp;to=CN&amp;on=2026-02-01"'
        in found.text
    )


def test_a_family_leads_to_its_first_variant_and_that_to_the_others(desk):
    found = desk.get("/chips/nvidia-h200?to=CN&on=2026-02-01")
    assert found.history[0].status_code == 303
    assert found.url.path.startswith("/chips/nvidia-h200-")
    assert "to=CN" in str(found.url)
    assert "Other variants of NVIDIA H200" in found.text


def test_the_lines_are_listed_with_how_far_each_is(h20):
    assert "2,400 TPP" in h20
    assert "-32" in h20


def test_every_figure_says_where_it_is_from(h20):
    assert "worked out" in h20
    assert "Where the figures are from" in h20


def test_what_is_milder_is_listed_for_a_chip_that_needs_a_license(desk):
    found = text_of(desk.get("/chips/nvidia-h200-sxm-141gb?to=CN&on=2026-02-01"))
    assert "of this" in found
    assert "The largest chip that each limb of the law leaves" in found


def test_the_history_has_a_line_a_change_with_its_rules(desk):
    found = desk.get("/chips/nvidia-rtx-pro-6000-blackwell/history?to=CN&on=2026-02-01")
    assert "<html" in found.text
    assert re.search(r'href="\?to=CN&amp;from=US&amp;on=2026-01-15">2026-01-15', found.text)
    assert 'href="/law/us.review.742_6_b10.box_2026?on=2026-01-15"' in found.text
    part = desk.get(
        "/chips/nvidia-rtx-pro-6000-blackwell/history?to=CN&on=2026-02-01",
        headers={"HX-Request": "true"},
    )
    assert "<html" not in part.text


def test_a_product_of_another_shelf_is_found_where_it_is(desk):
    found = desk.get("/chips/asml-nxt-1980i?on=2026-02-01")
    assert found.url.path == "/tools/asml-nxt-1980i"


def test_an_unknown_product_is_answered_with_what_is_near(desk):
    found = desk.get("/chips/nvidia-h201")
    assert found.status_code == 404
    assert "NVIDIA H20" in found.text


def test_a_wrong_day_is_said_and_the_product_still_shown(desk):
    found = desk.get("/chips/nvidia-h20?on=yesterday")
    assert found.status_code == 400
    assert "There is a problem" in found.text
    assert "NVIDIA H20" in found.text
