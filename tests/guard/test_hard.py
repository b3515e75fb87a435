"""Inputs that once took long, or could: none does. The bound is generous; speeds are measured in `make bench guard`."""

import time
from collections.abc import Callable

import pytest

from marketplace.contract.contact import Context, Exemption, Kind, find
from tests.guard.hard import SIGNS, hard_inputs, mixed_input

LENGTH = 20_000
PATIENCE = 2.0  # seconds of processor time; what was quadratic took longer than that
INPUTS = hard_inputs(LENGTH) | {f"mixed {seed}": mixed_input(seed, LENGTH) for seed in range(8)}


@pytest.mark.parametrize("name", INPUTS)
def test_no_input_takes_long(name: str) -> None:
    text = INPUTS[name]
    began = time.process_time()
    found = find(text, context=Context.CHAT)
    assert time.process_time() - began < PATIENCE
    assert all(0 <= one.start < one.end <= len(text) for one in found)


TIMES = 8
PLAIN = "We built the layout for the shop and tested it on small screens before the launch. " * 250


def _seconds(text: str) -> float:
    """Of processor time, at best."""
    return min(_taken(lambda: find(text, context=Context.CHAT)) for _ in range(3))


def _taken(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_a_sign_is_looked_at_where_it_stands_and_not_at_every_letter_of_a_long_word() -> None:
    word = "a" * LENGTH
    assert _seconds(SIGNS + word) < TIMES * (_seconds(word) + _seconds(SIGNS) + _seconds(PLAIN[:LENGTH]))


def test_one_letter_of_another_script_does_not_make_long_words_costly() -> None:
    word = "a" * LENGTH
    assert _seconds(f"{word} \u0440\u0430") < TIMES * (_seconds(word) + _seconds(PLAIN[:LENGTH]))


@pytest.mark.parametrize("part", ["a . b . ", "a . b .  ", "a @ b @  ", "a - b . "])
def test_signs_set_apart_can_be_read_in_one_way_only(part: str) -> None:
    text = (part * LENGTH)[:LENGTH]
    assert _seconds(text) < 12 * TIMES * _seconds(PLAIN[:LENGTH])


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
