"""What a client or a moderator does: each verb as a command, who gives it, and the sentence that tells of it."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

from marketplace.cli import meeting, moderating, offering
from marketplace.cli.acting import Act, client_of
from marketplace.cli.errors import Failed, Refused
from marketplace.cli.picking import only, pick, plain, shown
from marketplace.contract import commands
from marketplace.contract.entities import Client, FixedBudget, HourlyRange, Interview, Job, Letter, Party
from marketplace.contract.ids import (
    AccountId,
    ClientId,
    CommandId,
    InvitationId,
    JobId,
    MessageId,
    ProposalId,
    RoomId,
    new_id,
)
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine

WAITING = ("submitted", "viewed")


def run(engine: Engine, args: Namespace) -> tuple[str, object]:
    """Do what `args` say; returns the sentence and the same as data. Raises Failed or Refused."""
    if args.verb == "list":
        return _list(engine, args)
    act = VERBS[args.verb](engine, args)
    outcome = engine.handle(act.actor, CommandId(new_id()), act.command)
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return act.sentence, {"done": args.verb, "id": act.made, "sentence": act.sentence}


def _list(engine: Engine, args: Namespace) -> tuple[str, object]:
    found = engine.listing(args.kind, limit=args.limit)
    text = "\n".join(
        f"{line.id:<36}  {line.state:<9}  {line.at:%Y-%m-%d %H:%M}  {line.client_name} · {line.title}"
        for line in map(shown, found)
    )
    return text or f"There are no {args.kind}.", [line._asdict() for line in found]


def _post(engine: Engine, args: Namespace) -> Act:
    client = _client(engine, args)
    job = Job(
        id=JobId(new_id()),
        title=args.title,
        description=args.description,
        category=args.category,
        budget=_budget(args),
        posted_at=datetime.now(UTC),
        duration=args.duration,
        questions=tuple(args.question),
        letter=Letter.INTERVIEW if args.interview else Letter(args.letter),
        interview=Interview(questions=tuple(args.interview), seconds=180, retakes=3) if args.interview else None,
        connects=args.connects,
    )
    sentence = f"{plain(client.name or client.id)} posted “{plain(job.title)}” ({job.id})."
    return Act(Actor(Party.CLIENT, client.id), commands.PostJob(job=job, client=client), job.id, sentence)


def _invite(engine: Engine, args: Namespace) -> Act:
    job = pick(engine, "jobs", args.id, ["open"])
    freelancer = AccountId(args.account)
    command = commands.Invite(
        invitation=InvitationId(new_id()), job=JobId(job.id), freelancer=freelancer, message=args.text
    )
    sentence = f"{job.client_name} invited {freelancer} to “{job.title}” ({command.invitation})."
    return Act(client_of(job), command, command.invitation, sentence)


def _withdraw(engine: Engine, args: Namespace) -> Act:
    line = pick(engine, "invitations", args.id, moderating.UNANSWERED)
    command = commands.WithdrawInvitation(invitation=InvitationId(line.id))
    return Act(client_of(line), command, line.id, f"{line.client_name} withdrew the invitation to “{line.title}”.")


def _close(engine: Engine, args: Namespace) -> Act:
    line = pick(engine, "jobs", args.id, ["open"])
    command = commands.CloseJob(job=JobId(line.id))
    return Act(client_of(line), command, line.id, f"{line.client_name} closed “{line.title}”.")


def _view(engine: Engine, args: Namespace) -> Act:
    line = pick(engine, "proposals", args.id, ["submitted"])
    command = commands.ViewProposal(proposal=ProposalId(line.id))
    return Act(client_of(line), command, line.id, f"{line.client_name} viewed the proposal for “{line.title}”.")


def _answer(engine: Engine, args: Namespace) -> Act:
    line = pick(engine, "proposals", args.id, WAITING)
    command = commands.AnswerProposal(
        proposal=ProposalId(line.id), room=RoomId(new_id()), message=MessageId(new_id()), text=args.text
    )
    sentence = f"{line.client_name} answered the proposal for “{line.title}”; a room is open ({command.room})."
    return Act(client_of(line), command, command.room, sentence)


def _message(engine: Engine, args: Namespace) -> Act:
    line = pick(engine, "rooms", args.id)
    command = commands.SendMessage(room=RoomId(line.id), message=MessageId(new_id()), text=args.text)
    return Act(client_of(line), command, command.message, f"{line.client_name} wrote in the room of “{line.title}”.")


def _decline(engine: Engine, args: Namespace) -> Act:
    line = pick(engine, "proposals", args.id, WAITING)
    command = commands.DeclineProposal(proposal=ProposalId(line.id), reason=args.text)
    return Act(client_of(line), command, line.id, f"{line.client_name} declined the proposal for “{line.title}”.")


VERBS: Mapping[str, Callable[[Engine, Namespace], Act]] = {
    "post": _post,
    "invite": _invite,
    "withdraw": _withdraw,
    "close": _close,
    "view": _view,
    "answer": _answer,
    "message": _message,
    "decline": _decline,
    "offer": offering.offer,
    "hire": offering.hire,
    "revise": offering.revise,
    "withdraw-offer": offering.withdraw,
    "meet": meeting.propose,
    "move-meeting": meeting.move,
    "accept-meeting": meeting.accept,
    "decline-meeting": meeting.decline,
    "remove": moderating.remove,
    "lift": moderating.lift,
    "exempt": moderating.exempt,
    "warn": moderating.warn,
}


def _client(engine: Engine, args: Namespace) -> Client:
    """The client who posts: a new one by name, a known one by id, or the one of the newest job."""
    if args.client_name:
        today = datetime.now(UTC).date()
        return Client(id=ClientId(new_id()), name=args.client_name, country=args.country, member_since=today)
    if args.client:
        return only(engine.clients(args.client, limit=2), "clients", args.client)
    newest = engine.listing("jobs", limit=1)
    if not newest:
        raise Failed("There are no clients yet. Name one with --client-name.")
    return only(engine.clients(newest[0].client, limit=2), "clients", newest[0].client)


def _budget(args: Namespace) -> HourlyRange | FixedBudget:
    if args.fixed is not None:
        return FixedBudget(amount=args.fixed)
    low, high = sorted(args.hourly or (Decimal(30), Decimal(50)))
    return HourlyRange(low=low, high=high)
