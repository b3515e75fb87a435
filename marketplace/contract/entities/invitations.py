"""Invitations to apply."""

from enum import StrEnum

from marketplace.contract.entities.jobs import Client, Job
from marketplace.contract.entities.values import Count, Entity, Freelancer, Moment, Value
from marketplace.contract.ids import InvitationId, ProposalId


class InvitationState(StrEnum):
    """Where an invitation stands; `received` to `ignored` can still be answered where the job is open."""

    RECEIVED = "received"
    SEEN = "seen"
    IGNORED = "ignored"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REMOVED = "removed"


ANSWERABLE = frozenset({InvitationState.RECEIVED, InvitationState.SEEN, InvitationState.IGNORED})


class Origin(StrEnum):
    """Who sent an invitation: a person, or the marketplace because the profile fits a featured job."""

    PERSONAL = "personal"
    AUTOMATIC = "automatic"


class Decline(Value, frozen=True, kw_only=True, omit_defaults=True):
    """How an invitation was declined; `reason` is a key of the policy's decline reasons."""

    reason: str
    message: str = ""
    blocked: bool = False


class Invitation(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="invitation"):
    """A client's invitation to apply to one of their jobs.

    `notice` tells why it was removed, `ended_at` when it was withdrawn, closed or removed. `freelancer` is who was
    invited, for the client; None where the reader is that freelancer.
    """

    id: InvitationId
    version: Count
    job: Job
    client: Client
    message: str
    sent_at: Moment
    state: InvitationState = InvitationState.RECEIVED
    origin: Origin = Origin.PERSONAL
    earlier: Count = 0
    seen_at: Moment | None = None
    answered_at: Moment | None = None
    ended_at: Moment | None = None
    decline: Decline | None = None
    proposal: ProposalId | None = None
    notice: str | None = None
    freelancer: Freelancer | None = None
