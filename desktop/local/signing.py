"""Which marketplace this profile is signed in to. The access token itself is in the system's keyring, under `key`."""

import msgspec

from desktop.local import documents
from desktop.local.store import Connection

NAME = "sign in"


class SignIn(msgspec.Struct, frozen=True):
    """`server` is the marketplace's address."""

    server: str
    key: str


def load(connection: Connection) -> SignIn | None:
    """The marketplace that this profile is signed in to, None for the embedded one."""
    return documents.load(connection, NAME, SignIn)


def save(connection: Connection, sign_in: SignIn) -> None:
    """Remember it."""
    documents.save(connection, NAME, sign_in)


def remove(connection: Connection) -> None:
    """Be signed out."""
    connection.execute("delete from document where name = ?", (NAME,))
