"""The fixtures that police every test do notice: each case here is a test that must fail, or must not."""

import pytest

from tests.architecture.sources import ROOT

CASES = """
import asyncio, logging, threading
import pytest
from PySide6.QtWidgets import QLabel

kept = []

def test_leaves_a_window(qtbot):
    kept.append(QLabel())
    kept[0].show()

def test_after_it_is_clean(qtbot):
    qtbot.addWidget(QLabel())

def test_leaves_a_thread():
    gate = threading.Event()
    threading.Thread(target=gate.wait, args=(3,)).start()

def test_logs_an_error():
    logging.getLogger("x").error("disk full")

@pytest.mark.allow_logged_errors
def test_logs_an_error_on_purpose():
    logging.getLogger("x").error("disk full")

def test_leaves_a_task(run):
    async def story():
        kept.append(asyncio.ensure_future(asyncio.sleep(60)))
    run(story())

def test_ignores_a_failed_task(loop, qtbot):
    async def fail():
        raise RuntimeError("unseen")
    task = loop.create_task(fail())
    qtbot.waitUntil(task.done)
    del task

def test_warns():
    import warnings
    warnings.warn("old habit", stacklevel=1)

def test_runs_on_the_loop(run):
    async def story():
        await asyncio.sleep(0)
        return 7
    assert run(story()) == 7
"""
CLEAN = {"test_after_it_is_clean", "test_logs_an_error_on_purpose", "test_runs_on_the_loop"}
PLUGINS = ("tests.support.leaks", "tests.support.loops")


def test_what_a_test_leaves_behind_fails_it(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(CASES)
    settings = ("-W", "error", "-p", "no:cacheprovider", "-o", "markers=allow_logged_errors", "-o", "qt_api=pyside6")
    result = pytester.runpytest_subprocess(*settings, *(part for name in PLUGINS for part in ("-p", name)), "-rfE")
    blamed = {
        line.split("::")[1].split(" ")[0] for line in result.outlines if line.startswith(("FAILED test", "ERROR test"))
    }
    everything = {line.split("(")[0].removeprefix("def ") for line in CASES.splitlines() if line.startswith("def test")}
    assert blamed == everything - CLEAN, result.stdout.str()
