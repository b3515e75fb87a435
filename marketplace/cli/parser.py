"""What can be written after `python -m marketplace`."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

LATER_ACTS = ("meet", "offer")


def parse(arguments: Sequence[str] | None) -> Namespace:
    """`arguments` read; ends the program with code 2 where they make no sense."""
    parser = ArgumentParser(prog="python -m marketplace", description="A marketplace of invitations to apply.")
    tops = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _common()
    _serve(tops.add_parser("serve", parents=[common], help="serve it over the network"))
    _seed(tops.add_parser("seed", parents=[common], help="fill it with invitations"))
    _act(tops.add_parser("act", help="do what a client or a moderator does"), common)
    _token(tops.add_parser("token", help="access tokens"), common)
    later = tops.add_parser("check-text", help="comes later")
    later.add_argument("rest", nargs="*")
    return parser.parse_args(arguments)


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
    parser.add_argument("--workers", type=_count, default=1, metavar="N", help="processes; more than one on PostgreSQL")
    parser.add_argument(
        "--rate",
        type=int,
        default=50,
        metavar="N",
        help="requests a second of each party to a worker; 0: any",
    )
    parser.add_argument("--simulate", action="store_true", help="let simulated clients view and answer proposals")
    parser.add_argument("--seed", type=int, default=7, help="of the simulated clients")
    parser.add_argument("--speed", type=_speed, default=1.0, help="of the simulated clients; 1 answers within seconds")


def _seed(parser: ArgumentParser) -> None:
    parser.add_argument("--invitations", type=_count, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="K")
    parser.add_argument("--account", default="ana", metavar="ID")
    parser.add_argument("--now", type=_moment, default=datetime.now(UTC), help="the moment it happens, ISO 8601")


def _act(parser: ArgumentParser, common: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    _post(verbs.add_parser("post", parents=[common], help="post a job"))
    invite = verbs.add_parser("invite", parents=[common], help="invite a freelancer to a job")
    _target(invite, "job", "the newest open one")
    invite.add_argument("--account", default="ana", metavar="ID")
    _text(invite, "Hello, would you like to apply to this job?")
    for verb, kind, default in (
        ("withdraw", "invitation", "the newest unanswered one"),
        ("close", "job", "the newest open one"),
        ("view", "proposal", "the newest one not viewed"),
    ):
        _target(verbs.add_parser(verb, parents=[common], help=f"{verb} a {kind}"), kind, default)
    for verb, kind, default, text in (
        (
            "answer",
            "proposal",
            "the newest one that waits",
            "Hello, thank you for your proposal. When could you start?",
        ),
        ("message", "room", "the newest one", "Thank you, I will have a look."),
        ("decline", "proposal", "the newest one that waits", ""),
        ("remove", "invitation", "the newest unanswered one", ""),
    ):
        speaking = verbs.add_parser(verb, parents=[common], help=f"{verb}: {kind}")
        _target(speaking, kind, default)
        _text(speaking, text)
    listing = verbs.add_parser("list", parents=[common], help="list what there is")
    listing.add_argument(
        "kind", nargs="?", default="invitations", choices=["invitations", "proposals", "rooms", "jobs"]
    )
    listing.add_argument("--limit", type=_count, default=50, metavar="N")
    for verb in LATER_ACTS:
        verbs.add_parser(verb, parents=[common], help="comes later").add_argument("rest", nargs="*")


def _post(parser: ArgumentParser) -> None:
    parser.add_argument("--title", required=True)
    parser.add_argument("--description", default="")
    parser.add_argument("--category", default="Other")
    pay = parser.add_mutually_exclusive_group()
    pay.add_argument("--hourly", type=_dollars, nargs=2, metavar=("LOW", "HIGH"))
    pay.add_argument("--fixed", type=_dollars, metavar="AMOUNT")
    parser.add_argument("--question", action="append", default=[])
    parser.add_argument("--connects", type=int, default=8, metavar="N")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--client", metavar="ID", help="the newest job's one unless said otherwise")
    who.add_argument("--client-name", metavar="NAME", help="a new client of that name")
    parser.add_argument("--country", default="Ireland", help="of a new client")


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
    create.add_argument("--days", type=_count, default=90, help="how long it is good")
    verbs.add_parser("list", parents=[common], help="list them")
    verbs.add_parser("revoke", parents=[common], help="take one back").add_argument("id", help="as listed")


def _target(parser: ArgumentParser, kind: str, default: str) -> None:
    parser.add_argument("id", nargs="?", help=f"the {kind}, or the beginning of its id; {default} unless named")


def _text(parser: ArgumentParser, default: str) -> None:
    parser.add_argument("--text", default=default, help="what is said with it")


def _default_database() -> str:
    # Where the desktop client keeps its embedded marketplace.
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('bellhop', appauthor=False) / 'market.sqlite3'}"


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10_000_000):
        raise ArgumentTypeError("must be a whole number from 1 to 10,000,000")
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.0001 <= speed <= 1000:
        raise ArgumentTypeError("must be a number from 0.0001 to 1000")
    return speed


def _dollars(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and amount > 0):
        raise ArgumentTypeError("must be an amount of dollars")
    return amount


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError("must be a moment such as 2026-11-23T09:00:00+00:00") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
