"""Receipts: what the marketplace confirmed, for good. They outlive the command, the draft and the copy.

The manifest of a command is its frozen request, to the byte: terms, letter, answers, and each file by its SHA-256.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from desktop.local.store import Connection, one
from marketplace.contract.entities import Receipt


class KeptReceipt(NamedTuple):
    """`sequence` is the marketplace's, `at` its time in milliseconds since the epoch, `sha256` that of the manifest."""

    command: str
    verb: str
    title: str
    sequence: int
    at: int
    sha256: str


def keep(connection: Connection, receipt: Receipt, manifest: bytes) -> None:
    """Keep the receipt of a command that is in the outbox."""
    connection.execute(
        "insert or ignore into receipt (command, seq, at, sha256, verb, title, draft, proposal)"
        " select id, ?, ?, ?, verb, title, draft, json_extract(cast(body as text), '$.proposal') from outbox"
        " where id = ?",
        (receipt.seq, round(receipt.at.timestamp() * 1000), digest(manifest), receipt.command),
    )


def digest(manifest: bytes) -> str:
    """What a receipt says of a manifest."""
    return hashlib.sha256(manifest).hexdigest()


def in_order(connection: Connection) -> Iterator[KeptReceipt]:
    """All receipts, as the marketplace gave them."""
    rows = connection.execute("select command, verb, title, seq, at, sha256 from receipt order by seq, command")
    return (KeptReceipt(*row) for row in rows)


def of_proposal(connection: Connection, proposal: str) -> KeptReceipt | None:
    """The receipt of the command that a proposal came of; None for one that was sent from elsewhere."""
    row = connection.execute(
        "select command, verb, title, seq, at, sha256 from receipt"
        " where proposal = ? and verb in ('accept_invitation', 'submit_proposal')",
        (proposal,),
    ).fetchone()
    return None if row is None else KeptReceipt(*row)


def is_sent(connection: Connection, draft: str) -> bool:
    """Whether a draft arrived, whatever became of its command."""
    return bool(one(connection, "select exists (select 1 from receipt where draft = ?)", (draft,)))


def prevail(connection: Connection) -> None:
    """After stores of different times were put together: what has a receipt is neither a draft nor waits any more."""
    connection.execute("delete from draft where id in (select draft from receipt) and rival is null")
    connection.execute("update draft set state = 'discarded' where id in (select draft from receipt)")
    connection.execute(
        "update outbox set state = 'answered', seq = (select seq from receipt where command = outbox.id)"
        " where id in (select command from receipt)"
    )
