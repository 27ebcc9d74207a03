"""Engines by name: what is said where one is not there, or is asked for what it does not do."""

import sys

import pytest

from licet.cli.main import main


@pytest.fixture
def transfers(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("to,item_kind\nCN,other\n")
    return str(path)


def test_without_spark_the_command_says_what_to_install(transfers, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)  # as Python has it of what is not there
    assert main(["batch", transfers, "--out", str(tmp_path / "out"), "--engine", "spark"]) == 2
    assert 'pip install "licet[spark]"' in capsys.readouterr().err


def test_a_master_without_spark_and_an_engine_of_no_name_are_refused(transfers, tmp_path, capsys):
    words = ["batch", transfers, "--out", str(tmp_path / "out.csv")]
    assert main([*words, "--master", "spark://head:7077"]) == 2
    assert "--engine spark" in capsys.readouterr().err
    assert main([*words, "--engine", "sparc"]) == 2
    assert "Did you mean spark?" in capsys.readouterr().err
