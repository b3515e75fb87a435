"""Contact details that are given away piece by piece, over several lines or messages."""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import islice

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.hosts import providers
from marketplace.contract.contact.reading import Edit, Reading
from marketplace.contract.contact.scene import Match, Scene
from marketplace.contract.contact.sentences import Sentence
from marketplace.contract.contact.signs import DIGITS
from marketplace.contract.contact.spoken import said
from marketplace.contract.contact.spoken_numbers import between_numbers, number_words
from marketplace.contract.contact.words import owning

SHORT_LINE = 40
MOST_BETWEEN = 3  # lines from the service to the name
MOST_LINES = 1_500  # that are looked at for pieces of numbers
MOST_NAMES = 300  # on lines of their own
FEW_WORDS = 3
FEWEST_DIGITS, MOST_DIGITS = 7, 15
FEWEST_PIECES = 2
_FILLER_WORDS = 5
_SIGNS = frozenset("@._:-+/")
_BREAK = re.compile(r"(?<![ \t])[ \t]*\n+[ \t]*")
_ORDINAL = re.compile(
    r"(?:first|second|third|then|next|part (?:one|two|\d)|1st|2nd|3rd|and then|last|primero|segundo|erst(?:ens|er)?"
    r"|zweitens|перше|друге|первое|второе|потом|потім)(?: (?:part|half|piece|is|one))*\s?[:\-=]\s?"
)
_PIECE = re.compile(
    r"[\s\"']*(?:(?:then|and|next|ends? (?:in|with)|starts? with|first|last|finally|и|потом|y|e|dann|und|puis|потім|a"
    r"|potem)\s){0,4}(?P<digits>\+?\d[\d -]*\d)[\s\"'.!:]*$"
)
_ONE_PIECE = re.compile(r"(?P<before>\D*)(?P<digits>\+?\d[\d -]*\d)(?P<after>\D*)")
_ASIDE = re.compile(r"[,.;!(].*")  # "last four 0164, ring me"
_LINES_OF_DIGITS = re.compile(r"\n[^\d\n]{0,38}\d[\d -]*\d[^\d\n]{0,38}(?=\n|$)")
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SAID = re.compile(r"[^\W\d_][\w ,.!?':)-]*$")
_ENDS_WITH_IT = re.compile(
    "(?:[CsE][NI]?|i[-V]{0,2}[TcmL])[:?,]{0,2}$"
)  # and with no thing behind it that is made with the service
_NAME_LINE = re.compile(r"\s*[\"']?(@?[a-z](?:[^\W_]|-)*(?:[._]+(?:[^\W_]|-)+){1,4})[\"'!]?\s*")
_HAS_NAME_LINE = re.compile(r"\n[ \t]*[\"']?@?[a-z][\w-]{0,39}[._][\w.-]{1,39}[\"'!]?[ \t]*(?:\n|$)")


def fragments(text: str) -> Iterator[tuple[int, int]]:
    """Runs of short lines of which one is only a piece of something: a single word, or one with a sign at its end."""
    first = place = lines = 0
    piece = False
    for line in (*text.split("\n"), "." * (SHORT_LINE + 1)):
        if len(line) <= SHORT_LINE and line.strip():
            first = first if lines else place
            lines += 1
            piece = piece or _is_piece(line.strip())
        else:
            if lines > 1 and piece:
                yield first, place - 1
            lines, piece = 0, False
        place += len(line) + 1


def _is_piece(line: str) -> bool:
    first, *rest = line.split()
    if not rest:
        return not line.strip(",.!?:").isalpha() or first in _signs_said() or first in number_words()
    words = line.replace(",", " ").split()
    if _of_numbers().issuperset(words) and not number_words().isdisjoint(words):
        return True
    if rest[-1] in owning():
        return True
    if first in _signs_said() and len(rest) < FEW_WORDS:
        return True
    return line[0] in _SIGNS or line[-1] in "@_+/" or _ORDINAL.match(line) is not None


@cache
def _of_numbers() -> frozenset[str]:
    return number_words() | between_numbers() | _in_order()


@cache
def _signs_said() -> frozenset[str]:
    return frozenset(word for name in ("at", "dot", "line", "dash", "slash") for word in said()[name])


