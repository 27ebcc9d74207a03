"""The end of the H200 story in a browser: the third shipment, typed into the form, breaks the cap and says by how much."""

import pytest

from licet.desk.app import make_app
from tests.browser.conftest import PATIENCE, serving
from tests.browser.steps import follow, press
from tests.desk.register_desk import EVIDENCE, register_sitting  # noqa: F401 - a fixture


@pytest.fixture
def sitting(register_sitting):  # noqa: F811
    return register_sitting


def test_the_third_shipment_is_refused_in_the_browser_with_the_ratio_printed(browser, sitting):
    sitting.shipped().on("2026-05-13")
    with serving(make_app(sitting.client.service)) as address:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{address}/register")
        page.select_option("#role", "applicant")
        page.fill("#name", "ann")
        page.fill("#authority", "Example Silicon, Inc.")
        press(page, "Act as this person")
        page.goto(f"{address}/register/licenses")
        follow(page.locator("text=D-EXAMPLE-1").first)
        page.click("summary:has-text('Draw down')")
        page.click("summary:has-text('What conditions are tested on')")
        for name, value in (
            ("key", "shipment-3"), ("day", "2026-05-13"), ("quantity", "4,000"), ("value", "120,000,000"), ("lot", "L-3"),
            ("draw-evidence", EVIDENCE),
        ):  # fmt: skip
            page.fill(f"#{name}", value)
        press(page, "Draw down")
        said = page.inner_text("#answer")
        page.close()
    assert "Refused: shipment-3" in said
    assert "over the cap of 50 %" in said
