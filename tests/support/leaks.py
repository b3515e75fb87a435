"""Silence is a failure: what a test leaves behind, or logs as an error, fails that test."""

import logging
import threading
import time
from collections.abc import Iterator

import pytest

PATIENCE = 2.0
"""Seconds in which a thread that was told to end may still do so."""


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(self.format(record))


@pytest.fixture(autouse=True)
def no_logged_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which an error was logged, unless it is marked `allow_logged_errors`."""
    errors, root = _Errors(), logging.getLogger()
    root.addHandler(errors)
    yield
    root.removeHandler(errors)
    if request.node.get_closest_marker("allow_logged_errors") is None:
        assert not errors.messages, f"errors were logged: {errors.messages}"


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running which it started."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + PATIENCE
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left, f"leaked threads: {sorted(thread.name for thread in left)}"


@pytest.fixture(autouse=True)
def no_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test with Qt that leaves a window behind. `qtbot.addWidget` hands a widget over to be closed."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    yield
    _deliver_deletions()
    names = _close_windows()
    _deliver_deletions()
    assert not names, f"leaked top-level widgets: {names}"


def _close_windows() -> list[str]:
    from PySide6.QtWidgets import QApplication

    names = []
    for widget in QApplication.topLevelWidgets():
        names.append(f"{type(widget).__name__}({widget.accessibleName() or widget.windowTitle()!r})")
        widget.close()
        widget.deleteLater()
    return names


def _deliver_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    # processEvents alone never delivers what deleteLater() asked for.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
