"""Pages of the register: worklists by role, the case, acts as forms, the license, what everybody sees."""

import io
import re
import zipfile

import pytest

from licet.access.signing import enroll
from licet.desk.register.bundling import unpacked
from licet.desk.register.posted import charts
from licet.errors import InputError
from licet.store.register_tables import events
from tests.desk.ask.test_ask import TYPED
from tests.desk.register_desk import QUESTION, RULE, register_sitting  # noqa: F401 - a fixture
from tests.signed import PASSWORD, determined


@pytest.fixture
def sitting(register_sitting):  # noqa: F811
    return register_sitting


def test_the_h200_story_runs_over_the_pages_and_the_third_shipment_is_refused_with_the_ratio(
    sitting,
):
    sitting.shipped()
    assert "Propose a decision : " in sitting.not_to_propose.split("Not possible now")[1]
    said = sitting.draw(3, "2026-05-13", "4,000", "120,000,000")
    assert "Refused: shipment-3" in said
    assert "over the cap of 50 %" in said
    sitting.be("olga")
    for number, value, day in ((1, "96,000,000", "2026-02-17"), (2, "72,000,000", "2026-03-30")):
        sent = {"case": sitting.license, "shipment": f"shipment-{number}", "customs_value": value, "imported": "yes", "entry_day": day, "origin": "US"}  # fmt: skip
        said = sitting.send("/register/assess", sent)
    for each in ("would take 36,000,000 USD", "would take 60,000,000 USD", "due 24,000,000 USD"):
        assert each in said
    dropped = sitting.see(f"/register/{sitting.case}?tab=conditions")
    assert "location dropped" in dropped
    assert "Dropped on 2026-02-03 by bea (US): The tool tells a country at best." in dropped


def test_a_file_of_another_firm_is_not_there_and_an_auditor_names_an_order(sitting):
    sitting.filed()
    sent = {"role": "applicant", "name": "eve", "authority": "Another Firm"}
    sitting.send("/register/as", sent)
    assert "Not yours, or not there" in sitting.see(f"/register/{sitting.case}", 403)
    assert "Not yours, or not there" in sitting.see("/register/A-999999", 403)
    sitting.be("gil")
    assert "reads a file by order" in sitting.see(f"/register/{sitting.case}")
    assert "Applicant Example Silicon, Inc." in sitting.see(f"/register/{sitting.case}?order=committee+7")  # fmt: skip


def test_the_worklist_tells_why_the_clock_stands(sitting):
    sitting.questioned().be("olga")
    assert "stopped: agency information" in sitting.see("/register")
    assert "Who operates the site?" in sitting.see(f"/register/{sitting.case}")


def test_the_same_form_sent_twice_opens_one_application(sitting):
    sitting.filed()
    first = sitting.case
    sitting.send("/register/new", sitting.sent)
    assert str(sitting.page.url).endswith(first)


@pytest.mark.parametrize("where", ["public", "statistics", "verify"])
def test_everybody_reads_what_is_public(sitting, where):
    assert "register" in sitting.see(f"/register/{where}").lower()


def test_an_application_starts_from_a_saved_question_and_from_a_signed_determination_too(sitting):
    sitting.on("2026-02-01").be("ann")
    where = str(sitting.client.post("/ask/new").url)
    for step, typed in TYPED.items():
        where = str(sitting.client.post(f"{where.rsplit('/', 1)[0]}/{step}", data=typed).url)
    assert "/register/new?enquiry=" in sitting.client.get(where).text
    key = where.rsplit("/", 2)[1]
    assert "United States: license required" in sitting.see(f"/register/new?enquiry={key}")
    enroll(
        sitting.client.service.store, "anna", title="Anna", may=("determine",), password=PASSWORD
    )
    number = determined(sitting.client.service).id
    assert f"/register/new?record={number}" in sitting.client.get(f"/records/{number}").text
    assert "license required" in sitting.see(f"/register/new?record={number}")
    assert "does not say" not in sitting.see("/register/new?record=999", 400)


def test_whoever_comes_from_an_answer_says_first_as_whom_and_goes_on_there(sitting):
    said = sitting.see(f"/register/new?{QUESTION}")
    assert "Say first as whom you act" in said
    back = re.search(r'name="back" value="([^"]+)"', sitting.page.text)[1].replace("&amp;", "&")
    sent = {"role": "applicant", "name": "ann", "authority": "Example Silicon, Inc.", "back": back}
    assert "Apply for a license" in sitting.send("/register/as", sent)


def test_a_tolerance_is_the_laws_own_and_not_what_the_form_says(sitting):
    sitting.filed()
    sent = {**sitting.sent, "key": "another", "tolerance": "0.9"}
    assert "one that the law of the authority knows" in sitting.send("/register/new", sent, 400)
    sitting.send("/register/new", {**sent, "tolerance": "0.25"})
    assert "15 CFR 750.11(b)(2)" in sitting.see(f"{sitting.page.url.path}?tab=goods")


