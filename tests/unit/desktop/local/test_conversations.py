"""A room's stream: theirs and ours, each once, in order, and how far ours got."""

from desktop.local import conversations, dispatch, mirror
from desktop.local.outbox import Order
from desktop.local.store import Connection
from marketplace.contract.commands import SendMessage
from marketplace.contract.entities import Party, Receipt
from marketplace.contract.ids import CommandId, MessageId, RoomId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import MORNING, NOW, a_message, a_page, a_room


def say(store: Connection, id_: str, room: str = "room") -> None:
    """Write a message into a room."""
    command = SendMessage(room=RoomId(room), message=MessageId(id_), text=id_)
    dispatch.enqueue(store, Order(CommandId(f"c-{id_}"), command, room, "room", room, "Message"), NOW)


def stream(store: Connection) -> list[tuple[str, str]]:
    """Ids and standings."""
    return [(said.message.id, said.standing) for said in conversations.of_room(store, "room")]


def test_messages_come_in_the_rooms_order_however_they_arrived(store: Connection) -> None:
    mirror.write_page(store, a_page(a_room(), a_message("two", 2), a_message("one", 1), a_message("three", 3)))
    assert [id_ for id_, _ in stream(store)] == ["one", "two", "three"]


def test_messages_of_other_rooms_stay_there(store: Connection) -> None:
    mirror.write_page(store, a_page(a_message("here"), a_message("there", room=RoomId("other"))))
    say(store, "elsewhere", "other")
    assert stream(store) == [("here", "delivered")]


def test_ours_stand_at_the_end_until_they_arrive(store: Connection) -> None:
    mirror.write_page(store, a_page(a_room(), a_message("one", 1)))
    say(store, "mine")
    say(store, "mine too")
    assert stream(store) == [("one", "delivered"), ("mine", "waiting"), ("mine too", "waiting")]


def test_ours_is_there_once_in_every_state_on_its_way(store: Connection) -> None:
    mirror.write_page(store, a_page(a_room(), a_message("one", 1)))
    say(store, "mine")
    dispatch.begin(store, "c-mine", NOW)
    assert stream(store)[1:] == [("mine", "waiting")]
    dispatch.settle(store, "c-mine", Receipt(command=CommandId("c-mine"), seq=5, at=MORNING))
    assert stream(store)[1:] == [("mine", "delivered")]
    mirror.write_page(store, a_page(a_message("mine", 2, author=Party.FREELANCER), next_=4))
    assert stream(store)[1:] == [("mine", "delivered")]
    mirror.write_page(store, a_page(next_=5))
    assert stream(store)[1:] == [("mine", "delivered")]


def test_a_refused_message_leaves_the_stream(store: Connection) -> None:
    say(store, "mine")
    dispatch.refuse(store, "c-mine", Refusal(name="text_too_long"), NOW)
    assert stream(store) == []


def test_of_a_long_stream_the_newest_are_shown(store: Connection) -> None:
    for position in range(1, conversations.NEWEST + 3):
        conversations.write(store, a_message(str(position), position))
    shown = stream(store)
    assert (len(shown), shown[0][0], shown[-1][0]) == (conversations.NEWEST, "3", str(conversations.NEWEST + 2))
