"""Trade tables that a user supplies, under the detectors."""

from pathlib import Path
from random import Random

import pytest

from licet.errors import InputError
from licet.watch.signals import read_signals
from licet.watch.trade import watched

LAW = Path(__file__).resolve().parents[2] / "law"
HEAD = "reporterISO,partnerISO,period,flowCode,cmdCode,primaryValue,netWgt,qty\n"


def rows(surge):
    random = Random(1)  # noqa: S311 - made reports

    def noisy(size):
        return size * random.uniform(0.9, 1.1)

    for month in range(48):
        period = f"{2021 + month // 12}{month % 12 + 1:02d}"
        wave = 1 + 0.05 * (month % 5)
        high = surge if month >= 24 else 1
        for product, size in (("847150", 1e6 * wave * high), ("847170", 3e6 * wave)):
            yield f"KOR,MYS,{period},X,{product},{noisy(size):.0f},100,1\n"
            yield f"MYS,KOR,{period},M,{product},{noisy(size):.0f},100,1\n"
            yield f"MYS,CHN,{period},X,{product},{noisy(1e5 * wave):.0f},{noisy(50):.1f},1\n"
            arrived = 1e5 * wave * (high if product == "847150" else 1)
            yield f"CHN,MYS,{period},M,{product},{noisy(arrived):.0f},{noisy(50):.1f},1\n"


@pytest.mark.slow
def test_a_route_whose_mirror_gap_and_surge_stand_out_shows_signals_and_a_steady_one_none(tmp_path):
    file = tmp_path / "export.csv"
    for surge, wanted in ((20, True), (1, False)):
        file.write_text(HEAD + "".join(rows(surge)))
        found = watched(read_signals(LAW), LAW, file)
        (route,) = [each for each in found.subjects if each.name == "MYS to CHN, 847150"]
        assert bool(route.raised) is wanted
        assert ("route_mirror_gap" in {each.code for each in route.raised}) is wanted
        assert "route_implausible_absorption" in {each.code for each in route.open}


def test_a_table_without_monthly_rows_of_the_goods_is_refused(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text(HEAD + "KOR,MYS,2024,X,847150,1,1,1\n")
    with pytest.raises(InputError, match="no monthly row by six digits"):
        watched(read_signals(LAW), LAW, file)
