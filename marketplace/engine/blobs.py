"""Files by content: who may read which, in the database; `blob_files.py` keeps the bytes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, insert, select

from marketplace.contract.entities import Attachment
from marketplace.contract.ids import AccountId, BlobId
from marketplace.contract.refusals import Refusal
from marketplace.engine.schema import blob, blob_reader


def missing(connection: Connection, account: AccountId, attachments: Sequence[Attachment]) -> Refusal | None:
    """Every attached file must have arrived, be the sender's to give, and be as large as they say."""
    readable = select(blob.c.id, blob.c.size).join(blob_reader, blob_reader.c.blob == blob.c.id)
    mine = readable.where(blob_reader.c.account == account, blob.c.id.in_(_ids(attachments)))
    return _flaw(_sizes(connection, mine), attachments)


def unknown(connection: Connection, attachments: Sequence[Attachment]) -> Refusal | None:
    """As `missing`, for a sender who is not an account: it is enough that the file has arrived."""
    there = select(blob.c.id, blob.c.size).where(blob.c.id.in_(_ids(attachments)))
    return _flaw(_sizes(connection, there), attachments)


def size_for(connection: Connection, account: AccountId, id_: BlobId) -> int | None:
    """The size in bytes of a file that `account` may read; None for any other."""
    mine = select(blob.c.size).join(blob_reader, blob_reader.c.blob == blob.c.id)
    return connection.execute(mine.where(blob.c.id == id_, blob_reader.c.account == account)).scalar()


def add(connection: Connection, account: AccountId, id_: BlobId, size: int, now: datetime) -> None:
    """A file has arrived whole from `account`, who may read it from now on."""
    if connection.execute(select(blob.c.id).where(blob.c.id == id_)).first() is None:
        connection.execute(insert(blob).values(id=id_, size=size, stored_at=now))
    _let_read(connection, account, {id_})


def share(connection: Connection, account: AccountId, attachments: Sequence[Attachment]) -> None:
    """What was sent to `account` is theirs to read."""
    _let_read(connection, account, _ids(attachments))


def _let_read(connection: Connection, account: AccountId, ids: set[BlobId]) -> None:
    mine = select(blob_reader.c.blob).where(blob_reader.c.account == account, blob_reader.c.blob.in_(ids))
    new = ids - set(connection.scalars(mine))
    if new:
        connection.execute(insert(blob_reader), [{"blob": id_, "account": account} for id_ in sorted(new)])


def _sizes(connection: Connection, files: Select[BlobId, int]) -> dict[BlobId, int]:
    return dict(connection.execute(files).all())


def _flaw(sizes: dict[BlobId, int], attachments: Sequence[Attachment]) -> Refusal | None:
    for one in attachments:
        if one.blob not in sizes:
            return Refusal(name="attachment_missing", field="attachments", detail=f"“{one.name}” has not arrived yet.")
        if one.size != sizes[one.blob]:
            return Refusal(name="blob_mismatch", field="attachments")
    return None


def _ids(attachments: Sequence[Attachment]) -> set[BlobId]:
    return {one.blob for one in attachments}
