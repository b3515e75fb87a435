"""What a command does to the thing it is about: pure transitions, applied after the rules have agreed.

The marketplace writes what they return; the client shows it at once, marked as pending, until the receipt.
"""

from datetime import datetime
from decimal import Decimal

from msgspec.structs import replace

from marketplace.contract import rules
from marketplace.contract.commands import (
    AcceptInvitation,
    Application,
    DeclineInvitation,
    SendMessage,
    SubmitProposal,
)
from marketplace.contract.entities import (
    Client,
    Decline,
    Invitation,
    InvitationState,
    Job,
    Message,
    Party,
    Proposal,
    ProposalState,
)


def see(invitation: Invitation, now: datetime) -> Invitation:
    """Seen once is seen; later looks change nothing."""
    if invitation.state is not InvitationState.RECEIVED:
        return invitation
    return replace(invitation, state=InvitationState.SEEN, seen_at=now)


def ignore(invitation: Invitation, now: datetime) -> Invitation:
    """Into the archive; not an answer, so `answered_at` stays empty."""
    return replace(invitation, state=InvitationState.IGNORED, seen_at=invitation.seen_at or now)


def decline(invitation: Invitation, command: DeclineInvitation, now: datetime) -> Invitation:
    """Answered with a no; with `block`, the client is blocked for this reader."""
    return replace(
        invitation,
        state=InvitationState.DECLINED,
        seen_at=invitation.seen_at or now,
        answered_at=now,
        decline=Decline(reason=command.reason, message=command.message, blocked=command.block),
        client=replace(invitation.client, is_blocked=invitation.client.is_blocked or command.block),
    )


def accept(
    invitation: Invitation, command: AcceptInvitation, now: datetime, fee_percent: Decimal
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
    return accepted, _proposal(invitation.job, client, command, now, fee_percent, connects=0)


def submit(job: Job, client: Client, command: SubmitProposal, now: datetime, fee_percent: Decimal) -> Proposal:
    """A proposal to a job post, paid with the job's Connects; a block that was consented away is lifted."""
    return _proposal(job, replace(client, is_blocked=False), command, now, fee_percent, connects=job.connects)


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


def _proposal(
    job: Job, client: Client, command: Application, now: datetime, fee_percent: Decimal, *, connects: int
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
        connects=connects,
        state=ProposalState.SUBMITTED,
    )
