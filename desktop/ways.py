"""Ways to a marketplace: the embedded one, one over a network, or none. httpx is imported beside the GUI thread."""

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from desktop.errors import NotEncrypted
from desktop.profile import Profile
from desktop.signing import Access

if TYPE_CHECKING:
    from desktop.remote.market import Market


class Way(NamedTuple):
    """A marketplace to talk to, None for none, and what to do at the end. `back_up` takes a backup, where one is due at
    that time in milliseconds since the epoch, of what is nowhere else; it blocks.
    """

    market: "Market | None"
    close: Callable[[], Awaitable[None]]
    is_remote: bool = False
    back_up: Callable[[int], object] | None = None


async def none() -> Way:
    """Work offline."""
    return Way(None, _nothing)


async def over_network(access: Access) -> Way:
    """A marketplace's server. Raises NotEncrypted where a token would travel in the open."""
    assert access.server is not None
    _check_encryption(access.server)
    await _imported("desktop.remote.market")
    from desktop.remote.encryption import network_transport
    from desktop.remote.market import Market

    market = Market(access.server, access.token, network_transport, access.why)
    return Way(market, market.close, is_remote=True)


def _check_encryption(address: str) -> None:
    """In the open a token may go to this very computer, and nowhere else."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        raise NotEncrypted(
            "This address is not encrypted, so your access token could be read on its way. Nothing was sent."
            " Use an address that begins with https://."
        )


async def embedded(profile: Profile, *, speed: float, tell: Callable[[str], None]) -> Way:
    """The profile's own marketplace, in a thread of its own; it opens with the first call.

    `tell` is called here where its file was found damaged, with what became of it.
    """
    here = asyncio.get_running_loop()
    await _imported("desktop.remote.embedded")
    await _imported("desktop.remote.market")
    from desktop.remote.embedded import AsgiApp, EmbeddedTransport, LoopThread
    from desktop.remote.market import Market

    host = LoopThread("marketplace")
    host.start()
    ends: list[Callable[[], Awaitable[None]]] = []

    async def build() -> AsgiApp:
        from desktop.embedding import EmbeddedMarket  # imported over there

        house = EmbeddedMarket(profile, speed=speed, tell=lambda said: _tell(here, tell, said))
        ends.append(house.stop)  # also of one that does not start
        await house.start()
        return house

    transport = EmbeddedTransport(host, build)
    market = Market("http://embedded", "", lambda: transport)

    async def close() -> None:
        await market.close()
        await transport.settle()
        for end in ends:
            await host.call(_run(end))
        await asyncio.get_running_loop().run_in_executor(None, host.stop)

    def back_up(now: int) -> bool:
        from desktop import market_file  # imported where it blocks nobody

        return market_file.back_up_if_due(profile, now)

    return Way(market, close, back_up=back_up)


async def _imported(module: str) -> None:
    await asyncio.get_running_loop().run_in_executor(None, importlib.import_module, module)


def _tell(loop: asyncio.AbstractEventLoop, tell: Callable[[str], None], said: str) -> None:
    loop.call_soon_threadsafe(tell, said)


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def _nothing() -> None:
    return None
