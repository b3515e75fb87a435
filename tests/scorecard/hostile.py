"""Hostile texts in every field of every screen and dialog: shown to the letter, and nothing is opened or asked for.

A screen is fed as presenters would feed it. Whether Qt took a text for markup is seen by what it would then open: a
picture on this computer, watched by the system, and one at an address where somebody listens.
"""

import json
import subprocess
import sys

from tests.bench.programs import ROOT
from tests.scorecard.card import Outcome, Row


def measure(size: int, seed: int) -> Outcome:
    """`size` texts everywhere, in a process that has a window system in memory only."""
    if sys.platform != "linux":
        return Outcome("not measured: who opens a file is told by Linux alone")
    command = [sys.executable, "-m", "tests.faults.showing", str(size), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Outcome("showing them ended badly", [f"seed {seed}: {done.stderr}"])
    report = json.loads(done.stdout)
    return Outcome(
        f"{{size}} texts on {report['screens']} screens and dialogs, met {report['places']:,} times:"
        f" {len(report['failures'])} not literal, files opened or addresses asked",
        report["failures"],
    )


ROW = Row(
    name="hostile",
    claim="Hostile texts in every field of every screen and dialog, names for assistive technology included",
    target="100 % shown to the letter, 0 files opened, 0 connections",
    measure=measure,
    short=20,
    long=200,
)
