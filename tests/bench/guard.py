"""The contact guard: how fast it reads, what the worst input takes, what its start costs; peers on the same text."""

import json
import random
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from marketplace.contract.contact import Context, find
from tests.bench.figures import Figure, percentile
from tests.guard.cases import all_cases
from tests.guard.hard import hard_inputs, mixed_input
from tools import environment
from tools.steps import ROOT

LENGTH = 2_000
SENTENCE = 40
DEMO = ROOT / "marketplace" / "simulation" / "texts"
WORST_LENGTH = 100_000
TEXTS = 300
PEERS = ROOT / "build" / "guard-peers"
PACKAGES = ("presidio-analyzer==2.2.*", "phonenumbers==9.*", "linkify-it-py==2.*")
START = """
import time
import msgspec  # which the whole contract is made of, and which is there before
began = time.process_time()
from marketplace.contract.contact import Context, find
imported = time.process_time()
find("A first text: olga@posteo.de, one two three", context=Context.CHAT)
print(imported - began, time.process_time() - imported)
"""


def measure(runs: int) -> Iterator[Figure]:
    """All figures of the guard."""
    texts = ordinary(TEXTS)
    yield from _reading(texts, runs)
    yield _worst(runs)
    yield from _start(runs)
    yield from _peers(texts)


def ordinary(count: int, seed: int = 1) -> list[str]:
    """Texts of 2,000 characters from what the demo's clients and freelancers write, in an order that `seed` decides."""
    return _mixed([text for text in said_in_the_demo() if len(text) > SENTENCE], count, seed)


def said_in_the_demo() -> list[str]:
    """What the demo's people write."""
    files = [file for file in DEMO.rglob("*.toml") if file.name != "places.toml"]
    return [text for file in files for text in _strings(tomllib.loads(file.read_text("utf-8")))]


def about_contact(count: int, seed: int = 1) -> list[str]:
    """The same of clean sentences that nearly all speak of contact, in ten languages: the most that there is to do."""
    return _mixed([case.text for case in all_cases() if case.is_clean], count, seed)


def _mixed(said: list[str], count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    texts: list[str] = []
    for _ in range(count):
        text = ""
        while len(text) < LENGTH:
            text += chance.choice(said) + chance.choice((" ", " ", "\n\n"))
        texts.append(text[:LENGTH])
    return texts


def _strings(thing: object) -> Iterator[str]:
    match thing:
        case str():
            yield thing
        case list() | dict():
            for part in thing.values() if isinstance(thing, dict) else thing:
                yield from _strings(part)


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
    fastest = _fastest(texts, runs)
    rate = _rate(texts, fastest)
    name = "Contact guard: reading ordinary text (5 MB/s are 200 ms a MB)"
    yield Figure(name, f"{rate:.1f} MB/s", "", 1000 / rate, " ms", 200)
    p99 = percentile(fastest, 99)
    median = statistics.median(fastest)
    yield Figure("Contact guard: 2,000 characters, p99", f"{median:.2f} ms median", "", p99, " ms", 1)
    dense = about_contact(TEXTS)
    taken = _fastest(dense, runs)
    measured = f"{_rate(dense, taken):.1f} MB/s, p99 {percentile(taken, 99):.1f} ms"
    yield Figure("Contact guard: nothing but talk about contact, ten languages", measured)


def _fastest(texts: list[str], runs: int) -> list[float]:
    return [min(taken) for taken in zip(*(_timed(_guard, texts) for _ in range(runs)), strict=True)]


def _rate(texts: list[str], taken: list[float]) -> float:
    """Megabytes a second."""
    return sum(len(text.encode()) for text in texts) / 1e6 / (sum(taken) / 1000)


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


def _start(runs: int) -> Iterator[Figure]:
    printed = [subprocess.check_output([sys.executable, "-c", START], text=True) for _ in range(max(3, runs))]
    pairs = [tuple(float(part) * 1000 for part in line.split()) for line in printed]
    imported, first = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield Figure("Contact guard: import, beside msgspec", f"{imported:.1f} ms", "", imported, " ms", 30)
    yield Figure("Contact guard: the first text, for which its grammar is built", f"{first:.0f} ms")


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
