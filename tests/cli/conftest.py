"""Run a command in this process, or as the program that a user starts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from licet.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def one_library(monkeypatch, library):
    """Commands in this process share the library that the session has opened."""
    from licet.pack import store

    really = store.open_library
    monkeypatch.setattr(store, "open_library", lambda law=None: really(law) if law else library)


@pytest.fixture
def run(capsys):
    """``run("chips", "h200")`` gives the exit code and what stood on both outputs."""

    def command(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:  # argparse ends a program on its own
            code = stopped.code
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err, flat=" ".join(out.split()))

    return command


@pytest.fixture
def data(run):
    """The same with ``--json``: what standard output held, read back."""

    def command(*words):
        found = run(*words, "--json")
        assert found.err == ""
        return json.loads(found.out)

    return command


@pytest.fixture
def program():
    """The real program in a process of its own; ``typed`` goes to its standard input."""

    def command(*words, typed=b""):
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
        line = [sys.executable, "-m", "licet.cli.main", *map(str, words)]
        return subprocess.run(  # noqa: S603 - our own program
            line, input=typed, capture_output=True, env=env, check=False
        )

    return command
