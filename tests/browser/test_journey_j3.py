"""J3: an order comes by API; a hit holds it; two persons close it; a list changes at night and holds it again.

From an empty store, all through the browser but the order itself, which an order system sends: accounts
and officers are made under People, lists are taken in by upload, each act is signed with its own password.
The parties and the entries are made up; the file has the form of the Consolidated Screening List.
"""

import json
from datetime import date, timedelta

import pytest

from licet.lists.shipped import shipped
from tests.browser.conftest import no_barriers
from tests.browser.office import SIGNING, first_account, invited_officer, joined, token
from tests.browser.steps import enter, follow, press
from tests.orders.conftest import order, party

NAME = "Maldovar Brix Precision"


def csl(day, address):
    """A small file as the publisher writes it, of one day; the entry is at ``address``."""
    source = "Entity List (EL) - Bureau of Industry and Security"
    return {
        "total": 1, "offset": 0, "sources_used": [{"source": source, "source_last_updated": f"{day}T14:00:00+00:00"}],
        "results": [
            {
                "id": "m1", "source": source, "name": NAME, "alt_names": ["MBP"], "type": None,
                "addresses": [{"address": address, "city": "Leeds", "country": "GB"}],
                "federal_register_notice": "89 FR 96830", "start_date": "2024-12-02", "end_date": None,
                "license_requirement": "For all items subject to the EAR", "license_policy": "Presumption of denial",
            }
        ],
    }  # fmt: skip


def other_lists():
    """Every other list that would stand in as a snapshot, with one party each."""
    rows = (
        {"list": each.list, "id": "x1", "name": f"Vornag {each.list} Istrellan"}
        for each in shipped()
        if each.list != "US-EL"
    )
    return "".join(json.dumps(each) + "\n" for each in rows)


def upload(page, name, data, as_of=""):
    page.goto("/parties/lists")
    page.locator("#file").set_input_files({"name": name, "mimeType": "application/json", "buffer": data.encode()})  # fmt: skip
    if as_of:
        page.get_by_text("What the file does not tell").click()
        page.locator("#as_of").fill(as_of)
    press(page, "Take it in")
    page.wait_for_url("**/parties/lists/taken?**")


def sign(page, button):
    page.locator("#signing_password").fill(SIGNING)
    press(page, button)


@pytest.fixture
def office(visit):
    """The pages of two officers, Anna and Boris, and a token of the order system."""
    ada = visit("/people")
    first_account(ada)
    links = {name: invited_officer(ada, name) for name in ("anna", "boris")}
    pages = {name: visit("/", width="phone" if name == "boris" else "desktop", look="dark" if name == "boris" else "light") for name in links}  # fmt: skip
    for name, page in pages.items():
        joined(page, links[name])
    return pages["anna"], pages["boris"], token(pages["anna"], "order")


def test_an_order_is_held_freed_by_two_persons_and_held_again_when_a_list_changes(office, desk):
    anna, boris, secret = office
    today = date.today()

    # The lists come in by upload.
    upload(anna, "others.jsonl", other_lists(), str(today))
    upload(anna, "consolidated.json", json.dumps(csl(today - timedelta(1), "1 Old Row")))
    assert "Taken in: US-EL" in anna.inner_text("h1")
    no_barriers(anna)

    # The order system sends one order.
    body = order("SO-1001", party(f"{NAME} Ltd"))
    del body["on"]
    answer = anna.request.post(
        f"{desk}/api/v1/orders", data=json.dumps(body),
        headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status == 200, answer.text()
    told = answer.json()
    assert told["result"] == "HOLD"
    assert told["state"] == "held"
    assert any(NAME in each for each in told["lines"][0]["matches"])

    anna_proposes(anna)
    boris_agrees_and_releases(boris)

    # At night the publisher changes the entry; in the morning its file is taken in.
    upload(anna, "consolidated.json", json.dumps(csl(today, "22 New Row")))
    said = anna.inner_text("main")
    assert "1 order is on hold after it." in said
    assert "has changed in addresses" in said
    assert "22 New Row" in said
    follow(anna.get_by_role("link", name="SO-1001"))
    said = anna.inner_text("main")
    assert "What differs from the check before" in said
    assert "see hit 2" in said
    assert "new edition of US-EL" in said
    follow(anna.get_by_role("link", name="hit 2").first)
    assert "The entry has changed since hit 1 was closed" in anna.inner_text("main")


def anna_proposes(anna):
    """She sees what holds the order, and says what it is; she cannot answer her own proposal."""
    anna.goto("/orders")
    follow(anna.get_by_role("link", name="SO-1001"))
    assert "On hold: it must not go on" in anna.inner_text("main")
    no_barriers(anna)
    follow(anna.get_by_role("link", name="hit 1").first)
    assert "Presumption of denial".lower() in anna.inner_text("main").lower()
    anna.get_by_label("Not a match: another party").check()
    anna.get_by_label("Reason").fill("Another number in the register; another street.")
    anna.get_by_label("It stands until").fill(str(date.today() + timedelta(365)))
    sign(anna, "Sign the proposal")
    assert "A second, other officer answers." in anna.inner_text("main")


def boris_agrees_and_releases(boris):
    """On his phone he finds it among what he may countersign; the order then passes, and he signs its release."""
    boris.goto("/parties/worklist?show=countersign&mine=yes")
    no_barriers(boris)
    follow(boris.get_by_role("link", name="1", exact=True))
    boris.get_by_label("I agree", exact=True).check()
    no_barriers(boris)
    sign(boris, "Sign the answer")
    assert "Two officers have said so" in boris.inner_text("main")

    boris.goto("/orders/SO-1001")
    said = boris.inner_text("main")
    assert "was HOLD" in said
    assert "now PASS" in said
    boris.get_by_label("Reason").fill("The hit was closed by two officers.")
    sign(boris, "Sign and release")
    assert "nothing else holds it" in boris.inner_text("main")
    no_barriers(boris)


def test_reading_pages_of_parties_and_orders_work_without_scripts_and_by_keyboard(visit):
    page = visit("/parties", scripts=False)
    page.locator("#name").fill(NAME)
    enter(page.locator("#name"))
    page.wait_for_url("**/parties/screen?**")
    assert NAME in page.inner_text("h1")
    page = visit("/parties")
    page.keyboard.press("Tab")  # the way past the bar
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "name":
            break
    page.keyboard.type("Huawei Technologies")
    with page.expect_navigation(url="**/parties/screen?**"):
        page.keyboard.press("Enter")
    assert "may be meant" in page.inner_text("main")
    page.goto("/orders")
    assert "Send an order" in page.inner_text("main")


@pytest.mark.parametrize(("width", "look"), [("desktop", "light"), ("phone", "dark")])
def test_the_pages_fit_the_width_and_have_no_barriers(visit, width, look):
    page = visit("/parties", width=width, look=look)
    for path in ("/parties", "/parties/screen?name=Huawei+Tech", "/parties/list", "/parties/worklist", "/parties/lists", "/parties/ownership", "/orders"):  # fmt: skip
        page.goto(path)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        no_barriers(page)
