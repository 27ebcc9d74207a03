"""The README's table: every command in it prints the answer beside it, today as well."""

import re
import shlex
from pathlib import Path

import pytest

from licet.cli.main import main

README = Path(__file__).parents[2] / "README.md"
VARIABLES = dict(
    re.findall(r"^([A-Z0-9]+)=(\S+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
)
ROWS = re.findall(
    r"^\|[^|]*\| `sh run ([^`]*--brief)` \| ([^|]*) \|$",
    README.read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_table_holds_every_question_of_the_first_issue():
    asked = " ".join(command for command, _ in ROWS)
    for product in (
        "h200",
        "h20 ",
        "rtx-4090 ",
        "rtx-4090-d",
        "a800",
        "l4",
        "mi325x",
        "b200",
        "910c",
        "tpu-v1",
    ):
        assert product in asked, product


@pytest.mark.parametrize(("command", "answer"), ROWS, ids=[command for command, _ in ROWS])
def test_a_command_of_the_readme_prints_the_answer_beside_it(command, answer, capsys):
    words = [VARIABLES.get(word.lstrip("$"), word) for word in shlex.split(command)]
    main(words)
    lines = capsys.readouterr().out.splitlines()
    found = dict.fromkeys(line.split(": ", 1)[1] for line in lines)
    assert list(found) == answer.strip().split("<br>")
