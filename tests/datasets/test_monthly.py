"""An export of UN Comtrade, made up here, to the arrays of the leak detectors."""

import numpy as np
import pytest

from licet.datasets.comtrade import read_export
from licet.datasets.monthly import monthly_reports
from licet.errors import InputError
from licet.models.leakage.reports import routes_from

HEAD = "reporterISO,partnerISO,period,flowCode,cmdCode,primaryValue,netWgt,qty\n"


def written(folder, rows):
    file = folder / "export.csv"
    file.write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return read_export(file)


def test_an_export_becomes_routes_with_taiwan_as_a_maker(tmp_path):
    rows = [
        row
        for month in range(1, 13)
        for row in (
            f"SGP,S19,2024{month:02d},M,847180,500,4,1", f"SGP,CHN,2024{month:02d},X,847180,20,1,1",
            f"CHN,SGP,2024{month:02d},M,847180,25,,1", "CHN,SGP,2024,M,847180,300,3,1",
            f"CHN,SGP,2024{month:02d},M,8471,99,1,1",
        )
    ]  # fmt: skip
    reports = monthly_reports(written(tmp_path, rows))
    assert len(reports.month) == 36
    routes = routes_from(
        reports, makers=["TWN"], hubs=["SGP"], target="CHN", controlled=["847180"],
        rule=np.datetime64("2024-07"),
    )  # fmt: skip
    assert (routes.received == 500).all()
    assert (routes.arrived == 25).all()
    assert np.isnan(routes.kg).all()
    assert np.isnan(routes.sent).all()


def test_an_export_by_years_alone_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(InputError, match="Ask UN Comtrade for monthly data"):
        monthly_reports(written(tmp_path, ["CHN,SGP,2024,M,847180,300,3,1"]))
