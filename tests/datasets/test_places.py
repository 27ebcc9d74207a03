"""Where data sets are found, and how plainly it is said when they are not."""

import json

import pytest

from licet.cli.main import main
from licet.datasets.catalogue import catalogue, dataset
from licet.datasets.places import MissingData, find, standing
from licet.errors import UnknownName
from tests.datasets.where import DATA, needs_data


def test_every_data_set_says_source_license_year_unit_and_how_to_get_it():
    for each in catalogue().values():
        assert all((each.title, each.source, each.license, each.year, each.unit, each.get)), each.id
        assert all(len(file.sha256) == 64 for file in each.files), each.id


def test_data_under_terms_of_others_is_never_committable():
    assert {key for key, each in catalogue().items() if each.committable} == {"protee-hs6", "broda-weinstein-hs3"}  # fmt: skip


def test_an_unknown_name_is_told_the_near_ones():
    with pytest.raises(UnknownName, match="eto-2022"):
        dataset("eto-2023")


def test_missing_data_says_which_from_where_and_how(tmp_path):
    with pytest.raises(MissingData) as error:
        find("eto-2022", tmp_path, {})
    said = str(error.value)
    assert all(part in said for part in ("eto-2022", str(tmp_path), "CC BY-NC 4.0", "LICET_DATA", "4ad9219"))  # fmt: skip


def test_nothing_named_and_nothing_installed_says_so():
    with pytest.raises(MissingData, match="no folder is named"):
        find("eto-2022", None, {})


def _put(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "protee_hs6_elasticity.csv.gz").write_text(text)


def test_the_named_folder_comes_before_the_environment(tmp_path):
    _put(tmp_path / "a" / "trade", "named")
    _put(tmp_path / "b" / "trade", "environment")
    environment = {"LICET_DATA": str(tmp_path / "b")}
    assert find("protee-hs6", tmp_path / "a", environment).files[0].read_text() == "named"
    assert find("protee-hs6", None, environment).files[0].read_text() == "environment"
    assert find("protee-hs6", tmp_path / "empty", environment).place.startswith("LICET_DATA")


def test_the_first_part_of_the_path_may_be_left_out(tmp_path):
    _put(tmp_path, "flat")
    assert find("protee-hs6", tmp_path, {}).files[0].parent == tmp_path


def test_a_wrong_hash_is_said_plainly_and_goes_along(tmp_path):
    _put(tmp_path, "something else")
    found = standing(dataset("protee-hs6"), tmp_path, {})
    assert found.state == "found, another copy"
    assert "is not the copy" in found.warnings[0]
    assert found.found.origins[0].known is False


def test_half_a_release_is_not_found(tmp_path):
    (tmp_path / "release_2022").mkdir()
    (tmp_path / "release_2022" / "inputs.csv").write_text("")
    with pytest.raises(MissingData):
        find("eto-2022", tmp_path, {})


@needs_data
def test_the_project_s_folder_holds_the_known_copies():
    for key, each in catalogue().items():
        if each.files and not each.package:
            assert find(key, DATA, {}).known, key


def test_the_verb_lists_them_all_and_shows_one(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("LICET_DATA", raising=False)
    _put(tmp_path, "something else")
    assert main(["datasets", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "found, another copy" in said
    assert "not found" in said
    assert main(["datasets", "protee-hs6"]) == 0
    assert "Etalab" in capsys.readouterr().out


def test_the_verb_gives_data(tmp_path, capsys):
    assert main(["datasets", "--json", "--data", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in told] == list(catalogue())
    assert {"license", "year", "unit", "committable", "sha256", "state", "get"} <= set(told[0])


def test_the_verb_refuses_a_name_that_is_none(capsys):
    assert main(["datasets", "nothing"]) == 2
    assert "is no known data set" in capsys.readouterr().err
