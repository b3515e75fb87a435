"""Access tokens on the terminal."""

from argparse import Namespace
from datetime import timedelta

from marketplace.cli.errors import Failed
from marketplace.contract.ids import AccountId
from marketplace.engine import Engine


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
    account = AccountId(args.account)
    if engine.account(account) is None:
        raise Failed(f"There is no account “{account}”.")
    token = engine.issue_token(account, args.label, timedelta(days=args.days))
    return token, {"account": account, "token": token}


def _revoke(engine: Engine, args: Namespace) -> tuple[str, object]:
    count = engine.revoke_token(args.id)
    if not count:
        raise Failed(f"No token in use begins with “{args.id}”.")
    return f"{count} revoked.", {"revoked": count}


def _list(engine: Engine) -> tuple[str, object]:
    found = engine.tokens()
    lines = [
        f"{one.id}  {one.account}  until {one.expires_at:%Y-%m-%d}  {'revoked' if one.is_revoked else one.label}"
        for one in found
    ]
    return "\n".join(lines) or "There are no tokens.", [one._asdict() for one in found]
