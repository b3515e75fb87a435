"""The verbs at a terminal do what the window does, and say how it ended."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import ways
from desktop.cli import desk
from desktop.commandline import VERBS
from desktop.lock import hold
from desktop.profile import Profile
from marketplace.contract.entities import Draft
from marketplace.engine import Engine
from marketplace.simulation import demo
from tests.unit.desktop.cli.conftest import Bellhop


def first(bellhop: Bellhop, section: str = "invitations", **facts: object) -> dict[str, Any]:
    """The newest thing of a section that has these facts."""
    listed = bellhop("list", section, "--json").data
    return next(each for each in listed if all(each[name] == value for name, value in facts.items()))


def an_invitation(bellhop: Bellhop) -> str:
    """An invitation that needs nothing but a yes."""
    return str(first(bellhop, questions=0, letter="optional", state="received", pending=False)["id"])


def draft_of(bellhop: Bellhop, invitation: str) -> dict[str, Any]:
    """The draft for an invitation."""
    found: dict[str, Any] = bellhop("draft", invitation, "--json").data
    return found


# --- looking ----------------------------------------------------------------------------------------------


def test_a_list_names_each_thing_once_and_newest_first(bellhop: Bellhop) -> None:
    listed = bellhop("list", "--json").data
    assert len({each["id"] for each in listed}) == len(listed) > 15
    assert [each["at"] for each in listed] == sorted((each["at"] for each in listed), reverse=True)
    said = bellhop("list")
    assert said.code == 0
    assert all(each["id"][:8] in said.out for each in listed)


def test_a_list_can_be_short_or_of_the_unread_alone(bellhop: Bellhop) -> None:
    assert len(bellhop("list", "--limit", "3", "--json").data) == 3
    unread = bellhop("list", "--unread", "--json").data
    assert 0 < len(unread) < len(bellhop("list", "--json").data)
    assert all(each["unread"] for each in unread)


def test_a_list_can_be_of_what_has_some_words(bellhop: Bellhop) -> None:
    title = first(bellhop)["title"]
    word = max(title.split(), key=len)
    found = bellhop("list", "--search", word[:-1].upper(), "--json").data
    assert title in {each["title"] for each in found}
    assert len(found) < len(bellhop("list", "--json").data)
    assert bellhop("list", "archived", "--search", word, "--json").data != found
    nothing = bellhop("list", "--search", "unheard-of")
    assert (nothing.code, nothing.out.strip()) == (0, "Nothing has all of these words: unheard-of")


def test_options_may_stand_anywhere(bellhop: Bellhop) -> None:
    assert bellhop("list", "--json", "submitted").data == bellhop("list", "submitted", "--json").data


def test_showing_by_the_beginning_of_an_id_is_reading(bellhop: Bellhop) -> None:
    unread = first(bellhop, unread=True)
    assert unread["title"] in bellhop("show", unread["id"][:8], "--peek").out
    assert first(bellhop, id=unread["id"])["unread"]
    assert unread["title"] in bellhop("show", unread["id"][:8]).out
    assert not first(bellhop, id=unread["id"])["unread"]


@pytest.mark.parametrize("section", ["invitations", "active", "submitted", "archived", "messages"])
def test_everything_that_is_listed_can_be_shown(bellhop: Bellhop, section: str) -> None:
    for each in bellhop("list", section, "--json").data[:4]:
        said = bellhop("show", each["id"], "--json")
        assert said.code == 0
        assert said.data["kind"] == each["kind"]
        assert bellhop("show", each["id"]).out.strip()


def test_what_nothing_or_too_much_answers_to_is_said_so(bellhop: Bellhop, profile: Path) -> None:
    assert bellhop("show", "nothing-like-it").code == 2
    assert bellhop("show", "").code == 2
    listed = bellhop("list", "archived", "--json").data + bellhop("list", "--json").data
    beginnings = [each["id"][:1] for each in listed]
    twice = next(each for each in beginnings if beginnings.count(each) > 1)
    said = bellhop("show", twice)
    assert (said.code, "More than one id begins" in said.err) == (2, True)


def test_before_the_first_contact_a_list_says_what_to_do(bellhop: Bellhop, tmp_path: Path) -> None:
    said = bellhop("list", on=tmp_path / "new")
    assert (said.code, "“bellhop sync”" in said.out) == (0, True)


def test_nothing_from_outside_steers_the_terminal(bellhop: Bellhop) -> None:
    room = next(each for each in bellhop("list", "messages", "--json").data if "<b>Bold</b>" in each["title"])
    for said in (bellhop("list", "messages"), bellhop("show", room["id"])):
        assert not [character for character in said.out if ord(character) < 32 and character != "\n"]
        assert "\u202e" not in said.out
    assert "<b>Bold</b>" in bellhop("show", room["id"]).out


# --- writing ----------------------------------------------------------------------------------------------


def test_terms_in_parts_an_agency_and_highlights_are_filled_in(bellhop: Bellhop) -> None:
    invitation = first(bellhop, pricing="fixed", state="received")["id"]
    parts = ("--milestone", "First half", "200.00", "2099-01-20", "--milestone", "Second half", "300", "-")
    assert bellhop("draft", invitation, *parts, "--agency", "sete-colinas", "--highlight", "diploma").code == 0
    fields = draft_of(bellhop, invitation)["fields"]
    assert (fields["as_offered"], fields["by_milestone"], fields["agency"]) == (False, True, "sete-colinas")
    assert fields["milestones"] == [
        {"description": "First half", "amount": "200.00", "due": "2099-01-20"},
        {"description": "Second half", "amount": "300"},
    ]
    assert fields["highlights"] == ["diploma"]
    bellhop("draft", invitation, "--amount", "450", "--agency", "-", "--highlight", "-")
    fields = draft_of(bellhop, invitation)["fields"]
    assert (fields["amount"], fields.get("by_milestone"), fields.get("agency"), fields.get("highlights")) == (
        "450",
        None,
        None,
        None,
    )


def test_what_is_not_ones_own_is_answered_with_what_is(bellhop: Bellhop) -> None:
    invitation = first(bellhop, state="received")["id"]
    said = bellhop("draft", invitation, "--highlight", "somebody-elses")
    assert said.code == 2
    assert "“somebody-elses” is not among your highlights:" in said.err
    assert "diploma               Diploma in specialised translation" in said.err


def test_a_proposal_is_written_step_by_step_and_sent(
    bellhop: Bellhop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = first(bellhop, questions=2, pricing="hourly", state="received")["id"]
    (tmp_path / "letter.txt").write_text("Good morning,\r\nwith pleasure.", "utf-8")
    (tmp_path / "sample.pdf").write_bytes(b"%PDF" * 1000)
    assert bellhop("draft", invitation, "--letter", f"@{tmp_path / 'letter.txt'}", "--amount", "55.50").code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("From standard input"))
    bellhop("draft", invitation, "--message", "-", "--duration", "1_to_3_months", "--answer", "1", "Yes")
    bellhop("attach", invitation, str(tmp_path / "sample.pdf"), str(tmp_path / "letter.txt"))
    bellhop("draft", invitation, "--detach", "letter.txt")
    refused = bellhop("send", invitation, "--json")
    assert (refused.code, refused.data["refusal"]["name"]) == (3, "unanswered_question")
    bellhop("draft", invitation, "--answer", "2", "2,000 words")
    fields = draft_of(bellhop, invitation)["fields"]
    assert fields["cover_letter"] == "Good morning,\nwith pleasure."
    assert (fields["amount"], fields["message"]) == ("55.50", "From standard input")
    assert [each["name"] for each in fields["attachments"]] == ["sample.pdf"]
    assert bellhop("send", invitation, "--json").data["outcome"] == "done"
    sent = first(bellhop, "submitted", kind="proposal", pending=False)
    proposal = bellhop("show", sent["id"], "--json").data["proposal"]
    assert proposal["answers"] == ["Yes", "2,000 words"]
    assert proposal["attachments"][0]["size"] == 4000
    assert bellhop("list", "drafts", "--json").data == []


def test_offline_a_proposal_is_queued_and_goes_with_the_next_sync(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    bellhop("draft", invitation, "--letter", "Hello")
    said = bellhop("send", invitation, "--offline", "--json")
    assert (said.code, said.data["outcome"]) == (4, "queued")
    assert [each["kind"] for each in bellhop("list", "outbox", "--json").data] == ["command"]
    assert bellhop("sync").code == 0
    assert bellhop("outbox", "--json").data == []
    assert first(bellhop, "submitted")["state"] == "submitted"


def test_what_waits_can_be_taken_back_and_its_draft_is_there(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    bellhop("draft", invitation, "--letter", "Not yet")
    command = bellhop("send", invitation, "--offline", "--json").data["command"]
    assert bellhop("outbox", "take-back", command[:10]).code == 0
    assert draft_of(bellhop, invitation)["fields"]["cover_letter"] == "Not yet"
    assert bellhop("outbox", "--json").data == []


def test_a_proposal_cannot_be_sent_twice(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    bellhop("draft", invitation, "--letter", "Once")
    assert bellhop("send", invitation, "--offline").code == 4
    assert bellhop("send", invitation, "--offline").code == 1
    assert len(bellhop("outbox", "--json").data) == 1


def test_nothing_written_is_nothing_sent(bellhop: Bellhop) -> None:
    said = bellhop("send", an_invitation(bellhop))
    assert (said.code, "Nothing has been written yet" in said.err) == (2, True)


def test_a_draft_can_be_put_away(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    bellhop("draft", invitation, "--letter", "Hm")
    assert bellhop("draft", invitation, "--discard").code == 0
    assert bellhop("list", "drafts", "--json").data == []


def test_declining_asks_for_a_reason_of_the_list(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    said = bellhop("decline", invitation)
    assert said.code == 3
    assert "too_busy" in said.out
    assert "Too busy on other projects" in said.out
    assert bellhop("decline", invitation, "--reason", "too_busy", "--message", "Sorry", "--block").code == 0
    gone = bellhop("show", invitation, "--json").data["invitation"]
    assert (gone["state"], gone["decline"]["reason"], gone["client"]["is_blocked"]) == ("declined", "too_busy", True)
    assert bellhop("decline", invitation, "--reason", "too_busy").code == 3


def test_ignoring_puts_it_into_the_archive(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    assert bellhop("ignore", invitation).code == 0
    assert first(bellhop, "archived", id=invitation)["state"] == "ignored"


def test_a_message_is_said_in_its_conversation(bellhop: Bellhop) -> None:
    room = first(bellhop, "messages")["id"]
    assert bellhop("message", room, "   ").code == 3
    assert bellhop("message", room, "Good morning").code == 0
    said = bellhop("show", room, "--json").data["room"]["messages"][-1]
    assert (said["message"]["text"], said["standing"]) == ("Good morning", "delivered")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("--answer", "99", "x"), "There is no question 99"),
        (("--detach", "no.pdf"), "No file called “no.pdf”"),
        (("--letter", "@/nowhere/letter.txt"), "cannot be read"),
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(bellhop: Bellhop, change: tuple[str, ...], sentence: str) -> None:
    invitation = an_invitation(bellhop)
    said = bellhop("draft", invitation, *change)
    assert said.code in {1, 2}
    assert sentence in said.err
    assert not draft_of(bellhop, invitation)["revision"]


def test_a_file_that_is_none_is_not_attached(bellhop: Bellhop, tmp_path: Path) -> None:
    said = bellhop("attach", an_invitation(bellhop), str(tmp_path))
    assert (said.code, "Nothing was attached" in said.err or "folder" in said.err) == (1, True)


def test_a_file_that_is_on_another_computer_only_is_not_sent(bellhop: Bellhop, profile: Path, tmp_path: Path) -> None:
    invitation = an_invitation(bellhop)
    (tmp_path / "sample.txt").write_text("A sample", "utf-8")
    bellhop("draft", invitation, "--letter", "With pleasure")
    bellhop("attach", invitation, str(tmp_path / "sample.txt"))
    shutil.rmtree(profile / "blobs")
    said = bellhop("send", invitation)
    assert (said.code, "not here: sample.txt" in said.err) == (2, True)
    assert bellhop("list", "outbox", "--json").data == []
    assert bellhop("attach", invitation, str(tmp_path / "sample.txt")).code == 0
    assert bellhop("send", invitation).code in {0, 3}


# --- keeping ----------------------------------------------------------------------------------------------


def test_a_backup_is_taken_listed_and_restored(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    taken = bellhop("backup", "--json").data
    name, of_market = taken["name"], taken["market"]["name"]
    assert [each["name"] for each in bellhop("backup", "--list", "--json").data] == [name, of_market]
    bellhop("draft", invitation, "--letter", "Written since")
    assert bellhop("restore", name).code == 0
    assert draft_of(bellhop, invitation)["fields"]["cover_letter"] == "Written since"
    assert bellhop("restore", "no-such").code == 2


def test_the_embedded_marketplace_is_put_back_to_what_it_was(bellhop: Bellhop) -> None:
    invitation = an_invitation(bellhop)
    name = bellhop("backup", "--json").data["market"]["name"]
    assert bellhop("ignore", invitation).code == 0
    assert invitation in ids(bellhop, "archived")
    assert "The marketplace is what it was on" in bellhop("restore", name).out
    assert bellhop("sync").code == 0
    assert invitation in ids(bellhop, "invitations")
    assert invitation not in ids(bellhop, "archived")


def test_a_damaged_marketplace_is_told_and_gone_on_with(bellhop: Bellhop, profile: Path) -> None:
    bellhop("backup")
    (profile / "market.sqlite3").write_bytes(b"garbled" * 1000)
    assert "BAD " in bellhop("doctor").err
    said = bellhop("sync")
    assert said.code == 0
    assert "The marketplace's file was damaged. The backup of" in said.err
    assert bellhop("doctor").code == 0


def ids(bellhop: Bellhop, section: str) -> list[str]:
    """What a section lists."""
    return [each["id"] for each in bellhop("list", section, "--limit", "500", "--json").data]


def test_an_export_holds_everything_in_lines_that_others_can_read(bellhop: Bellhop, tmp_path: Path) -> None:
    invitation = an_invitation(bellhop)
    (tmp_path / "sample.txt").write_text("A sample", "utf-8")
    bellhop("draft", invitation, "--letter", "First")
    bellhop("draft", invitation, "--letter", "Second")
    bellhop("attach", invitation, str(tmp_path / "sample.txt"))
    bellhop("ignore", an_invitation(bellhop))
    place = tmp_path / "all.zip"
    assert bellhop("export", str(place)).code == 0
    with zipfile.ZipFile(place) as archive:
        lines = [json.loads(line) for line in archive.read("bellhop.jsonl").splitlines()]
        (file,) = [name for name in archive.namelist() if name.startswith("files/")]
        assert archive.read(file) == b"A sample"
    kinds = {line["kind"] for line in lines}
    assert kinds >= {
        "account",
        "invitation",
        "proposal",
        "room",
        "message",
        "notification",
        "draft_revision",
        "receipt",
    }
    letters = [line["value"]["fields"].get("cover_letter") for line in lines if line["kind"] == "draft_revision"]
    assert letters == ["First", "Second", "Second"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_an_export_that_cannot_be_written_leaves_nothing(bellhop: Bellhop, tmp_path: Path) -> None:
    said = bellhop("export", str(tmp_path / "no" / "all.zip"))
    assert said.code == 1
    assert "Traceback" not in said.err
    assert not (tmp_path / "no").exists()


# --- beside a window --------------------------------------------------------------------------------------


def test_while_a_window_is_open_reading_works_and_writing_is_left_to_it(
    bellhop: Bellhop, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PATIENCE_SECONDS", 1.0)
    monkeypatch.setattr(desk, "VERB_SECONDS", 0.2)
    lock = hold(profile / "lock")
    assert lock is not None
    invitation = an_invitation(bellhop)
    said = bellhop("ignore", invitation)
    assert (said.code, "The window that is open on this profile sends it" in said.out) == (4, True)
    assert bellhop("restore", bellhop("backup", "--json").data["name"]).code == 2
    assert bellhop("sync").code == 0
    lock.unlock()
    assert bellhop("sync").code == 0
    assert first(bellhop, "archived", id=invitation)["state"] == "ignored"


def test_two_that_send_the_same_draft_at_once_send_one_proposal(bellhop: Bellhop, profile: Path) -> None:
    open_ones = [each["id"] for each in bellhop("list", "--json").data if each["letter"] == "optional"]
    invitations = [each for each in open_ones if not draft_of(bellhop, each)["flaws"]][:4]
    before = len(bellhop("list", "submitted", "--json").data)
    for invitation in invitations:
        bellhop("draft", invitation, "--letter", "Once")
        command = [sys.executable, "-m", "desktop", "send", invitation, "--profile", str(profile)]
        both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
        assert min(each.wait(60) for each in both) == 0
    assert bellhop("sync").code == 0
    sent = bellhop("list", "submitted", "--json").data
    assert len(sent) - before == len(invitations) == 4
    assert bellhop("list", "outbox", "--json").data == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_what_verbs_write_is_for_its_owner_alone(bellhop: Bellhop, tmp_path: Path) -> None:
    home = tmp_path / "new"
    bellhop("sync", on=home)
    bellhop("backup", on=home)
    everything = [home, *home.rglob("*")]
    assert len(everything) > 4
    assert [path for path in everything if path.stat().st_mode & 0o077] == []


# --- all verbs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_and_its_exit_codes(bellhop: Bellhop, verb: str) -> None:
    said = bellhop(verb, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: bellhop {verb}")
    assert "4 offline and queued" in " ".join(said.out.split())


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_knows_what_it_does_not_understand(bellhop: Bellhop, verb: str) -> None:
    said = bellhop(verb, "--no-such-option")
    assert said.code == 2
    assert "Traceback" not in said.err


@pytest.mark.parametrize("verb", ["list", "sync", "doctor"])
def test_a_profile_that_cannot_be_used_is_one_sentence(bellhop: Bellhop, tmp_path: Path, verb: str) -> None:
    (tmp_path / "file").touch()
    said = bellhop(verb, on=tmp_path / "file")
    assert (said.code, said.out) == (1, "")
    assert "is not a directory" in said.err


def test_a_failure_is_json_too_where_json_was_asked_for(bellhop: Bellhop) -> None:
    said = bellhop("show", "nothing-like-it", "--json")
    assert (said.code, said.data["outcome"]) == (2, "failed")
    assert said.err == ""


def test_into_a_pipe_no_progress_is_written(bellhop: Bellhop, tmp_path: Path) -> None:
    said = bellhop("sync", on=tmp_path / "new")
    assert (said.code, said.err) == (0, "")


def test_drafts_are_kept_for_other_computers_only_where_there_can_be_any(bellhop: Bellhop) -> None:
    said = bellhop("sync", "--drafts", "on")
    assert said.code == 2
    assert "no other one can reach it" in said.err


@pytest.fixture
def distant(monkeypatch: pytest.MonkeyPatch) -> None:
    """The marketplace counts as one that other computers can reach."""
    near = ways.embedded

    async def far(profile: Profile, *, speed: float, tell: Callable[[str], None]) -> ways.Way:
        return (await near(profile, speed=speed, tell=tell))._replace(is_remote=True)

    monkeypatch.setattr(ways, "embedded", far)


@pytest.mark.usefixtures("distant")
def test_drafts_are_kept_with_the_next_sync_until_that_is_taken_back(bellhop: Bellhop, profile: Path) -> None:
    said = bellhop("sync", "--drafts", "on")
    assert said.code == 0
    assert "Clients never see it." in said.out
    invitation = an_invitation(bellhop)
    bellhop("draft", invitation, "--letter", "Half a letter")
    assert kept(profile) == {}
    bellhop("sync")
    assert kept(profile) == {invitation: "Half a letter"}
    assert "removes its copies" in bellhop("sync", "--drafts", "off").out
    assert kept(profile) == {}
    assert "Half a letter" in str(draft_of(bellhop, invitation))


def kept(profile: Path) -> dict[str, str]:
    """The letters that the marketplace keeps, by what they are written for."""
    engine = Engine(f"sqlite:///{profile / 'market.sqlite3'}")
    page = engine.changes(demo.ANA.id, 0, 1_000)
    engine.close()
    found = [each for each in getattr(page, "entities", ()) if isinstance(each, Draft)]
    return {each.written_for: each.text.fields.cover_letter for each in found if each.text is not None}
