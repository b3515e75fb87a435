"""The bell's notifications: what was read here stays read."""

from datetime import timedelta

from desktop.local import notices
from desktop.local.store import Connection
from marketplace.contract.entities import About
from tests.unit.desktop.things import MORNING, a_notification


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
