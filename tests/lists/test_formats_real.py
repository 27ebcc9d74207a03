"""The readers on real files, where the folder of shared data stands beside the clone."""

import gzip
import io
import os
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from licet.errors import InputError
from licet.lists.formats import read, read_all

_PLACES = (
    Path(os.environ.get("LICET_SHARED", "")) / "data" / "lists",
    Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lists",
)
FOLDER = next((each for each in _PLACES if (each / "README.md").is_file()), None)
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no ../shared/data/lists beside the clone")
DAY = date(2026, 8, 22)


def data_of(name):
    return (FOLDER / name).read_bytes()


def every(name, **said):
    return {each.list: each for each in read_all(data_of(name), file=name, as_of=DAY, **said)}


def one(edition, name):
    return next(each for each in edition.entries if name in each.names)


COUNTS = {
    "us_bis_entity_list.json.gz": {"US-EL": 3409},
    "us_bis_meu.json.gz": {"US-MEU": 70},
    "us_bis_dpl.json.gz": {"US-DPL": 564},
    "us_ofac_nscmic.json.gz": {"US-NS-CMIC": 68},
    "us_ofac_eo14032_annex.json.gz": {"US-EO14032": 59},
    "us_dow_1260h.json.gz": {"US-1260H": 80},
    "us_dow_1286.json.gz": {"US-1286": 134},
    "us_dhs_uflpa.json.gz": {"US-UFLPA": 148},
    "us_cbp_wro.json.gz": {"US-WRO": 67},
    "us_fcc_covered.json.gz": {"US-FCC": 15},
    "us_state_nonproliferation.json.gz": {"US-ISN": 528},
    "us_state_debarred_statutory.json.gz": {"US-DTC-STAT": 779},
    "us_state_debarred_admin.json.gz": {"US-DTC-ADM": 8},
    "us_1260h_history_all_editions.csv.gz": {"US-1260H": 397},
    "us_section_1286_all_editions.csv.gz": {"US-1286": 443},
    "us_bis_mieu.csv.gz": {"US-MIEU": 13},
    "us_inksna.csv.gz": {"US-ISN": 28},
    "jp_meti_end_user_list_2025-09-29.json.gz": {"JP-EUL": 835},
    "jp_russia_export_ban_2025-09-12.txt.gz": {"JP-RU": 561},
    "jp_third_country_export_ban_2025-09-12.txt.gz": {"JP-THIRD": 56},
    "cn_mofcom_lists_2026-07.json.gz": {"CN-CONTROL": 139, "CN-UEL": 61, "CN-WATCH": 40},
    "cn_countermeasures.csv.gz": {"CN-AFSL": 226, "CN-CONTROL": 153, "CN-OTHER": 125, "CN-UEL": 66, "CN-WATCH": 40},
}  # fmt: skip
"""Those of the folder's README where it tells them, else of the rows in the file."""


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_file_gives_all_of_its_parties(name):
    made = every(name)
    assert {code: len(each.entries) for code, each in made.items()} == COUNTS[name]
    assert all(each.lost == 0 and each.sha256 and each.publisher for each in made.values())


def test_the_entity_list_has_its_footnotes_and_addresses():
    made = every("us_bis_entity_list.json.gz")["US-EL"]
    told = Counter(number for each in made.entries for number in each.footnotes or ())
    assert (told[4], told[5]) == (96, 16)
    assert sum(each.kind == "address" for each in made.entries) == 19
    assert sum(each.footnotes is None for each in made.entries) == 6
    assert one(made, "Tako LLC").addresses[0].startswith("17 Garegin")
    assert one(made, "Semiconductor Manufacturing International Corporation (SMIC)").footnotes == {5}
    assert sum(each.name == "Huawei Technologies Co., Ltd." for each in made.entries) == 1
    assert not any("ChangXin" in name for each in made.entries for name in each.names)


def test_the_sdn_files_are_joined():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in ("sdn", "alt", "add"):
            archive.writestr(f"{part}.csv", gzip.decompress(data_of(f"us_ofac_{part}_2021.csv.gz")))
    edition = read(made.getvalue(), file="sdn_2021-06-01.zip")
    assert (len(edition.entries), edition.as_of, edition.lost) == (8976, date(2021, 6, 1), 0)
    assert sum(bool(each.addresses) for each in edition.entries) == 6579
    assert sum(len(each.aliases) for each in edition.entries) > 11_900
    assert one(edition, "NATIONAL BANK OF CUBA").name == "BANCO NACIONAL DE CUBA"


def test_the_annexes_of_the_european_union():
    made = every("eu_833_2014_annexes_2026.csv.gz")
    assert {code: len(made[f"EU-833-{code}"].entries) for code in ("IV", "XIV", "XV", "III", "XLII")} == {
        "IV": 921, "XIV": 70, "XV": 32, "III": 5, "XLII": 633,
    }  # fmt: skip
    found = one(made["EU-833-IV"], "JSC Sirius")
    assert found.since == date(2014, 9, 12)
    assert [each.kind for each in found.identifiers] == ["INN"]
    assert sum(bool(each.native) for each in made["EU-833-IV"].entries) >= 815


def test_names_in_other_scripts_are_found():
    made = every("jp_meti_end_user_list_2025-09-29.json.gz")["JP-EUL"]
    # The folder's README counts 221 in the rows that had a name; some of ours were in the country.
    assert sum(bool(each.native) for each in made.entries) >= 215
    assert all(each.countries for each in made.entries)
    assert one(made, "Karat Industry Co., Ltd.").countries == ("CN",)
    russia = every("jp_russia_export_ban_2025-09-12.txt.gz")["JP-RU"]
    assert one(russia, "GRU").name == "Main Intelligence Directorate"
    assert russia.as_of == date(2025, 9, 12)


def test_the_history_of_1260h_answers_for_a_day():
    made = every("us_1260h_history_all_editions.csv.gz")["US-1260H"]
    ended = [each for each in made.entries if each.to]
    assert len(ended) == 21
    found = one(made, "Fujian Torch Electron Technology Co., Ltd.")
    assert found.stands(date(2024, 1, 30))
    assert not found.stands(date(2024, 1, 31))
    assert any(each.stands(date(2026, 8, 1)) for each in made.entries if "CXMT" in each.names)


def test_the_house_form_holds_every_list():
    made = every("parties.jsonl.gz")
    assert sum(len(each.entries) for each in made.values()) == 17_382
    assert {code: len(made[code].entries) for code in ("US-EL", "US-NS-CMIC", "CN-CONTROL")} == {
        "US-EL": 3409, "US-NS-CMIC": 68, "CN-CONTROL": 139,
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_a_real_file_cut_short_is_never_read_as_whole(name):
    """JSON and packed files tell; a table of lines does not always, and may lose its end."""
    packed = data_of(name)
    whole = gzip.decompress(packed)
    for share in (0.3, 0.77, 0.999):
        with pytest.raises(InputError):
            read_all(packed[: int(len(packed) * share)], file=name, as_of=DAY)
        if ".json" in name:
            with pytest.raises(InputError):
                read_all(whole[: int(len(whole) * share)], file=name, as_of=DAY)


def test_files_that_are_no_list_are_refused():
    for name in ("us_ofac_alt_2021.csv.gz", "us_ofac_add_2021.csv.gz", "us_fcc_covered_table.csv.gz"):
        with pytest.raises(InputError):
            every(name)
