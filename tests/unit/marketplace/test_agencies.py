"""Applying in the name of an agency, and who sits in the room then."""

from datetime import timedelta

import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    AcceptMeeting,
    AnswerProposal,
    ProposeMeeting,
    ReadRoom,
    SendMessage,
)
from marketplace.contract.entities import Member, Membership, Message, Party, Room
from marketplace.contract.ids import AccountId, AgencyId, MeetingId, MessageId
from marketplace.contract.rules import room_guest
from marketplace.engine import Actor
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    INVITATION,
    NORDWIND,
    OPENING,
    PROPOSAL,
    ROOM,
    Story,
    an_account,
)

AGENCY = AgencyId("lingua")
MARA, OTTO = Actor(Party.FREELANCER, "mara"), Actor(Party.FREELANCER, "otto")
AS_AGENCY = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, agency=AGENCY)
HELLO = SendMessage(room=ROOM, message=MessageId("hello"), text="Hello from the office.")


def in_the_name_of_the_agency(story: Story, *, manager: str | None) -> Story:
    """Ana belongs to Otto's agency, has applied in its name, and Nordwind has answered."""
    for name in ("mara", "otto"):
        story.engine.add_account(an_account(name))
    story.engine.add_agency(
        AGENCY, "Lingua & Co", AccountId("otto"), None if manager is None else AccountId(manager), [AccountId("ana")]
    )
    story.invited().does(ANA, AS_AGENCY)
    story.does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!"))
    return story


def sitting(story: Story, reader: Actor = ANA) -> list[tuple[str, str]]:
    """Who sits in the room."""
    members: tuple[Member, ...] = story.shown(Room, ROOM, reader).members
    return [(member.name, member.party) for member in members]


def rooms(story: Story, reader: Actor) -> list[str]:
    """The rooms that somebody reads of."""
    return [one.id for one in story.seen(reader) if isinstance(one, Room)]


def test_a_member_sees_their_agencies(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara")
    found = {name: story.engine.account(AccountId(name)) for name in ("ana", "mara", "ben")}
    assert {name: one.agencies if one else None for name, one in found.items()} == {
        "ana": (Membership(id=AGENCY, name="Lingua & Co"),),
        "mara": (Membership(id=AGENCY, name="Lingua & Co", is_manager=True),),
        "ben": (),
    }


def test_the_proposal_says_in_whose_name(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara")
    agency = story.proposal().agency
    assert agency is not None
    assert agency.name == "Lingua & Co"


def test_nobody_applies_in_the_name_of_others(story: Story) -> None:
    story.engine.add_agency(AGENCY, "Lingua & Co", AccountId("ben"), None, [])
    assert story.invited().is_refused(ANA, AS_AGENCY) == "unknown_agency"


def test_the_business_manager_sits_in_the_room(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara")
    assert sitting(story) == [("Ana", "freelancer"), ("Mara", "agency"), ("Nordwind Energie", "client")]
    assert (rooms(story, MARA), rooms(story, OTTO)) == ([ROOM], [])


def test_a_manager_who_applies_sits_there_alone(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="ana")
    assert sitting(story) == [("Ana", "freelancer"), ("Nordwind Energie", "client")]
    assert rooms(story, OTTO) == []


def test_the_owner_comes_only_where_there_is_no_manager(story: Story) -> None:
    in_the_name_of_the_agency(story, manager=None)
    assert sitting(story) == [("Ana", "freelancer"), ("Otto", "agency"), ("Nordwind Energie", "client")]


def test_without_an_agency_there_are_two(story: Story) -> None:
    assert sitting(story.answered()) == [("Ana", "freelancer"), ("Nordwind Energie", "client")]


@pytest.mark.parametrize(
    ("submitter", "owner", "manager", "guest"),
    [("a", "o", "m", "m"), ("m", "o", "m", None), ("a", "o", None, "o"), ("o", "o", None, None), ("o", "o", "m", "m")],
)
def test_who_else_sits_in_the_room(submitter: str, owner: str, manager: str | None, guest: str | None) -> None:
    there = None if manager is None else AccountId(manager)
    assert room_guest(AccountId(submitter), AccountId(owner), there) == guest


def test_everybody_reads_what_is_said_and_counts_for_themselves(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara").does(MARA, HELLO)
    said = {reader.id: [one.text for one in story.seen(reader) if isinstance(one, Message)] for reader in (ANA, MARA)}
    assert said["ana"] == said["mara"] == ["Good morning!", "Hello from the office."]
    assert [story.shown(Room, ROOM, each).unread for each in (ANA, MARA)] == [2, 1]
    story.does(ANA, ReadRoom(room=ROOM, position=2))
    assert [story.shown(Room, ROOM, each).unread for each in (ANA, MARA)] == [0, 1]


def test_the_manager_speaks_as_the_agency_and_the_freelancer_is_told(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara").does(MARA, HELLO)
    said = story.shown(Message, "hello")
    assert (said.author, said.author_name) == (Party.AGENCY, "Mara")
    assert story.last_bell() == ("message_received", "Message from Mara", "Hello from the office.")
    assert story.bell(MARA)[-1].kind == "client_answered"


def test_the_manager_sits_there_as_the_agency(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara")
    assert [story.shown(Room, ROOM, each).reader for each in (ANA, MARA)] == [Party.FREELANCER, Party.AGENCY]


def test_who_is_not_in_the_room_neither_speaks_nor_meets(story: Story) -> None:
    in_the_name_of_the_agency(story, manager="mara")
    assert [story.is_refused(each, HELLO) for each in (OTTO, BEN)] == ["unknown_thing"] * 2
    call = ProposeMeeting(room=ROOM, meeting=MeetingId("call"), at=story.now + timedelta(days=1))
    story.does(NORDWIND, call)
    assert [story.is_refused(each, AcceptMeeting(meeting=call.meeting)) for each in (MARA, OTTO)] == [
        "unknown_thing"
    ] * 2
