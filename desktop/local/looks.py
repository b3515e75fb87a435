"""How things look here: the marketplace's copy with our own commands applied that are still on their way.

After anything changed, a thing's line is made anew from these two; nothing is ever patched in place, so a refusal
takes its effect back by itself.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from desktop.local import documents, entries, outbox, posts
from desktop.local.outbox import Waiting
from desktop.local.store import Connection
from marketplace.contract import effects
from marketplace.contract.commands import (
    AcceptInvitation,
    DeclineInvitation,
    EditProposal,
    IgnoreInvitation,
    ReadRoom,
    SeeInvitation,
    SendMessage,
    SetDraftKeeping,
    SubmitProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import Account, Client, Invitation, Proposal, Room
from marketplace.contract.policy import Policy

_invitations = msgspec.json.Decoder(Invitation)
_proposals = msgspec.json.Decoder(Proposal)
_rooms = msgspec.json.Decoder(Room)


def policy(connection: Connection) -> Policy:
    """The policy last served; the built-in one before the first contact."""
    return documents.load(connection, "policy", Policy) or Policy()


def account(connection: Connection) -> Account | None:
    """The user's own account as it looks here; None before the first contact."""
    look = documents.load(connection, "account", Account)
    if look is None:
        return None
    for item in outbox.about(connection, "account", look.id):
        if isinstance(item.command, SetDraftKeeping):
            look = replace(look, keeps_drafts=item.command.keeps)
    return look


def invitation(connection: Connection, thing: str) -> Invitation | None:
    """An invitation as it looks here."""
    body = entries.body_of(connection, "invitation", thing)
    if body is None:
        return posts.as_source(connection, thing)
    look = _invitations.decode(body)
    for item in outbox.about(connection, "invitation", thing):
        look = _after(look, item, connection)
    client = _client(connection, look.client)
    # Somebody who was blocked has no words for the one who blocked them, as the marketplace has it.
    return replace(look, client=client, message="" if client.is_blocked else look.message)


def blocked_clients(connection: Connection) -> set[str]:
    """Who is blocked as it looks here."""
    told = {str(row[0]) for row in connection.execute("select client from block")}
    return (told - being_unblocked(connection)) | set(being_blocked(connection))


def being_blocked(connection: Connection) -> dict[str, Waiting]:
    """The clients whom a waiting command blocks, and whom no later one unblocks."""
    found: dict[str, Waiting] = {}
    for item in outbox.about_blocks(connection):
        source = _source(connection, item)
        if source is not None and isinstance(item.command, DeclineInvitation):
            found[source.client.id] = item
        elif source is not None:
            found.pop(source.client.id, None)
    return found


def being_unblocked(connection: Connection) -> set[str]:
    """The clients whom a waiting proposal unblocks."""
    sources = (
        _source(connection, item)
        for item in outbox.about_blocks(connection)
        if not isinstance(item.command, DeclineInvitation)
    )
    return {source.client.id for source in sources if source is not None}


def proposal(connection: Connection, thing: str) -> Proposal | None:
    """A proposal as it looks here; one that is still on its way is made from its command."""
    body = entries.body_of(connection, "proposal", thing)
    if body is not None:
        look = _proposals.decode(body)
        for waiting in outbox.about(connection, "proposal", thing):
            look = _proposal_after(look, waiting, connection)
        return look
    row = connection.execute(
        "select id from outbox where state != 'refused' and json_extract(cast(body as text), '$.proposal') = ?",
        (thing,),
    ).fetchone()
    item = None if row is None else outbox.get(connection, row[0])
    return None if item is None else proposal_of(connection, item)


def room(connection: Connection, thing: str) -> Room | None:
    """A room as it looks here."""
    body = entries.body_of(connection, "room", thing)
    if body is None:
        return None
    look = _rooms.decode(body)
    for item in outbox.about(connection, "room", thing):
        look = _room_after(look, item)
    return replace(look, client=_client(connection, look.client))


def _client(connection: Connection, client: Client) -> Client:
    """A client with the block that is on its way, or with its end."""
    if client.id in being_blocked(connection):
        return replace(client, is_blocked=True)
    if client.is_blocked and client.id in being_unblocked(connection):
        return replace(client, is_blocked=False)
    return client


_LOOKS: dict[str, Callable[[Connection, str], Invitation | Proposal | Room | None]] = {
    "invitation": invitation,
    "proposal": proposal,
    "room": room,
}


def show(connection: Connection, kind: str, thing: str) -> None:
    """Make the line of one thing anew."""
    look = _LOOKS[kind](connection, thing)
    if look is None:
        entries.remove(connection, kind, thing)
        return
    is_pending = any(item.state in {"waiting", "sent"} for item in _loud(outbox.about(connection, kind, thing)))
    entries.write(connection, entries.line_of(look, policy(connection), is_pending=is_pending), None)


