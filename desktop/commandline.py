"""What can be asked for on the command line."""

from pathlib import Path
from typing import NamedTuple, NoReturn

VERBS = (
    *("sync", "list", "show", "draft", "attach", "send", "decline", "ignore", "message", "outbox"),
    *("export", "backup", "restore", "sign-in", "sign-out", "doctor"),
)
USAGE = 2


class Options(NamedTuple):
    """How the program was started. `undo_seconds` None takes the marketplace's own."""

    profile: Path | None = None
    temp_profile: bool = False
    server: str | None = None
    offline: bool = False
    safe_mode: bool = False
    theme: str | None = None
    font_scale: float = 1.0
    tour: Path | None = None
    act: int = 0
    undo_seconds: int | None = None
    client_speed: float = 1.0
    test_card: bool = False
    link: str = ""


def parse(arguments: list[str]) -> Options:
    """`arguments` as options of the window. Exits with 2 and a sentence where they make no sense."""
    return _usual(arguments) or _parse(arguments)


def names_verb(arguments: list[str]) -> bool:
    """Whether `arguments` ask for a verb without a window."""
    return bool(arguments) and arguments[0] in VERBS


def _usual(arguments: list[str]) -> Options | None:
    """The ways in which nearly every start goes, without argparse: it takes a tenth of the time to the first paint."""
    match arguments:
        case []:
            return Options()
        case ["--temp-profile"]:
            return Options(temp_profile=True)
        case ["--profile", directory] if not directory.startswith("-"):
            return Options(profile=Path(directory))
    return None


def _parse(arguments: list[str]) -> Options:
    import argparse

    from desktop import __version__

    parser = argparse.ArgumentParser(
        prog="bellhop",
        description="An inbox for invitations to apply. Works offline; nothing typed is lost, nothing is sent twice.",
        epilog=f"Without a window: bellhop {' | '.join(VERBS)}. “bellhop VERB --help” says more.",
        allow_abbrev=False,
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--profile", type=Path, metavar="DIR", help="keep everything in this directory")
    where.add_argument("--temp-profile", action="store_true", help="keep nothing: a throw-away profile")
    parser.add_argument("--server", metavar="URL", help="a marketplace's address; “bellhop sign-in” first")
    parser.add_argument("--offline", action="store_true", help="start without a connection; what is sent waits")
    parser.add_argument("--safe-mode", action="store_true", help="plain X11 window and default layout")
    parser.add_argument("--theme", choices=("light", "dark", "system"), help="how the window looks")
    parser.add_argument("--font-scale", type=_scale, default=1.0, metavar="N", help="size of all text, 0.5 to 3")
    parser.add_argument("--language", default="en", metavar="xx", help="language of the window (en)")
    parser.add_argument("--undo-seconds", type=_seconds, metavar="N", help="how long sending can be undone, 0 to 60")
    parser.add_argument("--tour", type=Path, metavar="DIR", help="play the whole story into DIR, without a person")
    parser.add_argument("--act", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument(
        "--client-speed",
        type=_speed,
        default=1.0,
        metavar="N",
        help="how fast the simulated clients of the embedded marketplace answer, 0 for not at all",
    )
    parser.add_argument(
        "--test-card", action="store_true", help="record interviews from a test card and a tone, where no camera is"
    )
    parser.add_argument("--version", action="version", version=f"Bellhop {__version__}")
    parser.add_argument("link", nargs="?", default="", metavar="LINK", help="bellhop:invitation/ID and the like")
    found = vars(parser.parse_args(arguments))
    if found.pop("language") not in {"en", "en_US", "en_GB"}:
        _leave("Bellhop speaks English so far; other languages come in a later version.")
    _check(found)
    return Options(**found)


def _check(found: dict[str, object]) -> None:
    server, link = found["server"], str(found["link"])
    if isinstance(server, str) and not server.startswith(("http://", "https://")):
        _leave("--server takes an address that begins with https:// or http://.")
    if link in VERBS:
        _leave(f"The verb comes first: “bellhop {link} ...”.")
    if link and not link.startswith("bellhop:"):
        _leave(f"“{link}” is neither an option nor a link that begins with “bellhop:”. Try “bellhop --help”.")


def _scale(text: str) -> float:
    value = float(text)
    if not 0.5 <= value <= 3.0:
        raise ValueError
    return value


def _speed(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1000:
        raise ValueError
    return value


def _seconds(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 60:
        raise ValueError
    return value


def _leave(sentence: str) -> NoReturn:
    import sys

    print(sentence, file=sys.stderr)
    raise SystemExit(USAGE)
