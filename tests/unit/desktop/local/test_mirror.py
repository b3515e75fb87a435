"""The mirror: pages in the marketplace's order, each written down whole with the place to go on from."""

import pytest

from desktop.changes import Changes
from desktop.local import conversations, dispatch, documents, listing, looks, mirror, notices, outbox
from desktop.local.documents import Cursor
from desktop.local.outbox import Order
from desktop.local.store import Connection, transaction
from marketplace.contract.commands import IgnoreInvitation
from marketplace.contract.entities import Account, AnyEntity, Gone, InvitationState, ProposalState, Receipt
from marketplace.contract.ids import CommandId, InvitationId
from tests.unit.desktop.things import (
    MORNING,
    NOW,
    a_message,
    a_notification,
    a_page,
    a_proposal,
    a_room,
    an_account,
    an_invitation,
    looks_of,
)

EVERYTHING: tuple[AnyEntity, ...] = (
    an_account(),
    an_invitation(),
    a_proposal(),
    a_room(unread=1),
    a_message(),
    a_notification(),
)


def test_before_the_first_page_there_is_no_place_to_go_on_from(store: Connection) -> None:
    assert mirror.cursor(store) is None


def test_each_kind_of_thing_is_found_again(store: Connection) -> None:
    mirror.write_page(store, a_page(*EVERYTHING))
    assert looks.invitation(store, "invitation") == an_invitation()
    assert looks.proposal(store, "proposal") == a_proposal()
    assert looks.room(store, "room") == a_room(unread=1)
    assert [said.message for said in conversations.of_room(store, "room")] == [a_message()]
    assert notices.newest(store) == [a_notification()]
    assert documents.load(store, "account", Account) == an_account()


def test_things_stand_in_their_sections(store: Connection) -> None:
    answered = a_proposal("answered", state=ProposalState.ACTIVE)
    ignored = an_invitation("ignored", state=InvitationState.IGNORED)
    mirror.write_page(store, a_page(*EVERYTHING, answered, ignored))
    totals = {section: count.total for section, count in listing.counts(store).items()}
    assert totals == {"invitations": 1, "submitted": 1, "active": 1, "archived": 1, "messages": 1}


def test_a_page_written_twice_changes_nothing(store: Connection) -> None:
    page = a_page(*EVERYTHING)
    mirror.write_page(store, page)
    before, keys = looks_of(store), listing.keys(store, "invitations")
    mirror.write_page(store, page)
    assert looks_of(store) == before
    assert listing.keys(store, "invitations") == keys


def test_the_page_that_comes_later_counts(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(version=1)))
    seen = an_invitation(version=2, state=InvitationState.SEEN)
    mirror.write_page(store, a_page(seen, next_=2))
    assert looks.invitation(store, "invitation") == seen


@pytest.mark.parametrize("kind", ["invitation", "proposal", "room", "message", "notification"])
def test_a_tombstone_takes_a_thing_out(store: Connection, kind: str) -> None:
    mirror.write_page(store, a_page(*EVERYTHING))
    before = len(looks_of(store))
    mirror.write_page(store, a_page(Gone(kind=kind, id=kind), next_=2))
    assert len(looks_of(store)) < before
    assert not [row for row in looks_of(store) if row[:2] == (kind, kind)]


def test_a_tombstone_for_what_never_was_is_passed_over(store: Connection) -> None:
    mirror.write_page(store, a_page(*EVERYTHING))
    before = looks_of(store)
    mirror.write_page(store, a_page(Gone(kind="invitation", id="nothing"), Gone(kind="weather", id="rain"), next_=2))
    assert looks_of(store) == before


def test_the_mirror_is_complete_with_the_first_page_that_is_the_last(store: Connection) -> None:
    mirror.write_page(store, a_page(next_=5, more=True))
    assert mirror.cursor(store) == Cursor("market", 5, is_complete=False)
    mirror.write_page(store, a_page(next_=9, more=False))
    assert mirror.cursor(store) == Cursor("market", 9, is_complete=True)


def test_once_complete_it_stays_so_while_many_pages_come(store: Connection) -> None:
    mirror.write_page(store, a_page(next_=5, more=False))
    mirror.write_page(store, a_page(next_=9, more=True))
    assert mirror.cursor(store) == Cursor("market", 9, is_complete=True)


