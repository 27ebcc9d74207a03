"""``compare``, ``history`` and ``alternatives``, as a user reads them and as data."""

from datetime import date

CLOUD = "role=end_user,country=MY,headquarters=MY,parent=CN"


def test_compare_says_what_changed_and_which_rule_did_it(run):
    found = run("compare", "nvidia-l4", "--to", "CN", "--on", "2023-11-16", "--on", "2023-11-17")
    assert found.code == 0
    assert "Classification: 3A991.p -> 3A090.a" in found.flat
    assert "us.742.6.a6iii.destination" in found.out
    assert "88 FR 73458" in found.out


def test_compare_takes_the_dates_in_either_order(data):
    days = ["--on", "2026-01-14", "--on", "2026-01-15"]
    there = data("compare", "mi325x", "--to", "CN", *days)
    assert there == data("compare", "mi325x", "--to", "CN", *days[2:], *days[:2])
    assert there["before"]["on"] == "2026-01-14"


def test_compare_takes_up_the_letter_that_binds_the_exporter(data):
    days = ["--on", "2025-04-08", "--on", "2025-04-15"]
    bound = data("compare", "h20", "--to", "CN", "--exporter", "NVIDIA", *days)
    assert bound["after"]["status"] == "license_required"
    assert "us.letter.nvidia_2025" in {event["subject"] for event in bound["causes"]}
    other = data("compare", "h20", "--to", "CN", "--exporter", "Some Reseller", *days)
    assert other["after"]["status"] != "license_required"


def test_compare_says_so_where_nothing_differs(run):
    found = run("compare", "l4", "--to", "CN", "--on", "2024-05-01", "--on", "2024-05-02")
    assert "Nothing that Licet tests differs" in found.out


def test_compare_reads_a_transfer_file(run, tmp_path):
    file = tmp_path / "deal.yaml"
    file.write_text(
        "kind: export\nfrom: US\nto: CN\nitem: {id: nvidia-l4, kind: integrated_circuit}\n"
    )
    found = run("compare", file, "--on", "2023-11-16", "--on", "2023-11-17")
    assert found.code == 0
    assert "3A090.a" in found.out


def test_history_of_h20_names_the_letter_for_nvidia_alone(data):
    anyone, nvidia = data("history", "nvidia-h20", "--to", "CN")
    assert anyone["exporter"] is None
    assert all(each["status"] != "license_required" for each in anyone["history"])
    assert nvidia["exporter"] == "NVIDIA"
    line = next(each for each in nvidia["history"] if each["from"] == "2025-04-09")
    assert line["status"] == "license_required"
    assert line["causes"][0]["subject"] == "us.letter.nvidia_2025"


def test_history_is_one_line_a_change_with_its_instrument(run):
    found = run("history", "nvidia-l4", "--to", "CN", "--exporter", "Some Reseller")
    lines = [line for line in found.out.splitlines() if line[:2] == "20"]
    days = [line[:10] for line in lines]
    assert days == sorted(days)
    assert {"2022-10-21", "2023-11-17"} < set(days)
    assert found.flat.count("<-") == len(lines) - 1
    assert "88 FR 73458" in found.flat


def test_history_keeps_to_its_span(data):
    found = data("history", "l4", "--to", "CN", "--exporter", "X", "--since", "2023-01-01",
                 "--until", "2023-12-31")  # fmt: skip
    assert [each["from"] for each in found["history"]] == ["2023-01-01", "2023-11-17"]


def test_history_with_nothing_in_its_span_says_so(run):
    found = run("history", "l4", "--to", "CN", "--since", "2024-01-01", "--until", "2023-01-01")
    assert found.code == 0
    assert "No day in this span" in found.out


def test_history_why_lists_every_rule(run):
    words = ["history", "l4", "--to", "CN", "--exporter", "X"]
    assert len(run(*words, "--why").out) > len(run(*words).out)
    assert "us.ccl.3A090.a" in run(*words, "--why").out


def test_days_to_come_are_set_apart(run):
    party = "role=end_user,country=SG,headquarters=SG"
    found = run("history", "l4", "--to", "SG", "--party", party)
    later = [line for line in found.out.splitlines() if line[:2] == "20"]
    if any(date.fromisoformat(line[:10]) > date.today() for line in later):
        assert "what follows stands in the texts" in found.out


def test_alternatives_come_nearest_first_with_what_they_need(data):
    _, sxm = data("alternatives", "nvidia-h200", "--to", "CN", "--on", "2026-02-01")
    found = [each["product"] for each in sxm["alternatives"]]
    assert "nvidia-h20-sxm-96gb" in found
    shares = [float(each["performance_share"][:-2]) for each in sxm["alternatives"]
              if each["performance_share"] != "?" and not each["missing"]]  # fmt: skip
    assert shares == sorted(shares, reverse=True)
    assert all(each["headline"] for each in sxm["alternatives"])


def test_alternatives_print_the_largest_chip_of_each_limb(run):
    found = run("alternatives", "nvidia-h200", "--to", "CN", "--on", "2026-02-01")
    for words in (
        "total processing performance under 1,600 TPP",
        "under 2,400 TPP and performance density under 3.2 TPP/mm2",
        "under 4,800 TPP and performance density under 1.6 TPP/mm2",
        "under 4,800 TPP (designed or marketed for datacenter: no)",
        "under 21,000 TPP and total dram bandwidth under 6,500 GB/s",
    ):
        assert words in found.flat


def test_alternatives_follow_the_parties(data):
    found = data(
        "alternatives", "nvidia-b200", "--to", "MY", "--on", "2026-02-01", "--party", CLOUD
    )
    assert found["status"] == "license_required"
    assert found["alternatives"]


def test_alternatives_where_nothing_is_milder(run):
    found = run("alternatives", "apple-m1", "--to", "CA", "--on", "2026-02-01", "--due-care")
    assert found.code == 0
    assert "No product of the catalogue meets a milder requirement" in found.out


def test_the_program_itself_prints_a_history(program):
    found = program("history", "nvidia-h20", "--to", "CN")
    assert found.returncode == 0
    assert found.stderr == b""
    assert b"2025-04-09" in found.stdout
