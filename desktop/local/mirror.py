"""The mirror: pages of the marketplace's changes, written down in its order."""

from collections.abc import Container

import msgspec

from desktop import changes
from desktop.local import (
    blocks,
    conversations,
    copies,
    dispatch,
    documents,
    drafts,
    entries,
    looks,
    notices,
    outbox,
    posts,
    search,
)
from desktop.local.documents import Cursor
from desktop.local.sections import Section
from desktop.local.store import Connection
from marketplace.contract.entities import (
    Account,
    AnyEntity,
    Block,
    Changes,
    Draft,
    Gone,
    Invitation,
    Message,
    Notification,
    Proposal,
    Room,
)
from marketplace.contract.policy import Policy

_encode = msgspec.json.Encoder().encode

_READERS: dict[str, msgspec.json.Decoder[AnyEntity]] = {
    kind.__name__.lower(): msgspec.json.Decoder(kind) for kind in (Invitation, Proposal, Room, Message, Notification)
}
_BODIES = (
    "select kind, body from entry where body is not null"
    " union all select 'message', body from message union all select 'notification', body from notification"
)

Thing = tuple[str, str]
"""Kind and id."""


def cursor(connection: Connection) -> Cursor | None:
    """How far the mirror has come; None before the first page."""
    return documents.load(connection, "cursor", Cursor)


def start_over(connection: Connection, first: Changes) -> changes.Changes:
    """Replace the copy by a snapshot that begins with the page `first`.

    What is only here stays: drafts, the outbox, settings. A command whose effect has not been seen yet may be unknown
    there now; it goes out again under its id.
    """
    forget(connection)
    outbox.reopen_answered(connection)
    for post in posts.ids(connection):
        drafts.show_for(connection, post)
    return write_page(connection, first) | changes.Changes(sections=frozenset(Section), notifications=True)


def forget(connection: Connection) -> None:
    """Let go of the whole copy; the next sync brings it again. What drafts are written to stays until it does."""
    for invitation in drafts.invitations(connection):
        posts.keep_invitation(connection, invitation, entries.body_of(connection, "invitation", invitation))
    search.forget(connection)
    connection.execute("delete from entry where kind in ('invitation', 'proposal', 'room', 'draft')")
    connection.execute("delete from message")
    connection.execute("delete from notification")
    connection.execute("delete from document where name = 'cursor'")
    blocks.forget(connection)
    copies.forget(connection)


def is_readable(connection: Connection) -> bool:
    """Whether every thing of the copy can be read; takes time in proportion to it."""
    try:
        for kind, body in connection.execute(_BODIES):
            _READERS[str(kind)].decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError):
        return False
    return True


def move(connection: Connection, market: str, now: int) -> changes.Changes:
    """Leave the copy of another marketplace for that of `market`, from its beginning.

    What was written stays; nothing that was meant for the other marketplace is ever sent to this one.
    """
    moved = dispatch.recall_all(connection, now)
    nothing = Changes(market=market, entities=(), next=0, more=True)
    return start_over(connection, nothing) | moved


def things(connection: Connection) -> set[Thing]:
    """All that stands in lists and came from the marketplace."""
    return {(row[0], row[1]) for row in connection.execute("select kind, id from entry where body is not null")}


def write_next(connection: Connection, page: Changes, asked_after: Cursor | None) -> changes.Changes:
    """Write a page that follows on `asked_after`; nothing where the copy is another one by now, as after a recovery."""
    return write_page(connection, page) if cursor(connection) == asked_after else changes.NOTHING


