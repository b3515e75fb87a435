"""A small market to tell stories in: Ana and Ben are freelancers, Nordwind and Tern are clients, time is ours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import TypeVar

from marketplace.contract.commands import (
    AcceptInvitation,
    AcceptOffer,
    AnswerProposal,
    AnyCommand,
    DeclineInvitation,
    Invite,
    MakeOffer,
    PostJob,
    SubmitProposal,
)
from marketplace.contract.entities import (
    Account,
    AnyEntity,
    Block,
    Changes,
    Client,
    Gone,
    HourlyRange,
    Invitation,
    InvitationState,
    Job,
    Message,
    Notification,
    Party,
    Proposal,
    Receipt,
    Room,
)
from marketplace.contract.ids import (
    AccountId,
    ClientId,
    CommandId,
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
from marketplace.engine import Actor, Engine

Shown = TypeVar("Shown", Account, Block, Invitation, Proposal, Room, Message, Notification)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANA = Actor(Party.FREELANCER, "ana")
BEN = Actor(Party.FREELANCER, "ben")
NORDWIND = Actor(Party.CLIENT, "nordwind")
TERN = Actor(Party.CLIENT, "tern")
MODERATOR = Actor(Party.MODERATOR, "moderator")

CLIENTS = {
    NORDWIND: Client(
        id=ClientId("nordwind"), name="Nordwind Energie", country="Germany", member_since=date(2019, 5, 1)
    ),
    TERN: Client(
        id=ClientId("tern"),
        name="Tern & Co",
        country="United States",
        member_since=date(2021, 2, 3),
        can_be_blocked=False,
    ),
}

JOB = JobId("job")
INVITATION = InvitationId("invitation")
PROPOSAL = ProposalId("proposal")
ROOM = RoomId("room")
OPENING = MessageId("opening")
OFFER = OfferId("offer")
CONTRACT = ContractId("contract")
MEETING = MeetingId("meeting")


def a_job(id_: JobId = JOB, **facts: object) -> Job:
    """A job paid by the hour, without questions."""
    plain = Job(
        id=id_,
        title="Turbine manual",
        description="140 pages about gearboxes.",
        category="Translation",
        budget=HourlyRange(low=Decimal(38), high=Decimal(52)),
        posted_at=START,
        skills=("German",),
        connects=6,
    )
    return Job(**{name: getattr(plain, name) for name in Job.__struct_fields__} | facts)


def an_account(id_: str, connects: int = 20) -> Account:
    """A freelancer's account."""
    title = "Technical translator"
    return Account(id=AccountId(id_), version=1, name=id_.title(), title=title, rate=Decimal(45), connects=connects)


_told: list[Engine] = []


def end_all() -> None:
    """Close the markets of all stories that were told since the last time."""
    while _told:
        _told.pop().close()


