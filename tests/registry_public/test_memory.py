"""However long the log, publishing it and handing it out takes the same memory."""

import json
import subprocess
import sys

from tests.conftest import ROOT


def test_memory_does_not_grow_with_the_log(tmp_path):
    command = [sys.executable, "-m", "tests.registry_public.peaks", tmp_path, "5", "160", "320"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    _warm, few, many = json.loads(done.stdout)
    assert many[0] == 2 * few[0] > 400  # the first few hundred entries fill what is read at once
    for one, other in zip(few[1], many[1], strict=True):
        assert other < 1.3 * one + 100_000
