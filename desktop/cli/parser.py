"""The menu of verbs, and the words of its help."""

import argparse
from pathlib import Path

from desktop.local.sections import Section

SECTIONS = tuple(section.value for section in Section if section)


Verbs = dict[str, argparse.ArgumentParser]

CODES = "Exit codes: 0 done, 1 it failed, 2 wrong usage or not possible here, 3 refused, 4 offline and queued."


def parse(arguments: list[str]) -> argparse.Namespace:
    """`VERB ...`, with options and the rest in any order. Exits with 2 and a sentence where it makes no sense."""
    verbs: Verbs = {}
    _looking(verbs)
    _writing(verbs)
    _keeping(verbs)
    args = verbs[arguments[0]].parse_intermixed_args(arguments[1:])
    args.verb = arguments[0]
    return args


def _looking(verbs: Verbs) -> None:
    listing = _verb(verbs, "list", "a section, newest first", "* marks what is unread, ~ what waits to be sent.")
    listing.add_argument("section", nargs="?", choices=SECTIONS, help="(invitations; with --search all)")
    listing.add_argument("--search", metavar="WORDS", help="only where all these words occur, the last as a beginning")
    listing.add_argument("--unread", action="store_true", help="only what has not been read")
    listing.add_argument("--limit", type=_positive, default=50, metavar="N", help="at most so many (50)")
    show = _verb(verbs, "show", "one thing: an invitation, a proposal, a conversation, a draft", "It counts as read.")
    _id(show)
    show.add_argument("--peek", action="store_true", help="look without marking it as seen or read")
    outbox = _verb(verbs, "outbox", "what is on its way, and what was not accepted")
    outbox.add_argument("act", nargs="?", choices=("retry", "take-back"), help="try now, or take one back")
    outbox.add_argument("id", nargs="?", default="", metavar="ID", help="what to take back")


def _writing(verbs: Verbs) -> None:
    text = "A text may also be @FILE, or - for standard input."
    draft = _verb(verbs, "draft", "begin or change a proposal; without changes, what still blocks it", text)
    _draft_id(draft)
    draft.add_argument("--letter", metavar="TEXT", help="the cover letter")
    draft.add_argument("--message", metavar="TEXT", help="a message to the client beside the letter")
    terms = draft.add_mutually_exclusive_group()
    terms.add_argument("--amount", metavar="DOLLARS", help="terms of your own: the rate, or the bid")
    terms.add_argument(
        "--milestone",
        nargs=3,
        action="append",
        metavar=("TEXT", "DOLLARS", "DAY"),
        help="terms of your own in parts, one each time; DAY is like 2027-01-20, or - for none",
    )
    terms.add_argument("--as-offered", action="store_true", help="the client's terms")
    draft.add_argument("--duration", metavar="KEY", help="how long the work takes")
    draft.add_argument("--agency", metavar="ID", help="in whose name; - is your own")
    draft.add_argument(
        "--highlight", action="append", metavar="ID", help="put this of your profile beside it; - is none"
    )
    draft.add_argument("--answer", nargs=2, action="append", metavar=("N", "TEXT"), help="answer question N")
    draft.add_argument("--detach", action="append", default=[], metavar="NAME", help="take a file off again")
    draft.add_argument("--discard", action="store_true", help="put the draft away")
    attach = _verb(verbs, "attach", "copy files into a draft as they are now")
    _draft_id(attach)
    attach.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what to attach")
    send = _verb(verbs, "send", "send a draft as it stands")
    _draft_id(send)
    send.add_argument("--unblock", action="store_true", help="agree that this unblocks the client")
    decline = _verb(verbs, "decline", "answer an invitation with a no", text)
    _id(decline)
    decline.add_argument("--reason", default="", metavar="KEY", help="why; without it the reasons are listed")
    decline.add_argument("--message", default="", metavar="TEXT", help="a message to the client")
    decline.add_argument("--block", action="store_true", help="receive nothing more from this client")
    _id(_verb(verbs, "ignore", "put an invitation into the archive, where it can still be answered"))
    message = _verb(verbs, "message", "say something in a conversation", text)
    _id(message)
    message.add_argument("text", metavar="TEXT", help="what to say")


def _keeping(verbs: Verbs) -> None:
    sync = _verb(verbs, "sync", "fetch what is new and send what waits")
    sync.add_argument(
        "--replace-copy", action="store_true", help="agree that what the marketplace has now replaces the copy here"
    )
    sync.add_argument(
        "--drafts",
        choices=("on", "off"),
        help="on: the marketplace keeps a copy of your drafts, for your other computers; off: it removes them",
    )
    export = _verb(verbs, "export", "everything that is here in one ZIP that other programs can read")
    export.add_argument("file", type=Path, metavar="FILE", help="where to; an existing file is replaced")
    backup = _verb(
        verbs, "backup", "a checked copy of the local store and of the embedded marketplace, beside the earlier ones"
    )
    backup.add_argument("--list", action="store_true", help="what backups there are")
    restore = _verb(verbs, "restore", "put a backup in its place", "Drafts and the outbox of now stay.")
    restore.add_argument("name", metavar="NAME", help="its name, as “bellhop backup --list” shows it")
    _verb(
        verbs,
        "sign-in",
        "keep an access token in the system's keyring, and use its marketplace from now on",
        "It is taken from BELLHOP_TOKEN, or asked for; it never stands on the command line.",
    )
    _verb(verbs, "sign-out", "take the access token out of the keyring again")
    _verb(verbs, "doctor", "how things stand; the report holds nothing personal and can be shared")


def _verb(verbs: Verbs, name: str, what: str, more: str = "") -> argparse.ArgumentParser:
    said = f"{what[0].upper()}{what[1:]}. {more}".strip()
    verb = argparse.ArgumentParser(prog=f"bellhop {name}", description=said, epilog=CODES, allow_abbrev=False)
    verb.add_argument("--profile", type=Path, metavar="DIR", help="the directory where everything is kept")
    verb.add_argument("--server", metavar="URL", help="a marketplace's address, other than the one signed in to")
    verb.add_argument("--offline", action="store_true", help="without a connection; what is sent waits")
    verb.add_argument("--json", action="store_true", help="the answer as JSON")
    verbs[name] = verb
    return verb


def _id(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", type=_beginning, metavar="ID", help="its id, or enough of the beginning")


def _draft_id(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("id", type=_beginning, metavar="ID", help="the invitation that it answers, or the draft itself")
    verb.add_argument("--direct", action="store_true", help="apply to the job post, for Connects")


def _beginning(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("an id is not empty")
    return text.strip()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
