"""What must be true of every decision, whatever the law: tried on the law of this repository."""

import json
import os
import subprocess
import sys
from bisect import bisect_right
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.answer import ORDER
from licet.decide.decide import Law, decide
from licet.decide.join import Run
from licet.decide.plan import plan_for
from licet.decide.proof import step_of
from licet.decide.report import report
from licet.decide.situation import Situation
from licet.language.nodes import AnyParty, facts_of
from licet.pack.store import open_library
from licet.transfer.model import Listing, Owner, Party, Transfer
from tests.conftest import ROOT
from tests.decide.naive import Naive
from tests.transfers import drawn

numbers = st.integers(0, 10**9)


def kind_of(transfer):
    kind = transfer.facts.get("item_kind")
    return kind if isinstance(kind, str) else None


def run_of(law, transfer, day, known_on=date.max, sovereign="US"):
    plan = plan_for(law.book, day, known_on, kind_of(transfer), sovereign)
    return Run(plan, Situation(transfer, law.book, day))


def truth_of(name, transfer, law, day):
    run = decide(transfer, law, on=day, sovereigns=(law.book[name].sovereign,)).answers[0].run
    return run.truth(run.plan.by_id[name])


# -- two evaluators ------------------------------------------------------------------------


@settings(max_examples=12)
@given(number=numbers)
def test_a_slow_second_reading_of_the_rules_finds_the_same_truths(law, number):
    transfer, day = drawn(law.book, number)
    run = run_of(law, transfer, day)
    naive = Naive(law.book, day, date.max, Situation(transfer, law.book, day))
    for unit in run.plan.units:
        expected = naive.provision(unit.provision.id, unit.part)
        assert run.truth(unit) is expected, f"{unit.provision.id}#{unit.part} on {day}"


@settings(max_examples=6)
@given(number=numbers, later=st.integers(0, 400))
def test_both_readings_agree_on_what_was_known_on_an_earlier_day(law, number, later):
    transfer, day = drawn(law.book, number)
    known_on = day - timedelta(later - 200)
    run = run_of(law, transfer, day, known_on)
    naive = Naive(law.book, day, known_on, Situation(transfer, law.book, day))
    for unit in run.plan.units:
        expected = naive.provision(unit.provision.id, unit.part)
        assert run.truth(unit) is expected, (
            f"{unit.provision.id}#{unit.part} on {day} known {known_on}"
        )


@settings(max_examples=150)
@given(number=numbers)
def test_both_readings_agree_on_the_law_of_xland(mini, number):
    transfer, day = drawn(mini.book, number)
    run = run_of(mini, transfer, day, sovereign="XX")
    naive = Naive(mini.book, day, date.max, Situation(transfer, mini.book, day))
    for unit in run.plan.units:
        assert run.truth(unit) is naive.provision(unit.provision.id, unit.part), unit.provision.id


# -- proofs -----------------------------------------------------------------------------


def read_by(run, unit):
    """The leaves that decided a unit, those of the units that it rests on included."""
    first = len(run.plan.leaf_nodes)
    for position in run.decisive[unit.slot - first]:
        slot = unit.leaves[position]
        if slot < first:
            yield run.plan.leaf_nodes[slot]
        else:
            yield from read_by(run, run.plan.units[slot - first])


def only(transfer, leaves):
    """The transfer with nothing but what these leaves read; the kind of item chooses the rules."""
    names, party_names = {"item_kind"}, {"role"}
    for node in leaves:
        if isinstance(node, AnyParty):
            party_names |= facts_of(node.test)
            names.add("parties_complete")
        else:
            names |= facts_of(node)
    facts = {name: value for name, value in transfer.facts.items() if name in names}
    parties = tuple(
        Party(
            party.name,
            {name: value for name, value in party.facts.items() if name in party_names},
            party.owners if "owned_by_listed_pct" in party_names else None,
        )
        for party in transfer.parties
    )
    return Transfer(transfer.item, facts, parties, transfer.due_care)


@settings(max_examples=40)
@given(number=numbers)
def test_the_facts_that_a_proof_read_are_enough_for_its_truth(law, number):
    transfer, day = drawn(law.book, number)
    run = run_of(law, transfer, day)
    for unit in run.plan.units:
        truth = run.truth(unit)
        if truth is None or unit.part is not None:
            continue
        again = run_of(law, only(transfer, list(read_by(run, unit))), day)
        assert again.truth(again.plan.by_id[unit.provision.id]) is truth, unit.provision.id


@settings(max_examples=40)
@given(number=numbers)
def test_a_step_says_the_truth_of_its_provision_and_cites_it(law, number):
    transfer, day = drawn(law.book, number)
    run = run_of(law, transfer, day)
    for unit in run.plan.units:
        step = step_of(run, unit, law.book, transfer)
        assert step.truth is run.truth(unit)
        assert step.cite
        assert step.rule
        if step.truth is None:
            assert any(reading.truth is None for reading in step.every_reading())


# -- days ----------------------------------------------------------------------------------


