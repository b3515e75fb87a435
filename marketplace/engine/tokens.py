"""Access tokens: only their SHA-256 is kept, each for one party, for what it may do, and for a limited time."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, String, bindparam, insert, select, update

from marketplace.contract.entities import Party
from marketplace.engine.actors import Actor
from marketplace.engine.prepared import Prepared, Question
from marketplace.engine.schema import token

SHOWN = 12


class Scope(StrEnum):
    """What a token is good for."""

    READ = "read"
    WRITE = "write"


EVERYTHING = frozenset(Scope)


class Grant(NamedTuple):
    """Who shows a token, and what it allows them."""

    actor: Actor
    scopes: frozenset[Scope]


class IssuedToken(NamedTuple):
    """A token as it can be listed; `id` is the beginning of its hash, never of the token."""

    id: str
    party: Party
    holder: str
    scopes: tuple[Scope, ...]
    label: str
    issued_at: datetime
    expires_at: datetime
    is_revoked: bool


def issue(
    connection: Connection, actor: Actor, scopes: Collection[Scope], label: str, now: datetime, lifetime: timedelta
) -> str:
    """A fresh token for `actor`: 256 random bits, shown this once."""
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(token).values(
            sha256=_digest(secret),
            party=actor.party,
            holder=actor.id,
            scopes=" ".join(sorted(scopes)),
            label=label,
            issued_at=now,
            expires_at=now + lifetime,
        )
    )
    return secret


_SHOWN = Prepared(select(token).where(token.c.sha256 == bindparam("sha256", type_=String)))


def question(secret: str, now: datetime) -> Question[Grant | None]:
    """Whose token it is; None where it is unknown, revoked or run out."""
    return Question(_SHOWN, {"sha256": _digest(secret)}, lambda rows: _grant(rows[0], now) if rows else None)


def _grant(row: Row[tuple[Any, ...]], now: datetime) -> Grant | None:
    if row.revoked_at is not None or row.expires_at <= now:
        return None
    return Grant(Actor(Party(row.party), row.holder), frozenset(_scopes(row)))


def revoke(connection: Connection, id_: str, now: datetime) -> int:
    """Take back the tokens whose listed id begins with `id_`; returns how many there were."""
    going = (token.c.sha256.startswith(id_, autoescape=True)) & token.c.revoked_at.is_(None)
    return connection.execute(update(token).where(going).values(revoked_at=now)).rowcount


def listed(connection: Connection) -> list[IssuedToken]:
    """All tokens, the newest first."""
    rows = connection.execute(select(token).order_by(token.c.issued_at.desc()))
    return [
        IssuedToken(
            id=row.sha256[:SHOWN],
            party=Party(row.party),
            holder=row.holder,
            scopes=_scopes(row),
            label=row.label,
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            is_revoked=row.revoked_at is not None,
        )
        for row in rows
    ]


def _scopes(row: Row[tuple[object, ...]]) -> tuple[Scope, ...]:
    return tuple(Scope(scope) for scope in row.scopes.split())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
