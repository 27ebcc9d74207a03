"""What becomes of a name: taken, open, decided by a person, against what is stated, or nothing."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.answer import SEVERITY
from licet.decide.decide import decide
from licet.decide.questions import questions
from licet.decide.report import report
from licet.facts.values import Interval
from licet.lists.model import Entry
from licet.parties.resolve import names_of, query_of, resolve, with_nothing_screened
from licet.record import record, replaced
from licet.screen.model import Closing, party_key
from licet.transfer.build import Builder
from licet.transfer.model import UNTOLD, Listing
from licet.transfer.public_record import with_public_record
from tests.parties.exact import Exact, edition, number

DAY = date(2026, 1, 15)
ACME = Entry(
    "US-EL", "1", "Acme Photonics Co., Ltd.", ("Acme Photonics",), ("艾克米光电",),
    countries=("CN",), addresses=("1 Lens Road, Wuhan",), identifiers=(number("USCC", "9142-1"),),
    since=date(2023, 10, 17), to=date(2026, 6, 1), footnotes=frozenset({4}),
)  # fmt: skip
ACME_SDN = Entry(
    "US-SDN", "7", "Acme Photonics Co., Ltd.", countries=("CN",), since=date(2024, 1, 1)
)
EDITIONS = (edition("US-EL", date(2025, 12, 1), ACME, snapshot="A snapshot."),)
WHOLE = (edition("US-EL", date(2025, 12, 1), ACME),)


@record
class Closed:
    """As an officer closes a hit: of one name and one text of an entry, until a day."""

    name: str
    entry_content: str
    verdict: str
    until: date | None = None

    def covers(self, query, entry, day):
        fits = (self.name, self.entry_content) == (query.name, entry.content)
        return fits and (self.until is None or day < self.until)


def transfer_of(law, *parties, due_care=True, **more):
    raw = {
        "kind": "export", "from": "US", "to": "CN", "parties": list(parties),
        "item": {"name": "thing", "ownclass": "3A991.p", "kind": "integrated_circuit"},
        "end_use": {"no_knowledge_beyond_stated": due_care}, **more,
    }  # fmt: skip
    return Builder(law.book).transfer(raw)


def user(name, **facts):
    return {"role": "end_user", "name": name, "country": "CN", "headquarters": "CN",
            "ultimate_parent_headquarters": "CN", **facts}  # fmt: skip


def joined(law, *parties, closings=(), day=DAY, editions=EDITIONS, due_care=True, **more):
    counted = law.book.facts["owned_by_listed_pct"].counts_lists
    stated = transfer_of(law, *parties, due_care=due_care, **more)
    found = resolve(stated, Exact(editions), day, closings, editions=editions, counted=counted)
    return with_public_record(found, law.book, day, day)


def us(law, transfer, day=DAY):
    return decide(transfer, law, on=day, sovereigns=("US",))


def standings(transfer):
    return [each.standing for each in transfer.screening.matches]


def grounds(decision):
    return decision.answers[0].enforced.grounds


@pytest.mark.parametrize("name", ["Acme Photonics Co., Ltd.", "acme photonics", "艾克米光电"])
def test_a_published_name_is_taken_as_the_listing_and_says_so(law, name):
    found = joined(law, user(name))
    assert standings(found) == ["taken"]
    [party] = found.parties
    assert party.facts["lists"] == (
        Listing("US-EL", date(2023, 10, 17), frozenset({4}), entry="US-EL:1"), UNTOLD,
    )  # fmt: skip
    assert party.sources["lists"] == "screened"
    [match] = found.screening.matches
    assert "taken as listed because the name is the published name" in match.why
    assert "US-EL:1, listed since 2023-10-17" in match.why
    decided = us(law, found)
    assert decided.status == "license_required"
    assert "entity_list" in grounds(decided)
    assert not found.screening.settled  # nobody has confirmed it


def test_another_country_or_number_leaves_the_very_same_name_open(law):
    for facts in (
        {"country": "MY", "headquarters": "MY"},
        {"identifiers": ["USCC:9199-9"]},
    ):
        found = joined(law, user("Acme Photonics", **facts))
        assert standings(found) == ["open"]
        assert not any(each.certain for each in found.parties[0].facts["lists"])


def test_a_number_that_the_list_prints_is_taken_whatever_the_name_says(law):
    found = joined(law, user("Bright Lens Trading", identifiers=["USCC:9142-1"]))
    assert standings(found) == ["taken"]
    assert "because the identifier is the published identifier" in found.screening.matches[0].why


@pytest.mark.parametrize("name", ["Acme Phot", "Acme Trading"])
def test_a_name_that_is_like_a_listed_one_is_an_open_fact_also_after_due_care(law, name):
    found = joined(law, user(name))
    assert standings(found) == ["open"]
    decided = us(law, found)
    assert decided.status == "unknown_need_facts"
    assert not decided.passes
    [question] = [q for q in report(decided, proof=False)["questions"] if q["fact"] == "lists"]
    assert question["question"] == f"Is “{name}” the listed “Acme Photonics Co., Ltd.” (US-EL)?"
    outcomes = {lead["value"]: lead["status"] for lead in question["leads"]}
    assert outcomes == {"yes": "license_required", "no, another party": "no_requirement_found"}


def test_a_name_without_a_hit_stays_unknown_and_due_care_closes_it_as_before(law):
    open_, closed = (joined(law, user("Lumen Works"), due_care=care) for care in (False, True))
    assert "lists" not in open_.parties[0].facts
    assert us(law, open_).status == "unknown_need_facts"
    assert us(law, closed).status == "no_requirement_found"
    said = report(us(law, closed), proof=False)["screening"]
    assert said["names"] == ["Lumen Works"]
    assert said["hits"] == []
    assert said["searched"] == [
        {
            "list": "US-EL",
            "as_of": "2025-12-01",
            "sha256": "0" * 64,
            "source": "tests",
            "entries": 1,
        }
    ]
    assert said["warnings"][0] == "A snapshot."
    assert "“Lumen Works”: no answer passes by that" in said["warnings"][1]


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2023, 10, 16), False),
        (date(2023, 10, 17), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_an_entry_binds_from_its_day_to_the_day_before_its_end(law, day, listed):
    found = joined(law, user("Acme Photonics"), day=day)
    assert bool(found.screening.matches) is listed
    assert ("entity_list" in grounds(us(law, found, day))) is listed


# -- what a person decided, and what the user states -----------------------------------------


@pytest.mark.parametrize(
    ("verdict", "standing", "status"),
    [("not_a_match", "closed", "no_requirement_found"), ("match", "confirmed", "license_required")],
)
@pytest.mark.parametrize("name", ["Acme Photonics", "Acme Trading"])
def test_a_closing_settles_it_either_way(law, name, verdict, standing, status):
    closings = (Closed(name, ACME.content, verdict),)
    found = joined(law, user(name), closings=closings, editions=WHOLE)
    assert standings(found) == [standing]
    assert found.screening.settled
    assert us(law, found).status == status


@pytest.mark.parametrize(
    "closing",
    [
        Closed("Acme Trading", replaced(ACME, policy="changed").content, "not_a_match"),
        Closed("Acme Trading", ACME.content, "not_a_match", until=DAY),
        Closed("Acme Tradings", ACME.content, "not_a_match"),
    ],
)
def test_a_closing_of_another_text_or_name_or_that_ran_out_closes_nothing(law, closing):
    assert standings(joined(law, user("Acme Trading"), closings=(closing,))) == ["open"]


def test_a_closing_of_the_store_speaks_of_the_query_that_an_answer_shows(law):
    open_ = joined(law, user("Acme Trading", address="2 Lens Road", identifiers=["USCC:1"]))
    [match] = open_.screening.matches
    key = party_key(match.asked)
    closing = Closing(key, ACME.id, ACME.content, "not_a_match", ("A", "B"), None)
    again = joined(
        law,
        user("Acme Trading", address="2 Lens Road", identifiers=["USCC:1"]),
        closings=(closing,),
    )
    moved = joined(
        law,
        user("Acme Trading", address="3 Lens Road", identifiers=["USCC:1"]),
        closings=(closing,),
    )
    assert (standings(again), standings(moved)) == (["closed"], ["open"])
    shown = report(us(law, open_), proof=False)["screening"]["hits"][0]["asked"]
    assert shown == {
        "name": "Acme Trading", "country": "CN", "address": "2 Lens Road",
        "identifiers": [{"kind": "USCC", "value": "1"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "standing", "passes"),
    [
        ("Acme Photonics", "conflict", False),
        ("Acme Phot", "conflict", False),
        ("Acme Trading", "set aside", True),
    ],
)
def test_a_stated_empty_list_stands_but_not_in_silence(law, name, standing, passes):
    found = joined(law, user(name, lists=[]))
    assert found.parties[0].facts["lists"] == ()
    assert standings(found) == [standing]
    assert us(law, found).status == "no_requirement_found"
    assert found.screening.settled is passes
    assert us(law, found).passes is passes or not passes


def test_a_conflict_forbids_what_would_pass_without_it(law):
    calm = transfer_of(
        law, user("Acme Photonics", lists=[]), item={"name": "cup", "ownclass": "EAR99"}
    )
    plain = us(law, with_nothing_screened(calm, "no"))
    found = resolve(calm, Exact(EDITIONS), DAY, editions=EDITIONS)
    assert plain.status == us(law, found).status
    assert not us(law, found).passes
    closed = resolve(
        calm, Exact(EDITIONS), DAY, (Closed("Acme Photonics", ACME.content, "not_a_match"),)
    )
    assert us(law, closed).passes == plain.passes


def test_stated_lists_that_agree_need_nobody(law):
    found = joined(law, user("Acme Photonics", lists=["US-EL/4"]))
    assert standings(found) == ["agrees"]
    assert found.screening.settled


def test_listings_that_are_partly_told_are_added_to(law):
    lists = joined(law, user("Acme Photonics", lists=["US-UVL", "?"])).parties[0].facts["lists"]
    assert [each.list for each in lists] == ["US-UVL", "US-EL", "*"]


# -- owners, flags, exporters ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "share"),
    [
        ({"name": "Acme Photonics", "pct": 50}, Decimal(50)),
        ({"name": "Acme Trading", "pct": 50}, Interval(Decimal(0), Decimal(50))),
        ({"name": "Acme Photonics", "pct": 50, "list": "none"}, Decimal(0)),
        ({"name": "Lumen Works", "pct": 50}, Decimal(0)),
    ],
)
def test_owners_are_screened_by_name(law, owner, share):
    from licet.decide.situation import Situation

    found = joined(law, user("Bright Lens", owners=[owner]))
    facts = Situation(found, law.book, DAY).facts["*parties"][0]
    assert facts["owned_by_listed_pct"] == share


def test_an_owner_on_several_lists_is_taken_for_one_that_counts_and_only_once(law):
    uvl = replaced(ACME, list="US-UVL", key="2")
    editions = (edition("US-UVL", DAY, uvl), *EDITIONS, edition("US-SDN", DAY, ACME_SDN))
    found = joined(
        law,
        user("Bright", owners=[{"name": "Acme Photonics Co., Ltd.", "pct": 30}]),
        editions=editions,
    )
    [owner] = found.parties[0].owners
    assert owner.list == "US-EL"
    assert len(found.screening.matches) == 3


def test_flags_follow_from_open_hits_and_from_a_shared_address(law):
    like, same, near = (
        joined(law, user(name, **facts)).parties[0].facts
        for name, facts in (
            ("Acme Trading", {}),
            ("Acme Photonics", {}),
            ("Bright Lens", {"address": "1 Lens Road, Wuhan"}),
        )
    )
    assert like["name_like_listed_party"] is True
    assert "name_like_listed_party" not in same
    assert near["address_of_listed_party"] is True
    for facts, alert in ((like, "name_like_listed"), (near, "address_of_listed")):
        found = us(
            law,
            joined(
                law,
                user(
                    "Acme Trading" if facts is like else "Bright Lens", address=facts.get("address")
                ),
            ),
        )
        codes = {each.provision.code for each in found.answers[0].alerts if each.truth is True}
        assert alert in codes


def test_an_exporter_is_screened_and_shown(law):
    found = joined(law, user("Lumen Works"), exporter={"name": "Acme Photonics"})
    [match] = found.screening.matches
    assert (match.party, match.standing) == (None, "taken")
    assert not us(law, found).passes


def test_what_cannot_be_screened_is_said_and_forbids_a_pass(law):
    found = joined(law, user("X"))
    assert found.screening.cannot == (("X", "The name is one letter."),)
    assert not found.screening.settled
    assert joined(law, user("X", lists=[])).screening.settled  # who states the lists has looked


def test_a_query_holds_what_is_stated_of_a_party(law):
    [party] = transfer_of(
        law, user("Firm", address="1 Road", identifiers=["LEI:529", "no kind"])
    ).parties
    query = query_of(party)
    assert (query.name, query.country, query.address) == ("Firm", "CN", "1 Road")
    assert [(each.kind, each.value) for each in query.identifiers] == [
        ("LEI", "529"),
        ("", "no kind"),
    ]


def test_every_name_is_known_before_anything_is_read(law):
    assert names_of(transfer_of(law, {"role": "end_user"})) == ()
    named = transfer_of(law, user("Firm", owners=[{"name": "Owner"}]), exporter={"name": "Maker"})
    assert names_of(named) == ("Maker", "Firm", "Owner")


# -- the review policy of an entry --------------------------------------------------------------

SENSE = Entry(
    "US-EL",
    "9",
    "Beijing Sensetime Technology Development Co., Ltd.",
    ("SenseTime Group Trading Arm",),
    since=date(2019, 10, 9),
)


def test_a_name_typed_as_an_alias_gets_the_policy_row_of_the_primary_name(law):
    editions = (edition("US-EL", DAY, SENSE),)
    [party] = joined(law, user("SenseTime Group Trading Arm"), editions=editions).parties
    assert party.facts["entity_list_policy"] == "crime_control"
    owners = [{"name": "SenseTime Group Trading Arm", "pct": 60}]
    [firm] = joined(law, user("Firm", owners=owners), editions=editions).parties
    assert firm.owners[0].review_policy == "crime_control"


def test_possible_entries_with_different_rows_leave_the_policy_open_between_them(law):
    other = Entry("US-EL", "10", "Beijing Nobody", since=date(2020, 1, 1))
    [party] = joined(
        law, user("Beijing Trading"), editions=(edition("US-EL", DAY, SENSE, other),)
    ).parties
    assert party.facts["entity_list_policy"].words == {"crime_control", "none"}


# -- to screen only widens --------------------------------------------------------------------

NAMES = st.sampled_from(
    ["Acme Photonics", "Acme Phot", "Acme Trading", "Lumen Works", "艾克米光电"]
)


@settings(max_examples=60, deadline=None)
@given(name=NAMES, due_care=st.booleans(), day=st.dates(date(2023, 1, 1), date(2026, 12, 31)))
def test_a_screened_answer_is_never_milder_than_the_same_without_a_look(law, name, due_care, day):
    stated = with_public_record(transfer_of(law, user(name), due_care=due_care), law.book, day, day)
    plain = us(law, stated, day).answers[0].enforced
    found = us(law, joined(law, user(name), due_care=due_care, day=day), day).answers[0].enforced
    rank = SEVERITY.index
    assert rank(found.upper) >= rank(plain.upper)
    assert rank(found.lower) >= rank(plain.lower)


def test_the_same_names_give_the_same_bytes(law):
    first, second = (
        report(us(law, joined(law, user("Acme Trading"))), proof=True) for _ in range(2)
    )
    assert str(first) == str(second)


def test_a_transfer_that_was_not_screened_says_so(law):
    stated = transfer_of(law, user("Acme"))
    said = report(us(law, with_nothing_screened(stated, "as asked")), proof=False)["screening"]
    assert (said["off"], said["settled"]) == ("as asked", False)
    assert report(us(law, stated), proof=False)["screening"] is None
    assert isinstance(stated.facts, MappingProxyType)


def test_a_name_nobody_speaks_for_passes_only_by_whole_lists_of_its_day(law):
    late = (edition("US-EL", date(2026, 2, 1), ACME, snapshot="Of a later day."),)
    for editions, whole in ((WHOLE, True), (EDITIONS, False), (late, False)):
        found = joined(law, user("Lumen Works"), editions=editions)
        assert us(law, found).status == "no_requirement_found"
        assert us(law, found).passes is whole
        assert us(law, joined(law, user("Lumen Works", lists=[]), editions=editions)).passes


def test_a_name_that_is_not_looked_up_at_all_passes_where_its_lists_are_stated(law):
    for lists, passes in (({}, False), ({"lists": []}, True)):
        found = with_nothing_screened(transfer_of(law, user("Lumen Works", **lists)), "as asked")
        assert us(law, found).passes is passes
    owned = user("Lumen Works", lists=[], owners=[{"name": "Prism Holding", "pct": 60}])
    assert not us(law, with_nothing_screened(transfer_of(law, owned), "as asked")).passes


def test_an_entry_without_a_day_in_a_later_edition_may_not_have_stood_yet(law):
    undated = replaced(ACME, since=None)
    for as_of, standing in ((DAY, "taken"), (date(2026, 2, 1), "open")):
        found = joined(law, user(ACME.name), editions=(edition("US-EL", as_of, undated),))
        assert standings(found) == [standing]
    assert "does not say since when" in found.screening.matches[0].why
    assert us(law, found).status == "unknown_need_facts"
    assert [q.fact.name for q in questions(us(law, found))] == ["lists"]


def test_an_owner_that_counts_as_stated_is_in_no_conflict_with_its_other_lists(law):
    military = replaced(ACME, list="US-1260H", key="9")
    lists = (edition("US-EL", date(2025, 12, 1), ACME), edition("US-1260H", DAY, military))
    for stated, want in (("US-EL", {"agrees"}), ("US-1260H", {"agrees", "conflict"}), ("none", {"conflict"})):  # fmt: skip
        owners = [{"name": ACME.name, "pct": 60, "list": stated}]
        found = joined(law, user("Lumen Works", lists=[], owners=owners), editions=lists)
        assert set(standings(found)) == want


def test_a_hit_that_waits_is_asked_about_however_many_facts_are_missing(law):
    found = joined(law, user("Acme Phot"), due_care=False)
    assert "lists" in [each.fact.name for each in questions(us(law, found), most=1)]


def test_an_owner_blocked_under_some_program_is_told_with_the_program(law):
    blocked = replaced(ACME_SDN, notes="Program: CUBA; Program: SDGT; a.k.a. others.")
    owners = [{"name": ACME.name, "pct": 60}]
    lists = (edition("US-SDN", DAY, blocked),)
    found = joined(law, user("Lumen Works", lists=[], owners=owners), editions=lists)
    assert any("counts by US-SDN:7 (CUBA, SDGT), whatever" in each for each in found.remarks)
    alone = joined(law, user(ACME.name), editions=lists)
    assert not any("whatever the program" in each for each in alone.remarks)
