"""``licet verify-letter`` on a file and on a code, with a store and without one."""

import pytest

from licet.cli.main import main


@pytest.fixture
def store(service, monkeypatch):
    monkeypatch.setenv("LICET_DATABASE", service.settings.database)


@pytest.fixture
def file(pdf, tmp_path):
    (tmp_path / "letter.pdf").write_bytes(pdf)
    return str(tmp_path / "letter.pdf")


@pytest.mark.usefixtures("store")
def test_a_genuine_letter_exits_with_0_and_says_what_was_compared(file, kept, capsys):
    assert main(["verify-letter", file]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Genuine.")
    assert "byte for byte" in said
    assert f"determination {kept.id} of this store" in said


@pytest.mark.usefixtures("store")
def test_a_changed_letter_exits_with_1(file, pdf, capsys):
    from pathlib import Path

    Path(file).write_bytes(pdf + b" ")
    assert main(["verify-letter", file]) == 1
    assert capsys.readouterr().out.startswith("Not genuine.")


def test_without_the_store_the_key_must_be_named_for_a_verdict(file, signed, capsys):
    assert main(["verify-letter", file, "--no-store"]) == 3
    assert main(["verify-letter", file, "--no-store", "--key", signed.public_key]) == 0
    assert "The key is the one that you named." in capsys.readouterr().out


@pytest.mark.usefixtures("store")
def test_a_code_is_looked_up_in_the_store(signed, capsys):
    assert main(["verify-letter", signed.code]) == 0
    assert main(["verify-letter", "0000-0000-0000-0000-0000"]) == 3
    assert main(["verify-letter", "0000", "--json"]) == 2
    assert "A code has 20" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_bad_input(capsys):
    assert main(["verify-letter", "nowhere.pdf"]) == 2
    assert "cannot be read" in capsys.readouterr().err
