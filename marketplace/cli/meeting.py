"""What a client does about a meeting, on the command line."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta

from marketplace.cli.acting import Act, client_of
from marketplace.cli.errors import Failed
from marketplace.cli.picking import pick
from marketplace.contract import commands
from marketplace.contract.entities import Medium, Meeting, MeetingState
from marketplace.contract.ids import MeetingId, RoomId, new_id
from marketplace.engine import Engine
from marketplace.engine.overview import Line


def propose(engine: Engine, args: Namespace) -> Act:
    """Ask for a talk."""
    line, at = pick(engine, "rooms", args.id), _moment(args)
    command = commands.ProposeMeeting(
        room=RoomId(line.id),
        meeting=MeetingId(new_id()),
        at=at,
        minutes=args.minutes,
        medium=Medium(args.medium),
        note=args.text,
    )
    sentence = f"{line.client_name} proposed to meet on {at:%Y-%m-%d at %H:%M} UTC ({command.meeting})."
    return Act(client_of(line), command, command.meeting, sentence)


def move(engine: Engine, args: Namespace) -> Act:
    """Propose another time."""
    (line, meeting), at = _arranged(engine, args.id), _moment(args)
    command = commands.MoveMeeting(meeting=meeting.id, at=at, note=args.text)
    sentence = f"{line.client_name} proposed to meet on {at:%Y-%m-%d at %H:%M} UTC instead."
    return Act(client_of(line), command, meeting.id, sentence)


def accept(engine: Engine, args: Namespace) -> Act:
    """Agree to the time that the freelancer named."""
    line, meeting = _arranged(engine, args.id)
    command = commands.AcceptMeeting(meeting=meeting.id)
    return Act(client_of(line), command, meeting.id, f"{line.client_name} agreed to the meeting.")


def decline(engine: Engine, args: Namespace) -> Act:
    """No meeting."""
    line, meeting = _arranged(engine, args.id)
    command = commands.DeclineMeeting(meeting=meeting.id)
    return Act(client_of(line), command, meeting.id, f"{line.client_name} declined the meeting.")


def _arranged(engine: Engine, prefix: str | None) -> tuple[Line, Meeting]:
    """A room with its newest meeting; without a name the newest room that has one to answer."""
    lines = [pick(engine, "rooms", prefix)] if prefix else engine.listing("rooms")
    for line in lines:
        found = engine.room(RoomId(line.id))
        if found is not None and found.meetings and (prefix or found.meetings[0].state is not MeetingState.DECLINED):
            return line, found.meetings[0]
    raise Failed("There is no meeting for which this can be done.")


def _moment(args: Namespace) -> datetime:
    at: datetime = args.at or (datetime.now(UTC) + timedelta(hours=args.hours)).replace(second=0, microsecond=0)
    return at
