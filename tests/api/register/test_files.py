"""Files of the register over the wire: filed, acted on once, shown to whom they are, and to nobody else."""

import pytest

from licet.register.events import Actor
from tests.api.conftest import problem
from tests.register.stories import WHO

from .conftest import FILED

SUBMIT = {"signer": "Ann", "end_use_statement": "hash"}


def test_who_acts_and_when_is_never_sent(people, filed):
    for field in ("actor", "at", "seq", "case", "kind", "recorded_at", "role", "rank", "key", "by"):
        sent = {**SUBMIT, field: "x"}
        said = problem(
            people["ann"].post(f"applications/{filed}/acts/submit", sent), 422, "not-valid"
        )
        assert said["errors"][0]["place"] == f"/{field}"
        problem(people["ann"].post("applications", {**FILED, field: "x"}), 422, "not-valid")
    assert people["ann"].seen(f"applications/{filed}/standing")["state"] == "draft"


def test_the_same_key_does_an_act_once_and_another_act_is_refused(people, filed):
    key, where = {"Idempotency-Key": "k1"}, f"applications/{filed}/acts/submit"
    first = people["ann"].post(where, SUBMIT, headers=key)
    again = people["ann"].post(where, SUBMIT, headers=key)
    assert first.content == again.content
    assert again.headers["idempotent-replayed"] == "true"
    problem(
        people["ann"].post(where, {**SUBMIT, "signer": "Bob"}, headers=key),
        422,
        "key-used-otherwise",
    )
    assert len(people["ann"].seen(f"applications/{filed}/events")["items"]) == 2


def test_a_key_is_of_its_account_and_of_the_role_it_was_sent_in(people):
    two = people.as_(WHO["ann"], Actor("ann", "applicant", "other"), account=1)
    key = {"Idempotency-Key": "k1"}
    mine = two.done("applications", FILED, headers={**key, "Licet-Act-As": "applicant:firm"})
    asked = {**FILED, "applicant": "other"}
    problem(
        two.post("applications", asked, headers={**key, "Licet-Act-As": "applicant:other"}),
        422,
        "key-used-otherwise",
    )
    bob = people.as_(Actor("bob", "applicant", "firm"), account=55)
    assert bob.done("applications", FILED, headers=key)["event"]["case"] != mine["event"]["case"]


def test_a_file_of_another_firm_is_as_if_it_were_not_there(people, submitted):
    eve = people.as_(Actor("eve", "applicant", "rival"))
    got = [
        f"applications/{submitted}",
        f"applications/{submitted}/standing",
        f"applications/{submitted}/events",
        f"applications/{submitted}/ways",
        f"applications/{submitted}/bundle",
    ]
    for where in got:
        here, nowhere = eve.get(where), eve.get(where.replace(submitted, "A-999999"))
        assert problem(here, 404)["detail"] == problem(nowhere, 404)["detail"], where
    for kind in ("withdraw", "answer", "document"):
        here = eve.post(f"applications/{submitted}/acts/{kind}")
        assert here.status_code == 404, here.text
    assert eve.seen("applications")["items"] == []
    assert eve.seen("licenses")["items"] == []
    problem(eve.post("applications", FILED), 409)


def test_another_authority_an_agency_not_asked_and_an_agent_without_mandate_see_nothing(
    people, submitted
):
    for who in (
        Actor("nl", "officer", "NL"),
        Actor("x", "agency", "defense"),
        Actor("gus", "agent", "broker"),
    ):
        problem(people.as_(who).get(f"applications/{submitted}"), 404)
        assert people.as_(who).seen("applications")["items"] == []


def test_an_account_without_a_register_role_comes_to_nothing(people, submitted):
    nobody = people.as_(account=3)
    for where in ("applications", f"applications/{submitted}", "licenses"):
        assert "no role in the register" in problem(nobody.get(where), 403)["detail"]
    problem(nobody.post("applications", FILED), 403)


@pytest.mark.usefixtures("submitted")
def test_who_has_several_roles_says_which_and_can_be_no_other(people):
    both = people.as_(WHO["olga"], Actor("olga", "countersigner", "US", "head"), account=4)
    assert "several" in problem(both.get("applications"), 403)["detail"]
    assert both.seen("applications", headers={"Licet-Act-As": "officer:US"})["items"]
    for said in ("system", "officer:NL", "officer:US:head", "auditor", "officer:US:senior:cora"):
        problem(both.get("applications", headers={"Licet-Act-As": said}), 403)


