"""What can be written after `python -m marketplace act`."""

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from marketplace.cli.words import count, dollars, milestone, moment

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Verbs = _SubParsersAction[ArgumentParser]


def add(parser: ArgumentParser, common: ArgumentParser) -> None:
    """All verbs of `act`."""
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
    listing.add_argument("--limit", type=count, default=50, metavar="N")
    _offers(verbs, common)
    _meetings(verbs, common)
    _moderating(verbs, common)


def _offers(verbs: "Verbs", common: ArgumentParser) -> None:
    for verb, default, help_ in (
        ("offer", "the newest one in play", "offer the work to the one who proposed"),
        (
            "hire",
            "the newest one in play",
            "offer it as proposed; the contract starts when it is accepted",
        ),
        ("revise", "the newest one with an offer", "change an offer"),
    ):
        parser = verbs.add_parser(verb, parents=[common], help=help_)
        _target(parser, "proposal", default)
        _text(parser, "We would be glad to work with you.")
        if verb != "hire":
            _terms(parser)
    parser = verbs.add_parser("withdraw-offer", parents=[common], help="take an offer back")
    _target(parser, "proposal", "the newest one with an offer")
    _text(parser, "")


def _terms(parser: ArgumentParser) -> None:
    pay = parser.add_mutually_exclusive_group()
    pay.add_argument("--rate", type=dollars, metavar="DOLLARS", help="an hour; as proposed unless said otherwise")
    pay.add_argument("--amount", type=dollars, metavar="DOLLARS", help="for the project")
    pay.add_argument(
        "--milestone", type=milestone, action="append", default=[], metavar="“AMOUNT [DAY] WHAT FOR”", help="several"
    )


def _meetings(verbs: "Verbs", common: ArgumentParser) -> None:
    for verb, help_ in (("meet", "ask for a talk"), ("move-meeting", "propose another time")):
        parser = verbs.add_parser(verb, parents=[common], help=help_)
        _target(parser, "room", "the newest one" if verb == "meet" else "the newest one with a meeting")
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--at", type=moment, metavar="MOMENT", help="ISO 8601")
        when.add_argument(
            "--in", type=count, default=24, dest="hours", metavar="HOURS", help="from now; 24 unless said"
        )
        _text(parser, "")
        if verb == "meet":
            parser.add_argument("--minutes", type=count, default=30)
            parser.add_argument("--medium", choices=["voice", "video"], default="video")
    for verb in ("accept-meeting", "decline-meeting"):
        parser = verbs.add_parser(verb, parents=[common], help=f"{verb.partition('-')[0]} the newest meeting of a room")
        _target(parser, "room", "the newest one with a meeting")


def _moderating(verbs: "Verbs", common: ArgumentParser) -> None:
    lift = verbs.add_parser("lift", parents=[common], help="let an enterprise client share contact information")
    lift.add_argument("id", nargs="?", help="the client, or the beginning of its id; the newest job's one unless named")
    lift.add_argument("--end", action="store_true", help="no longer")
    exempt = verbs.add_parser("exempt", parents=[common], help="let contact information be shared about a job")
    _target(exempt, "job", "the newest one")
    exempt.add_argument(
        "--because", action="append", default=[], choices=["legal_need", "scoping_access"], help="no longer without"
    )
    warn = verbs.add_parser("warn", parents=[common], help="remind a freelancer of a rule")
    warn.add_argument("--account", default="ana", metavar="ID")
    warn.add_argument("--text", required=True, help="what they are told")


def _post(parser: ArgumentParser) -> None:
    parser.add_argument("--title", required=True)
    parser.add_argument("--description", default="")
    parser.add_argument("--category", default="Other")
    pay = parser.add_mutually_exclusive_group()
    pay.add_argument("--hourly", type=dollars, nargs=2, metavar=("LOW", "HIGH"))
    pay.add_argument("--fixed", type=dollars, metavar="AMOUNT")
    parser.add_argument("--duration", choices=["under_1_month", "1_to_3_months", "3_to_6_months", "over_6_months"])
    parser.add_argument("--question", action="append", default=[])
    parser.add_argument("--letter", choices=["optional", "required"], default="optional", help="the cover letter")
    parser.add_argument("--interview", action="append", default=[], metavar="QUESTION", help="instead of a letter")
    parser.add_argument("--connects", type=int, default=0, metavar="N", help="what a proposal costs")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--client", metavar="ID", help="the newest job's one unless said otherwise")
    who.add_argument("--client-name", metavar="NAME", help="a new client of that name")
    parser.add_argument("--country", default="Ireland", help="of a new client")


def _target(parser: ArgumentParser, kind: str, default: str) -> None:
    parser.add_argument("id", nargs="?", help=f"the {kind}, or the beginning of its id; {default} unless named")


def _text(parser: ArgumentParser, default: str) -> None:
    parser.add_argument("--text", default=default, help="what is said with it")
