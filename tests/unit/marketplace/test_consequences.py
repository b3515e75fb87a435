"""What a verb does beside what it is about: who is told, who reads what, what comes back, what stays as it is."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from marketplace.contract.commands import (
    AcceptOffer,
    CloseJob,
    DeclineInvitation,
    DeclineOffer,
    DeclineProposal,
    MakeOffer,
    ProposeMeeting,
    SendMessage,
    SetNotificationSettings,
    SubmitProposal,
    WithdrawInvitation,
)
from marketplace.contract.entities import Account, Block, Invitation, NotificationSettings, Room
from marketplace.contract.ids import AccountId, InvitationId, JobId, MeetingId, MessageId
from marketplace.contract.policy import Policy, Refunds
from tests.unit.marketplace.stories import (
    ANA,
    CONTRACT,
    INVITATION,
    JOB,
    NORDWIND,
    OFFER,
    PROPOSAL,
    ROOM,
    Story,
    a_job,
)
from tests.unit.marketplace.test_blobs import CONTENT, attached, put, readers


def told(story: Story, since: int, kind: type) -> bool:
    """Whether Ana was told of something of that kind after `since`."""
    return any(isinstance(one, kind) for one in story.seen(ANA, since))


def head(story: Story) -> int:
    """Where Ana's sequence ends."""
    return story.engine.head(AccountId("ana"))


def test_a_file_that_is_sent_in_a_room_is_its_members(story: Story) -> None:
    put(story.engine, 0, CONTENT)
    story.answered().does(ANA, SendMessage(room=ROOM, message=MessageId("m"), text="", attachments=(attached(),)))
    assert readers(story.engine, attached()) == {"ana", "nordwind"}


def test_a_job_whose_client_asks_to_meet_is_not_idle(story: Story) -> None:
    story.answered().waits(days=20)
    tomorrow = story.now + timedelta(days=1)
    story.does(NORDWIND, ProposeMeeting(room=ROOM, meeting=MeetingId("m"), at=tomorrow))
    story.waits(days=20)
    assert story.room().job.is_open


def test_a_job_closes_on_its_day_though_its_client_tends_it(story: Story) -> None:
    story.invited(a_job(closes_at=story.now + timedelta(days=3))).waits(days=2)
    story.invites(InvitationId("second"))
    story.waits(days=1)
    assert not story.invitation().job.is_open


def test_a_job_that_is_to_close_late_is_idle_before(story: Story) -> None:
    story.invited(a_job(closes_at=story.now + timedelta(days=90))).waits(days=31)
    assert not story.invitation().job.is_open


def test_a_contract_changes_the_room(story: Story) -> None:
    before = story.offered().room().version
    since = head(story)
    story.does(ANA, AcceptOffer(offer=OFFER, contract=CONTRACT))
    assert told(story, since, Room)
    assert story.room().version > before


def test_an_offers_id_is_used_once(story: Story) -> None:
    story.offered().does(ANA, DeclineOffer(offer=OFFER))
    assert story.is_refused(NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OFFER, message="Again?")) == "malformed"


@pytest.mark.parametrize(("comes_back", "left"), [(True, 20), (False, 14)])
def test_connects_come_back_from_a_no_where_the_policy_says_so(story: Story, comes_back: bool, left: int) -> None:
    story.engine.policy = replace(Policy(), refunds=replace(Refunds(), declined=comes_back))
    story.posts()
    story.does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL))
    story.does(NORDWIND, DeclineProposal(proposal=PROPOSAL))
    assert story.connects() == left


def test_settings_made_on_an_older_profile_are_stale(story: Story) -> None:
    settings = SetNotificationSettings(settings=NotificationSettings(), expects=0)
    assert story.is_refused(ANA, settings) == "stale"


def test_who_was_blocked_unmet_is_listed_without_a_name(story: Story) -> None:
    assert story.blocked().shown(Block, "nordwind").client.name is None


def test_who_was_blocked_after_a_talk_is_listed_by_name(story: Story) -> None:
    story.answered().posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    story.does(ANA, DeclineInvitation(invitation=InvitationId("second"), reason="spam", block=True))
    assert story.shown(Block, "nordwind").client.name == "Nordwind Energie"


def test_everybody_who_sees_a_client_is_told_how_many_jobs_they_have(story: Story) -> None:
    since = head(story.invited())
    story.posts(a_job(JobId("second")))
    after_posting, since_then = story.invitation().client.open_jobs, head(story)
    assert told(story, since, Invitation)
    story.does(NORDWIND, CloseJob(job=JobId("second")))
    assert told(story, since_then, Invitation)
    assert (after_posting, story.invitation().client.open_jobs) == (2, 1)


def test_figures_are_told_again_when_an_invitation_is_taken_back(story: Story) -> None:
    story.invited().now += timedelta(days=2)
    since = head(story)
    story.does(NORDWIND, WithdrawInvitation(invitation=INVITATION))
    assert told(story, since, Account)


def test_a_number_in_pieces_is_heard_with_the_last_piece(story: Story) -> None:
    story.answered()
    *first, last = (
        SendMessage(room=ROOM, message=MessageId(str(at)), text=text)
        for at, text in enumerate(("my number", "912", "345 678"))
    )
    for piece in first:
        story.does(ANA, piece)
    assert story.is_refused(ANA, last) == "contact_information"
