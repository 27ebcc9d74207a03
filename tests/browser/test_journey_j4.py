"""J4 and J5 in a browser: an H200 license from the answer to the refused shipment; a stranger counts it all again.

Every step is typed into a page by the person whose step it is; only the operator's publishing is the command's own.
"""

import json
import subprocess
import sys
import zipfile

import pytest

from licet.desk.app import make_app
from tests.browser.conftest import PATIENCE, no_barriers, serving
from tests.browser.steps import follow, press
from tests.desk.register_desk import EVIDENCE, LOCATION, OF_OLGA, PEOPLE, QUESTION, RULE
from tests.desk.register_desk import register_sitting as sitting  # noqa: F401 - a fixture

DAY = "2026-02-03"
ABOUT = {"line": "1", "country": "CN", "party": "p1", "level": "final"}
SHARE = {
    "id": "share", "kind": "money_paid", "text": "The duty on a shipment is paid by the day on which it is due.",
    "terms": json.dumps({"parameters": {"reading": "duty_232_2026"}, "tested": ["schedule"], "consequence": "report"}),
}  # fmt: skip


class Office:
    """People who take turns at one browser."""

    def __init__(self, page, desk):
        self.page, self.sitting, self.case = page, desk, ""

    def be(self, who):
        role, authority, rank = PEOPLE[who]
        self.page.goto("/register")
        self.page.select_option("#role", role)
        for field, value in (("name", who), ("authority", authority), ("rank", rank)):
            self.page.fill(f"#{field}", value)
        self.press("Act as this person")
        return self

    def on(self, day):
        self.sitting.on(day)
        return self

    def press(self, name):
        press(self.page, name)

    def see(self, tab="summary"):
        self.page.goto(f"/register/{self.case}?tab={tab}")
        return self.page.inner_text("main")

    def act(self, who, kind, /, **fields):
        """Open the form of an act on the page of the file, fill it in and send it."""
        self.be(who).see()
        form = self.page.locator(f"#{kind}")
        form.locator("summary").first.click()
        for name, value in fields.items():
            field = form.locator(f"#{kind}-{name}")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        follow(form.locator("button"))
        assert "Done and kept" in self.page.inner_text("main"), self.page.inner_text("main")[:600]

    def propose(self, who, ids):
        """Tick conditions of the rule and propose them."""
        self.be(who).see("conditions")
        self.page.click(f"summary:has-text('{RULE}')")
        form = self.page.locator(f"form:has(input[name=rule][value='{RULE}'])")
        for box in form.locator("input[type=checkbox]").all():
            box.set_checked(box.get_attribute("value").removeprefix(f"{RULE}.") in ids)
        self.press("Propose those that are ticked")

    def draw(self, number, day, quantity, value):
        self.on(day).be("ann").page.goto("/register/licenses")
        follow(self.page.locator("text=D-EXAMPLE-1").first)
        form = self.page.locator("#drawdown")
        if form.get_attribute("open") is None:
            form.locator("summary").first.click()
        form.locator("summary:has-text('What conditions are tested on')").click()
        for name, typed in (("key", f"shipment-{number}"), ("day", day), ("quantity", quantity), ("value", value), ("lot", f"L-{number}"), ("draw-evidence", EVIDENCE)):  # fmt: skip
            form.locator(f"#{name}").fill(typed)
        self.press("Draw down")
        return self.page.inner_text("main")

    def assess(self, number, value, day):
        self.be("olga").page.goto("/register/licenses/D-EXAMPLE-1")
        form = self.page.locator("#assessed")
        form.locator("summary").click()
        form.locator("#shipment").select_option(f"shipment-{number}")
        form.locator("#customs_value").fill(value)
        form.locator("#imported").select_option("yes")
        form.locator("#entry_day").fill(day)
        self.press("Assess")
        return self.page.inner_text("main")


