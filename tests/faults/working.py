"""A day at the desk, as steps on a store: the same chance makes the same steps, on whatever store they are tried."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from desktop.local import dispatch, drafts, mirror, notices, outbox, settings
from desktop.local.drafts import Draft, Fields
from desktop.local.outbox import Order
from desktop.local.settings import Settings
from desktop.local.store import Connection
from marketplace.contract.commands import AcceptInvitation, IgnoreInvitation, SendMessage
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId, InvitationId, MessageId, ProposalId, RoomId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import (
    MORNING,
    NOW,
    a_message,
    a_notification,
    a_page,
    a_room,
    an_invitation,
)

Step = Callable[[Connection], object]

INVITATIONS = 30
WORDS = ("With pleasure", "I have read your brief", "Turbines", "on time", "as the samples show", "gladly", "tomorrow")
CONTENT = (
    *("document", "entry", "section_count", "message", "notification", "draft", "draft_revision", "blob"),
    *("outbox", "receipt"),
)


def first_step(store: Connection) -> None:
    """The marketplace has sent what there is."""
    things = (an_invitation(f"i{number}") for number in range(INVITATIONS))
    mirror.write_page(store, a_page(*things, a_room(), a_message(), a_notification(), next_=1))


def next_step(store: Connection, chance: Random, number: int) -> Step:
    """The `number`th thing to do with a store that is as `store` is."""
    choices = (_write, _write, _write, _send, _ignore, _say, _deliver, _deliver, _take_back, _hear, _choose, _read)
    return chance.choice(choices)(store, chance, number)


def content(store: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a store holds."""
    return {table: store.execute(f"select * from {table} order by 1, 2").fetchall() for table in CONTENT}


def _write(_store: Connection, chance: Random, number: int) -> Step:
    letter = " ".join(chance.choices(WORDS, k=chance.randrange(1, 400)))
    invitation = f"i{chance.randrange(INVITATIONS)}"

    def write(store: Connection) -> None:
        stored = drafts.open_for(store, invitation, direct=False)
        draft = stored if stored.revision else Draft(f"d-{invitation}-{number}", *stored[1:])
        drafts.save(store, draft._replace(fields=Fields(cover_letter=letter, amount=str(number))), NOW + number)

    return write


def _send(store: Connection, chance: Random, number: int) -> Step:
    written = store.execute("select id, invitation from draft where state in ('open', 'needs_you') order by id")
    found = written.fetchall()
    if not found:
        return _write(store, chance, number)
    draft, invitation = (str(each) for each in chance.choice(found))
    command = AcceptInvitation(invitation=InvitationId(invitation), proposal=ProposalId(f"p{number}"))
    return partial(_enqueue, order=_order(number, command, "invitation", invitation, draft))


def _ignore(_store: Connection, chance: Random, number: int) -> Step:
    invitation = f"i{chance.randrange(INVITATIONS)}"
    command = IgnoreInvitation(invitation=InvitationId(invitation))
    return partial(_enqueue, order=_order(number, command, "invitation", invitation))


def _say(_store: Connection, chance: Random, number: int) -> Step:
    command = SendMessage(room=RoomId("room"), message=MessageId(f"m{number}"), text=chance.choice(WORDS))
    return partial(_enqueue, order=_order(number, command, "room", "room"))


def _order(number: int, command: Any, kind: str, thing: str, draft: str | None = None) -> Order:
    return Order(CommandId(f"c{number}"), command, thing, kind, thing, f"Number {number}", draft)


def _enqueue(store: Connection, order: Order) -> None:
    dispatch.enqueue(store, order, NOW)


def _deliver(store: Connection, chance: Random, number: int) -> Step:
    """One step of a delivery: begin, and then an answer of either kind."""
    item = outbox.next_due(store, NOW + 10**9)
    if item is None:
        return _write(store, chance, number)
    if item.state == "waiting":
        return lambda store: dispatch.begin(store, item.id, NOW + 10**9)
    if chance.random() < 0.3:
        return lambda store: dispatch.refuse(store, item.id, Refusal(name="job_closed"), NOW)
    receipt = Receipt(command=item.id, seq=number, at=MORNING)
    return lambda store: dispatch.settle(store, item.id, receipt)


def _take_back(store: Connection, chance: Random, number: int) -> Step:
    commands = [str(row[0]) for row in store.execute("select id from outbox order by position")]
    if not commands:
        return _write(store, chance, number)
    command = chance.choice(commands)
    return lambda store: dispatch.take_back(store, command, NOW)


def _hear(_store: Connection, chance: Random, number: int) -> Step:
    """A page of changes, which also settles what was answered before."""
    things = [
        an_invitation(f"i{chance.randrange(INVITATIONS)}", version=number, message=chance.choice(WORDS))
        for _ in range(chance.randrange(1, 8))
    ]
    page = a_page(*things, a_message(f"said-{number}", number), a_notification(f"n{number}"), next_=number)
    return lambda store: mirror.write_page(store, page)


def _choose(_store: Connection, chance: Random, number: int) -> Step:
    chosen = Settings(chance.choice(settings.THEMES), b"place %d" % number)
    return lambda store: settings.save(store, chosen)


def _read(_store: Connection, _chance: Random, _number: int) -> Step:
    return lambda store: notices.mark_read(store, ())
