"""What stands where: the page "Proposals and offers" as the freelancer knows it, and the lists beside it."""

from enum import StrEnum

from marketplace.contract.entities import Invitation, InvitationState, Proposal, ProposalState, Room


class Section(StrEnum):
    """The sections; `NONE` is for what stands in no list."""

    OFFERS = "offers"
    INVITATIONS = "invitations"
    ACTIVE = "active"
    SUBMITTED = "submitted"
    ARCHIVED = "archived"
    MESSAGES = "messages"
    DRAFTS = "drafts"
    OUTBOX = "outbox"
    NONE = ""


_OF_PROPOSAL = {
    ProposalState.SUBMITTED: Section.SUBMITTED,
    ProposalState.VIEWED: Section.SUBMITTED,
    ProposalState.ACTIVE: Section.ACTIVE,
    ProposalState.OFFERED: Section.OFFERS,
    ProposalState.HIRED: Section.ACTIVE,
}


def of_invitation(invitation: Invitation) -> Section:
    """Unanswered ones wait in the inbox; what a block or an answer put away is in the archive.

    An accepted invitation stands nowhere itself: its proposal does.
    """
    match invitation.state:
        case InvitationState.RECEIVED | InvitationState.SEEN:
            return Section.ARCHIVED if invitation.client.is_blocked else Section.INVITATIONS
        case InvitationState.ACCEPTED:
            return Section.NONE
        case _:
            return Section.ARCHIVED


def of_room(room: Room) -> Section:
    """A blocked client's is put away as long as there is no contract to talk about."""
    return Section.NONE if room.client.is_blocked and not room.has_contract else Section.MESSAGES


def of_proposal(proposal: Proposal) -> Section:
    """By its state; what has ended is in the archive."""
    return _OF_PROPOSAL.get(proposal.state, Section.ARCHIVED)
