"""Short reads beside the engine, in the event loop's own thread: what the engine does around one costs more than it.

Where there is no answer at once, or more is asked for than is read at a glance, the engine has to be asked.
"""

from collections.abc import Callable
from datetime import datetime

from marketplace.contract.entities import AnyEntity, Changes, Party
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import pages, tokens
from marketplace.engine.actors import Actor
from marketplace.engine.database import Beside, NotAtAGlance
from marketplace.engine.pages import FEW
from marketplace.engine.reader import Eyes, Reader
from marketplace.engine.tokens import Grant


class Glances:
    """Reads of the marketplace `market`, for one event loop. Each raises NotAtAGlance where it cannot say."""

    def __init__(self, beside: Beside, market: str, policy: Policy, clock: Callable[[], datetime]) -> None:
        self._beside = beside
        self._market = market
        self._policy = policy
        self._clock = clock

    async def grant(self, token: str) -> Grant | None:
        """As Engine.grant has it."""
        return await self._beside.ask(tokens.question(token, self._clock()))

    async def thing(self, viewer: Actor, kind: str, id_: str) -> AnyEntity | None:
        """As Engine.thing has it."""
        question = pages.QUESTIONS.get(kind)
        if question is not None:
            return await self._beside.ask(question(Eyes(viewer, self._policy, self._clock()), id_))
        with self._beside.snapshot() as connection:
            reader = Reader(connection, viewer, self._policy, self._clock())
            return pages.LOADERS[kind](reader, [id_]).get(id_)

    async def changes(self, account: AccountId, since: int, limit: int) -> Changes | Refusal:
        """As Engine.changes has it."""
        viewer, most = Actor(Party.FREELANCER, account), min(limit, FEW)
        eyes = Eyes(viewer, self._policy, self._clock())
        page = await self._beside.ask(pages.question(eyes, self._market, since, most))
        if page is None:
            with self._beside.snapshot() as connection:
                reader = Reader(connection, viewer, self._policy, self._clock())
                page = pages.changes(reader, self._market, since, most)
        if isinstance(page, Changes) and page.more and limit > most:
            raise NotAtAGlance
        return page

    async def close(self) -> None:
        """Close the connection."""
        await self._beside.close()
