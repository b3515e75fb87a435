"""What is typed: for each invitation one endless letter, so that any part of it is known by its length alone."""

from itertools import cycle, islice
from zlib import crc32

BRIEF = (
    "Dear team, I have read your brief twice and would gladly take it on. Over the years I did work of this kind for"
    " three clients, always on time; the samples show how. We could begin with the first part and look at it together."
)
WORDS = BRIEF.split()
LONGEST = 4_500


def text_of(invitation: str, length: int = LONGEST) -> str:
    """The first `length` characters of the letter to `invitation`; no two letters begin alike."""
    start = crc32(invitation.encode()) % len(WORDS)
    words = islice(cycle(WORDS[start:] + WORDS[:start]), LONGEST // 4)
    return f"About {invitation}: {' '.join(words)}"[:length]
