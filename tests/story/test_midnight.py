"""A window that stays open overnight says in the morning what was yesterday."""

import asyncio

import pytest
from PySide6.QtWidgets import QLabel

from desktop.clock import system_clock
from desktop.services import calendar
from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, TURBINE
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

DAY = 86_400


def test_what_was_today_is_yesterday_in_the_list_and_in_what_is_open(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [0]

    def listed(hands: Hands) -> str:
        found = hands.search_row(INVITATIONS, TURBINE)
        return "" if found is None else str(found[0].model().index(found[1], 0).data())

    def bylines(hands: Hands) -> set[str]:
        texts = {label.text() for label in hands.window.findChildren(QLabel) if label.isVisible()}
        return {text for text in texts if text.startswith("Invited by")}

    async def stay(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.until(lambda: bool(bylines(hands)), "the invitation")
        await hands.see_sync("Up to date")  # that it was seen has arrived, and come back
        await asyncio.sleep(0.5)
        evening = listed(hands), bylines(hands)
        passed[0] = DAY
        await hands.until(lambda: listed(hands) not in {"", evening[0]}, "another time in the list")
        await hands.until(lambda: evening[1].isdisjoint(bylines(hands)), "another time in the invitation")

    monkeypatch.setattr(calendar, "TICK", 0.05)
    play(stay, clock=lambda: system_clock() + passed[0])
