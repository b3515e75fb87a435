"""Serving a marketplace over the network."""

import asyncio
import socket
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import uvicorn

from marketplace.cli.errors import Failed
from marketplace.contract.ids import AccountId
from marketplace.engine import Engine
from marketplace.engine.engine import utc_now
from marketplace.http import EngineThread, create_app

BACKLOG = 128


def run(args: Namespace, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` is told the address once it answers. Raises Failed, MarketUnavailable."""
    with _listening(args.host, args.port) as listener, suppress(KeyboardInterrupt):
        asyncio.run(_serve(args, listener, say))


async def _serve(args: Namespace, listener: socket.socket, say: Callable[[str], None]) -> None:
    app = create_app(lambda: Engine(args.database))
    engine: EngineThread = app.state.engine
    # A database that cannot be used is found out now, not by the first reader.
    await engine.call(Engine.head, AccountId(""))
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
    host, port = listener.getsockname()[:2]
    say(f"Serving http://{host}:{port}")
    async with _simulated(engine, args):
        await Server(config, engine).serve(sockets=[listener])


@asynccontextmanager
async def _simulated(engine: EngineThread, args: Namespace) -> AsyncIterator[None]:
    """Simulated clients at work meanwhile, where they are wanted."""
    if not args.simulate:
        yield
        return
    from marketplace.simulation import characters

    at_work = asyncio.create_task(characters.run(engine.call, seed=args.seed, speed=1.0, clock=utc_now))
    try:
        yield
    finally:
        at_work.cancel()
        await asyncio.gather(at_work, return_exceptions=True)


class Server(uvicorn.Server):
    """Lets those who wait for changes go before it waits for them."""

    def __init__(self, config: uvicorn.Config, engine: EngineThread) -> None:
        super().__init__(config)
        self._engine = engine

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Override uvicorn.Server.shutdown."""
        self._engine.release()
        await super().shutdown(sockets)


def _listening(host: str, port: int) -> socket.socket:
    # With its protocol named, asyncio switches Nagle's algorithm off on what is accepted: 44 ms a call otherwise.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise Failed(f"Cannot listen on {host}:{port}: {error.strerror or error}.") from error
    return listener
