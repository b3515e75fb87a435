"""Who may import whom, as pyproject.toml states it, and what must work without what."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

WITHOUT_QT = """
import sys
for name in ("PySide6", "shiboken6", "qasync"):
    sys.modules[name] = None
import importlib, pkgutil
for package in ({packages}):
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, package + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""
BEFORE_FIRST_PAINT = ("desktop.__main__", "desktop.local.listing", "desktop.models.rows", "desktop.views.main_window")
LATE = ("asyncio", "httpx", "keyring", "msgspec", "qasync", "sqlalchemy", "starlette", "uvicorn")


def _python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_nobody_imports_whom_they_must_not_know() -> None:
    command = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = _python(command)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "packages", ["'marketplace',", "'desktop.services', 'desktop.local', 'desktop.remote', 'desktop.cli'"]
)
def test_the_core_runs_without_qt(packages: str) -> None:
    done = _python(WITHOUT_QT.format(packages=packages))
    assert done.returncode == 0, f"Rules, services and stores must run where there is no Qt.\n{done.stderr}"


VERB_WITHOUT_QT = """
import sys
for name in ("PySide6", "shiboken6", "qasync"):
    sys.modules[name] = None
from desktop.cli.run import run
code = run(["list", "--profile", sys.argv[1]])
print(*sorted({"httpx", "sqlalchemy", "starlette", "keyring"} & set(sys.modules)))
sys.exit(code)
"""


def test_a_verb_runs_without_qt_and_one_that_only_looks_without_the_network(tmp_path: Path) -> None:
    command = [sys.executable, "-c", VERB_WITHOUT_QT, str(tmp_path / "profile")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "", "What only looks at the local store imports what talks to others."


@pytest.mark.parametrize("module", BEFORE_FIRST_PAINT)
def test_what_paints_first_imports_nothing_slow(module: str) -> None:
    done = _python(f"import sys, {module}; print(*sorted(set({LATE!r}) & set(sys.modules)))")
    assert done.returncode == 0, done.stderr
    assert not done.stdout.strip(), f"The window waits for these before its first paint: {done.stdout}"
