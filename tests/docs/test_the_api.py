"""The page on the API: its lines run as they stand, against a desk that was just opened."""

import doctest
import re
import subprocess
from pathlib import Path

import pytest

from licet.desk.app import make_app
from tests.browser.conftest import serving
from tests.installed import installed

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "the-api.md").read_text()
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def address(tmp_path_factory, library):
    home = tmp_path_factory.mktemp("api")
    with (
        installed(home, library) as service,
        serving(make_app(service)) as found,
    ):
        yield found


@pytest.mark.parametrize("number", range(len(SHELL)))
def test_the_lines_of_a_shell_work_as_they_stand(address, number):
    text = f"set -e\n{SHELL[number].replace('http://127.0.0.1:8787', address)}"
    ran = subprocess.run(  # noqa: S603 - the page's own lines
        ["/bin/sh", "-c", text], capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout


def test_the_lines_of_python_print_what_the_page_shows(address):
    for text in PYTHON:
        here = text.replace("http://127.0.0.1:8787", address)
        test = doctest.DocTestParser().get_doctest(here, {}, "the-api.md", "the-api.md", 0)
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        told = []
        assert runner.run(test, out=told.append).failed == 0, "".join(told)
