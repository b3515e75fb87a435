"""Simulated clients: each has a temper of its own, looks at proposals, answers most of them, and chats a little.

What a client does follows from the proposal or the message alone (its texts, its times, its state) and a seed.
Nothing is remembered, so whoever stops in between and starts again goes on as if nothing had happened.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from random import Random
from typing import NamedTuple, Protocol

from msgspec import Struct

from marketplace.beside import beside
from marketplace.contract.commands import (
    AnswerProposal,
    DeclineProposal,
    SendMessage,
    ViewProposal,
)
from marketplace.contract.entities import (
    FixedBudget,
    HourlyRange,
    Job,
    Message,
    Party,
    Proposal,
    ProposalState,
    price,
)
from marketplace.contract.ids import ClientId, MessageId, RoomId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Engine, MarketUnavailable
from marketplace.simulation import going_further, texts
from marketplace.simulation.moves import Move, move
from marketplace.simulation.naming import derived

logger = logging.getLogger(__name__)

ANSWERS = 0.75
DECLINES = 0.08
SHORTEST_SLEEP = 0.5
LONGEST_SLEEP = 2.0
OUTAGE_SLEEP = 10.0

PATIENCE = timedelta(days=2)
"""Who should have acted that long ago has moved on: an old market does not come to life all at once."""

FAREWELL_FROM = 8
SILENT_FROM = 13
"""Places in a room from which a client says good-bye, and says nothing any more."""


# --- what a client makes of it ----------------------------------------------------------------------------


class Outcome(StrEnum):
    """How a proposal ends up with a simulated client."""

    ANSWER = "answer"
    DECLINE = "decline"
    SILENCE = "silence"


class Plan(NamedTuple):
    """What a client does with a proposal. Seconds count from its submission, at speed 1.

    `text` is the answer, or the reason for declining, or empty.
    """

    view_after: float
    outcome: Outcome
    answer_after: float
    text: str


class Reply(NamedTuple):
    """What a client says in the room, `after` so many seconds at speed 1."""

    after: float
    text: str


def plan(proposal: Proposal, seed: int) -> Plan:
    """What the client of `proposal` makes of it. Their temper belongs to the job, not to the proposal's id."""
    temper = Random(f"{seed}/temper/{proposal.job.id}")
    outcome = _outcome(temper.random())
    return Plan(
        view_after=round(temper.uniform(2.0, 4.0), 1),
        outcome=outcome,
        answer_after=round(temper.uniform(7.0, 9.5), 1),
        text=_answer(proposal, outcome, temper),
    )


