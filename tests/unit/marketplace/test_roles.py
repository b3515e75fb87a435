"""Who may do what to whose things, and who sees which: every verb and every kind of thing, for every party."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple, get_args

import pytest

from marketplace.contract import commands
from marketplace.contract.commands import AnyCommand
from marketplace.contract.contact import Exemption
from marketplace.contract.entities import (
    Draft,
    DraftFields,
    DraftText,
    HourlyTerms,
    Invitation,
    InvitationState,
    Message,
    NotificationSettings,
    Party,
    Proposal,
    Receipt,
    Room,
    draft_id,
)
from marketplace.contract.ids import (
    AccountId,
    ClientId,
    InvitationId,
    JobId,
    MeetingId,
    MessageId,
    OfferId,
    ProposalId,
    RoomId,
)
from marketplace.engine import Actor
from marketplace.engine.pages import LOADERS
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    CLIENTS,
    CONTRACT,
    INVITATION,
    JOB,
    MEETING,
    MODERATOR,
    NORDWIND,
    OFFER,
    OPENING,
    PROPOSAL,
    ROOM,
    START,
    TERN,
    Story,
    a_job,
)

EVERYBODY = (ANA, BEN, NORDWIND, TERN, MODERATOR, Actor(Party.FREELANCER, "nobody"), Actor(Party.CLIENT, "nobody"))
A_TEXT = DraftText(fields=DraftFields(cover_letter="Dear team"), written_at=START)
TOMORROW = START + timedelta(days=1)


def invited(story: Story) -> None:
    """Ana is invited, and Ben has a proposal of his own for the same job."""
    story.invited()
    story.applies(BEN, JOB, "bens")


def accepted(story: Story) -> None:
    """Ana has accepted."""
    invited(story)
    story.does(ANA, commands.AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))


def answered(story: Story) -> None:
    """There is a room, and a meeting was proposed."""
    accepted(story)
    story.does(NORDWIND, commands.AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!"))
    story.does(NORDWIND, commands.ProposeMeeting(room=ROOM, meeting=MEETING, at=TOMORROW))


def kept(story: Story) -> None:
    """Ana and Ben want their drafts kept, and the marketplace has one of Ana's."""
    invited(story)
    for freelancer in (ANA, BEN):
        story.does(freelancer, commands.SetDraftKeeping(keeps=True))
    story.does(ANA, commands.KeepDraft(written_for=INVITATION, text=A_TEXT))


def offered(story: Story) -> None:
    """There is an offer."""
    answered(story)
    story.does(NORDWIND, commands.MakeOffer(proposal=PROPOSAL, offer=OFFER))


class Case(NamedTuple):
    """A command about Ana's and Nordwind's things, what has to have happened, and who can carry it out."""

    command: AnyCommand
    before: Callable[[Story], None]
    allowed: tuple[Actor, ...]


OWN = (
    Case(commands.PostJob(job=a_job(JobId("new")), client=CLIENTS[NORDWIND]), invited, (NORDWIND,)),
    Case(commands.ReadNotifications(), invited, (ANA, BEN)),
    Case(commands.EditProfile(title="Translator"), invited, (ANA, BEN)),
    Case(commands.SetNotificationSettings(settings=NotificationSettings()), invited, (ANA, BEN)),
    Case(commands.SetDraftKeeping(keeps=True), invited, (ANA, BEN)),
)
"""What everybody does to what is their own: nobody else is named in it."""

