"""Saves a picture of every screen, light and dark, at 100 % and 200 %: `python -m tests.gui.gallery DIR`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.models.interview_rows import NEXT, RECORD, USE_FILE
from desktop.models.rows import Banner, EntryRow
from desktop.models.window import WindowModel
from desktop.views import theme
from desktop.views.blocked import BlockedDialog
from desktop.views.composer import FilePreview
from desktop.views.composer.window import ComposerWindow
from desktop.views.decline import DeclineDialog
from desktop.views.history import HistoryDialog
from desktop.views.interview.deleting import DeleteRecordingDialog
from desktop.views.main_window import MainWindow
from desktop.views.preview import PreviewDialog
from desktop.views.proposal.edit import EditDialog
from desktop.views.shortcuts.sheet import ShortcutsDialog
from desktop.views.templates import TemplatesDialog
from desktop.views.unblock import UnblockDialog
from desktop.views.withdraw import WithdrawDialog
from tests.gui import rows

SIZE = QSize(1400, 900)
"""Larger than a screen that only exists in memory: give it to a window once that has fitted itself to the screen."""


def window() -> MainWindow:
    """A window that shows the invitations."""
    made = MainWindow()
    made.navigation.model.set_rows(rows.SECTIONS)
    made.show_section("invitations", "Invitations to apply", "12")
    first: list[EntryRow] = [rows.entry(key) for key in range(12)]
    made.entries.set_model(WindowModel(lambda keys: [rows.entry(key) for key in keys], made, rows=first))
    made.entries.select(0)
    made.header.show_unread(3)
    made.header.show_sync("Up to date", "good")
    made.tray.show_notices(rows.NOTICES)
    return made


def _inbox(made: MainWindow) -> None:
    made.show_invitation(rows.INVITATION)


def _hostile(made: MainWindow) -> None:
    made.entries.select(5)
    made.show_invitation(rows.HOSTILE)


def _tray(made: MainWindow) -> None:
    _inbox(made)
    made.toggle_tray()


def _composer(made: MainWindow) -> None:
    made.show_composer(rows.COMPOSER, rows.VALUES)
    composer = made.composer
    composer.show_fee("Service fee 10 % ($5.40)", "You receive $48.60 an hour")
    composer.show_files(rows.FILES)
    composer.show_checks(rows.CHECKS)
    composer.show_status("Saved 09:31")
    composer.show_summary(rows.SUMMARY)
    composer.set_sendable(False)
    made.header.show_sync("Offline · 1 waiting", "warning")


def _milestones(made: MainWindow) -> None:
    made.show_composer(rows.MILESTONES_SHEET, rows.MILESTONES_VALUES)
    made.composer.show_fee("Service fee 10 % ($240)", "You receive $2,160")
    made.composer.show_sum("3 milestones, $2,400 in all")
    made.composer.show_status("Saved")
    made.composer.show_summary("To M. Okafor: $2,400 in 3 milestones. No Connects needed")


def _composer_end(made: MainWindow) -> None:
    _composer(made)
    _settle()
    made.composer.go_to("attachments")


def _interview(made: MainWindow) -> None:
    made.show_composer(rows.COMPOSER._replace(wants_interview=True), rows.VALUES)
    actions = frozenset({RECORD, NEXT, USE_FILE})
    panel = made.composer.interview
    panel.show_sheet(rows.INTERVIEW._replace(actions=actions, primary=RECORD, is_open=True, has_picture=True))
    panel.show_level(0.6)
    made.composer.go_to("interview")


def _no_camera(made: MainWindow) -> None:
    made.show_composer(rows.COMPOSER._replace(wants_interview=True), rows.VALUES)
    banner = Banner("No camera was found. Connect one, and start. The rest of your draft is kept.")
    made.composer.interview.show_sheet(rows.INTERVIEW._replace(banner=banner))


def _conversation(made: MainWindow) -> None:
    made.show_room(rows.ROOM, rows.MESSAGES)


def _proposal(made: MainWindow) -> None:
    made.show_proposal(rows.PROPOSAL)
    made.sending.show_sending(f"Sending the proposal in 8 seconds. {rows.SUMMARY}")


def _outbox(made: MainWindow) -> None:
    made.show_command(rows.COMMAND)
    made.show_message(rows.REFUSAL, "bad", "Show")


def _offline(made: MainWindow) -> None:
    made.header.show_sync("Offline", "warning")
    made.entries.show_state("wifi-off", "No connection yet", rows.WHY_EMPTY, "Try again")


def _nothing(made: MainWindow) -> None:
    made.show_nothing("file", rows.INVITATION.title, rows.WHY_EMPTY)


def _narrow(made: MainWindow) -> None:
    made.resize(960, 700)
    _inbox(made)


_SCREENS = {
    "inbox": _inbox,
    "hostile": _hostile,
    "tray": _tray,
    "composer": _composer,
    "interview": _interview,
    "no-camera": _no_camera,
    "composer-end": _composer_end,
    "milestones": _milestones,
    "conversation": _conversation,
    "proposal": _proposal,
    "outbox": _outbox,
    "offline": _offline,
    "nothing": _nothing,
    "narrow": _narrow,
}


def composer_window(parent: MainWindow) -> ComposerWindow:
    """A draft in a window of its own."""
    made = ComposerWindow(parent)
    made.show_composer(rows.COMPOSER, rows.VALUES)
    made.composer.show_files(rows.FILES)
    made.composer.show_checks(rows.CHECKS)
    return made


def _dialogs(parent: MainWindow) -> dict[str, QDialog]:
    decline = DeclineDialog(rows.DECLINE, parent)
    decline.show_checks(rows.CHECKS[:1])
    preview = FilePreview(rows.FILES[0].name, parent)
    preview.show_preview(rows.FILE_PREVIEW)
    templates = TemplatesDialog(20_000, parent)
    templates.show_templates(rows.TEMPLATES, "t1")
    templates.show_unknown(rows.VARIABLES)
    withdraw = WithdrawDialog(rows.WITHDRAW, parent)
    withdraw.show_checks(rows.CHECKS[:1])
    blocked = BlockedDialog(rows.BLOCK_NOTE, parent)
    blocked.show_clients(rows.BLOCKED)
    blocked.show_jobs(rows.OPEN_JOBS, rows.BLOCK_NOTE, can_search=True)
    edit = EditDialog(rows.COMPOSER, rows.VALUES, rows.EDIT_NOTE, has_texts=False, parent=parent)
    edit.attachments.show_files(rows.FILES)
    edit.show_checks(rows.CHECKS)
    history = HistoryDialog(parent)
    history.show_versions(rows.VERSIONS)
    history.show_differences(rows.DIFFERENCES)
    return {
        "file-preview": preview,
        "preview": PreviewDialog(rows.PREVIEW, parent),
        "history": history,
        "templates": templates,
        "decline": decline,
        "unblock": UnblockDialog(rows.UNBLOCK, parent),
        "withdraw": withdraw,
        "blocked": blocked,
        "edit": edit,
        "deleting": DeleteRecordingDialog(rows.DELETING, parent),
        "shortcuts": ShortcutsDialog(parent),
    }


def _settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _save(folder: Path, name: str, widget: QWidget) -> None:
    _settle()
    widget.grab().save(str(folder / f"{name}.png"))


def main(folder: Path, scale: float) -> None:
    """Save all pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["gallery", "-style", "fusion"])
    themes = theme.apply(app, "light", scale)
    only = sys.argv[3:]
    for look in ("light", "dark"):
        themes.choose(look)
        for name, show in _SCREENS.items():
            if only and name not in only:
                continue
            made = window()
            made.show()
            _settle()
            made.resize(SIZE)
            show(made)
            _save(folder, f"{name}-{look}-{int(scale * 100)}", made)
            made.hide()
            made.deleteLater()
        if only and "dialogs" not in only:
            continue
        parent = window()
        for name, dialog in _dialogs(parent).items():
            dialog.show()
            _save(folder, f"{name}-{look}-{int(scale * 100)}", dialog)
            dialog.hide()
        parent.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
