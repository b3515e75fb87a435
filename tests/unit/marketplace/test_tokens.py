"""Access tokens are good for one account and for their time, and are not kept in readable form."""

from datetime import timedelta

import pytest

from marketplace.engine import Actor
from marketplace.engine.tokens import EVERYTHING, Grant, Scope
from tests.unit.marketplace.stories import ANA, BEN, MODERATOR, NORDWIND, Story

DAY = timedelta(days=1)


def test_a_token_names_its_account(story: Story) -> None:
    assert story.engine.grant(story.engine.issue_token(ANA, "laptop", DAY)) == Grant(ANA, EVERYTHING)


@pytest.mark.parametrize("guess", ["", "ana", "ana\0", "\ud800", "x" * 10_000])
def test_a_guess_names_nobody(story: Story, guess: str) -> None:
    story.engine.issue_token(ANA, "laptop", DAY)
    assert story.engine.grant(guess) is None


@pytest.mark.parametrize("actor", [ANA, NORDWIND, MODERATOR])
@pytest.mark.parametrize("scope", Scope)
def test_a_token_names_its_party_and_what_it_is_good_for(story: Story, actor: Actor, scope: Scope) -> None:
    token = story.engine.issue_token(actor, "script", DAY, {scope})
    assert story.engine.grant(token) == Grant(actor, frozenset({scope}))


def test_a_token_runs_out(story: Story) -> None:
    token = story.engine.issue_token(ANA, "laptop", DAY)
    story.now += DAY
    assert story.engine.grant(token) is None


def test_a_revoked_token_is_good_no_more(story: Story) -> None:
    token = story.engine.issue_token(ANA, "laptop", DAY)
    other = story.engine.issue_token(BEN, "tablet", DAY)
    listed = next(one for one in story.engine.tokens() if one.label == "laptop")
    assert story.engine.revoke_token(listed.id) == 1
    assert (story.engine.grant(token), story.engine.grant(other) is None) == (None, False)


def test_the_secret_is_nowhere_in_the_list(story: Story) -> None:
    token = story.engine.issue_token(ANA, "laptop", DAY)
    assert token[:12] not in repr(story.engine.tokens())
