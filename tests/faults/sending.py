"""`python -m tests.faults.sending PROFILE`: one of two programs on a profile, told line by line what to do.

`open ID` opens the draft for an invitation and answers `ready`; `send` sends what is open and answers `sent`, or why it
does not. Nothing is delivered.
"""

import asyncio
import sys
from pathlib import Path

from desktop.cli.desk import Desk, Wish, open_desk
from desktop.cli.progress import Progress
from desktop.profile import open_profile
from desktop.services.composer import Composition
from marketplace.contract.refusals import Refusal


async def main(profile: str) -> None:
    """Do as one is told, until there is nobody who tells."""
    async with open_desk(open_profile(Path(profile)), Wish(), Progress()) as desk:
        composition: Composition | None = None
        while line := await asyncio.to_thread(sys.stdin.readline):
            verb, *words = line.split()
            if verb == "open":
                composition = await desk.composer.open(words[0])
                _say("ready" if composition is not None else "gone")
            else:
                assert composition is not None
                _say(await _sent(desk, composition))


async def _sent(desk: Desk, composition: Composition) -> str:
    answer = await desk.composer.send(composition, unblock=False)
    return answer.sentence if isinstance(answer, Refusal) else "sent"


def _say(word: str) -> None:
    print(word, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
