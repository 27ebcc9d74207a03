"""What is asked, and whether each answer leads where it is said to lead."""

import random
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.decide.decide import decide
from licet.decide.questions import DUE_CARE_FACT, questions
from licet.record import replaced
from licet.transfer.model import Listing, Party, Transfer
from tests.transfers import drawn

CELL = re.compile(r"(?:(under|over) )?(-?[\d,.]+)(?: to ([\d,.]+))?$")


def meant(question, label, rng, transfer):
    """A value that the label stands for; a cell between two lines stands for all that lies in it."""
    fact = question.fact
    if question.values:
        return dict(question.values)[label]
    if fact.type == "boolean":
        return {"yes": True, "no": False}[label]
    if fact.numeric:
        side, first, last = CELL.match(label).groups()
        low = Decimal(first.replace(",", ""))
        if side == "under":
            return low - Decimal(1) / 8 if low <= 1 else low * Decimal(rng.randint(1, 99)) / 100
        if side == "over":
            return low + rng.choice([Decimal(1) / 8, Decimal(1000)])
        if last is None:
            return low
        return low + (Decimal(last.replace(",", "")) - low) * Decimal(rng.randint(1, 99)) / 100
    if fact.type == "codes":
        return frozenset() if label == "none" else frozenset({label})
    if fact.type == "listings":
        known = transfer.parties[question.party].facts.get("lists", ())
        sure = tuple(each for each in known if each.certain)
        if label.startswith("on no "):
            return sure
        return (*sure, Listing(label.removeprefix("on ")))
    return label


def allowed(transfer, question, value):
    """Whether the fact may have the value: it lies in its bounds and in what is known of it."""
    if not isinstance(value, Decimal):
        return True
    fact = question.fact
    known = transfer.facts.get(fact.name) if question.party is None else None
    floor = fact.minimum if fact.minimum is not None else fact.exclusive_minimum
    return (floor is None or value >= floor) and (known is None or known.contains(value))


def told(transfer, question, value):
    """The transfer with the question answered."""
    if question.party is None:
        return transfer.knowing(question.fact.name, value)
    parties = list(transfer.parties)
    if question.fact.name == "owners":
        parties[question.party] = replaced(parties[question.party], owners=value)
        return replaced(transfer, parties=tuple(parties))
    parties[question.party] = parties[question.party].knowing(question.fact.name, value)
    return replaced(transfer, parties=tuple(parties))


def assert_leads_hold(transfer, law, day, rng):
    found = decide(transfer, law, on=day)
    asked = questions(found)
    for question in asked:
        if question.fact.name == DUE_CARE_FACT:
            yes, no = question.leads
            assert yes.status == found.with_due_care.status
            assert no.status == found.status
            continue
        for lead in question.leads:
            for label in lead.value.split(" or "):
                value = meant(question, label, rng, transfer)
                if not allowed(transfer, question, value):
                    continue
                then = decide(told(transfer, question, value), law, on=day)
                assert then.status == lead.status, (
                    f"{question.fact.name} {label} ({value}): {then.status}, said {lead.status}"
                )
    return asked


@settings(max_examples=25)
@given(number=st.integers(0, 10**9))
def test_each_answer_leads_where_it_is_said_to_lead(law, number):
    transfer, day = drawn(law.book, number)
    assert_leads_hold(transfer, law, day, random.Random(number))  # noqa: S311


@settings(max_examples=150)
@given(number=st.integers(0, 10**9))
def test_each_answer_leads_where_it_is_said_to_lead_under_the_law_of_xland(mini, number):
    transfer, day = drawn(mini.book, number)
    assert_leads_hold(transfer, mini, day, random.Random(number))  # noqa: S311


def test_a_line_on_the_sum_of_two_facts_is_asked_about_once_one_of_them_is_known(law):
    """A letter of 2025 adds memory bandwidth and transfer rate; cells went by each fact's own lines only."""
    chip = {
        "item_kind": "integrated_circuit", "total_processing_performance": Decimal(2368), "performance_density": Decimal("2.9"),
        "aggregate_bidirectional_transfer_rate_gb_s": Decimal(1000), "designed_or_marketed_for_datacenter": True,
        "exporter.letters": frozenset({"US-LTR-NVIDIA-2025-04-09"}), "exporter.name": "NVIDIA", "destination": "CN",
        "shipped_from": "US", "kind": "export", "parties_complete": True,
    }  # fmt: skip
    user = Party("U", {"role": "end_user", "country": "CN", "headquarters": "CN", "lists": ()}, ())
    transfer = Transfer("a chip", chip, (user,), due_care=True)
    asked = assert_leads_hold(transfer, law, date(2025, 8, 1), random.Random(1))  # noqa: S311
    [bandwidth] = [each for each in asked if each.fact.name == "total_dram_bandwidth_gb_s"]
    assert any("under 700" in lead.value for lead in bandwidth.leads)


KNOWN = {
    "item_kind": "chip", "speed": Decimal(150), "shipped_from": "US", "kind": "export", "exporter.letters": frozenset(),
    "military": False, "parties_complete": True, "flat": True,
}  # fmt: skip
USER = Party(
    "U", {"role": "end_user", "headquarters": "DE", "lists": (), "owned_by_listed_pct": Decimal(0)}
)


def test_the_one_fact_that_settles_the_matter_is_asked_first(mini):
    found = decide(Transfer("a thing", KNOWN, (USER,)), mini, on=date(2022, 6, 1))
    first, *_ = questions(found)
    assert first.fact.name == "destination"
    assert first.settles
    assert {lead.status for lead in first.leads} == {"license_required", "no_requirement_found"}
    assert first.provisions == ("xx.need.place",)


def test_a_question_about_a_party_says_which(mini):
    unknown = USER.without("headquarters")
    found = decide(
        Transfer("a thing", {**KNOWN, "destination": "DE"}, (USER, unknown)),
        mini,
        on=date(2022, 6, 1),
    )
    [question] = [each for each in questions(found) if each.fact.name == "headquarters"]
    assert (question.party, question.who) == (1, "end user U")


def test_nothing_is_asked_where_nothing_is_open(mini):
    found = decide(
        Transfer("a thing", {**KNOWN, "destination": "DE"}, (USER,)), mini, on=date(2022, 6, 1)
    )
    assert found.status == "no_requirement_found"
    assert questions(found) == ()


@pytest.mark.parametrize(
    "fact", ["speed", "destination", "exporter.letters", "military", "shipped_from"]
)
def test_a_hidden_fact_that_opens_the_answer_is_asked_for(mini, fact):
    whole = {**KNOWN, "destination": "CN"} if fact == "military" else {**KNOWN, "destination": "DE"}
    found = decide(Transfer("a thing", whole, (USER,)).without(fact), mini, on=date(2023, 6, 1))
    if found.status == "unknown_need_facts":
        assert fact in {each.fact.name for each in questions(found)}


def test_a_possible_listing_is_a_question_with_both_outcomes(mini):
    user = USER.knowing("lists", (Listing("XX-BAD", certain=False),))
    transfer = Transfer("a thing", {**KNOWN, "destination": "DE"}, (user,))
    [question] = [
        q for q in questions(decide(transfer, mini, on=date(2022, 6, 1))) if q.fact.name == "lists"
    ]
    assert question.text == "Is “U” the listed party of XX-BAD?"
    assert {lead.value: lead.status for lead in question.leads} == {
        "yes": "license_required", "no, another party": "no_requirement_found",
    }  # fmt: skip
    assert question.settles
