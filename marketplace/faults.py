"""Named moments at which a test ends the process as a power cut would. Known to both packages, and to nothing else.

`FAULT=name:n` in the environment ends the process at the n-th passage of `point(name)`: no cleaning up, nothing
flushed. Without it a point is one comparison.
"""

import os
from typing import NoReturn

EXIT_CODE = 137
"""What a process that was killed with SIGKILL gives to a shell."""

_wanted, _, _count = os.environ.get("FAULT", "").partition(":")
_left = int(_count or 1)


def point(name: str) -> None:
    """The process is at `name`; names are `noun.moment`, each used in one place."""
    if name == _wanted:
        _pass()


def _pass() -> None:
    global _left  # noqa: PLW0603 - the count of this process
    _left -= 1
    if _left <= 0:
        _end()


def _end() -> NoReturn:
    os._exit(EXIT_CODE)