def show_thing(connection: Connection, kind: str, thing: str) -> None:
    """Make the line of a thing anew, where its kind has lines."""
    if kind in _LOOKS:
        show(connection, kind, thing)


def show_effect(connection: Connection, item: Waiting) -> set[tuple[str, str]]:
    """After `item` was put in, or taken out: make anew what it is about. Returns the things that were touched."""
    touched = {(item.about_kind, item.about_id)}
    show_thing(connection, item.about_kind, item.about_id)
    command = item.command
    if outbox.is_about_a_block(command):
        touched |= _show_all_of_client(connection, item)
    if isinstance(command, AcceptInvitation | SubmitProposal):
        touched.add(("proposal", command.proposal))
        show_proposal_on_its_way(connection, command.proposal)
    return touched


def _show_all_of_client(connection: Connection, item: Waiting) -> set[tuple[str, str]]:
    """Make the lines of all invitations and rooms of the client anew whom `item` blocks or unblocks."""
    source = _source(connection, item)
    if source is None:
        return set()
    rows = connection.execute(
        "select kind, id from entry where kind in ('invitation', 'room') and body is not null"
        " and json_extract(cast(body as text), '$.client.id') = ?",
        (source.client.id,),
    ).fetchall()
    things = {(str(kind), str(thing)) for kind, thing in rows}
    for kind, thing in things:
        show(connection, kind, thing)
    return things


def show_proposal_on_its_way(connection: Connection, thing: str) -> None:
    """The line of a proposal that may exist only as a command so far."""
    if entries.body_of(connection, "proposal", thing) is not None:
        show(connection, "proposal", thing)
        return
    look = proposal(connection, thing)
    if look is None:
        entries.remove(connection, "proposal", thing)
    else:
        entries.write(connection, entries.line_of(look, policy(connection), is_pending=True), None)


def show_proposals_on_their_way(connection: Connection) -> None:
    """Make the lines anew of all proposals that exist only as commands, or did."""
    rows = connection.execute(
        "select id from entry where kind = 'proposal' and body is null"
        " union select json_extract(cast(body as text), '$.proposal') from outbox where draft is not null"
    ).fetchall()
    for (thing,) in rows:
        if thing is not None:
            show_proposal_on_its_way(connection, str(thing))


def proposal_of(connection: Connection, item: Waiting) -> Proposal | None:
    """What an application will be, as far as is known here."""
    command, now, fee = item.command, moment(item.created_at), policy(connection).fee_percent
    source = _source(connection, item)
    if source is None:
        return None
    match command:
        case AcceptInvitation():
            return effects.accept(source, command, now, fee)[1]
        case SubmitProposal():
            return effects.submit(source.job, source.client, command, now, fee)
        case _:
            return None


def moment(milliseconds: int) -> datetime:
    """Milliseconds since the epoch as an aware time."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _source(connection: Connection, item: Waiting) -> Invitation | None:
    """The invitation, or the job post, through which the job of an application is known."""
    body = entries.body_of(connection, "invitation", item.about_id)
    return posts.as_source(connection, item.about_id) if body is None else _invitations.decode(body)


def _after(look: Invitation, item: Waiting, connection: Connection) -> Invitation:
    now = moment(item.created_at)
    match item.command:
        case SeeInvitation():
            return effects.see(look, now)
        case IgnoreInvitation():
            return effects.ignore(look, now)
        case DeclineInvitation() as command:
            return effects.decline(look, command, now)
        case AcceptInvitation() as command:
            return effects.accept(look, command, now, policy(connection).fee_percent)[0]
        case SubmitProposal():
            return replace(look, client=replace(look.client, is_blocked=False))
        case _:
            return look


def _proposal_after(look: Proposal, item: Waiting, connection: Connection) -> Proposal:
    match item.command:
        case WithdrawProposal() as command:
            return effects.withdraw(look, command)
        case EditProposal() as command:
            sender = documents.load(connection, "account", Account)
            return effects.edit(look, command, moment(item.created_at), sender)
        case _:
            return look


def _room_after(look: Room, item: Waiting) -> Room:
    match item.command:
        case ReadRoom():
            return replace(look, unread=0)
        case SendMessage() as command:
            return replace(look, preview=command.text, last_at=max(look.last_at, moment(item.created_at)))
        case _:
            return look


def _loud(items: Sequence[Waiting]) -> list[Waiting]:
    return [item for item in items if not isinstance(item.command, outbox.QUIET)]
