"""A marketplace in a process of its own, which can be killed and comes back at the same address."""

import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from marketplace.contract.commands import AcceptInvitation, AnswerProposal
from marketplace.contract.entities import Message, Party
from marketplace.contract.ids import BlobId, InvitationId, JobId, MessageId, ProposalId, RoomId
from tests.unit.marketplace.stories import ANA, NORDWIND, Story, a_job

ROOT = Path(__file__).parents[2]
SERVE = """
import socket, sys
from pathlib import Path
import uvicorn
from marketplace.contract.policy import Limits, Policy
from marketplace.engine import Engine
from marketplace.http import create_app

address, port, blobs, largest = sys.argv[1:]
policy = Policy(limits=Limits(attachment_size=int(largest))) if int(largest) else None
app = create_app(lambda: Engine(address, policy=policy, blobs=Path(blobs)))
end = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
end.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
end.bind(("127.0.0.1", int(port)))
end.listen(64)
print("Serving", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[end])
"""


class Marketplace:
    """Ana has `rooms` conversations there. `story` looks into, and acts on, its database beside it."""

    def __init__(self, directory: Path, rooms: int, largest: int = 0) -> None:
        self.largest = largest
        self._blobs = directory / "blobs"
        self.address = f"sqlite:///{directory / 'market.sqlite3'}"
        self.story = Story(self.address, now=datetime.now(UTC))
        self.token = self.story.engine.issue_token(ANA, "test", timedelta(days=1))
        self.rooms = [self._room(number) for number in range(rooms)]
        self.port = _free_port()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Serve."""
        command = [sys.executable, "-c", SERVE, self.address, str(self.port), str(self._blobs), str(self.largest)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "Serving\n"

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it properly, and let go of the database."""
        self._end(signal.SIGTERM)
        self.story.engine.close()

    def blob(self, blob: BlobId) -> Path:
        """The file that arrived there."""
        return next(path for path in self._blobs.rglob("*") if path.name == blob)

    def said(self, room: RoomId) -> list[str]:
        """What Ana said in a room, in the marketplace's order."""
        messages = [each for each in self.story.seen() if isinstance(each, Message) and each.room == room]
        ours = [each for each in messages if each.author is Party.FREELANCER]
        return [each.text for each in sorted(ours, key=lambda each: each.position)]

    def _room(self, number: int) -> RoomId:
        job, invitation = JobId(f"job{number}"), InvitationId(f"invitation{number}")
        proposal, room = ProposalId(f"proposal{number}"), RoomId(f"room{number}")
        self.story.posts(a_job(job))
        self.story.invites(invitation, job)
        self.story.does(ANA, AcceptInvitation(invitation=invitation, proposal=proposal))
        opening = MessageId(f"opening{number}")
        self.story.does(NORDWIND, AnswerProposal(proposal=proposal, room=room, message=opening, text="Good morning!"))
        return room

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
