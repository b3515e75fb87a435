"""Accounts of freelancers, and the clients whom each of them has blocked."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from marketplace.contract.entities import Account
from marketplace.contract.ids import AccountId, ClientId
from marketplace.engine import changes
from marketplace.engine.changes import Thing
from marketplace.engine.schema import account, block


def find(connection: Connection, id_: AccountId) -> Account | None:
    """The account of that id."""
    columns = [account.c[name] for name in ("id", "version", "name", "title", "rate", "connects")]
    row = connection.execute(select(*columns).where(account.c.id == id_)).mappings().one_or_none()
    return None if row is None else Account(**row)


def everyone(connection: Connection) -> list[AccountId]:
    """All accounts' ids, in their own order."""
    return list(connection.scalars(select(account.c.id).order_by(account.c.id)))


def add(connection: Connection, new: Account) -> None:
    """Open an account; it is the first thing its owner reads."""
    connection.execute(
        insert(account).values(
            id=new.id,
            version=new.version,
            name=new.name,
            title=new.title,
            rate=new.rate,
            connects=new.connects,
            seq=0,
        )
    )
    changes.touch(connection, new.id, [Thing("account", new.id)])


def charge(connection: Connection, id_: AccountId, connects: int) -> None:
    """Take `connects` from the account; nothing happens for none."""
    if connects:
        spent = {"connects": account.c.connects - connects, "version": account.c.version + 1}
        connection.execute(update(account).where(account.c.id == id_).values(spent))
        changes.touch(connection, id_, [Thing("account", id_)])


def is_blocked(connection: Connection, id_: AccountId, client: ClientId) -> bool:
    """Whether the account has blocked that client."""
    mine = select(block.c.client).where(block.c.account == id_, block.c.client == client)
    return connection.execute(mine).first() is not None


def block_client(connection: Connection, id_: AccountId, client: ClientId, now: datetime) -> None:
    """No more invitations from this client; everything that shows them is told again."""
    if not is_blocked(connection, id_, client):
        connection.execute(insert(block).values(account=id_, client=client, at=now))
        changes.touch_client(connection, client, id_)


def unblock_client(connection: Connection, id_: AccountId, client: ClientId) -> None:
    """Lift the block, where there is one."""
    lifted = connection.execute(delete(block).where(block.c.account == id_, block.c.client == client))
    if lifted.rowcount:
        changes.touch_client(connection, client, id_)
