"""J2: an engineer answers six questions on an accelerator; the officer signs; the letter is checked.

From an empty store, all through the browser: the data sheet is typed in, the arithmetic is read off the
page, an officer is made under People, and the letter is downloaded and shown to the desk again.
"""

import re

import pytest

from tests.browser.conftest import no_barriers
from tests.browser.steps import follow, press

PASSWORD = "a password that opens a key"  # noqa: S105 - made up here


def answer_the_questions(page):
    """A data sheet of 1,979 TOPS at 8 bits on 814 mm2, to a firm in Beijing."""
    page.goto("/ask/new")
    press(page, "Start")
    press(page, "It has no name here: I have its data sheet")
    page.get_by_label("Peak dense speed at 8 bits").fill("1979")
    press(page, "Continue")
    page.get_by_label("What do you call it?").fill("Accelerator A1")
    page.get_by_label("A chip, or a package of dies").check()
    page.get_by_label("FinFET, gate-all-around or other non-planar transistors").check()
    page.get_by_label("Area of all logic dies").fill("814")
    page.get_by_label("Memory bandwidth").fill("4800")
    page.get_by_role("group", name="data centers").get_by_label("Yes").check()
    press(page, "Continue")
    page.get_by_label("It is shipped, sold or given").check()
    press(page, "Continue")
    page.get_by_label("From", exact=True).fill("United States")
    page.get_by_label("To, in the end").fill("China")
    page.get_by_label("On which day").fill("2026-02-01")
    press(page, "Continue")
    page.get_by_label("Country where it is in this deal").fill("China")
    page.get_by_label("Country of its head office").fill("China")
    press(page, "Continue")
    page.get_by_label("Training AI models").check()
    press(page, "Continue")
    page.get_by_label("Yes").check()
    press(page, "Continue")


def make_an_officer(page):
    page.goto("/people")
    form = page.locator("form", has=page.get_by_role("button", name="Make the officer"))
    form.get_by_label("Short name").fill("anna")
    form.get_by_label("Full name and office").fill("Anna Lind, export control officer")
    form.get_by_label("determine").check()
    form.get_by_label("Signing password", exact=True).fill(PASSWORD)
    form.get_by_label("Signing password again").fill(PASSWORD)
    press(page, "Make the officer")


@pytest.mark.parametrize(("width", "look"), [("desktop", "light"), ("phone", "dark")])
def test_an_engineer_answers_six_questions_and_an_officer_signs(visit, width, look, tmp_path):
    page = visit("/", width=width, look=look)
    answer_the_questions(page)
    page.wait_for_url("**/answer")
    said = page.inner_text("main")
    assert "License required; case-by-case review if all its conditions hold" in said
    assert "15,832" in said  # 1,979 TOPS x 8 bit
    assert "3A090.a" in said
    no_barriers(page)

    press(page, "Send to an officer to sign")
    make_an_officer(page)
    page.goto("/records")
    no_barriers(page)
    follow(page.get_by_role("link", name=re.compile("Accelerator A1")))
    no_barriers(page)
    page.get_by_label("Signing password").fill(PASSWORD)
    follow(page.get_by_role("button", name=re.compile("^Sign")))
    page.wait_for_url(re.compile(r"/records/\d+"))
    assert "Anna Lind" in page.inner_text("main")
    no_barriers(page)

    with page.expect_download() as letter:
        page.get_by_role("link", name=re.compile("letter", re.IGNORECASE)).first.click()
    file = tmp_path / "letter.pdf"
    letter.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    page.goto("/verify")
    page.locator("input[type=file]").set_input_files(file)
    buttons = page.get_by_role("button").filter(has_text=re.compile("letter|Check", re.IGNORECASE))
    follow(buttons.first)
    assert "genuine" in page.inner_text("main").lower()
    no_barriers(page)