def joined_lines(reading: Reading) -> Reading:
    """Short lines read on in one line: without a gap where a sign says that they belong together."""
    text = reading.text
    edits: list[Edit] = []
    for gap in _BREAK.finditer(text):
        before = text[text.rfind("\n", 0, gap.start()) + 1 : gap.start()]
        after = text[gap.end() : gap.end() + SHORT_LINE].split("\n")[0]
        ordinal = _ORDINAL.match(after)
        skipped = ordinal.end() if ordinal else 0
        edits.append((gap.start(), gap.end() + skipped, _glue(before, after[skipped:])))
    return reading.rewritten(edits)


def _glue(before: str, after: str) -> str:
    if not before or not after:
        return " "
    if after[0] == "@" and after != "@" and "." not in after:
        return " "
    if after[0] in _SIGNS or (before[-1] in _SIGNS and (before[-1] != "." or " " not in before)):
        return ""
    return "" if before[-1].isdigit() and after[0].isdigit() and len(before) < 8 else " "


def pieces_of_numbers(scene: Scene) -> list[Match]:
    """Lines that hold nothing but digits, which together make a number."""
    if not scene.signs & DIGITS:
        return []
    with_digits = islice(_LINES_OF_DIGITS.finditer(f"\n{scene.text}"), FEWEST_PIECES)
    if len(list(with_digits)) < FEWEST_PIECES:
        return []
    runs: list[list[tuple[int, int]]] = [[]]
    place = fillers = 0
    for line in scene.text.split("\n", MOST_LINES)[:MOST_LINES]:
        piece = (_PIECE.match(line) or _told_piece(line)) if len(line) <= SHORT_LINE else None
        if piece is not None:
            runs[-1].append((place + piece.start("digits"), place + len(line[: piece.end("digits")].rstrip())))
            fillers = 0
        elif fillers or line.count(" ") >= _FILLER_WORDS or not _SAID.match(line):
            runs.append([])
        else:
            fillers += 1
        place += len(line) + 1
    return [match for run in runs if len(run) >= FEWEST_PIECES for match in _one_number(scene, run)]


def _told_piece(line: str) -> re.Match[str] | None:
    """`and the last bit is 5096`: one group of digits, and otherwise words that put pieces in order."""
    found = _ONE_PIECE.fullmatch(line)
    words = _WORDS.findall(f"{found['before']} {_ASIDE.sub('', found['after'])}") if found else ()
    return found if found and words and _in_order().issuperset(words) else None


@cache
def _in_order() -> frozenset[str]:
    return frozenset(said()["sequence"])


def named_lines(scene: Scene) -> Iterator[Match]:
    """A line that is only a name, shortly after a short one that is about an account: `my gmail`, `olga.brandt`."""
    if not _HAS_NAME_LINE.search(scene.text):
        return
    for name, before in islice(_with_lines_before(scene.text), MOST_NAMES):
        if any(_is_about_an_account(line) for line in before):
            yield Match(*name, Kind.HANDLE)


def _with_lines_before(text: str) -> Iterator[tuple[tuple[int, int], list[Sentence]]]:
    """Where a line is only a name, and those of the last few lines with something on them that are short."""
    before: deque[str] = deque(maxlen=MOST_BETWEEN)
    place = 0
    for line in text.split("\n"):
        if (name := _NAME_LINE.fullmatch(line)) is not None:
            short = [Sentence(one, 0, len(one)) for one in before if len(one) <= SHORT_LINE]
            yield (place + name.start(1), place + name.end(1)), short
        if line.strip():
            before.append(line)
        place += len(line) + 1


def _is_about_an_account(line: Sentence) -> bool:
    letters = line.letters
    last = line.text.split()[-1].strip(":?,")
    named = _ENDS_WITH_IT.search(letters) is not None or last in providers()
    return named and ("M" in letters or len(line.words) <= FEW_WORDS)


def _one_number(scene: Scene, run: list[tuple[int, int]]) -> list[Match]:
    digits = sum(character.isdigit() for start, end in run for character in scene.text[start:end])
    if not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        return []
    return [Match(start, end, Kind.PHONE) for start, end in run]
