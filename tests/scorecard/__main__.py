"""`python -m tests.scorecard [--long] [--write] [--seed N] [ROW ...]`: measure, print the card, and write it down.

Exit code 1 where a row does not hold. A row is measured again with `--seed`.
"""

import argparse
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from random import SystemRandom

from tests.bench.programs import ROOT
from tests.scorecard.card import Line, Row, markdown
from tests.scorecard.rows import ROWS
from tests.support.documents import replaced

README = ROOT / "README.md"


def main(arguments: Sequence[str]) -> int:
    """Measure what `arguments` ask for; 1 where a row does not hold."""
    asked = _parse(arguments)
    lines = [_measured(row, asked) for row in ROWS if row.name in (asked.rows or [each.name for each in ROWS])]
    table = f"{markdown(lines)}\n\n{_circumstances(asked)}"
    print(f"\n{table}")
    if asked.write:
        README.write_text(replaced(README.read_text("utf-8"), "scorecard", table), "utf-8")
    return 0 if all(line.holds for line in lines) else 1


def _measured(row: Row, asked: argparse.Namespace) -> Line:
    size = asked.size or (row.long if asked.long else row.short)
    line = Line(row, size, row.measure(size, asked.seed))
    print(f"{'good  ' if line.holds else 'FAILED'}  {'  '.join(line.cells()[:3])}", flush=True)
    for failure in line.outcome.failures:
        print(f"    {failure}", flush=True)
    return line


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scorecard", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the long column")
    parser.add_argument("--size", type=int, help="so many times, instead of the column's number")
    parser.add_argument("--write", action="store_true", help="write the table into the README")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    names = [row.name for row in ROWS]
    parser.add_argument("rows", nargs="*", choices=[[], *names], metavar="ROW", help=", ".join(names))
    return parser.parse_args(arguments)


def _circumstances(asked: argparse.Namespace) -> str:
    column = "long" if asked.long else "short"
    python, system = platform.python_version(), platform.system()
    return (
        f"The {column} column, seed {asked.seed}, measured on {datetime.now(UTC):%Y-%m-%d},"
        f" CPython {python}, {system} {platform.machine()}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
