# ruff: noqa: E501
"""Contact details that are given away piece by piece, over several lines or messages."""

import re

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.reading import Edit, Reading
from marketplace.contract.contact.scene import Match, Scene

_BREAK = re.compile(r"[ \t]*\n+[ \t]*")
_ORDINAL = re.compile(
    r"^(?:first|second|third|then|next|part (?:one|two|\d)|1st|2nd|3rd|and then|last|primero|segundo|erst(?:ens|er)?|zweitens|перше|друге|первое|второе|потом|потім)(?: (?:part|half|piece|is|one))*\s?[:\-=]\s?"
)
_PIECE = re.compile(
    r"^[\s\"']*(?:(?:then|and|next|ends? (?:in|with)|starts? with|first|last|finally|и|потом|y|e|dann|und|puis|потім|a potem)\s){0,4}(?P<digits>\+?[\d][\d\s().-]*)[\s\"'.!:)]*$"
)
_FILLER_WORDS = 5
SHORT_LINE = 40
FEWEST_DIGITS, MOST_DIGITS = 7, 15


def joined_lines(reading: Reading) -> Reading:
    """Short lines read on in one line: without a gap where a sign says that they belong together."""
    text = reading.text
    edits: list[Edit] = []
    for gap in _BREAK.finditer(text):
        before = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()]
        after = text[gap.end() : gap.end() + SHORT_LINE + 1].split("\n")[0]
        if len(before) <= SHORT_LINE and len(after) <= SHORT_LINE:
            ordinal = _ORDINAL.match(after)
            edits.append(
                (
                    gap.start(),
                    gap.end() + (ordinal.end() if ordinal else 0),
                    _glue(before, after[ordinal.end() :] if ordinal else after),
                )
            )
    return reading.rewritten(edits)


def _glue(before: str, after: str) -> str:
    if not before or not after:
        return " "
    if after[0] in "@._:-+/" or before[-1] in "@._:-/+":
        return ""
    return "" if before[-1].isdigit() and after[0].isdigit() and len(before) < 8 else " "


def pieces_of_numbers(scene: Scene) -> list[Match]:
    """Lines that hold nothing but digits, which together make a number."""
    runs: list[list[tuple[int, int]]] = [[]]
    place = fillers = 0
    for line in scene.text.split("\n"):
        if piece := _PIECE.match(line):
            runs[-1].append((place + piece.start("digits"), place + len(line[: piece.end("digits")].rstrip())))
            fillers = 0
        elif len(line.split()) > _FILLER_WORDS or fillers:
            runs.append([])
        else:
            fillers += 1
        place += len(line) + 1
    return [match for run in runs for match in _one_number(scene, run)]


def _one_number(scene: Scene, run: list[tuple[int, int]]) -> list[Match]:
    digits = sum(character.isdigit() for start, end in run for character in scene.text[start:end])
    if len(run) < 2 or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        return []
    return [Match(start, end, Kind.PHONE) for start, end in run]
