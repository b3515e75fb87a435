"""Random steps of two clients and a server with partitions, found by hypothesis."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.convergence import TwoClients
from tests.scorecard.card import Outcome, Row

STEPS = 50


def measure(size: int, seed: int) -> Outcome:
    """`size` steps, in stories of fifty."""

    @seeded(seed)
    class Seeded(TwoClients):
        pass

    chosen = settings(
        max_examples=max(1, size // STEPS),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        phases=(Phase.generate,),  # shrinking takes many times as long; the seed tells the story again
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Seeded, settings=chosen)
    except AssertionError as error:
        return Outcome("{size} steps, one story did not end well", [f"seed {seed}: {error}"])
    return Outcome("{size} steps: 0 texts lost, 0 said twice, both copies as the marketplace has it")


ROW = Row(
    name="convergence",
    claim="Random steps of two clients and a server, with partitions and sudden ends",
    target="nothing lost, nothing twice, everybody agrees",
    measure=measure,
    short=400,
    long=10_000,
    seconds=240,
)
