"""J8: a research office describes a joint project with a Beijing institute once.

From an empty store, all through the browser: a paper, a design file, a cloud account, a visiting engineer
and a lent board each get an answer, and all of them go to an officer as one record.
"""

import re

from tests.browser.conftest import no_barriers
from tests.browser.steps import follow, press
from tests.browser.test_journey_j2 import PASSWORD, make_an_officer

PARTNER = "Beijing Institute of Example Computing"
SHARES = ("The paper", "The design file", "The account", "The visitor", "The lent board")


def go_on(page, **filled):
    """Fill in fields by their labels and continue."""
    for label, value in filled.items():
        page.get_by_label(label, exact=True).fill(value)
    press(page, "Continue")


def say(page, question, answer):
    """Answer a question with yes and no."""
    group = page.get_by_role("group", name=re.compile(re.escape(question)))
    group.last.get_by_label(answer, exact=True).check()


def described(page, check=no_barriers):
    """The project, from the first page to the answers; ``check`` looks at pages on the way."""
    page.goto("/")
    page.goto("/project/new")
    press(page, "Start")
    go_on(page, **{
        "Full name of the institute or company": PARTNER,
        "Country where it is": "China", "Country of its head office": "China",
        "Country of the head office of the body that it belongs to in the end": "China",
    })  # fmt: skip
    go_on(page, **{
        "Your country": "United States", "Topic of the project": "Compilers for accelerators",
        "First day on which anything is shared": "2026-05-01", "Last day of the project": "2027-04-30",
    })  # fmt: skip
    for label in ("A joint paper", "A design file", "A board or machine that you lend"):
        page.get_by_label(label, exact=True).check()
    page.get_by_label("An account on your computers or in a cloud").check()
    page.get_by_label("A visiting engineer or student of theirs, with you").check()
    check(page)
    go_on(page)
    say(page, "Will anybody be able to have it", "Yes")
    go_on(page, **{"What it is about": "A compiler for tensor programs"})
    say(page, "May anybody have the file already?", "No")
    say(page, "Does it come from research whose results", "No")
    check(page)
    go_on(
        page, **{"Product that it is the design of, or is needed to make or use": "H100 SXM 80GB"}
    )
    say(page, "Does the partner get possession", "No")
    say(page, "Will AI models be trained", "No")
    go_on(page, **{
        "Chip or machine behind the account": "H100 SXM 80GB", "Country in which the hardware stands": "United States",
        "Country of its owner's head office": "United States",
    })  # fmt: skip
    say(page, "Is all that is shown public?", "No")
    go_on(page, **{
        "The visitor's citizenship": "China", "Product whose design, making or use is shown": "H100 SXM 80GB",
    })  # fmt: skip
    say(page, "Does it go only for a time", "No")
    go_on(page, **{"Board or machine": "H100 SXM 80GB"})
    page.get_by_label("None of these", exact=True).check()
    go_on(page)
    say(page, "After proper checks", "Yes")
    go_on(page)
    assert page.url.endswith("/answer")


def card(page, share):
    """What the page says of one way of sharing."""
    return page.get_by_role("article", name=share, exact=True).inner_text()


def held(page):
    """The answers that the page gives, one for each way of sharing."""
    assert page.get_by_role("heading", level=1).inner_text() == f"Project with {PARTNER}"
    said = {share: card(page, share) for share in SHARES}
    assert "No requirement found" in said["The paper"]
    assert "License required" in said["The design file"]
    assert "class 3A090.a, the class of" in said["The design file"]
    assert "No requirement found" in said["The account"]
    assert "No requirement found" in said["The visitor"]
    assert "License required" in said["The lent board"]
    assert "The project runs to 2027-04-30" in page.inner_text("main")


def test_each_way_of_sharing_gets_an_answer_without_scripts(visit):
    page = visit("/", scripts=False)
    described(page, check=lambda _page: None)
    held(page)


def test_each_way_of_sharing_gets_an_answer_and_all_a_record_on_a_phone_in_the_dark(visit):
    page = visit("/", width="phone", look="dark")
    described(page)
    held(page)
    no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page, "Send all to an officer to sign")
    make_an_officer(page)
    page.goto("/records")
    follow(page.get_by_role("link", name=re.compile(PARTNER)))
    assert all(share in page.inner_text("main") for share in SHARES)
    page.get_by_label("Signing password").fill(PASSWORD)
    follow(page.get_by_role("button", name=re.compile("^Sign")))
    page.wait_for_url(re.compile(r"/records/\d+"))
    said = page.inner_text("main")
    assert all(share in said for share in SHARES)
    assert "Anna Lind" in said
    no_barriers(page)


def test_what_is_not_known_names_the_question_that_would_settle_it(visit):
    page = visit("/")
    described(page)
    follow(page.get_by_role("article", name="The design file", exact=True).get_by_role("link", name="Change"))  # fmt: skip
    say(page, "Does it come from research whose results", "I don't know")
    go_on(page)
    page.goto(page.url.removesuffix("/answer") + "/care")
    press(page, "I don't know")
    design = page.get_by_role("article", name="The design file", exact=True)
    assert "Open" in design.inner_text()
    follow(design.get_by_role("link", name=re.compile(r"\?$")))
    assert "Where each answer leads" in page.inner_text("main")
    no_barriers(page)
