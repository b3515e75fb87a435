"""What can become of an invitation."""

import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    AnyCommand,
    CloseJob,
    DeclineInvitation,
    IgnoreInvitation,
    Invite,
    RemoveInvitation,
    SeeInvitation,
    WithdrawInvitation,
)
from marketplace.contract.entities import Invitation, InvitationState
from marketplace.contract.ids import AccountId, InvitationId, JobId
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    INVITATION,
    JOB,
    MODERATOR,
    NORDWIND,
    PROPOSAL,
    TERN,
    Story,
    a_job,
)

SEE = SeeInvitation(invitation=INVITATION)
IGNORE = IgnoreInvitation(invitation=INVITATION)
DECLINE = DeclineInvitation(invitation=INVITATION, reason="too_busy", message="Sorry!")
ACCEPT = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)
WITHDRAW = WithdrawInvitation(invitation=INVITATION)
REMOVE = RemoveInvitation(invitation=INVITATION)
CLOSE = CloseJob(job=JOB)

ENDINGS = [
    (ANA, ACCEPT, "already_answered"),
    (ANA, DECLINE, "already_answered"),
    (NORDWIND, WITHDRAW, "invitation_withdrawn"),
    (MODERATOR, REMOVE, "invitation_removed"),
    (NORDWIND, CLOSE, "job_closed"),
]


def test_an_invitation_arrives_unseen(story: Story) -> None:
    assert story.invited().state() is InvitationState.RECEIVED


def test_opening_an_invitation_marks_it_as_seen(story: Story) -> None:
    story.invited().does(ANA, SEE)
    assert (story.state(), story.invitation().seen_at) == (InvitationState.SEEN, story.now)


def test_opening_it_again_keeps_the_time_of_the_first_look(story: Story) -> None:
    story.invited().does(ANA, SEE)
    first = story.invitation()
    story.does(ANA, SEE)
    assert story.invitation() == first


def test_opening_an_answered_invitation_changes_nothing(story: Story) -> None:
    story.invited().does(ANA, DECLINE)
    story.does(ANA, SEE)
    assert story.state() is InvitationState.DECLINED


def test_an_ignored_invitation_is_no_answer(story: Story) -> None:
    story.invited().does(ANA, IGNORE)
    assert (story.state(), story.invitation().answered_at) == (InvitationState.IGNORED, None)


@pytest.mark.parametrize("answer", [ACCEPT, DECLINE])
def test_an_ignored_invitation_can_still_be_answered(story: Story, answer: AnyCommand) -> None:
    story.invited().does(ANA, IGNORE)
    story.does(ANA, answer)
    assert story.invitation().answered_at == story.now


def test_declining_tells_the_reason(story: Story) -> None:
    story.invited().does(ANA, DECLINE)
    told = story.invitation().decline
    assert told is not None
    assert (told.reason, told.message, told.blocked) == ("too_busy", "Sorry!", False)


@pytest.mark.parametrize("answer", [ACCEPT, DECLINE, IGNORE])
@pytest.mark.parametrize(("who", "ending", "name"), ENDINGS)
def test_what_is_over_cannot_be_answered(
    story: Story, who: object, ending: AnyCommand, name: str, answer: AnyCommand
) -> None:
    story.invited()
    story.does(next(actor for actor in (ANA, NORDWIND, MODERATOR) if actor == who), ending)
    assert story.is_refused(ANA, answer) == name


def test_a_withdrawn_invitation_says_so(story: Story) -> None:
    story.invited().does(NORDWIND, WITHDRAW)
    assert story.state() is InvitationState.WITHDRAWN


def test_an_answered_invitation_cannot_be_withdrawn(story: Story) -> None:
    assert story.accepted().is_refused(NORDWIND, WITHDRAW) == "already_answered"


def test_another_client_cannot_withdraw_it(story: Story) -> None:
    assert story.invited().is_refused(TERN, WITHDRAW) == "unknown_thing"


def test_of_a_removed_invitation_only_title_and_notice_are_left(story: Story) -> None:
    story.invited(a_job(questions=("Which tools?",))).does(MODERATOR, REMOVE)
    left = story.invitation()
    assert (left.job.title, left.notice) == ("Turbine manual", "there was an issue with the client or the job")
    assert (left.message, left.job.description, left.job.skills, left.job.questions) == ("", "", (), ())


def test_a_moderator_can_say_why_it_was_removed(story: Story) -> None:
    story.invited().does(MODERATOR, RemoveInvitation(invitation=INVITATION, notice="it broke the rules"))
    assert story.invitation().notice == "it broke the rules"


def test_an_answered_invitation_cannot_be_removed(story: Story) -> None:
    assert story.accepted().is_refused(MODERATOR, REMOVE) == "wrong_state"


def test_closing_a_job_closes_what_is_unanswered(story: Story) -> None:
    story.invited().does(NORDWIND, CLOSE)
    assert (story.state(), story.invitation().job.is_open) == (InvitationState.CLOSED, False)


def test_closing_a_job_leaves_an_answer_as_it_is(story: Story) -> None:
    story.invited().does(ANA, DECLINE)
    story.does(NORDWIND, CLOSE)
    assert (story.state(), story.invitation().job.is_open) == (InvitationState.DECLINED, False)


def test_nobody_is_invited_to_a_closed_job(story: Story) -> None:
    story.invited().does(NORDWIND, CLOSE)
    again = Invite(invitation=InvitationId("again"), job=JOB, freelancer=AccountId("ben"), message="")
    assert story.is_refused(NORDWIND, again) == "job_closed"


def test_an_invitation_counts_the_earlier_ones_of_its_client(story: Story) -> None:
    story.invited()
    story.posts(a_job(JobId("second")))
    story.invites(InvitationId("third"), JobId("second"))
    assert story.invitation(InvitationId("third")).earlier == 1


def test_an_id_that_is_taken_makes_no_second_invitation(story: Story) -> None:
    story.invited()
    again = Invite(invitation=INVITATION, job=JOB, freelancer=AccountId("ben"), message="")
    assert story.is_refused(NORDWIND, again) == "malformed"


def test_a_client_invites_to_their_own_jobs_only(story: Story) -> None:
    story.posts()
    other = Invite(invitation=INVITATION, job=JOB, freelancer=AccountId("ana"), message="")
    assert story.is_refused(TERN, other) == "unknown_thing"


@pytest.mark.parametrize("command", [SEE, IGNORE, DECLINE, ACCEPT])
def test_an_invitation_is_its_readers_alone(story: Story, command: AnyCommand) -> None:
    assert story.invited().is_refused(BEN, command) == "unknown_thing"


def test_others_read_nothing_of_an_invitation(story: Story) -> None:
    story.invited()
    assert not [one for one in story.seen(BEN) if isinstance(one, Invitation)]


def test_every_change_makes_a_new_version(story: Story) -> None:
    versions = [story.invited().invitation().version]
    for command in (SEE, IGNORE, DECLINE):
        story.does(ANA, command)
        versions.append(story.invitation().version)
    assert versions == [1, 2, 3, 4]
