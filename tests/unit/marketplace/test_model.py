"""Any order of commands: the engine agrees with a model of a few lines about what is possible and where all stands."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    AnyCommand,
    CloseJob,
    DeclineInvitation,
    DeclineProposal,
    IgnoreInvitation,
    Invite,
    RemoveInvitation,
    SeeInvitation,
    SubmitProposal,
    ViewProposal,
    WithdrawInvitation,
)
from marketplace.contract.entities import Invitation, Proposal, Receipt
from marketplace.contract.ids import AccountId, InvitationId, JobId, MessageId, ProposalId, RoomId
from marketplace.engine import Actor
from tests.unit.marketplace.stories import ANA, MODERATOR, NORDWIND, Story, a_job

JOBS = [JobId("one"), JobId("two"), JobId("three")]
UNANSWERED = {"received", "seen", "ignored"}
GOING = {"submitted", "viewed", "active"}

jobs = st.sampled_from(JOBS)


class Market(RuleBasedStateMachine):
    """Three jobs of one client, one freelancer; the model is what the dictionaries and the set say."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.invitations: dict[InvitationId, str] = {}
        self.proposals: dict[ProposalId, str] = {}
        self.job_of: dict[str, JobId] = {}
        self.open_jobs = set(JOBS)
        self.is_blocked = False

    def teardown(self) -> None:
        self.story.engine.close()

    @initialize()
    def jobs_are_posted(self) -> None:
        for job in JOBS:
            self.story.posts(a_job(job, connects=0))

    sent: Bundle[InvitationId] = Bundle("sent")

    @rule(target=sent, job=jobs)
    def invite(self, job: JobId) -> InvitationId:
        id_ = InvitationId(f"i{len(self.invitations)}-{self.story.now:%d%H%M}")
        command = Invite(invitation=id_, job=job, freelancer=AccountId("ana"), message="")
        if self.agree(NORDWIND, command, job in self.open_jobs and not self.is_blocked):
            self.invitations[id_], self.job_of[id_] = "received", job
        return id_

    @rule(id_=sent)
    def see(self, id_: InvitationId) -> None:
        if self.agree(ANA, SeeInvitation(invitation=id_), id_ in self.invitations) and self.is_in(id_, "received"):
            self.invitations[id_] = "seen"

    @rule(id_=sent)
    def ignore(self, id_: InvitationId) -> None:
        if self.agree(ANA, IgnoreInvitation(invitation=id_), self.is_unanswered(id_)):
            self.invitations[id_] = "ignored"

    @rule(id_=sent, block=st.booleans())
    def decline(self, id_: InvitationId, block: bool) -> None:
        command = DeclineInvitation(invitation=id_, reason="other", block=block)
        if self.agree(ANA, command, self.is_unanswered(id_)):
            self.invitations[id_] = "declined"
            self.is_blocked |= block

    @rule(id_=sent, unblock=st.booleans())
    def accept(self, id_: InvitationId, unblock: bool) -> None:
        proposal = ProposalId(f"p{len(self.proposals)}")
        may = self.is_unanswered(id_) and self.may_apply(self.job_of.get(id_), unblock=unblock)
        if self.agree(ANA, AcceptInvitation(invitation=id_, proposal=proposal, unblock=unblock), may):
            self.invitations[id_] = "accepted"
            self.apply_to(self.job_of[id_], proposal)

    @rule(job=jobs, unblock=st.booleans())
    def submit(self, job: JobId, unblock: bool) -> None:
        proposal = ProposalId(f"p{len(self.proposals)}")
        may = job in self.open_jobs and self.may_apply(job, unblock=unblock)
        if self.agree(ANA, SubmitProposal(job=job, proposal=proposal, unblock=unblock), may):
            self.apply_to(job, proposal)

    @rule(id_=consumes(sent), by_moderator=st.booleans())
    def take_away(self, id_: InvitationId, by_moderator: bool) -> None:
        command = RemoveInvitation(invitation=id_) if by_moderator else WithdrawInvitation(invitation=id_)
        if self.agree(MODERATOR if by_moderator else NORDWIND, command, self.is_unanswered(id_)):
            self.invitations[id_] = "removed" if by_moderator else "withdrawn"

    @rule(job=jobs)
    def close(self, job: JobId) -> None:
        if self.agree(NORDWIND, CloseJob(job=job), job in self.open_jobs):
            self.open_jobs.discard(job)
            for id_ in [one for one in self.invitations if self.job_of[one] == job and self.is_unanswered(one)]:
                self.invitations[id_] = "closed"
            for one, state in list(self.proposals.items()):
                if self.job_of[one] == job and state in {"submitted", "viewed"}:
                    self.proposals[one] = "archived"

    @rule(number=st.integers(0, 5), verb=st.sampled_from(["view", "answer", "decline"]))
    def respond(self, number: int, verb: str) -> None:
        id_ = ProposalId(f"p{number}")
        allowed = {"submitted"} if verb == "view" else {"submitted", "viewed"}
        if self.agree(NORDWIND, self.response(id_, verb), self.proposals.get(id_) in allowed):
            self.proposals[id_] = {"view": "viewed", "answer": "active", "decline": "declined"}[verb]

    @invariant()
    def everything_stands_where_the_model_says(self) -> None:
        seen = self.story.seen()
        assert {one.id: str(one.state) for one in seen if isinstance(one, Invitation)} == self.invitations
        assert {one.id: str(one.state) for one in seen if isinstance(one, Proposal)} == self.proposals

    @invariant()
    def the_block_is_shown_on_every_invitation(self) -> None:
        shown = {one.client.is_blocked for one in self.story.seen() if isinstance(one, Invitation)}
        assert shown <= {self.is_blocked}

    # --- the model --------------------------------------------------------------------------------------------

    def agree(self, actor: Actor, command: AnyCommand, may: bool) -> bool:
        """The engine carries the command out exactly where the model says that it may."""
        assert isinstance(self.story.tries(actor, command), Receipt) is may, command
        return may

    def is_in(self, id_: InvitationId, state: str) -> bool:
        return self.invitations.get(id_) == state

    def is_unanswered(self, id_: InvitationId) -> bool:
        return self.invitations.get(id_) in UNANSWERED

    def may_apply(self, job: JobId | None, *, unblock: bool) -> bool:
        has_applied = any(state in GOING for one, state in self.proposals.items() if self.job_of[one] == job)
        return not has_applied and (unblock or not self.is_blocked)

    def apply_to(self, job: JobId, proposal: ProposalId) -> None:
        self.proposals[proposal], self.job_of[proposal], self.is_blocked = "submitted", job, False

    def response(self, id_: ProposalId, verb: str) -> AnyCommand:
        match verb:
            case "view":
                return ViewProposal(proposal=id_)
            case "answer":
                return AnswerProposal(proposal=id_, room=RoomId(f"r{id_}"), message=MessageId(f"m{id_}"), text="Hi")
            case _:
                return DeclineProposal(proposal=id_)


TestMarket = Market.TestCase
TestMarket.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
