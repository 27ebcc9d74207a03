"""``licet ownership``: from a file on disk to sums, trees and pictures."""

import json
import xml.etree.ElementTree as ET

import pytest

STAKES = """owner,owned,interest,share,source,said,confidence,owner_name,owned_name,owned_country,owned_headquarters,owner_ids
alpha,beta,shares,60,register,2025-01-01,high,Alpha Corp,Beta Ltd,CN,CN,LEI:5493001KJTIIGC8Y1R12
alpha,gamma,shares,25,annual report,2025-03-01,high,,Gamma Ltd,MY,,
beta,gamma,shares,25,annual report,2025-03-01,high,,,,,
omega,gamma,shares,"[40, 50]",press,,low,Omega Fund,,,,
omega,delta,shares,?,press,,low,,Delta Sdn Bhd,MY,MY,
alpha,delta,shares,"[20, 55]",press,,low,,,,,
"""
LISTED = """key,list,name,since,policy
LEI:5493001KJTIIGC8Y1R12,US-EL,ALPHA CORPORATION,2020-05-15,policy_of_denial
nobody,US-EL,Nobody,2020-05-15,
"""


@pytest.fixture
def files(tmp_path):
    stakes, listed = tmp_path / "stakes.csv", tmp_path / "listed.csv"
    stakes.write_text(STAKES)
    listed.write_text(LISTED)
    return stakes, listed


def test_check_lists_whom_listed_owners_restrict_and_what_was_searched(run, files):
    stakes, listed = files
    found = run("ownership", "check", stakes, "--listed", listed, "--on", "2025-10-15")
    assert found.code == 12
    assert "1 listed; 2 restricted by ownership; 1 cannot be excluded" in found.flat
    assert "Beta Ltd certain 60 % Alpha Corp" in found.flat
    assert "Searched on 2025-10-15: stakes: 6 records in" in found.flat
    assert (
        "1 listed parties are not in the ownership file by key or identifier: nobody." in found.flat
    )
    assert "Its silence means nothing" in found.out
    assert "clear" not in found.out


def test_check_one_party_shows_the_sums(run, data, files):
    stakes, listed = files
    words = ("ownership", "check", stakes, "--listed", listed, "--party", "gamma")
    found = run(*words, "--on", "2026-11-22")
    assert found.code == 16
    assert "25 % + 25 % = 50 %. The line is 50 % or more of the shares: met." in found.flat
    assert "By its text in force again since 2026-11-10" in found.flat
    assert "Terms that govern: those of ALPHA CORPORATION (US-EL): policy of denial." in found.flat
    told = data(*words, "--on", "2025-12-01")
    (rule,) = told["rules"]
    assert (rule["regime"], rule["state"], rule["binds"]) == ("BIS", "suspended", False)
    assert rule["parties"][0]["steps"][1]["sum_pct"] == {"low": "50", "high": "50"}


@pytest.mark.parametrize(
    ("party", "code"), [("alpha", 12), ("beta", 12), ("delta", 14), ("omega", 3)]
)
def test_the_exit_code_is_the_strictest_finding_and_never_nought(run, files, party, code):
    stakes, listed = files
    words = ("ownership", "check", stakes, "--listed", listed, "--on", "2025-10-15")
    assert run(*words, "--party", party).code == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2025-09-28", 3),
        ("2025-09-29", 12),
        ("2025-11-09", 12),
        ("2025-11-10", 15),
        ("2026-11-09", 15),
        ("2026-11-10", 16),
    ],
)
def test_a_rule_that_does_not_bind_for_sure_gives_its_own_code(run, files, day, code):
    stakes, listed = files
    words = ("ownership", "check", stakes, "--listed", listed, "--on", day)
    assert run(*words, "--party", "beta").code == code
    assert run(*words, "--party", "alpha").code == 12


def test_a_firm_that_the_rule_does_not_speak_of_is_told_and_not_caught(run, tmp_path):
    stakes = tmp_path / "stakes.csv"
    stakes.write_text("owner,owned,share,owned_country\na,b,100,US\nb,c,100,MY\n")
    words = ("ownership", "check", stakes, "--entry", "a=US-EL", "--on", "2025-10-15")
    found = run(*words, "--party", "b")
    assert found.code == 3
    assert "the rule does not speak of firms registered in US" in found.flat
    assert run(*words, "--party", "c").code == 12


def test_rules_may_be_named_and_all_are_tried_where_no_list_counts(run, data, files):
    stakes, _ = files
    words = (
        "ownership",
        "check",
        stakes,
        "--entry",
        "alpha=UK-SL@2022-01-01",
        "--on",
        "2025-10-15",
    )
    assert [each["regime"] for each in data(*words)["rules"]] == ["UK"]
    assert [each["regime"] for each in data(*words, "--regime", "EU")["rules"]] == ["EU"]
    found = run(*words, "--regime", "OFACC")
    assert found.code == 2
    assert "Did you mean OFAC?" in found.err