@pytest.fixture
def office(sitting, browser):  # noqa: F811
    with serving(make_app(sitting.client.service)) as address:
        context = browser.new_context(base_url=address, accept_downloads=True, reduced_motion="reduce")  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        yield Office(page, sitting)
        context.close()


def applied(office):
    """From the answer to a registered application that agencies were asked about."""
    page = office.on("2026-01-20").page
    page.goto(f"/answer?{QUESTION}")
    follow(page.locator("text=Apply for a license").first)
    page.select_option("#role", "applicant")
    page.fill("#name", "ann")
    page.fill("#authority", "Example Silicon, Inc.")
    office.press("Act as this person")
    assert "case-by-case review if all its conditions hold" in page.inner_text("main")
    page.fill("#quantity", "18,000")
    page.fill("#value", "540,000,000")
    office.press("Open the application as a draft")
    office.case = page.url.rsplit("/", 1)[1]
    assert "Your turn Submit the application" in page.inner_text("main")
    office.act("ann", "submit", signer="Ann", end_use_statement="sha256:5f0c")
    office.on("2026-01-22").act("olga", "register", number="Z1000001")
    office.act("olga", "assign", officer="olga")
    office.act("olga", "open_review")
    office.see()
    office.on("2026-01-23").press("Ask every agency that the rules name")
    assert "Defense" in page.inner_text("main")


def weighed(office):
    """A question, positions that differ, conditions, and one that is not adopted."""
    office.on("2026-01-26").act("dan", "question", id="q1", text="Who operates the site?", due="2026-02-05T12:00", cause="agency_information")  # fmt: skip
    assert "The clock stands still: agency information" in office.be("ann").see()
    office.on("2026-01-29").act(
        "ann", "answer", text="Example Cloud itself; the lease is in the file"
    )
    office.on("2026-01-30").propose("olga", OF_OLGA)
    office.propose("dan", ("end_use", "security"))
    office.propose("stef", ("remote_users",))
    office.act("stef", "condition_proposed", **LOCATION)
    office.act("olga", "condition_proposed", **SHARE)
    office.on("2026-02-02").act("dan", "position", **ABOUT, position="approve_with_conditions")
    office.act("stef", "position", **ABOUT, position="deny", reasons="the use cannot be watched", basis="15 CFR 742.6(b)(10)")  # fmt: skip
    office.act("olga", "positions_complete")
    said = office.see()
    assert "Propose a decision" in said.split("Not possible now")[1]
    office.act("olga", "escalate", trigger="State would deny")
    office.on(DAY).act("dan", "vote", vote="approve_with_conditions")
    office.act("stef", "vote", vote="deny", reasons="the use cannot be watched")
    office.act("bea", "vote", vote="approve_with_conditions")
    office.act("bea", "escalation_decided", outcome="approve_with_conditions", reasons="15 CFR 742.6(b)(10)")  # fmt: skip
    office.act(
        "bea", "condition_dropped", id="location", reason="The tool tells a country at best."
    )
    office.see("conditions")
    for box in office.page.locator("input[id^=adopt-]").all():
        box.check()
    office.press("Adopt those that are ticked")
    no_barriers(office.page)


def issued(office):
    """Another person signs; the proposer cannot."""
    said = office.on("2026-02-10").be("bea").see()
    assert "bea proposed the decision; another person signs" in said
    office.act("cora", "countersign")
    office.on("2026-02-11").be("olga").see()
    form = office.page.locator("#issue")
    form.locator("#notice").fill("Licensed, with conditions")
    for field, value in (("number", "D-EXAMPLE-1"), ("valid_from", "2026-02-16"), ("valid_to", "2030-02-15")):  # fmt: skip
        form.locator(f"#{field}").fill(value)
    form.locator("summary:has-text('What conditions are tested on')").click()
    form.locator("#issue-evidence").fill(EVIDENCE)
    office.press("Issue")
    assert office.page.url.endswith("/register/licenses/D-EXAMPLE-1")
    assert "at most 50 percent" in office.page.inner_text("#main")


