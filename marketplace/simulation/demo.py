"""The demo market: what a new user finds in the inbox of Ana Reis, played through the engine's own rules.

`open_account` makes her account alone, for an empty market; `fill` plays the script's scenes into it; `create`
makes a whole file of it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from marketplace.contract.commands import (
    AcceptInvitation,
    AcceptMeeting,
    AcceptOffer,
    AnswerProposal,
    AnyCommand,
    CloseJob,
    DeclineInvitation,
    DeclineProposal,
    IgnoreInvitation,
    Invite,
    MakeOffer,
    MoveMeeting,
    PostJob,
    ProposeMeeting,
    ReadNotifications,
    ReadRoom,
    RemoveInvitation,
    RequestOfferChanges,
    ReviseOffer,
    SeeInvitation,
    SendMessage,
    SubmitProposal,
    ViewProposal,
    Warn,
    WithdrawInvitation,
    WithdrawProposal,
)
from marketplace.contract.entities import (
    Account,
    Client,
    Highlight,
    HighlightKind,
    HourlyTerms,
    Job,
    MilestoneTerms,
    Party,
    ProjectTerms,
    Terms,
)
from marketplace.contract.ids import (
    AccountId,
    AgencyId,
    ClientId,
    CommandId,
    ContractId,
    HighlightId,
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
from marketplace.simulation import hostile, script
from marketplace.simulation.naming import derived
from marketplace.simulation.script import AnyStep, Scene, span

ANA = Account(
    id=AccountId("ana"),
    version=1,
    name="Ana Reis",
    title="Technical translator and Python developer",
    rate=Decimal("45.00"),
    connects=80,
    overview=(
        "I translate manuals and patents from German and Portuguese into English, and I write the small programs that"
        " keep terms and numbers the same on page 4 and on page 400. Eleven years, two of them inside a turbine maker."
    ),
    highlights=(
        Highlight(
            id=HighlightId("turbine-manuals"),
            kind=HighlightKind.PORTFOLIO,
            title="Maintenance manuals for wind turbines, 1,900 pages",
            detail="German to English, with a term base of 2,300 entries that the engineers still use.",
        ),
        Highlight(
            id=HighlightId("sync-engine"),
            kind=HighlightKind.PORTFOLIO,
            title="A sync engine for field surveys",
            detail="Python and SQLite; forms filled in without a network arrive once, in order.",
        ),
        Highlight(
            id=HighlightId("diploma"),
            kind=HighlightKind.CERTIFICATE,
            title="Diploma in specialised translation",
            detail="University of Lisbon, 2015",
        ),
    ),
)
MARA = Account(
    id=AccountId("mara"),
    version=1,
    name="Mara Lopes",
    title="Business manager, Sete Colinas Languages",
    rate=Decimal("60.00"),
    connects=0,
)
AGENCY = AgencyId("sete-colinas")
FREELANCER = Actor(Party.FREELANCER, ANA.id)
MANAGER = Actor(Party.FREELANCER, MARA.id)
MODERATOR = Actor(Party.MODERATOR, "trust-and-safety")

POSTED_BEFORE = timedelta(minutes=90)
LAST_LOOK_AT_THE_BELL = timedelta(hours=5)
NOTICING = timedelta(hours=6)
"""How often in the story somebody notices what is over."""


class ScriptError(Exception):
    """A step of the script broke a rule of the marketplace."""


class Event(NamedTuple):
    """One command of the demo, by whom and when; `name` is its own within the script."""

    at: datetime
    actor: Actor
    name: str
    command: AnyCommand


def open_account(engine: Engine) -> None:
    """Make Ana's account, without any invitation, unless it is there."""
    if engine.account(ANA.id) is None:
        engine.add_account(ANA)


def fill(engine: Engine, now: datetime, seed: int = 7) -> None:
    """Play the demo into a market where it was not played yet; `now` is the moment it counts back from.

    It takes some hundred transactions; `create` is for those who may be interrupted.
    Raises ScriptError where the marketplace refuses a step.
    """
    open_account(engine)
    if engine.account(MARA.id) is None:
        engine.add_account(MARA)
        engine.add_agency(AGENCY, "Sete Colinas Languages", MARA.id, MARA.id, [ANA.id])
    noticed_at = datetime.min.replace(tzinfo=now.tzinfo)
    for event in events(now, seed):
        if isinstance(event.command, PostJob):
            engine.add_client(event.command.client)
        if event.at - noticed_at >= NOTICING:
            engine.tick(event.at)
            noticed_at = event.at
        outcome = engine.handle(event.actor, CommandId(derived(seed, event.name)), event.command, now=event.at)
        if isinstance(outcome, Refusal):
            raise ScriptError(f"{event.name}: {outcome.sentence} ({outcome.name}, {outcome.field})")


