"""Fuzz the contact guard: no crash, no place outside the text, no input that takes long, no disguise that hides.

Texts are made from the cases of all authors, from the parts that are hard, and by changing both a little. What is
found is printed with the seed and the text, and belongs into `tests/guard`.
"""

import random
import time

from marketplace.contract.contact import Context, Finding, Severity, find
from tests.guard import disguising
from tests.guard.cases import all_cases
from tests.guard.hard import REPEATED, mixed_input

SECONDS = 30.0
"""How long a round takes."""
LONGEST = 10_240
PATIENCE = 1.0
"""Seconds of processor time that a text of a message's length may take: generous, for this is no bench."""
_SIGNS = [*REPEATED.values(), "\u202e", "\ufdfa", "\ud800", "ß", "İ", "\x00", "\u0345", "🇺🇦", "𝟘", "ﷺ", "\r\n", "\t"]


def run(seed: int, seconds: float = SECONDS) -> list[str]:
    """Look at texts for `seconds`; the sentences about what was wrong."""
    chance = random.Random(seed)
    cases = [case.text for case in all_cases()]
    until = time.monotonic() + seconds
    wrong: list[str] = []
    while time.monotonic() < until and not wrong:
        wrong += _looked(_text(chance, cases), chance)
        wrong += _disguised(chance)
    return wrong


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
    began = time.process_time()
    try:
        found = find(text, context=chance.choice(list(Context)), history=history)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this round looks for
        return [f"{type(error).__name__}: {error} on {text!r}"]
    taken = time.process_time() - began
    if taken > PATIENCE:
        return [f"{taken:.1f} s for {text!r}"]
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