def committee_bundle(office, folder):
    """What an auditor downloads on an order of the committee; gives the zip and the bundle in it."""
    office.be("gil").page.goto(f"/register/{office.case}?tab=public")
    office.page.fill("#order", "committee order 7")
    office.press("Open the file")
    office.page.goto(f"{office.page.url}&tab=public")
    office.page.click("summary:has-text('Open fields of this file')")
    office.page.fill("#reader", "Committee on Foreign Affairs")
    for name in ("id", "reason"):
        office.page.get_by_label(name, exact=True).check()
    no_barriers(office.page)
    with office.page.expect_download() as waiting:
        office.page.get_by_role("button", name="Download the bundle", exact=True).click()
    packed = folder / "opened.zip"
    waiting.value.save_as(packed)
    with zipfile.ZipFile(packed) as found:
        found.extractall(folder)
    assert "Committee on Foreign Affairs" in (folder / "opened.licetlog.cover").read_text()
    return packed, folder / "opened.licetlog"


def offline(bundle, key):
    """What the stranger's program says, in a process without this desk."""
    words = [sys.executable, "-m", "licet_verify", str(bundle), "--key", key, "--tell"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    return done.returncode, done.stdout


def sent(page, file, key=""):
    """Send a bundle in on the page for verifying."""
    page.goto("/register/verify")
    page.set_input_files("#bundle", file)
    page.fill("#keys", key)
    press(page, "Check the bundle")
    return page.inner_text("main")


def test_from_an_answer_to_the_refused_shipment_and_to_a_stranger_who_counts_again(
    office, browser, tmp_path
):
    applied(office)
    weighed(office)
    issued(office)
    assert "Taken: shipment-1" in office.draw(1, "2026-02-24", "8,000", "240,000,000")
    assert "Taken: shipment-2" in office.draw(2, "2026-04-06", "6,000", "180,000,000")
    said = office.draw(3, "2026-05-13", "4,000", "120,000,000")
    assert "Refused: shipment-3" in said
    assert "57.5 %, over the cap of 50 %" in said
    no_barriers(office.page)
    office.on("2026-05-14").assess(1, "96,000,000", "2026-02-17")
    said = office.assess(2, "72,000,000", "2026-03-30")
    for each in ("would take 36,000,000 USD", "would take 60,000,000 USD", "due 24,000,000 USD"):
        assert each in said
    assert "24,000,000 USD for shipment-1, due on" in said

    key = office.sitting.published()
    packed, bundle = committee_bundle(office, tmp_path)
    code, told = offline(bundle, key)
    assert code == 0
    dropped = told.split("condition_dropped")[1].split("  entry ")[0]
    assert 'opened: id = "location"' in dropped
    assert 'opened: reason = "The tool tells a country at best."' in dropped
    assert "dropped by US" in dropped
    assert "approved 1 of 1 decided (100.0 %)" in told

    stranger = browser.new_context(base_url=office.page.url.split("/register")[0])
    page = stranger.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    said = sent(page, packed, key)
    assert "Nothing that was checked differs, and the key that you gave has signed the log." in said
    assert "approved 1 of 1 decided (100.0 %)" in said
    no_barriers(page)
    page.goto("/register/public")
    with page.expect_download() as waiting:
        page.click("text=Download the whole log as one file")
    whole = tmp_path / "log.licetlog"
    waiting.value.save_as(whole)
    code, told = offline(whole, key)
    assert code == 0
    assert "recomputed from entries 0 to" in told
    assert "opened:" not in told
    (tmp_path / "forged.licetlog").write_bytes(whole.read_bytes().replace(b"condition_dropped", b"condition_adopted"))  # fmt: skip
    assert "Something differs" in sent(page, tmp_path / "forged.licetlog", key)
    assert "This could not be checked" in sent(page, whole, "no key")
    stranger.close()
