"""The composition root: from the command line to the first paint with as little as possible, then the rest."""

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import qt
from desktop.clock import milliseconds, system_clock
from desktop.commandline import Options
from desktop.errors import AppError, ProfileProblem
from desktop.local.opening import open_or_recover, share_copied
from desktop.local.store import open_reader
from desktop.lock import Lock, hold
from desktop.marks import mark
from desktop.preparing import prepared
from desktop.profile import Profile, default_directory, open_profile

if TYPE_CHECKING:
    from desktop.session import Guide

FAILED = 1
VERB_SECONDS = 10.0
"""How long a start waits for a verb without a window that works on the same profile."""


def run(options: Options, guide: "Guide | None" = None) -> int:
    """Run the program, used by a person, or by `guide` in a person's place.

    Returns its exit code; what stands in its way is said in one sentence.
    """
    if options.temp_profile:
        with tempfile.TemporaryDirectory(prefix="bellhop-") as directory:
            return _run(options, Path(directory), guide)
    return _run(options, options.profile or default_directory(), guide)


def _run(options: Options, directory: Path, guide: "Guide | None") -> int:
    if options.safe_mode and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    # Whatever is made from here on is for this user's eyes alone, SQLite's side files included.
    os.umask(0o077)
    try:
        profile = open_profile(directory)
        return _run_locked(options, profile, guide)
    except AppError as error:
        return _leave(error.sentence, FAILED)


def _run_locked(options: Options, profile: Profile, guide: "Guide | None") -> int:
    qt.load()
    lock = _lock(profile, options.link)
    if lock is None:
        return 0
    try:
        return _show(options, profile, guide)
    finally:
        lock.unlock()


def _lock(profile: Profile, link: str) -> Lock | None:
    """The profile's lock; None where a window has it, which comes to the front. A verb without a window soon ends."""
    if (lock := hold(profile.lock)) is not None:
        return lock
    from desktop.calling import call_the_other

    deadline = time.monotonic() + VERB_SECONDS
    while time.monotonic() < deadline:
        if call_the_other(profile.directory, link):
            return None
        if (lock := hold(profile.lock)) is not None:
            return lock
        time.sleep(0.2)
    raise ProfileProblem("Bellhop runs on this profile, but does not answer. Close it, or choose another.")


def _show(options: Options, profile: Profile, guide: "Guide | None") -> int:
    """Paint the first window from the local store, then bring up everything behind it."""
    now = milliseconds(system_clock())
    connection, notice = prepared(
        partial(open_or_recover, profile.store, profile.backups, now),
        partial(share_copied, profile.store, profile.backups),
    )
    reader = open_reader(profile.store)
    from desktop import first_paint

    picture = first_paint.paint(options, reader, system_clock)
    mark("painted")
    from desktop import signing

    if options.server is None and signing.remembered(connection, None) is None:
        _without_encryption()
    from desktop import loop, session
    from desktop.front_desk import FrontDesk

    ground = session.Ground(options, profile, connection, picture.window, picture.lists, picture.themes, system_clock)
    desk = FrontDesk(picture, profile)
    if notice:
        picture.window.show_message(notice, "warning")
    code = loop.run(picture.app, lambda quit_requested: desk.serve(ground, quit_requested, guide))
    reader.close()
    return code


def _without_encryption() -> None:
    """asyncio and httpx load TLS where it can be had, and do without it elsewhere; nobody is spoken to who needs it."""
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type] # None forbids an import


def _leave(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
