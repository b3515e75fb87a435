"""`python -m tests.faults.crashing MOST`: every flow, ended at every named moment that it passes; prints what came out.

Each trial is a process of its own, forked from this one, which has imported everything and started no thread. A moment
that is passed often is tried at its first passages and its last, `MOST` of them.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from marketplace import faults
from tests.faults import flows
from tests.faults.flows import FLOWS, Flow, Ground

SECONDS = 60


def main(most: str) -> int:
    """Try everything; the report is JSON: moments, trials, and what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder, "ready")
        _in_a_child(lambda: _end(flows.prepare(ready)))
        tried, passages, moments, failures = 0, 0, set[str](), list[str]()
        for name, flow in FLOWS.items():
            passed = _passed(flow, _copied(ready, Path(folder, "watched")))
            moments |= set(passed)
            passages += passed.total()
            for moment, count in passed.items():
                for number in sorted({*range(1, min(count, int(most)) + 1), count}):
                    ground = _copied(ready, Path(folder, "tried"))
                    tried += 1
                    failures += (f"{name}, {moment}:{number}: {each}" for each in _tried(flow, ground, moment, number))
    print(json.dumps({"moments": sorted(moments), "trials": tried, "passages": passages, "failures": failures}))
    return 0


def _copied(ready: Path, directory: Path) -> Ground:
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(ready, directory)
    return Ground(directory)


def _passed(flow: Flow, ground: Ground) -> Counter[str]:
    """How often a flow passes each moment when nothing goes wrong."""
    log = ground.directory / "passed"

    def watch() -> None:
        with log.open("a", encoding="utf-8") as file:
            faults.point = lambda name: print(name, file=file, flush=True)
            flow(ground)

    if _in_a_child(watch) != 0:
        raise RuntimeError("the flow does not come through even where nothing goes wrong")
    return Counter(log.read_text("utf-8").split())


def _tried(flow: Flow, ground: Ground, moment: str, number: int) -> list[str]:
    """End a flow there, then look."""

    def go() -> None:
        faults._wanted, faults._left = moment, number
        flow(ground)

    said = ground.directory / "problems"
    code = _in_a_child(go)
    if code not in {0, faults.EXIT_CODE}:
        return [f"the flow ended with {code}"]
    looked = _in_a_child(lambda: _end(said.write_text("\n".join(flows.problems(ground)), "utf-8")))
    if looked != 0:
        return [f"looking ended with {looked}"]
    return said.read_text("utf-8").splitlines()


def _in_a_child(work: Callable[[], None]) -> int:
    """The exit code of `work` in a process of its own."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.alarm(SECONDS)
    try:
        work()
    except BaseException:  # noqa: BLE001 - this process ends here in any case
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _end(_result: object) -> None:
    """Nothing is done with it."""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