def create(path: Path, now: datetime, seed: int = 7) -> None:
    """Put a market with the demo in it at `path`, whole: an interruption leaves nothing there.

    Replaces what is there. Raises ScriptError, MarketUnavailable.
    """
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    engine = Engine(f"sqlite:///{unfinished}")
    try:
        with engine.together():
            fill(engine, now, seed)
    finally:
        engine.close()
    unfinished.replace(path)
    path.with_name(f"{unfinished.name}-journal").unlink(missing_ok=True)


def events(now: datetime, seed: int) -> list[Event]:
    """Everything that happens in the demo, in the order of time."""
    now = now.replace(microsecond=0)
    clients = {client.id: client for client in (*script.cast(now), *hostile.cast(now))}
    played = [
        event
        for scene in (*script.scenes(), *hostile.scenes())
        for event in _Staging(scene, clients[ClientId(scene.client)], now, seed).events()
    ]
    played.append(Event(now - LAST_LOOK_AT_THE_BELL, FREELANCER, "bell", ReadNotifications()))
    return sorted(played, key=lambda event: event.at)


class _Staging:
    """One scene on its way to commands: knows the ids of the things in it, and how much was said."""

    def __init__(self, scene: Scene, client: Client, now: datetime, seed: int) -> None:
        self._scene = scene
        self._seed = seed
        # Nobody acts on the full minute.
        self._now = now - timedelta(seconds=Random(f"{seed}/{scene.key}").randrange(60))
        self._said = 0
        self._client = replace(client, id=ClientId(derived(seed, "client", client.id)))
        self._by_client = Actor(Party.CLIENT, self._client.id)
        self._job = JobId(self._id("job"))
        self._invitation = InvitationId(self._id("invitation"))
        self._proposal = ProposalId(self._id("proposal"))
        self._room = RoomId(self._id("room"))
        self._meeting = MeetingId(self._id("meeting"))
        self._offer = OfferId(self._id("offer"))

    def events(self) -> Iterator[Event]:
        """The posting, the invitation, and the story."""
        sent_at = self._ago(self._scene.sent)
        post = PostJob(job=self._job_post(sent_at - POSTED_BEFORE), client=self._client)
        yield Event(sent_at - POSTED_BEFORE, self._by_client, self._name("post"), post)
        if self._scene.invited:
            yield Event(sent_at, self._by_client, self._name("invite"), self._invite())
        for number, step in enumerate(self._scene.story):
            actor, command = self._played(step)
            yield Event(self._ago(step.ago), actor, self._name(f"step-{number}"), command)

    def _played(self, step: AnyStep) -> tuple[Actor, AnyCommand]:
        match step:
            case script.Remove(notice=notice):
                return MODERATOR, RemoveInvitation(invitation=self._invitation, notice=notice)
            case script.Warn(text=text):
                return MODERATOR, Warn(freelancer=ANA.id, text=text)
            case script.Say(by=by, text=text):
                return self._speaker(by), self._message(text)
            case script.AgreeToMeet(by=by):
                return self._speaker(by), AcceptMeeting(meeting=self._meeting)
            case _ if isinstance(step, script.ByFreelancer):
                return FREELANCER, self._by_ana(step)
            case _:
                return self._by_client, self._by_the_client(step)

    def _speaker(self, by: Party) -> Actor:
        return {Party.FREELANCER: FREELANCER, Party.AGENCY: MANAGER}.get(by, self._by_client)

    def _by_ana(self, step: script.ByFreelancer) -> AnyCommand:
        match step:
            case script.Ignore():
                return IgnoreInvitation(invitation=self._invitation)
            case script.Decline(reason=reason, message=message, block=block):
                return DeclineInvitation(invitation=self._invitation, reason=reason, message=message, block=block)
            case script.Apply():
                return self._application(step)
            case script.Retract(reason=reason):
                return WithdrawProposal(proposal=self._proposal, reason=reason)
            case script.Read():
                return ReadRoom(room=self._room, position=self._said)
            case script.See():
                return SeeInvitation(invitation=self._invitation)
            case script.MoveMeeting() | script.AskForChanges() | script.TakeOffer():
                return self._about_an_offer(step)

    def _about_an_offer(self, step: script.MoveMeeting | script.AskForChanges | script.TakeOffer) -> AnyCommand:
        match step:
            case script.MoveMeeting(ahead=ahead, text=text):
                return MoveMeeting(meeting=self._meeting, at=self._ahead(ahead), note=text)
            case script.AskForChanges(text=text):
                return RequestOfferChanges(offer=self._offer, text=text)
            case script.TakeOffer():
                return AcceptOffer(offer=self._offer, contract=ContractId(self._id("contract")))

    def _by_the_client(self, step: AnyStep) -> AnyCommand:
        match step:
            case script.Answer(text=text):
                return AnswerProposal(proposal=self._proposal, room=self._room, message=self._next_message(), text=text)
            case script.Reject(reason=reason):
                return DeclineProposal(proposal=self._proposal, reason=reason)
            case script.Withdraw():
                return WithdrawInvitation(invitation=self._invitation)
            case script.Close():
                return CloseJob(job=self._job)
            case script.Meet() | script.Offer() | script.Revise():
                return self._going_further(step)
            case _:
                return ViewProposal(proposal=self._proposal)

    def _going_further(self, step: script.Meet | script.Offer | script.Revise) -> AnyCommand:
        match step:
            case script.Meet(ahead=ahead, minutes=minutes, text=text):
                at = self._ahead(ahead)
                return ProposeMeeting(room=self._room, meeting=self._meeting, at=at, minutes=minutes, note=text)
            case script.Offer(text=text):
                return MakeOffer(proposal=self._proposal, offer=self._offer, message=text)
            case script.Revise(rate=rate, text=text):
                return ReviseOffer(offer=self._offer, terms=HourlyTerms(rate=rate), message=text)

    def _application(self, step: script.Apply) -> AnyCommand:
        apply: Callable[..., AnyCommand] = (
            partial(AcceptInvitation, invitation=self._invitation)
            if self._scene.invited
            else partial(SubmitProposal, job=self._job)
        )
        return apply(
            proposal=self._proposal,
            terms=_terms(step),
            duration=step.duration,
            cover_letter=step.letter.strip(),
            message=step.message,
            answers=step.answers,
            highlights=step.highlights,
            agency=step.agency,
        )

    def _job_post(self, posted_at: datetime) -> Job:
        scene = self._scene
        return Job(
            id=self._job,
            title=scene.title,
            description=scene.description,
            category=scene.category,
            budget=scene.budget,
            posted_at=posted_at,
            skills=scene.skills,
            duration=scene.duration,
            hours_per_week=scene.hours_per_week,
            level=scene.level,
            questions=scene.questions,
            letter=scene.letter,
            interview=scene.interview,
            connects=scene.connects,
            closes_at=self._now + span(scene.closes_in) if scene.closes_in else None,
        )

    def _invite(self) -> Invite:
        return Invite(
            invitation=self._invitation,
            job=self._job,
            freelancer=ANA.id,
            message=self._scene.message,
            origin=self._scene.origin,
        )

    def _message(self, text: str) -> SendMessage:
        return SendMessage(room=self._room, message=self._next_message(), text=text)

    def _next_message(self) -> MessageId:
        self._said += 1
        return MessageId(self._id(f"message-{self._said}"))

    def _ahead(self, length: str) -> datetime:
        """The next full hour after so much time."""
        return (self._now + span(length) + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)

    def _ago(self, length: str) -> datetime:
        return self._now - span(length)

    def _name(self, event: str) -> str:
        return f"{self._scene.key}/{event}"

    def _id(self, thing: str) -> str:
        return derived(self._seed, self._scene.key, thing)


def _terms(step: script.Apply) -> Terms | None:
    if step.rate is not None:
        return HourlyTerms(rate=step.rate, increase=step.increase)
    if step.milestones:
        return MilestoneTerms(milestones=step.milestones)
    return None if step.amount is None else ProjectTerms(amount=step.amount)
