"""Offers and contracts as they are kept; `bargaining.py` is what the parties do with them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from marketplace.contract.entities import Contract, Offer, OfferState
from marketplace.contract.ids import ContractId, OfferId, ProposalId
from marketplace.engine.schema import contract, offer

CHANGING = ("terms", "message", "expires_at", "state", "revised_at", "requests", "answered_at", "reason")


def newest(connection: Connection, ids: Collection[ProposalId]) -> dict[ProposalId, Offer]:
    """The newest offer of each of those proposals that has any."""
    if not ids:
        return {}
    made = select(offer).where(offer.c.proposal.in_(ids)).order_by(offer.c.made_at, offer.c.id)
    return {
        row["proposal"]: Offer(
            **{name: row[name] for name in Offer.__struct_fields__} | {"state": OfferState(row["state"])}
        )
        for row in connection.execute(made).mappings()
    }


def contracts(connection: Connection, ids: Collection[ProposalId]) -> dict[ProposalId, Contract]:
    """The contract of each of those proposals that has one."""
    if not ids:
        return {}
    signed = select(contract).where(contract.c.proposal.in_(ids))
    return {
        row["proposal"]: Contract(**{name: row[name] for name in Contract.__struct_fields__})
        for row in connection.execute(signed).mappings()
    }


def proposal_of(connection: Connection, id_: OfferId) -> ProposalId | None:
    """The proposal that an offer answers."""
    return connection.execute(select(offer.c.proposal).where(offer.c.id == id_)).scalar()


def contract_exists(connection: Connection, id_: ContractId) -> bool:
    """Whether a contract has that id already."""
    return connection.execute(select(contract.c.id).where(contract.c.id == id_)).first() is not None


def add(connection: Connection, id_: ProposalId, made: Offer) -> None:
    """Keep a new offer for a proposal."""
    row = {name: getattr(made, name) for name in Offer.__struct_fields__}
    connection.execute(insert(offer).values(**row, proposal=id_, is_warned=False))


def save(connection: Connection, changed: Offer) -> None:
    """Keep what is different; who was warned of an old end will be warned of a new one."""
    values = {name: getattr(changed, name) for name in CHANGING}
    is_same_end = offer.c.is_warned & (offer.c.expires_at == changed.expires_at)
    connection.execute(update(offer).where(offer.c.id == changed.id).values(**values, is_warned=is_same_end))


def sign(connection: Connection, id_: ProposalId, signed: Contract) -> None:
    """Keep a new contract."""
    row = {name: getattr(signed, name) for name in Contract.__struct_fields__}
    connection.execute(insert(contract).values(**row, proposal=id_))


def mark_warned(connection: Connection, id_: OfferId) -> None:
    """Its reader knows that it runs out."""
    connection.execute(update(offer).where(offer.c.id == id_).values(is_warned=True))


def run_out(connection: Connection, now: datetime, most: int) -> Sequence[ProposalId]:
    """Up to `most` proposals with an open offer whose time is over."""
    return _open_until(connection, now, most, offer.c.is_warned.in_((False, True)))


def running_out(connection: Connection, before: datetime, most: int) -> Sequence[ProposalId]:
    """Up to `most` proposals with an open offer that ends by `before`, of which nobody has warned yet."""
    return _open_until(connection, before, most, offer.c.is_warned.is_(False))


def _open_until(
    connection: Connection, before: datetime, most: int, which: ColumnElement[bool]
) -> Sequence[ProposalId]:
    ending = select(offer.c.proposal).where(offer.c.state == OfferState.OPEN, which, offer.c.expires_at <= before)
    return connection.scalars(ending.order_by(offer.c.expires_at).limit(most)).all()
