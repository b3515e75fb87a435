"""Work that this program does in a process of its own: it may be attacked, run wild or take long, and be ended."""

import asyncio
import subprocess
import sys


async def run(arguments: list[str], seconds: float, most: int) -> tuple[bytes, int | None]:
    """Start this program with `arguments`; answers with what it wrote and how it ended.

    None as the code where it took more than `seconds`, or wrote more than `most` bytes. Cancelled, it is ended.
    """
    process = await asyncio.to_thread(_start, arguments)
    try:
        return await asyncio.to_thread(_finish, process, seconds, most)
    finally:
        process.kill()


def _start(arguments: list[str]) -> "subprocess.Popen[bytes]":
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return subprocess.Popen(
        [*program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _finish(process: "subprocess.Popen[bytes]", seconds: float, most: int) -> tuple[bytes, int | None]:
    try:
        written, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return b"", None
    return (written, process.returncode) if len(written) <= most else (b"", None)
