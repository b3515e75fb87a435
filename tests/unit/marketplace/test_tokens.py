"""Access tokens are good for one account and for their time, and are not kept in readable form."""

from datetime import timedelta

import pytest

from marketplace.contract.ids import AccountId
from tests.unit.marketplace.stories import ANA, Story

DAY = timedelta(days=1)


def test_a_token_names_its_account(story: Story) -> None:
    assert story.engine.who(story.engine.issue_token(AccountId("ana"), "laptop", DAY)) == ANA


@pytest.mark.parametrize("guess", ["", "ana", "ana\0", "\ud800", "x" * 10_000])
def test_a_guess_names_nobody(story: Story, guess: str) -> None:
    story.engine.issue_token(AccountId("ana"), "laptop", DAY)
    assert story.engine.who(guess) is None


def test_a_token_runs_out(story: Story) -> None:
    token = story.engine.issue_token(AccountId("ana"), "laptop", DAY)
    story.now += DAY
    assert story.engine.who(token) is None


def test_a_revoked_token_is_good_no_more(story: Story) -> None:
    token = story.engine.issue_token(AccountId("ana"), "laptop", DAY)
    other = story.engine.issue_token(AccountId("ben"), "tablet", DAY)
    listed = next(one for one in story.engine.tokens() if one.label == "laptop")
    assert story.engine.revoke_token(listed.id) == 1
    assert (story.engine.who(token), story.engine.who(other) is None) == (None, False)


def test_the_secret_is_nowhere_in_the_list(story: Story) -> None:
    token = story.engine.issue_token(AccountId("ana"), "laptop", DAY)
    assert token[:12] not in repr(story.engine.tokens())
