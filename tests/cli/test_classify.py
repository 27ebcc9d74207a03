"""``licet classify``: figures in, arithmetic and entry out."""


def test_the_arithmetic_is_printed(run):
    found = run("classify", "--tops", 989, "--bits", 16, "--die-area", 814)
    assert found.code == 0
    assert "TPP = 989 x 16 = 15,824" in found.out
    assert "performance density = 15,824 / 814 = 19.4398" in found.out
    assert "US: 3A090.a" in found.out


def test_the_highest_of_several_precisions_counts(run):
    found = run("classify", "--tops", 242, "--bits", 8, "--tops", 121, "--bits", 16, "--tops", 30,
                "--bits", 32, "--on", "2026-01-01")  # fmt: skip
    assert "TPP = 242 x 8 = 1,936, the highest of 3 precisions" in found.out


def test_distances_stand_in_units_and_percent(run):
    found = run("classify", "--tpp", 4799, "--not-datacenter", "--planar")
    assert "-1" in found.out
    assert "-0.0208 %" in found.out
    assert "3A991.p" in found.out


def test_what_is_missing_is_asked_for(run):
    found = run("classify", "--tpp", 2500)
    assert "open" in found.out
    assert "What is missing:" in found.out
    assert "[designed_or_marketed_for_datacenter]" in found.flat


def test_the_note_that_decides_is_named(run):
    found = run("classify", "--tpp", 4000, "--not-datacenter")
    assert "yes Chips not made for data centres" in found.flat


def test_memory_and_computers_have_entries_of_their_own(run):
    memory = run("classify", "--hbm-bandwidth", 1229, "--package-area", 110)
    assert "3A090.c" in memory.out
    server = run("classify", "--kind", "computer", "--contains", "a")
    assert "US: 4A090.a" in server.out
    assert "5A992.z.1" in server.out


def test_the_law_of_the_date_is_used(data):
    chip = ["classify", "--tpp", 5000, "--io", 600]
    assert data(*chip, "--on", "2023-01-01")["sovereigns"][0]["entry"] == "3A090"
    assert data(*chip, "--on", "2024-01-01")["sovereigns"][0]["entry"] == "3A090.a"


def test_any_fact_of_the_item_may_be_set(data):
    found = data("classify", "--set", "total_processing_performance=4800")
    assert found["sovereigns"][0]["entry"] == "3A090.a"
    assert found["facts"]["total_processing_performance"] == "4,800"


def test_ranges_are_understood(data):
    assert data("classify", "--tpp", ">= 5000")["sovereigns"][0]["entry"] == "3A090.a"
    assert data("classify", "--tpp", "[4700, 4900]")["sovereigns"][0]["entry"] is None


def test_nothing_stated_is_open_and_no_error(run):
    found = run("classify")
    assert found.code == 0
    assert "open" in found.out
