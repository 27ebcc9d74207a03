"""What a decision is told of a party: owners, share, parent, seats, warning signs; charts and trees."""

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest

from licet.decide.situation import listed_share
from licet.facts.values import Interval
from licet.ownership.cases import stakes_of_text
from licet.ownership.chart import chart
from licet.ownership.facts import facts_of
from licet.ownership.graph import graph_of
from licet.ownership.judge import judge
from licet.ownership.model import Listed, Node, Stake
from licet.ownership.parents import ultimate_parent
from licet.ownership.proof import prove
from licet.ownership.shares import PERCENT
from licet.ownership.tree import tree
from licet.ownership.words import proof_data, proof_lines
from licet.transfer.model import Owner, Party

DAY = date(2025, 10, 15)
HALF = 50 * PERCENT


def graph(text, *nodes, more=()):
    return graph_of(nodes, [*(stakes_of_text(text) if text else ()), *more])


def facts(book, made, **policies):
    listed = [
        Listed(key, "US-EL", f"{key} Corp", date(2020, 5, 15), None, policies.get(key, ""))
        for key in made.nodes
        if key.startswith("L")
    ]
    return facts_of("P", made, listed, DAY, book)


def test_owners_of_a_party_add_up_to_what_decide_reckons(book):
    made = graph("L1 60 % of A; A 30 % of P; L2 20 % of P; B 50 % of P")
    found = facts(book, made)
    assert [(each.key, each.pct, each.listed.key) for each in found.owners] == [
        ("A", Decimal(30), "L1"),
        ("L2", Decimal(20), "L2"),
    ]
    assert found.owned_by_listed_pct() == Decimal(50)
    owners = tuple(
        Owner(each.name, each.listed.list, each.listed.since, each.pct) for each in found.owners
    )
    assert listed_share(
        Party("P", {}, owners), frozenset({"US-EL"}), DAY, complete=True
    ) == Decimal(50)


def test_the_share_is_a_range_where_holders_are_not_known(book):
    found = facts(book, graph("L [20, 30] % of P; B 45 % of P"))
    assert found.owned_by_listed_pct() == Interval(Decimal(20), Decimal(65))
    assert found.owned_by_listed_pct(complete=True) == Interval(Decimal(20), Decimal(30))


def test_what_nobody_verified_may_be_nothing(book):
    stake = Stake("L", "P", share=(HALF, HALF), confidence="unverified")
    found = facts(book, graph("", more=[stake]))
    assert [each.pct for each in found.owners] == [Interval(Decimal(0), Decimal(50))]
    assert found.owned_by_listed_pct(complete=True) == Interval(Decimal(0), Decimal(50))


def test_the_strictest_owner_governs(book):
    made = graph("L1 30 % of P; L2 20 % of A; L3 40 % of A; A 30 % of P")
    policies = {"L1": "case_by_case", "L2": "policy_of_denial", "L3": "tailored"}
    found = facts(book, made, **policies)
    assert found.proof.strictest.key == "L2"
    assert {each.key: each.listed.key for each in found.owners} == {"L1": "L1", "A": "L2"}
    assert any("policy of denial" in text for _, text in proof_lines(found.proof))
    # An entry of which nothing is told stands with the presumption of denial.
    assert facts(book, made, **{**policies, "L2": "", "L1": "case_by_case"}).proof.strictest.key == "L2"  # fmt: skip


def test_the_order_of_strictness_is_that_of_the_answers(book, law, builder):
    from licet.decide.decide import decide
    from licet.ownership.regimes import regime

    ruling = regime(book, "BIS").on(DAY)
    order = ["policy_of_denial", "presumption_of_denial", "tailored", "case_by_case"]
    known = book.facts["entity_list_policy"].choices
    for policy in known:
        transfer = builder.transfer({
            "item": {"name": "chip", "kind": "integrated_circuit", "facts": {"total_processing_performance": 10}},
            "kind": "export", "from": "US", "to": "MY", "exporter": {"country": "US"},
            "parties": [{
                "role": "end_user", "country": "MY", "headquarters": "MY", "ultimate_parent_headquarters": "MY",
                "lists": [], "owners": [{"name": "L", "list": "US-EL", "pct": 60, "review_policy": policy}],
            }],
            "end_use": {"no_knowledge_beyond_stated": True},
        })  # fmt: skip
        answer = decide(transfer, law, on=DAY, sovereigns=("US",)).answers[0]
        assert answer.enforced.review_policy == order[ruling.strictness(policy)], policy


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("A 100 % of P; F 100 % of A", "A"),
        ("A 100 % of P", None),  # who owns A is not told
        ("A 50 % of P; B 50 % of P; F 100 % of A; F 100 % of B", "P"),
        ("A 50 % of P; B 50 % of P", None),  # one may own both
        ("A 50 % of P; F 100 % of A", None),
        ("F 60 % of P; A 40 % of P; F 100 % of A", "P"),
        ("A [45, 55] % of P; B 45 % of P; F 100 % of A; F 100 % of B", None),
        ("A 51 % of P; B 51 % of A; F 90 % of B", "B"),
        ("A 51 % of P; B ? % of A; F 90 % of B", None),
        ("A 20 % of P; B controls P; F 90 % of B", "B"),
        ("A 60 % of P; B controls P", None),
        ("A 60 % of P; P 60 % of A", None),
        ("F 99 % of G; G 60 % of A; G 60 % of B; A 30 % of P; B 30 % of P; C 40 % of P", "G"),
        ("F 99 % of G; F 99 % of C; G 60 % of A; A 30 % of P; G 20 % of P; C 50 % of P", "P"),
        ("F 99 % of G; G 60 % of A; A 30 % of P; G 20 % of P; C 50 % of P", None),
        ("A 60 % of something of P; F 99 % of A", None),
        ("P 100 % of A", None),
    ],
)
def test_the_ultimate_parent_is_followed_by_majority_and_never_guessed(text, parent):
    made = graph(text, Node("F", "the public", "public"))
    assert ultimate_parent(made.on(DAY), "P", HALF).key == parent