def reply(said: Message, seed: int) -> Reply | None:
    """What the client replies to the freelancer's words; None once enough has been said."""
    if said.author is not Party.FREELANCER or said.position >= SILENT_FROM:
        return None
    mood = Random(f"{seed}/{said.room}")
    after = round(mood.uniform(3.5, 6.5), 1)
    choices = _choices(said)
    # Walks on through the sentences as the conversation does, so that none comes twice in a row.
    return Reply(after, choices[(mood.randrange(len(choices)) + said.position // 2) % len(choices)])


def _outcome(drawn: float) -> Outcome:
    if drawn < ANSWERS:
        return Outcome.ANSWER
    return Outcome.DECLINE if drawn < ANSWERS + DECLINES else Outcome.SILENCE


def _answer(proposal: Proposal, outcome: Outcome, temper: Random) -> str:
    lines = _lines()
    match outcome:
        case Outcome.ANSWER:
            steps = lines.next_steps.get(proposal.job.category, lines.next_steps["Other"])
            parts = (lines.thanks, _on_terms(proposal, lines), _on_material(proposal, lines), steps)
            return " ".join(temper.choice(part) for part in parts)
        case Outcome.DECLINE:
            return temper.choice(lines.declines.reasons)
        case Outcome.SILENCE:
            return ""


def _on_terms(proposal: Proposal, lines: "Lines") -> Sequence[str]:
    if proposal.as_offered:
        return lines.terms.as_offered
    return lines.terms.above if price(proposal.terms) > _most_offered(proposal.job) else lines.terms.within


def _on_material(proposal: Proposal, lines: "Lines") -> Sequence[str]:
    if proposal.attachments:
        return lines.material.files
    return lines.material.letter if proposal.cover_letter.strip() else lines.material.nothing


def _choices(said: Message) -> Sequence[str]:
    talk = _lines().talk
    if said.position >= FAREWELL_FROM:
        return talk.farewell
    return talk.to_question if any(mark in said.text for mark in "?？؟") else talk.to_statement


def _most_offered(job: Job) -> Decimal:
    match job.budget:
        case HourlyRange(high=high):
            return high
        case FixedBudget(amount=amount):
            return amount


# --- what is to be done, and when -------------------------------------------------------------------------


def move_on(proposal: Proposal, seed: int, speed: float) -> Move | None:
    """The next thing that the client of an unanswered `proposal` does; None where they stay silent."""
    planned = plan(proposal, seed)
    client = proposal.client.id
    if proposal.state is ProposalState.SUBMITTED:
        due = proposal.submitted_at + timedelta(seconds=planned.view_after / speed)
        return move(client, "view", proposal.id, ViewProposal(proposal=proposal.id), due)
    due = proposal.submitted_at + timedelta(seconds=planned.answer_after / speed)
    match planned.outcome:
        case Outcome.ANSWER:
            return move(client, "answer", proposal.id, _opening(proposal, planned.text), due)
        case Outcome.DECLINE:
            command = DeclineProposal(proposal=proposal.id, reason=planned.text)
            return move(client, "decline", proposal.id, command, due)
        case Outcome.SILENCE:
            return None


def talk_on(client: ClientId, said: Message, seed: int, speed: float) -> Move | None:
    """What `client` says to the last message of a room; None where they say nothing more."""
    planned = reply(said, seed)
    if planned is None:
        return None
    due = said.sent_at + timedelta(seconds=planned.after / speed)
    command = SendMessage(room=said.room, message=MessageId(derived("reply", said.id)), text=planned.text)
    return move(client, "reply", said.id, command, due)


def _opening(proposal: Proposal, text: str) -> AnswerProposal:
    return AnswerProposal(
        proposal=proposal.id,
        room=RoomId(derived("room", proposal.id)),
        message=MessageId(derived("opening", proposal.id)),
        text=text,
    )


# --- doing it ---------------------------------------------------------------------------------------------


class EngineCall(Protocol):
    """Runs `method(engine, *args)` where the engine lives; `EngineThread.call` is one."""

    def __call__(
        self, method: Callable[[Engine, int, float, datetime], float], seed: int, speed: float, now: datetime, /
    ) -> Awaitable[float]: ...


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


async def run(engine_call: EngineCall, *, seed: int, speed: float, clock: Callable[[], datetime] = utc_now) -> None:
    """Let the clients live until this task is cancelled. At `speed` 1 a view takes some 3 s, an answer some 8 s."""
    while True:
        try:
            pause = await engine_call(step, seed, speed, clock())
        except MarketUnavailable as error:
            logger.warning("Simulated clients wait for the marketplace: %s", error)
            pause = OUTAGE_SLEEP
        await asyncio.sleep(pause)


def living(
    engine_call: EngineCall, *, seed: int, speed: float, clock: Callable[[], datetime] = utc_now
) -> AbstractAsyncContextManager[None]:
    """Inside, the clients live as in `run`."""
    return beside(run(engine_call, seed=seed, speed=speed, clock=clock), "The simulation")


def step(engine: Engine, seed: int, speed: float, now: datetime) -> float:
    """Do what is due at `now`; returns for how many seconds there is nothing more to do."""
    moves = list(_moves(engine, seed, speed, since=now - PATIENCE))
    has_moved = [_carry_out(engine, move, now) for move in moves if move.due <= now]
    if any(has_moved):
        return SHORTEST_SLEEP
    waits = [(move.due - now).total_seconds() for move in moves if move.due > now]
    return min(max(SHORTEST_SLEEP, min(waits, default=LONGEST_SLEEP)), LONGEST_SLEEP)


def _moves(engine: Engine, seed: int, speed: float, since: datetime) -> Iterator[Move]:
    """The clients' next moves that are due after `since`."""
    planned = (
        *(move_on(proposal, seed, speed) for proposal in engine.waiting_proposals()),
        *(each for said in engine.waiting_messages(since) for each in _in_the_room(engine, said, seed, speed)),
        *(going_further.answer_meeting(room, seed, speed) for room in engine.waiting_meetings()),
        *(going_further.change_mind(proposal, seed, speed) for proposal in engine.waiting_offers()),
    )
    return (each for each in planned if each is not None and each.due > since)


def _in_the_room(engine: Engine, said: Message, seed: int, speed: float) -> Iterator[Move | None]:
    room = engine.room(said.room)
    proposal = None if room is None else engine.proposal(room.proposal)
    if room is not None and proposal is not None:
        yield going_further.go_further(room, proposal, said, seed, speed)
        yield talk_on(room.client.id, said, seed, speed)


def _carry_out(engine: Engine, move: Move, now: datetime) -> bool:
    """A refusal is no mistake: somebody else was faster, and the client lets it be."""
    outcome = engine.handle(move.actor, move.id, move.command, now=now)
    if isinstance(outcome, Refusal):
        logger.debug("A simulated client's %s was refused: %s", type(move.command).__name__, outcome.name)
        return False
    return True


# --- their words ------------------------------------------------------------------------------------------


class _Terms(Struct, frozen=True, forbid_unknown_fields=True):
    as_offered: tuple[str, ...]
    above: tuple[str, ...]
    within: tuple[str, ...]


class _Material(Struct, frozen=True, forbid_unknown_fields=True):
    files: tuple[str, ...]
    letter: tuple[str, ...]
    nothing: tuple[str, ...]


class _Declines(Struct, frozen=True, forbid_unknown_fields=True):
    reasons: tuple[str, ...]


class _Talk(Struct, frozen=True, forbid_unknown_fields=True):
    to_question: tuple[str, ...]
    to_statement: tuple[str, ...]
    farewell: tuple[str, ...]


class Lines(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a simulated client can say, as `texts/replies.toml` has it."""

    thanks: tuple[str, ...]
    terms: _Terms
    material: _Material
    next_steps: dict[str, tuple[str, ...]]
    declines: _Declines
    talk: _Talk


@cache
def _lines() -> Lines:
    return texts.read("replies.toml", Lines)
