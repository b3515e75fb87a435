"""The demo market shows the whole product: every state, every kind of client, every kind of job."""

from datetime import timedelta
from pathlib import Path

import pytest

from marketplace.contract.commands import PostJob
from marketplace.contract.entities import (
    Account,
    AnyEntity,
    Client,
    FixedBudget,
    HighlightKind,
    HourlyRange,
    Invitation,
    InvitationState,
    Letter,
    MeetingState,
    Message,
    MilestoneTerms,
    Notification,
    NotificationKind,
    OfferState,
    Origin,
    Party,
    Proposal,
    ProposalState,
    Room,
)
from marketplace.engine import Engine
from marketplace.simulation import demo, script
from marketplace.simulation.demo import ANA, ScriptError, fill, open_account
from tests.unit.simulation.conftest import NOW, all_entities

Entities = tuple[AnyEntity, ...]


@pytest.fixture
def invitations(entities: Entities) -> list[Invitation]:
    """The newest first."""
    found = [entity for entity in entities if isinstance(entity, Invitation)]
    return sorted(found, key=lambda invitation: invitation.sent_at, reverse=True)


@pytest.fixture
def proposals(entities: Entities) -> list[Proposal]:
    return [entity for entity in entities if isinstance(entity, Proposal)]


@pytest.fixture
def clients(invitations: list[Invitation]) -> list[Client]:
    return [invitation.client for invitation in invitations]


def _by_client(invitations: list[Invitation], name: str) -> list[Invitation]:
    commands = [event.command for event in demo.events(NOW, 7)]
    posts = {command.job.id: command.client.name for command in commands if isinstance(command, PostJob)}
    return [invitation for invitation in invitations if posts[invitation.job.id] == name]


def test_most_invitations_are_written_by_hand() -> None:
    assert len([scene for scene in script.scenes() if scene.invited]) >= 44


def test_no_two_jobs_share_a_text() -> None:
    scenes = script.scenes()

    assert len({scene.title for scene in scenes}) == len(scenes)
    assert len({scene.description for scene in scenes}) == len(scenes)


def test_the_newest_invitations_are_those_a_newcomer_should_meet_first(invitations: list[Invitation]) -> None:
    assert [invitation.job.title.split()[0] for invitation in invitations if _can_be_answered(invitation)][:7] == [
        "Technical",
        "Flutter",
        "Explainer",
        "Cleaning",
        "Editing",
        "Shopify",
        "Logo",
    ]


def _can_be_answered(invitation: Invitation) -> bool:
    return invitation.state in {InvitationState.RECEIVED, InvitationState.SEEN}


def test_every_state_of_an_invitation_occurs(invitations: list[Invitation]) -> None:
    assert {invitation.state for invitation in invitations} == set(InvitationState)


def test_every_state_that_a_proposal_can_reach_occurs(proposals: list[Proposal]) -> None:
    assert {proposal.state for proposal in proposals} == set(ProposalState)


def test_one_offer_runs_out_soon_and_one_was_taken(proposals: list[Proposal]) -> None:
    offers = {proposal.offer.state: proposal.offer for proposal in proposals if proposal.offer is not None}

    assert set(offers) == {OfferState.OPEN, OfferState.ACCEPTED}
    assert NOW < offers[OfferState.OPEN].expires_at < NOW + timedelta(days=1)
    assert [type(proposal.terms) for proposal in proposals if proposal.state is ProposalState.OFFERED] == [
        MilestoneTerms
    ]
    assert any(proposal.contract for proposal in proposals)


def test_an_agency_sits_in_one_room_and_a_meeting_is_to_come_there(entities: Entities) -> None:
    [room] = [one for one in entities if isinstance(one, Room) and len(one.members) == 3]

    assert [member.name for member in room.members] == ["Ana Reis", "Mara Lopes", "Studio Ferrante"]
    assert room.meetings[0].at > NOW
    assert room.meetings[0].state is MeetingState.ACCEPTED


def test_the_profile_has_something_to_put_beside_a_proposal(entities: Entities, proposals: list[Proposal]) -> None:
    [account] = [one for one in entities if isinstance(one, Account)]

    assert {each.kind for each in account.highlights} == set(HighlightKind)
    assert [agency.name for agency in account.agencies] == ["Sete Colinas Languages"]
    assert account.responsiveness.answered
    assert any(proposal.highlights for proposal in proposals)


def test_one_proposal_was_sent_without_an_invitation_and_paid_in_connects(
    entities: Entities, proposals: list[Proposal]
) -> None:
    [direct] = [proposal for proposal in proposals if proposal.invitation is None]
    [account] = [entity for entity in entities if isinstance(entity, Account)]

    assert account.connects == ANA.connects - direct.connects < ANA.connects


def test_terms_were_accepted_in_some_proposals_and_changed_in_others(proposals: list[Proposal]) -> None:
    assert {proposal.as_offered for proposal in proposals} == {True, False}