def test_a_person_or_a_state_at_the_top_is_no_parent_company():
    made = graph("S 100 % of H; H 60 % of P", Node("S", kind="state"))
    assert ultimate_parent(made.on(DAY), "P", HALF).key == "H"
    made = graph("S 60 % of A; S 60 % of B; A 50 % of P; B 50 % of P", Node("S", kind="person"))
    assert ultimate_parent(made.on(DAY), "P", HALF).key == "P"


def test_seats_come_from_the_graph_and_a_registration_is_no_head_office(book):
    nodes = [
        Node("P", country="MY"), Node("A", country="KY", headquarters="CN"), Node("F", kind="public"),
    ]  # fmt: skip
    found = facts(book, graph("A 80 % of P; F 100 % of A", *nodes))
    assert (found.country, found.headquarters, found.parent_headquarters) == ("MY", "", "CN")
    found = facts(book, graph("A 80 % of P", *nodes))
    assert (found.parent.key, found.parent.chain, found.parent_headquarters) == (
        None,
        ("P", "A"),
        "",
    )


def test_minority_stakes_and_directors_are_signs_and_no_ownership(book):
    made = graph(
        "L1 12 % of P; L2 9 % of P; L3 [5, 26] % of P",
        more=[
            Stake("d", "P", "director"),
            Stake("d", "L2", "director"),
            Stake("L4", "P", "director"),
        ],
    )
    found = facts(book, made)
    signs = [(each.kind, each.key) for each in found.flags]
    assert signs == [
        ("listed_director", "L4"),
        ("minority_stake", "L1"),
        ("minority_stake", "L3"),
        ("shared_director", "d"),
    ]
    assert "may hold 25 % or more: 5 to 26 %" in found.flags[2].text
    assert found.proof.found == "not_on_this_data"


def test_a_party_that_the_graph_does_not_know_has_no_facts(book):
    assert facts_of("Q", graph("A 50 % of P"), [], DAY, book) is None


def test_a_proof_can_be_redone_from_its_sentences(run):
    proof = prove(run("L1 60 % of A; A 25 % of P; L2 25 % of P"), "P")
    text = "\n".join(line for _, line in proof_lines(proof))
    assert "1. A" in text
    assert "60 %: L1 (on US-EL)" in text
    assert "25 % + 25 % = 50 %. The line is 50 % or more of the shares: met." in text
    data = proof_data(proof)
    assert [each["sum_pct"] for each in data["steps"]] == [{"low": "60", "high": "60"}, {"low": "50", "high": "50"}]  # fmt: skip


def test_an_open_finding_says_what_to_find_out(run):
    open_share = prove(run("L [40, 60] % of P"), "P")
    assert proof_lines(open_share)[-2][1] == "Listed owners at the top: L, on US-EL."
    assert any(text == "Find out the exact share of L." for _, text in proof_lines(open_share))
    joint = prove(run("L1 30 % of P; L2 30 % of P", "UK"), "P")
    assert any("act together" in text for _, text in proof_lines(joint))


def test_no_sentence_says_that_a_party_is_clear(run):
    judged = run("L 49 % of A; A 100 % of P; L [40, 60] % of B; L 60 % of C")
    for key in judged.cut.nodes:
        text = " ".join(line for _, line in proof_lines(prove(judged, key))).lower()
        assert "clear" not in text
        assert "allowed" not in text


def test_a_chart_is_whole_xml_with_a_title_and_its_proof_in_words(run):
    judged = run("L 60 % of A; A 30 % of P; L 25 % of P; P 5 % of A; B ? % of P")
    root = ET.fromstring(chart(prove(judged, "P")))  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert "Who owns P" in root.find(f"{space}title").text
    assert "30 % + 25 % = 55 %" in root.find(f"{space}desc").text
    texts = [each.text for each in root.iter(f"{space}text")]
    for wanted in ("L", "A", "P", "60 %", "30 %", "25 %", "5 %", "an unknown share"):
        assert wanted in texts


def test_a_chart_of_names_that_are_code_is_text():
    made = graph("L 60 % of P", Node("P", "<script>&"))
    from licet.ownership.regimes import Ruling
    from licet.ownership.regimes import _test as line

    ruling = Ruling("X", "", "US", (line("shares >= 50"),), False, "together", ("US-EL",), "in_force", "", "", ())  # fmt: skip
    text = chart(prove(judge(made.on(DAY), [], ruling, DAY), "P"))
    assert "<script" not in text


def test_a_tree_opens_each_owner_once_and_ends_in_rings(run):
    judged = run("A 100 % of P; P 10 % of A; L 60 % of A; L 20 % of P")
    assert tree(judged.cut, "P", judged) == [
        "P  [restricted by ownership]",
        "|-- 100 %: A  [restricted by ownership]",
        "|   |-- 60 %: L  [on US-EL]",
        "|   `-- 10 %: P  [restricted by ownership] (above)",
        "`-- 20 %: L  [on US-EL]",
    ]
