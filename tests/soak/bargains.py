"""Any order of commands by anybody, many and long: the marketplace agrees with its reference, on both databases."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import seed as seeded

from tests.support.postgresql import Shared, emptied, running
from tests.unit.marketplace.test_model import Market
from tests.unit.marketplace.test_model import run as run_machine

EXAMPLES, STEPS = 150, 80
ON_A_SERVER = 10


def run(seed: int) -> list[str]:
    """What was wrong, in words; nothing where they agree."""
    return [*_said(seed, _in_memory), *_said(seed, _on_a_server)]


def _in_memory(seed: int) -> None:
    @seeded(seed)
    class Long(Market):
        pass

    run_machine(Long, EXAMPLES, STEPS)


def _on_a_server(seed: int) -> None:
    with running() as cluster, tempfile.TemporaryDirectory() as files:
        shared = Shared(cluster.create(), Path(files))

        @seeded(seed)
        class OnServer(Market):
            address = staticmethod(lambda: _made(shared))

        run_machine(OnServer, ON_A_SERVER, STEPS)


def _made(shared: Shared) -> str:
    """The address of a database with a schema and nothing else."""
    from marketplace.engine import Engine

    Engine(shared.address).close()
    return emptied(shared)


def _said(seed: int, play: Callable[[int], None]) -> list[str]:
    try:
        play(seed)
    except AssertionError as error:
        notes = getattr(error, "__notes__", [])
        return [f"The reference does not agree: {error}", *notes]
    return []
