"""The detectors: they find what was put in, hold their rate where nothing was, and hiding never helps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.errors import InputError
from licet.models.leakage import trial as bench
from licet.models.leakage.alarm import WORDS, Reason, Status, look, surges
from licet.models.leakage.combine import Weights, fit, posterior
from licet.models.leakage.detectors import NAMES, z_scores
from licet.models.leakage.routes import SERIES
from licet.models.leakage.scores import average_precision, recall_at, threshold
from licet.models.leakage.windows import Windows, spread
from licet.models.leakage.world import Story
from licet.record import replaced


@pytest.fixture(scope="module")
def shipped():
    return bench.shipped()


@pytest.fixture(scope="module")
def world(shipped):
    return bench.world_of(shipped[0], 600, name="tests", seed=4)


@pytest.fixture(scope="module")
def findings(shipped, world):
    return look(world.routes, shipped[1])


def test_each_detector_alone_is_higher_where_goods_are_diverted_or_has_no_weight(shipped):
    of, alarm, _ = shipped
    much = bench.world_of(of, 1500, name="tests", seed=8, sizes=(0.5,))
    z = z_scores(much.routes, of.settings)[:, :, -1]
    for name, row, weight in zip(NAMES, z, alarm.weights.each, strict=True):
        known = ~np.isnan(row)
        guilty, honest = (np.median(row[known & (much.label == each)]) for each in (1, 0))
        assert guilty > honest or weight == 0, name


def test_without_diversion_false_alarms_are_at_the_nominal_rate(shipped):
    of, alarm, nominal = shipped
    honest = bench.world_of(of, 6000, name="tests", seed=5, base_rate=0.0)
    assert not honest.label.any()
    found = (look(honest.routes, alarm).status == Status.SIGNAL).sum()
    expected = nominal * 6000
    assert found <= expected + 4 * np.sqrt(expected) + 2


@pytest.mark.parametrize("name", SERIES)
def test_hiding_a_series_never_turns_a_route_into_a_signal(name, shipped, world, findings):
    """One route in three loses the series, so that what is said of the others hardly moves."""
    hidden = np.arange(len(world.label)) % 3 == 0
    series = np.where(hidden[:, None], np.nan, getattr(world.routes, name))
    after = look(replaced(world.routes, **{name: series}), shipped[1])
    turned = (after.status == Status.SIGNAL) & (findings.status != Status.SIGNAL) & hidden
    assert not turned.any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-20, 20), min_size=6, max_size=6), st.integers(0, 5), st.floats(0, 10))
def test_an_unknown_finding_never_raises_the_odds_and_a_higher_one_never_lowers_them(
    z, which, more
):
    weights = Weights(np.array([1.0, 0.5, 0.1, 0.4, 0.2, 0.7]), -3.0, 0.08)
    known = np.array(z)
    hidden, higher = known.copy(), known.copy()
    hidden[which], higher[which] = np.nan, known[which] + more
    before = posterior(known, weights)
    assert posterior(hidden, weights) <= before
    assert posterior(higher, weights) >= before


def test_routes_without_any_series_are_unknown_and_not_quiet(shipped, world):
    blank = {name: np.full(world.routes.shape, np.nan) for name in SERIES}
    found = look(replaced(world.routes, **blank), shipped[1])
    assert (found.status == Status.UNKNOWN).all()
    assert set(found.words) == {WORDS[Status.UNKNOWN]}


def test_the_posterior_follows_the_base_rate(shipped, findings):
    weights = shipped[1].weights
    low, high = (posterior(findings.z[:, :, -1], weights, rate) for rate in (0.01, 0.2))
    known = ~np.isnan(low)
    assert np.all(low[known] < high[known])
    with pytest.raises(InputError, match="between 0 and 1"):
        posterior(findings.z[:, :, -1], weights, 0.0)


def test_no_weight_is_negative_and_the_fit_needs_both_kinds(shipped):
    assert np.all(shipped[1].weights.each >= 0)
    with pytest.raises(InputError, match="routes that divert"):
        fit(np.zeros((6, 10)), np.zeros(10))


def test_a_finding_at_a_month_does_not_know_later_months(shipped, world):
    of, cut = shipped[0], 40
    routes = world.routes
    early = {name: getattr(routes, name)[:, :cut] for name in SERIES}
    short = replaced(routes, months=routes.months[:cut], **early)
    whole = z_scores(routes, of.settings)[:, :, :cut]
    assert np.allclose(z_scores(short, of.settings), whole, equal_nan=True)


def test_real_data_centers_and_buying_ahead_come_out_as_surges_with_a_legal_explanation(shipped):
    of, alarm, _ = shipped
    honest = bench.world_of(of, 3000, name="tests", seed=6, base_rate=0.0)
    surge, reason = surges(honest.routes, of.settings)
    status = look(honest.routes, alarm).status
    for story, cause in (
        (Story.FRONT_LOADED, Reason.AHEAD_OF_THE_RULE), (Story.DATA_CENTERS, Reason.DATA_CENTERS),
    ):  # fmt: skip
        rows, plain = honest.story == story, honest.story == Story.PLAIN
        assert (status[rows] == Status.SIGNAL).mean() < 0.02
        assert surge[rows].mean() > 2 * surge[plain].mean()
        assert (reason[rows] == cause).mean() > 2 * (reason[plain] == cause).mean()


def test_words_speak_of_signals_and_accuse_nobody():
    said = " ".join(WORDS.values()).lower()
    assert "signal" in said
    assert not any(word in said for word in ("guilty", "smuggl", "illegal", "crime", "violat"))


def test_same_seed_same_bytes_and_training_never_sees_a_test(shipped):
    of = shipped[0]
    one, two, other = (
        bench.world_of(of, 100, name=name, seed=1).routes.sent.tobytes()
        for name in ("tests", "tests", "train.fit")
    )
    assert one == two != other


def test_scores_of_rankings():
    label = np.array([1.0, 0.0, 1.0, 0.0])
    assert average_precision(np.array([4.0, 3.0, 2.0, 1.0]), label) == pytest.approx(
        (1 + 2 / 3) / 2
    )
    assert average_precision(np.zeros(4), label) == pytest.approx(0.5)
    assert average_precision(np.array([np.nan, 3.0, np.nan, 1.0]), label) == pytest.approx(0.5)
    assert np.isnan(average_precision(np.ones(4), np.zeros(4)))
    assert threshold(np.array([4.0, 3.0, 2.0, 1.0]), label, 0.05) == 4.0
    assert recall_at(np.array([4.0, 3.0, 2.0, 1.0]), label, 0.05) == 0.5
    assert threshold(np.array([1.0, 2.0]), np.array([1.0, 0.0]), 0.05) == np.inf


def test_series_of_the_wrong_shape_are_refused(world):
    with pytest.raises(InputError, match="routes by months"):
        replaced(world.routes, sent=np.zeros((2, 2)))


@pytest.mark.slow
def test_the_benchmark_meets_its_least_bar_and_says_the_same_twice():
    found = bench.benchmark(11, 1000)
    tenth, fifth = (next(s for s in found.by_size if s.size == size) for size in (0.1, 0.2))
    assert tenth.auprc >= 3 * tenth.base_rate
    assert max(fifth.recall_at_5, fifth.recall) >= 0.5  # 80 routes: 0.6 less two standard errors
    assert found.mixed.auprc > 3 * found.mixed.base_rate
    assert all(each.signal < 0.02 for each in found.decoys)
    assert repr(found) == repr(bench.benchmark(11, 1000))
    with pytest.raises(InputError, match="says nothing"):
        bench.benchmark(1, 10)


def test_a_table_that_never_varies_gives_no_figure_and_no_warning():
    flat = spread(np.ones((3, 40)), Windows(np.array([20, 20, 20]), 3, 12))
    assert np.isnan(flat).all()
