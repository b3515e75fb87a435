"""What a client does about an offer, on the command line."""

from argparse import Namespace

from marketplace.cli.acting import Act, client_of
from marketplace.cli.errors import Failed
from marketplace.cli.picking import pick
from marketplace.contract import commands
from marketplace.contract.entities import HourlyTerms, MilestoneTerms, Offer, ProjectTerms, Terms
from marketplace.contract.ids import OfferId, ProposalId, new_id
from marketplace.engine import Engine
from marketplace.engine.overview import Line

IN_PLAY = ("submitted", "viewed", "active")


def offer(engine: Engine, args: Namespace) -> Act:
    """Offer the work, on the terms that are named or that were proposed."""
    return _offer(engine, args, _terms(args))


def hire(engine: Engine, args: Namespace) -> Act:
    """Offer the work on the terms that were proposed."""
    return _offer(engine, args, None)


def revise(engine: Engine, args: Namespace) -> Act:
    """Change an open offer; without terms only what is said with it."""
    line, made = _offered(engine, args.id)
    command = commands.ReviseOffer(offer=made.id, terms=_terms(args) or made.terms, message=args.text)
    return Act(client_of(line), command, made.id, f"{line.client_name} changed the offer for “{line.title}”.")


def withdraw(engine: Engine, args: Namespace) -> Act:
    """Take an open offer back."""
    line, made = _offered(engine, args.id)
    command = commands.WithdrawOffer(offer=made.id, reason=args.text)
    return Act(client_of(line), command, made.id, f"{line.client_name} withdrew the offer for “{line.title}”.")


def _offer(engine: Engine, args: Namespace, terms: Terms | None) -> Act:
    line = pick(engine, "proposals", args.id, IN_PLAY)
    command = commands.MakeOffer(proposal=ProposalId(line.id), offer=OfferId(new_id()), terms=terms, message=args.text)
    sentence = f"{line.client_name} offered the work of “{line.title}” ({command.offer})."
    return Act(client_of(line), command, command.offer, sentence)


def _offered(engine: Engine, prefix: str | None) -> tuple[Line, Offer]:
    line = pick(engine, "proposals", prefix, ["offered"])
    found = engine.proposal(ProposalId(line.id))
    if found is None or found.offer is None:
        raise Failed(f"There is no offer for “{line.title}”.")
    return line, found.offer


def _terms(args: Namespace) -> Terms | None:
    if args.rate is not None:
        return HourlyTerms(rate=args.rate)
    if args.amount is not None:
        return ProjectTerms(amount=args.amount)
    return MilestoneTerms(milestones=tuple(args.milestone)) if args.milestone else None
