"""Files in and out: CSV, BODS 0.4 and older, FollowTheMoney; what cannot be read says where."""

import contextlib
import json
from datetime import date

import pytest

from licet.errors import InputError, LicetError
from licet.lists.model import Identifier
from licet.ownership.model import Node, Stake
from licet.ownership.read import read_graph, read_stakes, write_stakes
from licet.ownership.shares import PERCENT, UNKNOWN, WHOLE, read_share

DAY = date(2026, 1, 15)
NODES = [
    Node("a", "Alpha, Inc.", "entity", "CN", "HK", (Identifier("LEI", "5493001KJTIIGC8Y1R12"),)),
    Node("li", "李伟", "person", "CN"),
    Node("p", "P", "entity", "MY"),
    Node("q", "the public", "public"),
    Node("s", "State", "state", "CN"),
]
STAKES = [
    Stake("a", "p", "shares", read_share("49.995"), "A", date(2020, 1, 1), date(2027, 1, 1), "register, p. 3", date(2025, 3, 1), "high"),
    Stake("a", "p", "shares", read_share("(25, 50]"), "B", None, None, "report"),
    Stake("li", "p", "control", UNKNOWN, "", None, None, "press", None, "low"),
    Stake("li", "a", "director", UNKNOWN, "", None, None, "register"),
    Stake("s", "a", "voting", read_share("1/3"), "", None, None, "filing"),
    Stake("s", "a", "unknown", UNKNOWN, "", None, None, "filing"),
    Stake("s", "p", "indirect", read_share("60"), "", None, None, "filing"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "bods"])
def test_what_is_written_is_read_back_whole(form):
    data = write_stakes(NODES, STAKES, form, DAY)
    nodes, stakes, remarks = read_stakes(data)
    assert stakes == STAKES
    assert sorted(nodes, key=lambda each: each.key) == NODES
    assert remarks == []
    assert data == write_stakes(NODES, STAKES, form, DAY)