def test_it_tells_what_looks_different(store: Connection) -> None:
    assert mirror.write_page(store, a_page(an_invitation(), a_message(), a_notification())) == Changes(
        sections=frozenset({"invitations"}),
        things=frozenset({("invitation", "invitation"), ("room", "room")}),
        notifications=True,
    )


def test_it_tells_of_the_section_that_a_thing_left_too(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    ignored = an_invitation(state=InvitationState.IGNORED, version=2)
    assert mirror.write_page(store, a_page(ignored, next_=2)).sections == {"invitations", "archived"}


def test_a_page_that_cannot_be_written_leaves_the_mirror_where_it_was(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    store.execute("create trigger full before insert on notification begin select raise(abort, 'full'); end")
    with pytest.raises(Exception, match="full"):
        transaction(store, mirror.write_page, a_page(an_invitation("other"), a_notification(), next_=9))
    assert mirror.cursor(store) == Cursor("market", 1, is_complete=True)
    assert looks.invitation(store, "other") is None


def test_our_own_waiting_answer_is_not_undone_by_a_page_that_does_not_know_of_it(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    _ignore(store)
    mirror.write_page(store, a_page(an_invitation(version=2, state=InvitationState.SEEN), next_=2))
    record = listing.record_of(store, "invitation", "invitation")
    assert record is not None
    assert (record.section, record.pending) == ("archived", 1)


def test_an_answered_command_keeps_its_effect_until_the_mirror_knows_it(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    _ignore(store)
    dispatch.settle(store, "command", Receipt(command=CommandId("command"), seq=5, at=MORNING))
    mirror.write_page(store, a_page(an_invitation(version=2, state=InvitationState.SEEN), next_=4))
    assert _section(store) == "archived"
    mirror.write_page(store, a_page(next_=5))
    assert _section(store) == "invitations"  # what the marketplace says counts from here on


def test_starting_over_replaces_the_copy_and_keeps_what_is_ours(store: Connection) -> None:
    mirror.write_page(store, a_page(*EVERYTHING, an_invitation("other"), next_=90))
    _ignore(store)
    mirror.start_over(store, a_page(an_invitation("invitation"), next_=3))
    assert mirror.cursor(store) == Cursor("market", 3, is_complete=True)
    assert [row[:2] for row in looks_of(store) if row[0] != "count"] == [
        ("command", "command"),
        ("invitation", "invitation"),
    ]
    assert _section(store) == "archived"


def test_starting_over_asks_again_about_what_was_answered_and_not_seen(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(), next_=90))
    _ignore(store)
    dispatch.settle(store, "command", Receipt(command=CommandId("command"), seq=91, at=MORNING))
    mirror.start_over(store, a_page(an_invitation(), next_=3))
    item = outbox.next_due(store, NOW)
    assert item is not None
    assert (item.id, item.state) == ("command", "sent")


def _ignore(store: Connection) -> None:
    command = IgnoreInvitation(invitation=InvitationId("invitation"))
    order = Order(CommandId("command"), command, "invitation", "invitation", "invitation", "Ignore")
    dispatch.enqueue(store, order, NOW)


def _section(store: Connection) -> str:
    record = listing.record_of(store, "invitation", "invitation")
    assert record is not None
    return record.section


def test_a_page_that_was_asked_for_before_a_recovery_does_not_leave_a_gap(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation("i1"), next_=7))
    asked_after = mirror.cursor(store)
    mirror.forget(store)
    assert not mirror.write_next(store, a_page(an_invitation("i9"), next_=9), asked_after)
    assert mirror.cursor(store) is None
    assert mirror.write_next(store, a_page(an_invitation("i1"), next_=7), None)


@pytest.mark.parametrize("table", ["entry", "message", "notification"])
def test_a_copy_with_something_garbled_in_it_is_noticed(store: Connection, table: str) -> None:
    mirror.write_page(store, a_page(an_invitation(), a_message(), a_notification()))
    assert mirror.is_readable(store)
    store.execute(f"update {table} set body = cast('{{\"id\": 7' as blob)")
    assert not mirror.is_readable(store)
