"""`python -m tests.soak [--minutes N] [--seed N]`: kills, wandering, opening and closing, in turn, until time is up.

Each round prints its seed; a failure prints what was wrong with it, and the exit code is 1 then. A round is played
again with `--seed`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from itertools import count, cycle
from random import SystemRandom

from tests.soak import (
    bargains,
    dialogs,
    ending,
    fuzzing,
    guarding,
    holding,
    kills,
    leaving,
    openings,
    pricing,
    scrawling,
    scribbles,
    wandering,
)

KILLS = 20


def _kills(seed: int) -> list[str]:
    return kills.run(seed, KILLS)


ROUNDS: dict[str, Callable[[int], list[str]]] = {
    "kills": _kills,
    "holding": holding.run,
    "wandering": wandering.run,
    "dialogs": dialogs.run,
    "scribbles": scribbles.run,
    "openings": openings.run,
    "fuzzing": fuzzing.run,
    "ending": ending.run,
    "guarding": guarding.run,
    "bargains": bargains.run,
    "pricing": pricing.run,
    "scrawling": scrawling.run,
    "leaving": leaving.run,
}


def main(arguments: Sequence[str]) -> int:
    """Play rounds as `arguments` say; 1 where one failed."""
    asked = _parse(arguments)
    deadline = time.monotonic() + asked.minutes * 60
    is_good = True
    for name, seed in zip(cycle(asked.rounds or ROUNDS), count(asked.seed)):
        is_good &= _play(name, seed)
        if time.monotonic() > deadline:
            break
    return 0 if is_good else 1


def _play(name: str, seed: int) -> bool:
    began = time.monotonic()
    found = ROUNDS[name](seed)
    print(f"{name} --seed {seed}: {'failed' if found else 'good'}, {time.monotonic() - began:.0f} s", flush=True)
    for sentence in found:
        print(f"    {sentence}", flush=True)
    return not found


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="begin no round after this time")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000), help="of the first round")
    parser.add_argument("rounds", nargs="*", choices=[[], *ROUNDS], metavar="ROUND", help=", ".join(ROUNDS))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
