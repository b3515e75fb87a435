"""Profiles with 100,000 invitations: seeded once, synced once by the program itself, kept under build/ and copied."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from desktop.local import schema
from desktop.profile import Profile, open_profile
from marketplace.contract.entities import InvitationState
from marketplace.engine import Engine, migrations
from marketplace.engine.seeding import Seed
from marketplace.simulation.demo import ANA
from marketplace.simulation.market import bulk
from tests.bench.programs import OFFSCREEN, ROOT, bellhop

SEED = 7
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SHELF = ROOT / "build" / "bench"
WAITING = {InvitationState.RECEIVED, InvitationState.SEEN}


def seeded(count: int) -> Profile:
    """A profile whose marketplace holds `count` waiting invitations, and whose client has never seen them."""
    return _kept(f"seeded-{count}-{migrations.NEWEST}", lambda profile: _seed(profile, count))


def synced(count: int) -> Profile:
    """The same after its first sync."""
    return _kept(f"synced-{count}-{migrations.NEWEST}-{schema.VERSION}", lambda profile: _sync(profile, count))


@contextlib.contextmanager
def copied(profile: Profile) -> Iterator[Profile]:
    """A copy of `profile` that may be changed and is thrown away."""
    with tempfile.TemporaryDirectory(prefix="bellhop-bench-") as folder:
        yield Profile(Path(shutil.copytree(profile.directory, folder, dirs_exist_ok=True)))


def _kept(name: str, make: Callable[[Profile], None]) -> Profile:
    """The profile `name` of the shelf, made when it is not there; one that was half made never gets its name."""
    folder = SHELF / name
    if not folder.is_dir():
        draft = SHELF / f"{name}.unfinished"
        shutil.rmtree(draft, ignore_errors=True)
        make(open_profile(draft))
        draft.rename(folder)
    return Profile(folder)


def _seed(profile: Profile, count: int) -> None:
    engine = Engine(f"sqlite:///{profile.market}", clock=lambda: NOW, blobs=profile.market_blobs)
    try:
        engine.add_account(ANA)
        engine.load(islice(_waiting(count), count), ANA.id)
    finally:
        engine.close()


def _waiting(count: int) -> Iterator[Seed]:
    """Of a market as it is, the invitations that stand in the inbox."""
    return (seed for seed in bulk(count * 3, SEED, NOW) if seed[2].state in WAITING)


def _sync(profile: Profile, count: int) -> None:
    shutil.copytree(seeded(count).directory, profile.directory, dirs_exist_ok=True)
    with bellhop(profile.directory, OFFSCREEN) as program:
        program.until("synced")
