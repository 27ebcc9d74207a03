"""The files of examples/public-log are what the tests' own writer writes."""

import pytest

from licet_verify.command import main
from tests.verify.samples import FOLDER, samples


@pytest.mark.parametrize("name", samples())
def test_a_sample_is_as_it_is_written(name):
    assert (FOLDER / name).read_bytes() == samples()[name], "run python -m tests.verify.samples"


def test_what_each_sample_is_for(capsys):
    def run(name, *words):
        code = main([str(FOLDER / name), "--key", str(FOLDER / "log.vkey"), *words])
        return code, capsys.readouterr().out

    witness = ("--witness", str(FOLDER / "witness.vkey"), "--witnesses", "1")
    assert run("register.licetlog", *witness)[0] == 0
    assert "entry 9" in run("cut.licetlog")[1]
    assert run("rewritten.licetlog")[0] == 0
    assert "too_few_witnesses" in run("rewritten.licetlog", *witness)[1]
    assert "fork" in run("rewritten.licetlog", "--kept", str(FOLDER / "kept-in-february"))[1]
