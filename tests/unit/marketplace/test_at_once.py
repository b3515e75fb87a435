"""What several do at the same moment, through engines of their own, comes out as if one had been after the other."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from marketplace.contract.commands import (
    AcceptInvitation,
    AcceptOffer,
    CloseJob,
    DeclineInvitation,
    DeclineOffer,
    Invite,
    MakeOffer,
    SeeInvitation,
    SubmitProposal,
    WithdrawInvitation,
    WithdrawOffer,
    WithdrawProposal,
)
from marketplace.contract.entities import Changes, Invitation, InvitationState, Proposal, ProposalState, Receipt
from marketplace.contract.ids import AccountId, CommandId, InvitationId, JobId, OfferId, ProposalId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Engine
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    CONTRACT,
    INVITATION,
    JOB,
    NORDWIND,
    OFFER,
    PROPOSAL,
    START,
    Story,
    a_job,
)

Outcome = Receipt | Refusal
Result = TypeVar("Result")
CROWD = 6


class Crowd:
    """Engines on one database, as several processes have them."""

    def __init__(self, address: str) -> None:
        self._engines = [Engine(address, clock=lambda: START) for _ in range(CROWD)]
        self._threads = ThreadPoolExecutor(CROWD)

    def does(self, work: Callable[[Engine, int], Result]) -> list[Result]:
        """Everybody does `work` at once: the results, in the order of their numbers."""
        together = threading.Barrier(CROWD)

        def one(number: int) -> Result:
            together.wait(10)
            return work(self._engines[number], number)

        return list(self._threads.map(one, range(CROWD)))

    def goes(self) -> None:
        """Everybody leaves."""
        self._threads.shutdown()
        for engine in self._engines:
            engine.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that several can open."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'market.sqlite3'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def story(address: str) -> Story:
    """Ana is invited."""
    return Story(address).invited()


@pytest.fixture
def crowd(story: Story, address: str) -> Iterator[Crowd]:
    """Some who are in a hurry."""
    gathered = Crowd(address)
    yield gathered
    gathered.goes()


def final(engine: Engine, id_: str, outcome: Outcome) -> Outcome | None:
    """What became of a command in the end, also for who was told that it is being carried out."""
    return engine.outcome(ANA, CommandId(id_)) if getattr(outcome, "name", "") == "still_running" else outcome


def test_a_command_that_is_sent_by_all_at_once_is_carried_out_once(story: Story, crowd: Crowd) -> None:
    command = DeclineInvitation(invitation=INVITATION, reason="spam", block=True)
    outcomes = crowd.does(lambda engine, _: engine.handle(ANA, CommandId("same"), command))
    answers = [final(story.engine, "same", one) for one in outcomes]
    assert isinstance(answers[0], Receipt)
    assert answers == [answers[0]] * CROWD
    assert story.invitation().version == 2


def test_an_id_that_is_used_for_two_things_at_once_stands_for_one(story: Story, crowd: Crowd) -> None:
    crowd.does(
        lambda engine, number: engine.handle(
            ANA,
            CommandId("same"),
            SeeInvitation(invitation=INVITATION)
            if number % 2
            else DeclineInvitation(invitation=INVITATION, reason="spam"),
        )
    )
    assert story.invitation().version == 2
    assert isinstance(story.engine.outcome(ANA, CommandId("same")), Receipt)


def test_what_comes_from_many_stands_in_the_readers_sequence_once_each(story: Story, crowd: Crowd) -> None:
    def invite(engine: Engine, number: int) -> list[Outcome]:
        return [
            engine.handle(
                NORDWIND,
                CommandId(f"{number}-{index}"),
                Invite(
                    invitation=InvitationId(f"{number}-{index}"),
                    job=JOB,
                    freelancer=AccountId(reader.id),
                    message="Now?",
                ),
            )
            for index, reader in enumerate([ANA, BEN, ANA])
        ]

    outcomes = [one for some in crowd.does(invite) for one in some]
    assert {type(one) for one in outcomes} == {Receipt}
    seen = story.seen()
    assert len([one for one in seen if isinstance(one, Invitation)]) == 1 + 2 * CROWD
    assert len({one.seq for one in outcomes if isinstance(one, Receipt)}) == 1  # a client has no sequence
    assert story.engine.head(AccountId("ana")) == 3 + 4 * CROWD
    page = story.engine.changes(AccountId("ana"), 0, 1_000)
    assert isinstance(page, Changes)
    assert (len(page.entities), page.next) == (3 + 4 * CROWD, 3 + 4 * CROWD)


def test_a_freelancer_applies_to_a_job_once_whichever_comes_first(story: Story, crowd: Crowd) -> None:
    story.posts(a_job(JobId("other")))

    def apply(engine: Engine, number: int) -> Outcome:
        id_ = ProposalId(f"proposal-{number}")
        return engine.handle(ANA, CommandId(str(number)), SubmitProposal(job=JobId("other"), proposal=id_))

    outcomes = crowd.does(apply)
    assert sorted(getattr(one, "name", "done") for one in outcomes) == ["already_applied"] * (CROWD - 1) + ["done"]
    assert len([one for one in story.seen() if isinstance(one, Proposal)]) == 1
    assert story.connects() == 20 - 6


def test_an_invitation_is_accepted_or_withdrawn_never_both(story: Story, crowd: Crowd) -> None:
    def race(engine: Engine, number: int) -> Outcome:
        if number % 2:
            return engine.handle(NORDWIND, CommandId(str(number)), WithdrawInvitation(invitation=INVITATION))
        accept = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)
        return engine.handle(ANA, CommandId(str(number)), accept)

    outcomes = crowd.does(race)
    (winner,) = [number for number, one in enumerate(outcomes) if isinstance(one, Receipt)]
    proposals = [one for one in story.seen() if isinstance(one, Proposal)]
    expected = (InvitationState.WITHDRAWN, 0) if winner % 2 else (InvitationState.ACCEPTED, 1)
    assert (story.state(), len(proposals)) == expected


def names(outcomes: list[Outcome]) -> list[str]:
    """What came back, in order: the names of refusals, and of what was done."""
    return sorted(getattr(one, "name", "done") for one in outcomes)


def test_nobody_spends_more_connects_than_they_have_however_fast(story: Story, crowd: Crowd) -> None:
    for number in range(CROWD):
        story.posts(a_job(JobId(f"job-{number}")))

    def apply(engine: Engine, number: int) -> Outcome:
        command = SubmitProposal(job=JobId(f"job-{number}"), proposal=ProposalId(f"proposal-{number}"))
        return engine.handle(ANA, CommandId(str(number)), command)

    assert names(crowd.does(apply)) == ["done"] * 3 + ["not_enough_connects"] * 3
    assert story.connects() == 20 - 3 * 6


def test_connects_come_back_once_whoever_closes_the_job_and_takes_the_proposal_back(story: Story, crowd: Crowd) -> None:
    story.posts(a_job(JobId("other")))
    story.does(ANA, SubmitProposal(job=JobId("other"), proposal=PROPOSAL))

    def end(engine: Engine, number: int) -> Outcome:
        if number % 3:
            return engine.handle(NORDWIND, CommandId(str(number)), CloseJob(job=JobId("other")))
        return engine.handle(ANA, CommandId(str(number)), WithdrawProposal(proposal=PROPOSAL, reason="other"))

    outcomes = crowd.does(end)
    assert len([one for number, one in enumerate(outcomes) if number % 3 and isinstance(one, Receipt)]) == 1
    is_withdrawn = story.proposal().state is ProposalState.WITHDRAWN
    assert any(isinstance(one, Receipt) for one in outcomes[::3]) is is_withdrawn
    assert story.connects() == (14 if is_withdrawn else 20)


def test_there_is_one_offer_however_many_are_made_at_once(story: Story, crowd: Crowd) -> None:
    story.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))

    def offer(engine: Engine, number: int) -> Outcome:
        made = MakeOffer(proposal=PROPOSAL, offer=OfferId(f"offer-{number}"), message="Shall we?")
        return engine.handle(NORDWIND, CommandId(str(number)), made)

    assert names(crowd.does(offer)) == ["done"] + ["offer_exists"] * (CROWD - 1)


def test_an_offer_has_one_end_whoever_is_faster(story: Story, crowd: Crowd) -> None:
    story.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    story.does(NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OFFER, message="Shall we?"))
    ends = (
        (ANA, AcceptOffer(offer=OFFER, contract=CONTRACT)),
        (ANA, DeclineOffer(offer=OFFER)),
        (NORDWIND, WithdrawOffer(offer=OFFER)),
    )

    def end(engine: Engine, number: int) -> Outcome:
        actor, command = ends[number % 3]
        return engine.handle(actor, CommandId(str(number)), command)

    outcomes = crowd.does(end)
    (winner,) = [number for number, one in enumerate(outcomes) if isinstance(one, Receipt)]
    ended = story.proposal()
    assert ended.offer is not None
    assert ended.offer.state == ("accepted", "declined", "withdrawn")[winner % 3]
    assert (ended.contract is not None) is (winner % 3 == 0)
    assert ended.client.hires == (1 if winner % 3 == 0 else 0)
