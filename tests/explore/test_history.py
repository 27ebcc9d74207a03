"""The status of a transfer through time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from licet.decide.decide import decide
from licet.explore.history import first_day, history
from licet.explore.outline import outlines


def lines(law, transfer, **options):
    return history(lambda _day: transfer, law, **options)


@pytest.fixture(scope="module")
def of_h200(law, shipment):
    return lines(law, shipment("nvidia-h200-sxm-141gb"))


def test_stretches_meet_and_the_last_one_runs_on(of_h200):
    for earlier, later in pairwise(of_h200):
        assert earlier.to == later.since
    assert of_h200[-1].to is None


def test_history_begins_where_the_law_that_is_loaded_does(of_h200, book):
    assert of_h200[0].since == first_day(book)
    assert of_h200[0].causes == ()


def test_each_change_names_the_event_of_its_day(of_h200):
    for stretch in of_h200[1:]:
        assert stretch.causes
        assert stretch.moved
        assert {event.on for event in stretch.causes} == {stretch.since}


def test_the_great_rules_each_make_a_line(of_h200):
    days = {stretch.since for stretch in of_h200}
    assert {date(2022, 10, 21), date(2023, 11, 17), date(2026, 1, 15)} <= days


def test_inside_a_stretch_no_day_answers_otherwise(law, shipment, of_h200):
    transfer = shipment("nvidia-h200-sxm-141gb")
    for stretch in of_h200:
        last = (stretch.to or date(2030, 1, 1)) - timedelta(days=1)
        first, end = (decide(transfer, law, on=day) for day in (stretch.since, last))
        assert [each.mark for each in outlines(first)] == [each.mark for each in outlines(end)]


def test_a_letter_taken_up_on_its_day_makes_a_line_for_its_addressee_only(law, builder):
    def exported_by(letters):
        raw = {
            "kind": "export", "from": "US", "to": "CN", "exporter": {"letters": letters},
            "item": {"id": "nvidia-h20-sxm-96gb", "kind": "integrated_circuit"},
        }  # fmt: skip
        return builder.transfer(raw)

    def nvidia(day):
        return exported_by(["US-LTR-NVIDIA-2025-04-09"] if day >= date(2025, 4, 9) else [])

    bound = history(nvidia, law, since=date(2025, 1, 1), until=date(2025, 5, 1))
    line = next(each for each in bound if each.since == date(2025, 4, 9))
    assert line.decision.status == "license_required"
    assert "us.letter.nvidia_2025" in {event.subject for event in line.causes}
    other = history(
        lambda _day: exported_by([]), law, since=date(2025, 1, 1), until=date(2025, 5, 1)
    )
    assert all(each.decision.status != "license_required" for each in other)


def test_until_is_the_last_day_looked_at(law, shipment):
    found = lines(law, shipment("nvidia-l4"), since=date(2023, 1, 1), until=date(2023, 11, 16))
    assert {stretch.decision.status for stretch in found} == {"unknown_need_facts"}
    wider = lines(law, shipment("nvidia-l4"), since=date(2023, 1, 1), until=date(2023, 11, 17))
    assert wider[-1].since == date(2023, 11, 17)


def test_a_rule_not_yet_published_makes_no_line(law, shipment):
    transfer = shipment("nvidia-h200-sxm-141gb")
    known = lines(law, transfer, known_on=date(2025, 12, 31))
    assert date(2026, 1, 15) not in {stretch.since for stretch in known}


@pytest.mark.parametrize(("product", "code"), [("nvidia-h200-sxm-141gb", "US"), ("asml-nxt-1980i", "NL")])  # fmt: skip
def test_one_law_alone_changes_on_its_own_days_and_no_others(law, shipment, product, code):
    """To look only where that law changes gives what a look at every day gives."""
    transfer = shipment(product)
    alone = lines(law, transfer, sovereigns=(code,))
    days = [each.since for each in alone]
    for day in (each for each in law.book.edges if each >= days[0]):
        here = max(each for each in days if each <= day)
        asked = [decide(transfer, law, on=when, sovereigns=(code,)) for when in (here, day)]
        assert [e.mark for e in outlines(asked[0])] == [e.mark for e in outlines(asked[1])]
