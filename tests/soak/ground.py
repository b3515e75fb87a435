"""A profile with a marketplace of plain invitations: none that asks questions or wants an interview."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from desktop.profile import Profile, open_profile
from marketplace.contract.entities import InvitationState, Letter
from marketplace.engine import Engine
from marketplace.engine.seeding import Seed
from marketplace.simulation.demo import ANA
from marketplace.simulation.market import bulk

UNANSWERED = {InvitationState.RECEIVED, InvitationState.SEEN}


def prepare(directory: Path, seed: int, count: int) -> Profile:
    """A fresh profile in `directory` with `count` invitations that can be accepted with a letter alone."""
    profile = open_profile(directory)
    engine = Engine(f"sqlite:///{profile.market}", blobs=profile.market_blobs)
    try:
        engine.add_account(ANA)
        engine.load(islice(_plain(seed, count), count), ANA.id)
    finally:
        engine.close()
    return profile


def _plain(seed: int, count: int) -> Iterator[Seed]:
    many = bulk(count * 40, seed, datetime.now(UTC))
    return (each for each in many if each[2].state in UNANSWERED and _is_plain(each))


def _is_plain(seed: Seed) -> bool:
    owner, job, _ = seed
    return not job.questions and job.letter is not Letter.INTERVIEW and job.is_open and not owner.is_blocked
