"""Learn what speaks for asking from the labelled sentences of `tests/guard/texts`: `python -m tools.contact_weights`.

Writes `tables/weights.txt` anew, and prints what each author's sentences would have come to with weights that were
learned from all the others: what to expect of the next one. Plain logistic regression, the same on every machine.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from math import exp
from typing import NamedTuple

from marketplace.contract.contact.folding import fold
from marketplace.contract.contact.guard import values
from marketplace.contract.contact.requests import acts
from marketplace.contract.contact.scene import Scene
from marketplace.contract.contact.weighing import BIAS, ENOUGH, pairs
from tests.bench.guard import said_in_the_demo
from tests.guard.cases import CLEAN, Case, all_cases
from tools.contact_tables import TABLES

ROUNDS = 400
STEP = 0.5
RESTRAINT = 1.0  # how hard weights are held back
RAREST = 2  # examples that a pair has to be in
LEAST = 0.02  # weights below say nothing

Weights = dict[str, float]


class Example(NamedTuple):
    """A sentence that could ask, and whether it does."""

    author: str
    said: frozenset[str]
    asks: bool


def main() -> None:
    """Write the table, and what to expect."""
    examples = all_examples()
    for author in sorted({one.author for one in examples}):
        known = learned([one for one in examples if one.author != author])
        _report(author, [(_weight(known, one), one.asks) for one in examples if one.author == author])
    lines = written(learned(examples))
    head = (
        "# What speaks for asking, and against it. Written by tools/contact_weights.py from the cases of tests/guard.\n"
    )
    (TABLES / "weights.txt").write_text(head + "".join(lines), "utf-8")


def written(weights: Weights) -> list[str]:
    """The lines of the table."""
    return [f"{pair} {value:.2f}\n" for pair, value in sorted(weights.items())]


def all_examples() -> list[Example]:
    """What there is to learn from."""
    return list(_examples())


def _examples() -> Iterator[Example]:
    """Sentences about contact in which none is given: those of clean texts, and those that are marked as asking."""
    for case in (*all_cases(), *(Case("demo", CLEAN, text, ()) for text in said_in_the_demo())):
        scene = Scene(fold(case.text), case.text)
        given = [match.start for match in values(scene)]
        for sentence in scene.talking:
            if acts(sentence) and not any(sentence.start <= start < sentence.end for start in given):
                asks = _asks(case, scene.reading.span(sentence.start, max(sentence.end, sentence.start + 1)))
                if asks is not None:
                    yield Example(case.author, frozenset(pairs(sentence.letters)), asks)


def _asks(case: Case, place: tuple[int, int]) -> bool | None:
    """None where nobody said so."""
    if case.is_clean:
        return False
    marked = any(start < place[1] and place[0] < end for start, end in case.spans)
    return True if case.kind == "request" and marked else None


def learned(examples: Sequence[Example]) -> Weights:
    """The weights under which the examples are most likely, none greater than it needs to be."""
    counts = Counter(chain.from_iterable(one.said for one in examples))
    kept = [[pair for pair in one.said if counts[pair] >= RAREST] for one in examples]
    weights: Weights = {BIAS: 0.0, **{pair: 0.0 for pair in sorted(counts) if counts[pair] >= RAREST}}
    moved = dict.fromkeys(weights, 1e-6)
    for _ in range(ROUNDS):
        slope = {pair: RESTRAINT * value for pair, value in weights.items()}
        slope[BIAS] = 0.0
        for said, one in zip(kept, examples, strict=True):
            off = _chance(weights[BIAS] + sum(weights[pair] for pair in said)) - one.asks
            for pair in (BIAS, *said):
                slope[pair] += off
        for pair, value in slope.items():
            moved[pair] += value * value
            weights[pair] -= STEP * value / moved[pair] ** 0.5
    return {pair: value for pair, value in weights.items() if abs(value) >= LEAST or pair == BIAS}


def _chance(weight: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, weight))))


def _weight(known: Weights, one: Example) -> float:
    return known[BIAS] + sum(known.get(pair, 0.0) for pair in one.said)


def _report(author: str, weighed: list[tuple[float, bool]]) -> None:
    asking = [weight for weight, asks in weighed if asks]
    others = [weight for weight, asks in weighed if not asks]
    print(
        f"{author}: {sum(weight > ENOUGH for weight in asking)} of {len(asking)} found,"
        f" {sum(weight > ENOUGH for weight in others)} of {len(others)} false"
    )


if __name__ == "__main__":
    main()
