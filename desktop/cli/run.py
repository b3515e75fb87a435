"""From a verb's words to its exit code."""

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable

import msgspec

from desktop.cli import doctor, keeping, reading, signing, writing
from desktop.cli.answers import Answer, Code, Ended
from desktop.cli.desk import Desk, Wish, open_desk
from desktop.cli.parser import parse
from desktop.cli.progress import Progress
from desktop.errors import AppError
from desktop.profile import Profile, default_directory, open_profile

Verb = Callable[[Desk, Namespace], Awaitable[Answer]]

LOOKING: dict[str, Verb] = {"list": reading.list_section, "show": reading.show, "export": keeping.keep_export}
WRITING: dict[str, Verb] = {
    "outbox": reading.outbox,
    "draft": writing.draft,
    "attach": writing.attach,
    "send": writing.send,
    "decline": writing.decline,
    "ignore": writing.ignore,
    "message": writing.message,
    "sign-in": signing.sign_in,
    "sign-out": signing.sign_out,
}
FILES = {"backup": keeping.backup, "restore": keeping.restore}
DELIVERING = {"send", "decline", "ignore", "message", "sync"}


def run(arguments: list[str]) -> int:
    """Do what `arguments` ask for and return the exit code. What stands in the way is said in one sentence."""
    args = parse(arguments)
    os.umask(0o077)
    progress = Progress()
    try:
        answer = asyncio.run(_answer(args, progress))
    except (AppError, Ended) as error:
        code = error.code if isinstance(error, Ended) else Code.FAILED
        answer = Answer(error.sentence, {"outcome": "failed", "sentence": error.sentence}, code)
    except KeyboardInterrupt:
        answer = Answer("Interrupted. What was begun goes on with the next “bellhop sync”.", {}, Code.FAILED)
    progress.clear()
    return _say(answer, as_json=args.json)


async def _answer(args: Namespace, progress: Progress) -> Answer:
    profile = open_profile(args.profile or default_directory())
    wish = _wish(args)
    if args.verb == "doctor":
        return await doctor.examine(profile, wish)
    if args.verb in FILES:
        return await asyncio.to_thread(FILES[args.verb], profile, args)
    return await _at_desk(profile, args, wish, progress)


async def _at_desk(profile: Profile, args: Namespace, wish: Wish, progress: Progress) -> Answer:
    async with open_desk(profile, wish, progress) as desk:
        if args.verb == "sync":
            return await keeping.sync(desk, args, progress)
        return await {**LOOKING, **WRITING}[args.verb](desk, args)


def _wish(args: Namespace) -> Wish:
    server = args.server
    if server is not None and not server.startswith(("http://", "https://")):
        raise Ended("--server takes an address that begins with https:// or http://.")
    connects = args.verb in DELIVERING or (args.verb == "outbox" and args.act == "retry")
    return Wish(connects, server, args.offline)


def _say(answer: Answer, *, as_json: bool) -> int:
    """Answers go to standard output, as a program wants them; without --json, what failed goes to standard error."""
    try:
        if as_json:
            sys.stdout.write(msgspec.json.encode(answer.data).decode() + "\n")
        else:
            print(answer.text, file=sys.stderr if answer.code in {Code.FAILED, Code.USAGE} else sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - flushed once more when the process ends
    return int(answer.code)
