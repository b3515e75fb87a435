"""Loading many invitations at once, with their jobs, clients and places in the reader's sequence."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from marketplace.contract.entities import Client, Invitation, Job
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Policy
from marketplace.engine import accounts, changes, invitations, jobs
from marketplace.engine.schema import change, invitation, job

CHUNK = 2_000

Seed = tuple[Client, Job, Invitation]


Insert = Callable[[Connection, Table, Sequence[Mapping[str, Any]]], None]
"""Stores many new rows."""


def load(
    connection: Connection,
    insert: Insert,
    batch: Iterable[Seed],
    account: AccountId,
    policy: Policy,
    now: datetime,
) -> int:
    """Store every (client, job, invitation) as given; clients who are known already stay. Returns how many."""
    total = 0
    for chunk in _chunks(batch):
        _store(connection, insert, chunk, account, policy, now)
        _block(connection, chunk, account, now)
        total += len(chunk)
    return total


def _store(
    connection: Connection, insert: Insert, chunk: Sequence[Seed], account: AccountId, policy: Policy, now: datetime
) -> None:
    jobs.add_clients(connection, list({owner.id: owner for owner, _, _ in chunk}.values()))
    jobs.count_open(connection, Counter(owner.id for owner, one, _ in chunk if one.is_open))
    insert(connection, job, [jobs.row_of(one, owner.id, policy, now) for owner, one, _ in chunk])
    insert(connection, invitation, [invitations.row_of(account, one) for _, _, one in chunk])
    rows = [{"account": account, "kind": "invitation", "id": one.id, "gone": False} for _, _, one in chunk]
    insert(connection, change, changes.placed(connection, account, rows))


def _block(connection: Connection, chunk: Sequence[Seed], account: AccountId, now: datetime) -> None:
    for _, _, one in chunk:
        if one.decline is not None and one.decline.blocked:
            accounts.block_client(connection, account, one, one.answered_at or now)


def _chunks(batch: Iterable[Seed]) -> Iterator[list[Seed]]:
    rest = iter(batch)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
