"""Declining and ignoring several invitations at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QPlainTextEdit, QTableView

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import ARCHIVED, CRM, INVITATIONS
from desktop.views.decline import DeclineDialog
from desktop.views.templates import TemplatesDialog
from marketplace.contract.entities import Invitation, InvitationState
from tests.story.conftest import Play

pytestmark = pytest.mark.slow


async def select_first(hands: Hands, count: int) -> list[str]:
    """Select the first entries by key; answers what they say."""
    table = await hands.find(QTableView, INVITATIONS)
    await hands.see_entry(INVITATIONS, "")
    table.setFocus()
    await hands.press("j")
    for _ in range(count - 1):
        QTest.keyClick(table, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    chosen = [str(index.data()) for index in table.selectionModel().selectedRows()]
    assert len(chosen) == count
    return chosen


def states(other_side: OtherSide, titles: list[str]) -> list[InvitationState]:
    """How the invitations stand whose lines began so."""
    invitations = [each for each in other_side._everything() if isinstance(each, Invitation)]
    return [
        each.state
        for each in invitations
        if any(title.startswith(each.job.title) or each.job.title.startswith(title) for title in titles)
    ]


def test_several_are_declined_with_one_reason(play: Play, other_side: OtherSide) -> None:
    async def decline(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        chosen.extend(await select_first(hands, 3))
        await hands.press("d")
        await hands.see_text("3 invitations, each declined with the same reason and message")
        await hands.open_entry("Reason", "Too busy on other projects")
        await hands.click("Decline")
        for line in chosen:
            await hands.see_no_entry(INVITATIONS, line)
        await hands.until(
            lambda: states(other_side, chosen).count(InvitationState.DECLINED) == 3, "three answers on the other side"
        )

    chosen: list[str] = []
    play(decline)


def test_several_are_ignored(play: Play, other_side: OtherSide) -> None:
    async def ignore(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        chosen.extend(await select_first(hands, 2))
        await hands.press("i")
        for line in chosen:
            await hands.see_no_entry(INVITATIONS, line)
        await hands.go(ARCHIVED)
        await hands.until(
            lambda: states(other_side, chosen).count(InvitationState.IGNORED) == 2, "both in the archive over there"
        )

    chosen: list[str] = []
    play(ignore)


def test_a_selected_entry_is_selected_no_longer(play: Play) -> None:
    async def select(hands: Hands) -> None:
        await select_first(hands, 3)
        await hands.press("x")
        assert len(hands.window.entries.selected("invitation")) == 2

    play(select)


def test_what_was_declined_and_blocked_is_taken_back_by_one_key(play: Play, other_side: OtherSide) -> None:
    async def hesitate(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        await hands.open_entry(INVITATIONS, CRM)
        await hands.see_text(CRM)
        await hands.press("d")
        await hands.open_entry("Reason", "Spam")
        (await hands.find(QCheckBox, "Block this client")).setChecked(True)
        await hands.click("Decline")
        await hands.see_no_entry(INVITATIONS, CRM)
        await hands.see_text(f"Declining “{CRM}")
        await hands.press("u")
        await hands.see_entry(INVITATIONS, CRM)
        await hands.find(QAbstractButton, "Accept")
        await hands.see_sync("Up to date")

    play(hesitate, undo_seconds=20)
    assert InvitationState.DECLINED not in states(other_side, [CRM])
    assert not other_side.is_blocked(CRM)


def test_several_that_were_ignored_are_taken_back_at_once(play: Play, other_side: OtherSide) -> None:
    async def hesitate(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        chosen.extend(await select_first(hands, 2))
        await hands.press("i")
        await hands.see_text("Ignoring 2 invitations in ")
        await hands.click("Undo")
        for line in chosen:
            await hands.see_entry(INVITATIONS, line)
        await hands.see_sync("Up to date")

    chosen: list[str] = []
    play(hesitate, undo_seconds=20)
    assert InvitationState.IGNORED not in states(other_side, chosen)


def test_what_is_not_taken_back_goes_out_when_its_time_is_over(play: Play, other_side: OtherSide) -> None:
    async def ignore(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        await hands.open_entry(INVITATIONS, CRM)
        await hands.see_text(CRM)
        await hands.press("i")
        await hands.see_text(f"Ignoring “{CRM}")
        await hands.until(lambda: states(other_side, [CRM]) == [InvitationState.IGNORED], "the ignored invitation")

    play(ignore, undo_seconds=1)


def test_several_are_declined_with_a_text_that_was_kept(play: Play, tmp_path: Path) -> None:
    async def decline(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        await hands.open_entry(INVITATIONS, CRM)
        await hands.click("Accept")
        await hands.click("Templates")
        (await hands.find(TemplatesDialog, "Templates")).import_requested.emit(str(tmp_path / "kept"))
        await hands.see_text("1 template imported.")
        await hands.click("Close")
        await hands.go(INVITATIONS)
        await select_first(hands, 2)
        await hands.press("d")
        dialog = await hands.find(DeclineDialog, "Decline invitation")
        template = next(each for each in dialog.findChildren(QComboBox) if each.isVisible())
        QTest.keyClick(template, Qt.Key.Key_Down)
        message = await hands.find(QPlainTextEdit, "Message to the client (optional)")
        await hands.until(lambda: message.toPlainText() == "Booked until March.", "the text that was kept")
        await hands.click("Cancel")

    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "Busy.md").write_text("Booked until March.")
    play(decline)
