"""The bell tells of every event in a plain sentence, and forgets nothing until it is read."""

from marketplace.contract.commands import (
    CloseJob,
    DeclineProposal,
    ReadNotifications,
    RemoveInvitation,
    SendMessage,
    ViewProposal,
    WithdrawInvitation,
)
from marketplace.contract.entities import About
from marketplace.contract.ids import AccountId, InvitationId, MessageId
from tests.unit.marketplace.stories import ANA, BEN, INVITATION, JOB, MODERATOR, NORDWIND, PROPOSAL, ROOM, Story


def test_an_invitation_is_told(story: Story) -> None:
    assert story.invited().last_bell() == ("invitation_received", "New invitation", "Turbine manual")


def test_a_notification_opens_what_it_is_about(story: Story) -> None:
    assert story.invited().bell()[-1].about == About(kind="invitation", id=INVITATION)


def test_a_withdrawal_is_told(story: Story) -> None:
    story.invited().does(NORDWIND, WithdrawInvitation(invitation=INVITATION))
    assert story.last_bell() == (
        "invitation_withdrawn",
        "An invitation was withdrawn",
        "“Turbine manual”: the client took it back",
    )


def test_a_removal_is_told(story: Story) -> None:
    story.invited().does(MODERATOR, RemoveInvitation(invitation=INVITATION))
    assert story.last_bell() == (
        "invitation_removed",
        "An invitation was removed",
        "“Turbine manual”: there was an issue with the client or the job",
    )


def test_a_closed_job_is_told_for_an_invitation(story: Story) -> None:
    story.invited().does(NORDWIND, CloseJob(job=JOB))
    assert story.last_bell() == ("job_closed", "A job was closed", "Turbine manual")


def test_a_closed_job_is_told_for_a_proposal(story: Story) -> None:
    story.accepted().does(NORDWIND, CloseJob(job=JOB))
    assert story.bell()[-1].about == About(kind="proposal", id=PROPOSAL)


def test_a_look_at_the_proposal_is_told(story: Story) -> None:
    story.accepted().does(NORDWIND, ViewProposal(proposal=PROPOSAL))
    assert story.last_bell() == ("proposal_viewed", "The client viewed your proposal", "Turbine manual")


def test_a_no_is_told(story: Story) -> None:
    story.accepted().does(NORDWIND, DeclineProposal(proposal=PROPOSAL))
    assert story.last_bell() == (
        "proposal_declined",
        "The client declined your proposal",
        "“Turbine manual”: the client chose not to go on",
    )


def test_an_answer_is_told_by_name(story: Story) -> None:
    assert story.answered().last_bell() == (
        "client_answered",
        "Nordwind Energie answered your proposal",
        "The conversation is open",
    )


def test_a_message_is_told_with_its_beginning(story: Story) -> None:
    story.answered().does(NORDWIND, SendMessage(room=ROOM, message=MessageId("m2"), text="When can\nyou start?"))
    assert story.last_bell() == ("message_received", "Message from Nordwind Energie", "When can you start?")


def test_ones_own_message_rings_no_bell(story: Story) -> None:
    before = len(story.answered().bell())
    story.does(ANA, SendMessage(room=ROOM, message=MessageId("m2"), text="Tomorrow."))
    assert len(story.bell()) == before


def test_one_can_be_read(story: Story) -> None:
    story.invited()
    story.invites(InvitationId("second"))
    first, _ = story.bell()
    story.does(ANA, ReadNotifications(notifications=(first.id,)))
    assert [one.is_read for one in story.bell()] == [True, False]


def test_none_named_means_all(story: Story) -> None:
    story.invited()
    story.invites(InvitationId("second"))
    story.does(ANA, ReadNotifications())
    assert [one.is_read for one in story.bell()] == [True, True]


def test_reading_touches_only_what_was_unread(story: Story) -> None:
    story.invited().does(ANA, ReadNotifications())
    before = story.engine.head(AccountId("ana"))
    story.does(ANA, ReadNotifications())
    assert story.engine.head(AccountId("ana")) == before


def test_others_notifications_stay_unread(story: Story) -> None:
    story.invited().does(BEN, ReadNotifications(notifications=(story.bell()[0].id,)))
    assert not story.bell()[0].is_read
