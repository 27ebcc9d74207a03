"""Shapes that textbooks draw, under each rule; the rules' own cases; days and states of the BIS rule."""

from datetime import date

import pytest

from licet.decide.decide import decide
from licet.ownership.cases import run_cases
from licet.ownership.judge import CERTAIN, LISTED, NOT_SHOWN, POSSIBLE
from licet.ownership.words import binds

WORDS = {CERTAIN: "yes", POSSIBLE: "?", NOT_SHOWN: "no", LISTED: "listed"}
SHAPES = {
    "chain 50-50": ("L 50 % of A; A 50 % of P", "yes yes yes no no"),
    "chain 51-51": ("L 51 % of A; A 51 % of P", "yes yes yes yes yes"),
    "split paths": (
        "L 50 % of A; L 50 % of B; A 25 % of P; B 25 % of P",
        "yes yes yes no no",
    ),
    "split paths of 51": (
        "L 51 % of A; L 51 % of B; A 26 % of P; B 26 % of P",
        "yes yes yes yes yes",
    ),
    "two owners, 25 and 25": ("L1 25 % of P; L2 25 % of P", "yes yes yes no no"),
    "two owners, 30 and 30": ("L1 30 % of P; L2 30 % of P", "yes yes yes ? ?"),
    "minority": ("L 25 % of P", "no no no no no"),
    "49 then 100": ("L 49 % of A; A 100 % of P", "no no no no no"),
    "ring": ("A 100 % of P; P 100 % of A; L 10 % of A", "no no no no no"),
    "ring with a push": ("A 45 % of P; P 45 % of A; L 10 % of A; L 55 % of P", "yes yes yes yes yes"),
    "60 of 90": ("L 60 % of A; A 90 % of P", "yes yes yes yes yes"),
    "range 40-60": ("L [40, 60] % of P", "? ? ? ? ?"),
    "49.995": ("L 49.995 % of P", "no no no no no"),
    "exactly 50": ("L 50 % of P", "yes yes yes no no"),
    "a hair over": ("L 50.0000000001 % of P", "yes yes yes yes yes"),
    "thirds": ("L 1/3 % of P; L1 16.6666666667 % of P", "yes yes yes ? ?"),
    "unknown": ("L ? % of P", "? ? ? ? ?"),
    "control": ("L controls P", "no no yes no yes"),
    "votes": ("L 60 % of the votes of P", "no no yes no yes"),
    "kind not told": ("L 60 % of something of P", "? ? ? ? ?"),
}  # fmt: skip
CODES = ("BIS", "OFAC", "EU", "EU-833", "UK")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_rule_on_every_shape(find, shape):
    text, wanted = SHAPES[shape]
    assert " ".join(WORDS[find(text, code)] for code in CODES) == wanted


def test_a_third_lies_between_two_parts_and_three_thirds_may_be_all(find):
    assert find("L1 1/3 % of P; L2 1/6 % of P") == POSSIBLE
    assert find("L1 1/3 % of P; L2 1/6 % of P; L3 0.0000000001 % of P") == CERTAIN


def test_every_case_of_the_law_holds(book):
    ran = list(run_cases(book))
    assert {each.regime for each in ran} == set(CODES)
    assert [each for each in ran if each.found != each.expected] == []


def test_the_union_moved_from_more_than_half_to_half(find):
    assert find("L 50 % of P", "EU", day=date(2024, 7, 2)) == NOT_SHOWN
    assert find("L 50 % of P", "EU", day=date(2024, 7, 3)) == CERTAIN


def test_the_office_added_up_from_2014(find):
    text = "L1 25 % of P; L2 25 % of P"
    assert find(text, "OFAC", day=date(2014, 8, 12)) == POSSIBLE
    assert find(text, "OFAC", day=date(2014, 8, 13)) == CERTAIN


@pytest.mark.parametrize(
    ("day", "state", "bound"),
    [
        ("2025-09-28", None, None),
        ("2025-09-29", "in_force", True),
        ("2025-11-09", "in_force", True),
        ("2025-11-10", "suspended", False),
        ("2026-11-09", "suspended", False),
        ("2026-11-10", "stale", None),
        ("2026-11-22", "stale", None),
    ],
)
def test_the_affiliates_rule_stands_as_its_provision_does(rules, day, state, bound):
    ruling = rules["BIS"].on(date.fromisoformat(day))
    assert (ruling and ruling.state) == state
    if ruling:
        assert binds(ruling) is bound


AFFILIATES = "us.744.11.affiliates"


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        ("2025-09-28", ("no_requirement_found",) * 3),
        ("2025-09-29", ("no_requirement_found", "license_required", "license_required")),
        ("2025-11-09", ("no_requirement_found", "license_required", "license_required")),
        ("2025-11-10", ("no_requirement_found", "suspended_revives_on", "suspended_revives_on")),
        ("2026-11-09", ("no_requirement_found", "suspended_revives_on", "suspended_revives_on")),
        ("2026-11-22", ("no_requirement_found", "stale_law", "stale_law")),
    ],
)
def test_decide_agrees_on_each_day_for_firms_owned_just_under_half_half_and_whole(
    law, builder, run, day, statuses
):
    on = date.fromisoformat(day)
    for share, status in zip(("49.99", "50", "100"), statuses, strict=True):
        judged = run(f"L {share} % of P", day=on)
        transfer = builder.transfer({
            "item": {
                "name": "plain chip", "kind": "integrated_circuit",
                "facts": {"total_processing_performance": 10, "designed_or_marketed_for_datacenter": False},
            },
            "kind": "export", "from": "US", "to": "MY", "exporter": {"country": "US"},
            "parties": [{
                "role": "end_user", "country": "MY", "headquarters": "MY",
                "ultimate_parent_headquarters": "MY", "lists": [], "owned_by_listed_pct": share,
            }],
            "end_use": {"no_knowledge_beyond_stated": True},
        })  # fmt: skip
        answer = decide(transfer, law, on=on, sovereigns=("US",)).answers[0]
        assert answer.status == status, (share, answer.status)
        assert (judged.found("P") == CERTAIN) == (share != "49.99")
