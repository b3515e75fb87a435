"""What time does by itself, and that nothing depends on when it is noticed."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    AnyCommand,
    DeclineProposal,
    EditProposal,
    Invite,
    MakeOffer,
    SendMessage,
    SubmitProposal,
    ViewProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import InvitationState, NotificationKind, ProposalState
from marketplace.contract.ids import AccountId, InvitationId, JobId, MessageId
from marketplace.engine import Actor, Engine, MarketUnavailable
from marketplace.http import EngineThread, timekeeping
from tests.unit.marketplace.stories import (
    ANA,
    INVITATION,
    JOB,
    NORDWIND,
    OFFER,
    OPENING,
    PROPOSAL,
    ROOM,
    Story,
    a_job,
)


def test_a_job_closes_after_thirty_idle_days(story: Story) -> None:
    story.invited().waits(days=29, hours=23)
    still_open = story.state()
    story.waits(hours=1)
    assert (still_open, story.state()) == (InvitationState.RECEIVED, InvitationState.CLOSED)
    assert story.last_bell() == ("job_closed", "A job was closed", "Turbine manual")
    assert not story.invitation().job.is_open


@pytest.mark.parametrize("verb", ["view", "answer", "invite", "message"])
def test_a_job_that_its_client_tends_is_not_idle(story: Story, verb: str) -> None:
    story.accepted()
    if verb == "message":
        story.does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Hello"))
    story.waits(days=20)
    tending: dict[str, AnyCommand] = {
        "view": ViewProposal(proposal=PROPOSAL),
        "answer": AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Hello"),
        "invite": Invite(invitation=InvitationId("b"), job=JOB, freelancer=AccountId("ben"), message=""),
        "message": SendMessage(room=ROOM, message=MessageId("m"), text="Still there?"),
    }
    story.does(NORDWIND, tending[verb])
    story.waits(days=20)
    assert story.proposal().job.is_open
    story.waits(days=11)
    assert not story.proposal().job.is_open


def test_a_job_closes_on_its_day(story: Story) -> None:
    story.invited(a_job(closes_at=story.now + timedelta(days=3))).waits(days=3)
    assert story.state() is InvitationState.CLOSED


def test_what_is_over_cannot_be_used_before_anybody_has_noticed(story: Story) -> None:
    story.invited().now += timedelta(days=31)
    assert story.state() is InvitationState.RECEIVED
    assert not story.invitation().job.is_open
    assert story.is_refused(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)) == "job_closed"
    assert story.is_refused(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL)) == "job_closed"


UNNOTICED: tuple[tuple[Actor, AnyCommand], ...] = (
    (NORDWIND, ViewProposal(proposal=PROPOSAL)),
    (NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Hello")),
    (NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OFFER, message="Shall we?")),
    (NORDWIND, DeclineProposal(proposal=PROPOSAL)),
    (ANA, EditProposal(proposal=PROPOSAL, duration="under_1_month")),
    (ANA, WithdrawProposal(proposal=PROPOSAL, reason="other")),
)


@pytest.mark.parametrize(("actor", "command"), UNNOTICED, ids=lambda one: type(one).__name__)
def test_what_waits_for_an_answer_is_over_with_its_job_before_anybody_has_noticed(
    story: Story, actor: Actor, command: AnyCommand
) -> None:
    story.posts()
    story.does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL))
    story.now += timedelta(days=31)
    assert story.is_refused(actor, command) == "job_closed"
    story.waits()
    assert (story.proposal().state, story.connects()) == (ProposalState.ARCHIVED, 20)


def test_words_do_not_bring_a_job_back(story: Story) -> None:
    story.answered().now += timedelta(days=31)
    story.does(NORDWIND, SendMessage(room=ROOM, message=MessageId("m"), text="Still there?"))
    assert not story.proposal().job.is_open
    story.waits()
    assert story.last_bell()[0] == "message_received", "nothing of it was unanswered"
    assert not story.proposal().job.is_open


def test_a_proposal_to_a_job_that_closes_by_itself_gets_its_connects_back(story: Story) -> None:
    story.posts()
    story.does(ANA, SubmitProposal(job=JOB, proposal=PROPOSAL))
    paid = story.connects()
    story.waits(days=31)
    assert (paid, story.connects(), story.proposal().state) == (14, 20, ProposalState.ARCHIVED)


def test_noticing_twice_tells_once(story: Story) -> None:
    story.offered().waits(days=8)
    told = len(story.bell())
    story.waits(hours=1)
    assert len(story.bell()) == told
    assert [one.kind for one in story.bell()].count(NotificationKind.OFFER_RUNNING_OUT) == 0


def test_much_that_is_over_is_noticed_in_pieces(story: Story) -> None:
    for number in range(60):
        story.posts(a_job(JobId(f"job-{number}")))
    story.now += timedelta(days=31)
    assert [story.engine.tick() for _ in range(3)] == [50, 10, 0]


def keep_time_until(told: Callable[[asyncio.Event], Callable[[Engine], int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve, with `Engine.tick` as `told` makes it, until the event that it was given is set."""
    monkeypatch.setattr(timekeeping, "PAUSE", 0.01)

    async def serve() -> None:
        enough = asyncio.Event()
        monkeypatch.setattr(Engine, "tick", told(enough))
        thread = EngineThread(lambda: Engine("sqlite://"))
        async with timekeeping.keeping_time(thread), asyncio.timeout(20):
            await enough.wait()
        await thread.close()

    asyncio.run(serve())


def test_whoever_serves_keeps_time(monkeypatch: pytest.MonkeyPatch) -> None:
    left = [2, 1, 0, 1, 0]

    def counted(enough: asyncio.Event) -> Callable[[Engine], int]:
        loop = asyncio.get_running_loop()

        def tick(_engine: Engine) -> int:
            if len(left) == 1:
                loop.call_soon_threadsafe(enough.set)
            return left.pop(0) if left else 0

        return tick

    keep_time_until(counted, monkeypatch)
    assert left == []


def test_a_market_that_is_out_of_reach_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[int] = []

    def unavailable(enough: asyncio.Event) -> Callable[[Engine], int]:
        loop = asyncio.get_running_loop()

        def tick(_engine: Engine) -> int:
            asked.append(1)
            if len(asked) == 3:
                loop.call_soon_threadsafe(enough.set)
            raise MarketUnavailable("The disk is full.")

        return tick

    keep_time_until(unavailable, monkeypatch)
    assert "The disk is full." in caplog.text
