"""The marketplace itself: it decides by the contract's rules and keeps the truth, in one SQL database.

Synchronous, without I/O beyond its database and its files; runs without the desktop client and without HTTP.
"""

from marketplace.engine.actors import Actor
from marketplace.engine.database import MarketUnavailable
from marketplace.engine.engine import Engine

__all__ = ["Actor", "Engine", "MarketUnavailable"]
