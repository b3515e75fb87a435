"""Time, for whoever runs a marketplace: once in a while it is told to notice what is over."""

import asyncio
import logging
from contextlib import AbstractAsyncContextManager

from marketplace.beside import beside
from marketplace.engine import Engine, MarketUnavailable
from marketplace.http.engine_thread import EngineThread

log = logging.getLogger(__name__)

PAUSE = 30.0
"""Seconds between two looks. Only notices are late by as much: what is over cannot be used in the meantime."""


def keeping_time(engine: EngineThread) -> AbstractAsyncContextManager[None]:
    """Inside, jobs that nobody tends close, and offers run out."""
    return beside(_keep_time(engine), "Timekeeping")


async def _keep_time(engine: EngineThread) -> None:
    while not engine.is_closing:  # it is closed before we are ended
        try:
            while await engine.call(Engine.tick) and not engine.is_closing:
                pass
        except MarketUnavailable as error:
            log.warning("What is over could not be noticed: %s", error)
        await asyncio.sleep(PAUSE)
