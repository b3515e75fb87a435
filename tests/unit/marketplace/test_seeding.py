"""Many invitations at once: as given, all or none, and the same ones for the same seed."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy.exc import IntegrityError

from marketplace.__main__ import main
from marketplace.contract.commands import CloseJob, DeclineInvitation, Invite
from marketplace.contract.entities import Client, Decline, Invitation, InvitationState, Job
from marketplace.contract.ids import AccountId, InvitationId, JobId
from tests.unit.marketplace.stories import ANA, CLIENTS, NORDWIND, START, Story, a_job

ANA_ID = AccountId("ana")
Seed = tuple[Client, Job, Invitation]


def a_seed(number: int, **facts: object) -> Seed:
    """One of many invitations of one client."""
    client, job = CLIENTS[NORDWIND], a_job(JobId(f"job{number}"))
    sent = START - timedelta(days=number)
    plain = {"id": InvitationId(f"i{number}"), "version": 1, "job": job, "client": client, "message": "Free?"}
    return client, job, Invitation(**plain | {"sent_at": sent} | facts)  # type: ignore[arg-type]


def test_what_is_loaded_is_read_as_given_but_for_the_clients_name(story: Story) -> None:
    declined = Decline(reason="spam")
    seeds = [a_seed(1), a_seed(2, state=InvitationState.DECLINED, decline=declined, answered_at=START)]
    story.engine.load(seeds, ANA_ID)
    read = [story.invitation(InvitationId(f"i{number}")) for number in (1, 2)]
    assert [(one.state, one.sent_at, one.decline, one.answered_at, one.job) for one in read] == [
        (one.state, one.sent_at, one.decline, one.answered_at, one.job) for _, _, one in seeds
    ]
    assert read[0].client.name is None


def test_more_than_a_chunk_arrives_in_order(story: Story) -> None:
    assert story.engine.load((a_seed(number) for number in range(2_500)), ANA_ID) == 2_500
    told = [one.id for one in story.seen() if isinstance(one, Invitation)]
    assert told == [f"i{number}" for number in range(2_500)]


def test_invitations_to_closed_jobs_alone_are_loaded(story: Story) -> None:
    client, job, invitation = a_seed(1, state=InvitationState.CLOSED)
    closed = a_job(job.id, is_open=False)
    assert story.engine.load([(client, closed, replace(invitation, job=closed))], ANA_ID) == 1
    assert story.invitation(invitation.id).client.open_jobs == 0


def test_what_was_blocked_is_blocked(story: Story) -> None:
    declined = Decline(reason="spam", blocked=True)
    story.engine.load([a_seed(1, state=InvitationState.DECLINED, decline=declined), a_seed(2)], ANA_ID)
    assert story.invitation(InvitationId("i2")).client.is_blocked
    more = Invite(invitation=InvitationId("more"), job=JobId("job1"), freelancer=ANA_ID, message="")
    assert story.is_refused(NORDWIND, more) == "client_blocked"


def test_loaded_invitations_live_on_like_others(story: Story) -> None:
    story.engine.load([a_seed(1), a_seed(2)], ANA_ID)
    story.does(ANA, DeclineInvitation(invitation=InvitationId("i1"), reason="other"))
    story.does(NORDWIND, CloseJob(job=JobId("job2")))
    assert story.state(InvitationId("i2")) is InvitationState.CLOSED
    assert story.invitation(InvitationId("i1")).client.open_jobs == 1


def test_all_are_loaded_or_none(story: Story) -> None:
    with pytest.raises(IntegrityError):
        story.engine.load([a_seed(1), a_seed(2), a_seed(1)], ANA_ID)
    assert not [one for one in story.seen() if isinstance(one, Invitation)]


def seed(path: Path, *more: str) -> int:
    """Seed a new file from the command line."""
    now = ["--now", "2026-11-23T09:00:00+00:00"]
    return main(["seed", "--database", f"sqlite:///{path}", "--invitations", "300", *now, *more])


def test_the_same_seed_makes_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite3", tmp_path / "second.sqlite3"
    assert (seed(first), seed(second)) == (0, 0)
    assert first.read_bytes() == second.read_bytes()


def test_another_seed_makes_another_market(tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite3", tmp_path / "second.sqlite3"
    assert (seed(first, "--seed", "1"), seed(second, "--seed", "2")) == (0, 0)
    assert first.read_bytes() != second.read_bytes()


def test_the_same_seed_twice_into_one_file_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "market.sqlite3"
    assert (seed(path), seed(path)) == (0, 1)
    assert capsys.readouterr().err == "These invitations are in this marketplace already. Choose another seed.\n"
