"""The guided questions by keyboard, at phone width, in both looks, without scripts, and without barriers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import no_barriers
from tests.browser.steps import enter, follow
from tests.browser.steps import press as clicked


def by_keyboard(page, *keys):
    """Press keys one after the other; a text is typed."""
    for key in keys:
        if key.startswith("="):
            page.keyboard.type(key[1:])
        else:
            page.keyboard.press(key)


def focus_is_seen(page):
    """Whether what has the focus is drawn with an outline."""
    return page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def tab_to(page, role, name):
    """Tab until the element of this name has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first.element_handle()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("e => e === document.activeElement", wanted):
            assert focus_is_seen(page)
            return
    pytest.fail(f"no way by keyboard to the {role} {name!r}")


def press(page, name):
    """Go to a button by keyboard and press it."""
    tab_to(page, "button", name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def title(page):
    return page.get_by_role("heading", level=1).inner_text()


def test_six_questions_by_keyboard_alone_on_a_phone_in_the_dark(visit):
    page = visit("/ask/new", width="phone", look="dark")
    no_barriers(page)
    press(page, "Start")
    assert title(page) == "What is it?"
    tab_to(page, "textbox", "Name of the product")
    by_keyboard(page, "=H200 SXM")
    no_barriers(page)
    press(page, "Continue")
    tab_to(page, "radio", "It is shipped, sold or given")
    by_keyboard(page, "Space")
    no_barriers(page)
    press(page, "Continue")
    for label, value in (("From", "United States"), ("To, in the end", "China")):
        tab_to(page, "combobox", label)
        by_keyboard(page, f"={value}", "Escape")
    no_barriers(page)
    press(page, "Continue")
    tab_to(page, "combobox", "Country of its head office")
    by_keyboard(page, "=China", "Escape")
    press(page, "Continue")
    tab_to(page, "checkbox", "None of these")
    by_keyboard(page, "Space")
    no_barriers(page)
    press(page, "Continue")
    press(page, "I don't know")
    assert page.url.endswith("/answer")
    assert "license required" in page.locator(".answer").first.inner_text()
    no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page, "I don't know")
    assert page.url.endswith("/answer")
    enter(page.get_by_role("link", name="Back to your answers"))
    assert title(page) == "Your answers"
    no_barriers(page)


def test_the_back_button_of_the_browser_loses_nothing(visit):
    page = visit("/ask/new")
    clicked(page, "Start")
    page.get_by_label("Name of the product").fill("H200 SXM")
    clicked(page, "Continue")
    page.get_by_label("It is lent, or sent for a time").check()
    clicked(page, "Continue")
    page.go_back()
    assert title(page) == "What happens to it?"
    page.reload()
    assert page.get_by_label("It is lent, or sent for a time").is_checked()
    follow(page.get_by_role("link", name="Back", exact=True))
    assert page.get_by_label("Name of the product").input_value() == "H200 SXM"


def test_an_error_is_read_first_and_leads_to_its_field(visit):
    page = visit("/ask/new")
    clicked(page, "Start")
    page.get_by_label("Name of the product").fill("H2000")
    clicked(page, "Continue")
    expect(page.locator("#wrong")).to_be_focused()
    no_barriers(page)
    page.get_by_role("link", name=re.compile("H2000")).click()
    expect(page.locator("#product")).to_be_focused()
    follow(page.get_by_role("button", name=re.compile("^NVIDIA H200 SXM")))
    assert title(page) == "What happens to it?"


def test_the_questions_work_without_scripts(visit):
    page = visit("/ask/new", scripts=False)
    clicked(page, "Start")
    clicked(page, "It has no name here: I have its data sheet")
    page.get_by_label("INT8, FP8").fill("1979")
    clicked(page, "Continue")
    page.get_by_label("A chip, or a package of dies").check()
    page.get_by_label("FinFET, gate-all-around or other non-planar transistors").check()
    page.get_by_label("Area of all logic dies").fill("814")
    clicked(page, "Continue")
    for _ in range(5):
        clicked(page, "I don't know")
    said = page.inner_text("main")
    assert "1,979 TOPS × 8 bits = 15,832 TPP" in said
    assert "15,832 / 814 = 19.4496" in said
