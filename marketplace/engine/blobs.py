"""Files by content: who may read which, in the database; `blob_files.py` keeps the bytes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Text, delete, insert, select, type_coerce

from marketplace.contract.entities import Attachment, Party
from marketplace.contract.ids import AccountId, BlobId, ClientId
from marketplace.contract.refusals import Refusal
from marketplace.engine.actors import Actor
from marketplace.engine.schema import blob, blob_share, message, proposal, room
from marketplace.engine.work import Work


def account_key(id_: AccountId) -> str:
    """The name under which files are shared with a freelancer."""
    return Actor(Party.FREELANCER, id_).key


def client_key(id_: ClientId) -> str:
    """The name under which files are shared with a client."""
    return Actor(Party.CLIENT, id_).key


def missing(work: Work, attachments: Sequence[Attachment]) -> Refusal | None:
    """Every attached file must have arrived, be the sender's to give, and be as large as they say."""
    if not attachments:
        return None
    readable = select(blob.c.id, blob.c.size).join(blob_share, blob_share.c.blob == blob.c.id)
    mine = readable.where(blob_share.c.reader == work.actor.key, blob.c.id.in_(_ids(attachments)))
    return _flaw(_sizes(work.connection, mine), attachments)


def size_for(connection: Connection, reader: str, id_: BlobId) -> int | None:
    """The size in bytes of a file that `reader`, an actor's key, may read; None for any other."""
    mine = select(blob.c.size).join(blob_share, blob_share.c.blob == blob.c.id)
    return connection.execute(mine.where(blob.c.id == id_, blob_share.c.reader == reader)).scalar()


def add(connection: Connection, reader: str, id_: BlobId, size: int, now: datetime) -> None:
    """A file has arrived whole from `reader`, an actor's key, who may read it from now on."""
    if connection.execute(select(blob.c.id).where(blob.c.id == id_)).first() is None:
        connection.execute(insert(blob).values(id=id_, size=size, stored_at=now))
    _let_read(connection, reader, {id_})


def share(connection: Connection, reader: str, attachments: Iterable[Attachment]) -> None:
    """What was sent to `reader`, an actor's key, is theirs to read."""
    _let_read(connection, reader, _ids(attachments))


def take_back(connection: Connection, client: ClientId, attachments: Iterable[Attachment]) -> None:
    """What was sent to `client` is theirs to read no more, unless they have it by another proposal or a message."""
    gone = sorted(id_ for id_ in _ids(attachments) if not _has(connection, client, id_))
    if gone:
        theirs = delete(blob_share).where(blob_share.c.reader == client_key(client), blob_share.c.blob.in_(gone))
        connection.execute(theirs)


def _has(connection: Connection, client: ClientId, id_: BlobId) -> bool:
    """Whether something that `client` was sent holds the file: the name of a file is like nothing else in a text."""
    proposed = select(proposal.c.id).where(
        proposal.c.client == client, _holds(proposal.c.attachments, id_) | _holds(proposal.c.interview, id_)
    )
    said = select(message.c.id).join(room, message.c.room == room.c.id)
    in_rooms = said.where(room.c.client == client, _holds(message.c.attachments, id_))
    return any(connection.execute(each.limit(1)).first() is not None for each in (proposed, in_rooms))


def _holds(column: Column[Any], id_: BlobId) -> ColumnElement[bool]:
    return type_coerce(column, Text).contains(id_, autoescape=True)


def _let_read(connection: Connection, reader: str, ids: set[BlobId]) -> None:
    if not ids:
        return
    mine = select(blob_share.c.blob).where(blob_share.c.reader == reader, blob_share.c.blob.in_(ids))
    new = ids - set(connection.scalars(mine))
    if new:
        connection.execute(insert(blob_share), [{"blob": id_, "reader": reader} for id_ in sorted(new)])


def _sizes(connection: Connection, files: Select[BlobId, int]) -> dict[BlobId, int]:
    return dict(connection.execute(files).all())


def _flaw(sizes: dict[BlobId, int], attachments: Sequence[Attachment]) -> Refusal | None:
    for one in attachments:
        if one.blob not in sizes:
            return Refusal(name="attachment_missing", field="attachments", detail=f"“{one.name}” has not arrived yet.")
        if one.size != sizes[one.blob]:
            return Refusal(name="blob_mismatch", field="attachments")
    return None


def _ids(attachments: Iterable[Attachment]) -> set[BlobId]:
    return {one.blob for one in attachments}
