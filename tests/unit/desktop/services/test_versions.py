"""Versions of a draft: what a person would call one, whatever was saved in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.local.drafts import Fields
from desktop.local.revisions import Revision
from desktop.services import versions
from desktop.services.versions import PAUSE
from tests.unit.desktop.things import NOW

MOMENT = 400


def found(*moments: int) -> list[int]:
    """The numbers of the versions among revisions that were saved at `moments`, newest first."""
    history = [Revision(number, NOW + at, Fields(), None) for number, at in enumerate(moments, 1)]
    return [each.revision for each in versions.of(history[::-1])]


def test_what_is_typed_in_one_go_is_one_version() -> None:
    assert found(*range(0, 9 * MOMENT, MOMENT)) == [9, 1]


def test_a_pause_makes_a_version() -> None:
    assert found(0, MOMENT, MOMENT + PAUSE, 2 * PAUSE) == [4, 2, 1]


LETTER = "Dear team, I have translated eleven service manuals for rotating machinery."


@pytest.mark.parametrize(
    ("after", "numbers"),
    [
        ("D", [3, 2, 1]),
        ("", [3, 2, 1]),
        ("Another letter, pasted over the former one from end to end, and just as long.", [3, 2, 1]),
        ("Dear team, I have edited one book.", [3, 2, 1]),
        (LETTER + " And more.", [3, 1]),
        ("Good morning. " + LETTER, [3, 1]),
        (LETTER.replace("eleven", "12"), [3, 1]),
    ],
    ids=["selected and typed over", "emptied", "pasted over", "half rewritten", "gone on", "begun before", "a word"],
)
def test_what_was_written_over_is_a_version(after: str, numbers: list[int]) -> None:
    texts = ("Dear", LETTER, after)
    history = [
        Revision(number, NOW + number * MOMENT, Fields(cover_letter=text, message="Thanks"), None)
        for number, text in enumerate(texts, 1)
    ]
    assert [each.revision for each in versions.of(history[::-1])] == numbers


@given(st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_no_more_is_lost_than_was_there(before: str, after: str) -> None:
    lost = versions._lost(Fields(cover_letter=before), Fields(cover_letter=after))
    assert max(0, len(before) - len(after)) <= lost <= len(before)
    whole = any(after.startswith(before[:cut]) and after.endswith(before[cut:]) for cut in range(len(before) + 1))
    assert (lost == 0) is (whole and len(before) <= len(after))


def test_a_draft_that_was_never_saved_has_none() -> None:
    assert found() == []


def test_what_came_from_elsewhere_is_a_version() -> None:
    history = [Revision(number, NOW + number, Fields(), "laptop" if number == 2 else None) for number in (3, 2, 1)]
    assert [each.revision for each in versions.of(history)] == [3, 2, 1]


def test_pauses_are_no_writing() -> None:
    moments = (0, 30_000, 60_000, 60_000 + 100 * PAUSE, 90_000 + 100 * PAUSE)
    history = [Revision(number, NOW + at, Fields(), None) for number, at in enumerate(moments, 1)]
    assert versions.minutes_written(history[::-1]) == 2  # 30 + 30 s, a pause that counts one minute, 30 s
    assert versions.minutes_written(history[:1]) == 1


@given(st.lists(st.integers(0, 3 * PAUSE), min_size=1, max_size=30))
def test_first_and_newest_are_always_versions(gaps: list[int]) -> None:
    moments = [sum(gaps[: place + 1]) for place in range(len(gaps))]
    numbers = found(*moments)
    assert numbers == sorted(set(numbers), reverse=True)
    assert (numbers[0], numbers[-1]) == (len(gaps), 1)
    assert len(numbers) <= 2 + sum(gap >= PAUSE for gap in gaps)
