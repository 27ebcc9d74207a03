"""Ask and answer in a real browser: every width and look, the slider, the keyboard alone, no scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LOOKS, WIDTHS, no_barriers
from tests.browser.steps import press

OPEN = "/answer?item=nvidia-geforce-rtx-4090&to=SG&on=2026-02-01"
H200 = "/answer?item=nvidia-h200&to=CN&on=2026-02-01"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_answer_page_has_no_barriers(visit, width, look):
    page = visit(H200, width=width, look=look)
    for each in page.locator("summary").all():
        each.click()
    no_barriers(page)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide == 0


def test_a_newcomer_types_one_line_and_reads_the_answer(visit):
    page = visit("/")
    page.keyboard.press("Tab")  # to the link that skips the bar
    page.get_by_label("A product, a place and a day").focus()
    page.keyboard.type("may I ship an H200 to a Beijing cloud firm today")
    with page.expect_navigation(url="**/answer?item=nvidia-h200*"):
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "NVIDIA H200 to China (CN)"
    assert "License required" in page.locator(".answer-top .badge").inner_text()
    assert "not understood: cloud firm" in page.inner_text("main")


def test_the_next_question_is_answered_in_place_without_scripts(visit):
    page = visit(OPEN, scripts=False)
    page.get_by_label("with headquarters in").first.fill("China")
    press(page, "Answer with this")
    assert "headquarters in China" in page.inner_text(".journey")
    assert "License required" in page.locator(".answer-top .badge").inner_text()
    page.locator("#stop").evaluate("each => { each.value = 0 }")
    press(page, "Show that day")
    assert "law of 2014-01-01" in page.inner_text(".journey")


def test_the_slider_turns_the_answer_in_place(visit):
    page = visit(H200)
    page.locator("#stop").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("on=2014-01-01"))
    expect(page.locator(".journey")).to_contain_text("law of 2014-01-01")
    expect(page.locator("#stop")).to_be_focused()


def test_what_unfolds_is_open_on_paper(visit):
    page = visit(H200)
    page.emulate_media(media="print")
    assert page.locator("details .proof").first.is_visible()
    lesser = page.get_by_text("What was tested and is not found to apply").first
    assert (
        not lesser.is_visible()
    )  # a page of names, which stands on paper where the reader opened it
    page.emulate_media(media="screen")
    lesser.click()
    page.emulate_media(media="print")
    assert lesser.is_visible()
    assert not page.locator("#stop").is_visible()


def test_hostile_words_in_an_address_run_nothing(visit):
    page = visit("/")
    asked = []
    page.on("dialog", lambda each: (asked.append(each.message), each.dismiss()))
    for name in ("item", "to", "line", "fact", "party"):
        page.goto(
            f"/answer?to=CN&{name}=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%3Cscript%3Ealert(2)%3C/script%3E"
        )
        no_images = page.locator("main img").count()
        assert no_images == 0
    assert asked == []
