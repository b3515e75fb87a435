"""What the window says about the marketplace, and what it offers to do about it."""

from typing import cast

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.errors import AppError, Busy, MassRemoval, Offline, OtherMarket, SignedOut, Unreadable
from desktop.presenters.sentences import Sentences
from desktop.presenters.status import Status
from desktop.services.connectivity import Connectivity
from desktop.services.outgoing import Outgoing
from desktop.views.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def connectivity() -> Connectivity:
    return Connectivity()


@pytest.fixture
def status(window: MainWindow, connectivity: Connectivity) -> Status:
    """The chip and its sentences; nothing is counted here."""
    return Status(window, connectivity, cast(Outgoing, None), Sentences(window), lambda _work, **_how: None)


def offered(window: MainWindow) -> QPushButton | None:
    """The button of the message that is shown."""
    buttons = [each for each in window.messages.findChildren(QPushButton) if each.isVisible() and each.text()]
    return buttons[0] if buttons else None


@pytest.mark.parametrize("error", [OtherMarket("Another marketplace answers."), MassRemoval("40 of 40 have gone.")])
def test_what_would_take_the_copy_away_is_done_on_one_press_and_by_nobody_else(
    window: MainWindow, connectivity: Connectivity, status: Status, error: AppError
) -> None:
    consents = QSignalSpy(status.consent_given)
    connectivity.failed(error)
    button = offered(window)
    assert button is not None
    assert button.text() == "Replace my copy"
    assert consents.count() == 0
    button.click()
    assert consents.count() == 1
    assert offered(window) is None


def test_trouble_says_what_it_is_and_offers_to_try_again(
    window: MainWindow, connectivity: Connectivity, status: Status
) -> None:
    tries = QSignalSpy(status.sync_requested)
    connectivity.failed(SignedOut("The keyring is locked."))
    button = offered(window)
    assert button is not None
    button.click()
    assert (button.text(), tries.count()) == ("Try again", 1)


def test_an_outage_is_shown_by_the_chip_alone(window: MainWindow, connectivity: Connectivity, status: Status) -> None:
    for number in range(20):
        connectivity.failed(Offline(f"Nobody there, {number}."))
        connectivity.failed(Busy(f"Come again later, {number}.", 30.0))
    assert not window.messages.isVisible()


def test_what_was_said_of_a_trouble_is_not_said_again_before_all_was_well(
    connectivity: Connectivity, status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = list[str]()
    monkeypatch.setattr(status, "_say", said.append)
    for _ in range(10):
        connectivity.failed(Unreadable("A hotel answers."))
        connectivity.failed(Offline("Nobody there."))
    assert said == ["A hotel answers."]
    connectivity.reached()
    connectivity.failed(Unreadable("A hotel answers."))
    assert said == ["A hotel answers."] * 2


def test_what_was_said_of_an_outage_goes_with_it(
    window: MainWindow, connectivity: Connectivity, status: Status
) -> None:
    connectivity.failed(Offline("Nobody there."))
    window.header.sync.click()
    assert window.messages.isVisible()
    connectivity.reached()
    assert not window.messages.isVisible()


def test_what_was_said_since_stays_when_an_outage_ends(
    window: MainWindow, connectivity: Connectivity, status: Status
) -> None:
    connectivity.failed(Offline("Nobody there."))
    window.header.sync.click()
    status._sentences.say("Draft discarded.", "plain", "Undo", lambda: None)
    connectivity.reached()
    assert offered(window) is not None
