"""Start: from the start of the process to the painted inbox, beside the bare window, one after the other."""

from collections.abc import Mapping

from desktop.profile import Profile
from tests.bench import programs
from tests.bench.figures import Figure, ratio

MOST = 1.4


def measure(profile: Profile, runs: int, screen_name: str, screen: Mapping[str, str]) -> Figure:
    """Start both `runs` times on `screen`, in turn."""
    _pair(profile, screen)  # the first start compiles modules and reads them from the disk
    pairs = [_pair(profile, screen) for _ in range(runs)]
    return ratio(f"Start to painted inbox, 100,000 invitations ({screen_name})", "ms", pairs, MOST)


def _pair(profile: Profile, screen: Mapping[str, str]) -> tuple[float, float]:
    with programs.bare_window(screen) as bare:
        floor = bare.until("painted")
    with programs.bellhop(profile.directory, screen) as program:
        return program.until("painted") * 1000, floor * 1000
