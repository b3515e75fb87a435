"""Proposals: what a freelancer sends to an invitation or to a job post."""

from decimal import Decimal
from enum import StrEnum

from marketplace.contract.entities.accounts import Highlight
from marketplace.contract.entities.jobs import Client, Job
from marketplace.contract.entities.offers import Contract, Offer
from marketplace.contract.entities.terms import Terms, amounts_in
from marketplace.contract.entities.values import (
    Attachment,
    Count,
    Entity,
    Freelancer,
    Moment,
    Value,
    check_amounts,
)
from marketplace.contract.ids import AgencyId, InvitationId, ProposalId, RoomId


class ProposalState(StrEnum):
    """Where a proposal stands; a room exists from `active` on."""

    SUBMITTED = "submitted"
    VIEWED = "viewed"
    ACTIVE = "active"
    OFFERED = "offered"
    HIRED = "hired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"


class InterviewAnswer(Value, frozen=True, kw_only=True, omit_defaults=True):
    """The recorded answer to one question of a job's interview: `seconds` long, with what was said as text."""

    recording: Attachment
    seconds: Count
    transcript: str = ""


class ApplyingAgency(Value, frozen=True, kw_only=True):
    """The agency in whose name a proposal was sent."""

    id: AgencyId
    name: str


class Proposal(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="proposal"):
    """What the freelancer sent: to an invitation, or directly to a job post (then `invitation` is None).

    `interview` holds an answer for each question of the job's interview, in their order. `offer` is the client's
    newest one, `contract` what came of it. `reason` is why the client declined, or a key of the policy's withdraw
    reasons. `freelancer` is the sender, for the client; None where the reader is that freelancer.
    """

    id: ProposalId
    version: Count
    job: Job
    client: Client
    terms: Terms
    as_offered: bool
    fee_percent: Decimal
    submitted_at: Moment
    invitation: InvitationId | None = None
    duration: str | None = None
    cover_letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    interview: tuple[InterviewAnswer, ...] = ()
    agency: ApplyingAgency | None = None
    connects: Count = 0
    state: ProposalState = ProposalState.SUBMITTED
    viewed_at: Moment | None = None
    edited_at: Moment | None = None
    answered_at: Moment | None = None
    room: RoomId | None = None
    offer: Offer | None = None
    contract: Contract | None = None
    reason: str | None = None
    freelancer: Freelancer | None = None

    def __post_init__(self) -> None:
        check_amounts(self.fee_percent, *amounts_in(self.terms))
