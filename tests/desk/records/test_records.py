"""The records room: signing what was shown, the record and its letter, the log, verifying."""

import html
import re

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from tests.signed import PASSWORD, TO_CHINA, determined, installation

ASKED = "item=nvidia-h200-nvl-141gb&to=CN&on=2026-02-01&party=role%3Dend_user%2Cname%3DExample+Cloud%2Ccountry%3DCN"


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    with installation(tmp_path_factory.mktemp("records"), library) as found:
        determined(service=found, ref="SO-1", note="<script>alert(1)</script>")
        yield found


@pytest.fixture(scope="module")
def desk(service):
    return TestClient(make_app(service), base_url="http://127.0.0.1:8787", follow_redirects=False)


def fields(page):
    """The hidden fields of the form that signs."""
    form = page.text.split('action="/records/new"')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def signing(page, **said):
    return {**fields(page), "signing_password": PASSWORD, "agrees": "machine", **said}


def test_an_answer_is_signed_as_it_was_shown_and_becomes_a_record(desk, service):
    page = desk.get(f"/records/new?{ASKED}")
    assert "license required; case-by-case review" in page.text
    done = desk.post("/records/new", data=signing(page, asked_by="Example GmbH", ref="SO-7", note="Seen."))  # fmt: skip
    assert done.status_code == 303
    record = desk.get(done.headers["location"])
    assert "Holds." in record.text
    for each in ("Example GmbH", "SO-7", "Seen.", "anna", "ed25519:"):
        assert each in record.text
    assert service.store.verify().faults == ()


def test_a_wrong_password_signs_nothing_and_loses_nothing(desk, service):
    before = len(service.store.determinations())
    page = desk.get(f"/records/new?{ASKED}")
    back = desk.post("/records/new", data=signing(page, note="A long note", ref="R9", signing_password="no"))  # noqa: S106  # fmt: skip
    assert back.status_code == 400
    assert "does not open this officer" in html.unescape(back.text)
    assert "A long note" in back.text
    assert 'value="R9"' in back.text
    assert 'href="#signing_password"' in back.text
    assert len(service.store.determinations()) == before


def test_another_answer_than_the_shown_one_is_not_signed_and_the_difference_is_shown(desk, service):
    """The page showed the law of another day: as when the law changes while somebody reads."""
    before = len(service.store.determinations())
    old = desk.get(f"/records/new?{ASKED.replace('2026-02-01', '2026-01-10')}")
    new = desk.get(f"/records/new?{ASKED}")
    sent = {**signing(new, note="Kept"), "shown": fields(old)["shown"], "shown_told": fields(old)["shown_told"]}  # fmt: skip
    back = desk.post("/records/new", data=sent)
    assert back.status_code == 409
    assert "Nothing was signed: the answer has changed" in back.text
    assert "<del>" in back.text
    assert "<ins>" in back.text
    assert "Kept" in back.text
    assert len(service.store.determinations()) == before
    again = desk.post("/records/new", data=signing(back))
    assert again.status_code == 303


def test_an_officer_determines_otherwise_with_a_reason_and_the_answer_stays_beside(desk):
    page = desk.get(f"/records/new?{ASKED}")
    otherwise = {"agrees": "otherwise", "status": "prohibited"}
    back = desk.post("/records/new", data=signing(page, **otherwise))
    assert back.status_code == 400
    assert "a reason is wanted" in back.text
    done = desk.post("/records/new", data=signing(page, **otherwise, reason="A letter of BIS forbids it."))  # fmt: skip
    record = desk.get(done.headers["location"]).text
    assert "The officer determines: Prohibited." in record
    assert "A letter of BIS forbids it." in record
    assert "The machine's answer beside it" in record
    assert "license required; case-by-case review" in record
    assert "determines otherwise: prohibited" in desk.get("/records").text


def test_a_question_that_was_sent_waits_and_is_signed_under_its_number(desk, service):
    from licet.access.model import LOCAL
    from licet.interview.enquiries import Enquiries

    enquiries = Enquiries(service)
    answers = {
        "item": {"product": "nvidia-h200-sxm-141gb"}, "act": {"act": "ship"},
        "route": {"from": "US", "to": "CN", "day": "2026-02-01"},
    }  # fmt: skip
    made = enquiries.new("transfer", LOCAL, answers)
    enquiries.send(made.key, LOCAL)
    assert f"/records/new?enquiry={made.key}" in desk.get("/records").text
    page = desk.get(f"/records/new?enquiry={made.key}")
    done = desk.post("/records/new", data=signing(page))
    number = int(done.headers["location"].rsplit("/", 1)[1])
    kept = enquiries.get(made.key)
    assert (kept.stage, kept.determination) == ("signed", number)
    assert f'href="/ask/{made.key}"' in desk.get(f"/records/{number}").text
    assert f"/records/new?enquiry={made.key}" not in desk.get("/records").text
    assert "signed already" in desk.get(f"/records/new?enquiry={made.key}").text


