"""A server that is killed at any moment loses nothing that it has answered, and does nothing twice."""

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import msgspec
import pytest

from marketplace.contract.commands import AnyCommand, SendMessage
from marketplace.contract.entities import Attachment, BlobProgress, Message, Receipt
from marketplace.contract.ids import BlobId, MessageId
from marketplace.faults import EXIT_CODE
from tests.contract.places import ROOT
from tests.unit.marketplace.stories import ANA, ROOM, Story, end_all

POINTS = [
    "engine.carried_out",
    "engine.before_commit",
    "engine.committed",
    "http.before_answer",
    "blobs.piece_written",
    "blobs.file_kept",
]
FILE = b"An honest file, in three pieces. " * 300
BLOB = BlobId(hashlib.sha256(FILE).hexdigest())
PIECE = len(FILE) // 3 + 1
MESSAGES = 6


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'market.sqlite3'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def story(address: str) -> Iterator[Story]:
    """Ana and Nordwind have a room."""
    yield Story(address, now=datetime.now(UTC)).answered()
    end_all()


class Desk:
    """Ana's side: what she sends, and what she was answered."""

    def __init__(self, token: str) -> None:
        self._headers = {"authorization": f"Bearer {token}"}
        self.answered: dict[str, bytes] = {}
        self.is_uploaded = False

    def works(self, url: str) -> None:
        """Upload a file and send messages, of which the last one has it; from where the marketplace says."""
        with httpx.Client(base_url=url, headers=self._headers, trust_env=False, timeout=20) as client:
            self._uploads(client)
            for number in range(MESSAGES):
                self._says(client, number)

    def _uploads(self, client: httpx.Client) -> None:
        progress = self._progress(client.get(f"/v1/blobs/{BLOB}/progress"))
        while not progress.complete:
            query = {"offset": progress.received, "size": len(FILE)}
            piece = FILE[progress.received : progress.received + PIECE]
            progress = self._progress(client.put(f"/v1/blobs/{BLOB}", params=query, content=piece))
        self.is_uploaded = True

    def _says(self, client: httpx.Client, number: int) -> None:
        id_ = str(UUID(int=number, version=4))
        answer = client.put(f"/v1/commands/{id_}", content=msgspec.json.encode(message(number)))
        assert answer.status_code == 200, answer.text
        msgspec.json.decode(answer.content, type=Receipt)
        assert self.answered.setdefault(id_, answer.content) == answer.content, "another answer to the same command"

    @staticmethod
    def _progress(answer: httpx.Response) -> BlobProgress:
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=BlobProgress)


def message(number: int) -> AnyCommand:
    """What Ana says at last has a file."""
    files = (Attachment(blob=BLOB, name="honest.txt", size=len(FILE)),) if number == MESSAGES - 1 else ()
    return SendMessage(room=ROOM, message=MessageId(f"m{number}"), text=f"Part {number}", attachments=files)


@contextmanager
def serving(address: str, files: Path, fault: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that ends at `fault`; its process and where it answers."""
    command = [sys.executable, "-m", "marketplace", "serve", "--database", address, "--port", "0", "--rate", "0"]
    command += ["--blobs", str(files)]
    environment = {**os.environ, "FAULT": fault}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        yield server, server.stdout.readline().split()[1]
        server.kill()


def is_whole(story: Story, desk: Desk, files: Path) -> None:
    """What was answered is there, each thing once, and the sequence has no holes."""
    said = [one for one in story.seen() if isinstance(one, Message) and one.text.startswith("Part")]
    assert [one.id for one in said] == [f"m{number}" for number in range(MESSAGES)]
    assert [one.position for one in said] == list(range(2, MESSAGES + 2))
    assert len(desk.answered) == MESSAGES
    assert (files / BLOB[:2] / BLOB).read_bytes() == FILE


@pytest.mark.timeout(180)
@pytest.mark.parametrize("point", POINTS)
def test_a_server_that_ends_anywhere_loses_nothing_it_answered(
    address: str, story: Story, tmp_path: Path, point: str
) -> None:
    desk, files = Desk(story.engine.issue_token(ANA, "", timedelta(days=1))), tmp_path / "files"
    passage = 1 if point == "blobs.file_kept" else 3
    with serving(address, files, f"{point}:{passage}") as (server, url):
        with pytest.raises(httpx.TransportError):
            desk.works(url)
        assert server.wait(30) == EXIT_CODE
    before = dict(desk.answered)
    with serving(address, files) as (_, url):
        desk.works(url)
    assert desk.answered.items() >= before.items()
    is_whole(story, desk, files)


@pytest.mark.timeout(180)
def test_a_server_that_is_killed_at_random_loses_nothing_it_answered(
    address: str, story: Story, tmp_path: Path
) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    desk, files = Desk(story.engine.issue_token(ANA, "", timedelta(days=1))), tmp_path / "files"
    for _ in range(2):
        fault = f"{chance.choice(POINTS)}:{chance.randint(1, 8)}"
        with serving(address, files, fault) as (_, url):
            try:
                desk.works(url)
            except httpx.TransportError:
                print("ended at", fault)
    with serving(address, files) as (_, url):
        desk.works(url)
    is_whole(story, desk, files)


def test_every_named_moment_of_the_marketplace_is_tried() -> None:
    sources = (ROOT / "marketplace").rglob("*.py")
    named = {part.split('"')[1] for path in sources for part in path.read_text("utf-8").split("faults.point(")[1:]}
    assert named == set(POINTS)
