"""The editor's journey: an undated article, later the official text, then what the change of law does.

An event without a day stays without one; the official text gives it a rule version; from there the chips whose
answer flips and a range of flows are a link away. On a phone in the dark.
"""

import re

from playwright.sync_api import expect

from tests.browser.conftest import no_barriers
from tests.browser.steps import follow, press, worked_out

UNDATED = """A door opens for one chip

The Commerce Department will allow exports of H200 chips to approved customers in China, Kyodo News reported.

"It bans nothing," said Ann Lee, a former official.
"""
OFFICIAL = """New review of license applications

WASHINGTON, Jan. 15, 2026 - The Commerce Department allowed exports of H200 chips to China on Thursday.
"""


def read(page, text, **fields):
    """Paste an article and come to what it says."""
    page.goto("/news")
    page.get_by_label("The article", exact=True).fill(text)
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    press(page, "Read it")
    page.wait_for_url(re.compile(r"/news/[\w-]{32}$"))


def test_an_article_becomes_an_event_a_rule_and_what_the_rule_does(visit):
    page = visit("/", width="phone", look="dark")
    follow(page.get_by_role("link", name="Read an article"))
    an_undated_article_is_confirmed_without_a_day(page)
    the_official_text_is_put_right_by_its_instrument(page)
    the_day_of_the_rule_leads_to_chips_and_flows(page)


def an_undated_article_is_confirmed_without_a_day(page):
    read(page, UNDATED, Address_it_is_from="https://kyodo.example/1")
    assert "Days are counted from: not known" in page.inner_text("main")
    words = page.locator(".marked mark.is-event").first
    assert "The Commerce Department will allow" in words.inner_text()
    assert page.get_by_role("row", name=re.compile("Ann Lee.*It bans nothing", re.DOTALL)).count() == 1  # fmt: skip
    event = page.locator("#event-1")
    assert "no date" in event.inner_text()
    assert "Kyodo News" in event.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    no_barriers(page)

    # By keyboard: from the number in the text to its event, which lights up its words.
    page.locator("#words-1").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#event-1")
    event.get_by_role("link", name="Correct event 1").focus()
    expect(words).to_have_class(re.compile("is-lit"))

    follow(event.get_by_role("button", name="Confirm event 1"))
    assert "confirmed by the user of this machine" in page.locator("#event-1").inner_text()
    page.goto("/timeline?about=Commerce+Department+approved+customers")
    assert "no date US/Commerce Department relax, announced (told by Kyodo News)" in page.inner_text("#events + ul")  # fmt: skip


def the_official_text_is_put_right_by_its_instrument(page):
    read(page, OFFICIAL)
    follow(page.get_by_role("link", name="Correct event 1"))
    for label, value in (("First day", ""), ("Last day", ""), ("Instrument", "91 FR 1684"), ("Why it is corrected", "The Federal Register has it.")):  # fmt: skip
        page.get_by_label(label).fill(value)
    page.get_by_label("Stage").select_option("in force")
    press(page, "Correct it")
    assert "An exact date has one day" in page.locator("#date_from-error").inner_text()
    assert page.get_by_label("Instrument").input_value() == "91 FR 1684"
    page.get_by_label("First day").fill("2026-01-15")
    press(page, "Correct it")
    page.wait_for_url(re.compile(r"/news/[\w-]{32}#event-1$"))
    event = page.locator("#event-1")
    assert "corrected by the user of this machine" in event.inner_text()
    assert "(read as: adopted)" in event.inner_text()
    follow(event.get_by_role("link", name=re.compile("The Commerce Department allowed")))
    assert "us.review.742_6_b10.box_2026@2026-01-15" in page.inner_text("main")


def the_day_of_the_rule_leads_to_chips_and_flows(page):
    follow(page.get_by_role("link", name="products whose answer flips"))
    assert "H200" in page.inner_text("main")
    page.go_back()
    follow(page.get_by_role("link", name="what models say of that day"))
    page.get_by_label("Draws").fill("12")
    for box in page.locator('input[name="parts"]').all():
        box.set_checked(box.get_attribute("value") == "revenue")
    press(page, "Run")
    worked_out(page)
    assert re.search(
        r"the sum rises by [\d.]+ bn USD \([\d.]+ to [\d.]+\)", page.inner_text("#memo")
    )
