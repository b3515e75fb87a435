"""The things that cross the wire, each as the one who reads it may see it.

An invitation and a proposal carry their job and client with them: what hangs in a list is one value, and a
reader never waits for a second one. A proposal also carries its offer and its contract, a room its meetings. Every
entity has an `id`, and a `version` that grows with each change.
Money is decimal US dollars, times are aware UTC, text is plain text. What does not fit does not decode: an amount
that is no number, a time without a zone, a count that no database holds.
"""

from marketplace.contract.entities.accounts import Account, Block, Highlight, HighlightKind, Membership, Responsiveness
from marketplace.contract.entities.drafts import Draft, DraftEnd, DraftFields, DraftText, MilestoneFields, draft_id
from marketplace.contract.entities.feed import AnyEntity, BlobProgress, Changes, Gone, Page, Receipt
from marketplace.contract.entities.invitations import ANSWERABLE, Decline, Invitation, InvitationState, Origin
from marketplace.contract.entities.jobs import Client, FixedBudget, HourlyRange, Interview, Job, JobPost, Letter
from marketplace.contract.entities.notifications import (
    About,
    Channel,
    Minute,
    Notification,
    NotificationKind,
    NotificationSettings,
    QuietHours,
)
from marketplace.contract.entities.offers import ChangeRequest, Contract, Offer, OfferState
from marketplace.contract.entities.proposals import ApplyingAgency, InterviewAnswer, Proposal, ProposalState
from marketplace.contract.entities.rooms import Medium, Meeting, MeetingState, Member, Message, Room
from marketplace.contract.entities.terms import (
    HourlyTerms,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    RateIncrease,
    Terms,
    amounts_in,
    price,
)
from marketplace.contract.entities.values import (
    Attachment,
    Count,
    Entity,
    Freelancer,
    Moment,
    Party,
    Value,
    check_amounts,
    check_moments,
)

__all__ = [
    "ANSWERABLE",
    "About",
    "Account",
    "AnyEntity",
    "ApplyingAgency",
    "Attachment",
    "BlobProgress",
    "Block",
    "ChangeRequest",
    "Changes",
    "Channel",
    "Client",
    "Contract",
    "Count",
    "Decline",
    "Draft",
    "DraftEnd",
    "DraftFields",
    "DraftText",
    "Entity",
    "FixedBudget",
    "Freelancer",
    "Gone",
    "Highlight",
    "HighlightKind",
    "HourlyRange",
    "HourlyTerms",
    "Interview",
    "InterviewAnswer",
    "Invitation",
    "InvitationState",
    "Job",
    "JobPost",
    "Letter",
    "Medium",
    "Meeting",
    "MeetingState",
    "Member",
    "Membership",
    "Message",
    "Milestone",
    "MilestoneFields",
    "MilestoneTerms",
    "Minute",
    "Moment",
    "Notification",
    "NotificationKind",
    "NotificationSettings",
    "Offer",
    "OfferState",
    "Origin",
    "Page",
    "Party",
    "ProjectTerms",
    "Proposal",
    "ProposalState",
    "QuietHours",
    "RateIncrease",
    "Receipt",
    "Responsiveness",
    "Room",
    "Terms",
    "Value",
    "amounts_in",
    "check_amounts",
    "check_moments",
    "draft_id",
    "price",
]
