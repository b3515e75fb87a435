"""Drafts that nobody saves by hand: they are as they were left wherever one goes, and say what stands there.

The soak goes on with both for thousands of steps, and looks at the disk as well.
"""

from pathlib import Path
from random import Random

import pytest

from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.views.elements.writing import Writing
from tests.soak import ground
from tests.soak.diary import Diary
from tests.soak.scrawling import Scrawler
from tests.soak.typist import Typist
from tests.soak.wandering import Wanderer
from tests.story.conftest import Play

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("does not support raise")]

SEED = 7
EVENTS, STEPS = 40, 150


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A profile whose invitations are all answered with a letter alone."""
    return ground.prepare(tmp_path / "profile", SEED, 12)


def typist(hands: Hands, folder: Path) -> Typist:
    return Typist(hands.window, Diary(folder / "diary"), Random(SEED))


def test_whoever_goes_about_finds_every_draft_as_it_was_left(play: Play, tmp_path: Path) -> None:
    async def wander(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        await Wanderer(typist(hands, tmp_path), hands.window, Random(SEED)).wander(EVENTS)

    play(wander)


def test_whatever_is_done_to_a_letter_the_draft_says_what_stands_there(play: Play, tmp_path: Path) -> None:
    written: list[str] = []

    async def scrawl(hands: Hands) -> None:
        await hands.see_sync("Up to date")
        _, field = await typist(hands, tmp_path).open_letter()
        scrawler = Scrawler(hands.window, field, Random(SEED))
        for _ in range(STEPS):
            scrawler.step()
        written.append(scrawler.text)

    async def look(hands: Hands) -> None:
        await hands.go("Drafts")
        hands.window.entries.step(1)
        written.append((await hands.find(Writing, "Cover letter")).text())

    play(scrawl)
    play(look, offline=True)
    assert written[0]
    assert written[0] == written[1]
