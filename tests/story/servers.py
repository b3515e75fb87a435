"""A marketplace's server on PostgreSQL, filled with the demo, and its other side."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from desktop.embedding import SEED
from desktop.tour.other_side import OtherSide
from marketplace.engine import Engine
from marketplace.simulation import demo
from tests.contract.places import served


class Server(NamedTuple):
    """Its URL, the freelancer's token for it, and an engine of one's own on its database and its files."""

    url: str
    token: str
    engine: Engine


class ServersSide(OtherSide):
    """The clients, and the books, of a marketplace that is not in the profile."""

    def __init__(self, server: Server) -> None:
        self._server = server

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        yield self._server.engine


@contextmanager
def serving(address: str, files: Path) -> Iterator[Server]:
    """A server on the empty database at `address`."""
    engine = Engine(address, blobs=files)
    try:
        with engine.together():
            demo.fill(engine, datetime.now(UTC), SEED)
        token = engine.issue_token(demo.FREELANCER, "story", timedelta(days=1))
        with served(address, "--rate", "0", "--blobs", str(files)) as url:
            yield Server(url, token, engine)
    finally:
        engine.close()
