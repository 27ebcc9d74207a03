"""The explorer of chips, asked without a browser."""

import re
from datetime import date

import pytest


def text_of(answer):
    return re.sub(r"\s+", " ", answer.text)


def test_the_chips_are_shown_over_the_lines_of_the_day(desk):
    found = text_of(desk.get("/chips?on=2023-12-01&to=CN"))
    assert "226 of 226 chips, to China, by the law of 2023-12-01." in found
    assert ">4,800<" in found
    assert ">5.92<" in found
    assert 'href="/law/us.ccl.3A090.a?on=2023-12-01"' in found


def test_the_lines_move_with_the_day(desk):
    before = desk.get("/chips?on=2022-12-01&to=CN&view=links").text
    after = desk.get("/chips?on=2023-12-01&to=CN&view=links").text
    assert ">600<" in before  # the transfer rate of the rule of October 2022
    assert ">600<" not in after


def test_the_memory_view_shows_the_box_of_2026(desk):
    found = desk.get("/chips?on=2026-02-01&to=CN&view=memory").text
    assert ">21,000<" in found
    assert ">6,500<" in found


def test_every_chip_with_two_figures_is_a_link_with_its_answer(desk):
    found = desk.get("/chips?on=2026-02-01&to=CN&q=h200").text
    link = re.search(r'<a href="(/chips/nvidia-h200[^"]*)" aria-label="([^"]*)"', found)
    assert link is not None
    assert "to=CN" in link[1]
    assert "3A090.a" in link[2]


def test_a_chip_with_an_unknown_figure_is_in_the_list(desk):
    found = text_of(desk.get("/chips?q=ascend"))
    assert "not known" in found
    assert '<td class="figure">?</td>' in found


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("vendor=Apple", None),
        ("market=other", None),
        ("since=2024", None),
        ("answer=stop", None),
        ("q=zzzzqqqq", 0),
    ],
)
def test_filters_narrow_the_list(desk, query, count):
    found = re.search(r"(\d+) of 226 chips", text_of(desk.get(f"/chips?on=2026-02-01&{query}")))
    shown = int(found[1])
    assert shown < 226
    assert count is None or shown == count


def test_what_cannot_be_read_is_said_at_its_place_and_the_rest_is_shown(desk):
    answer = desk.get("/chips?on=2026-02-31&to=Atlantis&q=h200")
    assert answer.status_code == 400
    assert "There is a problem" in answer.text
    assert "2026-02-31" in answer.text
    assert "Atlantis" in answer.text
    assert 'value="h200"' in answer.text


def test_sorting_puts_what_is_not_known_last(desk):
    def figures(sort):
        found = desk.get(f"/chips?sort={sort}&on=2026-02-01").text
        return re.findall(r'</th>\s*<td class="figure">([^<]*)</td>', found)

    first = [float(each.replace(",", "")) for each in figures("total_processing_performance")[:40]]
    assert first == sorted(first)
    assert figures("-total_processing_performance")[0] != "?"


def test_a_long_list_has_pages(desk):
    first, second = (desk.get(f"/chips?on=2026-02-01&page={number}").text for number in (1, 2))
    assert "Chips 1 to 50 of 226" in first
    assert "Chips 51 to 100 of 226" in second
    assert "Chips 201 to 226" in desk.get("/chips?on=2026-02-01&page=999").text


def test_htmx_is_given_the_part_that_changes(desk):
    part = desk.get("/chips?on=2026-02-01", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert 'role="status"' in part


def test_the_same_look_is_the_same_bytes(desk):
    first = desk.get("/chips?on=2025-06-01&to=MY").text
    desk.get("/chips?on=2024-06-01&to=CN")
    assert desk.get("/chips?on=2025-06-01&to=MY").text == first


def test_nothing_typed_is_carried_into_the_page_as_markup(desk):
    found = desk.get("/chips?q=<script>alert(1)</script>&vendor=<b>").text
    assert "<script>alert" not in found
    assert "<b>" not in found


def test_today_is_the_day_unless_another_is_named(desk):
    assert f"by the law of {date.today()}" in text_of(desk.get("/chips"))
