"""What a command does to the thing it is about: pure transitions, applied after the rules have agreed.

The marketplace writes what they return; the client shows it at once, marked as pending, until the receipt.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from msgspec.structs import replace

from marketplace.contract import rules
from marketplace.contract.commands import (
    AcceptInvitation,
    AcceptOffer,
    Application,
    DeclineInvitation,
    DeclineOffer,
    EditProfile,
    EditProposal,
    MakeOffer,
    MoveMeeting,
    ProposeMeeting,
    RequestOfferChanges,
    ReviseOffer,
    SendMessage,
    SubmitProposal,
    WithdrawOffer,
    WithdrawProposal,
)
from marketplace.contract.entities import (
    Account,
    ApplyingAgency,
    ChangeRequest,
    Client,
    Contract,
    Decline,
    Highlight,
    Invitation,
    InvitationState,
    Job,
    Meeting,
    MeetingState,
    Message,
    Offer,
    OfferState,
    Party,
    Proposal,
    ProposalState,
)
from marketplace.contract.ids import HighlightId
from marketplace.contract.policy import Periods

KEPT_REQUESTS = 20

Part = TypeVar("Part")


def see(invitation: Invitation, now: datetime) -> Invitation:
    """Seen once is seen; later looks change nothing."""
    if invitation.state is not InvitationState.RECEIVED:
        return invitation
    return replace(invitation, state=InvitationState.SEEN, seen_at=now)


def ignore(invitation: Invitation, now: datetime) -> Invitation:
    """Into the archive; not an answer, so `answered_at` stays empty."""
    return replace(invitation, state=InvitationState.IGNORED, seen_at=invitation.seen_at or now)


def decline(invitation: Invitation, command: DeclineInvitation, now: datetime) -> Invitation:
    """Answered with a no; with `block`, the client is blocked for this reader, and their words are gone."""
    return replace(
        invitation,
        state=InvitationState.DECLINED,
        seen_at=invitation.seen_at or now,
        answered_at=now,
        decline=Decline(reason=command.reason, message=command.message, blocked=command.block),
        message="" if command.block else invitation.message,
        client=replace(invitation.client, is_blocked=invitation.client.is_blocked or command.block),
    )


def take_away(invitation: Invitation, state: InvitationState, now: datetime) -> Invitation:
    """Withdrawn, closed or removed: it can be answered no more."""
    return replace(invitation, state=state, ended_at=now)


def accept(
    invitation: Invitation,
    command: AcceptInvitation,
    now: datetime,
    fee_percent: Decimal,
    sender: Account | None = None,
) -> tuple[Invitation, Proposal]:
    """Answered with a yes: the invitation as accepted, and the proposal that was made of it."""
    client = replace(invitation.client, is_blocked=False)
    accepted = replace(
        invitation,
        state=InvitationState.ACCEPTED,
        seen_at=invitation.seen_at or now,
        answered_at=now,
        proposal=command.proposal,
        client=client,
    )
    return accepted, _proposal(invitation.job, client, command, now, fee_percent, sender, connects=0)


def submit(
    job: Job,
    client: Client,
    command: SubmitProposal,
    now: datetime,
    fee_percent: Decimal,
    sender: Account | None = None,
) -> Proposal:
    """A proposal to a job post, paid with the job's Connects; a block that was consented away is lifted."""
    return _proposal(job, replace(client, is_blocked=False), command, now, fee_percent, sender, connects=job.connects)


def edit(proposal: Proposal, command: EditProposal, now: datetime, sender: Account | None = None) -> Proposal:
    """The parts that are given, in place of those that were sent."""
    terms = proposal.terms if command.terms is None else command.terms
    return replace(
        proposal,
        terms=terms,
        as_offered=terms == rules.terms_as_offered(proposal.job),
        duration=proposal.duration if command.duration is None else command.duration or None,
        cover_letter=_given(command.cover_letter, proposal.cover_letter),
        message=_given(command.message, proposal.message),
        answers=_given(command.answers, proposal.answers),
        attachments=_given(command.attachments, proposal.attachments),
        highlights=proposal.highlights if command.highlights is None else _chosen(command.highlights, sender),
        edited_at=now,
    )


def withdraw(proposal: Proposal, command: WithdrawProposal) -> Proposal:
    """Taken back; nobody can see the recordings any more."""
    return replace(proposal, state=ProposalState.WITHDRAWN, reason=command.reason, interview=())


# --- offers -----------------------------------------------------------------------------------------------


def make_offer(proposal: Proposal, command: MakeOffer, now: datetime, periods: Periods) -> Proposal:
    """The client offers the work; an offer is an answer, too."""
    offer = Offer(
        id=command.offer,
        terms=proposal.terms if command.terms is None else command.terms,
        message=command.message,
        made_at=now,
        expires_at=now + timedelta(days=periods.offer_days),
    )
    return replace(
        proposal,
        state=ProposalState.OFFERED,
        viewed_at=proposal.viewed_at or now,
        answered_at=proposal.answered_at or now,
        offer=offer,
    )


def revise_offer(offer: Offer, command: ReviseOffer, now: datetime, periods: Periods) -> Offer:
    """Other terms, and the whole time again to think about them."""
    expires_at = now + timedelta(days=periods.offer_days)
    return replace(offer, terms=command.terms, message=command.message, revised_at=now, expires_at=expires_at)


