"""An application starts from a decision that the server made: nobody sends one of their own, or picks its day."""

import json
from datetime import date

import pytest

from licet.access.model import LOCAL
from licet.interview.enquiries import Enquiries
from licet.register.events import Actor
from licet.register.opening import opening
from licet.service.service import Question
from licet.store.plain import digest
from licet.store.tables import enquiries as table
from tests.api.conftest import TRANSFER, problem
from tests.register.stories import WHO
from tests.signed import TO_CHINA, determined, enroll

from .conftest import FILED, MAY, account_of

LINES = FILED["lines"]
HARMLESS = {**TRANSFER, "to": "GB", "parties": [{"role": "end_user", "country": "GB", "headquarters": "GB"}]}  # fmt: skip
NVL = [{**LINES[0], "item": "nvidia-h200-nvl-141gb"}]
SUBMIT = {"signer": "Ann", "end_use_statement": "hash"}


def content_of(people, case, who="ann"):
    return people[who].seen(f"applications/{case}")["file"]["versions"][-1]["content"]


def us(found):
    return next(each for each in found["opening"]["laws"] if each["sovereign"] == "US")


def test_an_application_starts_where_the_servers_decision_stopped(people, service):
    done = people["ann"].done("applications", {**FILED, "transfer": TRANSFER})
    assert (done["event"]["case"], done["event"]["actor"]["id"], done["to"]) == ("A-000001", "ann", "draft")  # fmt: skip
    found = content_of(people, "A-000001")
    decision = service.decide(Question(TRANSFER, on=date(2026, 1, 20))).decisions[0]
    made = json.loads(json.dumps(opening(decision)))
    assert {name: found["opening"][name] for name in made} == made
    law = us(found)
    assert law["status"] == "license_required"
    assert set(law["review_may_be"]) >= {"case_by_case", "presumption_of_denial"}
    assert law["presumption_of_denial"] is None, "some of what it turns on is not known"
    assert law["grounds"]
    assert found["opening"]["missing"]
    assert found["opening"]["decided_by"] == "the register"
    assert found["opening"]["asked"] == {"transfer": TRANSFER, "sha256": digest(TRANSFER)}
    assert len(found["opening"]["answer_sha256"]) == 64
    assert found["parties"] == [{"id": "p1", "role": "end_user", "country": "CN"}]


def test_a_presumption_of_denial_comes_with_it_and_cannot_be_left_out(people):
    denied = {**TRANSFER, "item": {"id": "nvidia-b200"}}
    lines = [{**LINES[0], "item": "nvidia-b200"}]
    filed = people["ann"].done("applications", {**FILED, "transfer": denied, "lines": lines})
    law = us(content_of(people, filed["event"]["case"]))
    assert law["presumption_of_denial"] is True


@pytest.mark.parametrize(
    "more",
    [
        {"opening": {"status": "license_required", "laws": []}}, {"parties": []}, {"on": "2019-01-01"}, {"known_on": "2019-01-01"},
        {"status": "no_requirement_found"}, {"review_policy": "case_by_case"}, {"hashes": {}}, {"case": "A-1"}, {"sovereigns": ["NL"]},
        {"screened": False}, {"decided_by": "the register"},
    ],
    ids=str,
)  # fmt: skip
def test_nobody_sends_an_answer_its_day_its_laws_or_its_parties(people, more):
    said = problem(people["ann"].post("applications", {**FILED, **more}), 422, "not-valid")
    assert said["errors"][0]["place"] == f"/{next(iter(more))}"
    assert people["ann"].seen("applications")["items"] == []


def test_one_start_is_named_and_not_two(people):
    bare = {name: each for name, each in FILED.items() if name != "transfer"}
    for wrong in (bare, {**FILED, "determination": 1}, {**FILED, "enquiry": "x"}):
        said = problem(people["ann"].post("applications", wrong), 422, "not-valid")
        assert "one of transfer" in said["detail"]