def test_jobs_are_of_every_kind(invitations: list[Invitation]) -> None:
    waiting = [invitation for invitation in invitations if _can_be_answered(invitation)]
    jobs = [invitation.job for invitation in waiting]

    assert {type(job.budget) for job in jobs} == {HourlyRange, FixedBudget}
    assert {job.letter for job in jobs} == set(Letter)
    assert {bool(job.questions) for job in jobs} == {True, False}
    assert {invitation.origin for invitation in waiting} == set(Origin)
    assert min(len(job.description) for job in jobs) < 50
    assert max(len(job.description) for job in jobs) > 1_000
    assert len({job.category for job in jobs}) >= 15


def test_a_job_closes_soon(invitations: list[Invitation]) -> None:
    closing = [invitation.job.closes_at for invitation in invitations if invitation.job.closes_at is not None]

    assert NOW < min(closing) < NOW + timedelta(days=4)


def test_clients_are_of_every_quality(clients: list[Client]) -> None:
    assert {client.payment_verified for client in clients} == {True, False}
    assert {client.can_be_blocked for client in clients} == {True, False}
    assert any(client.hires and client.spent is None for client in clients), "hidden spending"
    assert any(not client.hires for client in clients), "newcomers"
    assert any(client.rating == 5 for client in clients), "the best"
    assert any(client.rating is not None and client.rating < 3 for client in clients), "the worst"
    assert len({client.country for client in clients}) >= 30


def test_a_newcomer_among_the_clients_stays_new() -> None:
    later = NOW + timedelta(days=900)

    assert max(client.member_since for client in script.cast(later)) > (later - timedelta(days=7)).date()


def test_a_client_invites_for_the_third_time(invitations: list[Invitation]) -> None:
    states = [(one.earlier, one.state) for one in _by_client(invitations, "Tern & Co")]

    assert states == [(2, InvitationState.SEEN), (1, InvitationState.IGNORED), (0, InvitationState.DECLINED)]


def test_the_blocked_client_still_has_open_jobs_and_an_unanswered_invitation(invitations: list[Invitation]) -> None:
    declined, unanswered = _by_client(invitations, "Rivulet Trading")

    assert declined.decline is not None
    assert declined.decline.blocked
    assert declined.job.is_open
    assert _can_be_answered(unanswered)
    assert unanswered.client.is_blocked


def test_names_are_hidden_until_there_is_a_room(entities: Entities, invitations: list[Invitation]) -> None:
    met = {entity.client.id for entity in entities if isinstance(entity, Room)}

    assert {one.client.id for one in invitations if one.client.name is not None} == met & {
        one.client.id for one in invitations
    }


def test_conversations_go_back_and_forth(entities: Entities) -> None:
    messages = [entity for entity in entities if isinstance(entity, Message)]
    rooms = [entity for entity in entities if isinstance(entity, Room)]

    assert len(rooms) >= 3
    assert {room.unread > 0 for room in rooms} == {True, False}
    for room in rooms:
        said = [message for message in messages if message.room == room.id]
        assert len(said) >= 4
        assert {message.author for message in said} >= {Party.FREELANCER, Party.CLIENT}


def test_the_bell_has_told_of_everything_and_a_little_is_unread(entities: Entities) -> None:
    bell = [entity for entity in entities if isinstance(entity, Notification)]

    assert {notification.kind for notification in bell} == set(NotificationKind)
    assert 3 <= len([notification for notification in bell if not notification.is_read]) <= 5


def test_everything_has_happened_already() -> None:
    assert max(event.at for event in demo.events(NOW, 7)) < NOW


def test_the_same_demo_is_made_twice(entities: Entities, bare: Engine) -> None:
    fill(bare, NOW)

    assert all_entities(bare) == entities


def test_another_seed_names_everything_anew(entities: Entities, bare: Engine) -> None:
    fill(bare, NOW, seed=8)

    assert {one.id for one in all_entities(bare)} & {one.id for one in entities} == {ANA.id}


def test_an_account_can_begin_empty(bare: Engine) -> None:
    open_account(bare)

    assert all_entities(bare) == (ANA,)


def test_an_account_is_opened_once(market: Engine) -> None:
    open_account(market)

    account = market.account(ANA.id)
    assert account is not None
    assert account.connects < ANA.connects


def test_a_step_that_breaks_a_rule_is_named(market: Engine) -> None:
    with pytest.raises(ScriptError, match=r"/post: .*used for something else"):
        fill(market, NOW + timedelta(hours=1))


def test_a_file_is_made_whole(tmp_path: Path, entities: Entities) -> None:
    demo.create(tmp_path / "market.sqlite3", NOW)

    assert [file.name for file in tmp_path.iterdir()] == ["market.sqlite3"]
    engine = Engine(f"sqlite:///{tmp_path / 'market.sqlite3'}")
    made = all_entities(engine)
    engine.close()
    assert made == entities


def test_an_interruption_leaves_no_half_market(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "fill", _interrupted)

    with pytest.raises(KeyboardInterrupt):
        demo.create(tmp_path / "market.sqlite3", NOW)

    assert not (tmp_path / "market.sqlite3").exists()


def _interrupted(engine: Engine, now: object, seed: int) -> None:
    open_account(engine)
    raise KeyboardInterrupt
