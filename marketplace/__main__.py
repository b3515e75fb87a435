"""`python -m marketplace`: serve, seed, act, token, check-text.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

import msgspec

from marketplace.cli import parser
from marketplace.cli.errors import Failed
from marketplace.contract.contact import Context
from marketplace.engine import Engine, MarketUnavailable


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    args = parser.parse(arguments)
    try:
        _run(args)
    except (Failed, MarketUnavailable) as error:
        print(error, file=sys.stderr)
        return getattr(error, "exit_code", 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read along has seen enough; Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _run(args: Namespace) -> None:
    # Each verb imports what it needs: a token needs no server, and an act no seeds.
    match args.command:
        case "serve":
            from marketplace.cli import serve

            serve.run(args, _say)
        case "seed":
            from marketplace.cli import seed

            _show(args, *seed.run(args))
        case "act":
            from marketplace.cli import act

            _with_engine(args, act.run)
        case "token":
            from marketplace.cli import tokens

            _with_engine(args, tokens.run)
        case _:
            from marketplace.cli import check_text

            check_text.run(sys.stdin.buffer, Context(args.context), _say)


def _with_engine(args: Namespace, verb: Callable[[Engine, Namespace], tuple[str, object]]) -> None:
    engine = Engine(args.database)
    try:
        _show(args, *verb(engine, args))
    finally:
        engine.close()


def _show(args: Namespace, sentence: str, data: object) -> None:
    _say(msgspec.json.encode(data).decode() if args.json else sentence)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
