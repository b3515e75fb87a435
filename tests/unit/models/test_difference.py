"""Two lists of keys are told apart by edits that lead from one to the other."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from desktop.models.difference import Insertion, Removal, edits, middle

KEYS = st.lists(st.integers(0, 30), unique=True, max_size=20)


def made(old: list[int], new: list[int]) -> list[int]:
    """`old` after the edits towards `new`."""
    keys = list(old)
    for edit in edits(old, new) or []:
        if isinstance(edit, Removal):
            del keys[edit.first : edit.first + edit.size]
        else:
            keys[edit.first : edit.first] = new[edit.first : edit.first + edit.size]
    return keys


def test_equal_lists_need_no_edit() -> None:
    assert edits([1, 2], [1, 2]) == []


def test_neighbours_come_in_together() -> None:
    assert edits([1, 4], [1, 2, 3, 4]) == [Insertion(1, 2)]


def test_what_goes_goes_from_the_end() -> None:
    assert edits([1, 2, 3, 4], [2, 4]) == [Removal(2, 1), Removal(0, 1)]


def test_keys_that_change_places_are_no_edits() -> None:
    assert edits([1, 2], [2, 1]) is None


@given(KEYS, KEYS)
def test_edits_lead_to_the_new_list(old: list[int], new: list[int]) -> None:
    new = [key for key in old if key in new] + [key for key in new if key not in old]
    assert made(old, new) == new


@given(KEYS, KEYS)
def test_the_middle_is_all_that_differs(old: list[int], new: list[int]) -> None:
    before, after = array("q", old), array("q", new)
    start, old_end, new_end = middle(before.tobytes(), after.tobytes(), before.itemsize)
    assert old[:start] + new[start:new_end] + old[old_end:] == new


def test_the_middle_of_a_million_keys_is_found_where_one_came_in() -> None:
    old = array("q", range(1_000_000))
    new = old[:777_777] + array("q", [-1]) + old[777_777:]
    assert middle(old.tobytes(), new.tobytes(), 8) == (777_777, 777_777, 777_778)
