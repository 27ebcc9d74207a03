"""What the entries of a party's owners say of review: gathered by day, lists that count, due care."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from licet.decide.situation import listed_share, owners_policies
from licet.facts.values import Interval
from licet.transfer.model import Owner, Party

DAY = date(2025, 10, 15)
COUNTED = frozenset({"XX-BAD"})


def party(*owners):
    return Party("firm", MappingProxyType({}), owners)


@pytest.mark.parametrize(
    ("owners", "found"),
    [
        ((), frozenset()),
        ((Owner(list="XX-BAD", review_policy="case_by_case"),), {"case_by_case"}),
        ((Owner(list="XX-OTHER", review_policy="policy_of_denial"),), frozenset()),
        (
            (Owner(list="XX-BAD", since=date(2025, 10, 16), review_policy="case_by_case"),),
            frozenset(),
        ),
        ((Owner(list="XX-BAD", since=DAY, review_policy="case_by_case"),), {"case_by_case"}),
    ],
)
def test_only_owners_on_counted_lists_of_the_day_set_terms(owners, found):
    assert owners_policies(party(*owners), COUNTED, DAY, due_care=False) == found


def test_an_owner_of_whom_nothing_is_told_leaves_it_unknown_and_after_due_care_is_named():
    firm = party(Owner(list="XX-BAD", review_policy="case_by_case"), Owner(list="XX-BAD"))
    assert owners_policies(firm, COUNTED, DAY, due_care=False) is None
    assert owners_policies(firm, COUNTED, DAY, due_care=True) == {"case_by_case", "unstated"}


def test_an_owner_who_is_only_possibly_listed_counts_at_the_upper_end_alone():
    sure = Owner(list="XX-BAD", pct=Decimal(30), review_policy="case_by_case")
    maybe = Owner(list="XX-BAD", pct=Decimal(25), review_policy="case_by_case", certain=False)
    firm = party(sure, maybe)
    assert listed_share(firm, COUNTED, DAY, complete=True) == Interval(Decimal(30), Decimal(55))
    assert owners_policies(firm, COUNTED, DAY, due_care=True) is None
