"""The contact guard: how fast it reads, what the worst input takes, what its start costs; peers on the same text."""

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from marketplace.contract.contact import Context, find
from tests.bench.figures import Figure, percentile
from tests.guard.cases import all_cases
from tests.guard.hard import hard_inputs, mixed_input
from tools import environment
from tools.steps import ROOT

LENGTH = 2_000
WORST_LENGTH = 100_000
TEXTS = 300
PEERS = ROOT / "build" / "guard-peers"
PACKAGES = ("presidio-analyzer==2.2.*", "phonenumbers==9.*", "linkify-it-py==2.*")
START = (
    "import time; began = time.perf_counter(); import marketplace.contract.contact; print(time.perf_counter() - began)"
)


def measure(runs: int) -> Iterator[Figure]:
    """All figures of the guard."""
    texts = ordinary(TEXTS)
    yield from _reading(texts, runs)
    yield _worst(runs)
    yield _start(runs)
    yield from _peers(texts)


def ordinary(count: int, seed: int = 1) -> list[str]:
    """Texts of 2,000 characters from clean sentences of all authors and tongues, in an order that `seed` decides."""
    chance = random.Random(seed)
    clean = [case.text for case in all_cases() if case.is_clean]
    texts: list[str] = []
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(clean) + chance.choice((" ", " ", "\n\n"))
        texts.append(text[:LENGTH])
    return texts


def _guard(text: str) -> object:
    return find(text, context=Context.PROPOSAL)


def _timed(detect: Callable[[str], object], texts: list[str]) -> list[float]:
    """Milliseconds of processor time for each text: what else the machine does is not the detector's."""
    for text in texts[:10]:
        detect(text)
    taken: list[float] = []
    for text in texts:
        began = time.process_time()
        detect(text)
        taken.append((time.process_time() - began) * 1000)
    return taken


def _reading(texts: list[str], runs: int) -> Iterator[Figure]:
    fastest = [min(taken) for taken in zip(*(_timed(_guard, texts) for _ in range(runs)), strict=True)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    rate = size / (sum(fastest) / 1000)
    yield Figure(
        "Contact guard: reading ordinary text (5 MB/s are 200 ms a MB)", f"{rate:.1f} MB/s", "", 1000 / rate, " ms", 200
    )
    p99 = percentile(fastest, 99)
    yield Figure(
        "Contact guard: 2,000 characters, p99", f"{statistics.median(fastest):.2f} ms median", "", p99, " ms", 1
    )


def _worst(runs: int) -> Figure:
    inputs = hard_inputs(WORST_LENGTH) | {f"mixed {seed}": mixed_input(seed, WORST_LENGTH) for seed in range(20)}
    taken = {name: min(_timed_once(text) for _ in range(runs)) for name, text in inputs.items()}
    worst = max(taken, key=lambda name: taken[name])
    return Figure(
        f"Contact guard: slowest of {len(inputs)} hard inputs, 100,000 characters", worst, "", taken[worst], " ms", 50
    )


def _timed_once(text: str) -> float:
    began = time.process_time()
    _guard(text)
    return (time.process_time() - began) * 1000


def _start(runs: int) -> Figure:
    taken = [float(subprocess.check_output([sys.executable, "-c", START])) * 1000 for _ in range(max(3, runs))]
    return Figure(
        "Contact guard: import", f"{statistics.median(taken):.0f} ms", "", statistics.median(taken), " ms", 30
    )


# --- peers ------------------------------------------------------------------------------------------------


def _peers(texts: list[str]) -> Iterator[Figure]:
    """Other programs on the same texts, in an environment of their own; nothing is measured where it cannot be made."""
    python = environment.python_of(PEERS)
    if not Path(python).exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        made = subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=False)
        if made.returncode:
            yield Figure("Contact guard: peers", "could not be installed here")
            return
    for name in ("presidio", "phonenumbers and linkify-it"):
        asked = json.dumps({"peer": name, "texts": texts[:40]})
        done = subprocess.run(
            [python, Path(__file__).with_name("guard_peers.py")],
            input=asked,
            capture_output=True,
            text=True,
            check=False,
        )
        yield _peer(name, done)


def _peer(name: str, done: "subprocess.CompletedProcess[str]") -> Figure:
    if done.returncode:
        return Figure(f"Contact guard beside {name}", f"did not run here: {done.stderr.strip().splitlines()[-1][:80]}")
    found = json.loads(done.stdout)
    rate, p99 = found["bytes"] / 1e6 / (sum(found["ms"]) / 1000), percentile(found["ms"], 99)
    return Figure(f"{name}, same texts ({found['how']})", f"{rate:.2f} MB/s, p99 {p99:.1f} ms")
