"""The investigator's journey: a lot whose location reply is missing and whose test lot does not match.

It ends with a case of dated signals, an estimate with intervals, and no accusation. On a phone, in the dark, without
scripts, and from page to page by keyboard.
"""

import re

import pytest

from licet.desk.app import make_app
from tests.browser.conftest import PATIENCE, serving
from tests.browser.steps import enter, follow
from tests.desk.register_desk import register_sitting  # noqa: F401 - a fixture
from tests.desk.watch_desk import missing_reply


@pytest.fixture
def sitting(register_sitting):  # noqa: F811
    return missing_reply(register_sitting)


def by_key(page, role, name):
    """Go to a link or button and press Enter on it."""
    found = page.locator("main").get_by_role(role, name=name).first
    found.focus()
    assert found.evaluate("each => each === document.activeElement")
    enter(found)


def test_signals_on_a_lot_become_a_case_with_evidence_reasons_and_an_outcome(browser, sitting):
    with serving(make_app(sitting.client.service)) as address:
        context = browser.new_context(
            base_url=address, viewport={"width": 390, "height": 844}, color_scheme="dark", java_script_enabled=False,
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto("/register")
        page.select_option("#role", "officer")
        page.fill("#name", "ines")
        page.fill("#authority", "US")
        page.fill("#rank", "senior")
        by_key(page, "button", "Act as this person")
        follow(page.locator("header").get_by_role("link", name="Watch"))
        by_key(page, "link", "Look at the shipments")
        assert "Looked at 2 shipments: 2 show a signal" in page.inner_text("main")
        by_key(page, "link", "D-EXAMPLE-1/shipment-2")
        said = page.inner_text("main")
        for wanted in ("Drawn from a lot that no test covers", "lot L-2", "A chip that was asked where it is does not answer", "H200-0002 asked on 2026-04-20", "stated by ann, 2026-06-15", "91 FR 1684", "machines are switched off"):  # fmt: skip
            assert wanted in said
        page.locator("summary", has_text="Which, and what would settle each").click()
        assert "Customs and the register count differently" in page.inner_text("main")
        by_key(page, "button", "Open a case file")

        # What is entered stands there with who and when.
        page.locator("#evidence > summary").click()
        page.select_option("#entry", "return location 2026-Q2")
        page.fill("#text", "The holder was asked again.")
        by_key(page, "button", "Add evidence")
        page.locator("#hypothesis > summary").click()
        page.select_option("#hypothesis-name", "error")
        page.fill("#why", "The report names the lot of the maker.")
        by_key(page, "button", "Add this reason")
        page.locator("#outcome > summary").click()
        page.select_option("#outcome-name", "explained as error")
        page.fill("#reason", "The laboratory corrected the lot.")
        by_key(page, "button", "End the file")
        said = page.inner_text("main")
        assert "explained as error" in page.inner_text(".answer")
        assert said.count("2026-06-15 12:00") == 4
        assert said.count("ines (officer)") == 4
        assert re.search(r"Diversion: [\d.]+ to [\d.]+ %, nine in ten; an error of record: [\d.]+ to [\d.]+ %", said)  # fmt: skip
        assert "return location, 2026-Q2. The holder was asked again. (stated by ann, 2026-06-15)" in said  # fmt: skip
        assert not re.search("smuggl|guilt|criminal|illegal|diverted the", said, re.IGNORECASE)
        assert page.locator("main svg.for-narrow").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        by_key(page, "link", "License D-EXAMPLE-1 in the register")
        assert "shipment-2" in page.inner_text("#answer")
        context.close()
    assert not sitting.client.service.store.verify().faults
