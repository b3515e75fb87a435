"""Agencies: in whose name a freelancer may apply, and who of them sits in the room."""

from collections.abc import Collection

from sqlalchemy import Connection, insert, select

from marketplace.contract import rules
from marketplace.contract.entities import Membership
from marketplace.contract.ids import AccountId, AgencyId
from marketplace.engine.schema import agency, agency_member


def add(
    connection: Connection,
    id_: AgencyId,
    name: str,
    owner: AccountId,
    manager: AccountId | None,
    members: Collection[AccountId],
) -> None:
    """Found an agency; owner and business manager are members of it. Without a manager the owner stands in."""
    connection.execute(insert(agency).values(id=id_, name=name, owner=owner, manager=manager))
    everyone = {owner, *members} if manager is None else {owner, manager, *members}
    connection.execute(insert(agency_member), [{"agency": id_, "account": each} for each in sorted(everyone)])


def of(connection: Connection, account: AccountId) -> tuple[Membership, ...]:
    """The agencies of an account, by their names."""
    mine = (
        select(agency.c.id, agency.c.name, agency.c.manager)
        .join(agency_member, agency_member.c.agency == agency.c.id)
        .where(agency_member.c.account == account)
        .order_by(agency.c.name, agency.c.id)
    )
    return tuple(
        Membership(id=AgencyId(id_), name=name, is_manager=manager == account)
        for id_, name, manager in connection.execute(mine)
    )


def guest(connection: Connection, id_: AgencyId, submitter: AccountId) -> AccountId | None:
    """Who of the agency sits in the room beside the one who sent the proposal."""
    row = connection.execute(select(agency.c.owner, agency.c.manager).where(agency.c.id == id_)).one()
    return rules.room_guest(submitter, AccountId(row.owner), row.manager and AccountId(row.manager))
