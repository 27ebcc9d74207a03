"""The mapping to PASS, HOLD and FAIL: total, and never milder than what stands beside."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from licet.decide import answer as words
from licet.orders.model import FAIL, HOLD, PASS
from licet.orders.results import BY_STATUS, CODES, result_of
from tests.orders.conftest import order, party

STATUSES = {*words.ORDER, words.CONFLICT}
BESIDE = (words.CONFLICT, words.STALE, words.OUT_OF_SCOPE)
SETS = [each for size in range(4) for each in combinations(BESIDE, size)]


def test_every_status_of_the_closed_set_has_a_result():
    assert set(BY_STATUS) == STATUSES


@pytest.mark.parametrize("status", sorted(STATUSES))
@pytest.mark.parametrize("beside", SETS)
@pytest.mark.parametrize("passes", [True, False])
def test_only_nothing_found_with_nothing_beside_passes(status, beside, passes):
    result, code = result_of(status, beside, passes=passes)
    assert result in (PASS, HOLD, FAIL)
    assert (result == PASS) == (status == words.NOTHING and not beside and passes)
    assert (result == FAIL) == (
        status in (words.PROHIBITED, words.CONFLICT) or words.CONFLICT in beside
    )
    assert code in STATUSES or code in CODES


def test_a_status_that_is_not_in_the_set_is_refused():
    with pytest.raises(KeyError):
        result_of("clear", passes=True)


ITEMS = some.sampled_from(
    [
        {"item": "Bolt", "class": "EAR99"}, {"item": "nvidia-h200"}, {"item": "nvidia-a100"},
        {"item": "asml-twinscan-nxt-2000i"}, {"item": "what-is-it"}, {"class": "3A991.p"},
    ]
)  # fmt: skip
PARTIES = some.lists(
    some.sampled_from(
        [
            party(), party(country="CN"), party("Maldovar Brix Precision", "ultimate_consignee"),
            party("Quilent Torvash Holding", "purchaser", "AE"), party("", "forwarder"), party("§§", "bank"),
        ]
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=some.lists(ITEMS, min_size=1, max_size=4), parties=PARTIES, data=some.data())
def test_the_order_of_lines_and_parties_changes_no_result_and_nothing_unknown_passes(
    orders, items, parties, data
):
    lines = [{"line": number, **each} for number, each in enumerate(items)]
    mixed = order("SO-2", *data.draw(some.permutations(parties)), lines=data.draw(some.permutations(lines)))  # fmt: skip
    one = {e.line: told(e) for e in orders.put(order("SO-1", *parties, lines=lines), "").lines}
    other = {e.line: told(e) for e in orders.put(mixed, "").lines}
    assert one == other
    for status, result, _, beside in one.values():
        if result == PASS:
            assert status == words.NOTHING
            assert not beside


def told(line):
    return line.status, line.result, line.code, line.beside
