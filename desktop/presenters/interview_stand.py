"""Where an interview stands on the screen, and what can be done there: values and functions, no widgets."""

from enum import Enum, auto
from typing import NamedTuple

from desktop.local.interviews import Answered
from desktop.models.interview_rows import DELETE, NEXT, OMIT, PLAY, RECORD, RETAKE, START, STOP, USE_FILE
from desktop.recording.kit import Lack
from desktop.services.composer import Composition
from desktop.services.interviews import why_not_retake
from marketplace.contract.entities import Interview


class Phase(Enum):
    """What is going on."""

    IDLE = auto()
    RECORDING = auto()
    KEEPING = auto()
    PLAYING = auto()


class Stand(NamedTuple):
    """`place` is the question that is looked at; `lack` what keeps the studio from opening, with a library's name.

    `can_listen` where transcripts can be made here; `heard` are the places whose transcripts are being made.
    """

    place: int = 0
    phase: Phase = Phase.IDLE
    is_open: bool = False
    can_listen: bool = False
    heard: frozenset[int] = frozenset()
    lack: tuple[Lack, str] | None = None

    @property
    def is_recording(self) -> bool:
        """Whether what is said now is kept."""
        return self.phase is Phase.RECORDING

    @property
    def is_playing(self) -> bool:
        """Whether an answer is looked at again."""
        return self.phase is Phase.PLAYING

    @property
    def is_busy(self) -> bool:
        """Whether something has to come to its end before another question can be looked at."""
        return self.phase is not Phase.IDLE


def actions(composition: Composition, interview: Interview, stand: Stand) -> frozenset[str]:
    """The buttons that do something now."""
    if stand.phase is Phase.KEEPING:
        return frozenset()
    if stand.is_busy:
        return frozenset({STOP})
    answered = composition.interview[stand.place]
    found = set() if stand.is_open else {START}
    if answered.answer is not None:
        found |= {PLAY, DELETE, OMIT} if answered.answer.transcript else {PLAY, DELETE}
    if not why_not_retake(answered, interview):
        found |= _takes(answered, interview, stand)
    if stand.place + 1 < len(interview.questions):
        found.add(NEXT)
    return frozenset(found)


def _takes(answered: Answered, interview: Interview, stand: Stand) -> set[str]:
    found = {USE_FILE} if interview.files else set()
    if stand.is_open:
        found.add(RECORD if answered.answer is None else RETAKE)
    return found


def next_action(composition: Composition, stand: Stand) -> str:
    """The button that comes next for whoever goes through the interview."""
    if stand.is_busy:
        return STOP
    if not stand.is_open:
        return START
    return RECORD if composition.interview[stand.place].answer is None else NEXT


def first_unanswered(answered: tuple[Answered, ...]) -> int:
    """Where to go on; the first question where all are answered."""
    return next((place for place, each in enumerate(answered) if each.answer is None), 0)
