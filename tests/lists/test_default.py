"""The table that ships: its form, and what the law and the sheet say of it."""

import csv
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from licet.errors import InputError
from licet.lists.shelf import Shelf
from licet.lists.shipped import COLUMNS, read_shipped, shipped, warning_of

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "licet" / "lists" / "default"
HEAD = tomllib.loads((FOLDER / "chip_sector.toml").read_text("utf-8"))
DATA = (FOLDER / "chip_sector.csv").read_bytes()
ROWS = list(csv.DictReader(DATA.decode("utf-8").splitlines()))
LISTED = [row for row in ROWS if row["list"] == "US-EL"]
ENTRIES = {each.list: each.entries for each in shipped()}


def day(text):
    return date.fromisoformat(text)


def test_every_row_is_in_form():
    for row in ROWS:
        assert tuple(row) == COLUMNS
        assert all(cell == cell.strip() for cell in row.values()), row
        assert row["name"], row
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["key"]), row
        assert all(re.fullmatch("[A-Z]{2}", each) for each in row["countries"].split("|")), row
        assert row["confidence"] in HEAD["confidence"], row
        assert row["requirement"], row
        assert row["source"], row
        since = day(row["since"]) if row["since"] else None
        assert since is None or since <= HEAD["lists"][row["list"]]["as_of"], row
        assert not row["to"] or since < day(row["to"]), row
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert len(set(aliases)) == len(aliases), row
        assert row["name"] not in aliases, row
        assert "" not in aliases, row


def test_no_row_stands_twice():
    for key in (lambda row: (row["list"], row["key"]), lambda row: (row["list"], row["name"])):
        assert not [each for each, count in Counter(map(key, ROWS)).items() if count > 1]
    assert len(ROWS) == 462


def test_footnotes_are_told_for_the_entity_list_and_for_no_other():
    for row in ROWS:
        if HEAD["lists"][row["list"]].get("footnotes"):
            assert re.fullmatch(r"none|[1-5](\|[1-5])*", row["footnotes"]), row
        else:
            assert row["footnotes"] == "", row


def test_the_law_knows_every_list_of_the_table():
    text = "".join(path.read_text("utf-8") for path in (ROOT / "law").rglob("*.md"))
    known = set(re.findall(r"on_list\('([\w-]+)'", text))
    assert {row["list"] for row in ROWS} <= known


def policies():
    """Rows of the law's own tables of the Entity List, by name: each span of a policy in order."""
    found = {}
    for name in ("entity_list_footnotes", "entity_list_policies"):
        table = tomllib.loads((ROOT / "law" / "us" / "tables" / f"{name}.toml").read_text("utf-8"))
        for row in table["row"]:
            found.setdefault(row["name"], []).append(row)
    return found


def test_the_tables_of_the_law_join_by_name_day_and_footnote():
    named = {row["name"]: row for row in LISTED}
    for name, spans in policies().items():
        row = named[name]
        assert min(span["from"] for span in spans) == day(row["since"]), name
        numbers = {str(each) for span in spans for each in span.get("footnotes", ())}
        assert numbers == set(row["footnotes"].split("|")) - {"none"}, name


def test_every_tailored_policy_of_the_table_is_one_of_the_law():
    named = policies()
    for row in LISTED:
        if row["policy"] != "presumption of denial":
            assert any(span["value"] != "presumption_of_denial" for span in named[row["name"]]), row


def test_footnotes_are_as_many_as_the_sheet_counts():
    counts = Counter(
        (number, row["since"]) for row in LISTED for number in row["footnotes"].split("|")
    )
    assert sum(count for (number, _), count in counts.items() if number == "4") == 96
    assert sum(count for (number, _), count in counts.items() if number == "5") == 16
    for since, count in {
        "2022-12-16": 21, "2023-03-02": 6, "2023-06-12": 1, "2023-10-17": 13, "2025-01-16": 16,
        "2025-03-25": 12, "2025-09-12": 2,
    }.items():  # fmt: skip
        assert counts["4", since] == count, since


SIXTEEN = (
    "Chinese Academy of Sciences Institute of Microelectronics", "Fujian Jinhua",
    "Northern Integrated Circuit Technology Innovation Center", "PXW Semiconductor",
    "Semiconductor Manufacturing International Corporation (SMIC)", "SMIC Advanced Technology R&D",
    "Semiconductor Manufacturing International (Beijing)", "SMIC Northern", "Semiconductor Manufacturing South China",
    "Shanghai Integrated Circuit Equipment", "Shanghai Integrated Circuit Research and Development",
    "Pengxinxu", "Si'En", "SwaySure", "Wuhan Xinxin", "Zhangjiang Lab",
)  # fmt: skip


