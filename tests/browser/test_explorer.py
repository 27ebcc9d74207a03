"""The explorer of chips in a real browser: both widths and looks, by keyboard, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LOOKS, WIDTHS, no_barriers
from tests.browser.steps import follow, press

DAY = "on=2026-02-01&to=CN"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_chart_and_list_have_no_barriers(visit, width, look):
    page = visit(f"/chips?{DAY}&vendor=NVIDIA", width=width, look=look)
    assert page.locator(f".chart svg.for-{'narrow' if width == 'phone' else 'wide'}").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    no_barriers(page)


def test_a_point_of_the_chart_is_reached_by_keyboard_and_leads_to_its_chip(visit):
    page = visit(f"/chips?{DAY}&q=h200")
    point = page.locator(".chart svg.for-wide a").first
    point.focus()
    name = point.get_attribute("aria-label")
    with page.expect_navigation(url="**/chips/nvidia-h200-*"):
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() in name


def test_another_day_moves_the_lines_in_place_and_stays_in_the_address(visit):
    page = visit("/chips?on=2022-12-01&to=CN&view=links&vendor=Apple")
    assert page.locator(".chart svg.for-wide").get_by_text("600", exact=True).count() == 1
    page.locator("#on").fill("2023-12-01")
    page.locator("#on").dispatch_event("change")
    page.locator(".said", has_text="2023-12-01").wait_for()
    expect(page.locator(".chart svg.for-wide").get_by_text("600", exact=True)).to_have_count(0)
    page.wait_for_url("**on=2023-12-01**")


def test_the_slider_moves_the_day(visit):
    page = visit("/chips?on=2023-11-16&to=CN&vendor=Apple")
    slider = page.locator("#days")
    slider.focus()
    slider.press("ArrowRight")
    page.locator(".said", has_text="2023-11-17").wait_for()
    assert page.locator("#on").input_value() == "2023-11-17"


def test_without_scripts_the_form_and_the_days_still_work(visit):
    page = visit("/chips?on=2022-12-01&to=CN&vendor=Apple", scripts=False)
    assert not page.locator("#days").is_visible()
    page.locator("#on").fill("2023-12-01")
    press(page, "Show")
    assert "by the law of 2023-12-01" in page.locator(".said").inner_text()
    follow(page.get_by_role("link", name="2026-01-15"))
    assert "by the law of 2026-01-15" in page.locator(".said").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_chip_has_no_barriers_and_takes_in_its_history(visit, width):
    page = visit(f"/chips/nvidia-rtx-pro-6000-blackwell?{DAY}", width=width)
    page.locator("#history table").first.wait_for()
    no_barriers(page)


def test_a_day_chosen_by_a_link_stays_when_the_form_is_used_next_and_keeps_the_focus(visit):
    page = visit("/chips?q=H200")
    link = page.locator(".days-moved a", has_text="2022-10-21")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**on=2022-10-21**")
    expect(link).to_be_focused()
    assert page.locator("#on").input_value() == "2022-10-21"
    expect(page).to_have_title(re.compile("2022-10-21"))
    page.locator("#to").select_option("AE")
    page.wait_for_url("**to=AE**")
    assert "on=2022-10-21" in page.url
