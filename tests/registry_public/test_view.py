"""What is shown is data, held against closed lists; what is told of single events."""

import json
import shutil
from datetime import date

import pytest

from licet.errors import InputError, LawError, UnknownName
from licet.publiclog.entry import entry_from
from licet.record import replaced
from licet.register.events import Actor
from licet.registry.model import NotAllowed
from licet.registry.public import kept
from licet.registry.public.bundles import Order, for_committee
from licet.registry.public.condition import numbers
from licet.registry.public.view import read_views
from tests.conftest import ROOT
from tests.publiclog.test_drills import verified
from tests.register.stories import WHO, license_stories, stories
from tests.registry_public.desk import LAW, RULES, Desk, entries_of, handed, opened, retold

DAY = date(2026, 2, 1)


def law_with(folder, old, new):
    shutil.copytree(ROOT / "law" / "procedure", folder / "procedure")
    file = folder / "procedure" / "public-view.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return folder


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("refer: [agency, rule]", "question: [text]", "free text"),
        ("refer: [agency, rule]", "create: [applicant]", "free text"),
        ("refer: [agency, rule]", "refer: [applicant]", "nothing that it says"),
        ("shows: [by,", "shows: [applicant,", "nothing that is worked out"),
        ("outcome, conditions, condition,", "outcome, condition,", "together or not at all"),
        ("left_out: []", "left_out: [by]", "it can be one"),
        ("unnamed: [flag,", "unnamed: [flags,", "no event of the tables"),
        ("condition_tells: []", "condition_tells: [text]", "'text'"),
        ('authority: "*"', "authority: FR", "everybody else"),
        ("suppress_below: 5", "suppress_bellow: 5", "suppress_below"),
    ],
)
def test_a_view_that_could_give_something_away_is_refused_when_it_is_read(tmp_path, old, new, said):
    with pytest.raises(LawError, match=said):
        read_views(law_with(tmp_path, old, new), LAW)


def test_every_view_says_what_it_rests_on_and_an_unknown_authority_shows_least():
    assert all(each.cite and each.source for each in RULES.views.views)
    assert RULES.views.of("JP", DAY).authority == "*"
    assert RULES.views.of("US", date(2001, 1, 1)).authority == "*"
    assert not RULES.views.of("US", DAY).view.shows("issue", "destination")
    assert RULES.views.of("NL", DAY).view.shows("issue", "destination")


def published(tmp_path, *applications, licenses=()):
    desk = Desk(*applications, licenses=licenses)
    office = opened(tmp_path, desk)
    office.publish()
    return office, desk, [entry_from(each) for each in entries_of(office)]


def dutch(name):
    """A story before the Dutch authority, as far as its replay goes."""
    return retold(stories()[name], "A-2", authority="NL")


def test_what_another_authority_shows_is_shown(tmp_path):
    _, _, entries = published(tmp_path, dutch("approved"))
    last = entries[-1].public
    assert (last["outcome"], last["destination"]) == ("approved", "CN")
    assert last["authority_days"]["unit"] == LAW.policy("NL", DAY).unit


def test_a_reason_is_shown_by_its_code_and_opened_in_full(tmp_path):
    events = retold(stories()["approved_with_conditions"], "A-2")
    coded = [
        replaced(e, body={**e.body, "reason": "asked_by_rule: Acme's lab is named there"})
        if e.kind == "condition_dropped" else e
        for e in events
    ]  # fmt: skip
    office, _, entries = published(tmp_path, coded)
    (dropped,) = [e for e in entries if e.event == "condition_dropped"]
    assert dropped.public["condition"]["reason"] == "asked_by_rule"
    assert all(b"Acme" not in each for each in entries_of(office))
    assert verified(handed(office)) == (0, [])


@pytest.mark.parametrize(
    ("authority", "told"),
    [
        ("NL", {"id": "us.h200_2026.volume", "kind": "ratio_cap"}),
        ("GB", {"id": "c1", "kind": "ratio_cap"}),
        ("US", {"id": "c1"}),
    ],
)
def test_a_condition_is_told_by_name_or_kind_where_the_view_says_so(tmp_path, authority, told):
    """The cap is one that a public rule asks for; the laboratory of this case is nobody's but its own."""
    named = {"cap": "us.h200_2026.volume", "lab": "us.h200_2026.Acme"}
    events = [
        replaced(e, body={**e.body, "id": named[e.body["id"]]}) if e.kind.startswith("condition_") else e
        for e in retold(stories()["approved_with_conditions"], "A-2", authority=authority)
    ]  # fmt: skip
    office, _, entries = published(tmp_path, events)
    first, second = [e.public["condition"] for e in entries if e.event == "condition_proposed"]
    assert {**told, "act": "proposed", "by": "defense"} == first
    assert second["id"] == "c2"
    (issued,) = [e.public["conditions"] for e in entries if e.event == "issue"]
    assert issued == [told["id"]]
    assert verified(handed(office)) == (0, [])


