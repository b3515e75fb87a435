"""Inputs that once took long, or could: none does. Steps are counted; speeds are measured in `make bench guard`."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from marketplace.contract.contact import Context, Exemption, Kind, find
from tests.guard.hard import REPEATED, SIGNS, hard_inputs, mixed_input
from tests.guard.steps import Counting, TooMany
from tests.guard.walking import searched, walked

LENGTH = 6_000
INPUTS = hard_inputs(2 * LENGTH) | {f"mixed {seed}": mixed_input(seed, 2 * LENGTH) for seed in range(8)}
GROWTH = 2.6  # for twice the text: linear, and something for what begins late
FEW = 10_000  # lines, so that beginnings do not count
PATIENCE = 3_000_000  # steps
PATTERNS = searched()
SHORT, LONG = 150, 300  # characters
MANY = 150  # steps at one place
PLACES = 6
PARTS = [REPEATED[name] for name in (
    "letters", "digits", "digits apart", "dots", "dots and wider gaps", "labels", "at and dot", "almost addresses",
    "underscores", "links without a gap", "number words", "single letters", "hyphens", "street names", "short lines",
)] + [" ", "a \t", "a  b   ", ". ", "a.b-c_d+"]  # fmt: skip


@pytest.fixture(autouse=True)
def deep() -> Iterator[None]:
    """The matcher that counts calls itself for each repetition."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    yield
    sys.setrecursionlimit(before)


@contextmanager
def lines() -> Iterator[list[int]]:
    """How many lines of the program were run meanwhile, those of loops each time."""
    count = [0]

    def traced(_frame: FrameType, event: str, _argument: object) -> Any:
        count[0] += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        yield count
    finally:
        sys.settrace(before)


def cost(text: str) -> tuple[int, int]:
    """The characters that patterns were walked over, and the lines that were run."""
    find(text, context=Context.CHAT)  # words that are met for the first time are looked up, and remembered
    with walked() as tally, lines() as count:
        find(text, context=Context.CHAT)
    return tally.characters, count[0]


@pytest.mark.parametrize("name", INPUTS)
def test_twice_the_text_is_at_most_twice_the_work(name: str) -> None:
    characters, run = cost(INPUTS[name][:LENGTH])
    characters_of_twice, run_of_twice = cost(INPUTS[name])
    assert characters_of_twice < GROWTH * (characters + 5 * LENGTH)
    assert run_of_twice < GROWTH * (run + FEW)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_walked_over_a_text_once_and_not_from_each_of_its_places(name: str) -> None:
    pattern = PATTERNS[name]
    costly = [
        part
        for part in PARTS
        if (steps := _at_worst(pattern, part, SHORT)) > MANY and _at_worst(pattern, part, LONG) > 1.5 * steps
    ]
    grown = {part: _steps(pattern, part, LONG) / _steps(pattern, part, SHORT) for part in costly}
    assert {part: growth for part, growth in grown.items() if growth > GROWTH} == {}


def _at_worst(pattern: re.Pattern[str], part: str, length: int) -> int:
    """The steps it takes at one place of a text, where it finds nothing that is skipped then."""
    counting = Counting(pattern, _repeated(part, length), PATIENCE)
    worst = 0
    for place in range(min(len(part) + 1, PLACES)):
        before = counting.steps
        end = counting.match(place)
        if end is None or end - place < length // 3:
            worst = max(worst, counting.steps - before)
    return worst


def _steps(pattern: re.Pattern[str], part: str, length: int) -> int:
    counting = Counting(pattern, _repeated(part, length), PATIENCE)
    try:
        return counting.search_all()
    except TooMany:
        return PATIENCE


def _repeated(part: str, length: int) -> str:
    return (part * (length // len(part) + 1))[:length]


def test_steps_are_counted_as_they_are_taken() -> None:
    quadratic, linear = re.compile(r"a+b"), re.compile(r"(?<!a)a+b")
    assert _steps(quadratic, "a", LONG) > 3.5 * _steps(quadratic, "a", SHORT)
    assert _steps(linear, "a", LONG) < 2.1 * _steps(linear, "a", SHORT)
    for text in ("olga_k (at) posteo dot de", "0171-2345678, rue 5", "w h a t s a p p live:ab"):
        for pattern in PATTERNS.values():
            counting = Counting(pattern, text, PATIENCE)
            found = [pattern.match(text, place) for place in range(1, len(text))]
            assert [counting.match(place) for place in range(1, len(text))] == [one and one.end() for one in found]


def test_a_sign_is_looked_at_where_it_stands_and_not_at_every_letter_of_a_long_word() -> None:
    alone, _ = cost("a" * LENGTH)
    with_signs, _ = cost(SIGNS + "a" * LENGTH)
    assert with_signs < 2 * alone + 60 * LENGTH


def test_one_letter_of_another_script_does_not_make_long_words_costly() -> None:
    alone, _ = cost("a" * LENGTH)
    with_letter, _ = cost("a" * LENGTH + " \u0440\u0430")
    assert with_letter < 2 * alone + 60 * LENGTH


def test_places_of_characters_that_vanish_or_become_several_lead_back() -> None:
    text = "\u200b\ufdfa\u200b o\u200blga@post\u200beo.de \u0130"
    assert [text[one.start : one.end] for one in find(text, context=Context.CHAT)] == ["o\u200blga@post\u200beo.de"]


def test_what_is_exempted_does_not_keep_disguises_from_being_read() -> None:
    text = "a.b@posteo.de " * 100 + "call me on four nine one seven six five five five zero one two three"
    kinds = {one.kind for one in find(text, context=Context.CHAT, allowed=frozenset({Exemption.SCOPING_ACCESS}))}
    assert kinds == {Kind.PHONE}


def test_what_is_behind_many_decoys_is_found_within_a_message() -> None:
    text = "one two, " * 300 + "olga (at) posteo (dot) de " + "and more. " * 300
    assert any("olga" in text[one.start : one.end] for one in find(text, context=Context.CHAT))
