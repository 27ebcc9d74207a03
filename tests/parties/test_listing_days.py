"""By name, on the lists that ship: the Entity List before, on and after the day of listing, and owners."""

import json
from datetime import date, timedelta

import pytest

from licet.cli.decide import main

pytest.importorskip("licet.lists.shelf")
pytest.importorskip("licet.screen.screener")


@pytest.fixture(autouse=True)
def _no_lists_of_its_own(tmp_path, monkeypatch):
    """A home without lists, so that those that ship are searched."""
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    monkeypatch.delenv("LICET_DATABASE", raising=False)


def asked(capsys, day, *words):
    """The JSON answer of US law to an item of no entry, and the exit code."""
    code = main(
        ["--class", "EAR99", "--to", "CN", "--sovereign", "US", "--on", str(day), "--json", "--due-care", *words]
    )  # fmt: skip
    return json.loads(capsys.readouterr().out), code


def firm(name):
    return ("--party", f"role=end_user,name={name},country=CN,headquarters=CN,parent=CN")


LISTED = [
    ("Huawei Technologies Co., Ltd.", date(2019, 5, 16)),
    ("Semiconductor Manufacturing International Corporation", date(2020, 12, 18)),
    ("SMIC", date(2020, 12, 18)),
    ("Yangtze Memory Technologies Co., Ltd.", date(2022, 12, 16)),
    ("YMTC", date(2022, 12, 16)),
    ("Shanghai Biren Intelligent Technology Co., Ltd.", date(2023, 10, 17)),
    ("Inspur (Beijing) Electronic Information Industry Co., Ltd.", date(2025, 3, 25)),
    ("Inspur Electronic Information Industry Co., Ltd.", date(2025, 3, 25)),
    ("Inspur Electronic Information (Hong Kong) Co., Ltd.", date(2025, 3, 25)),
    ("Inspur (HK) Electronics Co., Ltd.", date(2025, 3, 25)),
    ("Inspur Software Co., Ltd.", date(2025, 3, 25)),
    ("Inspur Taiwan", date(2025, 3, 25)),
    ("Sophgo Technologies Ltd.", date(2025, 1, 16)),
]


@pytest.mark.parametrize(("name", "since"), LISTED)
def test_the_entity_list_binds_a_name_from_the_day_of_its_listing(capsys, name, since):
    place = "HK" if "(Hong Kong)" in name or "(HK)" in name else "TW" if "Taiwan" in name else "CN"
    party = ("--party", f"role=end_user,name={name},country={place},headquarters=CN,parent=CN")
    for day, binds in ((since - timedelta(1), False), (since, True), (since + timedelta(1), True)):
        found, code = asked(capsys, day, *party)
        [answer] = found["answers"]
        taken = [
            h
            for h in found["screening"]["hits"]
            if h["standing"] == "taken" and h["entry"]["list"] == "US-EL"
        ]
        assert bool(taken) is binds, day
        assert (
            "entity_list" in answer["grounds"] and answer["license_required"] is True
        ) is binds, day
        assert (code == 12) is binds


@pytest.mark.parametrize(
    "name",
    [
        "ChangXin Memory Technologies", "CXMT", "ChangXin Memory Technologies, Inc.",
        "Advanced Micro-Fabrication Equipment Inc. China", "AMEC",
        "Hua Hong Semiconductor Limited", "Shanghai Huali Microelectronics Corporation",
    ],
)  # fmt: skip
def test_cxmt_amec_and_hua_hong_are_on_no_entity_list(capsys, name):
    found, _ = asked(capsys, date(2026, 7, 31), *firm(name))
    taken = {h["entry"]["list"] for h in found["screening"]["hits"] if h["standing"] == "taken"}
    assert "US-EL" not in taken
    assert found["answers"][0]["license_required"] is not True


def test_a_hit_by_name_is_shown_with_entry_edition_and_reason_and_the_warning_once(capsys):
    main(
        ["--class", "EAR99", "--to", "CN", "--on", "2026-02-01", *firm("YMTC"), "--sovereign", "US"]
    )
    printed = " ".join(capsys.readouterr().out.split())
    assert "TAKEN as listed, because the name is the published “YMTC”" in printed
    assert "US-EL:yangtze-memory-technologies-co-ltd, since 2022-12-16" in printed
    assert "Searched:" in printed
    assert printed.count("a snapshot of parts of lists") == 1


