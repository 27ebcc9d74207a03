"""What if, all through the browser: choose, change one assumption, run, read, share, take home; a reform changed as well."""

import re

import pytest

from tests.browser.conftest import no_barriers
from tests.browser.steps import follow, press, worked_out

JANUARY = "What the rule of January 2026 on H200-class chips does"


def quick(page, *models):
    """Only these models and few draws, so that it takes seconds."""
    page.get_by_label("Draws").fill("12")
    for box in page.locator('input[name="parts"]').all():
        box.set_checked(box.get_attribute("value") in models)


def change_one_assumption(page):
    page.get_by_label("Words").fill("compute budget")
    press(page, "Find")
    field = page.locator('[id="set.compute_budget"]')
    field.fill("100")


@pytest.mark.parametrize("how", ["phone in the dark", "without scripts"])
def test_a_scenario_is_chosen_changed_run_read_shared_and_taken_home(visit, how):
    phone = how.startswith("phone")
    look = {"width": "phone", "look": "dark"} if phone else {"scripts": False}
    page = visit("/what-if", **look)
    follow(page.get_by_role("link", name=f"Change it: {JANUARY}"))
    quick(page, "compute", "leakage")
    change_one_assumption(page)
    if phone:
        no_barriers(page)
    press(page, "Run")
    worked_out(page)
    said = page.inner_text("main")
    assert "Memo" in said
    assert "What it cannot say" in said
    assert page.get_by_role("heading", level=1).inner_text() == JANUARY
    assert page.locator("figure svg:visible").count() >= 3
    page.locator("figure").first.get_by_text("The same as a table").click()
    assert page.locator("figure").first.get_by_role("table").is_visible()
    if phone:
        no_barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download everything").click()
    assert taken.value.suggested_filename.endswith(".zip")
    with page.expect_download() as taken:
        page.locator("figure").first.get_by_role("link", name="Parquet").click()
    assert taken.value.suggested_filename.endswith(".parquet")
    other = visit(page.url.partition("/what-if")[1] + page.url.partition("/what-if")[2])
    assert other.get_by_role("heading", level=1).inner_text() == JANUARY
    follow(other.locator("table.numbers a").first)
    behind = other.inner_text("main")
    assert "Assumptions behind it" in behind
    assert "set by the user" in behind


def test_a_number_of_a_reform_is_changed_and_a_fault_is_shown_at_its_field(visit):
    page = visit("/what-if")
    named = "Blackwell-class chips are let into the case-by-case review"
    follow(page.get_by_role("link", name=named, exact=True))
    limit = page.get_by_label(re.compile("^Total processing performance"))
    limit.fill("plenty")
    press(page, "Keep my version")
    assert "There is a problem" in page.inner_text("main")
    assert limit.get_attribute("aria-invalid") == "true"
    no_barriers(page)
    limit.fill("40000")
    press(page, "Keep my version")
    page.wait_for_url(re.compile("blackwell-allowed-[0-9a-f]{8}$"))
    assert "What was changed" in page.inner_text("main")
    no_barriers(page)
    follow(page.get_by_role("link", name="Ask what it does"))
    quick(page, "compute")
    press(page, "Run")
    worked_out(page)
    assert "blackwell-allowed-" in page.inner_text("main")


def test_a_run_is_stopped_and_goes_on(visit):
    page = visit("/what-if/new?scenario=january-2026")
    quick(page, "compute", "leakage")
    page.get_by_label("Draws").fill("400")
    press(page, "Run")
    press(page, "Stop it")
    press(page, "Go on")
    worked_out(page)