def test_a_field_that_may_never_leave_the_house_is_not_even_committed_to(tmp_path):
    views = read_views(law_with(tmp_path / "law", "left_out: []", "left_out: [opening]"), LAW)
    events = retold(stories()["approved"], "A-1", opening={"laws": []})
    office = opened(tmp_path, Desk(events))
    office.rules = replaced(office.rules, views=views)
    office.publish()
    first = entry_from(entries_of(office)[0])
    assert "opening" not in {*first.public, *first.commitments}
    assert "lines" in first.commitments


def test_flags_are_told_as_a_step_and_their_name_is_committed_to(tmp_path):
    _, _, entries = published(tmp_path, retold(stories()["approved_with_conditions"], "A-2"))
    steps = [each for each in entries if each.event == "step"]
    assert len(steps) == 2
    assert all({"kind_of_step", "by", "flag"} <= set(each.commitments) for each in steps)


def test_a_license_goes_on_in_the_case_of_its_application_and_an_amendment_tells_what_went(tmp_path):  # fmt: skip
    approved = retold(stories()["approved_with_conditions"], "A-2")
    license_ = retold(license_stories()["amended"], "L-1", 40, application="A-2")
    first = license_[0].body["conditions"]
    at = next(n for n, each in enumerate(license_) if each.kind == "amend")
    without = {**license_[at].body, "conditions": list(first[1:]), "reason": "facts_changed: sold"}
    license_[at] = replaced(license_[at], body=without)
    gone = license_[: at + 1]
    office, desk, entries = published(tmp_path, approved, licenses=[gone])
    assert len({each.case for each in entries}) == 1
    moved = entries[-1]
    assert moved.event == "condition_dropped"
    name = numbers(desk.application("A-2"))["cap"]
    assert moved.public["condition"] == {"id": name, "act": "dropped", "by": "US", "reason": "facts_changed"}  # fmt: skip
    assert verified(handed(office)) == (0, [])


def test_a_superseded_case_names_the_one_that_takes_its_place_and_is_not_counted(tmp_path):
    old = [replaced(e, body={**e.body, "successor": "A-3"}) if e.kind == "supersede" else e for e in retold(stories()["superseded"], "A-2")]  # fmt: skip
    office, _, entries = published(tmp_path, old, retold(stories()["approved"], "A-3", 9))
    (by,) = [e.public["superseded_by"] for e in entries if "superseded_by" in e.public]
    assert by == office.pseudonym("A-3")


def test_an_agency_that_stands_in_no_list_is_committed_to_and_not_shown(tmp_path):
    events = retold(stories()["superseded"], "A-2")
    at = next(n for n, each in enumerate(events) if each.kind == "refer")
    events[at] = replaced(events[at], body={**events[at].body, "agency": "Acme Ltd"})
    office, _, entries = published(tmp_path, events)
    assert (entries[at].public["rule"], "agency" in entries[at].public) == ("us.on_request", False)
    assert "agency" in entries[at].commitments
    assert not any(b"Acme" in each for each in entries_of(office))


def test_waiting_that_stops_no_day_is_told_as_waiting(tmp_path):
    """The United States' policy lists its causes; ``other`` is none of them."""
    events = retold(stories()["asked"], "A-2")
    other = [replaced(e, body={**e.body, "cause": "other"}) if e.kind == "hold" else e for e in events]  # fmt: skip
    office, _, entries = published(tmp_path, other)
    told = {e.event: dict(e.public) for e in entries if e.event in ("hold", "end_hold", "question", "answer")}  # fmt: skip
    assert told["hold"]["waits_for"] == "other"
    assert not {"clock", "cause"} & (set(told["hold"]) | set(told["end_hold"]))
    assert verified(handed(office)) == (0, [])


def test_odd_words_of_an_applicant_stop_nothing_and_show_nothing(tmp_path):
    events = retold(stories()["approved"], "A-2")
    odd = {
        "units": 2**70,
        "text": "half \ud800",
        "nul": "\0",
        "deep": [[[[[[[[]]]]]]]],
        "country": "Acme",
    }
    events[0] = replaced(events[0], body={**events[0].body, "opening": odd})
    office, _, entries = published(tmp_path, events)
    out = (tmp_path / "out").open("wb")
    with out:
        for_committee(office, ["A-2"], Order("Committee", "HR 7", ("opening",)), out, by=WHO["auditor"])  # fmt: skip
    assert verified(tmp_path / "out") == (0, [])
    assert entries[0].public == {"by": "applicant", "state": "draft"}