def request_changes(offer: Offer, command: RequestOfferChanges, now: datetime) -> Offer:
    """One request more; the offer stays as it is."""
    requests = (*offer.requests, ChangeRequest(at=now, text=command.text))
    return replace(offer, requests=requests[-KEPT_REQUESTS:])


def accept_offer(proposal: Proposal, offer: Offer, command: AcceptOffer, now: datetime) -> Proposal:
    """Hired: the contract starts."""
    contract = Contract(
        id=command.contract, offer=offer.id, terms=offer.terms, fee_percent=proposal.fee_percent, started_at=now
    )
    accepted = replace(offer, state=OfferState.ACCEPTED, answered_at=now)
    return replace(proposal, state=ProposalState.HIRED, offer=accepted, contract=contract)


def decline_offer(proposal: Proposal, offer: Offer, command: DeclineOffer, now: datetime) -> Proposal:
    """The offer is over; the conversation goes on."""
    declined = replace(offer, state=OfferState.DECLINED, answered_at=now, reason=command.message)
    return replace(proposal, state=ProposalState.ACTIVE, offer=declined)


def withdraw_offer(proposal: Proposal, offer: Offer, command: WithdrawOffer, now: datetime) -> Proposal:
    """Taken back by the client; the conversation goes on."""
    withdrawn = replace(offer, state=OfferState.WITHDRAWN, answered_at=now, reason=command.reason)
    return replace(proposal, state=ProposalState.ACTIVE, offer=withdrawn)


def expire_offer(proposal: Proposal, offer: Offer) -> Proposal:
    """Nobody answered in time; the conversation goes on."""
    return replace(proposal, state=ProposalState.ACTIVE, offer=replace(offer, state=OfferState.EXPIRED))


# --- rooms ------------------------------------------------------------------------------------------------


def message(command: SendMessage, author: Party, author_name: str, now: datetime, position: int) -> Message:
    """What was said, at its place in the room."""
    return Message(
        id=command.message,
        version=1,
        room=command.room,
        author=author,
        author_name=author_name,
        text=command.text,
        sent_at=now,
        position=position,
        attachments=command.attachments,
    )


def propose_meeting(command: ProposeMeeting, by: Party, now: datetime) -> Meeting:
    """A time to meet, named by one party."""
    return Meeting(
        id=command.meeting,
        at=command.at,
        minutes=command.minutes,
        medium=command.medium,
        by=by,
        proposed_at=now,
        note=command.note,
    )


def accept_meeting(meeting: Meeting, now: datetime) -> Meeting:
    """Both agree."""
    return replace(meeting, state=MeetingState.ACCEPTED, answered_at=now)


def decline_meeting(meeting: Meeting, now: datetime) -> Meeting:
    """It does not take place."""
    return replace(meeting, state=MeetingState.DECLINED, answered_at=now)


def move_meeting(meeting: Meeting, command: MoveMeeting, by: Party, now: datetime) -> Meeting:
    """Another time, named by one party: the other one has to agree again."""
    return replace(
        meeting,
        at=command.at,
        by=by,
        note=command.note,
        proposed_at=now,
        state=MeetingState.PROPOSED,
        answered_at=None,
        moves=meeting.moves + 1,
    )


# --- the reader's own -------------------------------------------------------------------------------------


def edit_profile(account: Account, command: EditProfile) -> Account:
    """The parts that are given, in place of those that were there."""
    return replace(
        account,
        title=_given(command.title, account.title),
        overview=_given(command.overview, account.overview),
        rate=_given(command.rate, account.rate),
        highlights=_given(command.highlights, account.highlights),
    )


def _proposal(
    job: Job,
    client: Client,
    command: Application,
    now: datetime,
    fee_percent: Decimal,
    sender: Account | None,
    *,
    connects: int,
) -> Proposal:
    offered = rules.terms_as_offered(job)
    terms = offered if command.terms is None else command.terms
    return Proposal(
        id=command.proposal,
        version=1,
        job=job,
        client=client,
        invitation=command.invitation if isinstance(command, AcceptInvitation) else None,
        terms=terms,
        as_offered=terms == offered,
        fee_percent=fee_percent,
        submitted_at=now,
        duration=command.duration,
        cover_letter=command.cover_letter,
        message=command.message,
        answers=command.answers,
        attachments=command.attachments,
        highlights=_chosen(command.highlights, sender),
        interview=command.interview,
        agency=_agency(command, sender),
        connects=connects,
        state=ProposalState.SUBMITTED,
    )


def _agency(command: Application, sender: Account | None) -> ApplyingAgency | None:
    mine = () if sender is None else sender.agencies
    found = next((each for each in mine if each.id == command.agency), None)
    return None if found is None else ApplyingAgency(id=found.id, name=found.name)


def _chosen(ids: Iterable[HighlightId], sender: Account | None) -> tuple[Highlight, ...]:
    """The highlights of those ids, as the sender's profile has them now."""
    mine = {} if sender is None else {highlight.id: highlight for highlight in sender.highlights}
    return tuple(mine[id_] for id_ in ids if id_ in mine)


def _given(new: Part | None, old: Part) -> Part:
    return old if new is None else new
