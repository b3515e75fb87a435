"""Serving a marketplace over the network: in this process, or in several workers behind one socket."""

import asyncio
import os
import socket
import tempfile
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from platformdirs import user_data_path

from marketplace.cli.errors import Failed, Usage
from marketplace.contract.ids import AccountId
from marketplace.engine import Engine
from marketplace.engine.engine import utc_now
from marketplace.http import EngineThread, create_app
from marketplace.http.connection import PatientConnection
from marketplace.http.limits import Allowance
from marketplace.http.metrics import SHARED, Metrics
from marketplace.http.timekeeping import keeping_time

BACKLOG = 2048
THREADS = 8
"""On PostgreSQL, of each worker: as many statements are under way at once, on as many connections."""
BURST_SECONDS = 4
MOST_CONNECTIONS = 20_000


def run(args: Namespace, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `say` is told the address once it answers. Raises Failed, MarketUnavailable."""
    with _listening(args.host, args.port) as listener, suppress(KeyboardInterrupt):
        if args.workers == 1:
            serve(args, listener, say)
        else:
            _serve_with_workers(args, listener, say)


def serve(args: Namespace, listener: socket.socket, say: Callable[[str], None]) -> None:
    """Serve in this process until it is told to end."""
    asyncio.run(_serve(args, listener, say))


def _serve_with_workers(args: Namespace, listener: socket.socket, say: Callable[[str], None]) -> None:
    from marketplace.cli import workers

    _check_takes_many(args)
    with tempfile.TemporaryDirectory(prefix="bellhop-metrics-") as shared:
        os.environ[SHARED] = shared
        workers.run(args, listener, lambda: say(_address(listener)))


def _check_takes_many(args: Namespace) -> None:
    engine = Engine(args.database)
    takes_many = engine.takes_many
    engine.close()
    if not takes_many:
        raise Usage("SQLite is for one process: several workers need PostgreSQL. Leave --workers out.")


async def _serve(args: Namespace, listener: socket.socket, say: Callable[[str], None]) -> None:
    threads = THREADS if args.database.startswith("postgresql") else 1
    allowance = Allowance(args.rate, args.rate * BURST_SECONDS) if args.rate else None
    app = create_app(
        lambda: Engine(args.database, threads=threads, blobs=_blobs(args)),
        threads=threads,
        allowance=allowance,
        metrics=Metrics(),
    )
    engine: EngineThread = app.state.engine
    # A database that cannot be used is found out now, not by the first reader.
    await engine.call(Engine.head, AccountId(""))
    config = uvicorn.Config(
        app,
        http=PatientConnection,
        ws="none",
        log_level="error",
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    say(_address(listener))
    async with keeping_time(engine), _simulated(engine, args):
        await Server(config, engine).serve(sockets=[listener])


@asynccontextmanager
async def _simulated(engine: EngineThread, args: Namespace) -> AsyncIterator[None]:
    """Simulated clients at work meanwhile, where they are wanted."""
    if not args.simulate:
        yield
        return
    from marketplace.simulation import characters

    async with characters.living(engine.call, seed=args.seed, speed=args.speed, clock=utc_now):
        yield


class Server(uvicorn.Server):
    """Lets those who wait for changes go before it waits for them."""

    def __init__(self, config: uvicorn.Config, engine: EngineThread) -> None:
        super().__init__(config)
        self._engine = engine

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Override uvicorn.Server.shutdown."""
        self._engine.release()
        await super().shutdown(sockets)


def _blobs(args: Namespace) -> Path | None:
    """Where the files go; those of a database on a server have no place of their own beside it."""
    if args.blobs is None and args.database.startswith("postgresql"):
        return user_data_path("bellhop", appauthor=False) / "market-blobs"
    return None if args.blobs is None else Path(args.blobs)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"Serving http://{host}:{port}"


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
