"""How an account answers: what counts, what does not, and in how much time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.contract.commands import (
    AcceptInvitation,
    DeclineInvitation,
    IgnoreInvitation,
    RemoveInvitation,
    WithdrawInvitation,
)
from marketplace.contract.entities import Account, InvitationState, Responsiveness
from marketplace.contract.policy import Responding
from marketplace.contract.rules import Fate, responsiveness
from tests.unit.marketplace.stories import ANA, INVITATION, MODERATOR, NORDWIND, PROPOSAL, START, Story

DECLINE = DeclineInvitation(invitation=INVITATION, reason="too_busy")


def figures(story: Story) -> Responsiveness:
    """Ana's figures, as she reads them."""
    return story.shown(Account, "ana").responsiveness


def test_a_new_account_has_no_figures(story: Story) -> None:
    assert figures(story) == Responsiveness()


def test_yes_and_no_both_count(story: Story) -> None:
    story.accepted()
    assert figures(story) == Responsiveness(counted=1, answered=1, usual_time="0_4h")


def test_a_no_counts_with_its_time(story: Story) -> None:
    story.invited().now += timedelta(hours=9)
    story.does(ANA, DECLINE)
    assert figures(story) == Responsiveness(counted=1, answered=1, usual_time="8_12h")


def test_ignoring_is_no_answer(story: Story) -> None:
    story.invited().does(ANA, IgnoreInvitation(invitation=INVITATION))
    story.now += timedelta(days=2)
    assert figures(story) == Responsiveness(counted=1)


def test_a_fresh_invitation_does_not_count_yet(story: Story) -> None:
    assert figures(story.invited()) == Responsiveness()


@pytest.mark.parametrize(("hours", "counted"), [(23, 0), (24, 1), (48, 1)])
def test_what_was_withdrawn_within_a_day_never_counts(story: Story, hours: int, counted: int) -> None:
    story.invited().now += timedelta(hours=hours, minutes=-1)
    story.does(NORDWIND, WithdrawInvitation(invitation=INVITATION))
    story.now += timedelta(days=5)
    assert figures(story) == Responsiveness(counted=counted)


def test_what_the_marketplace_removed_never_counts(story: Story) -> None:
    story.invited().now += timedelta(days=3)
    story.does(MODERATOR, RemoveInvitation(invitation=INVITATION))
    assert figures(story) == Responsiveness()


def test_the_figures_come_with_the_answer(story: Story) -> None:
    seen = story.invited().engine.head(story.shown(Account, "ana").id)
    story.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    assert any(isinstance(one, Account) for one in story.seen(since=seen))


@pytest.mark.parametrize(
    ("hours", "bucket"),
    [(0, "0_4h"), (3.9, "0_4h"), (4, "4_8h"), (8, "8_12h"), (12, "12_24h"), (24, "over_24h"), (500, "over_24h")],
)
def test_times_fall_into_the_buckets(hours: float, bucket: str) -> None:
    fate = Fate(InvitationState.DECLINED, START, START + timedelta(hours=hours), None)
    assert responsiveness([fate], Responding(), START).usual_time == bucket


TAKEN_AWAY = {InvitationState.WITHDRAWN, InvitationState.CLOSED, InvitationState.REMOVED}

fates = st.builds(
    lambda state, answered, ended: Fate(
        state,
        START,
        START + answered if state in {InvitationState.ACCEPTED, InvitationState.DECLINED} else None,
        START + ended
        if state in {InvitationState.WITHDRAWN, InvitationState.CLOSED, InvitationState.REMOVED}
        else None,
    ),
    st.sampled_from(InvitationState),
    st.timedeltas(timedelta(0), timedelta(days=9)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)


@given(st.lists(fates), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_no_more_are_answered_than_count_and_an_answer_always_counts(given_fates: list[Fate], later: timedelta) -> None:
    found = responsiveness(given_fates, Responding(), START + later)
    answered = sum(fate.answered_at is not None for fate in given_fates)
    assert found.answered == answered <= found.counted <= len(given_fates)
    assert (found.usual_time is None) == (answered == 0)


@given(st.lists(fates))
def test_what_never_counts_changes_nothing(given_fates: list[Fate]) -> None:
    early = Fate(InvitationState.WITHDRAWN, START, None, START + timedelta(hours=23, minutes=59))
    now = START + timedelta(days=30)
    assert responsiveness([*given_fates, early], Responding(), now) == responsiveness(given_fates, Responding(), now)
