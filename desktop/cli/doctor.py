"""`doctor`: how things stand, in sentences that can be shown to anybody.

No text of a letter, no name, no address, no path: what is counted is counted, what has a version is named.
"""

import asyncio
import os
import platform
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from typing import TYPE_CHECKING, NamedTuple

from desktop import __version__, signing, ways
from desktop.cli.answers import Answer, Code
from desktop.cli.desk import Wish
from desktop.errors import AppError, Offline, SignedOut, StoreProblem
from desktop.local import listing, outbox
from desktop.local.backups import Backups
from desktop.local.schema import VERSION
from desktop.local.signing import SignIn
from desktop.local.store import one, open_reader, sqlite_version, translated
from desktop.lock import hold
from desktop.presenters.wording import amounts
from desktop.profile import Profile
from desktop.secrets import tokens
from desktop.secrets.tokens import Standing
from desktop.signing import Access

if TYPE_CHECKING:
    from desktop.remote.market import Market

PARTS = ("PySide6-Essentials", "apsw", "httpx", "keyring", "msgspec", "qasync", "truststore")
CLOCK_SECONDS = 120.0
LITTLE_SPACE = 200 * 2**20
DAY = 86_400


class Check(NamedTuple):
    """`state` is `good`, `warning` or `bad`."""

    name: str
    state: str
    sentence: str


async def examine(profile: Profile, wish: Wish) -> Answer:
    """All checks, the ones on this computer first."""
    checks = await asyncio.to_thread(lambda: list(_here(profile)))
    checks += await _there(profile, wish)
    worst = any(check.state == "bad" for check in checks)
    lines = [f"{_MARKS[check.state]} {check.name:<9} {check.sentence}" for check in checks]
    data = {"checks": [check._asdict() for check in checks]}
    return Answer("\n".join(lines), data, Code.FAILED if worst else Code.DONE)


_MARKS = {"good": "ok  ", "warning": "look", "bad": "BAD "}


def _here(profile: Profile) -> Iterator[Check]:
    yield Check("version", "good", _versions())
    yield _directory(profile)
    yield _window(profile)
    yield _store(profile)
    yield _backups("backups", Backups(profile.backups))
    if profile.market.exists():
        yield from _market(profile)
    yield _space(profile)


def _versions() -> str:
    parts = ", ".join(f"{name} {version}" for name in PARTS if (version := _version_of(name)))
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python, sqlite = platform.python_version(), sqlite_version()
    return f"Bellhop {__version__}, Python {python}, SQLite {sqlite}, {parts}, {system}"


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _directory(profile: Profile) -> Check:
    if os.name == "posix" and profile.directory.stat().st_mode & 0o077:
        return Check("profile", "bad", "Other users of this computer can read the profile. Make it 0700.")
    return Check("profile", "good", "Only you can read it.")


def _window(profile: Profile) -> Check:
    lock = hold(profile.lock)
    if lock is None:
        return Check("window", "good", "A window is open on this profile; it fetches and sends.")
    lock.unlock()
    return Check("window", "good", "No window is open on this profile.")


def _store(profile: Profile) -> Check:
    if not profile.store.exists():
        return Check("store", "good", "There is none yet.")
    try:
        return _examined(profile)
    except StoreProblem as error:
        return Check("store", "bad", error.sentence.replace(str(profile.directory), "the profile"))


def _examined(profile: Profile) -> Check:
    with translated(profile.store), closing(open_reader(profile.store)) as store:
        version = int(store.pragma("user_version"))
        if version != VERSION:
            return Check(
                "store", "warning", f"It has version {version}, this program {VERSION}; the window migrates it."
            )
        if one(store, "pragma quick_check(1)") != "ok":
            return Check("store", "bad", "SQLite finds damage in it. The next start repairs it, and keeps the file.")
        total = sum(count.total for count in listing.counts(store).values())
        standing = outbox.standing(store)
        size = amounts.size(profile.store.stat().st_size)
    return Check(
        "store",
        "warning" if standing.refused else "good",
        f"SQLite finds no damage. {size}, {total:,} things, {standing.waiting:,} on their way,"
        f" {standing.refused:,} that need you.",
    )


