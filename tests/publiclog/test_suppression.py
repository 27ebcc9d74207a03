"""What is told of small numbers: nothing that one could work out, and both programs hide the same."""

from collections import Counter, defaultdict
from random import Random

import pytest

from licet.publiclog.canonical import written
from licet.publiclog.entry import entry_from
from licet.publiclog.reserved import OUTCOMES
from licet.publiclog.statistics import Query, figures
from licet.publiclog.suppression import HIDDEN, suppressed
from licet_verify.withheld import also_withheld, withhold
from tests.publiclog.made import Cases, at

YEAR = ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")


def result(numbers, clocks=None, acts=(0, 0, 0, 0)):
    """Exact figures of so many cases of each outcome; ``clocks`` of them had a clock, else all."""
    outcomes = dict(zip(OUTCOMES, numbers, strict=True))
    granted = outcomes["approved"] + outcomes["approved_with_conditions"]
    decided = granted + outcomes["denied"]
    days = {"cases": sum(numbers) if clocks is None else clocks, "median": 20, "p90": 30}
    of = {"of_decided": decided, "of_decided_or_returned": decided + outcomes["returned_without_action"]}  # fmt: skip
    return {
        "cases": sum(numbers), "outcomes": outcomes,
        "approval_rate": {n: {"numerator": granted, "denominator": d, "percent": "x"} for n, d in of.items()},
        "days": dict.fromkeys(("gross", "clock", "stopped"), days),
        "stopped_days_by_cause": {}, "conditions": dict(zip(("proposed", "adopted", "changed", "dropped"), acts, strict=True)),
    }  # fmt: skip


def cells(exact):
    """Every number of cases that the outcomes of a result tell or give, by name."""
    rate = exact["approval_rate"]
    return {
        **exact["outcomes"], "cases": exact["cases"], "granted": rate["of_decided"]["numerator"],
        **{name: each["denominator"] for name, each in rate.items()},
    }  # fmt: skip


def vectors(most, parts=6):
    """All ways to have up to ``most`` cases among the outcomes."""
    if parts == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in vectors(most - first, parts - 1):
            yield (first, *rest)


def test_whoever_knows_the_rule_and_all_that_is_told_can_work_out_no_small_number():
    """Every table of up to 13 cases is suppressed; those that look alike are what a reader cannot tell apart."""
    below, most = 3, 13
    alike = defaultdict(list)
    for each in vectors(most):
        exact = result(each)
        alike[written(suppressed(exact, {}, below))].append(cells(exact))
    worked_out = 0
    for found in alike.values():
        for name in found[0]:
            values = {each[name] for each in found if each["cases"] <= most - below}
            if any(0 < each < below for each in values):
                worked_out += len({each[name] for each in found}) == 1
    assert worked_out == 0
    assert len(alike) > 100  # and something is told


def test_the_total_less_its_neighbors_gave_a_small_number_away_and_does_no_more():
    told = suppressed(result((40, 9, 0, 0, 20, 3)), {}, 5)
    assert told["cases"] == HIDDEN  # it was 72: less 69, and three were withdrawn
    assert told["outcomes"] == {
        "approved": 40, "approved_with_conditions": 9, "denied": 0, "no_license_required": HIDDEN,
        "returned_without_action": 20, "withdrawn": HIDDEN,
    }  # fmt: skip
    assert told["approval_rate"]["of_decided"] == {"numerator": 49, "denominator": 49, "percent": "x"}  # fmt: skip
    told = suppressed(result((40, 3, 12, 0, 2, 30)), {}, 5)
    assert told["outcomes"]["approved"] == told["outcomes"]["approved_with_conditions"] == HIDDEN
    assert told["approval_rate"]["of_decided"]["numerator"] == 43
    assert told["approval_rate"]["of_decided_or_returned"] == {"numerator": 43, "denominator": HIDDEN, "percent": HIDDEN}  # fmt: skip
    assert told["cases"] == 87  # which leaves 32 that were returned, withdrawn or in no need


