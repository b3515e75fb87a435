"""`python -m tests.soak.killing SEED KILLS LANES`: kills in several profiles side by side; prints what was wrong.

The lanes are forks of this process, and so is every run of the program in them: what a kill costs is the program's
work, not its imports. A person who types leaves a computer idle, hence the lanes.
"""

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path

from tests.soak import forking, kills


def main(seed: int, count: int, lanes: int) -> int:
    """Kill `count` times; the answer is a list of sentences, in JSON."""
    forking.import_everything()
    with tempfile.TemporaryDirectory(prefix="bellhop-kills-") as folder:
        answers = [Path(folder, str(number)) for number in range(lanes)]
        processes = [
            _lane(answer, seed + number, count // lanes + (number < count % lanes))
            for number, answer in enumerate(answers)
        ]
        for process in processes:
            os.waitpid(process, 0)
        print(json.dumps([each for answer in answers for each in _read(answer)]))
    return 0


def _lane(answer: Path, seed: int, count: int) -> int:
    """A process that kills `count` times and leaves in `answer` what was wrong."""
    if child := os.fork():
        return child
    try:
        found = [f"seed {seed}: {each}" for each in kills.run(seed, count, forking.start)] if count else []
    except BaseException:  # noqa: BLE001 - told by the process that waits for this one
        found = [f"seed {seed}: {traceback.format_exc()}"]
    answer.write_text(json.dumps(found), "utf-8")
    os._exit(0)


def _read(answer: Path) -> list[str]:
    if not answer.exists():
        return ["a lane ended without an answer"]
    found: list[str] = json.loads(answer.read_text("utf-8"))
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
