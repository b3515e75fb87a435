"""Whose token a request shows: asked of the engine, and remembered for a second."""

import time
from collections.abc import Callable

from marketplace.engine.tokens import Grant
from marketplace.http.engine_thread import EngineThread

SECONDS = 1.0
"""After which a revoked token is good no more, at the latest. Without this each read would cost two."""
MOST = 10_000


class Grants:
    """What tokens are good for. Only good ones are remembered: guessing one costs the guesser a look each time."""

    def __init__(self, engine: EngineThread, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._known: dict[str, tuple[float, Grant]] = {}

    async def of(self, authorization: str) -> Grant | None:
        """What the header's bearer token allows; None where there is no good one."""
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return None
        token, now = rest.strip(), self._clock()
        until, grant = self._known.get(token, (0.0, None))
        if grant is None or until <= now:
            grant = await self._engine.grant(token)
            self._remember(token, now, grant)
        return grant

    def _remember(self, token: str, now: float, grant: Grant | None) -> None:
        if grant is None:
            self._known.pop(token, None)
            return
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[token] = (now + SECONDS, grant)
