"""Cameras and players are loaded when an interview is opened, and cost nothing before."""

import subprocess
import sys

from tests.architecture.sources import ROOT

LOADED = """
import sys
import desktop.app, desktop.session, desktop.views.composer
late = ("PySide6.QtMultimedia", "desktop.recording", "desktop.views.interview", "desktop.presenters.interviewing")
print(*sorted(name for name in sys.modules if name.startswith(late)))
"""


def test_the_whole_program_is_there_without_anything_that_records() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.strip(), f"These wait until a job asks for an interview: {done.stdout}"


def test_a_panel_for_an_interview_needs_no_multimedia() -> None:
    program = "import sys, desktop.presenters.interviewing; print('PySide6.QtMultimedia' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False", "Bellhop works where the extra is not installed."
