"""Every verb of the marketplace, as values: this file reads as the menu of the product.

A command travels as `PUT /v1/commands/{uuid}` and is answered once, with a receipt or a refusal. Ids of what a
command makes are made by its sender, so that the same command sent twice makes one thing.
"""

from marketplace.contract.entities import Attachment, Client, Job, Origin, Terms, Value
from marketplace.contract.ids import (
    AccountId,
    InvitationId,
    JobId,
    MessageId,
    NotificationId,
    ProposalId,
    RoomId,
)


class Command(Value, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of all verbs. `expects` is the version of the thing the sender was looking at, or None for any."""

    expects: int | None = None


# --- what a freelancer does -------------------------------------------------------------------------------


class SeeInvitation(Command, frozen=True, kw_only=True, tag="see_invitation"):
    """The freelancer opened it."""

    invitation: InvitationId


class IgnoreInvitation(Command, frozen=True, kw_only=True, tag="ignore_invitation"):
    """Put it into the archive, where it can still be answered. Not a response."""

    invitation: InvitationId


class DeclineInvitation(Command, frozen=True, kw_only=True, tag="decline_invitation"):
    """Say no, with a reason of the policy's list; with `block` the client can send no more."""

    invitation: InvitationId
    reason: str
    message: str = ""
    block: bool = False


class Applying(Command, frozen=True, kw_only=True):
    """What both ways to send a proposal say. `terms` None means as offered, `unblock` consents to lift a block."""

    proposal: ProposalId
    terms: Terms | None = None
    duration: str | None = None
    cover_letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    unblock: bool = False


class AcceptInvitation(Applying, frozen=True, kw_only=True, tag="accept_invitation"):
    """Answer an invitation with a proposal."""

    invitation: InvitationId


class SubmitProposal(Applying, frozen=True, kw_only=True, tag="submit_proposal"):
    """Apply to a job post without an invitation, for Connects."""

    job: JobId


class SendMessage(Command, frozen=True, kw_only=True, tag="send_message"):
    """Say something in a room one is a member of; freelancer and client alike."""

    room: RoomId
    message: MessageId
    text: str
    attachments: tuple[Attachment, ...] = ()


class ReadRoom(Command, frozen=True, kw_only=True, tag="read_room"):
    """Everything in the room up to `position` has been read."""

    room: RoomId
    position: int


class ReadNotifications(Command, frozen=True, kw_only=True, tag="read_notifications"):
    """These have been read; none named means all of them."""

    notifications: tuple[NotificationId, ...] = ()


# --- what a client does -----------------------------------------------------------------------------------


class PostJob(Command, frozen=True, kw_only=True, tag="post_job"):
    """Put a job up; `client` is stored with it when the marketplace does not know them yet."""

    job: Job
    client: Client


class Invite(Command, frozen=True, kw_only=True, tag="invite"):
    """Ask a freelancer to apply to a job."""

    invitation: InvitationId
    job: JobId
    freelancer: AccountId
    message: str
    origin: Origin = Origin.PERSONAL


class WithdrawInvitation(Command, frozen=True, kw_only=True, tag="withdraw_invitation"):
    """Take an unanswered invitation back."""

    invitation: InvitationId


class CloseJob(Command, frozen=True, kw_only=True, tag="close_job"):
    """Close a job: what is unanswered closes, what is submitted goes to the archive."""

    job: JobId


class ViewProposal(Command, frozen=True, kw_only=True, tag="view_proposal"):
    """The client opened the proposal."""

    proposal: ProposalId


class AnswerProposal(Command, frozen=True, kw_only=True, tag="answer_proposal"):
    """The client answers: the proposal becomes active and a room opens with this message."""

    proposal: ProposalId
    room: RoomId
    message: MessageId
    text: str


class DeclineProposal(Command, frozen=True, kw_only=True, tag="decline_proposal"):
    """The client says no."""

    proposal: ProposalId
    reason: str = ""


# --- what a moderator does --------------------------------------------------------------------------------


class RemoveInvitation(Command, frozen=True, kw_only=True, tag="remove_invitation"):
    """Take an invitation away because of an issue; its reader is told so and sees nothing else of it."""

    invitation: InvitationId
    notice: str = ""


FreelancerCommand = (
    SeeInvitation
    | IgnoreInvitation
    | DeclineInvitation
    | AcceptInvitation
    | SubmitProposal
    | SendMessage
    | ReadRoom
    | ReadNotifications
)
ClientCommand = (
    PostJob | Invite | WithdrawInvitation | CloseJob | ViewProposal | AnswerProposal | DeclineProposal | SendMessage
)
ModeratorCommand = RemoveInvitation
AnyCommand = (
    SeeInvitation
    | IgnoreInvitation
    | DeclineInvitation
    | AcceptInvitation
    | SubmitProposal
    | SendMessage
    | ReadRoom
    | ReadNotifications
    | PostJob
    | Invite
    | WithdrawInvitation
    | CloseJob
    | ViewProposal
    | AnswerProposal
    | DeclineProposal
    | RemoveInvitation
)

Application = AcceptInvitation | SubmitProposal
"""The two ways to send a proposal."""