def test_show_tells_owners_parent_and_seats(run, data, files):
    stakes, listed = files
    words = ("ownership", "show", stakes, "gamma", "--listed", listed, "--on", "2025-10-15")
    found = run(*words)
    assert found.code == 0
    assert "registered in MY" in found.flat
    assert "head office in a place not known" in found.flat
    assert "|-- 25 %: Alpha Corp [on US-EL]" in found.flat
    told = data(*words)
    assert told["owned_by_listed_pct_on_this_data"] == "50"
    assert told["ultimate_parent"]["key"] is None
    assert [each["key"] for each in told["owners"]] == ["alpha", "beta"]


def test_a_party_is_named_by_its_identifier_too(run, files):
    stakes, _ = files
    assert "Alpha Corp on" in run("ownership", "show", stakes, "LEI:5493001KJTIIGC8Y1R12").out


def test_chart_writes_a_picture(run, files, tmp_path):
    stakes, listed = files
    out = tmp_path / "gamma.svg"
    assert run("ownership", "chart", stakes, "gamma", "--listed", listed, "--svg", out).code == 0
    root = ET.fromstring(out.read_text("utf-8"))  # noqa: S314 - our own file
    assert root.tag.endswith("svg")


def test_convert_goes_to_statements_and_back(run, files, tmp_path):
    stakes, _ = files
    there, back = tmp_path / "stakes.json", tmp_path / "back.csv"
    assert run("ownership", "convert", stakes, there, "--on", "2026-01-15").code == 0
    statements = json.loads(there.read_text())
    assert {each["recordType"] for each in statements} == {"entity", "relationship"}
    assert all(32 <= len(each["statementId"]) <= 64 for each in statements)
    assert run("ownership", "convert", there, back).code == 0
    first = run("ownership", "check", stakes, "--entry", "alpha=US-EL", "--json").out
    again = run("ownership", "check", back, "--entry", "alpha=US-EL", "--json").out
    found = [
        [(each["party"], each["found"]) for each in json.loads(text)["rules"][0]["parties"]]
        for text in (first, again)
    ]
    assert found[0] == found[1]


def test_rules_prints_every_rule_of_a_day(run, data):
    assert "UK: more than 50 % of the shares" in run("ownership", "rules").flat
    found = {
        each["regime"]: each for each in data("ownership", "rules", "--on", "2023-01-01")["rules"]
    }
    assert found["BIS"]["state"] == "not_in_force"
    assert found["EU"]["asks"].startswith("more than 50 %")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("chek",), "'chek' is no known action. Did you mean check"),
        (("show", "nowhere.csv", "x"), "nowhere.csv: the file cannot be read"),
        (("convert", "{stakes}", "out.txt"), "name the form of out.txt"),
        (
            ("show", "{stakes}", "gama"),
            "'gama' is no known party of the ownership file. Did you mean gamma",
        ),
        (("check", "{stakes}", "--entry", "alpha"), "'alpha' is no entry; write it as KEY=US-EL"),
        (("check", "{stakes}", "--entry", "alpha=US-EL@2020-99-99"), "is no date"),
        (("check", "{stakes}", "--listed", "{stakes}"), "no table of listed parties"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, files, words, says):
    found = run("ownership", *(each.format(stakes=files[0]) for each in words))
    assert found.code == 2
    assert says in found.err


NAMED = """owner,owned,share,owner_name,owned_name,owner_country
a,b,60,"Yangtze Memory Technologies Co., Ltd.",Quiet Firm,CN
c,d,60,Biren,Second Firm,MY
"""


def test_without_listed_parties_the_shelf_of_the_day_is_used(run, tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    stakes = tmp_path / "named.csv"
    stakes.write_text(NAMED)
    found = run("ownership", "check", stakes, "--on", "2025-10-15")
    assert found.code == 12
    assert "Quiet Firm certain 60 %" in found.flat
    assert "a is taken for US-EL:yangtze-memory-technologies-co-ltd" in found.flat
    assert "c has the name of US-EL:" in found.flat, "another country: not taken"
    assert "Second Firm certain" not in found.flat
    assert "a snapshot of parts of lists" in found.flat
    assert run("ownership", "check", stakes, "--on", "2022-12-15").code == 3


def test_a_publishers_list_gives_the_listed_parties(run, tmp_path):
    stakes, listed = tmp_path / "named.csv", tmp_path / "list.jsonl"
    stakes.write_text(NAMED)
    listed.write_text(
        '{"list": "US-EL", "id": 1, "name": "Biren", "country": "my", "aliases": ["B"]}\n'
    )
    found = run("ownership", "check", stakes, "--listed", listed, "--on", "2025-10-15")
    assert "Second Firm certain 60 %" in found.flat
