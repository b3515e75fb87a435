"""Crash points: everything a freelancer does, ended at every named moment, and started again."""

import json
import os
import re
import subprocess
import sys

from tests.bench.programs import ROOT
from tests.scorecard.card import Outcome, Row

NAMED = re.compile(r'faults\.point\("([\w.]+)"\)')
OVER_THE_NETWORK = {"http.before_answer"}
"""Passed by a server only; tests/faults/test_server_kills.py ends it there."""


def measure(size: int, _seed: int) -> Outcome:
    """Each moment at its first `size` passages, and at its last. The long column leaves none out."""
    if os.name != "posix":
        return Outcome("needs a system that can fork")
    command = [sys.executable, "-m", "tests.faults.crashing", str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Outcome("did not come through", [done.stderr])
    report = json.loads(done.stdout)
    failures = report["failures"] + [f"{name} is passed by no flow" for name in _untried(set(report["moments"]))]
    moments, trials, passages = len(report["moments"]), report["trials"], report["passages"]
    if size == ROW.long and trials < passages:
        failures.append(f"{passages - trials} passages were left out")
    return Outcome(
        f"{moments} moments, {trials:,} ends at {passages:,} passages: {len(failures)} lost, doubled or damaged",
        failures,
    )


def _untried(moments: set[str]) -> list[str]:
    files = (file for folder in ("desktop", "marketplace") for file in (ROOT / folder).rglob("*.py"))
    named = {name for file in files for name in NAMED.findall(file.read_text("utf-8"))}
    return sorted(named - moments - OVER_THE_NETWORK)


ROW = Row(
    name="crashpoints",
    claim="Writing, sending, answering, undoing, syncing, backing up, recovering, ended at every named moment",
    target="0 lost, doubled or damaged",
    measure=measure,
    short=1,
    long=1_000,
)
