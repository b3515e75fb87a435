"""A command is carried out once, its outcome is remembered, and it is not based on what has changed since."""

from typing import get_args

import pytest

from marketplace.contract.commands import (
    AnyCommand,
    DeclineInvitation,
    IgnoreInvitation,
    SeeInvitation,
    SubmitProposal,
)
from marketplace.contract.entities import Invitation
from marketplace.contract.ids import AccountId, CommandId
from marketplace.contract.refusals import Refusal
from marketplace.engine.verbs import VERBS
from tests.unit.marketplace.stories import ANA, BEN, INVITATION, JOB, MODERATOR, NORDWIND, PROPOSAL, Story, key

APPLY = SubmitProposal(job=JOB, proposal=PROPOSAL)


def test_every_command_of_the_contract_has_a_verb() -> None:
    assert set(VERBS) == set(get_args(AnyCommand))


def test_the_same_command_again_has_the_same_receipt_and_happens_once(story: Story) -> None:
    story.posts()
    outcomes = [story.tries(ANA, APPLY, "one") for _ in range(3)]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert story.connects() == 14


def test_a_refusal_is_remembered_too(story: Story) -> None:
    story.posts()
    early = story.tries(ANA, DeclineInvitation(invitation=INVITATION, reason="spam"), "one")
    story.invites()
    late = story.tries(ANA, DeclineInvitation(invitation=INVITATION, reason="spam"), "one")
    assert (early, late) == (Refusal(name="unknown_thing", field="invitation"), early)


def test_an_id_stands_for_one_body(story: Story) -> None:
    story.invited().tries(ANA, SeeInvitation(invitation=INVITATION), "one")
    other = story.tries(ANA, IgnoreInvitation(invitation=INVITATION), "one")
    assert other == Refusal(name="command_id_used")


def test_actors_do_not_share_ids(story: Story) -> None:
    story.invited().tries(ANA, SeeInvitation(invitation=INVITATION), "one")
    assert story.tries(BEN, SeeInvitation(invitation=INVITATION), "one") == Refusal(
        name="unknown_thing", field="invitation"
    )


def test_what_became_of_a_command_can_be_asked(story: Story) -> None:
    receipt = story.invited().tries(ANA, SeeInvitation(invitation=INVITATION), "one")
    assert story.engine.outcome(ANA, CommandId("one")) == receipt


@pytest.mark.parametrize("asked_by", ["ana", "ben"])
def test_nothing_became_of_a_command_that_one_never_sent(story: Story, asked_by: str) -> None:
    story.invited().tries(ANA, SeeInvitation(invitation=INVITATION), "one")
    actor, id_ = (ANA, "two") if asked_by == "ana" else (BEN, "one")
    assert story.engine.outcome(actor, CommandId(id_)) is None


def test_a_command_on_an_older_version_is_refused_with_the_newer_one(story: Story) -> None:
    story.invited().does(ANA, SeeInvitation(invitation=INVITATION))
    refusal = story.tries(ANA, IgnoreInvitation(invitation=INVITATION, expects=1))
    assert isinstance(refusal, Refusal)
    assert isinstance(refusal.current, Invitation)
    assert (refusal.name, refusal.current.version) == ("stale", 2)


def test_a_command_on_the_present_version_is_carried_out(story: Story) -> None:
    story.invited().does(ANA, SeeInvitation(invitation=INVITATION))
    story.does(ANA, IgnoreInvitation(invitation=INVITATION, expects=2))


def test_a_refused_command_changes_nothing(story: Story) -> None:
    before = story.accepted().engine.head(AccountId("ana"))
    story.is_refused(ANA, APPLY)
    assert story.engine.head(AccountId("ana")) == before


@pytest.mark.parametrize("stranger", ["client", "moderator"])
def test_nobody_acts_for_a_freelancer(story: Story, stranger: str) -> None:
    actor = NORDWIND if stranger == "client" else MODERATOR
    assert story.invited().is_refused(actor, SeeInvitation(invitation=INVITATION)) == "not_yours_to_do"


def test_what_is_done_together_is_there_together(story: Story) -> None:
    with story.engine.together():
        story.answered()
        assert story.room().unread == 1
    assert story.room().unread == 1


def test_what_is_done_together_is_undone_together(story: Story) -> None:
    def fail_half_way() -> None:
        with story.engine.together():
            story.invited()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_half_way()
    assert [key(one) for one in story.seen()] == [("account", "ana")]
    story.invited()
