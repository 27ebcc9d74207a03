"""The explorer of chipmaking tools and the list of materials."""

import re


def text_of(answer):
    return re.sub(r"\s+", " ", answer.text)


def test_tools_are_shown_over_the_lines_of_one_law(desk):
    found = text_of(desk.get("/tools?on=2026-02-01&to=CN&law=JP"))
    assert "104 of 104 tools, to China, by the law of 2026-02-01." in found
    assert ">2.4<" in found
    assert "JP:art6-17" in found


def test_each_law_draws_its_own_lines(desk):
    pages = [desk.get(f"/tools?on=2025-03-01&law={law}").text for law in ("NL", "US", "JP")]
    assert len(set(pages)) == 3
    assert "3B001.f.1.b" in pages[1]


def test_japans_line_moves_on_the_day_of_its_overlay_test(desk):
    before = desk.get("/tools?on=2024-09-07&law=JP").text
    after = desk.get("/tools?on=2024-09-08&law=JP").text
    assert ">2.4<" not in before
    assert ">2.4<" in after


def test_a_tool_whose_overlay_is_not_known_stands_apart_and_in_the_list(desk):
    found = desk.get("/tools?q=nikon&on=2026-02-01").text
    assert "Overlay on one chuck not known" in found
    assert re.search(r'href="/tools/nikon[^"]*"', found)


def test_a_tool_leaves_from_where_it_is_made(desk):
    found = desk.get("/tools/asml-nxt-1980i?on=2026-02-01").text
    assert "from Netherlands" in re.sub(r"\s+", " ", found)


def test_other_kinds_have_a_list_without_points(desk):
    found = desk.get("/tools?kind=etch&on=2026-02-01").text
    assert re.search(r"\d+ of 104 tools", found)
    assert '<a href="/tools/asml' not in found


def test_materials_are_a_list(desk):
    found = text_of(desk.get("/materials?on=2026-02-01"))
    assert "71 of 71 materials" in found
    assert "<figure" not in found


def test_a_material_has_a_page(desk):
    found = desk.get("/materials/gallium-arsenide?to=US&on=2025-01-15")
    assert found.status_code == 200
    assert "China" in found.text
