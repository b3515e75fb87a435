"""Filling a marketplace with many invitations, the same ones for the same seed and moment."""

from argparse import Namespace
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy.exc import IntegrityError

from marketplace.cli.errors import Failed
from marketplace.contract.entities import Account
from marketplace.contract.ids import AccountId
from marketplace.engine import Engine
from marketplace.simulation.market import bulk


def run(args: Namespace) -> tuple[str, object]:
    """Seed as `args` say; returns the sentence and the same as data."""
    # A new file is named after what it holds, so that the same call makes the same file, byte for byte.
    market = str(uuid5(NAMESPACE_URL, f"{args.seed}/{args.invitations}/{args.account}/{args.now.isoformat()}"))
    engine = Engine(args.database, clock=lambda: args.now, market=market)
    account = AccountId(args.account)
    try:
        if engine.account(account) is None:
            engine.add_account(_account(account))
        count = engine.load(bulk(args.invitations, args.seed, args.now), account)
    except IntegrityError as error:
        raise Failed("These invitations are in this marketplace already. Choose another seed.") from error
    finally:
        engine.close()
    return f"{count:,} invitations were added for {account}.", {"account": account, "invitations": count}


def _account(id_: AccountId) -> Account:
    name = id_.replace("-", " ").title()
    return Account(id=id_, version=1, name=name, title="Freelancer", rate=Decimal(45), connects=80)
