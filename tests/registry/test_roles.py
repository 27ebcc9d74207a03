"""Who may do and read what: the table of the design, row by row, as data and as the registry enforces it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from licet.cli.law_check import _procedure
from licet.errors import LawError
from licet.register.conditions.evidence import Inputs
from licet.register.events import ROLES, Actor
from licet.register.procedure import read_procedure
from licet.register.select import Refused
from licet.registry.model import APPLICATION, LICENSE, NotAllowed
from licet.registry.roles import read_roles
from tests.conftest import ROOT
from tests.register.stories import LAW, STAND_IN, WHO
from tests.registry.test_registry import good

TOLD = read_roles(ROOT / "law", LAW)
AP, AGENT, LO, AG, CS, EB, LAB, CUSTOMS, AUDITOR, PUBLIC = (
    "applicant", "agent", "officer", "agency", "countersigner", "board", "lab", "customs", "auditor", "public",
)  # fmt: skip
DESIGN = [
    ("draft, submit, edit, withdraw", APPLICATION, ("create", "submit", "edit", "withdraw"), {AP: "own", AGENT: "mandate"}),
    ("route, consolidate, propose", APPLICATION, ("refer", "consolidate", "propose"), {LO: "authority"}),
    ("ask", APPLICATION, ("question",), {LO: "authority", AG: "authority"}),
    ("give position, propose condition", APPLICATION, ("position", "condition_proposed", "vote"), {LO: "authority", AG: "authority", EB: "authority"}),
    ("countersign (other person)", APPLICATION, ("countersign",), {CS: "authority", EB: "authority"}),
    ("file test report", LICENSE, ("return_filed",), {LAB: "named", AP: "own", AGENT: "mandate"}),
    ("draw down", LICENSE, ("drawdown",), {AP: "own", AGENT: "mandate", CUSTOMS: "territory"}),
    ("suspend, revoke: put forward", LICENSE, ("suspend_proposed", "revoke_proposed"), {LO: "authority"}),
    ("suspend, revoke", LICENSE, ("suspend", "revoke"), {CS: "authority", EB: "authority"}),
]  # fmt: skip
READING = [
    ("standing", {AP: "own", AGENT: "mandate", LO: "authority", AG: "referred", CS: "authority", EB: "authority", AUDITOR: "any"}),
    ("commitments", {AP: "own", LO: "ordered", AUDITOR: "order"}),
    ("log", dict.fromkeys(ROLES, "any")),
]  # fmt: skip


@pytest.mark.parametrize(("row", "nature", "events", "roles"), DESIGN)
def test_each_row_of_the_design_is_in_the_data(row, nature, events, roles):
    for event in events:
        right = TOLD.to_do(nature, event)
        found = {
            role: right.reach(role) for role in ROLES if right.reach(role) and role != "system"
        }
        assert found == roles, row


@pytest.mark.parametrize(("what", "roles"), READING)
def test_each_reading_of_the_design_is_in_the_data(what, roles):
    assert dict(TOLD.to_read(what).roles) == roles


@pytest.mark.parametrize(("nature", "table"), [(APPLICATION, LAW.application), (LICENSE, LAW.license)])  # fmt: skip
def test_no_act_is_open_to_a_role_without_the_right(office, registry, nature, table):
    office.issued()
    stream = office.case if nature == APPLICATION else office.license
    before = good(registry)
    for event in table.events:
        for role, actor in STAND_IN.items():
            if not TOLD.to_do(nature, event).reach(role):
                with pytest.raises(NotAllowed):
                    registry.act(stream, event, {}, actor)
    assert good(registry) == before


STRANGERS = [
    Actor("eve", "applicant", "rival"), Actor("gus", "agent", "broker"), Actor("hans", "officer", "DE", "head"),
    Actor("kim", "agency", "energy"), Actor("bob", "board", "GB"), Actor("pat", "public"), Actor("lena", "lab", "lab-1"),
    Actor("zoe", "customs", "hmrc"), Actor("nobody", "applicant"), Actor("nobody", "officer"),
]  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_learns_nothing_not_even_whether_there_is_a_file(office, registry, who):
    office.issued()
    said = set()
    for case, license_ in ((office.case, office.license), ("A-999999", "L-999999")):
        doings = [
            lambda c=case: registry.case(c, who), lambda c=case: registry.events(c, who),
            lambda c=case: registry.standing(c, who), lambda n=license_: registry.license(n, who),
            lambda n=license_: registry.money(n, who), lambda c=case: registry.ways(c, who),
        ]  # fmt: skip
        told = []
        for doing in doings:
            with pytest.raises(NotAllowed) as refusal:
                doing()
            told.append(str(refusal.value))
        said.add(tuple(told))
        assert "firm" not in " ".join(told)
    assert len(said) == 1 or who.role in ("public", "lab", "customs")
    if who.role not in ("public", "lab", "customs"):
        assert registry.cases(who) == ()
    if who.role in ("applicant", "agent"):
        with pytest.raises(NotAllowed):
            registry.act(office.case, "appeal", {"reasons": ["x"]}, who)
        assert registry.holder(who) == ()


def test_an_auditor_sees_days_of_every_file_and_its_content_by_order_only(office, registry, store):
    office.issued()
    auditor = WHO["auditor"]
    assert [each.case for each in registry.cases(auditor)] == [office.case]
    with pytest.raises(NotAllowed, match="name the order"):
        registry.case(office.case, auditor)
    assert registry.case(office.case, auditor, order="GAO 26-1").content["lines"]
    noted = [each.what for each in store.log(kind="register_read") if each.who == "aud"]
    assert [(each["stream"], each["what"], each["order"]) for each in noted] == [(office.case, "file", "GAO 26-1")]  # fmt: skip


def test_who_looked_is_noted_but_for_the_firm_itself(office, registry, store):
    office.issued()
    registry.case(office.case, WHO["ann"])
    registry.license(office.license, WHO["customs"])
    registry.events(office.case, WHO["olga"])
    registry.case(office.case, WHO["dan"])
    noted = [(each.who, each.what["stream"], each.what["what"]) for each in store.log(kind="register_read")]  # fmt: skip
    assert noted == [("cbp", office.license, "license"), ("olga", office.case, "file"), ("dan", office.case, "file")]  # fmt: skip
    assert store.verify().faults == ()


def test_an_agency_sees_the_part_that_was_referred_to_it(office, registry):
    more = {"id": "2", "item": "secret", "quantity": "1", "unit": "piece", "country": "AE"}
    first = {"id": "1", "item": "nvidia-h200", "quantity": "9", "unit": "piece", "country": "CN"}
    office.file(lines=[first, more])
    office.do("submit", "ann", signer="Ann", end_use_statement="hash")
    office.do("register", "olga", number="D1")
    office.do("assign", "system", officer="olga")
    office.do("open_review", "olga")
    office.do("refer", "olga", agency="defense", rule="us.on_request", lines=["1"])
    office.do("position", "olga", line="2", country="AE", party="p1", position="approve", level="final")  # fmt: skip
    seen = registry.case(office.case, WHO["dan"])
    assert [each["id"] for each in seen.content["lines"]] == ["1"]
    assert seen.positions == ()
    assert "secret" not in str(registry.events(office.case, WHO["dan"]))
    assert "secret" in str(registry.events(office.case, WHO["olga"]))
    with pytest.raises(NotAllowed):
        registry.case(office.case, WHO["stef"])


def test_whoever_stated_an_interest_does_not_read_on(office, registry):
    office.referred("defense")
    office.do("recuse", "cora", reason="a brother works there")
    with pytest.raises(NotAllowed):
        registry.case(office.case, WHO["cora"])


def test_customs_reach_the_licenses_of_their_own_territory_alone(office, registry):
    office.issued()
    for name in ("CBP", "cbp", "US"):
        assert registry.license(office.license, Actor("carl", "customs", name)).number
    for name in ("hmrc", "GB", "", "zoll"):
        stranger = Actor("carl", "customs", name)
        with pytest.raises(NotAllowed):
            registry.license(office.license, stranger)
        with pytest.raises(NotAllowed):
            registry.act(office.license, "customs_message", {"line": "1", "message": "open"}, stranger)  # fmt: skip
        with pytest.raises(NotAllowed):
            registry.draw(office.license, office.request("1", "k1"), Inputs(), stranger)


LOT = {
    "id": "lot", "kind": "third_party_test", "text": "A laboratory looks at each lot.",
    "terms": {"parameters": {"facts": ["tpp"]}, "tested": ["drawdown"], "consequence": "block"},
}  # fmt: skip


def test_a_laboratory_reaches_a_license_once_it_is_named_there_and_files_its_report_and_no_more(office, registry):  # fmt: skip
    office.issued(LOT)
    lab, other = WHO["lab"], Actor("max", "lab", "lab-2")
    report = {"obligation": "lot", "period": "lot 7", "hash": "h"}
    with pytest.raises(NotAllowed):
        registry.file_return(office.license, report, lab)
    registry.act(office.license, "name_laboratory", {"laboratory": "Lab-1"}, WHO["ann"])
    assert registry.file_return(office.license, report, lab).state.returns
    with pytest.raises(Refused, match="a laboratory reports on lot"):
        registry.file_return(office.license, {**report, "obligation": "sales"}, lab)
    with pytest.raises(NotAllowed):
        registry.file_return(office.license, report, other)
    with pytest.raises(NotAllowed):
        registry.license(office.license, lab)


def test_a_laboratory_that_a_condition_names_files_certificates_in_that_file_and_no_other_document(office, registry):  # fmt: skip
    office.referred("defense")
    named = {**LOT["terms"], "parameters": {"facts": ["tpp"], "laboratories": ["lab-1"]}}
    body = {"name": "report", "hash": "h", "kind": "test_certificate"}
    with pytest.raises(NotAllowed):
        registry.act(office.case, "document", body, WHO["lab"])
    office.do("condition_proposed", "dan", **{**LOT, "terms": named})
    assert registry.act(office.case, "document", body, WHO["lab"]).state.documents
    with pytest.raises(Refused, match="test_certificate"):
        registry.act(office.case, "document", {**body, "kind": "letter"}, WHO["lab"])
    office.do("condition_dropped", "olga", id="lot", reason="not needed")
    with pytest.raises(NotAllowed):
        registry.act(office.case, "document", body, WHO["lab"])


def test_an_auditor_is_told_nothing_of_a_license_without_an_order_nor_what_could_be_done_with_it(office, registry):  # fmt: skip
    office.issued()
    for reading in (registry.license, registry.ways, registry.money):
        with pytest.raises(NotAllowed, match="name the order"):
            reading(office.license, WHO["auditor"])
    assert registry.ways(office.license, WHO["auditor"], order="GAO 26-1") == []


SPOILED = [
    ("filing:", "filing:\n    colour: red", "'colour' is no known key"),
    ("{applicant: own, agent: mandate}", "{aplicant: own, agent: mandate}", "'aplicant' is no known role"),
    ("{applicant: own, agent: mandate}", "{applicant: owner, agent: mandate}", "is 'owner'; wanted own"),
    ("[create, edit,", "[create, edti,", "'edti' is no known event"),
    ("[create, edit,", "[create,", "edit of the application table stands under no right"),
    ("application: [question]", "application: [question, flag]", "stands under two rights"),
    ("{countersigner: authority, board: authority}", "{countersigner: authority}", "is open to board, and signing is not"),
    ("roles: {officer: authority, agency: authority}", "roles: {officer: authority, agency: authority, lab: any}", "asking names lab"),
    ("  log:\n", "  logs:\n", "is read here or by the program"),
    ("  forget:\n", "  burn:\n", "is read here or by the program"),
    ("noted: [applicant, officer, auditor]", "noted: [applicant, agency]", "'agency' is no known role that may read"),
    ("    basis: ours\n    note: Everybody who", "    basis: law\n    note: Everybody who", "has a cite"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), SPOILED)
def test_roles_that_do_not_fit_the_steps_are_told(tmp_path, old, new, said):
    folder = Path(shutil.copytree(ROOT / "law" / "procedure", tmp_path / "procedure"))
    text = (folder / "roles.yaml").read_text()
    assert old in text
    (folder / "roles.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(LawError, match=said):
        read_roles(tmp_path, read_procedure(folder))


def test_ways_are_those_of_the_role_on_a_file_within_reach(office, registry):
    office.submitted()
    ways = {each["event"] for each in registry.ways(office.case, WHO["olga"])}
    assert {"register", "return_without_action"} <= ways
    assert {each["event"] for each in registry.ways(office.case, WHO["ann"])} >= {"withdraw"}
    assert "register" not in {each["event"] for each in registry.ways(office.case, WHO["ann"])}
    row = registry.cases(WHO["ann"])[0]
    assert (row.case, row.state, row.title) == (office.case, "submitted", "Submitted")
    assert registry.standing(office.case, WHO["ann"])["state"] == "submitted"
    assert (
        registry.case(office.case, WHO["ann"], at=office.clock().replace(hour=15)).state == "draft"
    )
    assert date(2026, 2, 2) == row.last.date()


def test_the_check_of_the_law_reads_roles_and_conditions_too(tmp_path, library):
    shutil.copytree(ROOT / "law" / "procedure", tmp_path / "procedure")
    found = _procedure(tmp_path, library.law.book)
    assert found is not None
    for name, old, new, said in (
        ("roles.yaml", "[create, edit,", "[create,", "stands under no right"),
        ("conditions.yaml", "kind: ratio_cap", "kind: ratio_cup", "told here or tested in code"),
    ):
        file = tmp_path / "procedure" / name
        text = file.read_text()
        file.write_text(text.replace(old, new, 1))
        with pytest.raises(LawError, match=said):
            _procedure(tmp_path, library.law.book)
        file.write_text(text)
