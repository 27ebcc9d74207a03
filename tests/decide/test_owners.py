"""What the entries of a party's owners say of review: gathered by day, lists that count, due care."""

from datetime import date
from types import MappingProxyType

import pytest

from licet.decide.situation import owners_policies
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
