"""Accounts of freelancers: profile, Connects, settings, the clients whom each of them has blocked."""

from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from marketplace.contract import effects, rules
from marketplace.contract.commands import EditProfile, SetNotificationSettings
from marketplace.contract.entities import Account, Block, Invitation
from marketplace.contract.ids import AccountId, ClientId, InvitationId
from marketplace.contract.refusals import Refusal
from marketplace.engine import agencies, changes, responding
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader
from marketplace.engine.schema import account, block, client
from marketplace.engine.work import Work, stale, unknown

STORED = ("id", "version", "name", "title", "rate", "connects", "overview", "highlights", "settings", "keeps_drafts")


# --- the freelancer's own ---------------------------------------------------------------------------------


def edit_profile(work: Work, command: EditProfile) -> Refusal | None:
    """Change what clients see."""
    mine = find(work.connection, work.account)
    if mine is None:
        return unknown("account")
    refusal = rules.first(
        stale(command, mine), rules.edit_profile(command, work.policy), rules.contact(rules.said(command))
    )
    if refusal is None:
        save(work.connection, effects.edit_profile(mine, command))
    return refusal


def choose_settings(work: Work, command: SetNotificationSettings) -> Refusal | None:
    """What is told where from now on."""
    mine = find(work.connection, work.account)
    if mine is None:
        return unknown("account")
    refusal = rules.first(stale(command, mine), rules.settings(command))
    if refusal is None:
        save(work.connection, replace(mine, settings=command.settings))
    return refusal


# --- rows -------------------------------------------------------------------------------------------------


def find(connection: Connection, id_: AccountId) -> Account | None:
    """The account of that id, without what has to be counted and looked up: its agencies and figures."""
    columns = [account.c[name] for name in STORED]
    row = connection.execute(select(*columns).where(account.c.id == id_)).mappings().one_or_none()
    return None if row is None else Account(**row)


def whole(reader: Reader, id_: AccountId) -> Account | None:
    """The account of that id, with everything."""
    found = find(reader.connection, id_)
    if found is None:
        return None
    figures = responding.figures(reader.connection, id_, reader.policy.responding, reader.now)
    return replace(found, agencies=agencies.of(reader.connection, id_), responsiveness=figures)


def load(reader: Reader, ids: Collection[str]) -> dict[str, Account]:
    """Those of `ids` that are the viewer's own account."""
    found = whole(reader, reader.account) if reader.account in ids else None
    return {} if found is None else {found.id: found}


def everyone(connection: Connection) -> list[AccountId]:
    """All accounts' ids, in their own order."""
    return list(connection.scalars(select(account.c.id).order_by(account.c.id)))


def add(connection: Connection, new: Account) -> None:
    """Open an account; it is the first thing its owner reads."""
    row = {name: getattr(new, name) for name in STORED}
    connection.execute(insert(account).values(**row, seq=0))
    tell(connection, new.id)


def tell(connection: Connection, id_: AccountId) -> None:
    """The account, or something that is counted for it, is different."""
    changes.touch(connection, id_, [Thing("account", id_)])


def charge(connection: Connection, id_: AccountId, connects: int) -> None:
    """Take `connects` from the account, or give some back where they are negative; nothing happens for none."""
    if connects:
        spent = {"connects": account.c.connects - connects, "version": account.c.version + 1}
        connection.execute(update(account).where(account.c.id == id_).values(spent))
        tell(connection, id_)


def save(connection: Connection, changed: Account) -> None:
    """Store what its owner has chosen differently."""
    values = {
        name: getattr(changed, name) for name in ("title", "rate", "overview", "highlights", "settings", "keeps_drafts")
    }
    values["version"] = changed.version + 1
    connection.execute(update(account).where(account.c.id == changed.id).values(values))
    tell(connection, changed.id)


# --- blocks -----------------------------------------------------------------------------------------------


def is_blocked(connection: Connection, id_: AccountId, by: ClientId) -> bool:
    """Whether the account has blocked that client."""
    mine = select(block.c.client).where(block.c.account == id_, block.c.client == by)
    return connection.execute(mine).first() is not None


def block_client(connection: Connection, id_: AccountId, cause: Invitation, now: datetime) -> None:
    """No more invitations from the client of `cause`; everything that shows them is told again."""
    blocked = cause.client.id
    if not is_blocked(connection, id_, blocked):
        values = {"account": id_, "client": blocked, "at": now, "invitation": cause.id, "job_title": cause.job.title}
        connection.execute(insert(block).values(values))
        changes.touch_client(connection, blocked, id_)
        changes.touch(connection, id_, [Thing("block", blocked)])


def unblock_client(connection: Connection, id_: AccountId, blocked: ClientId) -> None:
    """Lift the block, where there is one."""
    lifted = connection.execute(delete(block).where(block.c.account == id_, block.c.client == blocked))
    if lifted.rowcount:
        changes.touch_client(connection, blocked, id_)
        changes.touch(connection, id_, [Thing("block", blocked)])


def load_blocks(reader: Reader, ids: Collection[str]) -> dict[str, Block]:
    """Those of `ids` who are clients that the viewer has blocked."""
    mine = (
        select(block.c.at, block.c.invitation, block.c.job_title, client.c.body, client.c.open_jobs)
        .join(client, block.c.client == client.c.id)
        .where(block.c.account == reader.account, block.c.client.in_(ids))
    )
    found: dict[str, Block] = {}
    for at, invitation, title, body, open_jobs in reader.connection.execute(mine):
        name = body.name if reader.has_met(body.id) else None
        seen = replace(body, name=name, is_blocked=True, open_jobs=open_jobs)
        found[body.id] = Block(
            id=body.id,
            version=1,
            client=seen,
            at=at,
            invitation=invitation and InvitationId(invitation),
            job_title=title,
        )
    return found
