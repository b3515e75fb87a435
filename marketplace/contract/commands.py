"""Every verb of the marketplace, as values: this file reads as the menu of the product.

A command travels as `PUT /v1/commands/{uuid}` and is answered once, with a receipt or a refusal. Ids of what a
command makes are made by its sender, so that the same command sent twice makes one thing.
"""

from decimal import Decimal

from marketplace.contract.contact.finding import Exemption
from marketplace.contract.entities import (
    Attachment,
    Client,
    Count,
    DraftText,
    Highlight,
    InterviewAnswer,
    Job,
    Medium,
    Moment,
    NotificationSettings,
    Origin,
    Terms,
    Value,
    check_moments,
)
from marketplace.contract.ids import (
    AccountId,
    AgencyId,
    ClientId,
    ContractId,
    DraftId,
    HighlightId,
    InvitationId,
    JobId,
    MeetingId,
    MessageId,
    NotificationId,
    OfferId,
    ProposalId,
    RoomId,
)


class Command(Value, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of all verbs. `expects` is the version of the thing the sender was looking at, or None for any."""

    expects: Count | None = None


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
    """What both ways to send a proposal say. `terms` None means as offered, `unblock` consents to lift a block.

    `interview` has a recorded answer for each question of the job's interview, in their order. `highlights` name
    things of the sender's profile, `agency` one of the agencies in whose name they may apply.
    """

    proposal: ProposalId
    terms: Terms | None = None
    duration: str | None = None
    cover_letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    highlights: tuple[HighlightId, ...] = ()
    interview: tuple[InterviewAnswer, ...] = ()
    agency: AgencyId | None = None
    unblock: bool = False


class AcceptInvitation(Applying, frozen=True, kw_only=True, tag="accept_invitation"):
    """Answer an invitation with a proposal."""

    invitation: InvitationId


class SubmitProposal(Applying, frozen=True, kw_only=True, tag="submit_proposal"):
    """Apply to a job post without an invitation, for Connects."""

    job: JobId


class EditProposal(Command, frozen=True, kw_only=True, tag="edit_proposal"):
    """Change what was sent; None leaves a part as it is.

    Texts and files while the policy's hours last and the client has not looked; the terms until the client answers.
    """

    proposal: ProposalId
    terms: Terms | None = None
    duration: str | None = None
    cover_letter: str | None = None
    message: str | None = None
    answers: tuple[str, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    highlights: tuple[HighlightId, ...] | None = None


class WithdrawProposal(Command, frozen=True, kw_only=True, tag="withdraw_proposal"):
    """Take a proposal back, with a reason of the policy's list; possible until there is an offer."""

    proposal: ProposalId
    reason: str


class AcceptOffer(Command, frozen=True, kw_only=True, tag="accept_offer"):
    """Take the offer as it stands: a contract starts."""

    offer: OfferId
    contract: ContractId


class DeclineOffer(Command, frozen=True, kw_only=True, tag="decline_offer"):
    """Say no to an offer; the conversation goes on."""

    offer: OfferId
    message: str = ""


class RequestOfferChanges(Command, frozen=True, kw_only=True, tag="request_offer_changes"):
    """Ask for other terms; the offer as it stands remains acceptable meanwhile."""

    offer: OfferId
    text: str


class SendMessage(Command, frozen=True, kw_only=True, tag="send_message"):
    """Say something in a room one is a member of; freelancer and client alike."""

    room: RoomId
    message: MessageId
    text: str
    attachments: tuple[Attachment, ...] = ()


class ReadRoom(Command, frozen=True, kw_only=True, tag="read_room"):
    """Everything in the room up to `position` has been read."""

    room: RoomId
    position: Count


class ReadNotifications(Command, frozen=True, kw_only=True, tag="read_notifications"):
    """These have been read; none named means all of them."""

    notifications: tuple[NotificationId, ...] = ()


class AcceptMeeting(Command, frozen=True, kw_only=True, tag="accept_meeting"):
    """Agree to the time that the other party named; freelancer and client alike."""

    meeting: MeetingId


class DeclineMeeting(Command, frozen=True, kw_only=True, tag="decline_meeting"):
    """No meeting at that time, nor another; freelancer and client alike."""

    meeting: MeetingId


class MoveMeeting(Command, frozen=True, kw_only=True, tag="move_meeting"):
    """Name another time, to which the other party has to agree; freelancer and client alike."""

    meeting: MeetingId
    at: Moment
    note: str = ""

    def __post_init__(self) -> None:
        check_moments(self.at)


class EditProfile(Command, frozen=True, kw_only=True, tag="edit_profile"):
    """Change what clients see of the freelancer; None leaves a part as it is."""

    title: str | None = None
    overview: str | None = None
    rate: Decimal | None = None
    highlights: tuple[Highlight, ...] | None = None


class SetNotificationSettings(Command, frozen=True, kw_only=True, tag="set_notification_settings"):
    """What is told where from now on, and when the desktop stays quiet."""

    settings: NotificationSettings


class SetDraftKeeping(Command, frozen=True, kw_only=True, tag="set_draft_keeping"):
    """Whether the marketplace keeps copies of the freelancer's drafts, for their other computers.

    Where it does so no longer, all that it has kept is gone at once.
    """

    keeps: bool


class KeepDraft(Command, frozen=True, kw_only=True, tag="keep_draft"):
    """Keep what a draft says now, in place of what it said at version `expects`: 0 where none is kept yet.

    See `Draft` for what the fields mean. Nobody but the freelancer sees it, so it may say anything.
    """

    written_for: str
    direct: bool = False
    text: DraftText
    beside: DraftText | None = None


class DropDraft(Command, frozen=True, kw_only=True, tag="drop_draft"):
    """The freelancer put the draft away: keep it no longer."""

    draft: DraftId


# --- what a client does -----------------------------------------------------------------------------------


class PostJob(Command, frozen=True, kw_only=True, tag="post_job"):
    """Put a job up; `client` is stored with it when the marketplace does not know them yet."""

    job: Job
    client: Client

    def __post_init__(self) -> None:
        check_moments(self.job.posted_at, self.job.closes_at)


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


class ProposeMeeting(Command, frozen=True, kw_only=True, tag="propose_meeting"):
    """Ask for a talk in the marketplace's own tool."""

    room: RoomId
    meeting: MeetingId
    at: Moment
    minutes: Count = 30
    medium: Medium = Medium.VIDEO
    note: str = ""

    def __post_init__(self) -> None:
        check_moments(self.at)


class MakeOffer(Command, frozen=True, kw_only=True, tag="make_offer"):
    """Offer the work to the one who proposed; `terms` None means as they proposed."""

    proposal: ProposalId
    offer: OfferId
    terms: Terms | None = None
    message: str = ""


class ReviseOffer(Command, frozen=True, kw_only=True, tag="revise_offer"):
    """Change an open offer; it is open for the policy's days again."""

    offer: OfferId
    terms: Terms
    message: str = ""


class WithdrawOffer(Command, frozen=True, kw_only=True, tag="withdraw_offer"):
    """Take an open offer back."""

    offer: OfferId
    reason: str = ""


class DeclineProposal(Command, frozen=True, kw_only=True, tag="decline_proposal"):
    """The client says no."""

    proposal: ProposalId
    reason: str = ""


# --- what a moderator does --------------------------------------------------------------------------------


class RemoveInvitation(Command, frozen=True, kw_only=True, tag="remove_invitation"):
    """Take an invitation away because of an issue; its reader is told so and sees nothing else of it."""

    invitation: InvitationId
    notice: str = ""


class LiftContactRule(Command, frozen=True, kw_only=True, tag="lift_contact_rule"):
    """An enterprise client and whoever deals with them may share contact information; `lifted` False ends that."""

    client: ClientId
    lifted: bool = True


class ExemptJob(Command, frozen=True, kw_only=True, tag="exempt_job"):
    """What may be shared about this job before a contract, and why; none given ends that."""

    job: JobId
    exemptions: tuple[Exemption, ...] = ()


class Warn(Command, frozen=True, kw_only=True, tag="warn"):
    """Remind a freelancer of a rule; it stands under their bell."""

    freelancer: AccountId
    text: str


EitherCommand = SendMessage | AcceptMeeting | DeclineMeeting | MoveMeeting
FreelancerCommand = (
    SeeInvitation
    | IgnoreInvitation
    | DeclineInvitation
    | AcceptInvitation
    | SubmitProposal
    | EditProposal
    | WithdrawProposal
    | AcceptOffer
    | DeclineOffer
    | RequestOfferChanges
    | ReadRoom
    | ReadNotifications
    | EditProfile
    | SetNotificationSettings
    | SetDraftKeeping
    | KeepDraft
    | DropDraft
    | EitherCommand
)
ClientCommand = (
    PostJob
    | Invite
    | WithdrawInvitation
    | CloseJob
    | ViewProposal
    | AnswerProposal
    | DeclineProposal
    | ProposeMeeting
    | MakeOffer
    | ReviseOffer
    | WithdrawOffer
    | EitherCommand
)
ModeratorCommand = RemoveInvitation | LiftContactRule | ExemptJob | Warn
AnyCommand = FreelancerCommand | ClientCommand | ModeratorCommand

Application = AcceptInvitation | SubmitProposal
"""The two ways to send a proposal."""
