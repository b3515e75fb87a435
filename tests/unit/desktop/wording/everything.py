"""A market in which every text that a server can send says something, and all that the program says of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, get_type_hints

import msgspec
from msgspec.structs import replace

from desktop.local import entries as lines
from desktop.local.conversations import Said
from desktop.local.drafts import Draft, Fields
from desktop.local.interviews import Answered
from desktop.local.listing import Record
from desktop.local.outbox import Waiting
from desktop.presenters.interview_stand import Stand
from desktop.presenters.wording import (
    blocked,
    compositions,
    conversations,
    entries,
    interviews,
    invitations,
    notices,
    outgoing,
    previews,
    proposals,
)
from desktop.services.blocked import Blocked
from desktop.services.composer import Composition
from desktop.services.rooms import Conversation
from marketplace.contract.commands import SendMessage
from marketplace.contract.entities import (
    Account,
    ApplyingAgency,
    Attachment,
    Block,
    ChangeRequest,
    Decline,
    Highlight,
    HighlightKind,
    Interview,
    InterviewAnswer,
    Invitation,
    InvitationState,
    JobPost,
    Medium,
    Meeting,
    Member,
    Membership,
    Message,
    Milestone,
    MilestoneTerms,
    Notification,
    Offer,
    OfferState,
    Party,
    Proposal,
    ProposalState,
    Room,
)
from marketplace.contract.ids import (
    AgencyId,
    BlobId,
    ClientId,
    CommandId,
    HighlightId,
    MeetingId,
    MessageId,
    OfferId,
    RoomId,
)
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Problem
from tests.unit.desktop.things import (
    MORNING,
    NOW,
    a_client,
    a_job,
    a_message,
    a_notification,
    a_proposal,
    a_room,
    an_account,
    an_invitation,
)

KEYS = {"id", "key", "about_id", "about_kind"}
"""Fields of rows that name something."""

Thing = TypeVar("Thing", bound=msgspec.Struct)
Word = Callable[[str], str]
"""What a field says, by its name such as `Job.title`."""


class Market(NamedTuple):
    """One of everything."""

    invitation: Invitation
    proposal: Proposal
    room: Room
    message: Message
    notification: Notification
    account: Account
    block: Block
    post: JobPost
    policy: Policy
    problem: Problem


def text_fields(kind: type[msgspec.Struct]) -> Iterator[str]:
    """The names of the fields of a struct that hold texts; ids, kinds and numbers have types of their own."""
    for name, hint in get_type_hints(kind).items():
        if hint is str or hint == str | None or hint == tuple[str, ...]:
            yield name


def said(thing: Thing, word: Word) -> Thing:
    """`thing` with a word in every field, and in every field of what it holds, that can hold a text."""
    kind, hints, changed = type(thing), get_type_hints(type(thing)), dict[str, Any]()
    for name in text_fields(kind):
        text = word(f"{kind.__name__}.{name}")
        changed[name] = (text,) if tuple in {hints[name], getattr(hints[name], "__origin__", None)} else text
    for name, value in ((name, getattr(thing, name)) for name in kind.__struct_fields__ if name not in changed):
        if isinstance(value, msgspec.Struct):
            changed[name] = said(value, word)
        elif isinstance(value, tuple) and any(isinstance(each, msgspec.Struct) for each in value):
            changed[name] = tuple(said(each, word) for each in value)
    return replace(thing, **changed)


def market(word: Word) -> Market:
    """A market whose server says `word` wherever it can say anything."""
    interview = Interview(questions=("?",), seconds=60, retakes=1)
    job = a_job(interview=interview, questions=("?",), closes_at=MORNING + timedelta(days=3))
    client = a_client(rating=Decimal(4), reviews=2, spent=Decimal(900), is_blocked=True)
    file = Attachment(blob=BlobId("ab"), name="", size=1)
    highlight = Highlight(id=HighlightId("h"), kind=HighlightKind.PORTFOLIO, title="")
    terms = MilestoneTerms((Milestone(description="", amount=Decimal(5)),))
    offer = Offer(
        id=OfferId("o"),
        terms=terms,
        message="",
        made_at=MORNING,
        expires_at=MORNING + timedelta(days=7),
        requests=(ChangeRequest(at=MORNING, text=""),),
    )
    meeting = Meeting(
        id=MeetingId("m"), at=MORNING, minutes=30, medium=Medium.VIDEO, by=Party.CLIENT, proposed_at=MORNING
    )
    proposal = a_proposal(
        job=job,
        client=client,
        terms=terms,
        attachments=(file,),
        highlights=(highlight,),
        interview=(InterviewAnswer(recording=file, seconds=5),),
        agency=ApplyingAgency(id=AgencyId("a"), name=""),
        offer=offer,
    )
    agencies = (Membership(id=AgencyId("a"), name=""),)
    block = Block(id=ClientId("c"), version=1, client=client, at=MORNING)
    everything = Market(
        an_invitation(job=job, client=client, decline=Decline(reason="")),
        proposal,
        a_room(job=job, client=client, members=(Member(name="", party=Party.AGENCY),), meetings=(meeting,)),
        a_message(attachments=(file,)),
        a_notification(),
        an_account(highlights=(highlight,), agencies=agencies),
        block,
        JobPost(job=job, client=client),
        Policy(),
        Problem(type="", title="", status=409),
    )
    told = everything._replace(**{name: said(each, word) for name, each in everything._asdict().items()})
    return told._replace(problem=replace(told.problem, type="/problems/news", field=None))


def everything_said_of(there: Market) -> Iterator[tuple[str, Any]]:
    """All rows and sheets that anything of it can get into, by the name of where they are shown."""
    policy = there.policy
    for thing in (there.invitation, there.proposal, there.room):
        line = lines.line_of(thing, policy, is_pending=False)
        columns = {name: value for name, value in line._asdict().items() if name != "version"}
        yield "list", entries.entry(Record(position=1, **columns), NOW)
    yield from _of_the_invitation(there)
    yield from _of_the_proposal(there)
    yield from _of_a_draft(there)
    talk = Conversation(there.room, [Said(there.message, "delivered")], policy)
    yield "conversation", conversations.sheet(talk, NOW)
    yield "conversation", tuple(conversations.messages(talk, NOW))
    yield "bell", notices.row(there.notification, NOW)
    yield "blocked clients", blocked.note(policy)
    yield "blocked clients", tuple(blocked.clients_of(Blocked((there.block,), 20), NOW))
    yield "blocked clients", tuple(blocked.jobs([there.post], 20))
    yield "outbox", outgoing.sheet(_refused(there), NOW)


def _of_the_invitation(there: Market) -> Iterator[tuple[str, Any]]:
    for state in InvitationState:
        one = replace(there.invitation, state=state, ended_at=MORNING, answered_at=MORNING)
        yield "invitation", invitations.sheet(one, there.policy, NOW)
    yield "decline", invitations.decline(there.invitation, there.policy)


def _of_the_proposal(there: Market) -> Iterator[tuple[str, Any]]:
    for state in ProposalState:
        one = replace(there.proposal, state=state, offer=None)
        yield "proposal", proposals.sheet(one, there.policy, NOW, is_pending=False)
    for standing in OfferState:
        assert there.proposal.offer is not None
        one = replace(there.proposal, offer=replace(there.proposal.offer, state=standing))
        yield "proposal", proposals.sheet(one, there.policy, NOW, is_pending=False)
    yield "withdraw", proposals.withdrawal(there.proposal, there.policy)


def _of_a_draft(there: Market) -> Iterator[tuple[str, Any]]:
    refusal = there.problem.refusal()
    draft = Draft("draft", "i", direct=False, state="open", revision=1, fields=Fields(), refusal=refusal)
    answered = (Answered(1, there.proposal.interview[0]),)
    composition = Composition(draft, there.invitation, there.policy, there.account, answered)
    yield "composer", compositions.sheet(composition, NOW)
    yield "composer", compositions.banner(composition, NOW)
    yield "composer", tuple(compositions.checks([refusal]))
    yield "composer", compositions.summary(composition)
    assert there.invitation.job.interview is not None
    yield "interview", interviews.sheet(composition, there.invitation.job.interview, Stand())
    yield "preview", previews.sheet(composition, there.proposal)


def _refused(there: Market) -> Waiting:
    """A message that was refused with the server's words; its own are the user's."""
    command = SendMessage(room=RoomId("room"), message=MessageId("m"), text="Mine")
    refusal, body = msgspec.json.encode(there.problem.refusal()), msgspec.json.encode(command)
    title = there.room.job.title
    return Waiting(CommandId("c"), body, "lane", "room", "room", title, None, "refused", NOW, NOW, refusal)


def texts_of(value: Any) -> Iterator[str]:
    """Every text inside a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        names = getattr(value, "_fields", ("",) * len(value))
        for name, each in zip(names, value, strict=True):
            if name not in KEYS:
                yield from texts_of(each)


def all_text_fields() -> set[str]:
    """The names of all fields that can hold a text, of everything in a market."""
    met = set[str]()

    def note(name: str) -> str:
        met.add(name)
        return "x"

    market(note)
    return met