def test_fields_are_opened_to_a_named_reader_on_an_order_by_those_who_may(sitting):
    sitting.filed().act("ann", "submit", signer="Ann", end_use_statement="sha256:5f0c")
    sent = {"case": sitting.case, "reader": "Committee", "order": "7", "field": ["signer"], "whole": "yes"}  # fmt: skip
    assert "There is no public log here yet" in sitting.be("gil").send(
        "/register/bundle", sent, 400
    )
    sitting.published()
    assert "Not yours" in sitting.be("cora").send("/register/bundle", sent, 403)
    assert "an order that is named too" in sitting.be("gil").send("/register/bundle", {**sent, "reader": ""}, 400)  # fmt: skip
    found = sitting.client.post("/register/bundle", data=sent)
    assert b'"Ann"' in unpacked(found.content, 10**7)
    with zipfile.ZipFile(io.BytesIO(found.content)) as packed:
        assert "Committee" in packed.read("opened.licetlog.cover").decode()
    assert b'"Ann"' not in sitting.client.get("/register/public/log.licetlog").content


@pytest.mark.parametrize("sent", [b"PK\x03\x04 no zip", "bomb", "empty"])
def test_a_zip_that_holds_no_bundle_or_too_much_is_refused(sent):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.licetlog" if sent == "bomb" else "a.txt", b"0" * 3_000_000)
    with pytest.raises(InputError, match="zip"):
        unpacked(out.getvalue() if isinstance(sent, str) else sent, 2_000_000)


def test_what_is_not_told_is_not_drawn():
    days = {"median": 20, "p90": 41, "cases": 12}
    result = {
        "cases": 12, "outcomes": {"approved": "hidden", "denied": 12},
        "days": {"gross": days, "clock": {**days, "median": "hidden", "p90": None}, "stopped": days},
    }  # fmt: skip
    ends, took = charts(result)
    assert ends[2].rows == (("Denied", "12 cases"),)
    assert [row[0] for row in took[2].rows] == [
        "From start to end, median", "From start to end, 90th percentile", "Stopped, median", "Stopped, 90th percentile",
    ]  # fmt: skip


def test_nobody_forges_the_decision_that_an_application_starts_from(sitting):
    """The day, laws and screening of a link do not count, and a draft is not edited away from its decision."""
    sitting.filed()
    forged = f"{QUESTION.replace('on=2026-01-20', 'on=2019-01-01')}&known_on=2019-01-01&law=NL&screen=no"  # fmt: skip
    sitting.send("/register/new", {**sitting.sent, "query": forged, "key": "another"})
    assert str(sitting.page.url).endswith("A-000002"), words_of(sitting)
    store = sitting.client.service.store
    with store.reading() as db:
        rows = db.execute(events.select().where(events.c.kind == "create")).all()
    one, two = (row.body["opening"] for row in rows)
    assert (two["on"], two["known_on"]) == ("2026-01-20", None)
    assert two["laws"] == one["laws"]
    assert two["asked"]["sha256"] == one["asked"]["sha256"]
    page = sitting.be("ann").client.get(f"/register/{sitting.case}")
    assert 'name="f-opening"' not in page.text
    sent = {"case": sitting.case, "kind": "edit", "key": "k9"}
    for field, value in (("opening", '{"laws": []}'), ("parties", "[]"), ("lines", '[{"id": "1", "item": "x", "country": "GB"}]')):  # fmt: skip
        assert "decided again" in sitting.send("/register/act", {**sent, f"f-{field}": value}, 400), field  # fmt: skip


def words_of(sitting):
    return sitting.page.text[:600]


def test_a_laboratory_files_a_report_without_reading_the_license_and_customs_opens_one_by_number(
    sitting,
):
    lab = {"role": "lab", "name": "lena", "authority": "Example Test Laboratory"}
    sent = {"case": "D-EXAMPLE-1", "kind": "return_filed", "tab": "front", "f-obligation": f"{RULE}.laboratory", "f-period": "L-1"}  # fmt: skip
    sitting.issued().send("/register/as", lab)
    assert "Not yours" in sitting.send("/register/act", sent, 403)
    named = {"case": "D-EXAMPLE-1", "kind": "name_laboratory", "f-laboratory": lab["authority"]}
    sitting.be("ann").send("/register/act", named)
    sitting.send("/register/as", lab)
    assert "hash is missing" in sitting.send("/register/act", sent, 400)
    assert f'value="{RULE}.laboratory"' in sitting.page.text
    assert "the report was filed" in sitting.send(
        "/register/act", {**sent, "f-hash": "sha256:77ab"}
    )
    assert "Not yours" in sitting.see("/register/licenses/D-EXAMPLE-1", 403)
    assert "Not yours" in sitting.send("/register/act", {**sent, "case": "D-NONE"}, 403)
    sitting.be("cus")
    assert "License D-EXAMPLE-1" in sitting.see("/register/licenses?number=D-EXAMPLE-1")
