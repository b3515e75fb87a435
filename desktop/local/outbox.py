"""Commands on their way. A row is committed before anything is sent, and its body never changes afterwards.

    waiting -> sent -> answered      (has a receipt; stays until the mirror has caught up with it, then goes)
               sent <- answered      (the marketplace was put back to an older state)
                    -> refused       (a final no; waits for the user)

`sent` means that bytes may have gone out: such a row can no longer be taken back, only asked about, which is what
sending the same id again does. Rows of one `lane` go in order; a refused one never holds up the rest.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from desktop.local import receipts
from desktop.local.store import Connection, one
from marketplace.contract.commands import (
    AcceptInvitation,
    AnyCommand,
    DeclineInvitation,
    ReadNotifications,
    ReadRoom,
    SeeInvitation,
    SetDraftKeeping,
    SubmitProposal,
)
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId
from marketplace.contract.refusals import Refusal

QUIET = (SeeInvitation, ReadRoom, ReadNotifications, SetDraftKeeping)
"""Marks and settings that nobody waits for: delivered like all else, but neither listed nor counted."""
QUIET_VERBS = ("see_invitation", "read_room", "read_notifications", "set_draft_keeping")

_decoder = msgspec.json.Decoder(AnyCommand)
_encoder = msgspec.json.Encoder(order="deterministic")


class Order(NamedTuple):
    """A command to be put into the outbox. `hold` is how many milliseconds it can still be undone."""

    id: CommandId
    command: AnyCommand
    lane: str
    about_kind: str
    about_id: str
    title: str
    draft: str | None = None
    hold: int = 0


class Waiting(NamedTuple):
    """A row of the outbox. Times are milliseconds since the epoch; `ask_first` where it came with an old backup."""

    id: CommandId
    body: bytes
    lane: str
    about_kind: str
    about_id: str
    title: str
    draft: str | None
    state: str
    created_at: int
    not_before: int
    refusal: bytes | None
    ask_first: int = 0

    @property
    def command(self) -> AnyCommand:
        """The frozen request, read again."""
        command: AnyCommand = _decoder.decode(self.body)
        return command

    @property
    def reason(self) -> Refusal | None:
        """Why it was refused."""
        return None if self.refusal is None else msgspec.json.decode(self.refusal, type=Refusal)


class Standing(NamedTuple):
    """How the outbox stands, in commands that a person waits for."""

    waiting: int
    refused: int


_UNANSWERED = "state in ('waiting', 'sent')"
_FIELDS = "id, body, lane, about_kind, about_id, title, draft, state, created_at, not_before, refusal, ask_first"
_FIRST_OF_LANE = (
    "state in ('waiting', 'sent') and lane not in (select value from json_each(?1))"
    " and not exists (select 1 from outbox as earlier where earlier.lane = outbox.lane"
    " and earlier.position < outbox.position and earlier.state in ('waiting', 'sent'))"
)


def put(connection: Connection, order: Order, now: int) -> None:
    """Freeze `order` into the outbox."""
    connection.execute(
        "insert into outbox (id, verb, body, lane, about_kind, about_id, title, draft, state, created_at, not_before)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)",
        (
            order.id,
            str(order.command.__struct_config__.tag),
            _encoder.encode(order.command),
            order.lane,
            order.about_kind,
            order.about_id,
            order.title,
            order.draft,
            now,
            now + order.hold,
        ),
    )


def get(connection: Connection, command: str) -> Waiting | None:
    """One row."""
    return _row(connection, "id = ?", (command,))


def next_due(connection: Connection, now: int, passed_over: Iterable[str] = ()) -> Waiting | None:
    """The oldest row that may go now: not held, not behind another of its lane, its lane not in `passed_over`."""
    return _row(connection, f"{_FIRST_OF_LANE} and not_before <= ?2", (_array(passed_over), now))


def held_until(connection: Connection, passed_over: Iterable[str] = ()) -> int | None:
    """When the next row may go, in milliseconds since the epoch; None where nothing waits outside `passed_over`."""
    until: int | None = one(
        connection, f"select min(not_before) from outbox where {_FIRST_OF_LANE}", (_array(passed_over),)
    )
    return until


def held(connection: Connection, now: int) -> Waiting | None:
    """The newest proposal that can still be undone before it goes out by itself."""
    return _row(connection, "state = 'waiting' and draft is not null and not_before > ?1", (now,))


def mark_sent(connection: Connection, command: str, now: int) -> bool:
    """Bytes may go out from now on. False where the row was taken back meanwhile, or is held again."""
    connection.execute(
        "update outbox set state = 'sent' where id = ? and state in ('waiting', 'sent') and not_before <= ?",
        (command, now),
    )
    return connection.changes() == 1


def answered(connection: Connection, item: Waiting, receipt: Receipt) -> None:
    """It arrived. The receipt is kept for good."""
    connection.execute("update outbox set state = 'answered', seq = ? where id = ?", (receipt.seq, item.id))
    receipts.keep(connection, receipt, item.body)


def reopen_answered(connection: Connection) -> None:
    """The marketplace was put back: what it answered has to be asked again."""
    connection.execute("update outbox set state = 'sent', seq = null where state = 'answered'")


def ask_first(connection: Connection) -> None:
    """An older state of the store came back: what it holds may have been delivered since, or taken back."""
    connection.execute("update outbox set ask_first = 1 where state in ('waiting', 'sent')")


def refused(connection: Connection, command: str, refusal: Refusal) -> None:
    """A final no."""
    connection.execute(
        "update outbox set state = 'refused', refusal = ? where id = ?", (msgspec.json.encode(refusal), command)
    )


def remove(connection: Connection, command: str) -> None:
    """Forget a row: undone before it was sent, or refused and put away."""
    connection.execute("delete from outbox where id = ?", (command,))


def hold_again(connection: Connection, now: int) -> None:
    """The clock was set back between two runs: what waits from that future on is held from now on, for as long."""
    connection.execute(
        f"update outbox set not_before = ?1 + (not_before - created_at) where {_UNANSWERED} and created_at > ?1",
        (now,),
    )


def move_holds(connection: Connection, before: int, by: int) -> None:
    """The clock, which stood at `before`, was set by so many milliseconds.

    What was held then is held as long; what might have gone then may go now.
    """
    connection.execute(
        "update outbox set not_before = iif(not_before > ?1 and created_at <= ?1, not_before + ?2,"
        f" min(not_before, ?1 + ?2)) where {_UNANSWERED}",
        (before, by),
    )


def everything(connection: Connection) -> list[Waiting]:
    """All rows, oldest first."""
    rows = connection.execute(f"select {_FIELDS} from outbox order by position").fetchall()
    return [_waiting(row) for row in rows]


def unsettled(connection: Connection) -> list[Waiting]:
    """Everything but what was refused, oldest first."""
    return [item for item in everything(connection) if item.state != "refused"]


def forget_unreadable(connection: Connection) -> None:
    """Drop rows whose frozen request a damage has garbled: they can never be sent. Their drafts are open again."""
    for row in connection.execute(f"select {_FIELDS} from outbox").fetchall():
        item = _waiting(row)
        try:
            _ = item.command
        except (msgspec.MsgspecError, UnicodeDecodeError):
            remove(connection, item.id)
    connection.execute(
        "update draft set state = 'open' where state = 'sending'"
        " and id not in (select draft from outbox where draft is not null)"
    )


def can_take_back(item: Waiting) -> bool:
    """What has not begun to go out can be undone, however long it waits; what was refused can be put away."""
    return item.state in {"waiting", "refused"}


def settled_up_to(connection: Connection, seq: int) -> list[Waiting]:
    """Take out the answered rows that the mirror has caught up with, and return them."""
    rows = connection.execute(f"select {_FIELDS} from outbox where state = 'answered' and seq <= ?", (seq,)).fetchall()
    connection.execute("delete from outbox where state = 'answered' and seq <= ?", (seq,))
    return [_waiting(row) for row in rows]


def about(connection: Connection, kind: str, thing: str) -> list[Waiting]:
    """What is on its way about one thing, oldest first; refused commands have no effect any more."""
    rows = connection.execute(
        f"select {_FIELDS} from outbox where about_kind = ? and about_id = ? and state != 'refused' order by position",
        (kind, thing),
    )
    return [_waiting(row) for row in rows]


def is_about_a_block(command: AnyCommand) -> bool:
    """Whether it blocks a client, or consents to unblock one."""
    match command:
        case DeclineInvitation(block=block):
            return block
        case AcceptInvitation(unblock=unblock) | SubmitProposal(unblock=unblock):
            return unblock
        case _:
            return False


def about_blocks(connection: Connection) -> list[Waiting]:
    """What is on its way and blocks a client, or consents to unblock one; oldest first."""
    rows = connection.execute(
        f"select {_FIELDS} from outbox where state != 'refused' and (verb = 'decline_invitation'"
        " and json_extract(cast(body as text), '$.block') or verb in ('accept_invitation', 'submit_proposal')"
        " and json_extract(cast(body as text), '$.unblock')) order by position"
    )
    return [_waiting(row) for row in rows]


def subjects(connection: Connection) -> set[tuple[str, str]]:
    """The things that something is on its way about."""
    return {(row[0], row[1]) for row in connection.execute("select distinct about_kind, about_id from outbox")}


def standing(connection: Connection) -> Standing:
    """Counted without the quiet verbs."""
    waiting, refused_ = connection.execute(
        "select coalesce(sum(state in ('waiting', 'sent')), 0), coalesce(sum(state = 'refused'), 0)"
        " from outbox where verb not in (?, ?, ?, ?)",
        QUIET_VERBS,
    ).get
    return Standing(waiting, refused_)


def _array(texts: Iterable[str]) -> str:
    return msgspec.json.encode(list(texts)).decode()


def _row(connection: Connection, where: str, bindings: tuple[object, ...]) -> Waiting | None:
    row = connection.execute(
        f"select {_FIELDS} from outbox where {where} order by position limit 1", bindings
    ).fetchone()
    return None if row is None else _waiting(row)


def _waiting(row: tuple[Any, ...]) -> Waiting:
    return Waiting(*row)
