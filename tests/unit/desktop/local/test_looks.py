"""How things look here: the marketplace's copy with our own commands applied, whatever happens in whichever order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.local import dispatch, listing, looks, mirror, outbox
from desktop.local.outbox import Order, Waiting
from desktop.local.store import Connection
from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    AnyCommand,
    CloseJob,
    DeclineInvitation,
    IgnoreInvitation,
    Invite,
    ReadRoom,
    SeeInvitation,
    SendMessage,
    SubmitProposal,
    ViewProposal,
    WithdrawInvitation,
)
from marketplace.contract.entities import HourlyTerms, InvitationState, ProposalState, Receipt
from marketplace.contract.ids import (
    AccountId,
    ClientId,
    CommandId,
    InvitationId,
    JobId,
    MessageId,
    ProposalId,
    RoomId,
)
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import (
    NOW,
    a_client,
    a_message,
    a_page,
    a_room,
    a_store_in_memory,
    an_invitation,
    looks_of,
)
from tests.unit.marketplace.stories import ANA, NORDWIND, Story, a_job

INVITATION, PROPOSAL = InvitationId("invitation"), ProposalId("proposal")


def put(store: Connection, command: AnyCommand, about: tuple[str, str] = ("invitation", INVITATION)) -> None:
    """Enqueue a command."""
    dispatch.enqueue(store, Order(CommandId("command"), command, about[1], *about, "Something"), NOW)


def line(store: Connection, kind: str, id_: str) -> tuple[str, str | None, int] | None:
    """Section, state and pending mark of a line."""
    record = listing.record_of(store, kind, id_)
    return None if record is None else (record.section, record.state, record.pending)


@pytest.mark.parametrize(
    ("command", "section", "state"),
    [
        (IgnoreInvitation(invitation=INVITATION), "archived", "ignored"),
        (DeclineInvitation(invitation=INVITATION, reason="spam"), "archived", "declined"),
        (AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), "", "accepted"),
    ],
)
def test_an_answer_shows_at_once_marked_as_pending_and_a_refusal_takes_it_back(
    store: Connection, command: AnyCommand, section: str, state: str
) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    before = looks_of(store)
    put(store, command)
    assert line(store, "invitation", INVITATION) == (section, state, 1)
    dispatch.refuse(store, "command", Refusal(name="job_closed"), NOW)
    dispatch.take_back(store, "command", NOW)
    assert looks_of(store) == before


def test_having_been_seen_is_no_news_that_waits(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    put(store, SeeInvitation(invitation=INVITATION))
    assert line(store, "invitation", INVITATION) == ("invitations", "seen", 0)
    assert listing.counts(store)["invitations"].unread == 0


def test_an_accepted_invitation_is_a_submitted_proposal_at_once(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    terms = HourlyTerms(rate=Decimal("48.50"))
    put(store, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, terms=terms, cover_letter="Dear team"))
    look = looks.proposal(store, PROPOSAL)
    assert look is not None
    assert (look.terms, look.as_offered, look.cover_letter, look.state) == (
        terms,
        False,
        "Dear team",
        ProposalState.SUBMITTED,
    )
    assert line(store, "proposal", PROPOSAL) == ("submitted", "submitted", 1)


def test_a_proposal_that_is_refused_is_gone(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    put(store, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    dispatch.refuse(store, "command", Refusal(name="job_closed"), NOW)
    assert looks.proposal(store, PROPOSAL) is None
    assert line(store, "proposal", PROPOSAL) is None


def test_declining_with_a_block_shows_the_block(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    put(store, DeclineInvitation(invitation=INVITATION, reason="spam", block=True))
    look = looks.invitation(store, INVITATION)
    assert look is not None
    assert look.client.is_blocked


def test_a_blocked_clients_other_invitations_leave_at_once_and_come_back_when_that_is_undone(store: Connection) -> None:
    other = an_invitation(id=InvitationId("other"), job=a_job(JobId("another-job")))
    elsewhere = an_invitation(id=InvitationId("elsewhere"), client=a_client(id=ClientId("somebody-else")))
    mirror.write_page(store, a_page(an_invitation(), other, elsewhere))
    before = [line(store, "invitation", each.id) for each in (other, elsewhere)]
    put(store, DeclineInvitation(invitation=INVITATION, reason="spam", block=True))
    gone, untouched = (line(store, "invitation", each.id) for each in (other, elsewhere))
    assert gone is not None
    assert (gone[0], untouched) == ("archived", before[1])
    dispatch.take_back(store, "command", NOW)
    assert [line(store, "invitation", each.id) for each in (other, elsewhere)] == before


BLOCK = DeclineInvitation(invitation=INVITATION, reason="spam", block=True)


def test_a_blocked_client_has_no_words_at_once(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(), an_invitation("other", message="Quick money!")))
    put(store, BLOCK)
    record, look = listing.record_of(store, "invitation", "other"), looks.invitation(store, "other")
    assert record is not None
    assert look is not None
    assert (record.preview, look.message) == ("", "")


def test_a_conversation_with_a_blocked_client_is_put_away_until_that_is_undone(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(), a_room("talk"), a_room("work", has_contract=True)))
    put(store, BLOCK)
    blocked = [line(store, "room", room) for room in ("talk", "work")]
    dispatch.take_back(store, "command", NOW)
    assert blocked == [("", "room", 0), ("messages", "room", 0)]
    assert line(store, "room", "talk") == ("messages", "room", 0)


def test_what_comes_with_the_changes_of_a_client_who_is_being_blocked_is_put_away_as_well(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation()))
    put(store, BLOCK)
    mirror.write_page(store, a_page(a_room("talk"), an_invitation("new", message="Again!"), next_=2))
    assert (line(store, "room", "talk"), line(store, "invitation", "new")) == (
        ("", "room", 0),
        ("archived", "received", 0),
    )


def test_whoever_is_being_unblocked_is_back_at_once(store: Connection) -> None:
    blocked = a_client(is_blocked=True)
    job = a_job(JobId("another"))
    source = an_invitation("archived", state=InvitationState.DECLINED, client=blocked, job=job)
    mirror.write_page(store, a_page(source, an_invitation(client=blocked), a_room("talk", client=blocked)))
    before = [line(store, *thing) for thing in (("invitation", INVITATION), ("room", "talk"))]
    put(store, SubmitProposal(job=job.id, proposal=PROPOSAL, unblock=True), ("invitation", "archived"))
    after = [line(store, *thing) for thing in (("invitation", INVITATION), ("room", "talk"))]
    assert before == [("archived", "received", 0), ("", "room", 0)]
    assert after == [("invitations", "received", 0), ("messages", "room", 0)]


def test_a_direct_proposal_lifts_the_block_in_the_invitations_look(store: Connection) -> None:
    declined = an_invitation(state=InvitationState.DECLINED, client=a_client(is_blocked=True))
    mirror.write_page(store, a_page(declined))
    put(store, SubmitProposal(job=declined.job.id, proposal=PROPOSAL, unblock=True))
    look = looks.invitation(store, INVITATION)
    assert look is not None
    assert (look.client.is_blocked, look.state) == (False, InvitationState.DECLINED)
    assert line(store, "proposal", PROPOSAL) == ("submitted", "submitted", 1)


def test_a_message_on_its_way_is_the_rooms_preview(store: Connection) -> None:
    mirror.write_page(store, a_page(a_room(unread=1), a_message()))
    put(store, SendMessage(room=RoomId("room"), message=MessageId("mine"), text="With pleasure"), ("room", "room"))
    record = listing.record_of(store, "room", "room")
    assert record is not None
    assert (record.preview, record.unread, record.pending) == ("With pleasure", 1, 1)


def test_a_room_that_was_read_here_is_read(store: Connection) -> None:
    mirror.write_page(store, a_page(a_room(unread=3)))
    put(store, ReadRoom(room=RoomId("room"), position=1), ("room", "room"))
    assert listing.counts(store)["messages"].unread == 0


# --- any order of things ----------------------------------------------------------------------------------

JOBS = (JobId("one"), JobId("two"))
some_jobs = st.sampled_from(JOBS)
numbers = st.integers(0, 4)


class Mirrored(RuleBasedStateMachine):
    """A real marketplace on one side, a store on the other; commands get lost, pages come late.

    Whenever nothing is on its way and the mirror has caught up, the store looks exactly like one that was filled in
    one go.
    """

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.store = a_store_in_memory()
        self.commands = 0

    def teardown(self) -> None:
        self.everything_is_delivered()
        self.everything_is_pulled()
        assert looks_of(self.store) == looks_of(self.a_fresh_copy())
        self.story.engine.close()
        self.store.close()

    @initialize()
    def jobs_are_posted(self) -> None:
        for job in JOBS:
            self.story.posts(a_job(job, connects=0))
        self.story.invites(InvitationId("i0"), JOBS[0])
        self.everything_is_pulled()

    # --- the other side -----------------------------------------------------------------------------------

    @rule(number=numbers, job=some_jobs)
    def a_client_invites(self, number: int, job: JobId) -> None:
        command = Invite(invitation=InvitationId(f"i{number}"), job=job, freelancer=AccountId("ana"), message="Free?")
        self.story.tries(NORDWIND, command)

    @rule(number=numbers, verb=st.sampled_from(["withdraw", "view", "answer", "say"]))
    def a_client_acts(self, number: int, verb: str) -> None:
        proposal, room = ProposalId(f"p{number}"), RoomId(f"r{number}")
        message = MessageId(f"c{self.story.now:%d%H%M}")
        commands: dict[str, AnyCommand] = {
            "withdraw": WithdrawInvitation(invitation=InvitationId(f"i{number}")),
            "view": ViewProposal(proposal=proposal),
            "answer": AnswerProposal(proposal=proposal, room=room, message=message, text="Good morning!"),
            "say": SendMessage(room=room, message=message, text="Are you there?"),
        }
        self.story.tries(NORDWIND, commands[verb])

    @rule(job=some_jobs)
    def a_client_closes_a_job(self, job: JobId) -> None:
        self.story.tries(NORDWIND, CloseJob(job=job))

    # --- this side ----------------------------------------------------------------------------------------

    @rule(number=numbers, verb=st.sampled_from(["see", "ignore", "decline", "block", "accept", "apply"]))
    def the_user_answers(self, number: int, verb: str) -> None:
        id_, proposal = InvitationId(f"i{number}"), ProposalId(f"p{self.commands % 5}")
        look = looks.invitation(self.store, id_)
        if look is None:
            return
        commands: dict[str, AnyCommand] = {
            "see": SeeInvitation(invitation=id_),
            "ignore": IgnoreInvitation(invitation=id_),
            "decline": DeclineInvitation(invitation=id_, reason="other"),
            "block": DeclineInvitation(invitation=id_, reason="spam", block=True),
            "accept": AcceptInvitation(invitation=id_, proposal=proposal, unblock=True),
            "apply": SubmitProposal(job=look.job.id, proposal=proposal, unblock=True),
        }
        self.enqueue(commands[verb], "invitation", id_)

    @rule(number=numbers, verb=st.sampled_from(["read", "say"]))
    def the_user_talks(self, number: int, verb: str) -> None:
        room = RoomId(f"r{number}")
        if looks.room(self.store, room) is None:
            return
        said = SendMessage(room=room, message=MessageId(f"m{self.commands}"), text="With pleasure")
        self.enqueue(ReadRoom(room=room, position=1) if verb == "read" else said, "room", room)

    @rule(number=st.integers(0, 10))
    def the_user_takes_back(self, number: int) -> None:
        dispatch.take_back(self.store, self.id_of(number), self.now)

    # --- between them -------------------------------------------------------------------------------------

    @rule(is_answer_lost=st.booleans())
    def one_is_delivered(self, is_answer_lost: bool) -> None:
        item = outbox.next_due(self.store, self.now)
        if item is not None:
            self.deliver(item, is_answer_lost=is_answer_lost)

    @rule(limit=st.integers(1, 5))
    def a_page_is_pulled(self, limit: int) -> None:
        cursor = mirror.cursor(self.store)
        page = next(self.story.pages(ANA, 0 if cursor is None else cursor.next, limit))
        mirror.write_page(self.store, page)

    @rule()
    def everything_is_delivered(self) -> None:
        while (item := outbox.next_due(self.store, self.now)) is not None:
            self.deliver(item, is_answer_lost=False)
        for (refused,) in self.store.execute("select id from outbox where state = 'refused'").fetchall():
            dispatch.take_back(self.store, str(refused), self.now)

    @rule()
    def everything_is_pulled(self) -> None:
        cursor = mirror.cursor(self.store)
        for page in self.story.pages(ANA, 0 if cursor is None else cursor.next):
            mirror.write_page(self.store, page)

    # --- what holds ---------------------------------------------------------------------------------------

    @invariant()
    def what_is_on_its_way_and_nothing_else_is_marked(self) -> None:
        marked = {(row[0], row[1]) for row in self.store.execute("select kind, id from entry where pending")}
        waiting = self.store.execute(
            "select about_kind, about_id from outbox where state in ('waiting', 'sent')"
            " and verb not in ('see_invitation', 'read_room')"
        )
        about = {(row[0], row[1]) for row in waiting if listing.record_of(self.store, str(row[0]), str(row[1]))}
        assert {mark for mark in marked if mark[0] not in {"command", "proposal"}} == about

    @invariant()
    def counts_are_what_counting_gives(self) -> None:
        counted = self.store.execute("select section, count(*), sum(unread > 0) from entry group by section")
        expected = {row[0]: listing.Count(int(str(row[1])), int(str(row[2]))) for row in counted}
        assert {key: count for key, count in listing.counts(self.store).items() if count.total} == expected

    # --- small things -------------------------------------------------------------------------------------

    @property
    def now(self) -> int:
        return round(self.story.now.timestamp() * 1000)

    def id_of(self, number: int) -> str:
        return f"00000000-0000-4000-8000-{number:012}"

    def enqueue(self, command: AnyCommand, kind: str, id_: str) -> None:
        order = Order(CommandId(self.id_of(self.commands)), command, id_, kind, id_, "Something")
        dispatch.enqueue(self.store, order, self.now)
        self.commands += 1

    def deliver(self, item: Waiting, *, is_answer_lost: bool) -> None:
        assert dispatch.begin(self.store, item.id, self.now)
        self.story.now += timedelta(seconds=1)
        outcome = self.story.engine.handle(ANA, item.id, item.command)
        if is_answer_lost:
            return
        if isinstance(outcome, Receipt):
            dispatch.settle(self.store, item.id, outcome)
        else:
            dispatch.refuse(self.store, item.id, outcome, self.now)

    def a_fresh_copy(self) -> Connection:
        fresh = a_store_in_memory()
        for page in self.story.pages(ANA):
            mirror.write_page(fresh, page)
        return fresh


TestMirrored = Mirrored.TestCase
TestMirrored.settings = settings(max_examples=25, stateful_step_count=30)
