"""`sign-in` and `sign-out`: the access token goes into the system's keyring, and nowhere else."""

import asyncio
import getpass
import os
import sys
from argparse import Namespace

from desktop import ways
from desktop.cli.answers import Answer, Code, Ended
from desktop.cli.desk import Desk
from desktop.local import signing
from desktop.local.signing import SignIn
from desktop.models.plain import one_line
from desktop.secrets import tokens
from desktop.secrets.tokens import Standing
from desktop.signing import VARIABLE, Access
from marketplace.contract.ids import new_id


async def sign_in(desk: Desk, args: Namespace) -> Answer:
    """Check a token with its marketplace, keep it, and remember the marketplace."""
    former = await desk.store.read(signing.load)
    server = args.server or (former.server if former is not None else None)
    if server is None:
        raise Ended("Say where to sign in: --server URL.")
    given = os.environ.get(VARIABLE, "")
    token = (given or await asyncio.to_thread(_asked_for)).strip()
    if not tokens.is_token(token):
        raise Ended("That is no access token: one word of letters, digits and signs. Nothing was changed.")
    name = await _checked(server, token)
    sign_in = former if former is not None and former.server == server else SignIn(server, new_id())
    kept = await tokens.keep(sign_in.key, token)
    if kept.standing is not Standing.KEPT:
        raise Ended(f"The marketplace accepts the token, but it could not be kept. {kept.sentence}", Code.FAILED)
    await desk.store.write(signing.save, sign_in)
    await desk.tell_window("sign-in", "done")
    return Answer(f"Signed in as {name}; {kept.ring} keeps the access token.", {"outcome": "done", "account": name})


async def sign_out(desk: Desk, _args: Namespace) -> Answer:
    """Forget the token. What was written and what waits stays in the profile."""
    former = await desk.store.read(signing.load)
    if former is None:
        raise Ended("This profile is not signed in anywhere.")
    found = await tokens.forget(former.key)
    if found.standing not in {Standing.ABSENT, Standing.NO_RING}:
        raise Ended(found.sentence, Code.FAILED)
    await desk.store.write(signing.remove)
    return Answer("Signed out. What you wrote, and what waits to be sent, stays in this profile.", {"outcome": "done"})


async def _checked(server: str, token: str) -> str:
    """Whose token it is. Raises AppError where the marketplace does not say."""
    way = await ways.over_network(Access(server, token))
    try:
        assert way.market is not None
        return one_line((await way.market.account()).name, 80)
    finally:
        await way.close()


def _asked_for() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Access token: ")
    return sys.stdin.readline()
