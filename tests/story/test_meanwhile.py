"""What happens while a freelancer is doing something else."""

import apsw
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop import market_file
from desktop.clock import milliseconds, system_clock
from desktop.local import listing
from desktop.local.backups import Backups
from desktop.local.store import Connection
from desktop.models.rows_model import ROW
from desktop.profile import Profile
from desktop.services import safekeeping
from desktop.tour.hands import Hands
from desktop.tour.other_side import OtherSide
from desktop.tour.script import INVITATIONS, OUTBOX, TURBINE, answer_all_questions
from desktop.views.composer import ComposerPanel
from marketplace.contract.commands import CloseJob
from marketplace.contract.entities import Invitation, Party
from marketplace.contract.ids import CommandId, new_id
from marketplace.engine import Actor
from tests.story.conftest import Play

pytestmark = pytest.mark.slow

LETTER = "Dear team, with pleasure."


def listed(hands: Hands) -> list[str]:
    """The first few entries of the list that is shown."""
    model = hands.window.entries.table.model()
    return [model.index(row, 0).data(ROW).id for row in range(min(8, model.rowCount()))][:6]


def close_job(other_side: OtherSide, title: str) -> None:
    """The client closes the job."""
    invitations = [each for each in other_side._everything() if isinstance(each, Invitation)]
    invitation = next(each for each in invitations if each.job.title.startswith(title))
    with other_side._engine() as engine:
        engine.handle(Actor(Party.CLIENT, invitation.client.id), CommandId(new_id()), CloseJob(job=invitation.job.id))


async def write(hands: Hands) -> ComposerPanel:
    """Begin a proposal that could be sent."""
    await hands.open_entry(INVITATIONS, TURBINE)
    await hands.click("Accept")
    await hands.write("Cover letter", LETTER)
    await answer_all_questions(hands)
    return await hands.find(ComposerPanel, "Proposal draft")


def test_a_job_that_closes_while_one_writes_is_told_and_leaves_the_text(play: Play, other_side: OtherSide) -> None:
    async def write_on(hands: Hands) -> None:
        panel = await write(hands)
        send = await hands.find(QAbstractButton, "Send proposal")
        await hands.until(send.isEnabled, "a proposal that can be sent")
        close_job(other_side, TURBINE)
        await hands.see_text("This invitation is closed")
        await hands.until(lambda: not send.isEnabled(), "a proposal that can no longer be sent")
        assert panel.values().cover_letter == LETTER

    play(write_on)


def test_what_can_be_undone_can_still_be_undone_after_a_restart(play: Play, other_side: OtherSide) -> None:
    async def send(hands: Hands) -> None:
        await write(hands)
        await hands.click("Send proposal")
        await hands.find(QAbstractButton, "Undo")

    async def undo(hands: Hands) -> None:
        await hands.click("Undo")
        panel = await hands.find(ComposerPanel, "Proposal draft")
        await hands.until(lambda: panel.values().cover_letter == LETTER, "the letter")
        await hands.go(OUTBOX)
        await hands.see_no_entry(OUTBOX, "Proposal: ")

    play(send, undo_seconds=60)
    play(undo, undo_seconds=60)
    assert other_side.proposals(TURBINE) == 0


def test_a_marketplace_whose_file_is_damaged_is_told_of_and_gone_on_with(play: Play, profile: Profile) -> None:
    async def look(hands: Hands) -> None:
        await hands.see_sync("Up to date")

    async def be_told(hands: Hands) -> None:
        await hands.see_text("The marketplace's file was damaged. The backup of")
        await hands.see_sync("Up to date")
        await hands.see_entry(INVITATIONS, TURBINE)

    play(look)
    market_file.backups_of(profile).take(profile.market, milliseconds(system_clock()))
    profile.market.write_bytes(b"garbled" * 1000)
    play(be_told)


def test_the_store_and_the_marketplace_in_the_program_are_backed_up_while_it_runs(
    play: Play, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safekeeping, "FIRST", 0.1)

    async def stay(hands: Hands) -> None:
        both = (Backups(profile.backups), market_file.backups_of(profile))
        await hands.until(lambda: all(next(each.good(), None) for each in both), "a good backup of both")

    play(stay)


def test_an_inbox_that_was_never_fetched_says_so_instead_of_being_empty(play: Play) -> None:
    async def look(hands: Hands) -> None:
        await hands.see_text("Nothing has been fetched yet")

    play(look, offline=True)


def test_while_accepting_the_clients_amount_is_shown_and_ones_own_is_kept(play: Play) -> None:
    async def compare(hands: Hands) -> None:
        panel = await write(hands)
        assert panel._terms.amount_field.amount() == "52.00"
        await hands.click("Propose different terms")
        await hands.set_amount("Hourly rate", "57.25")
        await hands.click("Accept the client's terms")
        assert panel._terms.amount_field.amount() == "52.00"
        await hands.click("Propose different terms")
        assert panel.values().amount == "57.25"

    play(compare)


def test_the_list_marks_no_other_entry_than_the_one_that_the_bell_opened(play: Play) -> None:
    async def open_from_the_bell(hands: Hands) -> None:
        table = hands.window.entries.table
        await hands.open_entry(INVITATIONS, "Shopify")
        await hands.see_text("Terms offered")
        await hands.click("Notifications")
        await hands.open_entry("Notifications", "New invitation")
        await hands.see_text(TURBINE)
        marked = [str(index.data()) for index in table.selectionModel().selectedRows()]
        assert [each for each in marked if not each.startswith(TURBINE)] == []

    play(open_from_the_bell)


def test_a_damage_that_is_met_meanwhile_is_mended_and_told_and_leaves_every_word(
    play: Play, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    readable, damages = listing.first, iter([apsw.CorruptError()])

    def first(connection: Connection, section: str, most: int) -> list[listing.Record]:
        for damage in damages:
            raise damage
        return readable(connection, section, most)

    async def go_on(hands: Hands) -> None:
        panel = await write(hands)
        monkeypatch.setattr(listing, "first", first)
        await hands.go("Drafts")
        await hands.see_text("The local store was damaged. Drafts and what was waiting were carried over")
        await hands.see_entry("Drafts", TURBINE)
        await hands.write("Cover letter", " And gladly.")
        await hands.see_text("Saved")
        assert panel.values().cover_letter == LETTER + " And gladly."

    async def look(hands: Hands) -> None:
        await hands.go("Drafts")
        await hands.open_entry("Drafts", TURBINE)
        panel = await hands.find(ComposerPanel, "Proposal draft")
        assert panel.values().cover_letter == LETTER + " And gladly."

    play(go_on)
    assert len(list(profile.directory.glob("bellhop.damaged-*.sqlite3"))) == 1
    play(look)


def test_a_key_that_comes_before_the_entry_is_there_is_about_that_entry(play: Play) -> None:
    async def go_on_and_ignore(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        window = hands.window
        window.entries.table.setFocus()
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.until(window.invitation.isVisible, "the invitation")
        at = listed(hands).index(window.invitation._id)
        ids = listed(hands)
        for key in (Qt.Key.Key_J, Qt.Key.Key_I):  # faster than anything is read
            QTest.keyClick(window.entries.table, key)
        await hands.until(lambda: listed(hands) != ids, "an answer")
        assert listed(hands)[:5] == [*ids[: at + 1], *ids[at + 2 :]]

    play(go_on_and_ignore)
