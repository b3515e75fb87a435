"""Work that this program does in a process of its own: it may be attacked, run wild or take long, and be ended."""

import asyncio
import subprocess
import sys


async def run(arguments: list[str], seconds: float, most: int) -> tuple[bytes, int | None]:
    """Start this program with `arguments`; answers with what it wrote and how it ended.

    None as the code where it took more than `seconds`, or wrote more than `most` bytes. Cancelled, it is ended.
    """
    process = _Process(arguments)
    try:
        return await asyncio.to_thread(process.run, seconds, most)
    finally:
        process.end()


class _Process:
    """Runs in one thread and is ended from another, at whatever moment that is."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self._is_over = False
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, seconds: float, most: int) -> tuple[bytes, int | None]:
        self._process = process = start(self._arguments)
        if self._is_over:
            process.kill()
        try:
            written, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return b"", None
        return (written, process.returncode) if len(written) <= most else (b"", None)

    def end(self) -> None:
        self._is_over = True
        if self._process is not None:
            self._process.kill()


def start(arguments: list[str]) -> "subprocess.Popen[bytes]":
    """This program, once more."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return subprocess.Popen(
        [*program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