@settings(max_examples=8)
@given(number=numbers, share=st.floats(0, 1, exclude_max=True))
def test_a_day_moved_between_two_changes_of_law_changes_nothing(law, number, share):
    transfer, day = drawn(law.book, number)
    edges = law.book.edges
    place = bisect_right(edges, day)
    start = edges[place - 1] if place else date(2000, 1, 1)
    end = edges[place] if place < len(edges) else start + timedelta(1000)
    other = start + timedelta(int((end - start).days * share))
    here, there = (report(decide(transfer, law, on=each)) for each in (day, other))
    here.pop("on"), there.pop("on")
    assert here == there


@settings(max_examples=12)
@given(number=numbers, share=st.floats(0, 1, exclude_max=True))
def test_what_was_published_between_two_publications_changes_nothing(law, number, share):
    transfer, day = drawn(law.book, number)
    known = law.book.publications
    place = bisect_right(known, day)
    start = known[place - 1] if place else date(2000, 1, 1)
    end = known[place] if place < len(known) else start + timedelta(1000)
    other = start + timedelta(int((end - start).days * share))
    here, there = (report(decide(transfer, law, on=day, known_on=each)) for each in (start, other))
    here.pop("known_on"), there.pop("known_on")
    assert here == there


LISTED = Transfer(
    "a thing",
    {"shipped_from": "US", "parties_complete": True},
    (
        Party(
            "P",
            {
                "role": "end_user",
                "lists": (Listing("XX-BAD", date(2023, 5, 10)),),
                "owned_by_listed_pct": Decimal(0),
            },
        ),
    ),
)


@pytest.mark.parametrize("order", [(9, 10, 11), (11, 10, 9), (10, 9, 11)])
def test_a_listing_binds_from_its_day_whatever_was_decided_before(mini_source, order):
    """A plan made on one day of an interval of law kept that day for listings decided on another."""
    law = Law(mini_source.book)
    found = {day: truth_of("xx.need.list", LISTED, law, date(2023, 5, day)) for day in order}
    assert found == {9: False, 10: True, 11: True}


@pytest.mark.parametrize(
    ("day", "owners", "need"),
    [
        (9, [("XX-BAD", date(2023, 5, 10), 50)], False),
        (10, [("XX-BAD", date(2023, 5, 10), 50)], True),
        (10, [("XX-BAD", None, 30), ("XX-BAD", None, 20)], True),
        (10, [("XX-BAD", None, 30), ("XX-BAD", None, 19)], False),
        (10, [("XX-BAD", None, 30), ("OTHER", None, 40)], False),
        (10, [("XX-BAD", None, 30), ("XX-BAD", None, None)], None),
        (10, [("XX-BAD", None, 60), ("XX-BAD", None, None)], True),
        (10, [], False),
    ],
)
def test_shares_of_listed_owners_add_up_on_the_day(mini, day, owners, need):
    held = tuple(Owner("o", name, since, pct and Decimal(pct)) for name, since, pct in owners)
    party = Party("P", {"role": "end_user", "lists": ()}, held)
    transfer = Transfer("a thing", {"shipped_from": "US"}, (party,), due_care=True)
    assert truth_of("xx.need.list", transfer, mini, date(2023, 5, day)) is need


# -- what comes out --------------------------------------------------------------------------


@settings(max_examples=8)
@given(number=numbers)
def test_every_transfer_is_decided_and_its_report_is_json_with_the_same_bytes_twice(law, number):
    transfer, day = drawn(law.book, number)
    first, second = (
        json.dumps(report(decide(transfer, law, on=day)), ensure_ascii=False) for _ in range(2)
    )
    assert first == second
    data = json.loads(first)
    assert data["status"] in ORDER
    assert data["headline"]


@settings(max_examples=8)
@given(number=numbers)
def test_a_plan_used_before_answers_like_one_made_anew(law, number):
    """Truths once found are kept in tables; what was decided in between may not matter."""
    from licet.book.book import RuleBook

    transfer, day = drawn(law.book, number)
    book = law.book
    fresh = Law(
        RuleBook(*(getattr(book, name) for name in RuleBook.__match_args__)),
        law.catalogue_hash,
        law.code_hash,
    )
    assert report(decide(transfer, law, on=day)) == report(decide(transfer, fresh, on=day))


HASHED = """
import hashlib, json
from licet.decide.decide import decide
from licet.decide.report import report
from licet.pack.store import open_library
from tests.transfers import drawn
law = open_library().law
digest = hashlib.sha256()
for number in range(4):
    transfer, day = drawn(law.book, number)
    digest.update(json.dumps(report(decide(transfer, law, on=day))).encode())
print(digest.hexdigest())
"""


def test_reports_are_the_same_bytes_in_every_process():
    open_library()  # so that neither compiles
    found = set()
    for seed in ("0", "4242"):
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", HASHED],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_a_transfer_of_which_nothing_is_known_is_open(law):
    found = decide(Transfer("a thing", {}), law, on=date(2026, 2, 1))
    assert found.status == "unknown_need_facts"
    assert not found.passes


@pytest.mark.parametrize("day", [date.min, date(1900, 1, 1), date(9999, 12, 31), date.max])
def test_the_ends_of_the_calendar_are_days_like_others(law, day):
    transfer, _ = drawn(law.book, 7)
    assert report(decide(transfer, law, on=day))["status"] in ORDER
