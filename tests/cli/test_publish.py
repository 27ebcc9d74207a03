"""``licet law export`` and ``licet law import`` as a user types them."""

import json

import pytest

from tests.conftest import MINI


@pytest.fixture
def exported(run, tmp_path):
    file = tmp_path / "law.json"
    assert run("law", "export", "--law", MINI, "-o", file).code == 0
    return file


def test_export_prints_what_it_writes(program, exported):
    printed = program("law", "export", "--law", MINI)
    assert printed.returncode == 0
    assert printed.stdout == exported.read_bytes()


def test_export_prints_the_schema(program):
    found = json.loads(program("law", "export", "--schema").stdout)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_what_is_imported_can_be_checked_and_decides(run, exported, tmp_path):
    folder = tmp_path / "again"
    found = run("law", "import", exported, "-o", folder)
    assert found.code == 0
    assert "as the file says" in found.out
    assert run("law", "check", folder, "--no-solver").code == 0
    assert run("law", "list", "--law", folder).code == 0
    assert run("law", "import", exported, "-o", folder).code == 2


def test_a_sovereign_of_the_book_is_exported_imported_and_asked(run, tmp_path):
    file, folder = tmp_path / "sg.json", tmp_path / "sg"
    assert run("law", "export", "--sovereign", "sg", "-o", file).code == 0
    assert run("law", "import", file, "-o", folder).code == 0
    asked = ["decide", "nvidia-h200-sxm-141gb", "--from", "SG", "--to", "CN", "--sovereign", "SG"]
    here = run(*asked)
    there = run(*asked, "--law", folder)
    assert there.code == here.code
    assert there.out.split("law ")[:-1] == here.out.split("law ")[:-1]


def test_findings_give_code_1_and_nothing_is_written(run, exported, tmp_path):
    data = json.loads(exported.read_text(encoding="utf-8"))
    data["provisions"][0]["colour"] = "red"
    exported.write_text(json.dumps(data), encoding="utf-8")
    found = run("law", "import", exported, "-o", tmp_path / "none", "--json")
    assert found.code == 1
    said = json.loads(found.out)
    assert said["findings"][0]["pointer"] == "/provisions/0/colour"
    assert said["written"] is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("typed", [b"", b"{", b"\xff", b"[" * 10_000])
def test_what_is_no_json_gives_code_2(program, typed):
    found = program("law", "import", "-", typed=typed)
    assert found.returncode == 2
    assert b"way out" in found.stdout
    assert b"Traceback" not in found.stderr


def test_a_file_that_is_not_there_is_one_sentence(run, tmp_path):
    for name in (tmp_path / "absent.json", tmp_path, "a\0b"):
        found = run("law", "import", name)
        assert found.code == 2
        assert "Traceback" not in found.err


def test_writing_and_only_checking_exclude_each_other(run, exported):
    assert run("law", "import", exported, "--check-only", "-o", "x").code == 2
