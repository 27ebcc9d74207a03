"""Monthly customs reports, as UN Comtrade writes them, to routes."""

import numpy as np
import pytest

from licet.errors import InputError
from licet.models.leakage.alarm import Status, look
from licet.models.leakage.reports import Reports, routes_from
from licet.models.leakage.trial import shipped

MONTHS = np.arange("2023-01", "2024-07", dtype="datetime64[M]")
RULE = np.datetime64("2024-01")


def reports(rows):
    """Rows of reporter, partner, flow, product, month, value, kg."""
    columns = list(zip(*rows, strict=True))
    return Reports(
        *(np.array(each) for each in columns[:4]), np.array(columns[4], dtype="datetime64[M]"),
        *(np.array(each, dtype=float) for each in columns[5:]),
    )  # fmt: skip


def every_month(  # noqa: PLR0917 - as the columns stand
    reporter, partner, flow, product, value, kg=float("nan")
):
    return [(reporter, partner, flow, product, month, value, kg) for month in MONTHS]


BASE = [
    *every_month("USA", "SGP", "X", "847180", 100.0),
    *every_month("SGP", "USA", "M", "847180", 107.0),
    *every_month("SGP", "490", "M", "847180", 50.0),
    *every_month("SGP", "CHN", "X", "847180", 20.0),
    *every_month("CHN", "SGP", "M", "847180", 22.0, 2.0),
    *every_month("CHN", "SGP", "M", "847130", 9.0, 1.0),
]


def built(rows, **more):
    return routes_from(
        reports(rows), makers=["USA", "TWN"], hubs=["SGP"], target="CHN", controlled=["847180"],
        rule=RULE, **more,
    )  # fmt: skip


def test_each_side_of_a_route_is_read_from_its_own_reports():
    found = built(BASE)
    assert found.hub == ("SGP",)
    assert (found.sent == 100).all()
    assert (found.onward == 20).all()
    assert (found.arrived == 22).all()
    assert (found.kg == 2).all()
    assert (found.beside_arrived == 9).all()
    assert found.rule.tolist() == [12]


def test_taiwan_is_other_asia_and_is_not_held_against_reports_that_it_never_makes():
    found = built(BASE)
    assert (found.received == 157).all()
    assert (found.matched == 107).all()


def test_a_month_that_nobody_reported_is_unknown_and_never_nought():
    gone = [row for row in BASE if not (row[0] == "CHN" and row[4] == MONTHS[3])]
    found = built(gone)
    assert np.isnan(found.arrived[0, 3])
    assert np.isnan(found.beside_sent).all()
    assert np.isnan(found.absorbs).all()
    assert not np.isnan(found.arrived[0, 4])


def test_reexports_stand_in_only_where_a_total_is_missing():
    only = [
        (*row[:2], "RX", *row[3:]) if row[2] == "X" and row[0] == "SGP" else row for row in BASE
    ]
    both = [*BASE, *every_month("SGP", "CHN", "RX", "847180", 15.0)]
    assert (built(only).onward == 20).all()
    assert (built(both).onward == 20).all()


def test_a_rule_outside_of_the_months_and_no_reports_at_all_are_refused():
    with pytest.raises(InputError, match="the reports run from 2023-01"):
        routes_from(
            reports(BASE), makers=["USA"], hubs=["SGP"], target="CHN", controlled=["847180"],
            rule=np.datetime64("2030-01"),
        )  # fmt: skip
    empty = Reports(
        *(np.array([], dtype=str) for _ in range(4)), MONTHS[:0], np.array([]), np.array([])
    )
    with pytest.raises(InputError, match="no reports"):
        routes_from(empty, makers=["USA"], hubs=["SGP"], target="CHN", controlled=[], rule=RULE)


def test_each_hub_is_held_against_the_same_neighbors_and_a_hub_that_hides_goods_stands_out():
    """The second hub was once held against its own controlled product, and no gap could show."""
    months = np.arange("2022-01", "2025-07", dtype="datetime64[M]")
    stray = np.random.default_rng(0)
    rows = []
    for at, month in enumerate(months):
        for hub in ("MYS", "SGP"):
            for code, size in (("847130", 3e6), ("847180", 1e6)):
                flow, hidden = size * (1 + 0.2 * stray.random()), 5e5 * (at >= 24)
                hidden *= hub == "SGP" and code == "847180"
                rows += [
                    (hub, "CHN", "X", code, month, 0.2 * flow * (1 + 0.05 * stray.random()), 1.0),
                    ("CHN", hub, "M", code, month, 0.2 * flow * (1 + 0.05 * stray.random()) + hidden, 1.0),
                ]  # fmt: skip
    routes = routes_from(
        reports(rows), makers=["USA"], hubs=["MYS", "SGP"], target="CHN", controlled=["847180"],
        rule=np.datetime64("2023-11"),
    )  # fmt: skip
    assert (routes.beside_onward > 2 * routes.onward).all()
    found = look(routes, shipped()[1])
    assert [each == Status.SIGNAL for each in found.status] == [False, True]
    assert routes.months[found.month[1]] >= np.datetime64("2024-01")
