"""What differs between two days, and the rule that did it."""

from datetime import date
from itertools import pairwise

import pytest

from licet.errors import InputError
from licet.explore.compare import compare

NOVEMBER = date(2023, 11, 16), date(2023, 11, 17)
JANUARY = date(2026, 1, 14), date(2026, 1, 15)


def compared(law, transfer, days):
    return compare(lambda _day: transfer, law, first=days[0], last=days[1])


def facets(comparison):
    return {change.difference.facet: change for change in comparison.changes}


def subjects(change):
    return [event.subject for event in change.causes]


def test_the_review_of_an_h200_moved_by_the_rule_of_january_2026(law, shipment):
    changes = facets(compared(law, shipment("nvidia-h200-sxm-141gb"), JANUARY))
    assert "status" not in changes
    review = changes["review"]
    assert review.difference.before == ("presumption_of_denial",)
    assert "case_by_case" in review.difference.after
    assert "us.review.742_6_b10.box_2026" in subjects(review)
    box = next(e for e in review.causes if e.subject == "us.review.742_6_b10.box_2026")
    assert (box.on, box.source) == (date(2026, 1, 15), "91 FR 1684")


def test_an_l4_came_under_control_with_the_rule_of_2023(law, shipment):
    changes = facets(compared(law, shipment("nvidia-l4"), NOVEMBER))
    assert changes["status"].difference.after == ("license_required",)
    assert subjects(changes["status"]) == ["us.742.6.a6iii.destination"]
    assert "us.ccl.3A090.a" in subjects(changes["classification"])
    assert "destination" in changes["grounds"].difference.after


def test_a_country_that_changed_groups_is_the_cause(law, shipment):
    party = {"role": "end_user", "country": "AE", "headquarters": "AE",
             "ultimate_parent_headquarters": "AE"}  # fmt: skip
    transfer = shipment("nvidia-h200-sxm-141gb", "AE", parties=[party])
    found = compared(law, transfer, (date(2026, 7, 9), date(2026, 7, 10)))
    groups = {event.subject for event in found.causes if event.kind == "group"}
    assert groups & {"A5", "D4"}


def test_an_entry_on_a_list_is_the_cause(law, shipment):
    party = {"role": "end_user", "country": "DE", "headquarters": "DE",
             "lists": [{"list": "US-EL", "since": "2024-06-01"}]}  # fmt: skip
    transfer = shipment("nvidia-geforce-rtx-4090", "DE", parties=[party])
    found = compared(law, transfer, (date(2024, 5, 31), date(2024, 6, 1)))
    assert [(event.kind, event.subject) for event in facets(found)["status"].causes] == [
        ("listing", "US-EL")
    ]


def test_days_of_constant_law_do_not_differ(law, shipment):
    found = compared(law, shipment("nvidia-l4"), (date(2024, 5, 1), date(2024, 5, 2)))
    assert found.changes == ()
    assert found.causes == ()


@pytest.mark.parametrize("days", [JANUARY[::-1], (JANUARY[0], JANUARY[0])])
def test_days_out_of_order_are_refused(law, shipment, days):
    with pytest.raises(InputError, match="two different days in order"):
        compared(law, shipment("nvidia-l4"), days)


def test_every_difference_over_the_years_has_a_cause(law, book, shipment):
    transfer = shipment("nvidia-h200-sxm-141gb")
    edges = [day for day in book.edges if day >= date(2018, 8, 13)]
    for first, last in pairwise(edges):
        for change in compared(law, transfer, (first, last)).changes:
            assert change.causes, (first, last, change.difference)
            assert all(first < event.on <= last for event in change.causes)