def test_without_screening_the_answer_says_so(capsys):
    found, _ = asked(capsys, date(2026, 2, 1), *firm("YMTC"), "--no-screening")
    assert found["screening"]["off"] == "since --no-screening was given"
    assert found["answers"][0]["license_required"] is False  # due care alone, as before


def test_a_chinese_name_is_open_and_no_license_is_settled(capsys):
    found, code = asked(capsys, date(2026, 2, 1), *firm("华为技术有限公司"))
    assert {h["standing"] for h in found["screening"]["hits"]} <= {"open", "taken"}
    assert code in (12, 14)


# -- owners by name, through the three states of the affiliates rule ---------------------------

STATES = [
    (date(2025, 9, 28), "no_requirement_found"),
    (date(2025, 9, 29), "license_required"),
    (date(2025, 11, 9), "license_required"),
    (date(2025, 11, 10), "suspended_revives_on"),
    (date(2026, 11, 9), "suspended_revives_on"),
    (date(2026, 11, 22), "stale_law"),
]


def transfer_file(tmp_path, day, share, owner="Yangtze Memory Technologies Co., Ltd."):
    file = tmp_path / "firm.yaml"
    file.write_text(
        f"""on: '{day}'
kind: export
from: US
to: CN
item: {{name: part, ownclass: EAR99}}
parties:
- role: end_user
  name: Lens Works Nine
  country: CN
  headquarters: CN
  ultimate_parent_headquarters: CN
  owners:
  - {{name: '{owner}', pct: {share}}}
end_use: {{no_knowledge_beyond_stated: yes}}
""",
        "utf-8",
    )
    return file


@pytest.mark.parametrize("share", ["49.99", "50", "100"])
@pytest.mark.parametrize(("day", "status"), STATES)
def test_the_affiliates_rule_takes_a_listed_owner_by_name(capsys, tmp_path, day, status, share):
    main([str(transfer_file(tmp_path, day, share)), "--sovereign", "US", "--json"])
    found = json.loads(capsys.readouterr().out)
    [answer] = found["answers"]
    caught = share != "49.99"
    assert answer["status"] == (status if caught else "no_requirement_found")
    owner = next(
        h
        for h in found["screening"]["hits"]
        if h["entry"]["list"] == "US-EL" and h["standing"] == "taken"
    )
    assert owner["owner"] == 0
    alerts = {a["code"] for a in answer["alerts"] if a["holds"]}
    assert ("listed_owner" in alerts) is (day >= date(2025, 9, 29))
    assert ("rf_29" in alerts) is (caught and day >= date(2025, 9, 29))
    assert not found["passes"]


@pytest.mark.parametrize("share", ["49.99", "50"])
@pytest.mark.parametrize(("day", "status"), STATES[1::3])
def test_a_graph_of_ownership_gives_the_same(capsys, tmp_path, day, status, share):
    pytest.importorskip("licet.ownership.facts")
    stakes = tmp_path / "stakes.csv"
    stakes.write_text(
        "owner,owned,share,owner_name,owned_name\n"
        f'Y,F,{share},"Yangtze Memory Technologies Co., Ltd.",Lens Works Nine\n',
        "utf-8",
    )
    found, _ = asked(capsys, day, *firm("Lens Works Nine"), "--ownership", str(stakes))
    expected = status if share != "49.99" else "no_requirement_found"
    assert found["answers"][0]["status"] == expected
    assert not found["passes"]


def test_an_owner_of_a_like_name_leaves_the_share_open(capsys, tmp_path):
    file = transfer_file(tmp_path, date(2025, 10, 15), "60", "Yangtze Memory Technology Holdings")
    main([str(file), "--sovereign", "US", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "unknown_need_facts"
    asked_of = [q["question"] for q in found["questions"]]
    assert any(
        q.startswith("Is the owner “Yangtze Memory Technology Holdings” the listed")
        for q in asked_of
    )
