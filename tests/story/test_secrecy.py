"""What people write to each other is in the profile's databases and nowhere else, whatever goes wrong meanwhile."""

import logging
import os
from pathlib import Path

import apsw
import pytest

from desktop import front_desk
from desktop.local import drafts, listing, outbox
from desktop.local.store import Connection
from desktop.profile import Profile
from desktop.tour.hands import Hands
from desktop.tour.script import INVITATIONS, TURBINE, answer_all_questions
from tests.story.conftest import Play
from tests.story.servers import serving

pytestmark = [pytest.mark.slow, pytest.mark.allow_logged_errors]

CANARY = "canary-of-a-letter-8c61"
DATABASES = ("bellhop.sqlite3", "market.sqlite3", "bellhop-")


def test_letters_are_in_no_log_and_in_no_error(
    play: Play, profile: Profile, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    front_desk._write_log(profile)
    handler = logging.getLogger().handlers[-1]

    async def write_while_things_go_wrong(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        await hands.click("Accept")
        await hands.write("Cover letter", CANARY)
        await answer_all_questions(hands)
        await hands.see_text("Saved")
        with monkeypatch.context() as patch:
            for module, name, error in (
                (listing, "keys", ZeroDivisionError("a bug")),
                (drafts, "save", apsw.FullError()),
                (outbox, "put", RuntimeError("a bug")),
            ):
                patch.setattr(module, name, _failing(error))
            await hands.write("Cover letter", f" {CANARY}")
            await hands.click("Send proposal")
            await hands.see_text("Not saved")
            await hands.go("Outbox")
            await hands.see_text("Something went wrong inside Bellhop")
        await hands.see_text("Saved")

    try:
        play(write_while_things_go_wrong)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    said = "".join(capfd.readouterr())
    assert profile.log.exists()
    assert CANARY not in said
    assert [str(path) for path in _files(profile.directory) if CANARY.encode() in path.read_bytes()] == []


def test_the_access_token_is_in_no_log_no_error_and_no_file_at_all(
    play: Play, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    front_desk._write_log(profile)
    handler = logging.getLogger().handlers[-1]

    async def read_while_things_go_wrong(hands: Hands) -> None:
        await hands.open_entry(INVITATIONS, TURBINE)
        with monkeypatch.context() as patch:
            patch.setattr(listing, "keys", _failing(ZeroDivisionError("a bug")))
            await hands.go("Outbox")
            await hands.see_text("Something went wrong inside Bellhop")

    async def be_refused(hands: Hands) -> None:
        await hands.see_text("The marketplace does not accept the access token")

    try:
        with serving(f"sqlite:///{tmp_path / 'server.sqlite3'}", tmp_path / "files") as server:
            tokens = [server.token, f"{server.token[:-4]}gone"]
            for token, part in zip(tokens, (read_while_things_go_wrong, be_refused), strict=True):
                monkeypatch.setenv("BELLHOP_TOKEN", token)
                play(part, server=server.url)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    said, secret = "".join(capfd.readouterr()), server.token[:-4]
    assert "ZeroDivisionError" in profile.log.read_text("utf-8")
    assert secret not in said
    files = [path for path in profile.directory.rglob("*") if path.is_file()]
    assert [str(path) for path in files if secret.encode() in path.read_bytes()] == []


def _failing(error: Exception) -> object:
    def fail(_connection: Connection, *_: object, **__: object) -> None:
        raise error

    return fail


def _files(directory: Path) -> list[Path]:
    """Everything in the profile but the databases, which letters have to be in."""
    found = (Path(folder, name) for folder, _, names in os.walk(directory) for name in names)
    return [path for path in found if not path.name.startswith(DATABASES)]
