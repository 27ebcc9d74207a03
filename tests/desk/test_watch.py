"""The leak watch on the desk: what is looked at, what a case file keeps, and who may see it."""

import re
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from licet.access import accounts, registered, sessions
from licet.access.cookies import cookie_name
from licet.access.registered import Seat
from tests.desk.ask.test_ask import answered
from tests.desk.parties_desk import words
from tests.desk.register_desk import register_sitting
from tests.desk.watch_desk import a_table, missing_reply
from tests.watch.test_trade import HEAD, rows

ODD = "red_flag.odd_route=yes"
TRANSFER = {"item": "nvidia-h200-sxm-141gb", "to": "MY", "on": "2026-06-01", "fact": ODD}
TEXT = """
on: 2026-06-01
item: {id: nvidia-h200-sxm-141gb}
from: US
to: MY
parties: [{role: end_user, name: Example Cloud, country: MY, headquarters: MY}]
facts: {red_flag.odd_route: yes}
"""
SHIPMENT = "D-EXAMPLE-1/shipment-2"


@pytest.fixture(scope="module")
def sitting(library, tmp_path_factory):
    """A desk over the license whose chip does not answer; its one user acts as an officer of the authority."""
    make = register_sitting.__wrapped__(library, tmp_path_factory.mktemp("watch"))
    yield missing_reply(next(make))
    make.close()


def test_a_transfer_shows_signals_with_citation_and_explanations_as_intervals(desk):
    said = words(desk.get(f"/watch/transfer?{urlencode(TRANSFER)}"))
    assert "Red flag 10: an odd route weak signal It needs an explanation." in said
    assert "15 CFR Part 732, Supp. No. 3" in said
    assert "Does the goods’ route make no sense? yes (as stated)" in said
    assert re.search(r"Diversion [\d.]+ % [\d.]+ % Diversion, before [\d.]+ % [\d.]+ %", said)
    assert "Red flag 5: cash for a costly item. Does the buyer offer cash" in said
    assert not re.search("smuggl|guilt|criminal|illegal", said, re.IGNORECASE)


def test_a_form_that_is_not_filled_in_everywhere_leads_to_a_short_address(desk):
    sent = {**TRANSFER, "from": "US", "country": "MY", "headquarters": "CN", "parent": ""}
    answer = desk.get(f"/watch/transfer?{urlencode(sent)}&fact=", follow_redirects=False)
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert "fact=&" not in where
    assert "party=role%3Dend_user%2Ccountry%3DMY%2Cheadquarters%3DCN" in where
    assert "Red flag 10" in words(desk.get(where))


def test_a_saved_question_is_looked_at_by_its_link_and_one_that_is_not_there_is_not(desk):
    asking = TestClient(desk.app, base_url="http://127.0.0.1", follow_redirects=False)
    question = answered(asking).rsplit("/", 1)[1]
    assert "What each law says of this transfer" in words(desk.get(f"/watch/transfer?enquiry={question}"))  # fmt: skip
    assert f"/watch/transfer?enquiry={question}" in desk.get(f"/ask/{question}/answer").text
    assert "There is a problem" in words(desk.get("/watch/transfer?enquiry=none"), 404)


@pytest.mark.parametrize(("sent", "wanted"), [
    ({"item": "nothing such", "to": "MY"}, "nothing such"),
    ({"item": "nvidia-h200", "to": "Nowhereland"}, "Nowhereland"),
    ({"item": "nvidia-h200", "to": "MY", "on": "soon"}, "soon"),
])  # fmt: skip
def test_a_transfer_that_cannot_be_read_comes_back_with_what_is_wrong(desk, sent, wanted):
    answer = desk.get(f"/watch/transfer?{urlencode(sent)}")
    assert wanted in words(answer, 400)
    assert 'class="error"' in answer.text
    assert f'value="{sent["item"]}"' in answer.text


def test_a_transfer_that_is_pasted_is_looked_at_and_a_broken_one_comes_back(desk):
    assert "Red flag 10" in words(desk.post("/watch/transfer", data={"text": TEXT}))
    for text, wanted in (("item: [", "the YAML cannot be read"), ("- a", "lines of name: value"), ("", "Paste a transfer"), ("item: {id: H200}\nto: 7", "to")):  # fmt: skip
        answer = desk.post("/watch/transfer", data={"text": text})
        assert wanted in words(answer, 400)
        assert not text or "<textarea" in answer.text.partition(text)[0]