class Story:
    """A market, and one sentence for each thing that can happen in it; the clock moves on by a minute each time."""

    def __init__(self, url: str = "sqlite://", now: datetime = START) -> None:
        self.now = now
        self.engine = Engine(url, clock=lambda: self.now)
        self._ids = count(1)
        _told.append(self.engine)
        for account in ("ana", "ben"):
            self.engine.add_account(an_account(account))

    def tries(self, actor: Actor, command: AnyCommand, id_: str | None = None) -> Receipt | Refusal:
        """`actor` sends `command`; whatever comes back."""
        self.now += timedelta(minutes=1)
        return self.engine.handle(actor, CommandId(id_) if id_ else self.fresh(), command)

    def fresh(self) -> CommandId:
        """A command's id that was not used before."""
        return CommandId(f"command-{next(self._ids)}")

    def does(self, actor: Actor, command: AnyCommand) -> Receipt:
        """`actor` sends `command`, and it is carried out."""
        outcome = self.tries(actor, command)
        assert isinstance(outcome, Receipt), outcome
        return outcome

    def is_refused(self, actor: Actor, command: AnyCommand) -> str:
        """`actor` sends `command`, and it is refused; returns the refusal's name."""
        outcome = self.tries(actor, command)
        assert isinstance(outcome, Refusal), outcome
        return outcome.name

    # --- what usually happens ---------------------------------------------------------------------------------

    def posts(self, job: Job | None = None, client: Actor = NORDWIND) -> None:
        """A client puts a job up."""
        self.engine.add_client(CLIENTS[client])
        self.does(client, PostJob(job=job or a_job(), client=CLIENTS[client]))

    def invites(self, id_: InvitationId = INVITATION, job: JobId = JOB, reader: Actor = ANA, **who: Actor) -> None:
        """The client of a job asks a freelancer to apply."""
        client = who.get("client", NORDWIND)
        self.does(client, Invite(invitation=id_, job=job, freelancer=AccountId(reader.id), message="Are you free?"))

    def invited(self, job: Job | None = None, client: Actor = NORDWIND) -> "Story":
        """A job is up, and Ana is invited to it."""
        self.posts(job, client)
        self.invites(job=(job or a_job()).id, client=client)
        return self

    def accepted(self) -> "Story":
        """Ana has accepted the invitation as offered."""
        self.invited()
        self.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
        return self

    def answered(self) -> "Story":
        """Nordwind has answered Ana's proposal: there is a room."""
        self.accepted()
        self.does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!"))
        return self

    def offered(self) -> "Story":
        """Nordwind has answered, and offers the work as Ana proposed it."""
        self.answered()
        self.does(NORDWIND, MakeOffer(proposal=PROPOSAL, offer=OFFER, message="Shall we?"))
        return self

    def hired(self) -> "Story":
        """Ana has taken the offer."""
        self.offered()
        self.does(ANA, AcceptOffer(offer=OFFER, contract=CONTRACT))
        return self

    def waits(self, **length: float) -> None:
        """Time passes, and the marketplace notices what is over."""
        self.now += timedelta(**length)
        while self.engine.tick():
            pass

    def blocked(self) -> "Story":
        """Ana has declined the invitation and blocked Nordwind."""
        self.invited()
        self.does(ANA, DeclineInvitation(invitation=INVITATION, reason="spam", block=True))
        return self

    def applies(self, reader: Actor, job: JobId, proposal: str, *, unblock: bool = False) -> Receipt | Refusal:
        """A freelancer sends a proposal to a job post."""
        return self.tries(reader, SubmitProposal(job=job, proposal=ProposalId(proposal), unblock=unblock))

    # --- what a reader sees -----------------------------------------------------------------------------------

    def seen(self, reader: Actor = ANA, since: int = 0) -> list[AnyEntity]:
        """Everything that changed for `reader`, page after page, as they may see it."""
        return [entity for page in self.pages(reader, since) for entity in page.entities]

    def pages(self, reader: Actor = ANA, since: int = 0, limit: int = 500) -> Iterator[Changes]:
        """The pages of what changed."""
        more = True
        while more:
            page = self.engine.changes(AccountId(reader.id), since, limit)
            assert isinstance(page, Changes), page
            since, more = page.next, page.more
            yield page

    def shown(self, kind: type[Shown], id_: str, reader: Actor = ANA) -> Shown:
        """One thing, as `reader` sees it."""
        found = [one for one in self.seen(reader) if isinstance(one, kind) and one.id == id_]
        assert len(found) == 1, found
        return found[0]

    def invitation(self, id_: InvitationId = INVITATION, reader: Actor = ANA) -> Invitation:
        """An invitation, as `reader` sees it."""
        return self.shown(Invitation, id_, reader)

    def state(self, id_: InvitationId = INVITATION) -> InvitationState:
        """Where an invitation stands."""
        return self.invitation(id_).state

    def proposal(self, id_: ProposalId = PROPOSAL) -> Proposal:
        """A proposal, as Ana sees it."""
        return self.shown(Proposal, id_)

    def room(self) -> Room:
        """The room, as Ana sees it."""
        return self.shown(Room, ROOM)

    def bell(self, reader: Actor = ANA) -> list[Notification]:
        """All notifications, the oldest first."""
        found = [one for one in self.seen(reader) if isinstance(one, Notification)]
        return sorted(found, key=lambda one: one.at)

    def last_bell(self) -> tuple[str, str, str]:
        """Kind, title and text of Ana's newest notification."""
        newest = self.bell()[-1]
        return newest.kind, newest.title, newest.text

    def connects(self, reader: Actor = ANA) -> int:
        """What the reader has left to spend."""
        return self.shown(Account, reader.id, reader).connects


def key(entity: AnyEntity) -> tuple[str, str]:
    """What an entity is and which."""
    kind = entity.kind if isinstance(entity, Gone) else str(type(entity).__struct_config__.tag)
    return kind, entity.id
