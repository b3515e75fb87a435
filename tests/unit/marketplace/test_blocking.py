"""A block really blocks, everybody concerned learns of it, and a proposal lifts it."""

from marketplace.contract.commands import AcceptInvitation, DeclineInvitation, Invite, PostJob, SubmitProposal
from marketplace.contract.entities import Invitation, InvitationState, Receipt
from marketplace.contract.ids import AccountId, InvitationId, JobId, ProposalId
from tests.unit.marketplace.stories import ANA, CLIENTS, INVITATION, JOB, NORDWIND, PROPOSAL, TERN, Story, a_job

SECOND = InvitationId("second")
BLOCK = DeclineInvitation(invitation=INVITATION, reason="spam", block=True)


def invite_to(freelancer: str) -> Invite:
    """Another invitation by the client of the job."""
    return Invite(invitation=InvitationId("more"), job=JOB, freelancer=AccountId(freelancer), message="")


def test_a_blocked_client_sends_no_more_invitations(story: Story) -> None:
    assert story.blocked().is_refused(NORDWIND, invite_to("ana")) == "client_blocked"


def test_a_block_holds_for_its_own_account_only(story: Story) -> None:
    assert isinstance(story.blocked().tries(NORDWIND, invite_to("ben")), Receipt)


def test_other_invitations_of_a_blocked_client_say_so_and_keep_their_state(story: Story) -> None:
    story.invited()
    story.invites(SECOND)
    before = story.engine.head(AccountId("ana"))
    story.does(ANA, BLOCK)
    told = {one.id: one for one in story.seen(since=before) if isinstance(one, Invitation)}
    assert (told[SECOND].client.is_blocked, told[SECOND].state) == (True, InvitationState.RECEIVED)


def test_being_shown_again_makes_no_new_version(story: Story) -> None:
    story.invited()
    story.invites(SECOND)
    story.does(ANA, BLOCK)
    assert story.invitation(SECOND).version == 1


def test_accepting_from_a_blocked_client_needs_consent(story: Story) -> None:
    story.invited()
    story.invites(SECOND)
    story.does(ANA, BLOCK)
    accept = AcceptInvitation(invitation=SECOND, proposal=PROPOSAL)
    assert story.is_refused(ANA, accept) == "unblock_not_confirmed"


def test_a_proposal_with_consent_lifts_the_block(story: Story) -> None:
    story.blocked().does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL, unblock=True))
    assert not story.invitation().client.is_blocked
    assert isinstance(story.tries(NORDWIND, invite_to("ana")), Receipt)


def test_accepting_with_consent_lifts_the_block(story: Story) -> None:
    story.invited()
    story.invites(SECOND)
    story.does(ANA, BLOCK)
    story.does(ANA, AcceptInvitation(invitation=SECOND, proposal=PROPOSAL, unblock=True))
    assert {story.invitation(id_).client.is_blocked for id_ in (INVITATION, SECOND)} == {False}
    assert isinstance(story.tries(NORDWIND, invite_to("ana")), Receipt)


def test_a_proposal_without_consent_is_refused_and_costs_nothing(story: Story) -> None:
    story.blocked()
    assert story.is_refused(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL)) == "unblock_not_confirmed"
    assert (story.connects(), story.invitation().client.is_blocked) == (20, True)


def test_a_client_who_cannot_be_blocked_is_not(story: Story) -> None:
    assert story.invited(client=TERN).is_refused(ANA, BLOCK) == "client_not_blockable"


def test_a_blocked_client_can_post_a_job_to_be_unblocked_with(story: Story) -> None:
    story.blocked().does(NORDWIND, PostJob(job=a_job(JobId("new")), client=CLIENTS[NORDWIND]))
    story.does(ANA, SubmitProposal(job=JobId("new"), proposal=ProposalId("p"), unblock=True))
    assert not story.invitation().client.is_blocked