def test_few_without_a_clock_and_few_dropped_conditions_are_not_told_by_a_difference():
    told = suppressed(result((40, 0, 20, 0, 0, 0), clocks=58, acts=(15, 14, 0, 1)), {}, 5)
    assert told["days"]["gross"] == {"cases": HIDDEN, "median": 20, "p90": 30}
    assert told["conditions"] == {"proposed": 15, "adopted": HIDDEN, "changed": 0, "dropped": HIDDEN}  # fmt: skip


def year(*groups):
    """A log in which each group is (destination, denied, approved)."""
    made, number = Cases(), 0
    for place, denied, approved in groups:
        for outcome in ["denied"] * denied + ["approved"] * approved:
            number += 1
            case = f"{number:032x}"
            made.add(case, "registered", at(0), {"clock": "start", "destination": place})
            made.add(case, "asked", at(1), {"clock": "stop", "cause": "question"})
            made.add(case, "done", at(9), {"clock": "end", "outcome": outcome})
    return [entry_from(each) for each in made.data]


def test_the_whole_less_the_other_groups_gives_no_small_group_away():
    entries = year(("CN", 10, 10), ("TW", 6, 8), ("VN", 1, 1))
    told = figures(entries, Query(*YEAR, "destination", 5))["result"]
    assert told["groups"]["CN"]["cases"] == 20
    assert told["groups"]["VN"]["cases"] == HIDDEN
    assert told["groups"]["VN"]["stopped_days_by_cause"] == {"question": HIDDEN}
    _nothing_by_difference(told)
    assert told["cases"] == HIDDEN
    assert told["stopped_days_by_cause"] == {"question": HIDDEN}
    alone = figures(entries, Query(*YEAR, "", 5))["result"]
    assert alone["cases"] == 36


def _nothing_by_difference(whole, groups=None):
    groups = whole["groups"].values() if groups is None else groups
    for name, each in whole.items():
        held = [group[name] for group in groups if name in group]
        if isinstance(each, dict) and name != "groups":
            _nothing_by_difference(each, held)
        assert HIDDEN not in held or each == HIDDEN


def test_one_with_small_numbers_and_one_without_keep_the_same_form():
    many, few = (figures(year(("CN", n, n)), Query(*YEAR, "", 5))["result"] for n in (9, 1))

    def form(value):
        return {n: form(each) for n, each in value.items()} if isinstance(value, dict) else None

    assert form(many) == form(few)


@pytest.mark.parametrize("below", [2, 3, 5, 10])
def test_the_verifier_which_shares_no_code_hides_the_same(below):
    random = Random(below)  # noqa: S311 - a test draws the same each time
    for _ in range(1500):
        exact = result(
            [random.choice((0, 1, 2, 4, 5, 9, 10, 30)) for _ in OUTCOMES],
            acts=[random.choice((0, 1, 4, 9, 20)) for _ in range(4)],
        )
        exact["days"] = {n: {**each, "cases": random.randint(0, exact["cases"])} for n, each in exact["days"].items()}  # fmt: skip
        causes = Counter({name: random.randint(1, 12) for name in "abc" if random.random() < 0.7})
        exact["stopped_days_by_cause"] = dict.fromkeys(causes, 7)
        assert suppressed(exact, causes, below) == withhold(exact, causes, below)


def test_what_a_group_hides_the_verifier_hides_in_the_whole():
    whole, group = {"cases": 9, "a": {"x": 1, "y": 2}}, {"cases": HIDDEN, "a": {"y": HIDDEN}}
    assert also_withheld(whole, group) == {"cases": HIDDEN, "a": {"x": 1, "y": HIDDEN}}


def test_a_group_may_be_told_while_the_split_of_another_is_not():
    told = figures(year(("CN", 1, 19), ("TW", 6, 8)), Query(*YEAR, "destination", 5))["result"]
    assert (told["cases"], told["groups"]["CN"]["cases"]) == (34, 20)
    for found in (told, told["groups"]["CN"]):
        assert found["approval_rate"]["of_decided"]["numerator"] == HIDDEN
    assert told["groups"]["TW"]["approval_rate"]["of_decided"]["numerator"] == 8
