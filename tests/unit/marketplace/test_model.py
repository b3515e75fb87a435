"""Any order of commands by anybody: engine and reference agree about what may be done, and where all stands."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from marketplace.contract import commands
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import (
    Account,
    Block,
    Gone,
    HourlyTerms,
    Invitation,
    Meeting,
    Proposal,
    Receipt,
    Room,
)
from marketplace.contract.ids import (
    AccountId,
    ContractId,
    InvitationId,
    JobId,
    MeetingId,
    MessageId,
    OfferId,
    ProposalId,
    RoomId,
)
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor
from tests.support.postgresql import Shared, emptied
from tests.unit.marketplace.reference import COST, Reference
from tests.unit.marketplace.stories import ANA, BEN, MODERATOR, NORDWIND, TERN, Story, a_job

MINUTE = timedelta(minutes=1)
OTHERS = {ANA: BEN, NORDWIND: TERN}

numbers = st.integers(0, 9)


class Market(RuleBasedStateMachine):
    """Two freelancers and two clients, of whom one each does everything and the other is always in the wrong place."""

    address: ClassVar[Callable[[], str]] = staticmethod(lambda: "sqlite://")

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(type(self).address())
        self.reference = Reference()
        self.posted = 0
        self.sent = 0
        self.applied = 0
        self.offers: dict[ProposalId, OfferId] = {}
        self.meetings: dict[ProposalId, MeetingId] = {}

    def teardown(self) -> None:
        self.story.engine.close()

    @initialize()
    def something_is_going_on(self) -> None:
        for _ in range(4):
            self.post()
        for number in range(4):
            self.invite(number)
        for number in range(2):
            self.accept(number, unblock=False)
        self.submit(2, unblock=False)
        self.move(0, "answer")
        self.move(1, "offer")
        self.meet(0, 48)

    @property
    def at(self) -> datetime:
        """When the next command arrives."""
        return self.story.now + MINUTE

    def a_job(self, number: int) -> JobId:
        """One of those that were posted."""
        return JobId(f"j{number % self.posted}")

    def an_invitation(self, number: int) -> InvitationId:
        """One of those that were sent, or sometimes one that was not."""
        return InvitationId(f"i{number % (self.sent + 1)}")

    def a_proposal(self, number: int) -> ProposalId:
        """One of those that were sent, or sometimes one that was not."""
        return ProposalId(f"p{number % (self.applied + 1)}")

    def one_of(self, named: Collection[ProposalId], number: int) -> ProposalId:
        """One that is named there, or sometimes any."""
        return sorted(named)[number % len(named)] if named and number else self.a_proposal(number)

    # --- invitations ------------------------------------------------------------------------------------------

    @precondition(lambda self: self.posted < 10)
    @rule()
    def post(self) -> None:
        job = JobId(f"j{self.posted}")
        self.story.posts(a_job(job, connects=COST))
        self.reference.tend(job, self.story.now)
        self.posted += 1

    @rule(number=numbers)
    def invite(self, number: int) -> None:
        job = self.a_job(number)
        id_ = InvitationId(f"i{self.sent}")
        may = self.reference.invite(id_, job, self.at)
        self.sent += may
        command = commands.Invite(invitation=id_, job=job, freelancer=AccountId("ana"), message="")
        self.agree(NORDWIND, command, may)

    @rule(number=numbers)
    def see(self, number: int) -> None:
        id_ = self.an_invitation(number)
        if self.agree(ANA, commands.SeeInvitation(invitation=id_), id_ in self.reference.invitations):
            job, state = self.reference.invitations[id_]
            self.reference.invitations[id_] = (job, "seen" if state == "received" else state)

    @rule(number=numbers)
    def ignore(self, number: int) -> None:
        id_ = self.an_invitation(number)
        if self.agree(ANA, commands.IgnoreInvitation(invitation=id_), self.reference.can_answer(id_, self.at)):
            self.reference.put(id_, "ignored")

    @rule(number=numbers, block=st.booleans())
    def decline(self, number: int, block: bool) -> None:
        id_ = self.an_invitation(number)
        command = commands.DeclineInvitation(invitation=id_, reason="other", block=block)
        if self.agree(ANA, command, self.reference.can_answer(id_, self.at)):
            self.reference.put(id_, "declined")
            self.reference.is_blocked |= block

    @rule(number=numbers, by_moderator=st.booleans())
    def take_away(self, number: int, by_moderator: bool) -> None:
        id_, actor = self.an_invitation(number), MODERATOR if by_moderator else NORDWIND
        verb = commands.RemoveInvitation if by_moderator else commands.WithdrawInvitation
        _, state = self.reference.invitations.get(id_, ("", ""))
        is_there = state in {"received", "seen", "ignored"}
        if self.agree(
            actor, verb(invitation=id_), is_there if by_moderator else self.reference.can_answer(id_, self.at)
        ):
            self.reference.put(id_, "removed" if by_moderator else "withdrawn")

    @rule(number=numbers)
    def close(self, number: int) -> None:
        job = self.a_job(number)
        if self.agree(NORDWIND, commands.CloseJob(job=job), self.reference.is_open(job, self.at)):
            self.reference.close(job)

    # --- proposals --------------------------------------------------------------------------------------------

    @rule(number=numbers, unblock=st.booleans())
    def accept(self, number: int, unblock: bool) -> None:
        id_, proposal = self.an_invitation(number), ProposalId(f"p{self.applied}")
        job = self.reference.invitations.get(id_, ("", ""))[0]
        may = self.reference.can_answer(id_, self.at) and self.reference.apply(
            proposal, job, self.at, unblock=unblock, cost=0
        )
        command = commands.AcceptInvitation(invitation=id_, proposal=proposal, unblock=unblock)
        if self.agree(ANA, command, may):
            self.reference.put(id_, "accepted")
            self.applied += 1

    @rule(number=numbers, unblock=st.booleans())
    def submit(self, number: int, unblock: bool) -> None:
        job = self.a_job(number)
        proposal = ProposalId(f"p{self.applied}")
        may = self.reference.apply(proposal, job, self.at, unblock=unblock, cost=COST)
        self.agree(ANA, commands.SubmitProposal(job=job, proposal=proposal, unblock=unblock), may)
        self.applied += may

    @rule(number=numbers, content=st.booleans())
    def edit(self, number: int, content: bool) -> None:
        id_ = self.a_proposal(number)
        terms = HourlyTerms(rate=Decimal(60))
        changed = commands.EditProposal(proposal=id_, terms=terms, cover_letter="Dear all" if content else None)
        self.agree(ANA, changed, self.reference.edits(id_, self.at, content=content))

    @rule(
        number=numbers, verb=st.sampled_from(["view", "answer", "answer", "offer", "offer", "turn_down", "take_back"])
    )
    def move(self, number: int, verb: str) -> None:
        id_ = self.a_proposal(number)
        may = self.reference.moves(verb, id_, self.at)
        actor = ANA if verb == "take_back" else NORDWIND
        if self.agree(actor, self.command_about(verb, id_), may) and verb == "offer":
            self.offers[id_] = OfferId(f"o{id_}-{self.story.now:%d%H%M}")

    # --- offers and meetings ----------------------------------------------------------------------------------

    @rule(number=numbers, verb=st.sampled_from(["accept_offer", "decline_offer", "drop_offer"]))
    def end_offer(self, number: int, verb: str) -> None:
        id_ = self.one_of(self.offers, number)
        offer = self.offers.get(id_, OfferId("none"))
        command: AnyCommand
        match verb:
            case "accept_offer":
                command = commands.AcceptOffer(offer=offer, contract=ContractId(f"c{id_}"))
            case "decline_offer":
                command = commands.DeclineOffer(offer=offer)
            case _:
                command = commands.WithdrawOffer(offer=offer)
        may = self.reference.ends_offer(verb, id_, self.at)
        self.agree(NORDWIND if verb == "drop_offer" else ANA, command, may)

    @rule(number=numbers)
    def revise_offer(self, number: int) -> None:
        id_ = self.one_of(self.offers, number)
        terms = HourlyTerms(rate=Decimal(49))
        command = commands.ReviseOffer(offer=self.offers.get(id_, OfferId("none")), terms=terms)
        self.agree(NORDWIND, command, self.reference.revises(id_, self.at))

    @rule(number=numbers, times=st.integers(1, 4))
    def ask_for_changes(self, number: int, times: int) -> None:
        id_ = self.one_of(self.offers, number)
        command = commands.RequestOfferChanges(offer=self.offers.get(id_, OfferId("none")), text="Could it be more?")
        for _ in range(times):
            self.agree(ANA, command, self.reference.asks_for_changes(id_, self.at))

    @rule(number=numbers, hours=st.integers(-1, 80))
    def meet(self, number: int, hours: int) -> None:
        id_, when = self.one_of(self.rooms(), number), self.at + timedelta(hours=hours)
        meeting = MeetingId(f"m{id_}-{self.at:%d%H%M}")
        command = commands.ProposeMeeting(room=self.room_of(id_), meeting=meeting, at=when)
        if self.agree(NORDWIND, command, self.reference.meets(id_, when, self.at)):
            self.meetings[id_] = meeting

    @rule(
        number=numbers,
        verb=st.sampled_from(["accept", "decline", "move"]),
        by=st.sampled_from([ANA, NORDWIND]),
        hours=st.integers(-1, 80),
    )
    def answer_meeting(self, number: int, verb: str, by: Actor, hours: int) -> None:
        id_, when = self.one_of(self.meetings, number), self.at + timedelta(hours=hours)
        meeting = self.meetings.get(id_, MeetingId("none"))
        command: AnyCommand
        match verb:
            case "accept":
                command = commands.AcceptMeeting(meeting=meeting)
            case "decline":
                command = commands.DeclineMeeting(meeting=meeting)
            case _:
                command = commands.MoveMeeting(meeting=meeting, at=when)
        self.agree(by, command, self.reference.answers_meeting(verb, by.party, id_, when, self.at))

    @rule(hours=st.sampled_from([1, 2, 5, 7, 25, 60, 100, 170, 800]), is_noticed=st.booleans())
    def wait(self, hours: int, is_noticed: bool) -> None:
        self.story.now += timedelta(hours=hours)
        if is_noticed:
            self.story.waits()
            self.reference.notice(self.story.now)

    # --- what must hold at any time ---------------------------------------------------------------------------

    @invariant()
    def all_stands_where_the_reference_says(self) -> None:
        seen, known = self.story.seen(), self.reference
        self.same_invitations([one for one in seen if isinstance(one, Invitation)])
        self.same_proposals([one for one in seen if isinstance(one, Proposal)])
        self.same_meetings({one.proposal: one.meetings for one in seen if isinstance(one, Room)})
        assert any(isinstance(one, Block) for one in seen) == known.is_blocked
        assert all(one.kind == "block" for one in seen if isinstance(one, Gone))
        assert [one.connects for one in seen if isinstance(one, Account)] == [known.connects]

    def same_invitations(self, shown: list[Invitation]) -> None:
        states = {id_: state for id_, (_, state) in self.reference.invitations.items()}
        assert {one.id: str(one.state) for one in shown} == states
        assert {one.client.is_blocked for one in shown} <= {self.reference.is_blocked}

    def same_proposals(self, shown: list[Proposal]) -> None:
        known = self.reference.proposals
        assert {one.id: str(one.state) for one in shown} == {id_: one.state for id_, one in known.items()}
        assert {one.id: one.offer and str(one.offer.state) for one in shown} == {
            id_: one.offer for id_, one in known.items()
        }
        assert {one.id for one in shown if one.contract} == {id_ for id_, one in known.items() if one.state == "hired"}

    def same_meetings(self, shown: dict[ProposalId, tuple[Meeting, ...]]) -> None:
        for id_, one in self.reference.proposals.items():
            if one.meeting is not None:
                newest = next(each for each in shown[ProposalId(id_)] if each.id == self.meetings[ProposalId(id_)])
                assert (newest.state, newest.by, newest.at) == (one.meeting, one.named_by, one.meets_at)

    # --- asking both ------------------------------------------------------------------------------------------

    def agree(self, actor: Actor, command: AnyCommand, may: bool) -> bool:
        """The engine carries the command out exactly where the reference says that it may, and for nobody else."""
        # A job post is for everybody; everything else belongs to somebody.
        if actor in OTHERS and not isinstance(command, commands.SubmitProposal):
            stranger = self.story.engine.handle(OTHERS[actor], self.story.fresh(), command, now=self.at)
            assert isinstance(stranger, Refusal), command
        assert isinstance(self.story.tries(actor, command), Receipt) is may, command
        return may

    def rooms(self) -> list[ProposalId]:
        known = self.reference.proposals
        return [ProposalId(id_) for id_, one in known.items() if self.reference.has_room(one)]

    def room_of(self, id_: ProposalId) -> RoomId:
        found = self.story.engine.proposal(id_)
        return RoomId("none") if found is None or found.room is None else found.room

    def command_about(self, verb: str, id_: ProposalId) -> AnyCommand:
        match verb:
            case "view":
                return commands.ViewProposal(proposal=id_)
            case "answer":
                opening = MessageId(f"m{id_}")
                return commands.AnswerProposal(proposal=id_, room=RoomId(f"r{id_}"), message=opening, text="Hi")
            case "turn_down":
                return commands.DeclineProposal(proposal=id_)
            case "take_back":
                return commands.WithdrawProposal(proposal=id_, reason="other")
            case _:
                offer = OfferId(f"o{id_}-{self.at:%d%H%M}")
                return commands.MakeOffer(proposal=id_, offer=offer, message="Shall we?")


def run(machine: type[Market], examples: int, steps: int = 50) -> None:
    """Many orders of commands."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
            print_blob=True,
            phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
        ),
    )


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_in_any_order_the_engine_agrees_with_the_reference() -> None:
    run(Market, 50)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_on_a_server_it_agrees_as_well(shared: Shared) -> None:
    class OnPostgresql(Market):
        address = staticmethod(lambda: emptied(shared))

    run(OnPostgresql, 6)
