"""Signing in keeps a token in the keyring, and nowhere else; afterwards the profile knows its marketplace by itself."""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.secrets import tokens
from tests.contract.places import ROOT, served
from tests.faults.rings import FakeRing, KeyringLocked, none_offered, offered, raises
from tests.unit.desktop.cli.conftest import Bellhop
from tests.unit.marketplace.stories import ANA, Story


class Server(NamedTuple):
    url: str
    token: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A marketplace where Ana is invited, and her token."""
    address = f"sqlite:///{tmp_path_factory.mktemp('signing') / 'market.sqlite3'}"
    story = Story(address, now=datetime.now(UTC)).invited()
    token = story.engine.issue_token(ANA, "test", timedelta(days=1))
    story.engine.close()
    with served(address) as url:
        yield Server(url, token)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> FakeRing:
    """The keyring of this session."""
    made = FakeRing()
    monkeypatch.setattr(tokens, "system_ring", offered(made))
    return made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A profile that was never used."""
    return tmp_path / "home"


def test_who_signed_in_needs_to_say_neither_server_nor_token_again(
    bellhop: Bellhop, home: Path, server: Server, ring: FakeRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{server.token}\n"))
    said = bellhop("sign-in", "--server", server.url, on=home)
    assert (said.code, said.err) == (0, "")
    assert "Signed in as Ana" in said.out
    assert list(ring.kept.values()) == [server.token]
    assert bellhop("sync", on=home).code == 0
    assert [each["title"] for each in bellhop("list", "--json", on=home).data] == ["Turbine manual"]
    checks = {each["name"]: each["state"] for each in bellhop("doctor", "--json", on=home).data["checks"]}
    assert (checks["keyring"], checks["server"], checks["clock"]) == ("good", "good", "good")
    assert bellhop("sign-out", on=home).code == 0
    assert ring.kept == {}
    assert len(bellhop("list", "--json", on=home).data) == 1


def test_the_token_is_in_no_file_and_no_word_of_ours(
    bellhop: Bellhop, home: Path, server: Server, ring: FakeRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLHOP_TOKEN", server.token)
    said = [bellhop("sign-in", "--server", server.url, on=home), bellhop("sync", on=home)]
    monkeypatch.delenv("BELLHOP_TOKEN")
    ring.trouble = raises(RuntimeError(server.token))
    said += [bellhop("sync", on=home), bellhop("doctor", on=home), bellhop("backup", on=home)]
    said += [bellhop("export", str(home / "all.zip"), on=home)]
    assert all(server.token not in each.out + each.err for each in said)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert not [path for path in files if server.token.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("error", "words"), [(KeyringLocked(), "is locked"), (PermissionError(13, "no"), "does not let Bellhop")]
)
def test_a_keyring_that_fails_is_no_sign_out_and_everything_written_waits(
    bellhop: Bellhop,
    home: Path,
    server: Server,
    ring: FakeRing,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    words: str,
) -> None:
    monkeypatch.setenv("BELLHOP_TOKEN", server.token)
    bellhop("sign-in", "--server", server.url, on=home)
    bellhop("sync", on=home)
    monkeypatch.delenv("BELLHOP_TOKEN")
    ring.trouble = raises(error)
    invitation = bellhop("list", "--json", on=home).data[0]["id"]
    bellhop("draft", invitation, "--letter", "Kept", on=home)
    said = bellhop("send", invitation, on=home)
    assert (said.code, words in said.out) == (4, True)
    ring.trouble = None
    assert bellhop("outbox", "take-back", bellhop("outbox", "--json", on=home).data[0]["id"], on=home).code == 0
    assert bellhop("sync", on=home).code == 0


def test_a_token_that_is_not_accepted_is_not_kept(
    bellhop: Bellhop, home: Path, server: Server, ring: FakeRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLHOP_TOKEN", "wrong")
    assert bellhop("sign-in", "--server", server.url, on=home).code == 1
    monkeypatch.setenv("BELLHOP_TOKEN", "two words")
    assert bellhop("sign-in", "--server", server.url, on=home).code == 2
    assert ring.kept == {}
    assert bellhop("sign-out", on=home).code == 2


def test_where_there_is_no_keyring_nothing_is_kept_and_the_variable_still_works(
    bellhop: Bellhop, home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "system_ring", none_offered)
    monkeypatch.setenv("BELLHOP_TOKEN", server.token)
    said = bellhop("sign-in", "--server", server.url, on=home)
    assert (said.code, "Start with BELLHOP_TOKEN" in said.err) == (1, True)
    assert bellhop("sync", "--server", server.url, on=home).code == 0


def test_without_any_token_nobody_is_asked(bellhop: Bellhop, home: Path, server: Server) -> None:
    said = bellhop("sync", "--server", server.url, on=home)
    assert (said.code, "not signed in" in said.err) == (1, True)


def test_a_token_goes_nowhere_in_the_open(
    bellhop: Bellhop, home: Path, ring: FakeRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLHOP_TOKEN", "token")
    said = bellhop("sign-in", "--server", "http://192.0.2.7", on=home)
    assert (said.code, "not encrypted" in said.err) == (1, True)


def test_another_marketplace_takes_the_copys_place_only_where_the_user_says_so(
    bellhop: Bellhop, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELLHOP_TOKEN", server.token)
    before = bellhop("list", "--json").data
    bellhop("draft", before[0]["id"], "--letter", "Meant for the first one")
    said = bellhop("sync", "--server", server.url)
    assert (said.code, "--replace-copy" in said.err) == (1, True)
    assert bellhop("list", "--json").data == before
    assert bellhop("sync", "--server", server.url, "--replace-copy").code == 0
    assert [each["title"] for each in bellhop("list", "--json").data] == ["Turbine manual"]


def test_the_embedded_marketplace_needs_neither_keyring_nor_certificates(tmp_path: Path) -> None:
    program = (
        "import sys; from desktop.cli.run import run; code = run(['sync', '--profile', sys.argv[1]]);"
        "print(*sorted({'keyring', 'secretstorage', 'truststore', 'cryptography'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "profile")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""
