"""Simulated clients do more than talk: they ask for a talk, offer, agree to other times, and change their minds."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from marketplace.contract.commands import AcceptOffer, MoveMeeting, SendMessage
from marketplace.contract.entities import MeetingState, OfferState, ProposalState, Receipt
from marketplace.contract.ids import CommandId, ContractId, MessageId, new_id
from marketplace.simulation import characters, going_further
from tests.unit.marketplace.stories import ANA, ROOM, Story

SEEDS = range(60)


@pytest.fixture
def story() -> Iterator[Story]:
    """Nordwind has answered Ana."""
    told = Story().answered()
    yield told
    told.engine.close()


def live(story: Story, seed: int, seconds: float) -> None:
    """Let the clients live for so long at speed 1."""
    end = story.now + timedelta(seconds=seconds)
    while story.now < end:
        characters.step(story.engine, seed, 1.0, story.now)
        story.now += timedelta(seconds=1)


def say(story: Story, times: int, seed: int) -> None:
    """Ana says something, and waits for a while, so often."""
    for _ in range(times):
        said = SendMessage(room=ROOM, message=MessageId(new_id()), text="Thank you, I will send the first page.")
        outcome = story.engine.handle(ANA, CommandId(new_id()), said)
        assert isinstance(outcome, Receipt)
        live(story, seed, 12)


def seed_with(wanted: tuple[int | None, int | None]) -> int:
    """A seed under which Nordwind goes further in that way."""
    steps = {seed: going_further._steps(Random(f"{seed}/further/job").random()) for seed in SEEDS}
    return next(seed for seed, found in steps.items() if found == wanted)


def test_some_ask_for_a_talk_before_they_offer(story: Story) -> None:
    seed = seed_with((4, 6))
    say(story, 2, seed)
    assert [each.state for each in story.room().meetings] == [MeetingState.PROPOSED]
    assert story.proposal().state is ProposalState.ACTIVE
    say(story, 1, seed)
    assert story.proposal().state is ProposalState.OFFERED


def test_some_offer_at_once(story: Story) -> None:
    say(story, 2, seed_with((None, 4)))
    assert (story.proposal().state, story.room().meetings) == (ProposalState.OFFERED, ())


def test_some_only_talk(story: Story) -> None:
    say(story, 4, seed_with((None, None)))
    assert (story.proposal().state, story.room().meetings) == (ProposalState.ACTIVE, ())


def test_they_offer_once_and_answer_what_was_said_as_well(story: Story) -> None:
    seed = seed_with((None, 4))
    say(story, 2, seed)
    offer = story.proposal().offer
    say(story, 2, seed)
    last = story.engine.last_message(ROOM)
    assert last is not None
    assert last.author == "client"
    assert story.proposal().offer == offer is not None


def test_an_offer_of_theirs_can_be_taken(story: Story) -> None:
    say(story, 2, seed_with((None, 4)))
    offer = story.proposal().offer
    assert offer is not None
    story.does(ANA, AcceptOffer(offer=offer.id, contract=ContractId("contract")))
    assert story.proposal().state is ProposalState.HIRED


@pytest.mark.parametrize("agrees", [True, False])
def test_another_time_is_answered_mostly_with_a_yes(story: Story, agrees: bool) -> None:
    say(story, 2, seed_with((4, 6)))
    [meeting] = story.room().meetings
    story.does(ANA, MoveMeeting(meeting=meeting.id, at=meeting.at + timedelta(hours=3)))
    answers = {seed: going_further.answer_meeting(story.room(), seed, 1.0) for seed in SEEDS}
    kinds: dict[bool, list[int]] = {True: [], False: []}
    for seed, move in answers.items():
        assert move is not None
        kinds[type(move.command).__name__ == "AcceptMeeting"].append(seed)
    assert len(kinds[True]) > 2 * len(kinds[False]) > 0
    live(story, kinds[agrees][0], 12)
    wanted = MeetingState.ACCEPTED if agrees else MeetingState.DECLINED
    assert story.room().meetings[0].state is wanted


def test_a_few_take_an_offer_back_that_nobody_answers() -> None:
    told = Story().offered()
    moves = {seed: going_further.change_mind(told.proposal(), seed, 1.0) for seed in SEEDS}
    moody = [seed for seed, move in moves.items() if move is not None]
    assert 0 < len(moody) < len(SEEDS) / 3
    live(told, next(seed for seed in SEEDS if seed not in moody), 1000)
    still_there = told.proposal().offer
    live(told, moody[0], 10)
    gone = told.proposal().offer
    told.engine.close()
    assert still_there is not None
    assert gone is not None
    assert (still_there.state, gone.state) == (OfferState.OPEN, OfferState.WITHDRAWN)


def test_the_same_seed_does_the_same_again() -> None:
    ends = []
    for _ in range(2):
        told = Story().answered()
        say(told, 4, 3)
        ends.append((told.proposal().state, told.room().preview, [each.note for each in told.room().meetings]))
        told.engine.close()
    assert ends[0] == ends[1]
