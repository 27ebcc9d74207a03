"""The pages of the law in a real browser: both widths, both looks, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import no_barriers
from tests.browser.steps import follow, press

PAGES = (
    "/law?text=3A090", "/law?on=soon", "/law/us.ccl.3A090.a", "/law/us.740.28.ACM", "/law/groups/D5",
    "/law/compare?from=2026-01-14&to=2026-01-15", "/law/changes?month=2026-01",
    "/law/gaps?group=handling", "/law/gaps?concept=duv-immersion", "/law/coverage", "/help",
    "/timeline?actors=JP,NL&concept=duv-immersion", "/timeline?since=soon",
)  # fmt: skip
WHOLE = re.compile(r"\b([\d,]+) of \1 provisions")


@pytest.mark.parametrize(("width", "look"), [("desktop", "light"), ("phone", "dark")])
def test_no_page_of_the_law_has_barriers_or_runs_over_the_edge(visit, width, look):
    _passes(visit, PAGES, width, look)


@pytest.mark.parametrize(("width", "look"), [("desktop", "dark"), ("phone", "light")])
def test_nor_has_one_of_each_form_in_the_other_look(visit, width, look):
    _passes(visit, (PAGES[1], PAGES[2], PAGES[5], PAGES[7]), width, look)


def _passes(visit, addresses, width, look):
    page = visit("/help", width=width, look=look)
    for address in addresses:
        page.goto(address)
        no_barriers(page)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{address} is {over} pixels too wide"


def test_every_page_of_the_law_reads_without_scripts(visit):
    page = visit("/law", scripts=False)
    for address in PAGES:
        page.goto(address)
        assert page.get_by_role("heading", level=1).count() == 1, address


def test_from_the_first_page_to_what_changed_and_why_in_three_steps(visit):
    page = visit("/")
    follow(page.get_by_role("link", name="What changed last month").first)
    assert page.get_by_role("heading", level=1).inner_text().startswith("What changed in ")
    page.get_by_label("Month", exact=True).fill("2026-01")
    press(page, "Show")
    follow(page.get_by_role("link", name="was and is").last)
    assert "Milder: " in page.inner_text("main")


def narrowed(page):
    """Wait until the list is no longer the whole law, and no other is on its way."""
    expect(page.locator("#found")).not_to_contain_text(WHOLE)
    expect(page.locator(".htmx-request")).to_have_count(0)


def test_filters_change_the_list_in_place_and_the_address_with_it(visit):
    page = visit("/law")
    page.get_by_label("Whose law").select_option("JP")
    page.wait_for_url("**/law?*sovereign=JP*")
    narrowed(page)
    assert page.get_by_label("Whose law").input_value() == "JP"


def test_a_rule_is_found_and_read_by_keyboard_alone(visit):
    page = visit("/law")
    page.get_by_label("Words").focus()
    page.keyboard.type("us.ccl.3A090.a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/law?*text=us.ccl.3A090.a*")
    narrowed(page)
    link = page.get_by_role("link", name="Advanced computing chips, upper level")
    link.focus()
    with page.expect_navigation(url="**/law/us.ccl.3A090.a*"):
        page.keyboard.press("Enter")
    assert "4,800" in page.inner_text("main")
