"""What simulated clients do beyond talking: ask for a talk, offer the work, agree to another time, change their minds.

As everything they do it follows from what there is and a seed; nothing is remembered.
"""

from datetime import datetime, timedelta
from functools import cache
from random import Random

from msgspec import Struct

from marketplace.contract.commands import (
    AcceptMeeting,
    DeclineMeeting,
    MakeOffer,
    ProposeMeeting,
    WithdrawOffer,
)
from marketplace.contract.entities import (
    Meeting,
    MeetingState,
    Message,
    OfferState,
    Party,
    Proposal,
    ProposalState,
    Room,
)
from marketplace.contract.ids import MeetingId, OfferId
from marketplace.simulation import texts
from marketplace.simulation.moves import Move, move
from marketplace.simulation.naming import derived

MEETS, OFFERS = 0.35, 0.75
"""Up to where a client's temper makes them ask for a talk first, and where it makes them offer at all."""
FIRST_STEP, SECOND_STEP = 4, 6
"""Places in a room: after what the freelancer says there, the client goes further."""
AGREES = 0.8
CHANGES_MIND = 0.1
PATIENT_FOR = 900.0
"""Seconds, at speed 1, after which a client who is like that takes an unanswered offer back."""


class Lines(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said with it, as `texts/further.toml` has it."""

    meetings: tuple[str, ...]
    offers: tuple[str, ...]
    withdrawals: tuple[str, ...]


def go_further(room: Room, proposal: Proposal, said: Message, seed: int, speed: float) -> Move | None:
    """What follows the freelancer's words beside a reply: a talk, an offer, or nothing; a moment before the reply."""
    temper = Random(f"{seed}/further/{room.job.id}")
    drawn = temper.random()
    due = said.sent_at + timedelta(seconds=temper.uniform(2.0, 3.2) / speed)
    meets, offers = _steps(drawn)
    if said.position == meets and not room.meetings:
        return _meeting(room, said, temper, due)
    if said.position == offers and proposal.state is ProposalState.ACTIVE and proposal.offer is None:
        return _offer(proposal, temper, due)
    return None


def answer_meeting(room: Room, seed: int, speed: float) -> Move | None:
    """The freelancer has named another time: mostly that is fine."""
    newest = next(iter(room.meetings), None)
    if newest is None or newest.state is not MeetingState.PROPOSED or newest.by is not Party.FREELANCER:
        return None
    mood = Random(f"{seed}/meeting/{newest.id}/{newest.moves}")
    due = newest.proposed_at + timedelta(seconds=mood.uniform(5.0, 8.0) / speed)
    return _answer(room, newest, due, agrees=mood.random() < AGREES)


def change_mind(proposal: Proposal, seed: int, speed: float) -> Move | None:
    """Some clients take an offer back that nobody answers."""
    offer = proposal.offer
    temper = Random(f"{seed}/mind/{proposal.job.id}")
    if offer is None or offer.state is not OfferState.OPEN or temper.random() >= CHANGES_MIND:
        return None
    due = (offer.revised_at or offer.made_at) + timedelta(seconds=PATIENT_FOR / speed)
    command = WithdrawOffer(offer=offer.id, reason=temper.choice(_lines().withdrawals))
    return move(proposal.client.id, "withdraw-offer", offer.id, command, due)


def _steps(drawn: float) -> tuple[int | None, int | None]:
    """Where in the room a client asks for a talk, and where they offer."""
    if drawn < MEETS:
        return FIRST_STEP, SECOND_STEP
    return None, FIRST_STEP if drawn < OFFERS else None


def _meeting(room: Room, said: Message, temper: Random, due: datetime) -> Move:
    at = (said.sent_at + timedelta(days=temper.randint(1, 3))).replace(
        hour=temper.randint(9, 16), minute=0, second=0, microsecond=0
    )
    command = ProposeMeeting(
        room=room.id,
        meeting=MeetingId(derived("meeting", room.id)),
        at=at,
        minutes=temper.choice((20, 30, 45)),
        note=temper.choice(_lines().meetings),
    )
    return move(room.client.id, "meet", room.id, command, due)


def _offer(proposal: Proposal, temper: Random, due: datetime) -> Move:
    command = MakeOffer(
        proposal=proposal.id,
        offer=OfferId(derived("offer", proposal.id)),
        message=temper.choice(_lines().offers),
    )
    return move(proposal.client.id, "offer", proposal.id, command, due)


def _answer(room: Room, meeting: Meeting, due: datetime, *, agrees: bool) -> Move:
    command = AcceptMeeting(meeting=meeting.id) if agrees else DeclineMeeting(meeting=meeting.id)
    return move(room.client.id, "answer-meeting", f"{meeting.id}/{meeting.moves}", command, due)


@cache
def _lines() -> Lines:
    return texts.read("further.toml", Lines)
