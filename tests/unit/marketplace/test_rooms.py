"""What is said in rooms, and by whom."""

import pytest

from marketplace.contract.commands import ReadRoom, SendMessage
from marketplace.contract.entities import Message, Party
from marketplace.contract.ids import MessageId
from tests.unit.marketplace.stories import ANA, BEN, MODERATOR, NORDWIND, OPENING, ROOM, TERN, Story


def saying(text: str, id_: str = "m2") -> SendMessage:
    """A message for the room."""
    return SendMessage(room=ROOM, message=MessageId(id_), text=text)


def test_a_room_opens_with_the_clients_words(story: Story) -> None:
    first = story.answered().shown(Message, OPENING)
    assert (first.text, first.author, first.author_name, first.position) == (
        "Good morning!",
        Party.CLIENT,
        "Nordwind Energie",
        1,
    )


def test_its_members_are_the_two_of_them(story: Story) -> None:
    members = story.answered().room().members
    assert [(one.name, one.party) for one in members] == [
        ("Ana", Party.FREELANCER),
        ("Nordwind Energie", Party.CLIENT),
    ]


def test_the_first_message_is_unread(story: Story) -> None:
    assert story.answered().room().unread == 1


def test_a_message_takes_the_next_place(story: Story) -> None:
    story.answered().does(ANA, saying("Good morning to you."))
    said = story.shown(Message, "m2")
    assert (said.position, said.author, said.author_name) == (2, Party.FREELANCER, "Ana")


def test_the_room_shows_its_last_words(story: Story) -> None:
    story.answered().does(NORDWIND, saying("Two\n\nlines   " + "and more " * 40))
    room = story.room()
    assert room.preview.startswith("Two lines and more and")
    assert (len(room.preview), room.last_at) == (140, story.now)


def test_the_clients_messages_are_counted_until_read(story: Story) -> None:
    story.answered().does(NORDWIND, saying("Still there?"))
    assert story.room().unread == 2


def test_ones_own_messages_are_not_unread(story: Story) -> None:
    story.answered().does(ANA, saying("Yes."))
    assert story.room().unread == 1


@pytest.mark.parametrize(("position", "left"), [(0, 2), (1, 1), (2, 0), (99, 0)])
def test_reading_up_to_a_place_leaves_the_rest_unread(story: Story, position: int, left: int) -> None:
    story.answered().does(NORDWIND, saying("Still there?"))
    story.does(ANA, ReadRoom(room=ROOM, position=position))
    assert story.room().unread == left


def test_reading_never_goes_backwards(story: Story) -> None:
    story.answered().does(ANA, ReadRoom(room=ROOM, position=1))
    story.does(ANA, ReadRoom(room=ROOM, position=0))
    assert story.room().unread == 0


@pytest.mark.parametrize("stranger", [BEN, TERN])
def test_strangers_cannot_speak_in_a_room(story: Story, stranger: object) -> None:
    actor = next(one for one in (BEN, TERN) if one == stranger)
    assert story.answered().is_refused(actor, saying("Hello?")) == "unknown_thing"


def test_a_moderator_does_not_speak_in_rooms(story: Story) -> None:
    assert story.answered().is_refused(MODERATOR, saying("Hello?")) == "not_yours_to_do"


def test_strangers_read_nothing_of_it(story: Story) -> None:
    story.answered()
    assert not [one for one in story.seen(BEN) if one.id in {ROOM, OPENING}]


@pytest.mark.parametrize(
    ("text", "name"), [("", "text_required"), (" \n", "text_required"), ("x" * 10_241, "text_too_long")]
)
def test_what_cannot_be_said(story: Story, text: str, name: str) -> None:
    assert story.answered().is_refused(ANA, saying(text)) == name


def test_a_messages_id_is_used_once(story: Story) -> None:
    assert story.answered().is_refused(ANA, saying("Hello", OPENING)) == "malformed"
