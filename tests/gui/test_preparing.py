"""A start that takes long is seen: a small window says so, and how far it is; a usual one makes none."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QProgressBar

from desktop import preparing
from desktop.preparing import prepared
from desktop.views.elements.labels import PlainLabel
from desktop.views.preparing import PreparingWindow


def windows(app: Any) -> list[PreparingWindow]:
    """Those that are shown."""
    return [each for each in app.topLevelWidgets() if isinstance(each, PreparingWindow) and each.isVisible()]


def slow(app: Any, until: Callable[[PreparingWindow], bool]) -> tuple[Callable[[], str], Callable[[], float]]:
    """Work that goes on until the window has shown what it should, and how far it is meanwhile."""
    is_seen = threading.Event()

    def share() -> float:
        if any(until(each) for each in windows(app)):
            is_seen.set()
        return 0.25

    def work() -> str:
        assert is_seen.wait(10)
        return "ready"

    return work, share


def test_work_that_takes_long_shows_how_far_it_is(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "OVERLOOKED_SECONDS", 0.0)

    def is_shown(window: PreparingWindow) -> bool:
        bar, text = window.findChild(QProgressBar), window.findChild(PlainLabel)
        assert bar is not None
        assert text is not None
        return bar.value() * 4 == bar.maximum() and "Nothing is lost" in text.text() and not window.close()

    assert prepared(*slow(qapp, is_shown)) == "ready"
    assert windows(qapp) == []


def test_work_that_is_soon_done_shows_nothing(qapp: Any) -> None:
    def share() -> float:
        raise AssertionError("there is a window")

    assert prepared(lambda: "ready", share) == "ready"
    assert windows(qapp) == []


def test_what_the_work_raises_is_raised_here_and_leaves_no_window(qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "OVERLOOKED_SECONDS", 0.0)
    work, share = slow(qapp, lambda _: True)

    def fail() -> None:
        raise LookupError(work())

    with pytest.raises(LookupError):
        prepared(fail, share)
    assert windows(qapp) == []


def test_what_can_be_counted_is_over_before_the_work_is(qapp: Any) -> None:
    window = PreparingWindow()
    window.show_share(1.0)
    bar = window.findChild(QProgressBar)
    assert bar is not None
    assert bar.maximum() == 0
