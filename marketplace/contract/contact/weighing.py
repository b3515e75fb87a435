"""Asking in ways that the grammar of `requests` does not know: what words do is weighed, alone and two by two.

Each letter of a sentence (see `words`), and each letter with the next few behind it, speaks for asking or against it,
as much as `tables/weights.txt` says. That was learned from the labelled sentences of many authors by
`tools/contact_weights.py`; which words speak how loud can be read there.
"""

from functools import cache, lru_cache

from marketplace.contract.contact.hosts import table
from marketplace.contract.contact.words import PLAIN

ENOUGH = 1.15
"""Above this a sentence asks."""
FIRST, LAST = "^", "$"
BIAS = "*"
MOST_REMEMBERED = 200  # strings of letters
_NEAR = 6  # words
_NEXT = 3  # letters


def pairs(letters: str) -> set[str]:
    """The letters of a sentence, each alone and with the next few that are near behind it."""
    said = [(place, letter) for place, letter in enumerate(f"{FIRST}{letters}{LAST}") if letter != PLAIN]
    found = {letter for _, letter in said[1:-1]}
    for at, (place, letter) in enumerate(said):
        found.update(letter + later for where, later in said[at + 1 : at + 1 + _NEXT] if where - place <= _NEAR)
    return found


@lru_cache(MOST_REMEMBERED)
def weight(letters: str) -> float:
    """How much speaks for asking."""
    known = _weights()
    return known[BIAS] + sum(known.get(pair, 0.0) for pair in pairs(letters))


@cache
def _weights() -> dict[str, float]:
    lines = (line.split(" ") for line in table("weights.txt").split("\n") if line and not line.startswith("# "))
    return {pair: float(value) for pair, value in lines}
