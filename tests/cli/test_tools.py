"""``licet tools`` and ``licet materials``, and the other verbs asked about what they list."""

import pytest


def test_tools_stand_by_vendor_and_materials_by_group(run, data):
    found = run("tools")
    assert found.code == 0
    assert "ASML (" in found.out
    assert "TWINSCAN NXT:1980i series (3 variants)" in found.flat
    assert "nvidia" not in found.out.lower()
    assert "Gallium (8)" in run("materials").out
    assert data("materials")["groups"].keys() >= {"Gallium", "Rare earths"}
    assert data("tools")["products"] == 104


def test_a_search_gives_figures_worked_out_and_ranges(run):
    found = run("tools", "nxt", "1970i")
    assert "35.74" in found.out
    assert "(1.5, 2.4]" in found.out
    assert "overlay nm" in found.out.splitlines()[0]


def test_an_id_shows_which_figures_no_law_tests(run):
    found = run("tools", "asml-nxt-1980i")
    for words in ("ArF immersion scanner; ASML, NL", "35.74 nm worked out", "(1.5, 1.6] nm record",
                  "matched machine overlay 2.5 nm record, no fact of law", "family TWINSCAN NXT:1980i series, with",
                  "BITS: Bits&Chips"):  # fmt: skip
        assert words in found.flat


def test_data_of_a_tool(data):
    tool = data("tools", "asml-nxt-2000i")
    assert (tool["shelf"], tool["kind"]) == ("tool", "lithography")
    assert tool["facts"]["dedicated_chuck_overlay_nm"] == "<= 1.5"
    assert tool["matched_machine_overlay_nm"] == "1.9"
    assert tool["worked_out"]["minimum_resolvable_feature_nm"] == "35.74"


def test_nothing_known_is_said(run):
    assert "gallium_arsenide record" in run("materials", "gallium-arsenide").flat


def test_a_verb_searches_its_own_shelf(run):
    for words in (("chips", "asml-nxt-2000i"), ("chips", "NXT:2000i")):
        found = run(*words)
        assert found.code == 2
        assert "licet tools asml-nxt-2000i shows it" in found.err
    assert run("tools", "gallium-metal").code == 2


@pytest.mark.parametrize("name", ["NXT:1970i", "nxt1970i", "asml-nxt-1970i"])
def test_decide_takes_a_tool_by_any_of_its_names(data, name):
    decision = data("decide", name, "--to", "CN", "--on", "2025-06-01")
    assert decision["product"] == "asml-nxt-1970i"
    assert decision["facts"]["item_kind"]["value"] == "lithography"


def test_decide_shows_each_model_of_a_series(run):
    found = run("decide", "NXT:1980i", "--to", "CN", "--on", "2025-06-01", "--brief")
    assert {line.partition(": ")[0] for line in found.out.splitlines()} == {
        "TWINSCAN NXT:1980Di", "TWINSCAN NXT:1980Ei", "TWINSCAN NXT:1980Fi",
    }  # fmt: skip


SCREENED = ("--due-care", "--party", "country=CN,headquarters=CN,parent=CN,lists=none")


@pytest.mark.parametrize(
    ("tool", "entry"),
    [
        ("NXT:2000i", "3B001.f.1.b"),
        ("NXT:1970i", "3B993.f.1"),
        ("NXT:1980Di", "3B993.f.1"),
        ("NXE:3400C", "3B001.f.1.a"),
        ("NXE:3600D", "3B001.f.1.a"),
    ],
)
def test_the_entry_of_a_scanner_follows_from_its_record(data, tool, entry):
    found = data("decide", tool, "--to", "CN", "--on", "2025-06-01", *SCREENED, "--sovereign", "US")
    assert found["answers"][0]["classification"] == entry


@pytest.mark.parametrize("tool", ["XT:1900Gi", "NSR-S636E", "SSA800-10W"])
def test_a_scanner_of_unknown_overlay_stays_open_even_after_due_care(data, tool):
    found = data("decide", tool, "--to", "CN", "--on", "2025-06-01", *SCREENED, "--sovereign", "US")
    assert found["status"] == "unknown_need_facts"


def test_chinese_law_reads_a_material_of_the_catalogue(run):
    words = ("--from", "CN", "--to", "US", "--sovereign", "CN", "--on", "2024-01-15", "--brief")
    lines = run("decide", "gallium", *words).out.splitlines()
    assert len(lines) == 8
    assert all("License required" in line for line in lines)


def test_the_exploring_verbs_take_a_tool(run, data):
    dates = ("--on", "2024-12-01", "--on", "2024-12-02")
    assert data("compare", "NXT:1970i", "--to", "CN", *dates)["product"] == "asml-nxt-1970i"
    assert data("history", "NXT:2000i", "--to", "CN", "--exporter", "ASML")["history"]
    others = data("alternatives", "NXT:2000i", "--to", "CN", *SCREENED, "--on", "2025-06-01")
    kinds = {data("tools", each["product"])["kind"] for each in others["alternatives"]}
    assert kinds == {"lithography"}
    assert not others["largest_chips"]
    shown = run("alternatives", "NXT:2000i", "--to", "CN", *SCREENED, "--on", "2025-06-01").out
    assert "TPP" not in shown
