"""What a graph of ownership makes of a party: owners, share, seat, parent, a director in both houses."""

from datetime import date
from decimal import Decimal

import pytest

from licet.decide.situation import Situation
from licet.facts.values import Interval
from licet.lists.model import Entry
from licet.parties.resolve import resolve
from licet.transfer.build import Builder
from tests.parties.exact import Exact, edition, number

pytest.importorskip("licet.ownership.facts")

DAY = date(2025, 10, 15)
EDITIONS = (
    edition(
        "US-EL", DAY,
        Entry("US-EL", "1", "Acme Photonics Co., Ltd.", identifiers=(number("LEI", "529"),), since=date(2023, 1, 1)),
        Entry("US-EL", "2", "Beta Optics Group", since=date(2025, 12, 1)),
    ),
)  # fmt: skip
HEAD = "owner,owned,share,interest,owner_name,owned_name,owner_headquarters,owned_headquarters,owner_ids,owner_kind\n"


def firm(law, rows, due_care=True, name="Lens Works", **facts):
    """The party after the graph, and its facts as rules see them."""
    from licet.ownership.read import read_graph
    from licet.parties.ownership import Stakes

    graph = read_graph((HEAD + rows).encode(), file="stakes.csv")
    raw = {
        "kind": "export", "from": "US", "to": "CN", "item": {"ownclass": "EAR99"},
        "parties": [{"role": "end_user", "name": name, **facts}],
        "end_use": {"no_knowledge_beyond_stated": due_care},
    }  # fmt: skip
    found = resolve(
        Builder(law.book).transfer(raw), Exact(EDITIONS), DAY, (), Stakes(graph, law.book, "stakes.csv"),
        counted=("US-EL",),
    )  # fmt: skip
    return found, Situation(found, law.book, DAY).facts["*parties"][0]


SURE = "A,L,{share},shares,Acme Photonics Co. Ltd.,Lens Works,CN,SG,LEI:529,\n"
LIKE = "A,L,{share},shares,Acme Trading,Lens Works,CN,SG,,\n"


@pytest.mark.parametrize(
    ("rows", "share"),
    [
        (SURE.format(share=50), Decimal(50)),
        (SURE.format(share="49.99"), Decimal("49.99")),
        (SURE.format(share="?"), Interval(Decimal(0), Decimal(100), low_open=True)),
        (LIKE.format(share=60), Interval(Decimal(0), Decimal(60))),
        (
            SURE.format(share=30) + "B,L,60,shares,Acme Trading,Lens Works,,,,\n",
            Interval(Decimal(30), Decimal(90)),
        ),
        (
            "A,H,100,shares,Acme Photonics Co. Ltd.,Holding,,,LEI:529,\nH,L,50,shares,Holding,Lens Works,,,,\n",
            Decimal(50),
        ),
        (
            "A,H,49,shares,Acme Photonics Co. Ltd.,Holding,,,LEI:529,\nH,L,100,shares,Holding,Lens Works,,,,\n",
            Decimal(0),
        ),
        ("B,L,70,shares,Beta Optics Group,Lens Works,,,,\n", Decimal(0)),
    ],
)
def test_the_share_of_listed_owners_follows_from_the_graph(law, rows, share):
    _, facts = firm(law, rows)
    assert facts["owned_by_listed_pct"] == share


def test_owners_that_the_graph_does_not_name_leave_the_share_open_without_due_care(law):
    _, facts = firm(law, SURE.format(share=30), due_care=False)
    assert facts["owned_by_listed_pct"] == Interval(Decimal(30), Decimal(100))


def test_seat_and_parent_are_taken_where_they_are_not_stated(law):
    held = (
        "P,A,100,shares,Jo Person,Acme Photonics Co. Ltd.,,,,person\n"  # so that A is the top firm
    )
    found, facts = firm(law, SURE.format(share=80) + held)
    assert (facts["headquarters"], facts["ultimate_parent_headquarters"]) == ("SG", "CN")
    assert found.parties[0].sources["headquarters"] == "ownership data"
    _, stated = firm(law, SURE.format(share=80), headquarters="MY")
    assert stated["headquarters"] == "MY"


def test_a_director_of_a_listed_firm_is_a_flag_and_no_share(law):
    rows = "P,L,,director,Jo Person,Lens Works,,,,\nP,A,,director,Jo Person,Acme Photonics,,,,\n"
    rows += "X,A,10,shares,Xu,Acme Photonics Co. Ltd.,,,,\n"
    rows = rows.replace(
        "P,A,,director,Jo Person,Acme Photonics,",
        "P,A,,director,Jo Person,Acme Photonics Co., Ltd.,".replace("Co., Ltd.", "Co. Ltd."),
    )
    found, facts = firm(law, rows, due_care=False)
    assert facts["director_of_listed_party"] is True
    assert "owned_by_listed_pct" not in facts
    assert any("also a director of" in each for each in found.remarks)


def test_what_is_stated_of_owners_stands(law):
    found, facts = firm(law, SURE.format(share=80), owners=[])
    assert facts["owned_by_listed_pct"] == 0
    assert any("stands before stakes.csv" in each for each in found.remarks)


@pytest.mark.parametrize(
    ("name", "facts", "said"),
    [
        ("Lens Works", {}, "found by its name"),
        ("Other", {"identifiers": ["LEI:777"]}, "found by its identifier"),
        ("Other", {}, "no firm there has its name or number"),
    ],
)
def test_a_party_is_found_by_number_or_by_its_very_name(law, name, facts, said):
    rows = SURE.format(share=80) + "L,Z,1,shares,Lens Works,Zed,,,LEI:777,\n"
    found, _ = firm(law, rows, name=name, **facts)
    assert any(said in each for each in found.remarks)


def test_an_owner_found_by_the_graph_is_shown_with_where_it_stands(law):
    found, _ = firm(law, LIKE.format(share=60))
    [match] = [each for each in found.screening.matches if each.name == "Acme Trading"]
    assert (match.standing, match.via, match.party) == ("open", "in stakes.csv", 0)
    assert "lists" not in found.parties[0].facts
