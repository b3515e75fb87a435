"""Rooms, what is said in them, and the meetings that are arranged there."""

from enum import StrEnum

from marketplace.contract.entities.jobs import Client, Job
from marketplace.contract.entities.values import Attachment, Count, Entity, Moment, Party, Value
from marketplace.contract.ids import MeetingId, MessageId, ProposalId, RoomId


class Member(Value, frozen=True, kw_only=True):
    """Somebody in a room."""

    name: str
    party: Party


class Medium(StrEnum):
    """How two parties meet, always by the marketplace's own tool."""

    VOICE = "voice"
    VIDEO = "video"


class MeetingState(StrEnum):
    """Where a meeting stands: a time was proposed (or moved), agreed on, or declined."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Meeting(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A talk of `minutes` at `at`, moved so many times. `by` is who named that time: the other party accepts it."""

    id: MeetingId
    at: Moment
    minutes: Count
    medium: Medium
    by: Party
    proposed_at: Moment
    state: MeetingState = MeetingState.PROPOSED
    note: str = ""
    answered_at: Moment | None = None
    moves: Count = 0


class Room(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="room"):
    """The conversation that opens when the client answers.

    `unread` counts the reader's unread messages, `reader` is as whom they sit here. `meetings` are the newest first.
    `has_contract` says that contact information may be shared.
    """

    id: RoomId
    version: Count
    proposal: ProposalId
    job: Job
    client: Client
    members: tuple[Member, ...]
    opened_at: Moment
    last_at: Moment
    preview: str = ""
    unread: Count = 0
    reader: Party = Party.FREELANCER
    meetings: tuple[Meeting, ...] = ()
    has_contract: bool = False


class Message(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="message"):
    """One message of a room; `position` is its place in the room as the marketplace counts, from 1."""

    id: MessageId
    version: Count
    room: RoomId
    author: Party
    author_name: str
    text: str
    sent_at: Moment
    position: Count
    attachments: tuple[Attachment, ...] = ()
