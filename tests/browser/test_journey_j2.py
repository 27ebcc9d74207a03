"""J2: an engineer answers six questions on an accelerator; the officer signs; the letter is checked.

From an empty store, all through the browser: the data sheet is typed in, the arithmetic is read off the
page, an officer is made under People, and the letter is downloaded and shown to the desk again.
"""

import pytest

from tests.browser.conftest import no_barriers

PASSWORD = "a password that opens a key"  # noqa: S105 - made up here


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def choose(page, label):
    page.get_by_label(label, exact=True).check()


def answer_six_questions(page):
    page.goto("/ask/new")
    press(page, "Start")
    press(page, "It has no name here: I have its data sheet")
    page.get_by_label("INT8, FP8").fill("1979")
    press(page, "Continue")
    page.get_by_label("What do you call it?").fill("Board accelerator A1")
    choose(page, "A chip, or a package of dies")
    choose(page, "FinFET, gate-all-around or other non-planar transistors")
    page.get_by_label("Area of all logic dies").fill("814")
    page.get_by_label("Memory bandwidth").fill("4800")
    press(page, "Continue")
    choose(page, "It is shipped, sold or given")
    press(page, "Continue")
    return page


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_an_engineer_answers_six_questions_and_an_officer_signs(visit, width, tmp_path):
    page = answer_six_questions(visit("/", width=width))
    for _ in range(8):
        print(page.url, page.inner_text("main")[:600])
        for each in page.eval_on_selector_all(
            "main input:not([type=hidden]), main select, main textarea",
            "all => all.map(e => [e.type, e.name, e.value, e.labels[0] ? e.labels[0].innerText : ''])",
        ):
            print("   ", each)
        if page.url.endswith("/answer"):
            break
        press(page, "I don't know")
    no_barriers(page)
    assert False
