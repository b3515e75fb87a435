"""Finding, keeping and forgetting an access token, whatever state the keyring is in.

A keyring that fails is not a sign-out: each way of failing has its own words, and none of them deletes anything or
falls back to a file. Each question is asked in a thread of its own, so one that hangs holds up neither the window nor
the program's end.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import NamedTuple, TypeVar

from desktop.secrets.ring import NoRing, Ring, system_ring

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

SECONDS = 3.0
LONGEST = 4_096
SERVICE = "Bellhop"


class Standing(Enum):
    """How a question to the keyring ended."""

    FOUND = "found"
    KEPT = "kept"
    ABSENT = "absent"
    LOCKED = "locked"
    DENIED = "denied"
    SILENT = "silent"
    GARBLED = "garbled"
    FAILED = "failed"
    NO_RING = "no ring"


class Found(NamedTuple):
    """`token` where there is one; `ring` is what the user calls the keyring that was asked."""

    standing: Standing
    ring: str = "the keyring"
    token: str = ""

    @property
    def sentence(self) -> str:
        """What happened, what is safe, and what to do."""
        return _SENTENCES[self.standing].format(ring=self.ring, Ring=self.ring[0].upper() + self.ring[1:])


_SENTENCES = {
    Standing.FOUND: "Signed in.",
    Standing.KEPT: "Signed in; {ring} keeps the access token.",
    Standing.ABSENT: "{Ring} holds no access token for this profile: perhaps another keyring than before answers."
    " Nothing is lost. Sign in again with “bellhop sign-in”.",
    Standing.LOCKED: "{Ring} is locked. Unlock it and try again. Your work is kept here meanwhile.",
    Standing.DENIED: "{Ring} does not let Bellhop have its access token. Allow it and try again, or sign in again.",
    Standing.SILENT: "{Ring} does not answer; perhaps it waits for you to unlock it. Then try again. Nothing is lost.",
    Standing.GARBLED: "What {ring} keeps for Bellhop is no access token. It was left alone; sign in again.",
    Standing.FAILED: "{Ring} reports an error. Nothing is lost. Try again, or sign in again.",
    Standing.NO_RING: "This session offers no keyring to keep an access token in. Start with BELLHOP_TOKEN set to it;"
    " it is never written to a file.",
}

MakeRing = Callable[[], tuple[str, Ring]]


async def find(key: str, make_ring: MakeRing | None = None) -> Found:
    """The token that is kept under `key`. Takes three seconds at most."""

    def get(name: str, ring: Ring) -> Found:
        token = ring.get_password(SERVICE, key)
        if token is None:
            return Found(Standing.ABSENT, name)
        return Found(Standing.FOUND, name, token) if is_token(token) else Found(Standing.GARBLED, name)

    return await _asked(get, make_ring)


async def keep(key: str, token: str, make_ring: MakeRing | None = None) -> Found:
    """Keep a token under `key`, and see that it is there."""

    def put(name: str, ring: Ring) -> Found:
        ring.set_password(SERVICE, key, token)
        is_there = ring.get_password(SERVICE, key) == token
        return Found(Standing.KEPT, name, token) if is_there else Found(Standing.FAILED, name)

    return await _asked(put, make_ring)


async def forget(key: str, make_ring: MakeRing | None = None) -> Found:
    """Forget the token under `key`; ABSENT is how that ends well."""

    def remove(name: str, ring: Ring) -> Found:
        if ring.get_password(SERVICE, key) is not None:
            ring.delete_password(SERVICE, key)
        return Found(Standing.ABSENT, name)

    return await _asked(remove, make_ring)


def is_token(text: str) -> bool:
    """Whether `text` could be an access token: one word of printable ASCII."""
    return 0 < len(text) <= LONGEST and text.isascii() and text.isprintable() and " " not in text


async def _asked(question: Callable[[str, Ring], Found], make_ring: MakeRing | None) -> Found:
    try:
        async with asyncio.timeout(SECONDS):
            return await _in_a_thread(lambda: _answered(question, make_ring))
    except TimeoutError:
        return Found(Standing.SILENT)


def _answered(question: Callable[[str, Ring], Found], make_ring: MakeRing | None) -> Found:
    name = "the keyring"
    try:
        name, ring = (make_ring or system_ring)()
        return question(name, ring)
    except NoRing:
        return Found(Standing.NO_RING)
    except UnicodeDecodeError:
        return Found(Standing.GARBLED, name)
    except Exception as error:  # noqa: BLE001 - a keyring raises what its system thinks of; none of it is ours
        # Its name alone: what a keyring says of an error may hold what it keeps.
        log.warning("The keyring failed: %s", type(error).__name__)
        return Found(_standing_of(error), name)


def _standing_of(error: BaseException | None) -> Standing:
    while error is not None:
        said = f"{type(error).__name__} {getattr(error, 'name', '')}"
        if "Locked" in said:
            return Standing.LOCKED
        if isinstance(error, PermissionError) or any(word in said for word in ("Denied", "Dismissed")):
            return Standing.DENIED
        error = error.__cause__ or error.__context__
    return Standing.FAILED


async def _in_a_thread(work: Callable[[], Answer]) -> Answer:
    """`work` beside everything else. A pool's thread that hangs would be waited for at the end; this one is not."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Answer] = loop.create_future()

    def settle(result: Answer) -> None:
        if not answer.done():
            answer.set_result(result)

    def run() -> None:
        result = work()
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, result)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    return await answer