def test_lines_are_of_the_item_and_the_country_that_were_decided(people):
    other = [{**LINES[0], "item": "nvidia-b200"}]
    for asked in (
        {"transfer": HARMLESS, "lines": LINES},
        {"lines": [*LINES, {**LINES[0], "id": "2", "country": "RU"}]},
        {"lines": other}, {"lines": [{"id": "1"}]}, {"lines": [{**LINES[0], "item": ["nvidia-h200"]}]},
    ):  # fmt: skip
        said = problem(people["ann"].post("applications", {**FILED, **asked}), 422, "not-valid")
        assert said["errors"][0]["place"].startswith("/lines/")
    family = {**FILED, "transfer": {**TRANSFER, "item": {"id": "nvidia-h200"}}}
    assert "variant" in problem(people["ann"].post("applications", family), 422)["detail"]
    people["ann"].done("applications", {**family, "variant": "nvidia-h200-sxm-141gb"})


def test_a_draft_cannot_be_edited_away_from_its_decision(people, filed):
    where = f"applications/{filed}"
    before = content_of(people, filed)
    for edit in (
        {"opening": {"laws": []}}, {"opening": before["opening"]}, {"parties": []}, {"lines": [{**LINES[0], "country": "GB"}]},
        {"lines": [*LINES, {**LINES[0], "id": "2", "item": "nvidia-b200"}]}, {"lines": "x"}, {"lines": ["x"]},
    ):  # fmt: skip
        said = problem(people["ann"].post(f"{where}/acts/edit", edit), 422, "not-valid")
        assert "decided again" in said["detail"]
    fewer = [{**LINES[0], "quantity": "10"}]
    people["ann"].done(f"{where}/acts/edit", {"lines": fewer, "parties": before["parties"]})
    assert content_of(people, filed)["lines"] == fewer
    people["ann"].done(f"{where}/acts/edit", {"justification": "a cloud for schools"})
    problem(people["ann"].post(f"{where}/decision", {"transfer": HARMLESS}), 422)
    more = [{**LINES[0], "quantity": "10", "country": "GB"}]
    done = people["ann"].done(f"{where}/decision", {"transfer": HARMLESS, "lines": more})
    assert (done["event"]["kind"], done["to"]) == ("edit", "draft")
    found = content_of(people, filed)
    assert (found["lines"], found["parties"][0]["country"]) == (more, "GB")
    assert found["opening"]["asked"]["transfer"] == HARMLESS
    eve = people.as_(Actor("eve", "applicant", "rival"))
    problem(eve.post(f"{where}/decision", {"transfer": HARMLESS}), 404)


def test_an_officers_own_decision_takes_the_place_of_the_firms_and_is_made_by_the_server_too(
    people, submitted
):
    where = f"applications/{submitted}"
    for who in ("olga", "ann", "dan"):
        forged = {"opening": {"laws": []}, "reason": "x"}
        assert people[who].post(f"{where}/acts/attach_decision", forged).status_code == 404
    problem(people["ann"].post(f"{where}/decision", {}), 409)
    problem(people["dan"].post(f"{where}/decision", {}), 403)
    known = {**FILED["transfer"], "parties": [{**FILED["transfer"]["parties"][0], "headquarters": "HK"}]}  # fmt: skip
    done = people["olga"].done(f"{where}/decision", {"transfer": known, "reason": "the parent"})
    assert (done["event"]["kind"], done["from"], done["to"]) == ("attach_decision", "submitted", "submitted")  # fmt: skip
    assert content_of(people, submitted, "olga")["opening"]["asked"]["transfer"] == known
    kept = [each["kind"] for each in people["olga"].seen(f"{where}/events")["items"]]
    assert kept == ["create", "submit", "attach_decision"]
    again = people["olga"].done(f"{where}/decision", {"reason": "by the law of today"})
    assert again["event"]["body"]["opening"]["asked"]["transfer"] == known


@pytest.fixture
def record(service):
    """The number of a signed record."""
    enroll(service.store, "anna", title="Officer", may=["determine"], password="a long signing password")  # noqa: S106 # fmt: skip
    return determined(service).id


def test_from_the_number_of_a_signed_record_its_question_is_decided_again(people, service, record):
    asked = {"authority": "US", "determination": record, "lines": NVL}
    reader = people.as_(WHO["ann"], account=1, may=MAY | {"records"})
    found = reader.done("applications", asked)["event"]["body"]["opening"]
    signed = service.store.determination(record)
    assert found["asked"]["transfer"] == TO_CHINA.transfer
    assert found["kept"]["determination"] == record
    assert found["kept"]["status"] == signed.status
    assert found["kept"]["statement_sha256"] == digest(json.loads(signed.statement))
    assert found["on"] == "2026-01-20"


