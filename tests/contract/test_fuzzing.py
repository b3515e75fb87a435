"""Whatever is sent by whichever role: no failure, and no answer that the description does not know."""

import random

import pytest

from tests.contract import campaigns
from tests.contract.conftest import Server
from tests.contract.places import emptied
from tests.support.fuzzing import fuzz

EXAMPLES = 3


@pytest.mark.timeout(240)
@pytest.mark.parametrize("kind", ["on_sqlite", "on_postgresql"])
def test_no_request_meets_a_failure_or_an_answer_that_is_not_described(
    kind: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(kind)
    emptied(server.address)
    shown = campaigns.tokens(server.address)
    chance = random.randrange(2**32)
    print("chance", chance)
    answered = fuzz(campaigns.campaign(server.url, shown, EXAMPLES, chance))
    assert answered[200] > 50, answered
    assert answered.total() > 200
