"""The page about the interface, played as a reader would: its commands, in their order, in a shell, with curl."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.places import ROOT

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LAST_THING = re.compile(r'"type":"/problems/(\w+)"')


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All that the page's commands print."""
    assert shutil.which("curl"), "The page is about curl; install it, or what the page says is not known to be true."
    folder = tmp_path_factory.mktemp("page")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    script = "set -eu\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n" + "\necho\n".join(BLOCKS)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run(
        ["bash", "-c", script.replace("8765", port)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    return ended.stdout


def test_every_block_of_the_page_is_played() -> None:
    assert len(BLOCKS) == PAGE.count("```sh\n") == PAGE.count("```") / 2


@pytest.mark.timeout(200)
def test_what_is_refused_is_what_the_page_says(played: str) -> None:
    assert LAST_THING.findall(played) == [
        "command_id_used",
        "already_answered",
        "contact_information",
        "client_blocked",
        "unblock_not_confirmed",
    ]
    assert set(LAST_THING.findall(played)) <= set(re.findall(r"`?/problems/(\w+)`", PAGE)) | {"unblock_not_confirmed"}


@pytest.mark.timeout(200)
def test_the_story_ends_as_the_page_says(played: str) -> None:
    assert "\n304\n" in played
    assert "\nhired\n" in played
    assert "Sehr geehrte Damen und Herren" in played
    assert "Now you may write to ana.reis@gmail.com" not in played.split("hired")[0]
    assert "The job was not what it said." in played
    assert '"state":"removed"' in played
    assert "Quick money!" not in played


def test_the_page_names_no_endpoint_that_is_not_there() -> None:
    from marketplace.http.api import ENDPOINTS

    ways = [re.compile(re.sub(r"{\w+}", r"[^/]+", one.path)) for one in ENDPOINTS]
    named = {path.partition("?")[0] for path in re.findall(r"(?<=[\" `])/v1/[\w./$-]+", "\n".join(BLOCKS))}
    assert not [path for path in named if not any(way.fullmatch(path.rstrip("/") or "/") for way in ways)]
    assert Path(ROOT / "docs" / "api.md").exists()