def test_a_record_that_is_anothers_is_as_if_there_were_none(people, service, record):
    said = [problem(people["ann"].post("applications", {"authority": "US", "determination": number, "lines": NVL}), 422) for number in (record, 987)]  # fmt: skip
    assert said[0]["detail"].replace(str(record), "") == said[1]["detail"].replace("987", "")
    enquiries, others = Enquiries(service), account_of(service.store, "bob", WHO["ann"])
    ann = people.person(account_of(service.store, "ann", WHO["ann"]))
    answers = {"item": {"product": "nvidia-h200-nvl-141gb"}, "act": {"act": "ship"}, "route": {"from": "US", "to": "CN"}}  # fmt: skip
    for asker, status in ((LOCAL, 422), (others, 422), (ann.person, 200)):
        made = enquiries.new("transfer", asker, answers)
        with service.store.writing() as work:
            work.db.execute(table.delete().where(table.c.key != made.key))
        enquiries.signed(made.key, record)
        answer = ann.post("applications", {"authority": "US", "determination": record, "lines": NVL})  # fmt: skip
        assert answer.status_code == status, (asker, answer.text)


def test_from_a_saved_question_of_ones_own(people, service):
    enquiries = Enquiries(service)
    answers = {"item": {"product": "nvidia-h200-sxm-141gb"}, "act": {"act": "ship"}, "route": {"from": "US", "to": "CN"}}  # fmt: skip
    ann = people.person(account_of(service.store, "ann", WHO["ann"]))
    mine = enquiries.new("transfer", ann.person, answers)
    other = enquiries.new("transfer", account_of(service.store, "bob", WHO["ann"]), answers)
    asked = {"authority": "US", "lines": LINES}
    found = ann.done("applications", {**asked, "enquiry": mine.key})["event"]["body"]
    assert found["opening"]["kept"]["enquiry"] == mine.title
    assert mine.key not in json.dumps(found), "the link is a secret"
    for key in (other.key, "nothing"):
        problem(ann.post("applications", {**asked, "enquiry": key}), 422)


def test_an_act_meant_for_the_file_as_it_was_is_refused_with_what_came_since(people, submitted):
    where = f"applications/{submitted}/acts"
    seen = people["olga"].seen(f"applications/{submitted}")["file"]["seq"]
    assert seen == 2
    people["olga"].done(f"{where}/register", {"number": "Z1"}, headers={"If-Match": f'"{seen}"'})
    late = people["otto"].post(f"{where}/register", {"number": "Z2"}, headers={"If-Match": f'"{seen}"'})  # fmt: skip
    said = problem(late, 412, "changed")
    assert [each["place"] for each in said["errors"]] == ["seq 3"]
    assert "register by officer" in said["errors"][0]["detail"]
    assert late.headers["etag"] == '"3"'
    assert people["ann"].seen(f"applications/{submitted}/standing")["state"] == "registered"
    people["olga"].done(f"{where}/assign", {"officer": "olga"}, headers={"If-Match": late.headers["etag"]})  # fmt: skip
    for odd in ("3", 'W/"3"', '"x"', '"3", "4"'):
        problem(people["olga"].post(f"{where}/open_review", {}, headers={"If-Match": odd}), 422)
    eve = people.as_(Actor("eve", "applicant", "rival"))
    problem(eve.post(f"{where}/withdraw", {}, headers={"If-Match": '"1"'}), 404)
    elsewhere = people["ann"].post("applications", FILED, headers={"If-Match": '"1"'})
    assert "If-Match is for acts" in problem(elsewhere, 422)["detail"], "and is not passed over"


def test_an_act_sent_again_with_its_key_is_answered_as_before_though_the_file_went_on(people, submitted):  # fmt: skip
    where, sent = f"applications/{submitted}/acts", {"If-Match": '"2"', "Idempotency-Key": "k"}
    first = people["olga"].post(f"{where}/register", {"number": "Z1"}, headers=sent)
    people["olga"].done(f"{where}/assign", {"officer": "olga"})
    again = people["olga"].post(f"{where}/register", {"number": "Z1"}, headers=sent)
    assert first.content == again.content
    other = {**sent, "If-Match": '"4"'}
    problem(people["olga"].post(f"{where}/register", {"number": "Z1"}, headers=other), 422, "key-used-otherwise")  # fmt: skip
