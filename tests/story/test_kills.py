"""The power goes, again and again, while a proposal is being written."""

import pytest

from tests.soak import kills

pytestmark = pytest.mark.slow

KILLS = 8


@pytest.mark.timeout(120)
def test_kills_while_typing_and_sending_lose_no_word_and_send_nothing_twice() -> None:
    assert kills.run(seed=11, kills=KILLS) == []
