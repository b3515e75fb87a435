"""Ending as a power cut would."""

import os
import signal
import sys

KILLED = 137 if sys.platform == "win32" else -int(signal.SIGKILL)
"""How a start ends that was killed."""


def kill_this_program() -> None:
    """End now: nothing is flushed, nobody is asked."""
    if sys.platform == "win32":
        os._exit(KILLED)
    os.kill(os.getpid(), signal.SIGKILL)
