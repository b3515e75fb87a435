"""Which marketplace a start talks to, and with which access token. No Qt."""

import os
from typing import NamedTuple

from desktop.local import signing
from desktop.local.signing import SignIn
from desktop.local.store import Connection

VARIABLE = "BELLHOP_TOKEN"
UNKNOWN = "This profile is not signed in to this marketplace. Use “bellhop sign-in --server URL”."


class Access(NamedTuple):
    """`server` None is the embedded marketplace. Without a `token`, `why` says what to do about it."""

    server: str | None
    token: str | None = None
    why: str = ""


def remembered(connection: Connection, server: str | None) -> SignIn | None:
    """The sign-in of this profile, where it is with `server`, or none is named."""
    found = signing.load(connection)
    return found if found is not None and server in {None, found.server} else None


async def access(server: str | None, sign_in: SignIn | None) -> Access:
    """By what was asked for, the environment, and the keyring; a keyring is only asked where a token is needed."""
    chosen = server or (sign_in.server if sign_in is not None else None)
    if chosen is None:
        return Access(None)
    if token := os.environ.get(VARIABLE, ""):
        return Access(chosen, token)
    if sign_in is None:
        return Access(chosen, None, UNKNOWN)
    from desktop.secrets import tokens

    found = await tokens.find(sign_in.key)
    return Access(chosen, found.token or None, found.sentence)
