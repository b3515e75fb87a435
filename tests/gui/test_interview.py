"""The panel `Interview`: it offers what can be done, and asks for it by name, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListView, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.interview_rows import (
    DELETE,
    NEXT,
    PLAY,
    RECORD,
    RETAKE,
    START,
    STOP,
    USE_FILE,
    DeviceChoices,
    InterviewSheet,
)
from desktop.models.rows import Banner, ChoiceRow
from desktop.views.composer import ComposerPanel
from desktop.views.interview import DeleteRecordingDialog, InterviewPanel
from desktop.views.main_window import MainWindow
from tests.gui import rows
from tests.gui.conftest import name_of, named

READY = rows.INTERVIEW._replace(actions=frozenset({RECORD, NEXT}), primary=RECORD, is_open=True, has_picture=True)
DONE = READY._replace(actions=frozenset({PLAY, RETAKE, DELETE, NEXT}), primary=NEXT)


@pytest.fixture
def composer(window: MainWindow) -> ComposerPanel:
    window.show_composer(rows.COMPOSER._replace(wants_interview=True), rows.VALUES)
    return window.composer


@pytest.fixture
def panel(composer: ComposerPanel) -> InterviewPanel:
    composer.interview.show_sheet(rows.INTERVIEW)
    return composer.interview


def offered(panel: InterviewPanel) -> set[str]:
    """The buttons that can be seen and pressed."""
    return {each.text() for each in panel.findChildren(QPushButton) if each.isVisible() and each.isEnabled()}


def test_it_stands_where_the_job_asks_for_it_and_only_there(window: MainWindow, panel: InterviewPanel) -> None:
    assert name_of(panel) == "Interview"
    window.show_composer(rows.COMPOSER._replace(draft="draft-2"), rows.VALUES)
    assert not panel.isVisible()


def test_a_job_without_interview_makes_none(window: MainWindow) -> None:
    window.show_composer(rows.COMPOSER, rows.VALUES)
    assert not window.composer.findChildren(InterviewPanel)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Interview questions", QListView), ("Privacy", QLabel), ("Recording time", QLabel), ("Sound level", QProgressBar),
     ("Picture", QWidget), ("Transcript", QLabel), ("Camera", QLabel), ("Microphone", QLabel)],
)  # fmt: skip
def test_each_part_is_found_by_its_name(panel: InterviewPanel, name: str, kind: type) -> None:
    panel.show_sheet(DONE)
    panel.show_time("0:02 of 4:00")
    assert named(panel, name, kind).isVisible()


def test_the_privacy_sentence_stands_there_before_anything_is_recorded(panel: InterviewPanel) -> None:
    assert named(panel, "Privacy", QLabel).text() == rows.INTERVIEW.privacy
    assert offered(panel) == {START}


@pytest.mark.parametrize("sheet", [READY, DONE, rows.INTERVIEW])
def test_what_can_be_done_is_offered_and_nothing_else(panel: InterviewPanel, sheet: InterviewSheet) -> None:
    panel.show_sheet(sheet)
    assert offered(panel) == set(sheet.actions)


@pytest.mark.parametrize("name", [START, RECORD, STOP, PLAY, RETAKE, DELETE, NEXT])
def test_each_button_asks_by_its_name(panel: InterviewPanel, name: str) -> None:
    panel.show_sheet(READY._replace(actions=frozenset({name})))
    asked = QSignalSpy(panel.pressed)
    button = named(panel, name, QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked.at(0) == [name]


def test_the_keyboard_follows_from_record_to_stop_to_what_comes_next(panel: InterviewPanel) -> None:
    panel.show_sheet(READY)
    named(panel, RECORD, QPushButton).setFocus()
    panel.show_sheet(READY._replace(actions=frozenset(), is_busy=True))  # a file is being made
    panel.show_sheet(READY._replace(actions=frozenset({STOP}), primary=STOP, is_busy=True, is_recording=True))
    assert panel.window().focusWidget() is named(panel, STOP, QPushButton)
    panel.show_sheet(READY._replace(actions=frozenset(), is_busy=True))
    panel.show_sheet(DONE)
    assert panel.window().focusWidget() is named(panel, NEXT, QPushButton)


def test_the_keyboard_goes_to_what_comes_next_and_not_to_what_stands_beside(panel: InterviewPanel) -> None:
    named(panel, START, QPushButton).setFocus()
    panel.show_sheet(READY)
    assert panel.window().focusWidget() is named(panel, RECORD, QPushButton)


def test_a_button_that_stays_keeps_the_keyboard(panel: InterviewPanel) -> None:
    panel.show_sheet(READY)
    named(panel, NEXT, QPushButton).setFocus()
    panel.show_sheet(READY._replace(place=1, actions=frozenset({RECORD, NEXT})))
    assert panel.window().focusWidget() is named(panel, NEXT, QPushButton)


def test_the_keyboard_is_left_where_it_is_elsewhere(composer: ComposerPanel, panel: InterviewPanel) -> None:
    panel.show_sheet(READY)
    letter = named(composer, "Cover letter")
    letter.setFocus()
    panel.show_sheet(DONE)
    assert panel.window().focusWidget() is letter


def test_a_question_is_chosen_by_key(panel: InterviewPanel) -> None:
    questions = named(panel, "Interview questions", QListView)
    asked = QSignalSpy(panel.question_chosen)
    questions.setFocus()
    QTest.keyClick(questions, Qt.Key.Key_Down)
    QTest.keyClick(questions, Qt.Key.Key_Return)
    assert asked.at(0) == [1]


def test_while_one_is_recorded_no_other_question_can_be_chosen(panel: InterviewPanel) -> None:
    panel.show_sheet(READY._replace(is_busy=True))
    assert not named(panel, "Interview questions", QListView).isEnabled()


def test_a_question_is_spoken_with_its_state(panel: InterviewPanel) -> None:
    questions = named(panel, "Interview questions", QListView)
    assert str(questions.model().index(0, 0).data()).endswith("recorded, 62 seconds")


def test_devices_are_chosen_by_their_names(panel: InterviewPanel) -> None:
    panel.show_sheet(READY)
    cameras = (ChoiceRow("c1", "Front camera"), ChoiceRow("", "No camera, sound alone"))
    panel.show_devices(DeviceChoices(cameras, (ChoiceRow("m1", "Headset"),), "c1", "m1"))
    asked = QSignalSpy(panel.devices_chosen)
    camera = named(panel, "Camera", QLabel).buddy()
    assert isinstance(camera, QComboBox)
    camera.setFocus()
    QTest.keyClick(camera, Qt.Key.Key_Down)
    assert asked.at(0) == ["", "m1"]


def test_the_level_is_read_as_a_number(panel: InterviewPanel) -> None:
    panel.show_sheet(READY)
    panel.show_level(0.5)
    meter = named(panel, "Sound level", QProgressBar)
    value = QAccessible.queryAccessibleInterface(meter).valueInterface().currentValue()
    assert value == 50
    panel.show_level(0.0)
    assert 0 < meter.value() < 50, "it falls gently"


def test_the_picture_is_shown_whole(panel: InterviewPanel, qtbot: QtBot) -> None:
    panel.show_sheet(READY)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    panel.show_picture(image)
    finder = named(panel, "Picture")
    shown = finder.grab().toImage()
    middle = shown.pixelColor(shown.width() // 2, shown.height() // 2)
    edge = shown.pixelColor(4, shown.height() // 2)
    assert middle == Qt.GlobalColor.magenta
    assert edge != Qt.GlobalColor.magenta


def test_leaving_is_told_so_that_the_camera_goes_off(window: MainWindow, panel: InterviewPanel) -> None:
    left = QSignalSpy(panel.hidden)
    window.show_invitation(rows.INVITATION)
    assert left.count() == 1


def test_a_file_is_chosen_in_a_dialog_that_waits_for_nobody(panel: InterviewPanel) -> None:
    panel.show_sheet(READY._replace(actions=frozenset({USE_FILE})))
    pressed = QSignalSpy(panel.pressed)
    QTest.mouseClick(named(panel, USE_FILE, QPushButton), Qt.MouseButton.LeftButton)
    dialog = panel.findChildren(QFileDialog)[0]
    assert (dialog.isVisible(), pressed.count()) == (True, 0)
    dialog.reject()


def test_a_way_out_is_said_across_the_top(panel: InterviewPanel) -> None:
    panel.show_sheet(rows.INTERVIEW._replace(banner=Banner("No camera was found.")))
    assert named(panel, "No camera was found.", QLabel).isVisible()


def test_a_check_leads_to_the_button_that_comes_next(composer: ComposerPanel, panel: InterviewPanel) -> None:
    composer.go_to("interview.1")
    assert panel.window().focusWidget() is named(panel, START, QPushButton)


def test_markup_in_a_question_is_text(panel: InterviewPanel) -> None:
    panel.show_sheet(rows.INTERVIEW._replace(question="<h1>Why?</h1>", intro="<b>2</b>"))
    assert {"<h1>Why?</h1>", "<b>2</b>"} <= {label.text() for label in panel.findChildren(QLabel)}


@pytest.mark.parametrize(("button", "result"), [("Keep it", 0), ("Delete for good", 1)])
def test_what_cannot_be_recorded_again_is_deleted_only_after_a_yes(
    window: MainWindow, qtbot: QtBot, button: str, result: int
) -> None:
    dialog = DeleteRecordingDialog("You cannot record it again.", window)
    dialog.open()
    QTest.mouseClick(named(dialog, button, QPushButton), Qt.MouseButton.LeftButton)
    assert dialog.result() == result
    dialog.deleteLater()
