"""Rooms: messages and meetings."""

from datetime import datetime

from marketplace.contract.commands import MoveMeeting, ProposeMeeting, SendMessage
from marketplace.contract.entities import Meeting, MeetingState, Party
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.texts import attachment_flaws, first, text


def room_guest(submitter: AccountId, owner: AccountId, manager: AccountId | None) -> AccountId | None:
    """Who of an agency sits in a room beside client and submitter: the business manager, or the owner without one.

    Nobody where the submitter is that person.
    """
    guest = owner if manager is None else manager
    return None if guest == submitter else guest


def send_message(command: SendMessage, policy: Policy) -> Refusal | None:
    """Some text, within its limit; files as in a proposal."""
    return first(
        None if command.text.strip() or command.attachments else Refusal(name="text_required", field="text"),
        text(command.text, policy.limits.chat_message, "text"),
        *attachment_flaws(command.attachments, policy.limits),
    )


def propose_meeting(command: ProposeMeeting, policy: Policy, now: datetime) -> Refusal | None:
    """A time to come, a length within the limit, a note."""
    most = policy.limits.meeting_minutes
    return first(
        _to_come(command.at, now),
        None
        if 1 <= command.minutes <= most
        else Refusal(name="bad_length", field="minutes", detail=f"Choose a length from 1 to {most} minutes."),
        text(command.note, policy.limits.meeting_note, "note"),
    )


def accept_meeting(meeting: Meeting, by: Party, now: datetime) -> Refusal | None:
    """Agreed by the party that did not name the time."""
    return first(
        why_not_changeable(meeting, now),
        Refusal(name="wrong_state") if meeting.state is MeetingState.ACCEPTED else None,
        Refusal(name="other_party_answers") if meeting.by is by else None,
    )


def decline_meeting(meeting: Meeting, now: datetime) -> Refusal | None:
    """Either party, until it takes place: who named the time takes it back so."""
    return why_not_changeable(meeting, now)


def move_meeting(meeting: Meeting, command: MoveMeeting, policy: Policy, now: datetime) -> Refusal | None:
    """Either party, until it takes place, to a time to come."""
    return first(
        why_not_changeable(meeting, now),
        _to_come(command.at, now),
        text(command.note, policy.limits.meeting_note, "note"),
    )


def why_not_changeable(meeting: Meeting, now: datetime) -> Refusal | None:
    """A meeting can be answered or moved until it was declined or its time has come."""
    if meeting.state is MeetingState.DECLINED:
        return Refusal(name="meeting_declined")
    return Refusal(name="meeting_over") if now >= meeting.at else None


def _to_come(at: datetime, now: datetime) -> Refusal | None:
    return None if at > now else Refusal(name="time_has_passed", field="at")
