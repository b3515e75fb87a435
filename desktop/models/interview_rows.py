"""What the panel `Interview` shows; rows like those of `rows.py`."""

from typing import NamedTuple

from desktop.models.list_rows import Chip
from desktop.models.rows import Banner, ChoiceRow

START, RECORD, STOP, PLAY = "Start interview", "Record", "Stop", "Play"
RETAKE, DELETE = "Retake", "Delete recording"
NEXT, USE_FILE, OMIT = "Next question", "Use a recorded file", "Leave out transcript"
"""The buttons, by the names under which they are found."""


class QuestionRow(NamedTuple):
    """A line of the list `Interview questions`."""

    place: int
    number: str
    text: str
    state: Chip
    is_answered: bool
    spoken: str


class InterviewSheet(NamedTuple):
    """Everything that changes with what a person does; picture, level and time have ways of their own.

    `actions` names the buttons that can be pressed; `primary` is the one that comes next. `is_open` while camera and
    microphone are on, `has_picture` while something is to be seen.
    """

    intro: str
    privacy: str
    questions: tuple[QuestionRow, ...]
    place: int
    question: str
    note: str
    transcript: str
    banner: Banner | None
    actions: frozenset[str]
    primary: str
    is_open: bool
    has_picture: bool
    is_recording: bool
    is_busy: bool


class DeviceChoices(NamedTuple):
    """The two combo boxes, and what is chosen in them."""

    cameras: tuple[ChoiceRow, ...]
    microphones: tuple[ChoiceRow, ...]
    camera: str
    microphone: str
