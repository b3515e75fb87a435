"""Fuzz the contact guard: no crash, no place outside the text, no input that takes long, no disguise that hides.

Texts are made from the cases of all authors, from the parts that are hard, and by changing both a little. Part of a
round climbs: of two texts it keeps the one that takes longer, and changes that. What is found is printed with the seed
and the text, and belongs into `tests/guard`.
"""

import random
import time
from typing import NamedTuple

from marketplace.contract.contact import Context, Finding, Severity, find
from tests.guard import disguising
from tests.guard.cases import all_cases
from tests.guard.hard import REPEATED, mixed_input

SECONDS = 30.0
"""How long a round takes."""
LONGEST = 10_240
PATIENCE = 0.050
"""Seconds of processor time that 100,000 characters may take, and anything shorter."""
FAR_LONGER = 100_000
CLIMBING = 0.5
"""The part of a round that climbs."""
_SIGNS = [*REPEATED.values(), "\u202e", "\ufdfa", "\ud800", "ß", "İ", "\x00", "\u0345", "🇺🇦", "𝟘", "ﷺ", "\r\n", "\t"]


def run(seed: int, seconds: float = SECONDS) -> list[str]:
    """Look at texts for `seconds`; the sentences about what was wrong."""
    chance = random.Random(seed)
    cases = [case.text for case in all_cases()]
    began = time.monotonic()
    wrong: list[str] = []
    while time.monotonic() < began + seconds * (1 - CLIMBING) and not wrong:
        wrong += _looked(_text(chance, cases), chance)
        wrong += _disguised(chance)
    return wrong or _climbed(chance, cases, began + seconds)


# --- climbing ---------------------------------------------------------------------------------------------


class Recipe(NamedTuple):
    """Pieces that follow each other, over and over, until the text is long enough."""

    pieces: tuple[tuple[str, int], ...]
    length: int

    def text(self) -> str:
        """What it makes."""
        once = "".join(piece * times for piece, times in self.pieces)
        return (once * (self.length // len(once) + 1))[: self.length]


def _climbed(chance: random.Random, cases: list[str], until: float) -> list[str]:
    """The slowest text that small changes lead to, where it is too slow; printed where it is not."""
    best, slowest = _recipe(chance, cases), 0.0
    while time.monotonic() < until:
        other = _recipe(chance, cases) if chance.random() < 0.1 else _varied(best, chance, cases)
        taken = _taken(other.text(), times=2)
        if taken > slowest:
            best, slowest = other, taken
    told = f"{slowest * 1000:.0f} ms for {best.length} characters of {best.pieces!r}"
    print(f"    slowest: {told}", flush=True)
    return [f"Slow: {told}"] if _is_slow(best.text()) else []


def _recipe(chance: random.Random, cases: list[str]) -> Recipe:
    pieces = tuple(_piece(chance, cases) for _ in range(chance.randint(1, 5)))
    return Recipe(pieces, chance.choice((LONGEST, FAR_LONGER, FAR_LONGER)))


def _piece(chance: random.Random, cases: list[str]) -> tuple[str, int]:
    piece = chance.choice(_SIGNS) if chance.random() < 0.7 else chance.choice(cases)
    return piece, chance.choice((1, 1, 2, 5, 20, 100))


def _varied(recipe: Recipe, chance: random.Random, cases: list[str]) -> Recipe:
    pieces = list(recipe.pieces)
    at = chance.randrange(len(pieces))
    match chance.randrange(5):
        case 0:
            pieces.insert(at, _piece(chance, cases))
        case 1 if len(pieces) > 1:
            del pieces[at]
        case 2:
            pieces[at] = _piece(chance, cases)
        case 3:
            pieces[at] = _changed(pieces[at][0], chance) or " ", pieces[at][1]
        case _:
            pieces[at] = pieces[at][0], max(1, round(pieces[at][1] * chance.choice((0.3, 0.5, 2, 3))))
    return recipe._replace(pieces=tuple(pieces))


def _is_slow(text: str) -> bool:
    """Whether it takes too long, at the best of several times: a busy machine slows down some of them."""
    return _taken(text, times=3) > _patience(text) and _taken(text, times=12) > _patience(text)


def _patience(text: str) -> float:
    return PATIENCE * max(1.0, len(text) / FAR_LONGER)


def _taken(text: str, times: int) -> float:
    """Seconds of processor time, at best."""
    return min(_taken_once(text) for _ in range(times))


def _taken_once(text: str) -> float:
    began = time.process_time()
    find(text, context=Context.CHAT)
    return time.process_time() - began


# --- texts ------------------------------------------------------------------------------------------------


def _text(chance: random.Random, cases: list[str]) -> str:
    match chance.randrange(4):
        case 0:
            return mixed_input(chance.randrange(1_000_000), chance.choice((50, 500, LONGEST)))
        case 1:
            return chance.choice(("\n", " ", "\n\n")).join(chance.sample(cases, chance.randint(1, 12)))
        case 2:
            return "".join(chance.choice(_SIGNS) for _ in range(chance.randint(1, 200)))
        case _:
            return _changed(chance.choice(cases), chance)


def _changed(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(letters) + 1)
        letters[at : at + chance.randint(0, 2)] = chance.choice(_SIGNS)
    return "".join(letters)


def _looked(text: str, chance: random.Random) -> list[str]:
    history = [text[: len(text) // 2]] if chance.random() < 0.2 else []
    try:
        found = find(text, context=chance.choice(list(Context)), history=history)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this round looks for
        return [f"{type(error).__name__}: {error} on {text!r}"]
    if _is_slow(text):
        return [f"{_taken(text, times=3) * 1000:.0f} ms for {text!r}"]
    return [] if _is_in_order(found, text) else [f"Places {found} in {text!r}"]


def _is_in_order(found: tuple[Finding, ...], text: str) -> bool:
    ends = [0, *(one.end for one in found)]
    return all(end <= one.start < one.end <= len(text) for end, one in zip(ends, found, strict=False))


def _disguised(chance: random.Random) -> list[str]:
    plain = chance.choice(("olga.brandt@posteo.de", "m_okafor@gmail.com", "priya.rao@outlook.com"))
    hidden = chance.choice(disguising.OF_EMAILS)(plain, chance)
    text = f"My mail is {hidden} for the files."
    found = [one for one in find(text, context=Context.CHAT) if one.severity is Severity.BLOCK]
    return [] if found else [f"Nothing found in {text!r}"]