CASES = (
    *OWN,
    Case(commands.SubmitProposal(job=JOB, proposal=ProposalId("new")), lambda story: story.posts(), (ANA, BEN)),
    Case(commands.KeepDraft(written_for=INVITATION, text=A_TEXT), kept, (ANA,)),
    Case(commands.DropDraft(draft=draft_id(INVITATION, direct=False)), kept, (ANA,)),
    Case(commands.SeeInvitation(invitation=INVITATION), invited, (ANA,)),
    Case(commands.IgnoreInvitation(invitation=INVITATION), invited, (ANA,)),
    Case(commands.DeclineInvitation(invitation=INVITATION, reason="spam", block=True), invited, (ANA,)),
    Case(commands.AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), invited, (ANA,)),
    Case(commands.EditProposal(proposal=PROPOSAL, cover_letter="Dear all"), accepted, (ANA,)),
    Case(commands.WithdrawProposal(proposal=PROPOSAL, reason="other"), accepted, (ANA,)),
    Case(commands.AcceptOffer(offer=OFFER, contract=CONTRACT), offered, (ANA,)),
    Case(commands.DeclineOffer(offer=OFFER), offered, (ANA,)),
    Case(commands.RequestOfferChanges(offer=OFFER, text="More, please"), offered, (ANA,)),
    Case(commands.SendMessage(room=ROOM, message=MessageId("new"), text="Hello"), answered, (ANA, NORDWIND)),
    Case(commands.ReadRoom(room=ROOM, position=1), answered, (ANA,)),
    Case(commands.AcceptMeeting(meeting=MEETING), answered, (ANA, NORDWIND)),
    Case(commands.DeclineMeeting(meeting=MEETING), answered, (ANA, NORDWIND)),
    Case(commands.MoveMeeting(meeting=MEETING, at=TOMORROW), answered, (ANA, NORDWIND)),
    Case(
        commands.Invite(invitation=InvitationId("new"), job=JOB, freelancer=AccountId("ben"), message=""),
        invited,
        (NORDWIND,),
    ),
    Case(commands.WithdrawInvitation(invitation=INVITATION), invited, (NORDWIND,)),
    Case(commands.CloseJob(job=JOB), invited, (NORDWIND,)),
    Case(commands.ViewProposal(proposal=PROPOSAL), accepted, (NORDWIND,)),
    Case(
        commands.AnswerProposal(proposal=PROPOSAL, room=RoomId("new"), message=MessageId("new"), text="Hi"),
        accepted,
        (NORDWIND,),
    ),
    Case(commands.DeclineProposal(proposal=PROPOSAL), accepted, (NORDWIND,)),
    Case(commands.ProposeMeeting(room=ROOM, meeting=MeetingId("new"), at=TOMORROW), answered, (NORDWIND,)),
    Case(commands.MakeOffer(proposal=PROPOSAL, offer=OfferId("new"), message="Shall we?"), answered, (NORDWIND,)),
    Case(commands.ReviseOffer(offer=OFFER, terms=HourlyTerms(rate=Decimal(45))), offered, (NORDWIND,)),
    Case(commands.WithdrawOffer(offer=OFFER), offered, (NORDWIND,)),
    Case(commands.RemoveInvitation(invitation=INVITATION), invited, (MODERATOR,)),
    Case(commands.LiftContactRule(client=ClientId("nordwind")), invited, (MODERATOR,)),
    Case(commands.ExemptJob(job=JOB, exemptions=(Exemption.LEGAL_NEED,)), invited, (MODERATOR,)),
    Case(commands.Warn(freelancer=AccountId("ana"), text="Please stay here."), invited, (MODERATOR,)),
)


def named(case: Case) -> str:
    """How a case is called."""
    return type(case.command).__name__


def test_every_verb_has_its_case() -> None:
    assert {type(case.command) for case in CASES} == set(get_args(AnyCommand))


@pytest.mark.parametrize("case", CASES, ids=named)
def test_nobody_else_can_do_it_and_their_trying_changes_nothing(story: Story, case: Case) -> None:
    case.before(story)
    before = [story.seen(reader) for reader in (ANA, BEN)]
    for actor in EVERYBODY:
        if actor not in case.allowed:
            outcome = story.engine.handle(actor, story.fresh(), case.command)
            assert getattr(outcome, "name", outcome) in {"not_yours_to_do", "unknown_thing"}, actor
            assert getattr(outcome, "current", None) is None, "what is not theirs is not shown to them"
    assert [story.seen(reader) for reader in (ANA, BEN)] == before


@pytest.mark.parametrize("case", CASES, ids=named)
def test_whose_it_is_can_do_it(story: Story, case: Case) -> None:
    case.before(story)
    assert isinstance(story.tries(case.allowed[0], case.command), Receipt)


