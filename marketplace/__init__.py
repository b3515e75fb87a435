"""The marketplace: what both sides agree on, the engine, and its HTTP face. Never imports `desktop`."""

__version__ = "0.1.0"
