"""`doctor` says how things stand, and nothing about whom."""

from pathlib import Path

import pytest

from desktop.cli import doctor
from desktop.local.store import open_store
from tests.unit.desktop.cli.conftest import Bellhop, Said
from tests.unit.desktop.cli.test_verbs import an_invitation


def checks(said: Said) -> dict[str, tuple[str, str]]:
    """State and sentence of each check."""
    return {each["name"]: (each["state"], each["sentence"]) for each in said.data["checks"]}


def test_on_a_sound_profile_nothing_is_bad(bellhop: Bellhop) -> None:
    bellhop("backup")
    said = bellhop("doctor", "--json")
    found = checks(said)
    assert said.code == 0
    assert set(found) == {
        "version",
        "profile",
        "window",
        "store",
        "backups",
        "market",
        "copies",
        "disk",
        "keyring",
        "server",
    }
    assert {state for state, _ in found.values()} == {"good"}
    assert "SQLite finds no damage" in found["store"][1]
    assert bellhop("doctor").out.count("\n") == len(found)


def test_nothing_personal_is_in_the_report(bellhop: Bellhop, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = profile.rename(profile.with_name("canary-of-the-path"))
    monkeypatch.setenv("BELLHOP_TOKEN", "canary-of-the-token")
    invitation = next(each for each in bellhop("list", "--json", on=home).data if not each["questions"])
    bellhop("draft", invitation["id"], "--letter", "canary-of-the-letter", on=home)
    server = ("--server", "http://canary-of-the-user:canary-of-the-password@127.0.0.1:9/canary-of-the-address")
    said = bellhop("doctor", on=home).out + bellhop("doctor", *server, on=home).out
    open_store(home / "bellhop.sqlite3").close()
    (home / "bellhop.sqlite3").write_bytes(b"canary-of-the-store" * 1000)
    said += bellhop("doctor", "--json", on=home).out
    assert len(said) > 1000
    assert "canary" not in said
    assert "Ana" not in said
    assert invitation["title"] not in said


def test_damage_is_found_and_nothing_is_changed(bellhop: Bellhop, profile: Path) -> None:
    store = profile / "bellhop.sqlite3"
    pages = bytearray(store.read_bytes())
    for page in range(8192, len(pages), 4096):
        pages[page : page + 64] = b"\xff" * 64
    store.write_bytes(pages)
    before = store.read_bytes()
    said = bellhop("doctor", "--json")
    assert (said.code, checks(said)["store"][0]) == (1, "bad")
    assert store.read_bytes() == before


def test_what_needs_the_user_is_counted(bellhop: Bellhop) -> None:
    bellhop("ignore", an_invitation(bellhop), "--offline")
    assert "1 on their way" in checks(bellhop("doctor", "--json"))["store"][1]


def test_a_server_that_nobody_answers_at_is_bad(bellhop: Bellhop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELLHOP_TOKEN", "token")
    said = bellhop("doctor", "--json", "--server", "http://127.0.0.1:9")
    assert (said.code, checks(said)["server"]) == (1, ("bad", "It cannot be reached."))


def test_a_profile_that_others_can_read_is_bad(profile: Path) -> None:
    from desktop.profile import Profile

    profile.chmod(0o755)
    assert doctor._directory(Profile(profile)).state == "bad"


@pytest.mark.parametrize(
    ("lead", "state", "words"),
    [
        (0.4, "good", "agrees"),
        (-3600, "warning", "3,600 seconds behind"),
        (400, "warning", "ahead of"),
        (None, "warning", ""),
    ],
)
def test_the_clock_is_compared_to_the_servers(lead: float | None, state: str, words: str) -> None:
    check = doctor._clock(lead)
    assert check.state == state
    assert words in check.sentence