def test_a_correction_is_a_new_entry_that_names_the_old_one(tmp_path):
    office, _, entries = published(tmp_path, dutch("approved"))
    done = {
        "reason": "clerical",
        "words": "the line goes to Taiwan",
        "by": Actor("cees", "countersigner", "NL"),
    }
    made = office.correct("A-2", entries[-1].seq + 1, {"destination": "TW"}, **done)
    office.publish()
    assert made.refers == (entries[-1].seq, entries[-1].leaf)
    assert office.shown("A-2")[-1][1] == made
    assert verified(handed(office)) == (0, [])
    with pytest.raises(UnknownName, match="reason"):
        office.correct("A-2", 1, {"state": "x"}, **{**done, "reason": "because Acme"})
    with pytest.raises(InputError, match="free text"):
        office.correct("A-2", 1, {"state": "with Acme Ltd"}, **done)
    with pytest.raises(InputError, match="not in the public log yet"):
        office.correct("A-2", 99, {}, **done)


def test_a_correction_shows_nothing_that_the_view_does_not(tmp_path):
    office, *_ = published(tmp_path, retold(stories()["approved"], "A-2"))
    for name in ("applicant", "destination"):
        with pytest.raises(UnknownName, match="public field of this authority"):
            office.correct("A-2", 1, {name: "TW"}, reason="clerical", words="", by=WHO["cora"])


def test_the_registers_own_correction_refers_to_the_event_that_it_corrects(tmp_path):
    _, _, entries = published(tmp_path, retold(stories()["approved_with_conditions"], "A-2"))
    (made,) = [each for each in entries if each.type == "correction"]
    assert made.refers == (2, entries[2].leaf)
    assert made.public["corrected"] == {}


def test_what_is_forgotten_cannot_be_opened_by_anybody_and_the_log_says_so(tmp_path):
    office, _, entries = published(tmp_path, retold(stories()["approved"], "A-2"))
    office.forget("A-2", 1, ["applicant", "parties"], reason="facts_changed", by=WHO["cora"])
    office.publish()
    last = entry_from(entries_of(office)[-1])
    assert (last.type, last.public["fields"]) == ("forgetting", ["applicant", "parties"])
    assert verified(handed(office)) == (0, [])
    with office.store.reading() as db:
        left = kept.openings(db, last.case)[0]
    assert {"applicant", "parties"}.isdisjoint(each.field for each in left)
    with (tmp_path / "out").open("wb") as out, pytest.raises(InputError, match="destroyed"):
        for_committee(office, ["A-2"], Order("C", "7", ("parties",)), out, by=WHO["auditor"])
    with pytest.raises(InputError, match="no confidential field"):
        office.forget("A-2", 1, ["state"], reason="clerical", by=WHO["cora"])
    assert entries[0].commitments["parties"]


@pytest.mark.parametrize("who", [*sorted(set(WHO) - {"cora", "cyd", "bea"}), Actor("hans", "countersigner", "DE", "head")], ids=str)  # fmt: skip
def test_only_those_whom_the_roles_name_may_forget_and_for_their_own_authority(tmp_path, who):
    office, _, entries = published(tmp_path, retold(stories()["approved"], "A-2"))
    by = WHO[who] if isinstance(who, str) else who
    with pytest.raises(NotAllowed):
        office.forget("A-2", 1, ["applicant"], reason="facts_changed", by=by)
    if by.role != "officer":
        with pytest.raises(NotAllowed):
            office.correct("A-2", 1, {"state": "x"}, reason="clerical", words="", by=by)
    office.publish()
    assert len(entries_of(office)) == len(entries)


def test_an_officer_opens_fields_by_order_and_of_the_own_authority_alone(tmp_path):
    office, *_ = published(tmp_path, dutch("approved"))
    order = Order("Committee", "HR 7")
    with (tmp_path / "out").open("wb") as out:
        for_committee(office, ["A-2"], order, out, by=Actor("nel", "officer", "NL"))
        for who in (WHO["olga"], Actor("x", "officer"), WHO["cora"]):
            with pytest.raises(NotAllowed):
                for_committee(office, ["A-2"], order, out, by=who)


def test_an_authority_that_shows_nothing_publishes_hashes_and_every_proof_holds(tmp_path):
    shows = "shows: [by, state, clock, cause, waits_for, outcome, conditions, condition, superseded_by, authority_days, happened]"  # fmt: skip
    views = read_views(law_with(tmp_path / "law", shows, "shows: []"), LAW)
    desk = Desk(
        retold(stories()["asked"], "A-1"), retold(stories()["approved_with_conditions"], "A-2")
    )
    office = opened(tmp_path, desk)
    office.rules = replaced(office.rules, views=views)
    office.publish()
    shown = {name for each in entries_of(office) for name in entry_from(each).public}
    assert shown <= {"agency", "rule", "reason", "corrected"}
    assert verified(handed(office)) == (0, [])


def test_the_same_events_give_the_same_public_fields(tmp_path):
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _, _, entries = published(tmp_path / name, retold(stories()["escalated"], "A-2"))
        found.append(json.dumps([[e.event, e.time, dict(e.public)] for e in entries]))
    assert found[0] == found[1]
