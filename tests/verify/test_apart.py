"""The verifier stands alone: the standard library, ``cryptography``, and nothing of Licet."""

import ast
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT

FILES = sorted((ROOT / "src" / "licet_verify").rglob("*.py"))
ALLOWED = sys.stdlib_module_names | {"cryptography", "licet_verify"}


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.stem)
def test_a_module_imports_nothing_else(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module]
        else:
            continue
        assert {name.split(".")[0] for name in names} <= ALLOWED


def test_it_runs_where_licet_cannot_be_imported():
    code = "import sys; sys.modules['licet'] = None; from licet_verify.command import main; sys.exit(main())"
    words = ["examples/public-log/register.licetlog", "--key", "examples/public-log/log.vkey"]
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        env={"PYTHONPATH": "src"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_wheel_carries_it():
    held = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "src/licet_verify" in held["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
