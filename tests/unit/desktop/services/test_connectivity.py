"""What the program knows about its connection."""

import pytest

from desktop.errors import AppError, Busy, Offline, SignedOut, Unreadable
from desktop.services.connectivity import Connectivity, Reach


@pytest.mark.parametrize(
    ("error", "reach"),
    [
        (Offline("Nobody there."), Reach.OFFLINE),
        (Busy("Later.", 1), Reach.BUSY),
        (Unreadable("Odd."), Reach.TROUBLE),
        (SignedOut("Who?"), Reach.TROUBLE),
    ],
)
def test_only_silence_is_being_offline(error: AppError, reach: Reach) -> None:
    connectivity = Connectivity()
    connectivity.failed(error)
    assert (connectivity.reach, connectivity.sentence) == (reach, error.sentence)


def test_an_answer_ends_every_complaint() -> None:
    connectivity = Connectivity()
    connectivity.failed(Unreadable("Odd."))
    connectivity.reached()
    assert (connectivity.reach, connectivity.sentence) == (Reach.ONLINE, "")


def test_listeners_hear_of_changes_and_not_of_repetitions() -> None:
    connectivity, heard = Connectivity(), list[Reach]()
    connectivity.subscribe(lambda: heard.append(connectivity.reach))
    for step in (connectivity.fetching, connectivity.reached, connectivity.reached, connectivity.work_offline):
        step()
    assert heard == [Reach.FETCHING, Reach.ONLINE, Reach.WORKING_OFFLINE]


def test_another_reason_is_news() -> None:
    connectivity, heard = Connectivity(), list[str]()
    connectivity.subscribe(lambda: heard.append(connectivity.sentence))
    connectivity.failed(Offline("One."))
    connectivity.failed(Offline("Two."))
    assert heard == ["One.", "Two."]
