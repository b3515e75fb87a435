"""`python -m tests.soak.killing WHAT SEED KILLS LANES`: kills in several profiles side by side; prints what was wrong.

The lanes are forks of this process, and so is every run of the program in them: what a kill costs is the program's
work, not its imports. A person who types leaves a computer idle, hence the lanes.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.soak import forking, kills, undoing

KINDS = {"kills": kills.run, "undoing": undoing.run}


def main(what: str, seed: int, count: int, lanes: int) -> int:
    """Kill `count` times; the answer is a list of sentences, in JSON."""
    forking.import_everything()
    with tempfile.TemporaryDirectory(prefix="bellhop-kills-") as folder:
        shares = {Path(folder, str(lane)): (seed + lane, len(range(lane, count, lanes))) for lane in range(lanes)}
        processes = [
            forking.FORK.Process(target=_kill, args=(what, answer, *share)) for answer, share in shares.items()
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(json.dumps([each for answer in shares for each in _read(answer)]))
    return 0


def _kill(what: str, answer: Path, seed: int, count: int) -> None:
    """Kill `count` times, and leave in `answer` what was wrong."""
    found = KINDS[what](seed, count, forking.start) if count else []
    answer.write_text(json.dumps([f"seed {seed}: {each}" for each in found]), "utf-8")


def _read(answer: Path) -> list[str]:
    if not answer.exists():
        return [f"lane {answer.name} ended without an answer; what it said stands above"]
    found: list[str] = json.loads(answer.read_text("utf-8"))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