def _market(profile: Profile) -> Iterator[Check]:
    """The marketplace that this program embeds, where it has one."""
    from desktop import market_file
    from marketplace.engine import MarketUnavailable, keeping

    try:
        is_good = keeping.is_good(profile.market)
    except MarketUnavailable as error:
        yield Check("market", "bad", str(error))
        return
    if is_good:
        size = amounts.size(profile.market.stat().st_size)
        yield Check("market", "good", f"SQLite finds no damage in the embedded marketplace, {size}.")
    elif keeping.is_newer(profile.market):
        yield Check("market", "bad", "A newer Bellhop made the embedded marketplace. Install that version.")
    else:
        yield Check(
            "market", "bad", "The embedded marketplace is damaged. The next start mends it, and keeps the file."
        )
    yield _backups("copies", market_file.backups_of(profile))


def _backups(name: str, backups: Backups) -> Check:
    newest = next(backups.good(), None)
    if newest is None:
        return Check(name, "warning", "There is no good backup yet. “bellhop backup” takes one.")
    days = max(0, int((time.time() - newest.taken_at / 1000) // DAY))
    age = "taken today" if not days else f"{amounts.count(days, 'day')} old"
    return Check(name, "good" if days <= 7 else "warning", f"The newest good one is {age}.")


def _space(profile: Profile) -> Check:
    free = shutil.disk_usage(profile.directory).free
    state = "good" if free > LITTLE_SPACE else "bad"
    return Check("disk", state, f"{free / 2**30:,.1f} GB are free.")


async def _there(profile: Profile, wish: Wish) -> list[Check]:
    sign_in = await asyncio.to_thread(_sign_in, profile, wish)
    keyring = Check("keyring", "good", "Not needed.") if sign_in is None else await _ring(sign_in)
    found = await signing.access(wish.server, sign_in)
    if found.server is None:
        return [keyring, Check("server", "good", "The marketplace is embedded in this program.")]
    if wish.offline:
        return [keyring, Check("server", "warning", "Not asked, as --offline says.")]
    return [keyring, *await _server(found, "encrypted" if found.server.startswith("https://") else "not encrypted")]


def _sign_in(profile: Profile, wish: Wish) -> SignIn | None:
    if not profile.store.exists():
        return None
    try:
        with translated(profile.store), closing(open_reader(profile.store)) as store:
            return signing.remembered(store, wish.server) if int(store.pragma("user_version")) else None
    except StoreProblem:
        return None


async def _ring(sign_in: SignIn) -> Check:
    found = await tokens.find(sign_in.key)
    if found.standing is Standing.FOUND:
        return Check("keyring", "good", f"{found.ring} holds the access token.".capitalize())
    return Check("keyring", "bad", found.sentence)


async def _server(access: Access, kind: str) -> list[Check]:
    try:
        way = await ways.over_network(access)
    except AppError as error:
        return [Check("server", "bad", error.sentence)]
    assert way.market is not None
    try:
        return [await _asked(way.market, kind), _clock(way.market.clock_lead)]
    except Offline:
        return [Check("server", "bad", "It cannot be reached.")]
    finally:
        await way.close()


async def _asked(market: "Market", kind: str) -> Check:
    began = time.monotonic()
    try:
        await market.policy()
    except Offline:
        raise
    except SignedOut:
        sentence = (
            "It does not accept the access token." if market.is_signed_in else "Not asked: there is no access token."
        )
        return Check("server", "bad", sentence)
    except AppError as error:
        return Check("server", "bad", error.sentence)
    took = round((time.monotonic() - began) * 1000)
    return Check("server", "good", f"It answers in {took:,} ms, the connection is {kind}.")


def _clock(lead: float | None) -> Check:
    if lead is None:
        return Check("clock", "warning", "The server does not say what time it is.")
    if abs(lead) > CLOCK_SECONDS:
        word = "ahead of" if lead > 0 else "behind"
        return Check("clock", "warning", f"This computer's clock is {abs(lead):,.0f} seconds {word} the server's.")
    return Check("clock", "good", "This computer's clock agrees with the server's.")
