"""Simulated clients: what they decide, and that they live through anything without memory."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from marketplace.contract.commands import AcceptInvitation, SendMessage, ViewProposal
from marketplace.contract.entities import (
    Attachment,
    HourlyRange,
    HourlyTerms,
    Invitation,
    InvitationState,
    Letter,
    Message,
    NotificationKind,
    Party,
    Proposal,
    ProposalState,
    Receipt,
)
from marketplace.contract.ids import BlobId, CommandId, InvitationId, JobId, MessageId, ProposalId, RoomId
from marketplace.contract.policy import Policy
from marketplace.engine import Actor, Engine, MarketUnavailable
from marketplace.simulation import characters
from marketplace.simulation.characters import SILENT_FROM, Outcome, move_on, plan, reply, run, step
from marketplace.simulation.demo import ANA, FREELANCER
from marketplace.simulation.market import bulk
from tests.unit.simulation.conftest import NOW, all_entities

SEED = 7
PROPOSAL = ProposalId("answer-to-an-invitation")
LIMITS = Policy().limits
[OFFER] = bulk(1, 1, NOW)


def _proposal(job: str = "job", rate: Decimal | None = None, letter: str = "I would begin on Monday.") -> Proposal:
    client, post, invitation = OFFER
    terms = HourlyTerms(rate=rate or Decimal(40))
    budget = HourlyRange(low=Decimal(30), high=Decimal(40))
    return Proposal(
        id=PROPOSAL,
        version=1,
        job=replace(post, id=JobId(job), budget=budget),
        client=client,
        terms=terms,
        as_offered=rate is None,
        fee_percent=Decimal(10),
        submitted_at=NOW,
        invitation=invitation.id,
        cover_letter=letter,
    )


def _said(position: int, text: str = "Thank you.") -> Message:
    return Message(
        id=MessageId(f"message-{position}"),
        version=1,
        room=RoomId("room"),
        author=Party.FREELANCER,
        author_name="Ana Reis",
        text=text,
        sent_at=NOW,
        position=position,
    )


def _answered_job() -> str:
    return next(f"job-{n}" for n in range(99) if plan(_proposal(f"job-{n}"), SEED).outcome is Outcome.ANSWER)


# --- what they decide -------------------------------------------------------------------------------------


@given(job=st.text(min_size=1, max_size=40), seed=st.integers(0, 2**32))
def test_a_plan_is_the_same_whenever_it_is_made(job: str, seed: int) -> None:
    assert plan(_proposal(job), seed) == plan(_proposal(job), seed)


@given(job=st.text(min_size=1, max_size=40), seed=st.integers(0, 2**32))
def test_a_client_looks_after_three_seconds_and_answers_after_eight(job: str, seed: int) -> None:
    planned = plan(_proposal(job), seed)

    assert 2 <= planned.view_after <= 4
    assert 7 <= planned.answer_after <= 9.5


@given(job=st.text(min_size=1, max_size=40), seed=st.integers(0, 2**32))
def test_who_speaks_has_something_to_say_within_the_limits(job: str, seed: int) -> None:
    planned = plan(_proposal(job), seed)
    limit = LIMITS.chat_message if planned.outcome is Outcome.ANSWER else LIMITS.decline_message

    assert (planned.text == "") == (planned.outcome is Outcome.SILENCE)
    assert len(planned.text) <= limit


def test_three_of_four_clients_answer_and_some_stay_silent() -> None:
    outcomes = Counter(plan(_proposal(f"job-{number}"), SEED).outcome for number in range(2_000))

    assert 0.7 < outcomes[Outcome.ANSWER] / 2_000 < 0.8
    assert outcomes[Outcome.DECLINE] > 0
    assert outcomes[Outcome.SILENCE] > 0


def test_the_temper_of_a_client_does_not_depend_on_how_the_proposal_is_called() -> None:
    proposal = _proposal()

    assert plan(replace(proposal, id=ProposalId("another")), SEED) == plan(proposal, SEED)


def test_the_first_invitations_of_the_demo_lead_to_an_answer(played: Engine) -> None:
    newest = sorted(_waiting(played), key=lambda one: one.sent_at, reverse=True)[:3]

    outcomes = [plan(_proposal(invitation.job.id), SEED).outcome for invitation in newest]

    assert outcomes == [Outcome.ANSWER] * 3


def test_an_answer_remarks_on_the_terms() -> None:
    job = _answered_job()

    def remarks(rate: Decimal | None) -> str:
        return plan(_proposal(job, rate), SEED).text

    assert len({remarks(None), remarks(Decimal(60)), remarks(Decimal(35))}) == 3


def test_an_answer_remarks_on_the_letter_or_on_files() -> None:
    job = _answered_job()
    file = Attachment(blob=BlobId("0" * 64), name="sample.pdf", size=10)
    with_file = replace(_proposal(job), attachments=(file,))

    texts = {plan(one, SEED).text for one in (_proposal(job), _proposal(job, letter=" "), with_file)}

    assert len(texts) == 3


def test_an_answer_fits_the_trade() -> None:
    proposal = _proposal(_answered_job())
    translation = replace(proposal, job=replace(proposal.job, category="Translation"))
    unheard_of = replace(proposal, job=replace(proposal.job, category="Falconry"))

    assert plan(translation, SEED).text != plan(unheard_of, SEED).text


# --- the room ---------------------------------------------------------------------------------------------


def test_a_few_replies_are_followed_by_friendly_silence() -> None:
    replied = [reply(_said(position), SEED) is not None for position in range(2, 40, 2)]

    assert replied == sorted(replied, reverse=True)
    assert replied[0]
    assert not replied[-1]


def test_replies_do_not_repeat_themselves_at_once() -> None:
    texts = [spoken.text for position in range(2, SILENT_FROM, 2) if (spoken := reply(_said(position), SEED))]

    assert all(one != following for one, following in pairwise(texts))


def test_a_question_is_answered_as_a_question() -> None:
    assert reply(_said(2, "Shall I begin?"), SEED) != reply(_said(2, "I begin."), SEED)


def test_a_client_does_not_answer_themselves() -> None:
    assert reply(replace(_said(2), author=Party.CLIENT), SEED) is None


# --- acting in a market -----------------------------------------------------------------------------------


def _waiting(engine: Engine) -> list[Invitation]:
    return [
        entity
        for entity in all_entities(engine)
        if isinstance(entity, Invitation)
        and entity.state in {InvitationState.RECEIVED, InvitationState.SEEN}
        and entity.job.letter is not Letter.INTERVIEW
    ]


def _accept(engine: Engine, outcome: Outcome = Outcome.ANSWER, now: datetime = NOW) -> Proposal:
    """Ana accepts an invitation whose client is of that temper."""
    invitation = next(one for one in _waiting(engine) if plan(_proposal(one.job.id), SEED).outcome is outcome)
    command = AcceptInvitation(
        invitation=InvitationId(invitation.id),
        proposal=PROPOSAL,
        cover_letter="I would begin on Monday.",
        answers=("Yes.",) * len(invitation.job.questions),
        unblock=True,
    )
    assert isinstance(engine.handle(FREELANCER, CommandId("accept"), command, now=now), Receipt)
    return _now(engine)


def _now(engine: Engine) -> Proposal:
    proposal = engine.proposal(PROPOSAL)
    assert proposal is not None
    return proposal


def _live(engine: Engine, start: datetime, seconds: float) -> datetime:
    """Let time pass in the steps that `run` would make."""
    now = start
    while now < start + timedelta(seconds=seconds):
        now += timedelta(seconds=step(engine, SEED, 1.0, now))
    return now


def test_a_proposal_is_viewed_then_answered_then_there_is_a_room(market: Engine) -> None:
    _accept(market)

    _live(market, NOW, 4.5)
    assert _now(market).state is ProposalState.VIEWED

    _live(market, NOW + timedelta(seconds=4.5), 6)
    proposal = _now(market)
    assert proposal.state is ProposalState.ACTIVE
    assert proposal.room is not None
    assert market.room(proposal.room) is not None


def test_a_client_declines_with_a_reason(market: Engine) -> None:
    _accept(market, Outcome.DECLINE)

    _live(market, NOW, 12)

    proposal = _now(market)
    assert proposal.state is ProposalState.DECLINED
    assert proposal.reason


def test_a_silent_client_looks_and_says_nothing(market: Engine) -> None:
    _accept(market, Outcome.SILENCE)

    _live(market, NOW, 60)

    assert _now(market).state is ProposalState.VIEWED


def test_ten_times_the_speed_takes_a_tenth_of_the_time() -> None:
    slow, fast = move_on(_proposal(), SEED, 1.0), move_on(_proposal(), SEED, 10.0)

    assert slow is not None
    assert fast is not None
    assert (slow.due - NOW) / 10 == pytest.approx(fast.due - NOW, abs=timedelta(milliseconds=1))


def test_what_was_missed_while_the_market_was_closed_happens_afterwards(market: Engine) -> None:
    _accept(market)
    monday = NOW + timedelta(hours=30)

    _live(market, monday, 3)

    assert _now(market).state is ProposalState.ACTIVE


def test_a_restart_between_two_steps_changes_nothing(market: Engine) -> None:
    _accept(market)
    done = _live(market, NOW, 12)
    room = _now(market).room
    head = market.head(ANA.id)

    _live(market, done, 12)

    assert _now(market).room == room
    assert market.head(ANA.id) == head


def test_somebody_else_who_was_faster_is_no_mistake(market: Engine) -> None:
    proposal = _accept(market)
    stranger = Actor(Party.CLIENT, proposal.client.id)
    market.handle(stranger, CommandId("by-hand"), ViewProposal(proposal=proposal.id), now=NOW)

    _live(market, NOW, 12)

    assert _now(market).state is ProposalState.ACTIVE


def test_old_proposals_of_the_demo_stay_as_they_are(market: Engine) -> None:
    before = all_entities(market)

    _live(market, NOW, 30)

    assert before == all_entities(market)


def test_a_message_in_the_room_is_replied_to_once(market: Engine) -> None:
    _accept(market)
    now = _live(market, NOW, 12)
    room = _now(market).room
    assert room is not None
    command = SendMessage(room=room, message=MessageId("mine"), text="May I see the glossary?")
    market.handle(FREELANCER, CommandId("say"), command, now=now)

    _live(market, now, 30)

    said = [one for one in all_entities(market) if isinstance(one, Message) and one.room == room]
    assert [one.author for one in said] == [Party.CLIENT, Party.FREELANCER, Party.CLIENT]


def test_ana_is_told_of_each_step(market: Engine) -> None:
    before = all_entities(market)
    _accept(market)

    _live(market, NOW, 12)

    told = [one.kind for one in all_entities(market) if one not in before and hasattr(one, "kind")]
    assert told == [NotificationKind.PROPOSAL_VIEWED, NotificationKind.CLIENT_ANSWERED]


def test_nothing_to_do_means_the_longest_sleep(bare: Engine) -> None:
    assert step(bare, SEED, 1.0, NOW) == characters.LONGEST_SLEEP


def test_a_sleep_is_never_shorter_than_half_a_second(market: Engine) -> None:
    _accept(market)
    due = NOW + timedelta(seconds=plan(_now(market), SEED).view_after)

    assert step(market, SEED, 1.0, due - timedelta(milliseconds=1)) == characters.SHORTEST_SLEEP


# --- running ----------------------------------------------------------------------------------------------


Step = Callable[[Engine, int, float, datetime], float]


def test_a_run_goes_on_until_it_is_cancelled(market: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "SHORTEST_SLEEP", 0.001)
    _accept(market, now=datetime.now(UTC) - timedelta(minutes=1))

    async def call(method: Step, seed: int, speed: float, now: datetime) -> float:
        return method(market, seed, speed, now)

    async def story() -> None:
        task = asyncio.create_task(run(call, seed=SEED, speed=1.0))
        while _now(market).state is not ProposalState.ACTIVE:
            assert not task.done()
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(asyncio.wait_for(story(), timeout=10))


def test_a_market_that_is_out_of_reach_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "OUTAGE_SLEEP", 0.0)
    calls: list[datetime] = []

    def call(method: Step, seed: int, speed: float, now: datetime) -> Awaitable[float]:
        calls.append(now)
        if len(calls) == 3:
            raise asyncio.CancelledError
        raise MarketUnavailable("The marketplace's file is locked.")

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run(call, seed=SEED, speed=1.0))

    assert len(calls) == 3
