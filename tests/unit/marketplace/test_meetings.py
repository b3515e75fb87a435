"""Meetings: proposed by the client, agreed on, moved or declined by either."""

from datetime import datetime, timedelta

import pytest

from marketplace.contract.commands import AcceptMeeting, DeclineMeeting, MoveMeeting, ProposeMeeting
from marketplace.contract.entities import Medium, Meeting, MeetingState, Party
from tests.unit.marketplace.stories import ANA, BEN, MEETING, NORDWIND, ROOM, START, TERN, Story

TOMORROW = START + timedelta(days=1)
ACCEPT = AcceptMeeting(meeting=MEETING)
DECLINE = DeclineMeeting(meeting=MEETING)


def proposal_at(at: datetime = TOMORROW, **facts: object) -> ProposeMeeting:
    """A talk of half an hour."""
    return ProposeMeeting(**{"room": ROOM, "meeting": MEETING, "at": at, **facts})  # type: ignore[arg-type]


def moved(days: float = 2, note: str = "") -> MoveMeeting:
    """Another time."""
    return MoveMeeting(meeting=MEETING, at=START + timedelta(days=days), note=note)


def meeting(story: Story) -> Meeting:
    """The only meeting, as Ana sees it."""
    (found,) = story.room().meetings
    return found


@pytest.fixture
def proposed(story: Story) -> Story:
    """Nordwind asks Ana to talk tomorrow."""
    story.answered().does(NORDWIND, proposal_at(note="About the glossary"))
    return story


def test_a_meeting_is_shown_in_the_room(proposed: Story) -> None:
    found = meeting(proposed)
    assert (found.at, found.minutes, found.medium, found.by) == (TOMORROW, 30, Medium.VIDEO, Party.CLIENT)
    assert (found.state, found.note) == (MeetingState.PROPOSED, "About the glossary")
    assert proposed.last_bell()[:2] == ("meeting_proposed", "The client proposes a video meeting")


def test_the_freelancer_agrees(proposed: Story) -> None:
    proposed.does(ANA, ACCEPT)
    assert meeting(proposed).state is MeetingState.ACCEPTED


def test_who_named_the_time_cannot_agree_to_it(proposed: Story) -> None:
    assert proposed.is_refused(NORDWIND, ACCEPT) == "other_party_answers"
    proposed.does(ANA, moved())
    assert proposed.is_refused(ANA, ACCEPT) == "other_party_answers"


def test_a_moved_meeting_needs_the_others_yes(proposed: Story) -> None:
    proposed.does(ANA, ACCEPT)
    proposed.does(ANA, moved(note="I am on a train then."))
    assert (meeting(proposed).state, meeting(proposed).by) == (MeetingState.PROPOSED, Party.FREELANCER)
    proposed.does(NORDWIND, ACCEPT)
    assert (meeting(proposed).state, meeting(proposed).moves) == (MeetingState.ACCEPTED, 1)
    assert proposed.last_bell()[:2] == ("meeting_moved", "The client agreed to the meeting")


def test_nobody_agrees_twice(proposed: Story) -> None:
    proposed.does(ANA, ACCEPT)
    assert proposed.is_refused(ANA, ACCEPT) == "wrong_state"


@pytest.mark.parametrize("actor", [ANA, NORDWIND])
def test_either_can_decline_and_that_is_that(proposed: Story, actor: object) -> None:
    by = ANA if actor == ANA else NORDWIND
    proposed.does(by, DECLINE)
    assert meeting(proposed).state is MeetingState.DECLINED
    assert [proposed.is_refused(ANA, each) for each in (ACCEPT, DECLINE, moved())] == ["meeting_declined"] * 3


def test_when_its_time_has_come_nothing_can_be_done(proposed: Story) -> None:
    proposed.now = TOMORROW
    assert [proposed.is_refused(ANA, each) for each in (ACCEPT, DECLINE, moved())] == ["meeting_over"] * 3


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (proposal_at(START), "time_has_passed"),
        (proposal_at(minutes=0), "bad_length"),
        (proposal_at(minutes=481), "bad_length"),
        (proposal_at(note="x" * 1001), "text_too_long"),
        (proposal_at(note="On Skype, my name is nordwind.hr"), "contact_information"),
    ],
)
def test_a_meeting_keeps_the_rules(story: Story, asked: ProposeMeeting, name: str) -> None:
    assert story.answered().is_refused(NORDWIND, asked) == name


def test_a_meeting_is_not_moved_into_the_past(proposed: Story) -> None:
    assert proposed.is_refused(ANA, moved(0)) == "time_has_passed"


def test_only_the_two_of_them_meet(proposed: Story) -> None:
    assert [proposed.is_refused(BEN, each) for each in (ACCEPT, DECLINE, moved())] == ["unknown_thing"] * 3
    assert proposed.is_refused(TERN, moved()) == "unknown_thing"


def test_only_the_client_asks(story: Story) -> None:
    assert story.answered().is_refused(ANA, proposal_at()) == "not_yours_to_do"


def test_the_newest_meeting_comes_first(proposed: Story) -> None:
    proposed.does(NORDWIND, proposal_at(meeting="second"))
    assert [each.id for each in proposed.room().meetings] == ["second", MEETING]