def test_followthemoney_keeps_who_what_when_and_how_much():
    _, stakes, _ = read_stakes(write_stakes(NODES, STAKES, "ftm", DAY))
    kept = [
        (each.owner, each.owned, each.share, each.since, each.to, each.source) for each in stakes
    ]
    assert kept == [(each.owner, each.owned, each.share, each.since, each.to, each.source) for each in STAKES]  # fmt: skip
    kinds = [each.interest for each in stakes]
    assert kinds == ["shares", "shares", "control", "director", "voting", "unknown", "shares"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("owner,owend\n", "1: 'owend' is no known column of stakes. Did you mean owned"),
        ("owner,share\n", "1: the column owned is missing"),
        ("owner,owned,owner\n", "the column owner stands twice"),
        ("owner,owned,share\na,b,101\n", ":2: a share lies between 0 and 100 %"),
        ("owner,owned,share\na,b,50\na,c,half\n", ":3: 'half' is not a number"),
        ("owner,owned,share\na,b,-1\n", ":2: a share lies between 0 and 100 %"),
        ("owner,owned,share\na,b,[60, 40]\n", "cells stand under 3 columns"),
        ('owner,owned,share\na,b,"[60, 40]"\n', ":2:"),
        ("owner,owned,interest\na,b,share\n", "'share' is no known interest. Did you mean shares"),
        ("owner,owned,from,to\na,b,2025-01-01,2024-01-01\n", "ends on 2024-01-01, before"),
        ("owner,owned,from\na,b,1.1.2024\n", "'1.1.2024' is no date"),
        ("owner,owned\na,a\n", "a is said to own itself"),
        ("owner,owned\n,b\n", "a stake has an owner"),
        ("owner,owned,confidence\na,b,sure\n", "'sure' is no known confidence"),
        ("owner,owned,owner_ids\na,b,549300\n", "is no identifier"),
        ("owner,owned,owner_country\na,b,China\n", "'China' is no country"),
        ("owner,owned\n", "the file tells of no stake"),
        ('owner,owned\n"a,b\n', "the row cannot be read"),
        ("[1]", "a statement is a JSON object"),
        ('{"statementId": "x"}', "the statement x is neither"),
        ("{", "this is no JSON"),
        ('{"a": 1}\n{"a": }\n', ":2: this is no JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what(text, says):
    with pytest.raises(InputError) as caught:
        read_stakes(text.encode(), file="stakes")
    assert says in str(caught.value)
    assert str(caught.value).startswith("stakes")


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(InputError, match="stakes:2: the file is not in UTF-8"):
        read_stakes(b"owner,owned\na,\xff\n", file="stakes")


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_file_cut_short_is_read_or_refused_and_nothing_else(cut):
    for form in ("csv", "bods"):
        data = write_stakes(NODES, STAKES, form, DAY)
        with contextlib.suppress(LicetError):
            read_graph(data[: len(data) * cut // 400])


def bods(*statements):
    return json.dumps(statements).encode()


def entity(record, name, status="new", day="2025-01-01"):
    return {
        "statementId": f"{record}-{day}", "statementDate": day, "recordId": record,
        "recordType": "entity", "recordStatus": status,
        "recordDetails": {"isComponent": False, "entityType": {"type": "registeredEntity"}, "name": name},
    }  # fmt: skip


def relation(share, status="new", day="2025-01-01", **interest):
    return {
        "statementId": f"r-{day}", "statementDate": day, "recordId": "r", "recordType": "relationship",
        "recordStatus": status,
        "recordDetails": {
            "isComponent": False, "subject": "p", "interestedParty": "a",
            "interests": [{"type": "shareholding", "directOrIndirect": "direct", "share": share, **interest}],
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "wanted"),
    [
        ({"exact": 49.995}, read_share("49.995")),
        ({"minimum": 25, "maximum": 50}, read_share("[25, 50]")),
        ({"exclusiveMinimum": 25, "maximum": 50}, read_share("(25, 50]")),
        ({"exclusiveMinimum": 50}, (50 * PERCENT + 1, WHOLE)),
        ({"minimum": 25, "exclusiveMinimum": True, "maximum": 50, "exclusiveMaximum": True}, read_share("(25, 50)")),
        ({"minimum": 25, "exclusiveMinimum": False}, read_share(">= 25")),
        ({}, UNKNOWN),
    ],
)  # fmt: skip
def test_shares_of_statements(share, wanted):
    _, (stake,), _ = read_stakes(bods(relation(share)))
    assert stake.share == wanted


def test_the_last_statement_of_a_record_counts_and_a_closed_one_ends():
    data = bods(
        entity("a", "Old name"), relation({"exact": 60}),
        entity("a", "New name", "updated", "2025-06-01"), relation({"exact": 30}, "updated", "2025-06-01"),
    )  # fmt: skip
    (node,), (stake,), _ = read_stakes(data)
    assert (node.name, stake.share) == ("New name", read_share("30"))
    (closed,) = read_stakes(bods(relation({"exact": 60}), relation({"exact": 60}, "closed", "2025-07-01")))[1]  # fmt: skip
    assert (closed.share, closed.to) == (read_share("60"), date(2025, 7, 1))


def test_an_indirect_share_never_adds_to_direct_ones():
    data = bods(relation({"exact": 60}, directOrIndirect="indirect"))
    _, (stake,), _ = read_stakes(data)
    assert stake.interest == "indirect"


def test_an_unspecified_party_is_left_out_and_told():
    made = relation({"exact": 60})
    made["recordDetails"]["interestedParty"] = {"reason": "unknown"}
    _, stakes, remarks = read_stakes(bods(relation({"exact": 10}), {**made, "recordId": "s", "statementId": "s"}))  # fmt: skip
    assert len(stakes) == 1
    assert remarks == ["Statement s: who holds the interest is not told; left out."]


def test_statements_of_the_older_form_with_replacements():
    def owner(name, replaces=()):
        return {"statementID": f"e-{name}", "statementType": "entityStatement", "entityType": "registeredEntity", "name": name, "replacesStatements": list(replaces)}  # fmt: skip

    def link(number, share, replaces=()):
        return {
            "statementID": f"l-{number}", "statementType": "ownershipOrControlStatement", "replacesStatements": list(replaces),
            "subject": {"describedByEntityStatement": "e-P"}, "interestedParty": {"describedByEntityStatement": "e-Alpha"},
            "interests": [{"type": "shareholding", "interestLevel": "direct", "share": {"exact": share}}],
        }  # fmt: skip

    data = bods(owner("P"), owner("Alpha"), owner("Alpha Group", ["e-Alpha"]), link(1, 60), link(2, 40, ["l-1"]))  # fmt: skip
    graph = read_graph(data)
    assert [(each.owner, each.owned, each.share) for each in graph.stakes] == [("e-Alpha Group", "e-P", read_share("40"))]  # fmt: skip
    assert graph.nodes["e-Alpha Group"].name == "Alpha Group"
