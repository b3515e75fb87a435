"""Verbs at a terminal while the window is open on the same profile: they just work, and the window shows it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.story.test_starts import PROGRAM, ROOT, environment, running

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="the window is ended by a signal")]


def bellhop(directory: Path, verb: str, *arguments: str) -> tuple[int, Any]:
    """Exit code and answer of a verb in a process of its own."""
    done = subprocess.run(
        [*PROGRAM, verb, "--profile", str(directory), "--json", *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.timeout(120)
def test_what_a_verb_writes_the_open_window_delivers(tmp_path: Path) -> None:
    directory = tmp_path / "profile"
    assert bellhop(directory, "sync")[0] == 0
    with running(tmp_path, "--profile", str(directory), "--client-speed", "0"):
        _, listed = bellhop(directory, "list")
        invitation = next(each["id"] for each in listed if not each["questions"] and each["letter"] == "optional")
        assert bellhop(directory, "draft", invitation, "--letter", "From a terminal")[0] == 0
        code, answer = bellhop(directory, "send", invitation)
        assert (code, answer["outcome"]) == (0, "done")
        _, submitted = bellhop(directory, "list", "submitted")
        assert submitted[0]["preview"] == "From a terminal"
    assert bellhop(directory, "list", "outbox")[1] == []


@pytest.mark.timeout(120)
def test_a_window_that_is_opened_while_a_verb_works_waits_for_it(tmp_path: Path) -> None:
    directory = tmp_path / "profile"
    verb = subprocess.Popen(
        [*PROGRAM, "sync", "--profile", str(directory)], cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL
    )
    with running(tmp_path, "--profile", str(directory), "--client-speed", "0"):
        assert verb.wait(60) == 0