def test_nobody_acts_as_the_register_itself(people, submitted):
    problem(people["olga"].post(f"applications/{submitted}/acts/agency_silent"), 403)
    problem(people["ann"].post("due"), 403)
    assert people["olga"].done("due") == {"done": []}


def test_an_act_that_is_none_or_not_now_is_told_so(people, filed):
    for kind, status in {
        "create": 404,
        "issue": 404,
        "approve": 404,
        "propose": 409,
        "register": 409,
    }.items():
        body = {
            "propose": {"outcome": "approve", "reasons": ["x"]},
            "register": {"number": "D1"},
        }.get(kind, {})
        assert problem(people["olga"].post(f"applications/{filed}/acts/{kind}", body), status)[
            "way_out"
        ]


def test_ways_name_the_acts_with_their_fields(people, submitted):
    found = people["olga"].seen(f"applications/{submitted}/ways")["ways"]
    assert "number" in [
        each["name"] for each in next(w for w in found if w["event"] == "register")["body"]
    ]


@pytest.mark.usefixtures("filed")
def test_lists_go_on_from_a_cursor(people):
    for _ in range(2):
        people["ann"].done("applications", FILED)
    first = people["ann"].seen("applications?limit=2")
    assert [each["case"] for each in first["items"]] == ["A-000001", "A-000002"]
    rest = people["ann"].seen("applications" + first["next"].partition("applications")[2])
    assert ([each["case"] for each in rest["items"]], rest["next"]) == (["A-000003"], None)


def test_an_answer_that_one_has_is_not_sent_again_and_says_nothing_to_others(people, filed):
    first = people["ann"].get(f"applications/{filed}")
    tag = {"If-None-Match": first.headers["etag"]}
    assert people["ann"].get(f"applications/{filed}", headers=tag).status_code == 304
    eve = people.as_(Actor("eve", "applicant", "rival"))
    assert eve.get(f"applications/{filed}", headers=tag).status_code == 404
    assert eve.get(f"applications/{filed}", headers={"If-None-Match": "*"}).status_code == 404


def test_who_looked_is_noted_for_an_officer_and_not_for_the_applicant(people, submitted, service):
    before = service.store.log_end()
    people["ann"].seen(f"applications/{submitted}")
    assert service.store.log_end() == before
    people["olga"].seen(f"applications/{submitted}")
    assert service.store.log_end() != before


def test_an_auditor_and_the_board_see_who_looked_and_nobody_else(people, submitted):
    people["olga"].seen(f"applications/{submitted}")
    people["auditor"].seen(f"applications/{submitted}/events?order=order+7")
    people["ann"].seen(f"applications/{submitted}")
    found = people["auditor"].seen(f"readers/{submitted}")["items"]
    told = [(each["who"], each["role"], each["what"], each["order"]) for each in found]
    assert told == [("olga", "officer", "file", ""), ("aud", "auditor", "file", "order 7")]
    assert people["bea"].seen(f"readers/{submitted}")["items"] == found
    first = people["auditor"].seen(f"readers/{submitted}?limit=1")
    rest = people["auditor"].seen("readers" + first["next"].partition("readers")[2])
    assert (first["items"] + rest["items"], rest["next"]) == (found, None)
    for who in ("ann", "olga", "dan", "cora"):
        problem(people[who].get(f"readers/{submitted}"), 403)
    other = people.as_(Actor("ben", "board", "NL"))
    problem(other.get(f"readers/{submitted}"), 404)
    problem(people["auditor"].get("readers/A-999999"), 404)


def test_an_auditor_reads_by_an_order_that_is_named(people, submitted):
    problem(people["auditor"].get(f"applications/{submitted}"), 403)
    assert (
        people["auditor"].seen(f"applications/{submitted}?order=order+7")["file"]["case"]
        == submitted
    )


def test_what_is_too_long_or_no_json_is_refused(people, filed):
    where = f"applications/{filed}/acts/submit"
    for sent, status in ((b"x" * 2_000_001, 413), (b"{", 400), (b"[" * 100_000, 400)):
        answer = people["ann"].ask(
            "POST", where, content=sent, headers={"Content-Type": "application/json"}
        )
        problem(answer, status)
    problem(people["ann"].post(where, ["x"]), 422)


ODD = [
    "../A-000001",
    "A-000001/%2e%2e/A-000001",
    "' OR 1=1 --",
    "A-000001%00",
    "x" * 200,
    "A-000001;x",
    "%2e%2e",
]


@pytest.mark.usefixtures("filed")
def test_odd_numbers_lead_nowhere(people):
    for number in ODD:
        assert people["ann"].get(f"applications/{number}").status_code in (400, 404, 422), number
