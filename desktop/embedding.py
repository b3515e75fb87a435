"""The embedded marketplace of a profile. Runs in the marketplace's own thread; imported there, never on the GUI's."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

from starlette.types import Receive, Scope, Send

from desktop import market_file
from desktop.errors import AppError
from desktop.profile import Profile
from marketplace.contract.entities import Party
from marketplace.engine import Actor, Engine, MarketUnavailable
from marketplace.http.app import create_app
from marketplace.http.timekeeping import keeping_time
from marketplace.simulation import characters, demo

SEED = 7
LABEL = "embedded"


class MarketBroken(AppError):
    """The embedded marketplace's file cannot be used."""


class EmbeddedMarket:
    """An ASGI app over the profile's own marketplace, with its simulated clients, for the one who embeds it.

    Nobody else can reach it, so whoever calls is the profile's freelancer. `tell` gets what became of a file that was
    damaged, in the marketplace's thread.
    """

    def __init__(self, profile: Profile, *, speed: float, tell: Callable[[str], None]) -> None:
        self._profile = profile
        self._tell = tell
        self._speed = speed
        self._app = create_app(self._open)
        self._authorization = b""
        self._running = AsyncExitStack()

    async def start(self) -> None:
        """Open the marketplace, filled with the demo when it is new, and let its clients live. Raises MarketBroken."""
        thread = self._app.state.engine
        try:
            token = await thread.call(_own_token)
        except MarketUnavailable as error:
            raise MarketBroken(str(error)) from error
        self._authorization = f"Bearer {token}".encode()
        await self._running.enter_async_context(keeping_time(thread))
        if self._speed:
            clients = characters.living(thread.call, seed=SEED, speed=self._speed)
            await self._running.enter_async_context(clients)

    async def stop(self) -> None:
        """End the clients and close the marketplace."""
        await self._running.aclose()
        await self._app.state.engine.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        headers = [pair for pair in scope["headers"] if pair[0] != b"authorization"]
        await self._app({**scope, "headers": [*headers, (b"authorization", self._authorization)]}, receive, send)

    def _open(self) -> Engine:
        if notice := market_file.recover_if_damaged(self._profile):
            self._tell(notice)
        if not self._profile.market.exists() or not self._profile.market.stat().st_size:
            demo.create(self._profile.market, datetime.now(UTC), SEED)
        return Engine(f"sqlite:///{self._profile.market}", blobs=self._profile.market_blobs)


def _own_token(engine: Engine) -> str:
    """A token for this run; those of earlier runs are worth nothing any more. Raises MarketBroken."""
    if engine.account(demo.ANA.id) is None:
        raise MarketBroken("The marketplace's file in this profile belongs to somebody else. It was not changed.")
    for token in engine.tokens():
        if token.label == LABEL and token.holder == demo.ANA.id:
            engine.revoke_token(token.id)
    return engine.issue_token(Actor(Party.FREELANCER, demo.ANA.id), LABEL, timedelta(days=365))