@pytest.mark.parametrize(
    ("kind", "id_", "seen_by"),
    [
        ("account", "ana", {ANA}),
        ("invitation", INVITATION, {ANA, NORDWIND, MODERATOR}),
        ("proposal", PROPOSAL, {ANA, NORDWIND, MODERATOR}),
        ("proposal", "bens", {BEN, NORDWIND, MODERATOR}),
        ("room", ROOM, {ANA, NORDWIND, MODERATOR}),
        ("message", OPENING, {ANA, NORDWIND, MODERATOR}),
    ],
)
def test_each_sees_only_their_own(story: Story, kind: str, id_: str, seen_by: set[Actor]) -> None:
    offered(story)
    assert {actor for actor in EVERYBODY if story.engine.thing(actor, kind, id_) is not None} == seen_by


def test_what_the_bell_tells_and_who_is_blocked_is_the_freelancers_alone(story: Story) -> None:
    story.blocked()
    notice = story.bell()[-1].id
    for kind, id_ in (("notification", notice), ("block", "nordwind")):
        assert {actor for actor in EVERYBODY if story.engine.thing(actor, kind, id_) is not None} == {ANA}


def test_a_draft_is_its_writers_alone(story: Story) -> None:
    kept(story)
    namesakes = (*EVERYBODY, Actor(Party.CLIENT, "ana"), Actor(Party.MODERATOR, "ana"))
    id_ = draft_id(INVITATION, direct=False)
    assert {actor for actor in namesakes if story.engine.thing(actor, "draft", id_) is not None} == {ANA}
    assert not [one for one in story.seen(BEN) if isinstance(one, Draft)]


def test_the_kinds_that_can_be_asked_for_are_all_looked_at() -> None:
    assert set(LOADERS) == {"account", "invitation", "proposal", "room", "message", "notification", "block", "draft"}


def test_a_page_of_changes_holds_nothing_of_others(story: Story) -> None:
    offered(story)
    assert [one.id for one in story.seen(BEN) if isinstance(one, Proposal)] == ["bens"]
    assert not [one for one in story.seen(BEN) if isinstance(one, Invitation | Room | Message)]


# --- what is left out of what they see --------------------------------------------------------------------


def test_a_freelancer_sees_of_a_removed_invitation_the_notice_only(story: Story) -> None:
    story.invited(a_job(questions=("Which tools?",)))
    story.does(MODERATOR, commands.RemoveInvitation(invitation=INVITATION, notice="the client could not be verified"))
    left = story.invitation()
    assert (left.message, left.job.description, left.job.questions, left.job.skills) == ("", "", (), ())
    assert (left.job.title, left.notice) == ("Turbine manual", "the client could not be verified")


def test_a_freelancer_sees_no_words_of_a_client_they_have_blocked(story: Story) -> None:
    story.invited().posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    story.does(ANA, commands.DeclineInvitation(invitation=InvitationId("second"), reason="spam", block=True))
    assert {one.message for one in story.seen() if isinstance(one, Invitation)} == {""}


def test_words_come_back_when_the_block_is_lifted(story: Story) -> None:
    story.blocked().posts(a_job(JobId("second")))
    story.applies(ANA, JobId("second"), "second", unblock=True)
    assert story.invitation().message == "Are you free?"


def test_a_client_learns_neither_of_blocks_nor_that_they_were_ignored(story: Story) -> None:
    story.invited().does(ANA, commands.IgnoreInvitation(invitation=INVITATION))
    ignored = story.engine.thing(NORDWIND, "invitation", INVITATION)
    story.does(ANA, commands.DeclineInvitation(invitation=INVITATION, reason="spam", block=True))
    declined = story.engine.thing(NORDWIND, "invitation", INVITATION)
    assert isinstance(ignored, Invitation)
    assert isinstance(declined, Invitation)
    assert ignored.state is InvitationState.SEEN
    assert (declined.client.is_blocked, declined.decline and declined.decline.blocked) == (False, False)


def test_a_client_sees_who_it_is_that_applies(story: Story) -> None:
    accepted(story)
    seen = story.engine.thing(NORDWIND, "proposal", PROPOSAL)
    assert isinstance(seen, Proposal)
    assert seen.freelancer is not None
    assert (seen.freelancer.id, seen.freelancer.name, seen.client.name) == ("ana", "Ana", "Nordwind Energie")
    assert story.proposal().freelancer is None
