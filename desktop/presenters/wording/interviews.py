"""The panel `Interview`, said."""

from desktop.local.interviews import Answered
from desktop.models.interview_rows import DeviceChoices, InterviewSheet, QuestionRow
from desktop.models.list_rows import Chip
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, ChoiceRow
from desktop.presenters.interview_stand import Stand, actions, next_action
from desktop.presenters.wording import amounts
from desktop.recording.kit import Device, Devices, Lack
from desktop.services.composer import Composition
from marketplace.contract.entities import Interview

OFF = "Camera and microphone are off until you start."
SOUND_ALONE = "Sound alone: nothing is to be seen."
NO_TRANSCRIPT = "No transcript: nothing that makes one is installed on this computer. The client gets the recording."
NONE_MADE = "No transcript goes with this answer. The client gets the recording."
LISTENING = "The transcript is being made on this computer."
TOO_SHORT = "That was too short to be an answer. Nothing was kept, and it does not count as a take."
KEPT = "The rest of your draft is kept."


def sheet(composition: Composition, interview: Interview, stand: Stand) -> InterviewSheet:
    """How the interview of a job stands, and what can be done now."""
    answered = composition.interview[stand.place]
    return InterviewSheet(
        intro=intro(interview),
        privacy=block(composition.policy.wordings.interview),
        questions=tuple(
            _question(place, text, each)
            for place, (text, each) in enumerate(zip(interview.questions, composition.interview, strict=True))
        ),
        place=stand.place,
        question=block(interview.questions[stand.place], 1000),
        note=note(answered, interview) if stand.is_open else f"{note(answered, interview)} {OFF}",
        transcript=transcript(answered, stand),
        banner=None if stand.lack is None else Banner(way_out(*stand.lack, interview)),
        actions=actions(composition, interview, stand),
        primary=next_action(composition, stand),
        is_open=stand.is_open,
        has_picture=stand.is_open or stand.is_playing,
        is_recording=stand.is_recording,
        is_busy=stand.is_busy,
    )


def intro(interview: Interview) -> str:
    """`2 questions, answered aloud in English, up to 4 minutes each. ...`"""
    asked = amounts.count(len(interview.questions), "question")
    each = " each" if len(interview.questions) > 1 else ""
    retakes = (
        f"Each answer can be recorded anew {amounts.count(interview.retakes, 'time')}."
        if interview.retakes
        else "Each answer can be recorded once."
    )
    language = one_line(interview.language, 40)
    return f"{asked}, answered aloud in {language}, up to {length(interview.seconds)}{each}. {retakes}"


def note(answered: Answered, interview: Interview) -> str:
    """What stands, and what is left."""
    left = interview.retakes + 1 - answered.takes
    if answered.takes == 0:
        return f"Up to {length(interview.seconds)}."
    retakes = f"{amounts.count(left, 'retake')} left." if left > 0 else "No retake is left."
    if answered.answer is None:
        return f"No recording is kept. {retakes}"
    return (
        f"{amounts.clock(answered.answer.seconds)} recorded, {amounts.size(answered.answer.recording.size)}. {retakes}"
    )


def transcript(answered: Answered, stand: Stand) -> str:
    """What was said, or why that is not known."""
    if answered.answer is None:
        return ""
    if answered.answer.transcript:
        return f"Transcript: {block(answered.answer.transcript)}"
    if stand.place in stand.heard:
        return LISTENING
    return NONE_MADE if stand.can_listen else NO_TRANSCRIPT


def way_out(lack: Lack, name: str, interview: Interview) -> str:
    """What is missing, and what can be done instead."""
    missing = {
        Lack.EXTRA: "Recording needs Bellhop's extra “interview”, which is not installed here. Install it, and start"
        " Bellhop again.",
        Lack.LIBRARY: f"Recording needs the system library {one_line(name, 60)}, which is not installed here."
        " Install it, and start Bellhop again.",
        Lack.BACKEND: "Qt has nothing on this system that it could record with.",
        Lack.CAMERA: "No camera was found. Connect one, and start.",
        Lack.MICROPHONE: "No microphone was found. Connect one, and start.",
        Lack.PERMISSION: "The system does not let Bellhop use camera and microphone. Allow it in the system's privacy"
        " settings, and start.",
    }[lack]
    if interview.files and lack not in {Lack.EXTRA, Lack.LIBRARY, Lack.BACKEND}:
        return f"{missing} You can also record your answers elsewhere and use the files. {KEPT}"
    return f"{missing} Otherwise apply from a computer where it works. {KEPT}"


def devices(found: Devices, interview: Interview, camera: str, microphone: str) -> DeviceChoices:
    """What can be chosen from."""
    cameras = [_choice(each) for each in found.cameras]
    if interview.sound_alone:
        cameras.append(ChoiceRow("", "No camera, sound alone"))
    return DeviceChoices(tuple(cameras), tuple(_choice(each) for each in found.microphones), camera, microphone)


def time(milliseconds: int, total: int) -> str:
    """`0:42 of 4:00`; both in milliseconds."""
    return f"{amounts.clock(milliseconds // 1000)} of {amounts.clock(total // 1000)}"


def length(seconds: int) -> str:
    """`4 minutes`, `90 seconds`."""
    minutes, rest = divmod(seconds, 60)
    return amounts.count(minutes, "minute") if minutes and not rest else amounts.count(seconds, "second")


def file_flaw(name: str, milliseconds: int, interview: Interview, *, has_picture: bool, has_sound: bool) -> str:
    """Why a file that was recorded elsewhere is no answer; empty where it is one."""
    named = f"“{one_line(name, 80)}”"
    if not milliseconds:
        return f"{named} cannot be played here, so nobody can tell how long it is. It was not taken."
    if not has_sound:
        return f"{named} has no sound. It was not taken."
    if not (has_picture or interview.sound_alone):
        return f"{named} has no picture, and this client wants to see you. It was not taken."
    if milliseconds // 1000 > interview.seconds:
        too_long = amounts.clock(milliseconds // 1000)
        return f"{named} is {too_long} long; {amounts.clock(interview.seconds)} are asked for. It was not taken."
    return ""


def why_not_again(answered: Answered) -> str:
    """Asked before an answer is deleted that cannot be recorded again."""
    times = amounts.count(answered.takes, "time")
    return (
        f"You have recorded this answer {times}, and the client grants no more. If you delete it, you cannot record"
        " it again, and the proposal cannot be sent without it."
    )


def _question(place: int, text: str, answered: Answered) -> QuestionRow:
    is_answered = answered.answer is not None
    state = Chip(amounts.clock(answered.answer.seconds), "good") if answered.answer else Chip("Not recorded")
    said = f"recorded, {length(answered.answer.seconds)}" if answered.answer else "not recorded"
    words = one_line(text, 300)
    return QuestionRow(place, str(place + 1), words, state, is_answered, f"Question {place + 1}: {words}, {said}")


def _choice(device: Device) -> ChoiceRow:
    return ChoiceRow(device.id, one_line(device.name, 80))
