"""Whole scenarios on real law and a real world table: what holds of every result, whatever the assumptions."""

import math

import pytest

from licet.models.bridge import DENIED, FREE, LICENSED, PRESUMED_DENIED
from licet.whatif.asking import ask
from licet.whatif.baskets import baskets
from licet.whatif.kept import as_json, result_data
from licet.whatif.laying import lump_sums
from licet.whatif.memo import memo
from licet.whatif.offer import offer
from licet.whatif.scenario import scenario_from
from licet.whatif.shelf import shipped
from licet.whatif.statuses import MILDEST, Under, statuses

pytestmark = pytest.mark.slow
JANUARY = {"before": {"on": "2026-01-14"}, "after": {"on": "2026-01-15"}, "draws": 32, "seed": 3}
QUICK = ["flips", "trade", "compute", "revenue", "leakage"]


@pytest.fixture(scope="module")
def january(library):
    return ask(scenario_from(JANUARY, "january"), library)


@pytest.fixture(scope="module")
def standing(library):
    """What each law asks of the chips, by day."""
    among = baskets()
    days = {day: Under(library, scenario_from({**JANUARY, "after": {"on": day}}, "x").after.on) for day in ("2026-01-14", "2026-01-15")}  # fmt: skip
    return {
        day: (under, statuses(under, among.named("ai-chips"), among)) for day, under in days.items()
    }


def code(found, product, buyer="CHN"):
    row = found.codes[found.products.index(product), :, found.buyers.index(buyer)]
    return min(row.tolist(), key=MILDEST.index)


def test_the_january_rule_moves_the_h200_and_leaves_the_newest_chips_and_the_smallest(standing):
    before, after = (found for _, found in standing.values())
    assert (code(before, "nvidia-h200-sxm-141gb"), code(after, "nvidia-h200-sxm-141gb")) == (PRESUMED_DENIED, LICENSED)  # fmt: skip
    for chip in ("nvidia-b200", "nvidia-b300"):
        assert code(before, chip) == code(after, chip) == PRESUMED_DENIED
    assert code(before, "nvidia-h20-sxm-96gb") == code(after, "nvidia-h20-sxm-96gb") == FREE


def test_cap_and_duty_of_the_offer_are_read_from_the_law(standing):
    among = baskets()
    under, found = standing["2026-01-15"]
    on_offer = offer(under, among.named("ai-chips"), found, among, "CHN")
    assert (on_offer.product, on_offer.reviewed, on_offer.cap) == (
        "nvidia-h200-sxm-141gb",
        True,
        0.5,
    )
    assert (on_offer.levy.share, on_offer.levy.on_revenue) == (0.25, False)
    under, found = standing["2026-01-14"]
    assert offer(under, among.named("ai-chips"), found, among, "CHN").tier.market == "small"
    assert DENIED not in found.codes[:, :, found.buyers.index("JPN")]


def test_every_part_runs_and_says_something_with_intervals(january):
    for part in january.parts:
        assert not part.missing, part.name
        assert part.says
        assert part.numbers
        assert part.cannot or part.name == "flips"
    numbers = list(january.numbers())
    assert len({each.id for each in numbers}) == len(numbers)
    drawn = [each for each in numbers if each.layer in ("draws", "reduced", "posterior")]
    assert all(each.assumptions for each in drawn)
    assert any(each.drawn for each in drawn)
    assert all(math.isfinite(each.value) for each in numbers)


def test_every_number_names_assumptions_that_the_ledger_has(january):
    from licet.assumptions.load import load_ledger

    ledger = load_ledger()
    for each in january.numbers():
        assert all(name in ledger for name in each.assumptions), each.id


def test_the_memo_answers_what_is_asked_of_the_january_rule(january):
    text = memo(january)
    for said in ("chips flip for a civil firm in China", "NVIDIA H200", "China's share of the compute", "25 percent",
                 "By staying rather than leaving Japan", "By staying rather than leaving the Netherlands", "Does denial raise China's own output in 2030",
                 "The sign switches where", "Smuggling of chips to China", "On what it rests most", "What it cannot say"):  # fmt: skip
        assert said in text


def test_the_memo_speaks_plain_words_and_answers_first(january):
    text = memo(january)
    body = text.split("## On what it rests most")[0]
    for code in ("CHN", "TWN", "NLD", "JP,", "NL,", "nvidia-", "e-0", "e+0"):
        assert code not in body
    assert text.index("## The answers") < text.index("## What flips")
    answers = text.split("## The answers")[1].split("## ")[0]
    assert answers.count("\n- **") == len(january.parts)
    assert sum(" to " in line for line in answers.splitlines() if line.startswith("- ")) >= 6


def test_no_change_in_no_change_out(library):
    same = {**JANUARY, "after": JANUARY["before"], "parts": QUICK}
    result = ask(scenario_from(same, "none"), library)
    changes = [each for each in result.numbers() if each.id.endswith("change") or ".welfare." in each.id or ".price." in each.id]  # fmt: skip
    assert len(changes) > 8
    for each in changes:
        assert each.low == each.value == each.high == 0, each.id
    assert result.explain("flips.rows").value == 0


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_draws(library):
    parts = {**JANUARY, "parts": ["compute", "leakage"]}
    one, again = (ask(scenario_from(parts, "x"), library) for _ in range(2))
    other = ask(scenario_from({**parts, "seed": 4}, "x"), library)
    assert as_json(result_data(one)) == as_json(result_data(again))
    assert one.explain("compute.share.after").low != other.explain("compute.share.after").low


def test_what_the_user_sets_moves_the_answer_and_is_in_the_stamp(library):
    parts = {**JANUARY, "parts": ["compute", "revenue"]}
    plain = ask(scenario_from(parts, "x"), library)
    blocked = ask(scenario_from({**parts, "choices": {"china": "blocks"}}, "x"), library)
    assert blocked.explain("revenue.units.after").value == 0
    assert plain.explain("revenue.units.after").high > 0
    longer = ask(scenario_from({**parts, "assumptions": {"compute_delta": 0.25}}, "x"), library)
    assert longer.stamp.ledger != plain.stamp.ledger
    assert longer.explain("compute.stock.after").value < plain.explain("compute.stock.after").value


def test_levies_collected_are_levies_paid():
    import numpy as np

    from licet.whatif.laying import Laid

    sums = lump_sums(Laid({}, np.array([3.0, 0.5])), ("USA", "CHN", "TWN"))
    assert sums.sum(axis=1).tolist() == [0, 0]
    assert sums[:, 1].tolist() == [3.0, 0.5]


def test_every_shipped_scenario_can_be_read_and_its_laws_differ(library):
    from licet.assumptions.load import load_ledger
    from licet.whatif.opening import opened

    for each in shipped():
        _, stamp = opened(each, library, load_ledger())
        assert each.before.on != each.after.on or stamp.law_before != stamp.law_after, each.name
