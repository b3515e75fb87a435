"""A whole night without the marketplace: one chip says so, and nobody is told anything else."""

import asyncio
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.presenters.sentences import Sentences
from desktop.presenters.status import Status
from desktop.services.outgoing import Outgoing
from desktop.views.main_window import MainWindow
from tests.faults.crowd import Member, Server, Trouble
from tests.support import virtual_time

NIGHT = 8 * 3600.0


class Onlooker(QObject):
    """Sees whatever comes up, be it a part of the window or a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter."""
        if event.type() == QEvent.Type.Show:
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.parametrize(
    "troubles",
    [
        pytest.param([Trouble()], id="nobody"),
        pytest.param([Trouble(503, lambda _now: "60")], id="503"),
        pytest.param([Trouble(), Trouble(502), Trouble(429), Trouble(503)], id="one after the other"),
    ],
)
def test_a_night_without_the_marketplace_is_one_chip(
    window: MainWindow, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, troubles: list[Trouble]
) -> None:
    chips, onlooker = list[str](), Onlooker()
    monkeypatch.setattr(window.header, "show_sync", lambda text, _tone: chips.append(text))

    async def sleep() -> None:
        server = Server()
        member = Member(tmp_path, server, 1)
        status = Status(
            window, member.connectivity, cast(Outgoing, None), Sentences(window), lambda _work, **_how: None
        )
        async with member.living():
            await asyncio.sleep(10)
            assert chips[-1] == "Up to date"
            chips.clear()
            qapp.installEventFilter(onlooker)
            hours = NIGHT / 8
            for hour in range(8):
                server.fails(troubles[hour % len(troubles)])
                await asyncio.sleep(hours)
            said = set(chips)
            server.is_back()
            await asyncio.sleep(600)
        qapp.removeEventFilter(onlooker)
        status.deleteLater()
        assert said <= {"Offline", "Marketplace busy"}
        assert len(said) == len({bool(trouble.status) for trouble in troubles})
        assert chips[-1] == "Up to date"

    virtual_time.run(sleep())
    assert onlooker.seen == []
