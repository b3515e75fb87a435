"""Files of a proposal in the running program: whatever is dropped, the window answers and what is sent was shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel

from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, TURBINE, answer_all_questions
from desktop.views.composer import ComposerPanel, FilePreview
from tests.story.conftest import Play

pytestmark = pytest.mark.slow


async def begin(hands: Hands) -> ComposerPanel:
    """Accept an invitation and fill in what it asks for."""
    await hands.open_entry(INVITATIONS, TURBINE)
    await hands.click("Accept")
    await hands.write("Cover letter", "Dear team, with pleasure.")
    await answer_all_questions(hands)
    return await hands.find(ComposerPanel, "Proposal draft")


def test_what_is_bad_is_named_and_what_is_good_is_attached(play: Play, tmp_path: Path) -> None:
    async def drop(hands: Hands) -> None:
        panel = await begin(hands)
        panel.attachments.files_given.emit([str(each) for each in (folder, gone, huge, good)])
        await hands.see_entry("Attachments", "good.txt")
        await hands.see_text("is a folder or a device")
        (sentence,) = [each.text() for each in hands.window.findChildren(QLabel) if "is a folder" in each.text()]
        assert "“gone.txt” cannot be read" in sentence
        assert "“film.mov” is larger than 25 MB" in sentence

    folder, gone, huge, good = (tmp_path / name for name in ("folder", "gone.txt", "film.mov", "good.txt"))
    folder.mkdir()
    good.write_text("sample pages")
    with huge.open("wb") as film:
        film.truncate(25 * 2**20 + 1)
    play(drop)


def test_ten_thousand_files_at_once_are_ten_and_a_sentence(play: Play, tmp_path: Path) -> None:
    async def drop(hands: Hands) -> None:
        panel = await begin(hands)
        many = [str(tmp_path / f"{number}.txt") for number in range(10_000)]
        panel.attachments.files_given.emit(many)
        await hands.see_text("10,000 files given, 10 can be attached in all; the rest was left out.")
        await hands.see_entry("Attachments", "9.txt")
        files = await hands.find(QAbstractItemView, "Attachments")
        assert files.model().rowCount() == 10

    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(f"page {number}")
    play(drop)


def test_files_arrive_in_the_order_they_were_put_in(play: Play, other_side: OtherSide, tmp_path: Path) -> None:
    async def order_and_send(hands: Hands) -> None:
        panel = await begin(hands)
        panel.attachments.files_given.emit([str(tmp_path / name) for name in names])
        await hands.see_entry("Attachments", "third.txt, 9 bytes")
        files = await hands.find(QAbstractItemView, "Attachments")
        files.setFocus()
        files.setCurrentIndex(files.model().index(2, 0))
        for _ in range(2):
            QTest.keyClick(files, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    names = ["first.txt", "second.txt", "third.txt"]
    for name in names:
        (tmp_path / name).write_text(name)
    play(order_and_send)
    sent = other_side._the_proposal(TURBINE).attachments
    assert [each.name for each in sent] == ["third.txt", "first.txt", "second.txt"]


def test_a_source_that_has_changed_is_attached_again(play: Play, other_side: OtherSide, tmp_path: Path) -> None:
    async def attach(hands: Hands) -> None:
        panel = await begin(hands)
        panel.attachments.files_given.emit([str(plan)])
        await hands.see_entry("Attachments", "plan.txt")

    async def come_back(hands: Hands) -> None:
        await hands.go("Drafts")
        await hands.open_entry("Drafts", TURBINE)
        await hands.see_entry("Attachments", "plan.txt, 10 bytes, Changed since")
        await hands.click("Attach again")
        await hands.see_entry("Attachments", "plan.txt, 17 bytes, Ready")
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    plan = tmp_path / "plan.txt"
    plan.write_text("first plan")
    play(attach)
    plan.write_text("a much later plan")
    play(come_back)
    assert [each.size for each in other_side._the_proposal(TURBINE).attachments] == [17]


def test_a_file_is_looked_at(play: Play, tmp_path: Path) -> None:
    async def look(hands: Hands) -> None:
        panel = await begin(hands)
        panel.attachments.files_given.emit([str(plan)])
        await hands.see_entry("Attachments", "plan.txt, 18 bytes")
        await hands.click("Preview file")
        await hands.find(FilePreview, "File preview")
        await hands.see_text("forty pages a week")
        await hands.click("Close")

    plan = tmp_path / "plan.txt"
    plan.write_text("forty pages a week")
    play(look)


def test_files_are_read_for_the_guard_and_what_cannot_be_read_goes_with_a_notice(
    play: Play, other_side: OtherSide, tmp_path: Path
) -> None:
    async def attach_and_send(hands: Hands) -> None:
        panel = await begin(hands)
        panel.attachments.files_given.emit([str(cover), str(terms)])
        await hands.see_entry("Checks", "In file 2: This looks like an e-mail address")
        await hands.see_entry("Checks", "“cover.png” is sent unread. Only plain text and PDF are checked")
        send = await hands.find(QAbstractButton, "Send proposal")
        assert not send.isEnabled()
        await hands.open_entry("Attachments", "terms.txt")
        await hands.click("Remove file")
        await hands.until(send.isEnabled, "sending")
        await hands.click("Send proposal")
        await hands.until(lambda: other_side.proposals(TURBINE) == 1, "the proposal")

    cover, terms = tmp_path / "cover.png", tmp_path / "terms.txt"
    cover.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    terms.write_text("Write to ana.reis@textwerk-reis.de about it.")
    play(attach_and_send)
    assert [each.name for each in other_side._the_proposal(TURBINE).attachments] == ["cover.png"]
