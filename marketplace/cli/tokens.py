"""Access tokens on the terminal."""

from argparse import Namespace
from datetime import timedelta

from marketplace.cli.errors import Failed
from marketplace.contract.entities import Party
from marketplace.contract.ids import AccountId
from marketplace.engine import Actor, Engine
from marketplace.engine.tokens import EVERYTHING, Scope

NOUNS = {Party.FREELANCER: "account", Party.CLIENT: "client", Party.MODERATOR: "moderator"}


def run(engine: Engine, args: Namespace) -> tuple[str, object]:
    """Create, list or revoke, as `args` say; returns the sentence and the same as data."""
    match args.verb:
        case "create":
            return _create(engine, args)
        case "revoke":
            return _revoke(engine, args)
        case _:
            return _list(engine)


def _create(engine: Engine, args: Namespace) -> tuple[str, object]:
    actor = Actor(Party(args.role), args.account)
    if not _exists(engine, actor):
        raise Failed(f"There is no {NOUNS[actor.party]} “{actor.id}”.")
    scopes = frozenset(map(Scope, args.scope)) or EVERYTHING
    token = engine.issue_token(actor, args.label, timedelta(days=args.days), scopes)
    return token, {"role": actor.party, "account": actor.id, "scopes": sorted(scopes), "token": token}


def _exists(engine: Engine, actor: Actor) -> bool:
    match actor.party:
        case Party.FREELANCER:
            return engine.account(AccountId(actor.id)) is not None
        case Party.CLIENT:
            return any(one.id == actor.id for one in engine.clients(actor.id, 1))
        case _:
            return bool(actor.id)


def _revoke(engine: Engine, args: Namespace) -> tuple[str, object]:
    count = engine.revoke_token(args.id)
    if not count:
        raise Failed(f"No token in use begins with “{args.id}”.")
    return f"{count} revoked.", {"revoked": count}


def _list(engine: Engine) -> tuple[str, object]:
    found = engine.tokens()
    lines = [
        f"{one.id}  {one.party} {one.holder}  {'+'.join(one.scopes)}  until {one.expires_at:%Y-%m-%d}"
        f"  {'revoked' if one.is_revoked else one.label}"
        for one in found
    ]
    return "\n".join(lines) or "There are no tokens.", [one._asdict() for one in found]
