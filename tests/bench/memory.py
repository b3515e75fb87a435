"""Memory: the whole program with its embedded marketplace, synced and idle, beside the bare window."""

import time

from desktop.profile import Profile
from tests.bench import programs
from tests.bench.figures import Figure, ratio

MOST = 2.0
IDLE_SECONDS = 5.0


def measure(profile: Profile, runs: int) -> Figure:
    """Measure both `runs` times, in turn. Other Qt programs that run meanwhile share pages with both."""
    return ratio("Memory (PSS), everything running", "MB", [_pair(profile) for _ in range(runs)], MOST)


def _pair(profile: Profile) -> tuple[float, float]:
    with programs.bare_window(programs.OFFSCREEN) as bare:
        bare.until("painted")
        time.sleep(IDLE_SECONDS)
        floor = bare.megabytes()
    with programs.bellhop(profile.directory, programs.OFFSCREEN) as program:
        program.until("synced")
        time.sleep(IDLE_SECONDS)
        return program.megabytes(), floor
