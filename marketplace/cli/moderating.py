"""What a moderator does, on the command line."""

from argparse import Namespace

from marketplace.cli.acting import MODERATOR, Act
from marketplace.cli.picking import only, pick, plain
from marketplace.contract import commands
from marketplace.contract.contact import Exemption
from marketplace.contract.ids import AccountId, InvitationId, JobId
from marketplace.engine import Engine

UNANSWERED = ("received", "seen", "ignored")


def remove(engine: Engine, args: Namespace) -> Act:
    """Take an invitation away."""
    line = pick(engine, "invitations", args.id, UNANSWERED)
    command = commands.RemoveInvitation(invitation=InvitationId(line.id), notice=args.text)
    return Act(MODERATOR, command, line.id, f"The marketplace removed the invitation to “{line.title}”.")


def lift(engine: Engine, args: Namespace) -> Act:
    """Let an enterprise client share contact information, or no longer."""
    prefix = args.id or pick(engine, "jobs", None).client
    client = only(engine.clients(prefix, limit=2), "clients", prefix)
    command = commands.LiftContactRule(client=client.id, lifted=not args.end)
    name = plain(client.name or client.id)
    does = "may no longer share" if args.end else "may share"
    return Act(MODERATOR, command, client.id, f"{name} {does} contact information before a contract.")


def exempt(engine: Engine, args: Namespace) -> Act:
    """Let contact information be shared about a job, for a reason, or no longer."""
    line = pick(engine, "jobs", args.id)
    exemptions = tuple(Exemption(each) for each in dict.fromkeys(args.because))
    command = commands.ExemptJob(job=JobId(line.id), exemptions=exemptions)
    allowed = " and ".join(each.value.replace("_", " ") for each in exemptions) or "nothing"
    return Act(MODERATOR, command, line.id, f"Exempt from the contact rule in “{line.title}”: {allowed}.")


def warn(_engine: Engine, args: Namespace) -> Act:
    """Remind a freelancer of a rule."""
    command = commands.Warn(freelancer=AccountId(args.account), text=args.text)
    return Act(MODERATOR, command, args.account, f"The marketplace reminded {plain(args.account)} of a rule.")