def test_the_letter_is_the_same_bytes_on_each_request_and_verifies(desk):
    first, second = (desk.get("/records/1/letter.pdf") for _ in range(2))
    assert first.headers["content-type"] == "application/pdf"
    assert first.content == second.content
    sent = desk.post("/verify", files={"letter": ("l.pdf", first.content, "application/pdf")})
    assert "This letter is genuine" in sent.text
    changed = desk.post("/verify", files={"letter": ("l.pdf", first.content + b" ", "application/pdf")})  # fmt: skip
    assert "This letter is not genuine" in changed.text


def test_a_code_is_verified_and_nothing_confidential_is_said(desk, service):
    from licet.letters.content import Signed

    code = Signed.of(service.store.determination(1)).code
    said = desk.get("/verify", params={"code": code.lower()}).text
    assert "This code is genuine" in said
    for secret in ("H200", "Example Cloud", "SO-1", "anna", "China"):
        assert secret not in said
    assert desk.get("/verify", params={"code": "abc"}).status_code == 400
    assert "cannot be told here" in desk.get("/verify", params={"code": "0000-0000-0000-0000-0000"}).text  # fmt: skip


def test_a_strange_file_is_unknown_and_a_missing_one_is_asked_for(desk):
    strange = desk.post("/verify", files={"letter": ("x.pdf", b"hello", "application/pdf")})
    assert "cannot be told here" in strange.text
    assert desk.post("/verify").status_code == 400


def test_what_an_officer_wrote_is_escaped_everywhere(desk):
    for path in ("/records/1", "/records/1/letter.html", "/records", "/records/log"):
        assert "<script>alert" not in desk.get(path).text


@pytest.mark.parametrize(("query", "fits"), [
    ("", True), ("ref=so-1", True), ("ref=SO-99", False), ("status=license_required", True),
    ("status=prohibited", False), ("officer=anna", True), ("officer=boris", False), ("item=h200", True),
    ("from=2026-11-22", True), ("from=2026-11-23", False), ("to=2026-11-22", True), ("to=2026-11-21", False),
])  # fmt: skip
def test_the_list_is_narrowed_by_what_stands_in_the_address(desk, query, fits):
    assert ('href="/records/1"' in desk.get(f"/records?{query}").text) is fits


@pytest.mark.parametrize("query", ["from=yesterday", "page=-1", "page=x"])
def test_what_cannot_be_read_in_the_address_is_said(desk, query):
    assert desk.get(f"/records?{query}").status_code == 400


def test_the_log_names_each_act_and_its_chain_is_checked_on_demand(desk):
    page = desk.get("/records/log?kind=determination")
    assert "determination" in page.text
    assert "The chain holds" not in page.text
    assert "The chain holds" in desk.get("/records/log?check=yes").text
    noted = "1:" + "0" * 64
    assert "is not the line that was noted" in desk.get(f"/records/log?check=yes&noted={noted}").text  # fmt: skip


def test_the_same_question_is_decided_again_and_what_differs_is_shown(desk):
    then = desk.get("/records/1/again?law=then").text
    assert "The answer is the one that was signed." in then
    now = desk.get("/records/1/again").text
    assert "The answer is not the one that was signed." in now
    assert "<ins>" in now


def test_a_record_made_on_the_command_line_has_a_page_and_says_why_it_is_not_decided_again(desk, service):  # fmt: skip
    from licet.access.model import LOCAL
    from licet.access.signing import signer_of_form
    from licet.decide.report import report
    from licet.store.plain import canonical

    by = signer_of_form(service.store, LOCAL, {"officer": "anna", "signing_password": PASSWORD})
    plain = canonical([report(each) for each in service.decide(TO_CHINA).decisions])
    kept = service.store.determine(plain, by)
    assert desk.get(f"/records/{kept.id}").status_code == 200
    assert "signed on the command line" in desk.get(f"/records/{kept.id}/again").text


@pytest.mark.parametrize("path", ["", "/letter.pdf", "/letter.html", "/again", "/statement.json"])
def test_a_record_that_is_not_there_is_said_so(desk, path):
    missing = desk.get(f"/records/999{path}")
    assert missing.status_code in (400, 404)
    assert "no determination 999" in missing.text