def test_a_case_file_is_opened_on_what_is_looked_at_again_and_never_on_what_is_sent(desk):
    sent = {"question": urlencode(TRANSFER), "signals": "[1]", "outcome": "guilty"}
    said = words(desk.post("/watch/cases", data=sent))
    assert "transfer NVIDIA H200 SXM 141GB" in said
    assert "opened 2 signals: Advanced chips to a place named for diversion; Red flag 10" in said
    quiet = {"question": "item=nvidia-h200&from=US&to=US"}
    assert "opens on a subject with a signal" in words(desk.post("/watch/cases", data=quiet), 400)
    assert "no page" not in words(desk.post("/watch/cases", data={"text": TEXT}))


def test_shipments_are_those_that_the_role_may_see(sitting):
    said = sitting.be("olga").see("/watch/register")
    assert "Looked at 2 shipments: 2 show a signal" in said
    assert (
        "no test covers (weak) ; A chip that was asked where it is does not answer (weak)" in said
    )
    sitting.send("/register/as", {"role": "officer", "name": "nel", "authority": "NL", "rank": "senior"})  # fmt: skip
    assert "There is no shipment that you may see" in sitting.see("/watch/register")
    sitting.see(f"/watch/shipment?shipment={SHIPMENT}", 404)
    assert "reads the register by order" in sitting.be("gil").see("/watch/register")
    assert "Looked at 2 shipments" in sitting.see("/watch/register?order=GAO-7")


def test_a_file_on_a_shipment_is_there_for_whoever_sees_the_license_and_for_nobody_else(sitting):
    said = sitting.be("olga").send("/watch/cases", {"shipment": SHIPMENT})
    case = str(sitting.page.url).rsplit("/", 1)[1]
    assert f"About the shipment {SHIPMENT}" in said
    assert "olga (officer) opened 2 signals" in said
    sitting.send("/register/as", {"role": "officer", "name": "nel", "authority": "NL", "rank": "senior"})  # fmt: skip
    assert case not in sitting.see("/watch/cases")
    there, gone = (sitting.see(f"/watch/cases/{each}", 404) for each in (case, "W-9999"))
    assert there.replace(case, "") == gone.replace("W-9999", "")
    sent = {"act": "outcome", "outcome": "explained as lawful", "reason": "x"}
    sitting.send(f"/watch/cases/{case}", sent, 404)
    assert "open" in sitting.be("olga").see(f"/watch/cases/{case}")


def test_an_auditor_keeps_a_file_by_order(sitting):
    sitting.be("gil").send("/watch/cases", {"shipment": SHIPMENT, "order": "GAO-7"})
    where = str(sitting.page.url)
    assert where.endswith("?order=GAO-7")
    reason = {"act": "hypothesis", "hypothesis": "lawful", "side": "for", "why": "Seen"}
    assert "gil (auditor) hypothesis for a lawful reason : Seen" in sitting.send(where, reason)
    case = re.search("W-[0-9]+", where)[0]
    assert case not in sitting.see("/watch/cases")
    assert case in sitting.see("/watch/cases?order=GAO-7")


@pytest.mark.parametrize(("sent", "wanted"), [
    ({"act": "evidence", "text": "A lease", "stated_by": "", "stated_on": "2026-06-01"}, "who stated it is empty"),
    ({"act": "evidence", "text": "A lease", "stated_by": "Acme", "stated_on": "soon"}, "on which day"),
    ({"act": "hypothesis", "hypothesis": "lawful", "side": "for", "why": " "}, "the reason is empty"),
    ({"act": "outcome", "outcome": "diverted", "reason": "x"}, "outcome"),
    ({"act": "erase"}, "evidence, hypothesis, outcome"),
])  # fmt: skip
def test_what_cannot_be_entered_comes_back_with_the_reason_and_nothing_is_kept(sitting, sent, wanted):  # fmt: skip
    sitting.be("olga").send("/watch/cases", {"shipment": SHIPMENT})
    where = str(sitting.page.url)
    said = sitting.send(where, sent, 400)
    assert wanted in said
    assert "Entries: 1" in said
    assert sent.get("text", "") in sitting.page.text


