"""Inputs that once took long, or could: none does. The bound is generous; speeds are measured in `make bench guard`."""

import time

import pytest

from marketplace.contract.contact import Context, find
from tests.guard.hard import hard_inputs, mixed_input

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


def test_what_is_behind_many_decoys_is_found_within_a_message() -> None:
    text = "one two, " * 300 + "olga (at) posteo (dot) de " + "and more. " * 300
    assert any("olga" in text[one.start : one.end] for one in find(text, context=Context.CHAT))
