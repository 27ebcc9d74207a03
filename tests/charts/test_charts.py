"""Charts: the same bytes, nothing a page may not carry, and names on every link."""

from datetime import date
from decimal import Decimal

from defusedxml.ElementTree import fromstring

from licet.charts import Axis, Bar, Edge, Mark, Patch, Point, Span, bars, scatter, timeline
from licet.charts import drawn as drawing

D = Decimal
SPANS = (
    Span(
        "United States",
        date(2023, 11, 17),
        date(2025, 4, 9),
        "open",
        "Open",
        "Open",
        "/a?on=1&to=CN",
    ),
    Span("United States", date(2025, 4, 9), None, "need", "License", "License & <more>", "/b"),
    Span("Japan", date(2010, 1, 1), date(2011, 1, 1), "stop", "Prohibited", "Prohibited", "/c"),
)
POINTS = (
    Point("One <b>chip</b>", "/chips/one", (D(4800), D(4800)), (D("5.9"), D("5.9")), "need"),
    Point("Ranged", "/chips/ranged", (D(1600), None), (D(2), D(2)), "open", hollow=True),
    Point("Plain", "/chips/plain", (D(100), D(100)), (D(1), D(1)), "none"),
)
PATCHES = (Patch((D(4800), None), (None, None), "need", "3A090.a"),)
AXES = {"x": Axis("TPP", D(10), D(100000)), "y": Axis("density", D("0.1"), D(100))}


def elements(found):
    return list(fromstring(f"<all>{found.svg}</all>").iter())


def over_time():
    return timeline(
        SPANS,
        since=date(2022, 1, 1),
        until=date(2026, 1, 1),
        marks=(Mark(date(2025, 1, 1), "day"),),
    )


def in_plane(edge=4800, points=POINTS):
    return scatter(points, PATCHES, (Edge(upright=True, at=D(edge), span=(None, None)),), **AXES)


def every_chart():
    return over_time(), in_plane(), bars([Bar("Japan", D(3), href="/x")], unit="gaps")


def test_the_same_chart_is_the_same_bytes():
    first = [each.svg for each in every_chart()]
    drawing._svg.cache_clear()
    assert [each.svg for each in every_chart()] == first


def test_nothing_is_in_a_chart_that_the_policy_of_the_pages_refuses():
    for found in every_chart():
        for each in elements(found):
            assert each.tag in (
                "all",
                "svg",
                "g",
                "a",
                "title",
                "path",
                "line",
                "text",
                "tspan",
                "rect",
            )
            assert not {"style", "id", "onclick", "clip-path"} & set(each.attrib)
            assert all("http" not in value and "#" not in value for value in each.attrib.values())


def test_every_point_is_a_link_with_a_name_in_both_widths():
    links = [each for each in elements(in_plane()) if each.tag == "a"]
    assert sorted(each.get("aria-label") for each in links) == sorted(
        [point.name for point in POINTS] * 2
    )
    assert {each.get("href") for each in links} == {point.href for point in POINTS}


def test_words_in_a_chart_are_escaped():
    assert "<b>" not in in_plane().svg
    assert "<more>" not in over_time().svg


def test_open_answers_are_hollow_and_statuses_differ_in_shape():
    found = in_plane(points=(POINTS[0], POINTS[2]))
    shapes = {each[1].get("d") for each in elements(found) if each.tag == "a"}
    assert len(shapes) == 4  # two shapes at two sizes


def test_a_line_that_moves_is_drawn_elsewhere():
    assert in_plane(4800).svg != in_plane(2400).svg
    assert ">2,400<" in in_plane(2400).svg
    assert ">4,800<" not in in_plane(2400).svg


def test_a_figure_known_as_a_range_is_a_bar_and_a_row():
    found = in_plane()
    assert ("Ranged", "at least 1,600", "2") in found.rows


def test_a_span_out_of_sight_stays_in_the_table():
    found = over_time()
    assert [row[0] for row in found.rows].count("Japan") == 1
    assert "Prohibited" not in found.svg


def test_a_chart_of_nothing_is_drawn_empty():
    assert "<a " not in scatter((), (), (), **AXES).svg
    assert timeline((), since=date(2022, 1, 1), until=date(2023, 1, 1)).rows == ()
    assert bars((), unit="gaps").rows == ()
