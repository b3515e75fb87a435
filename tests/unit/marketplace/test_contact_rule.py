"""Contact information stays out of every text of both parties until the contract, but for what moderators allow."""

import hashlib

import pytest

from marketplace.contract import commands
from marketplace.contract.commands import AnyCommand
from marketplace.contract.contact import Exemption
from marketplace.contract.entities import Attachment, Client, Highlight, HighlightKind, Party, Receipt
from marketplace.contract.ids import (
    AccountId,
    BlobId,
    ClientId,
    HighlightId,
    InvitationId,
    JobId,
    MeetingId,
    MessageId,
    ProposalId,
    RoomId,
)
from marketplace.engine import Actor
from tests.unit.marketplace.stories import (
    ANA,
    CLIENTS,
    INVITATION,
    JOB,
    MODERATOR,
    NORDWIND,
    OFFER,
    PROPOSAL,
    ROOM,
    START,
    Story,
    a_job,
)

MAIL = "Please write to ana.reis@posteo.de about it."
CALL = "You can reach me at +44 20 7946 0958."
SHARING = a_job(JobId("new"), description=MAIL)
SPEAK = commands.SendMessage(room=ROOM, message=MessageId("new"), text=CALL)


def invited(story: Story) -> None:
    """Ana is invited."""
    story.invited()


def accepted(story: Story) -> None:
    """Ana has accepted."""
    story.accepted()


def answered(story: Story) -> None:
    """There is a room."""
    story.answered()


def offered(story: Story) -> None:
    """There is an offer."""
    story.offered()


@pytest.mark.parametrize(
    ("before", "actor", "command", "field"),
    [
        (invited, ANA, commands.EditProfile(overview=MAIL), "overview"),
        (
            invited,
            ANA,
            commands.EditProfile(
                highlights=(Highlight(id=HighlightId("h"), kind=HighlightKind.PORTFOLIO, title="Work", detail=MAIL),)
            ),
            "highlights.0.1",
        ),
        (
            invited,
            NORDWIND,
            commands.PostJob(job=a_job(JobId("n"), description=MAIL), client=CLIENTS[NORDWIND]),
            "description",
        ),
        (
            invited,
            NORDWIND,
            commands.Invite(invitation=InvitationId("n"), job=JOB, freelancer=AccountId("ben"), message=CALL),
            "message",
        ),
        (
            invited,
            ANA,
            commands.AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, cover_letter=MAIL),
            "cover_letter",
        ),
        (invited, ANA, commands.SubmitProposal(job=JOB, proposal=ProposalId("n"), message=CALL), "message"),
        (invited, ANA, commands.DeclineInvitation(invitation=INVITATION, reason="other", message=MAIL), "message"),
        (accepted, NORDWIND, commands.DeclineProposal(proposal=PROPOSAL, reason=CALL), "reason"),
        (
            accepted,
            NORDWIND,
            commands.AnswerProposal(proposal=PROPOSAL, room=RoomId("n"), message=MessageId("n"), text=CALL),
            "text",
        ),
        (accepted, NORDWIND, commands.MakeOffer(proposal=PROPOSAL, offer=OFFER, message=MAIL), "message"),
        (answered, ANA, SPEAK, "text"),
        (answered, NORDWIND, SPEAK, "text"),
        (
            answered,
            NORDWIND,
            commands.ProposeMeeting(room=ROOM, meeting=MeetingId("n"), at=START.replace(year=2027), note=MAIL),
            "note",
        ),
        (offered, ANA, commands.DeclineOffer(offer=OFFER, message=CALL), "message"),
        (offered, ANA, commands.RequestOfferChanges(offer=OFFER, text=MAIL), "text"),
        (offered, NORDWIND, commands.WithdrawOffer(offer=OFFER, reason=MAIL), "reason"),
    ],
)
def test_no_text_of_either_party_shares_it(
    story: Story, before: object, actor: Actor, command: AnyCommand, field: str
) -> None:
    assert callable(before)
    before(story)
    outcome = story.tries(actor, command)
    assert (getattr(outcome, "name", outcome), getattr(outcome, "field", None)) == ("contact_information", field)
    assert getattr(outcome, "findings", ()), "the places are named"


def test_a_file_name_shares_it_neither(story: Story) -> None:
    content = b"curriculum"
    blob = BlobId(hashlib.sha256(content).hexdigest())
    story.engine.put_piece(NORDWIND, blob, 0, len(content), content)
    file = Attachment(blob=blob, name="nordwind.hr@posteo.de.pdf", size=len(content))
    said = commands.SendMessage(room=ROOM, message=MessageId("new"), text="", attachments=(file,))
    assert story.answered().is_refused(NORDWIND, said) == "contact_information"


def test_a_number_in_two_messages_is_a_number(story: Story) -> None:
    first = commands.SendMessage(room=ROOM, message=MessageId("1"), text="+44 20 7946")
    second = commands.SendMessage(room=ROOM, message=MessageId("2"), text="0958")
    story.answered()
    outcomes = [story.tries(ANA, each) for each in (first, second)]
    assert [getattr(each, "name", None) for each in outcomes].count("contact_information") >= 1


def test_an_enterprise_client_may_share_once_a_moderator_has_said_so(story: Story) -> None:
    lift = commands.LiftContactRule(client=ClientId("nordwind"))
    story.answered().does(MODERATOR, lift)
    assert story.room().client.may_share_contacts
    story.does(NORDWIND, SPEAK)
    story.does(MODERATOR, commands.LiftContactRule(client=ClientId("nordwind"), lifted=False))
    again = commands.SendMessage(room=ROOM, message=MessageId("again"), text=CALL)
    assert story.is_refused(NORDWIND, again) == "contact_information"


@pytest.mark.parametrize(
    ("exemption", "text", "allowed"),
    [
        (Exemption.LEGAL_NEED, CALL, True),
        (Exemption.SCOPING_ACCESS, MAIL, True),
        (Exemption.SCOPING_ACCESS, CALL, False),
    ],
)
def test_a_job_is_exempt_for_a_reason_and_as_far_as_it_reaches(
    story: Story, exemption: Exemption, text: str, allowed: bool
) -> None:
    story.answered().does(MODERATOR, commands.ExemptJob(job=JOB, exemptions=(exemption,)))
    outcome = story.tries(ANA, commands.SendMessage(room=ROOM, message=MessageId("new"), text=text))
    assert isinstance(outcome, Receipt) is allowed


def test_nobody_exempts_themselves(story: Story) -> None:
    story.invited()
    post = commands.PostJob(job=a_job(JobId("new"), exemptions=(Exemption.LEGAL_NEED,)), client=CLIENTS[NORDWIND])
    assert story.is_refused(NORDWIND, post) == "not_yours_to_do"


def test_a_new_client_says_nothing_of_themselves_but_name_and_place(story: Story) -> None:
    stranger = Client(
        id=ClientId("stranger"),
        name="Best Client",
        country="Ireland",
        member_since=START.date().replace(year=2001),
        payment_verified=True,
        hires=900,
        can_be_blocked=False,
        may_share_contacts=True,
    )
    story.does(Actor(Party.CLIENT, "stranger"), commands.PostJob(job=a_job(JobId("new")), client=stranger))
    post = story.engine.post(ANA, JobId("new"))
    assert post is not None
    known = post.client
    assert (known.payment_verified, known.hires, known.may_share_contacts) == (False, 0, False)
    assert (known.can_be_blocked, known.member_since) == (True, story.now.date())
