"""Loading Qt without what its bindings do to every import that follows.

PySide6 puts a function in front of `import` that looks for `from __feature__ import ...`, and for that it reads the
source of each module imported afterwards and keeps its lines for good: a second of start and 15 MB by the time the
whole program is there. Nothing here uses those features.
"""

import builtins


def load() -> None:
    """Import PySide6 and put Python's own `import` back. Call it before anything else imports Qt."""
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what comes with it

    builtins.__import__ = plain
