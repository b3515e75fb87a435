"""The bell's notifications: what was read here stays read."""

from datetime import timedelta

from desktop.changes import Changes
from desktop.local import dispatch, mirror, notices
from desktop.local.outbox import Order
from desktop.local.store import Connection
from marketplace.contract.commands import DeclineInvitation
from marketplace.contract.entities import About, Block
from marketplace.contract.ids import ClientId, CommandId, InvitationId
from tests.unit.desktop.things import MORNING, NOW, a_client, a_notification, a_page, a_room, an_invitation


def test_the_newest_come_first(store: Connection) -> None:
    for number in (2, 1, 3):
        notices.write(store, a_notification(str(number), at=MORNING + timedelta(minutes=number)))
    assert [notice.id for notice in notices.newest(store)] == ["3", "2", "1"]


def test_those_that_are_named_are_read_and_told_back_once(store: Connection) -> None:
    for id_ in "abc":
        notices.write(store, a_notification(id_))
    assert notices.mark_read(store, ("a", "c", "nothing")) == ("a", "c")
    assert notices.mark_read(store, ("a", "b")) == ("b",)
    assert notices.unread(store) == 0


def test_none_named_means_all(store: Connection) -> None:
    for id_ in "ab":
        notices.write(store, a_notification(id_))
    assert set(notices.mark_read(store, ())) == {"a", "b"}
    assert all(notice.is_read for notice in notices.newest(store))


def test_a_late_copy_does_not_make_a_read_one_unread(store: Connection) -> None:
    notices.write(store, a_notification())
    notices.mark_read(store, ())
    notices.write(store, a_notification(version=2))
    assert notices.unread(store) == 0


def test_what_was_read_elsewhere_is_read_here(store: Connection) -> None:
    notices.write(store, a_notification())
    notices.write(store, a_notification(version=2, is_read=True))
    assert notices.unread(store) == 0


def test_those_about_one_thing_are_found_by_kind_and_id_while_they_are_unread(store: Connection) -> None:
    notices.write(store, a_notification("right"))
    notices.write(store, a_notification("read", is_read=True))
    notices.write(store, a_notification("other", about=About(kind="invitation", id="other")))
    notices.write(store, a_notification("kind", about=About(kind="room", id="invitation")))
    assert notices.about(store, "invitation", "invitation") == ("right",)


def block(store: Connection) -> Changes:
    """Ana declines the invitation and blocks its client."""
    command = DeclineInvitation(invitation=InvitationId("invitation"), reason="spam", block=True)
    order = Order(CommandId("block"), command, "invitation", "invitation", "invitation", "Declined")
    return dispatch.enqueue(store, order, NOW)


def test_of_a_blocked_client_the_bell_tells_nothing_and_after_an_undo_all_again(store: Connection) -> None:
    other = an_invitation("other", client=a_client(id=ClientId("tern")))
    mirror.write_page(store, a_page(an_invitation(), other, a_room("talk"), a_room("work", has_contract=True)))
    things = (("invitation", "invitation"), ("invitation", "other"), ("room", "talk"), ("room", "work"))
    for kind, id_ in things:
        notices.write(store, a_notification(id_, about=About(kind=kind, id=id_)))
    changed = block(store)
    told, unread = {notice.id for notice in notices.newest(store)}, notices.unread(store)
    dispatch.take_back(store, "block", NOW)
    assert (changed.notifications, told, unread) == (True, {"other", "work"}, 2)
    assert notices.unread(store) == 4


def test_what_the_marketplace_says_of_a_block_changes_what_the_bell_tells(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    notices.write(store, a_notification())
    blocked = Block(id=ClientId("nordwind"), version=1, client=a_client(is_blocked=True), at=MORNING)
    changed = mirror.write_page(store, a_page(blocked, next_=2))
    assert (changed.notifications, notices.newest(store), notices.unread(store)) == (True, [], 0)
