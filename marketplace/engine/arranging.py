"""What the parties of a room do about meetings."""

from typing import NamedTuple

from sqlalchemy import update

from marketplace.contract import effects, rules
from marketplace.contract.commands import AcceptMeeting, DeclineMeeting, MoveMeeting, ProposeMeeting
from marketplace.contract.entities import Meeting, Party, Room
from marketplace.contract.ids import MeetingId
from marketplace.contract.refusals import Refusal
from marketplace.engine import changes, contacts, jobs, meetings, notifications, rooms
from marketplace.engine.changes import Thing
from marketplace.engine.schema import room
from marketplace.engine.work import Work, new_name, stale, unknown


class Arranged(NamedTuple):
    """A meeting, and the room whose members meet."""

    room: Room
    meeting: Meeting


def propose(work: Work, command: ProposeMeeting) -> Refusal | None:
    """The client asks for a talk."""
    found = rooms.find(work.eyes, command.room)
    if found is None:
        return unknown("room")
    is_taken = meetings.room_of(work.connection, command.meeting) is not None
    refusal = rules.first(
        stale(command, found),
        new_name(command.meeting, "meeting", is_taken=is_taken),
        rules.propose_meeting(command, work.policy, work.now),
    ) or contacts.shared_in(work, command, found)
    if refusal is None:
        proposed = effects.propose_meeting(command, found.reader, work.now)
        meetings.add(work.connection, found.id, proposed)
        _tell(work, found, proposed)
        jobs.keep_open(work, found.job)
    return refusal


def accept(work: Work, command: AcceptMeeting) -> Refusal | None:
    """Agree to the time that the other party named."""
    found = _find(work, command.meeting)
    if found is None:
        return unknown("meeting")
    refusal = rules.first(stale(command, found.room), rules.accept_meeting(found.meeting, found.room.reader, work.now))
    if refusal is None:
        _change(work, found.room, effects.accept_meeting(found.meeting, work.now))
    return refusal


def decline(work: Work, command: DeclineMeeting) -> Refusal | None:
    """No meeting at that time."""
    found = _find(work, command.meeting)
    if found is None:
        return unknown("meeting")
    refusal = rules.first(stale(command, found.room), rules.decline_meeting(found.meeting, work.now))
    if refusal is None:
        _change(work, found.room, effects.decline_meeting(found.meeting, work.now))
    return refusal


def move(work: Work, command: MoveMeeting) -> Refusal | None:
    """Name another time."""
    found = _find(work, command.meeting)
    if found is None:
        return unknown("meeting")
    refusal = rules.first(
        stale(command, found.room), rules.move_meeting(found.meeting, command, work.policy, work.now)
    ) or contacts.shared_in(work, command, found.room)
    if refusal is None:
        _change(work, found.room, effects.move_meeting(found.meeting, command, found.room.reader, work.now))
    return refusal


def _find(work: Work, id_: MeetingId) -> Arranged | None:
    """The meeting, where the actor is one of the two parties; whoever sits beside the freelancer is not."""
    where = meetings.room_of(work.connection, id_)
    found = None if where is None else rooms.find(work.eyes, where)
    if found is None or found.reader is Party.AGENCY:
        return None
    return next((Arranged(found, meeting) for meeting in found.meetings if meeting.id == id_), None)


def _change(work: Work, where: Room, changed: Meeting) -> None:
    meetings.save(work.connection, changed)
    _tell(work, where, changed)


def _tell(work: Work, where: Room, meeting: Meeting) -> None:
    """Everybody in the room sees it; who did not do it is told."""
    work.connection.execute(update(room).where(room.c.id == where.id).values(version=where.version + 1))
    for member in rooms.members(work.connection, where.id):
        changes.touch(work.connection, member, [Thing("room", where.id)])
        if work.actor.party is Party.CLIENT or member != work.account:
            notifications.meeting(work, member, where, meeting)
