"""The table of the page of worked answers: which law asks for something, of each file of examples."""

from pathlib import Path

import pytest

from utils.refresh_examples import day_of, row_of_file

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "worked-answers.md").read_text(encoding="utf-8")
FILES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_table_says_which_law_asks(path):
    assert row_of_file(path.name, day_of(PAGE)) in PAGE.splitlines()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_page_speaks_of_every_file(path):
    assert PAGE.count(path.stem) > 1
