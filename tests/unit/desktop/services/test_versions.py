"""Versions of a draft: what a person would call one, whatever was saved in between."""

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
