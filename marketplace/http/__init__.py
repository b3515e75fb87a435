"""The marketplace over HTTP: one ASGI app, the same inside the client and on a server. Knows no server of its own."""

from marketplace.http.app import create_app
from marketplace.http.engine_thread import EngineThread

__all__ = ["EngineThread", "create_app"]
