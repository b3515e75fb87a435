"""Nothing in the repository speaks of one machine, or of where its packages came from."""

import re
import subprocess

import pytest

from tests.architecture.sources import ROOT

# Character classes keep the patterns from finding themselves.
PRIVATE = re.compile(
    r"(?<![\w.~-])/(?:hom[e]|User[s]|roo[t]|wor[k]|mn[t])/[\w.-]+|[A-Z]:\\\\?User[s]\\\\?\w+"
    r"|py[p]i\.org|pythonhoste[d]\.org|npm[j]s\.(?:com|org)|deb\.debia[n]\.org"
)


def _texts() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the repository")
    found = [
        f"{name}: {match[0]}"
        for name in _texts()
        if (match := PRIVATE.search((ROOT / name).read_bytes().decode("utf-8", "replace")))
    ]
    assert not found, f"These mean nothing on any other machine: {found}"


@pytest.mark.parametrize("text", ["/hom" + "e/ana/x", "C:\\User" + "s\\ana", "https://py" + "pi.org/simple"])
def test_such_a_name_would_be_noticed(text: str) -> None:
    assert PRIVATE.search(text)
