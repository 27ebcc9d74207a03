"""``licet compare-law``: the gap map as text, CSV and JSON."""

import csv
import io
import time

import pytest

DUV = ("compare-law", "--concept", "duv-immersion", "--between", "US,JP,NL,CN")


def test_one_concept_as_text(run):
    found = run(*DUV, "--on", "2024-12-02")
    assert found.code == 0
    assert "license: overlay on one chuck at most 1.50 nm [3B001.f.1.b]" in found.flat
    assert "listed: overlay on one chuck over 1.50 and at most 2.40 nm [3B993.f.1]" in found.flat
    assert "US |########--------.......|" in found.out
    assert "JP |################.......|" in found.out
    assert "2023-07-23 (-117)" in found.out
    assert "[15 CFR 742.4(a)(4)] us.742.4.sme_set" in found.out
    assert "nl.2024.duv_second_band; unverified" in found.out
    assert "Its silence means nothing." in found.out


def test_the_whole_map_has_a_line_a_concept_and_is_quick(run):
    began = time.process_time()
    found = run("compare-law", "--between", "US,JP,NL,CN", "--on", "2026-11-22")
    assert time.process_time() - began < 20  # seconds, on a machine shared with others
    listed = run("compare-law", "--concepts")
    names = [line.split()[0] for line in listed.out.splitlines() if line.startswith("  ")]
    assert len(names) >= 40
    for name in names:
        assert f"\n{name} " in found.out
    assert f"Totals over {len(names)} concepts" in found.out
    assert "concepts " in found.out.splitlines()[-2]  # their hash


def test_totals_alone(run, data):
    words = ("compare-law", "--between", "US,JP", "--on", "2026-11-22", "--totals")
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").out)))
    [_, japan] = data(*words)["totals"]
    assert rows[1]["median_days_after"] == str(japan["median_days_after"])
    assert sum(japan["counts"].values()) == japan["concepts"]
    assert 0 < japan["came_first"] < japan["dated_concepts"] <= japan["concepts"]


def test_what_is_not_known_is_said_in_words(run):
    found = run(
        "compare-law", "--concept", "vacuum-reflow", "--between", "US,CN", "--on", "2026-11-22"
    )
    assert "no line of this law is known for it, and its list was not read in full" in found.flat
    found = run("compare-law", "--concept", "resist", "--between", "US,JP", "--on", "2026-11-22")
    assert "as described, with declared class 3C002.a: license" in found.flat


def test_csv_has_a_row_a_concept_and_sovereign(run):
    found = run(*DUV, "--on", "2023-10-01", "--csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert [row["sovereign"] for row in rows] == ["US", "JP", "NL", "CN"]
    dutch = rows[2]
    assert dutch["first_controlled"] == "2023-09-01"
    assert dutch["relation"] == "wider"
    assert "overlay on one chuck at most 1.50 nm" in dutch["regions"]
    assert "Stcrt. 2023-18212" in dutch["citations"]
    assert rows[3]["relation"] == "none named"
    assert [row["standing"] for row in rows] == [
        "read", "read", "read", "none named, list not read in full",
    ]  # fmt: skip


def test_json_has_cells_lines_and_products(data):
    found = data("compare-law", "--concept", "ai-chip", "--between", "US,JP", "--on", "2026-11-22")
    assert [line["sovereign"] for line in found["lines"]] == ["US", "JP"]
    japan = found["lines"][1]
    assert japan["relation"] == "narrower"
    assert japan["days_after"] == 950
    assert any(each["between"] for each in found["products"])
    assert found["axes"][0]["fact"] == "total_processing_performance"
    assert set(found["hashes"]) == {"law", "concepts", "catalogue", "code"}


def test_concepts_are_listed(run, data):
    assert "duv-immersion" in run("compare-law", "--concepts").out
    found = data("compare-law", "--concepts")
    assert {"concept", "group", "title", "plain", "sovereigns"} == set(found[0])


@pytest.mark.parametrize(("words", "said"), [
    (("--concept", "duv-imersion"), "Did you mean duv-immersion?"),
    (("--between", "US,XX"), "'XX' is no sovereign of this book"),
    (("--between", "US"), "at least two"),
    (("--csv", "--json"), "exclude each other"),
    (("--totals", "--concept", "gallium"), "leave out --concept"),
    (("--on", "soon"), "is no date"),
])  # fmt: skip
def test_bad_input(run, words, said):
    found = run("compare-law", *words)
    assert found.code == 2
    assert said in found.err
