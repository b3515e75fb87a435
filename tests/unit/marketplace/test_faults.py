"""A fault ends the process where and when it was asked to, and nowhere else."""

import os
import subprocess
import sys

import pytest

from marketplace.faults import EXIT_CODE

PASSES = "from marketplace.faults import point\nfor number in range(3): print(number, flush=True); point('engine.here')"


@pytest.mark.parametrize(
    ("fault", "code", "passed"),
    [
        ("", 0, "0\n1\n2\n"),
        ("engine.here", EXIT_CODE, "0\n"),
        ("engine.here:3", EXIT_CODE, "0\n1\n2\n"),
        ("engine.here:4", 0, "0\n1\n2\n"),
        ("engine.elsewhere:1", 0, "0\n1\n2\n"),
    ],
)
def test_a_process_ends_at_the_asked_passage(fault: str, code: int, passed: str) -> None:
    environment = {**os.environ, "FAULT": fault}
    ended = subprocess.run([sys.executable, "-c", PASSES], env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (code, passed)
