"""Nodes are joined by identifier, records of one stake are merged, stakes have their days."""

from datetime import date

import pytest

from licet.lists.model import Entry, Identifier
from licet.ownership.graph import graph_of
from licet.ownership.listed import listed_of_entries
from licet.ownership.model import Node, Stake
from licet.ownership.shares import read_share
from licet.record import replaced

DAY = date(2025, 10, 15)


def share(text):
    return read_share(text)


def one(*stakes):
    cut = graph_of([], stakes).on(DAY)
    (stake,) = cut.into("P")
    return stake, cut.remarks


def test_two_records_of_one_stake_are_one_stake():
    stake, remarks = one(
        Stake("L", "P", share=share("30"), source="a"),
        Stake("L", "P", share=share("30"), source="b"),
    )
    assert stake.share == share("30")
    assert stake.source == "a; b"
    assert remarks == ()


def test_the_later_source_counts_and_the_earlier_is_told():
    stake, remarks = one(
        Stake("L", "P", share=share("60"), said=date(2023, 1, 1), source="old"),
        Stake("L", "P", share=share("30"), said=date(2025, 1, 1), source="new"),
    )
    assert stake.share == share("30")
    assert "older records that say otherwise" in remarks[0]


def test_sources_of_one_day_that_differ_give_a_range_and_are_told():
    stake, remarks = one(
        Stake("L", "P", share=share("60"), said=DAY, source="register"),
        Stake("L", "P", share=share("40"), said=DAY, source="report"),
    )
    assert stake.share == share("[40, 60]")
    assert "sources differ, 60 % [register]; 40 % [report]: taken as 40 to 60 %" in remarks[0]


def test_a_record_without_a_day_may_be_the_later_one():
    stake, _ = one(Stake("L", "P", share=share("60"), said=DAY), Stake("L", "P", share=share("40")))
    assert stake.share == share("[40, 60]")


def test_classes_add_up_and_so_do_interests_of_one_owner_apart():
    cut = graph_of([], [Stake("L", "P", share=share("30"), share_class="A"), Stake("L", "P", share=share("25"), share_class="B")]).on(DAY)  # fmt: skip
    assert len(cut.into("P")) == 2


def test_two_spans_of_one_stake_are_two_days_and_no_conflict():
    stakes = [
        Stake("L", "P", share=share("60"), to=date(2025, 10, 15)),
        Stake("L", "P", share=share("30"), since=date(2025, 10, 15)),
    ]
    graph = graph_of([], stakes)
    assert [each.share for each in graph.on(date(2025, 10, 14)).into("P")] == [share("60")]
    assert [each.share for each in graph.on(DAY).into("P")] == [share("30")]
    assert graph.on(DAY).remarks == ()


def test_what_nobody_verified_proves_nothing_and_excludes_nothing(rules):
    from licet.ownership.judge import judge
    from licet.ownership.model import Listed

    graph = graph_of([], [Stake("L", "P", share=share("100"), confidence="unverified")])
    judged = judge(graph.on(DAY), [Listed("L", "US-EL")], rules["BIS"].on(DAY), DAY)
    assert judged.found("P") == "cannot_be_excluded"


LEI = Identifier("LEI", "5493001KJTIIGC8Y1R12")


def test_nodes_of_one_identifier_are_one_and_names_join_nothing():
    nodes = [
        Node("a", "Alpha", identifiers=(LEI,)),
        Node("b", "Alpha Corporation", identifiers=(Identifier("lei", "5493-001K-JTIIGC8Y1R12"),)),
        Node("c", "Alpha"),
    ]
    graph = graph_of(nodes, [Stake("b", "P"), Stake("c", "P"), Stake("a", "b")])
    assert sorted(graph.nodes) == ["P", "a", "c"]
    assert graph.key("b") == graph.key("LEI:5493001KJTIIGC8Y1R12") == "a"
    assert [(each.owner, each.owned) for each in graph.stakes] == [("a", "P"), ("c", "P")]
    assert any("taken as one" in each for each in graph.remarks)
    assert any("holds a stake in itself" in each for each in graph.remarks)


def test_places_that_contradict_each_other_are_not_known():
    graph = graph_of([Node("a", country="CN"), Node("a", country="HK")], [Stake("a", "P")])
    assert graph.nodes["a"].country == ""
    assert "several for country, CN, HK" in graph.remarks[0]


def test_entries_are_found_by_identifier_or_very_name_and_addresses_pass_nothing_on():
    graph = graph_of([Node("a", "Alpha", identifiers=(LEI,))], [Stake("a", "P")])
    entries = [
        Entry("US-EL", "1", "ALPHA", identifiers=(replaced(LEI, value="other"),)),
        Entry("US-MEU", "4", "ALPHA", since=date(2021, 1, 1)),
        Entry("US-EL", "2", "Other name", identifiers=(LEI,), since=date(2020, 5, 15)),
        Entry("US-EL", "3", "A street", kind="address", identifiers=(LEI,)),
    ]
    found, remarks = listed_of_entries(entries, graph)
    assert [(each.key, each.entry, each.since) for each in found] == [
        ("a", "US-MEU:4", date(2021, 1, 1)),
        ("a", "US-EL:2", date(2020, 5, 15)),
    ]
    assert "US-EL:1, but its LEI is another: not taken" in remarks[0]
    assert "US-MEU:4 (ALPHA) by the published name alone" in remarks[1]


@pytest.mark.parametrize(
    ("since", "found"), [("2025-10-15", "certain"), ("2025-10-16", "not_on_this_data")]
)
def test_an_entry_binds_from_its_day(rules, since, found):
    from licet.ownership.judge import judge
    from licet.ownership.model import Listed

    graph = graph_of([], [Stake("L", "P", share=share("50"))])
    listed = [Listed("L", "US-EL", since=date.fromisoformat(since))]
    assert judge(graph.on(DAY), listed, rules["BIS"].on(DAY), DAY).found("P") == found


def test_a_list_that_does_not_count_starts_nothing(rules):
    from licet.ownership.judge import judge
    from licet.ownership.model import Listed

    graph = graph_of([], [Stake("L", "P", share=share("100"))])
    for code, counts in (("US-UVL", False), ("US-MEU", True), ("US-ELX", False)):
        judged = judge(graph.on(DAY), [Listed("L", code)], rules["BIS"].on(DAY), DAY)
        assert (judged.found("P") == "certain") is counts
