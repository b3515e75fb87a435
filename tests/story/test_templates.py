"""Templates in the running program: made from a letter, filled, asked for, and held back while unfilled."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, TURBINE, answer_all_questions
from desktop.views.templates import TemplatesDialog
from tests.story.conftest import Play

pytestmark = pytest.mark.slow


async def begin(hands: Hands) -> QPlainTextEdit:
    await hands.open_entry(INVITATIONS, TURBINE)
    await hands.click("Accept")
    await answer_all_questions(hands)
    letter = await hands.find(QPlainTextEdit, "Cover letter")
    letter.setFocus()
    return letter


def test_a_template_is_imported_asked_for_and_put_in(play: Play, tmp_path: Path) -> None:
    async def write(hands: Hands) -> None:
        letter = await begin(hands)
        await hands.click("Templates")
        dialog = await hands.find(TemplatesDialog, "Templates")
        dialog.import_requested.emit(str(tmp_path))
        await hands.open_entry("Templates", "Offer")
        await hands.until(lambda: bool(dialog.filled_in), "the form")
        assert list(dialog.filled_in) == ["days"]
        (await hands.find(QLineEdit, "days")).setText("35")
        await hands.click("Insert")
        await hands.until(lambda: "35 days" in letter.toPlainText(), "the text")
        assert letter.toPlainText() == "For “Technical translation of a turbine manual, EN to DE” I need 35 days."

    (tmp_path / "Offer [off].md").write_text("For “{{job.title}}” I need {{days}} days.", "utf-8")
    play(write)


def test_an_unfilled_variable_holds_sending_back(play: Play) -> None:
    async def write(hands: Hands) -> None:
        letter = await begin(hands)
        await hands.write("Cover letter", "I need {{days}} days, see the attachment.")
        await hands.see_entry("Checks", "Fill in {{days}}")
        await hands.see_entry("Checks", "You wrote “attachment”, but no file is attached.")
        send = await hands.find(QAbstractButton, "Send proposal")
        assert not send.isEnabled()
        letter.setPlainText("I need 35 days.")
        await hands.until(send.isEnabled, "sending")

    play(write)
