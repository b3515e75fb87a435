"""Text from outside cannot stretch, reverse or slow down what it stands in."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.plain import BREAK, LONGEST_RUN, MOST_MARKS, PIECE, block, one_line, writable


def test_plain_text_is_left_alone() -> None:
    assert one_line("Technical translation, EN to DE") == "Technical translation, EN to DE"


def test_markup_stays_what_it_is() -> None:
    assert one_line("<b>R&D</b> &lt;") == "<b>R&D</b> &lt;"


def test_a_line_has_no_line_breaks() -> None:
    assert one_line("first\r\nsecond\tthird\u2028fourth") == "first second third fourth"


def test_a_cut_line_says_so() -> None:
    assert one_line("a" * 5000, 20) == "a" * 19 + "…"


def test_a_line_is_not_cut_inside_of_a_letter() -> None:
    assert one_line("a" * 18 + "e\u0301" + "b" * 10, 20) == "a" * 18 + "…"


def test_controls_that_reverse_text_are_shown_by_name() -> None:
    assert one_line("invoice\u202efdp.exe") == "invoice⟪RLO⟫fdp.exe"


def test_right_to_left_words_keep_their_marks() -> None:
    assert one_line("\u200fمرحبا") == "\u200fمرحبا"


def test_stacked_marks_are_thinned_out() -> None:
    assert one_line("Z" + "\u0351" * 200) == "Z" + "\u0351" * MOST_MARKS


def test_control_characters_are_shown_as_such() -> None:
    assert one_line("a\x00b\x1b[31m") == "a\ufffdb\ufffd[31m"


def test_families_of_emoji_stay_together() -> None:
    family = "👩\u200d👩\u200d👧"
    assert family in block(family * 30)


def test_names_of_controls_count_as_text() -> None:
    assert len(block("\u202e" * 20_000).replace(BREAK, "")) == 20_001


def test_letters_that_claim_to_be_one_are_torn_apart() -> None:
    assert max(map(len, block("👩\u200d" * 5_000).split(BREAK))) <= PIECE + LONGEST_RUN


def test_a_block_keeps_its_lines() -> None:
    assert block("first\r\n\r\nsecond") == "first\n\nsecond"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" + "\n" * 40, "a"),
        ("\n \r\n  indented\n", "  indented"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a" + "\n \t" * 40 + "\nb", "a\n\n\nb"),
        ("\n" * 40, ""),
    ],
    ids=["at the end", "in front", "two are kept", "forty are two", "nothing else"],
)
def test_empty_lines_take_little_room(text: str, shown: str) -> None:
    assert block(text) == shown


def test_long_runs_get_places_to_break() -> None:
    assert max(map(len, block("x" * 5000).split(BREAK))) == PIECE


def test_ordinary_words_get_no_places_to_break() -> None:
    assert BREAK not in block("Donaudampfschifffahrt " * 50)


def test_a_megabyte_is_made_harmless_at_once() -> None:
    began = time.process_time()
    block("Z" + "\u0351" * 1_000_000)
    one_line("\u202e" * 1_000_000)
    assert time.process_time() - began < 0.5


@given(st.text(st.characters(), max_size=200))
def test_what_is_writable_can_be_encoded_and_stays_as_it_is(text: str) -> None:
    written = writable(text)
    assert written.encode("utf-8").decode("utf-8") == writable(written)
    assert not {unicodedata.category(character) for character in written if character not in "\t\n"} & {"Cc", "Cs"}


@given(st.text(max_size=400), st.integers(2, 60))
def test_a_line_never_exceeds_its_bound(text: str, most: int) -> None:
    line = one_line(text, most)
    assert len(line) <= most
    assert "\n" not in line


LETTERS = st.text(
    alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cf", "Mn", "Me", "Mc", "Sk", "Z"]), max_size=300
)


@given(LETTERS)
def test_a_block_loses_nothing_that_can_be_seen(text: str) -> None:
    assert block(text).replace(BREAK, "") == text


@given(LETTERS)
def test_no_part_of_a_block_that_stays_on_one_line_is_long(text: str) -> None:
    assert all(len(part) <= LONGEST_RUN for part in block(text).split(BREAK))
