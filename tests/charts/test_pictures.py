"""Pictures of models: the same in a page and in files, the same bytes each time, and a table that says it all."""

import pytest

from licet.charts.courses import Course, fan, stacked
from licet.charts.heat import Cell, heat
from licet.charts.picture import as_files, on_page
from licet.charts.ribbons import Ribbon, ribbons
from licet.charts.spans import Span, ranges, spans, tornado

YEARS = (2026.0, 2027.0, 2028.0)
BAN = Course("ban", YEARS, (3.5, 3, 2.5), (2, 1.8, 1.5), (5, 5, 5))
CAP = Course("cap", YEARS, (6, 7, 8), (4, 4, 4), (9, 10, 12))
WELFARE = [Span("China", -0.15, -0.3, -0.05, "stop"), Span("Taiwan", -2.25, -3.4, -1.2)]
PICTURES = {
    "spans": lambda: spans(WELFARE, unit="% of welfare"),
    "ranges": lambda: ranges(WELFARE, unit="% of welfare"),
    "tornado": lambda: tornado(WELFARE, unit="%", centre=-0.15),
    "fan": lambda: fan([BAN, CAP], across="year", unit="% of compute"),
    "log": lambda: fan([BAN], across="year", unit="ratio", log=True),
    "stacked": lambda: stacked([BAN, CAP], across="year", unit="M H100e"),
    "ribbons": lambda: ribbons(
        [Ribbon("denied", "denied", 8, "stop"), Ribbon("denied", "license", 2, "case"), Ribbon("free", "free", 0)],
        unit="items", heads=("before", "after"),
    ),
    "heat": lambda: heat([Cell("0", "a", 0), Cell("1", "a", 0.5)], across="pressure", upward="payment", unit="p"),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_files_and_a_drawing_for_a_page_with_a_table(name):
    picture = PICTURES[name]()
    svg, png = as_files(picture, "A title & more")
    assert b"A title &amp; more" in svg
    assert b"#0f0f" not in svg  # every tone has its color
    assert png.startswith(b"\x89PNG")
    assert as_files(PICTURES[name](), "A title & more") == (svg, png)
    page = on_page(picture)
    assert page.svg.count("<svg") == 2
    assert "NaN" not in page.svg
    assert all(len(row) == len(page.heads) for row in page.rows)


def test_a_flow_of_nothing_is_no_ribbon():
    assert [row[2] for row in PICTURES["ribbons"]().rows] == ["8", "2"]


def test_both_ends_of_an_assumption_are_drawn_from_the_middle():
    svg, _ = as_files(tornado([Span("a", 0, 1.0, 3.0)], unit="%", centre=2.0), "t")
    assert svg.count(b"#2c5f9e") == svg.count(b"#c2570c") == 1


def test_nothing_at_all_is_still_a_picture():
    for picture in (spans([], unit="%"), fan([], across="year", unit="%"), stacked([], across="year", unit="%"),
                    ribbons([], unit="", heads=("a", "b")), heat([], across="a", upward="b", unit="c")):  # fmt: skip
        assert as_files(picture, "t")[0]


def test_ranges_tell_an_interval_and_never_a_value():
    picture = ranges([Span("diversion", 0.0, 0.3, 7.9)], unit="%")
    assert picture.heads == ("", "from, %", "to, %")
    assert picture.rows == (("diversion", "0.3", "7.9"),)