def test_the_sixteen_parties_of_footnote_5_are_these():
    marked = [row["name"] for row in LISTED if row["footnotes"] == "5"]
    for name in SIXTEEN:
        assert len([each for each in marked if name in each]) == 1, name


@pytest.mark.parametrize("name", ["ChangXin", "CXMT", "AMEC", "Micro-Fabrication", "Hua Hong", "HLMC", "Huali Micro"])  # fmt: skip
def test_who_is_not_on_the_entity_list_is_not_in_it(name):
    assert not [row for row in LISTED if name.lower() in f"{row['name']}|{row['aliases']}".lower()]


KNOWN = {
    "Huawei Technologies Co., Ltd. (Huawei)": "2019-05-16",
    "Semiconductor Manufacturing International Corporation (SMIC)": "2020-12-18",
    "Yangtze Memory Technologies Co., Ltd.": "2022-12-16",
    "Shanghai Biren Intelligent Technology Co., Ltd.": "2023-10-17",
    "Moore Thread Intelligent Technology (Beijing) Co., Ltd.": "2023-10-17",
    "Inspur Group Co., Ltd.": "2023-03-02",
    "Inspur Electronic Information Industry Co., Ltd.": "2025-03-25",
    "Inspur Taiwan": "2025-03-25",
    "Sophgo Technologies Ltd.": "2025-01-16",
}


@pytest.mark.parametrize(("name", "first"), KNOWN.items())
def test_a_known_listing_is_right_to_the_day(tmp_path, name, first):
    first = day(first)
    for when, stands in ((first.replace(day=first.day - 1), False), (first, True), (first.replace(day=first.day + 1), True)):  # fmt: skip
        (edition,) = (each for each in Shelf(tmp_path).on(when) if each.list == "US-EL")
        (found,) = (each for each in edition.entries if each.name == name)
        assert found.stands(when) is stands


def test_amec_left_the_1260h_list():
    (amec,) = (each for each in ENTRIES["US-1260H"] if "AMEC" in each.aliases)
    assert amec.stands(day("2024-12-17"))
    assert not amec.stands(day("2024-12-18"))


def test_huawei_bears_footnotes_1_and_2_wherever_it_stands():
    huawei = [each for each in ENTRIES["US-EL"] if "Huawei" in each.name]
    assert len(huawei) > 50
    assert {each.footnotes for each in huawei} == {frozenset({1, 2})}


def test_every_edition_carries_its_warning_and_none_is_called_current():
    for each in shipped():
        assert f"{len(each.entries)} parties" in each.snapshot
        assert str(each.as_of) in each.snapshot
    assert warning_of(shipped()[:1]) == (shipped()[0].snapshot,)
    assert warning_of(()) == ()
    assert "US-EL (404 parties, 2026-07-31)" in warning_of(shipped())[0]


@pytest.mark.parametrize(("harm", "said"), [
    ((b"list,key", b"list,keys"), "columns must be"),
    ((b"\nUS-UVL,", b"\nUS-UVX,"), "US-UVX"),
    ((b",2026-04-24,", b",2026-04-31,"), "not in form"),
    ((b",4,license", b",four,license"), "not in form"),
    ((b",medium\n", b",sure\n"), "confidence must be"),
])  # fmt: skip
def test_a_row_out_of_form_is_named(harm, said):
    assert harm[0] in DATA
    with pytest.raises(InputError, match=said):
        read_shipped(HEAD, DATA.replace(*harm))


REAL = ROOT.parent / "shared" / "data" / "lists" / "us_bis_entity_list.json.gz"


@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here; it is never shipped")
def test_footnotes_are_those_of_the_supplement_itself():
    from licet.lists.formats import read

    def bare(name):
        return re.sub(r"[^a-z0-9]", "", name.lower())

    printed = {}
    for entry in read(REAL.read_bytes(), file=REAL.name).entries:
        for name in entry.names:
            printed.setdefault(bare(name), []).append(entry.footnotes)
    found = [
        (each, printed[bare(each.name)]) for each in ENTRIES["US-EL"] if bare(each.name) in printed
    ]
    assert len(found) > 320
    assert not [(each.name, told) for each, told in found if each.footnotes not in told]
