"""Blocked clients: who they are, where they came from, and the one way to unblock them."""

from typing import TYPE_CHECKING, NamedTuple

from desktop.errors import Offline
from desktop.local import blocks, documents, looks, posts
from desktop.local.looks import moment
from desktop.local.store import Connection
from desktop.local.thread import StoreThread
from marketplace.contract.entities import Account, Block, JobPost, Page
from marketplace.contract.ids import ClientId

if TYPE_CHECKING:
    from desktop.remote.market import Market


class Blocked(NamedTuple):
    """The blocked clients, the newest first, and how many Connects there are to spend."""

    blocks: tuple[Block, ...]
    connects: int


class BlockedClients:
    """Verbs on blocked clients."""

    def __init__(self, store: StoreThread, market: "Market | None") -> None:
        self._store = store
        self._market = market

    async def all(self) -> Blocked:
        """Who is blocked as it looks here, without a connection as well."""
        return await self._store.read(_blocked)

    async def open_jobs(self, client: str, words: str = "") -> Page[JobPost]:
        """The client's job posts that a proposal can be written to, in which all `words` begin.

        Raises AppError, Offline among them.
        """
        if self._market is None:
            raise Offline("Looking up this client's job posts needs a connection.")
        return await self._market.open_jobs(client, words)

    async def keep(self, post: JobPost) -> None:
        """Keep a post, so that a proposal to it can be written and sent later."""
        await self._store.write(posts.keep, post)


def _blocked(connection: Connection) -> Blocked:
    """The marketplace's list, with our own waiting commands applied."""
    lifted = looks.being_unblocked(connection)
    found = {block.id: block for block in blocks.all_of(connection) if block.id not in lifted}
    for client, item in looks.being_blocked(connection).items():
        source = looks.invitation(connection, item.about_id)
        if source is not None:
            found[ClientId(client)] = Block(
                id=source.client.id,
                version=0,
                client=source.client,
                at=moment(item.created_at),
                invitation=source.id,
                job_title=source.job.title,
            )
    account = documents.load(connection, "account", Account)
    newest_first = sorted(found.values(), key=_when, reverse=True)
    return Blocked(tuple(newest_first), account.connects if account is not None else 0)


def _when(block: Block) -> float:
    return block.at.timestamp()