def write_page(connection: Connection, page: Changes) -> changes.Changes:
    """Write one page and the cursor behind it; returns what looks different now."""
    policy, busy = looks.policy(connection), outbox.subjects(connection)
    blocked = {*looks.being_blocked(connection), *looks.being_unblocked(connection)}
    sections: set[str] = set()
    things: set[tuple[str, str]] = set()
    for entity in page.entities:
        _write(connection, entity, policy, busy, blocked, sections, things)
    sections.update(_show_drafts(connection, things))
    former = cursor(connection)
    complete = (former is not None and former.is_complete) or not page.more
    documents.save(connection, "cursor", Cursor(page.market, page.next, complete))
    for item in outbox.settled_up_to(connection, page.next):
        entries.remove(connection, "command", item.id)
        things |= looks.show_effect(connection, item)
        posts.forget_unused(connection, item.about_id)
        sections.add("outbox")
    return changes.Changes(
        sections=frozenset(sections) | _sections_of(connection, things),
        things=frozenset(things),
        notifications=any(map(_is_heard, page.entities)),
        documents=frozenset({"account"} if any(isinstance(entity, Account) for entity in page.entities) else ()),
    )


def _is_heard(entity: AnyEntity) -> bool:
    """Whether the bell tells something else than before: of a blocked client it tells nothing."""
    kind = entity.kind if isinstance(entity, Gone) else ""
    return isinstance(entity, Notification | Block) or kind in {"notification", "block"}


def _write(
    connection: Connection,
    entity: AnyEntity,
    policy: Policy,
    busy: set[tuple[str, str]],
    blocked: Container[str],
    sections: set[str],
    things: set[tuple[str, str]],
) -> None:
    match entity:
        case Invitation() | Proposal() | Room():
            kind = type(entity).__name__.lower()
            line = entries.line_of(entity, policy, is_pending=False)
            sections.update(_former_section(connection, kind, entity.id), (line.section,))
            things.add((kind, entity.id))
            entries.write(connection, line, _encode(entity))
            if (kind, entity.id) in busy or entity.client.id in blocked:
                looks.show(connection, kind, entity.id)
        case Gone():
            sections.update(_former_section(connection, entity.kind, entity.id))
            things.add((entity.kind, entity.id))
            _forget(connection, entity)
        case Draft():
            if (draft := copies.receive(connection, entity)) is not None:
                sections.add(Section.DRAFTS)
                things.add(("draft", draft))
        case _:
            _write_unlisted(connection, entity, things)


def _write_unlisted(
    connection: Connection, entity: Message | Notification | Block | Account, things: set[tuple[str, str]]
) -> None:
    match entity:
        case Message():
            conversations.write(connection, entity)
            things.add(("room", entity.room))
        case Notification():
            notices.write(connection, entity)
        case Block():
            blocks.write(connection, entity)
            things.add(("block", entity.id))
        case Account():
            documents.save(connection, "account", entity)


def _show_drafts(connection: Connection, things: set[tuple[str, str]]) -> tuple[str, ...]:
    """Drafts are listed by what they are written for; returns the sections that differ."""
    written_for = {id_ for id_ in drafts.invitations(connection) if ("invitation", id_) in things}
    for id_ in written_for:
        drafts.show_for(connection, id_)
    return (Section.DRAFTS,) if written_for else ()


def _forget(connection: Connection, gone: Gone) -> None:
    match gone.kind:
        case "message":
            conversations.remove(connection, gone.id)
        case "notification":
            notices.remove(connection, gone.id)
        case "block":
            blocks.remove(connection, gone.id)
        case _:
            if gone.kind == "invitation" and gone.id in drafts.invitations(connection):
                posts.keep_invitation(connection, gone.id, entries.body_of(connection, gone.kind, gone.id))
            entries.remove(connection, gone.kind, gone.id)


def _former_section(connection: Connection, kind: str, thing: str) -> tuple[str, ...]:
    row = connection.execute("select section from entry where kind = ? and id = ?", (kind, thing)).fetchone()
    return () if row is None else (row[0],)


def _sections_of(connection: Connection, things: set[tuple[str, str]]) -> frozenset[str]:
    return frozenset(section for kind, thing in things for section in _former_section(connection, kind, thing))