def test_an_entry_of_the_register_brings_along_who_entered_it_and_when_and_leads_back(sitting):
    sitting.be("olga").send("/watch/cases", {"shipment": SHIPMENT})
    where = str(sitting.page.url)
    said = sitting.send(where, {"act": "evidence", "entry": "return location 2026-Q2", "text": "Asked again by mail."})  # fmt: skip
    assert "return location, 2026-Q2. Asked again by mail. (stated by ann, 2026-06-15)" in said
    assert 'href="/register/licenses/D-EXAMPLE-1#returns"' in sitting.page.text


@pytest.fixture(scope="module")
def table(desk):
    """A look at a made table, kept."""
    return a_table(desk.app.state.service)


def test_a_look_at_a_trade_table_is_kept_under_a_link_and_a_case_opens_on_a_route(desk, table):
    said = words(desk.get(f"/watch/tables/{table}"))
    assert "MYS to CHN, 847150 Mirror gap (weak)" in said
    assert "line 7: no period" in said
    route = {"route": "MYS to CHN, 847150"}
    assert "Mirror gap weak signal" in words(desk.get(f"/watch/tables/{table}?{urlencode(route)}"))
    said = words(desk.post("/watch/cases", data={"table": table, **route}))
    assert "About the route of a trade table MYS to CHN, 847150" in said
    assert "under this address" in words(desk.get("/watch/tables/none"), 400)


def test_a_table_that_is_sent_in_is_looked_at_and_kept_under_a_link(desk):
    sent = {"file": ("export.csv", (HEAD + "".join(rows(20))).encode(), "text/csv")}
    answer = desk.post("/watch/tables", files=sent)
    assert re.search(r"MYS to CHN, 847150 [^%]*Mirror gap \(weak\)", words(answer))
    assert re.search("/watch/tables/[0-9a-f]{32}$", str(answer.url))


def test_a_table_that_is_none_comes_back_with_what_was_wanted(desk):
    assert "Choose a file." in words(desk.post("/watch/tables", data={}), 400)
    for content, wanted in ((b"a,b\n1,2\n", "mine.csv"), (b"\xff\xfe\x00", "mine.csv"), (b"", "mine.csv")):  # fmt: skip
        sent = {"file": ("mine.csv", content, "text/csv")}
        assert wanted in words(desk.post("/watch/tables", files=sent), 400)


def test_on_a_shared_desk_a_seat_in_the_register_opens_files_on_its_shipments(sitting):
    sitting.be("olga").send("/watch/cases", {"shipment": SHIPMENT})
    where, service = str(sitting.page.url), sitting.client.service
    case = where.rsplit("/", 1)[1]
    client = TestClient(sitting.client.app, base_url="http://127.0.0.1", follow_redirects=False)
    with service.store.writing() as work:  # from here on people sign in: the last test on this desk
        accounts.add_in(work, "ada", shown="Ada", roles=["administrator"], by="test")
        made = {name: accounts.add_in(work, name, shown=name, roles=roles, by="test") for name, roles in (("ivy", ["analyst", "register"]), ("jon", ["analyst"]))}  # fmt: skip
    registered.give(service.store, made["ivy"].id, Seat("officer", "US", "senior"), by="ada")
    sitting.client.app.state.knowing.forget()

    def ask(name, path, sent=None):
        with service.store.writing() as work:
            secret = sessions.begin(work, made[name], service.settings.desk)
        mark = sitting.client.app.state.knowing.by_cookie(secret).csrf
        headers = {"Cookie": f"{cookie_name('http')}={secret}", "X-CSRF-Token": mark}
        return client.post(path, data=sent, headers=headers) if sent else client.get(path, headers=headers)  # fmt: skip

    sent = {"act": "hypothesis", "hypothesis": "error", "side": "for", "why": "A digit"}
    assert ask("jon", where, sent).status_code == ask("jon", where).status_code == 404
    assert case not in ask("jon", "/watch/cases").text
    assert ask("ivy", where, sent).status_code == 303
    assert "ivy hypothesis for an error of record : A digit" in words(ask("ivy", where))
    assert ask("ivy", "/watch/cases", {"shipment": "D-OTHER/s1"}).status_code == 400
