"""Text from outside, made harmless to lay out and honest to look at. Pure functions.

What comes from outside may hold five thousand characters without a space, hundreds of marks stacked on one letter,
or controls that reverse what follows. Nothing is dropped silently: what is cut ends in an ellipsis, and controls
that change the direction of other text are shown by name.
"""

import re
import unicodedata

ELLIPSIS = "…"
BREAK = "\N{ZERO WIDTH SPACE}"
MOST_MARKS = 4
"""Combining marks kept on one letter: more than any living script stacks."""
LONGEST_RUN = 24
"""Characters without a place to break a line, beyond which places are made."""
PIECE = 12
"""Characters between the places that are made."""

_DIRECTIONS = {
    "\u202a": "⟪LRE⟫",
    "\u202b": "⟪RLE⟫",
    "\u202c": "⟪PDF⟫",
    "\u202d": "⟪LRO⟫",
    "\u202e": "⟪RLO⟫",
    "\u2066": "⟪LRI⟫",
    "\u2067": "⟪RLI⟫",
    "\u2068": "⟪FSI⟫",
    "\u2069": "⟪PDI⟫",
}
# Patterns that the first paint may do without are compiled, and then kept by `re`, where they are first used.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb]")
_EMPTY_LINES = r"\n(?:[^\S\n]*\n){3,}"
_FIRST_EMPTY_LINES = r"\A(?:[^\S\n]*\n)+"
_UNSENDABLE = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
_LINE_END = "\r\n|[\r\x0b\x0c\x85]"
_LONG_RUN = rf"\S{{{LONGEST_RUN + 1},}}"
_JOINERS = "\u200d\ufe0e\ufe0f"


def one_line(text: str, most: int = 200) -> str:
    """`text` on one line of at most `most` characters, white space folded."""
    if len(text) <= most and text.isascii() and text.isprintable():
        return text
    folded = " ".join(text[: most * 4].split())
    shown = _visible(folded)
    if len(shown) <= most and len(text) <= most * 4:
        return shown
    return _cut(shown, most - 1) + ELLIPSIS


def block(text: str, most: int = 20_000) -> str:
    """`text` in its own lines, at most `most` characters, with places to break in very long runs.

    Empty lines around it go, and of those inside of it two at most stay together.
    """
    shown = text[: most + 1].replace("\r\n", "\n").replace("\r", "\n")
    if not shown.isascii() or _INVISIBLE.search(shown) is not None:
        shown = _visible(shown)
    if len(text) > most or len(shown) > most:
        shown = _cut(shown, most) + ELLIPSIS
    return re.sub(_LONG_RUN, _with_breaks, _without_empty_lines(shown))


def _without_empty_lines(text: str) -> str:
    return re.sub(_EMPTY_LINES, "\n\n\n", re.sub(_FIRST_EMPTY_LINES, "", text.rstrip()))


def without_breaks(text: str) -> str:
    """A `block` as it is said and copied: the places to break lines are for the eye alone."""
    return text.replace(BREAK, "")


def harmless(text: str) -> str:
    """`text` for what guesses whether it is given rich text: without what could begin a tag or an entity."""
    return one_line(text, 500).replace("<", "‹").replace(">", "›").replace("&", "+")


def writable(text: str) -> str:
    """`text` as it can be written and sent: its line ends alike, without invisible controls and half characters.

    What directs text from right to left stays: it is part of some languages' writing.
    """
    return re.sub(_UNSENDABLE, "", re.sub(_LINE_END, "\n", text))


def _visible(text: str) -> str:
    text = _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _with_fewer_marks(_DIRECTION.sub(_name_of, text))


def _name_of(match: re.Match[str]) -> str:
    return _DIRECTIONS[match[0]]


def _with_fewer_marks(text: str) -> str:
    if text.isascii() or "M" not in "".join(map(unicodedata.category, text)):
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _with_breaks(match: re.Match[str]) -> str:
    return BREAK.join(_pieces(match[0]))


def _pieces(run: str) -> list[str]:
    """`run` in pieces, none of which begins with something that belongs to the letter before it."""
    pieces: list[str] = []
    start = 0
    while start < len(run):
        end = start + PIECE
        last = end + LONGEST_RUN  # beyond it, what claims to belong together is torn apart
        while end < min(last, len(run)) and _belongs_to_previous(run, end):
            end += 1
        pieces.append(run[start:end])
        start = end
    return pieces


def _belongs_to_previous(text: str, at: int) -> bool:
    return (
        text[at] in _JOINERS or text[at - 1] == "\u200d" or unicodedata.category(text[at]) in {"Mn", "Me", "Mc", "Sk"}
    )


def _cut(text: str, most: int) -> str:
    end = min(most, len(text))
    while 0 < end < len(text) and most - end < 32 and _belongs_to_previous(text, end):
        end -= 1
    return text[:end].rstrip()
