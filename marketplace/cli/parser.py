"""What can be written after `python -m marketplace`."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime

from marketplace.cli import act_words
from marketplace.cli.words import count, moment, speed
from marketplace.contract.contact import Context


def parse(arguments: Sequence[str] | None) -> Namespace:
    """`arguments` read; ends the program with code 2 where they make no sense."""
    parser = ArgumentParser(prog="python -m marketplace", description="A marketplace of invitations to apply.")
    tops = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common()
    _serve(tops.add_parser("serve", parents=[common], help="serve it over the network"))
    _seed(tops.add_parser("seed", parents=[common], help="fill it with invitations"))
    act_words.add(tops.add_parser("act", help="do what a client or a moderator does"), common)
    _token(tops.add_parser("token", help="access tokens"), common)
    _check_text(tops.add_parser("check-text", help="find contact information; JSON lines in and out"))
    return parser.parse_args(arguments)


def _check_text(parser: ArgumentParser) -> None:
    parser.description = 'Reads lines such as {"id": "1", "text": "..."} and answers each with what may not be shared.'
    parser.add_argument("--context", default="chat", choices=[context.value for context in Context])


def _common() -> ArgumentParser:
    common = ArgumentParser(add_help=False)
    common.add_argument(
        "--database", metavar="URL", default=_default_database(), help="sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
    common.add_argument("--json", action="store_true", help="print JSON")
    return common


def _serve(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765, help="0 for any that is free")
    parser.add_argument("--blobs", metavar="DIR", help="where files are kept; beside a file of SQLite unless said")
    parser.add_argument("--workers", type=count, default=1, metavar="N", help="processes; more than one on PostgreSQL")
    parser.add_argument(
        "--rate",
        type=int,
        default=50,
        metavar="N",
        help="requests a second of each party to a worker; 0: any",
    )
    parser.add_argument("--simulate", action="store_true", help="let simulated clients view and answer proposals")
    parser.add_argument("--seed", type=int, default=7, help="of the simulated clients")
    parser.add_argument("--speed", type=speed, default=1.0, help="of the simulated clients; 1 answers within seconds")


def _seed(parser: ArgumentParser) -> None:
    parser.add_argument("--invitations", type=count, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="K")
    parser.add_argument("--account", default="ana", metavar="ID")
    parser.add_argument("--now", type=moment, default=datetime.now(UTC), help="the moment it happens, ISO 8601")


def _token(parser: ArgumentParser, common: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = verbs.add_parser("create", parents=[common], help="make one; it is shown this once")
    create.add_argument("--role", default="freelancer", choices=["freelancer", "client", "moderator"])
    create.add_argument(
        "--account", default="ana", metavar="ID", help="whose: an account's or a client's id, or a moderator's name"
    )
    create.add_argument(
        "--scope", action="append", default=[], choices=["read", "write"], help="what it is good for; both unless said"
    )
    create.add_argument("--label", default="")
    create.add_argument("--days", type=count, default=90, help="how long it is good")
    verbs.add_parser("list", parents=[common], help="list them")
    verbs.add_parser("revoke", parents=[common], help="take one back").add_argument("id", help="as listed")


def _default_database() -> str:
    # Where the desktop client keeps its embedded marketplace.
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('bellhop', appauthor=False) / 'market.sqlite3'}"
