"""The sequence of changes: complete, in order, each thing once, each reader their own."""

import pytest

from marketplace.contract.commands import CloseJob, SeeInvitation
from marketplace.contract.entities import Changes
from marketplace.contract.ids import AccountId, InvitationId, JobId
from marketplace.contract.refusals import Refusal
from tests.unit.marketplace.stories import ANA, BEN, INVITATION, JOB, NORDWIND, Story, a_job, key

ANA_ID = AccountId("ana")


def page(story: Story, since: int, limit: int = 500) -> Changes:
    """One page of Ana's."""
    found = story.engine.changes(ANA_ID, since, limit)
    assert isinstance(found, Changes)
    return found


def test_the_account_itself_comes_first(story: Story) -> None:
    assert [key(one) for one in story.seen()] == [("account", "ana")]


def test_a_newer_change_takes_the_place_of_the_older(story: Story) -> None:
    story.invited().does(ANA, SeeInvitation(invitation=INVITATION))
    assert [key(one)[0] for one in story.seen()] == ["account", "notification", "invitation"]


def test_after_the_last_change_there_is_nothing(story: Story) -> None:
    head = story.invited().engine.head(ANA_ID)
    assert page(story, head) == Changes(market=story.engine.market, entities=(), next=head, more=False)


def test_a_receipt_tells_where_the_sequence_stands(story: Story) -> None:
    receipt = story.invited().does(ANA, SeeInvitation(invitation=INVITATION))
    assert receipt.seq == story.engine.head(ANA_ID)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 500])
def test_pages_of_any_size_tell_the_same(story: Story, limit: int) -> None:
    story.answered()
    told = [key(one) for part in story.pages(limit=limit) for one in part.entities]
    assert told == [key(one) for one in story.seen()]


@pytest.mark.parametrize("limit", [-1, 0])
def test_a_page_holds_at_least_one(story: Story, limit: int) -> None:
    assert len(page(story.answered(), 0, limit).entities) == 1


def test_more_is_said_only_where_there_is_more(story: Story) -> None:
    total = len(story.invited().seen())
    assert [page(story, 0, limit).more for limit in (total - 1, total)] == [True, False]


def test_a_reader_who_is_ahead_takes_a_snapshot(story: Story) -> None:
    assert story.engine.changes(ANA_ID, 99) == Refusal(name="too_old")


def test_nobody_reads_for_an_unknown_account(story: Story) -> None:
    assert story.engine.changes(AccountId("nobody"), 0) == Refusal(name="unknown_thing")


def test_what_happens_to_one_does_not_move_the_other(story: Story) -> None:
    before = story.engine.head(AccountId("ben"))
    assert story.answered().engine.head(AccountId("ben")) == before


def test_two_readers_of_one_job_see_their_own_invitation(story: Story) -> None:
    story.invited()
    story.invites(InvitationId("bens"), reader=BEN)
    invitations = [key(one) for one in story.seen(BEN) if key(one)[0] == "invitation"]
    assert invitations == [("invitation", "bens")]


def test_the_clients_name_is_hidden_before_there_is_a_room(story: Story) -> None:
    story.accepted()
    assert (story.invitation().client.name, story.proposal().client.name) == (None, None)


def test_the_clients_name_is_seen_everywhere_once_there_is_a_room(story: Story) -> None:
    story.answered()
    names = {story.invitation().client.name, story.proposal().client.name, story.room().client.name}
    assert names == {"Nordwind Energie"}


def test_a_room_of_one_reader_shows_the_name_to_no_other(story: Story) -> None:
    story.answered()
    story.invites(InvitationId("bens"), reader=BEN)
    assert story.invitation(InvitationId("bens"), BEN).client.name is None


def test_the_client_sees_their_own_name(story: Story) -> None:
    found = story.accepted().engine.invitation(INVITATION)
    assert found is not None
    assert found.client.name == "Nordwind Energie"


def test_open_jobs_are_counted_as_they_come_and_go(story: Story) -> None:
    story.invited()
    counts = [story.invitation().client.open_jobs]
    story.posts(a_job(JobId("second")))
    counts.append(story.invitation().client.open_jobs)
    story.does(NORDWIND, CloseJob(job=JOB))
    counts.append(story.invitation().client.open_jobs)
    assert counts == [1, 2, 1]
