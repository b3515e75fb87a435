"""The panel `Proposal`, said."""

from desktop.local.entries import milliseconds
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, Chip, Fact, ProposalSheet
from desktop.presenters.wording import clients, files, times
from marketplace.contract.entities import HourlyTerms, ProjectTerms, Proposal, ProposalState, Terms
from marketplace.contract.money import dollars, service_fee, you_receive
from marketplace.contract.policy import Policy, text_of

TITLE = 300

_STATES = {
    ProposalState.SUBMITTED: Chip("Submitted"),
    ProposalState.VIEWED: Chip("Viewed by the client", "accent"),
    ProposalState.ACTIVE: Chip("Active", "good"),
    ProposalState.OFFERED: Chip("Offer", "accent"),
    ProposalState.HIRED: Chip("Hired", "good"),
    ProposalState.DECLINED: Chip("Declined by the client", "warning"),
    ProposalState.WITHDRAWN: Chip("Withdrawn"),
    ProposalState.ARCHIVED: Chip("Job closed"),
}


def sheet(proposal: Proposal, policy: Policy, now: int, *, is_pending: bool) -> ProposalSheet:
    """Everything the panel shows. `is_pending` where it has not reached the marketplace yet."""
    sent = times.at_length(milliseconds(proposal.submitted_at), now)
    answers = zip(proposal.job.questions, proposal.answers, strict=False)
    return ProposalSheet(
        id=proposal.id,
        title=one_line(proposal.job.title, TITLE),
        byline=f"Your proposal to {clients.short_name(proposal.client)} · {sent}",
        banner=_banner(proposal, is_pending=is_pending),
        state=Chip("Waiting to be sent") if is_pending else _STATES.get(proposal.state, Chip(proposal.state)),
        terms=tuple(_terms(proposal, policy)),
        cover_letter=block(proposal.cover_letter),
        message=block(proposal.message),
        answers=tuple((block(question, 1000), block(answer)) for question, answer in answers),
        files=tuple(files.row(each, "Attached", "plain") for each in proposal.attachments),
        has_room=proposal.room is not None,
        client=clients.card(proposal.client, now),
    )


def price(terms: Terms) -> tuple[str, str]:
    """How a price is called, and said: `Hourly rate` / `$54 an hour`."""
    match terms:
        case HourlyTerms(rate=rate):
            return "Hourly rate", f"{dollars(rate)} an hour"
        case ProjectTerms(amount=amount):
            return "Bid", f"{dollars(amount)} for the project"


def _terms(proposal: Proposal, policy: Policy) -> list[Fact]:
    label, said = price(proposal.terms)
    amount = proposal.terms.rate if isinstance(proposal.terms, HourlyTerms) else proposal.terms.amount
    facts = [
        Fact("Terms", "As the client offered" if proposal.as_offered else "Your own"),
        Fact(label, said),
        Fact(
            "Service fee",
            f"{proposal.fee_percent.normalize():f} % ({dollars(service_fee(amount, proposal.fee_percent))})",
        ),
        Fact("You receive", dollars(you_receive(amount, proposal.fee_percent))),
    ]
    if proposal.duration:
        facts.append(Fact("Duration", one_line(text_of(policy.durations, proposal.duration), 60)))
    facts.append(Fact("Connects", f"{proposal.connects}" if proposal.connects else "None needed"))
    return facts


def _banner(proposal: Proposal, *, is_pending: bool) -> Banner | None:
    if is_pending:
        return Banner(
            "This proposal is on its way. It goes out once, as soon as the marketplace can be reached.", "plain"
        )
    match proposal.state:
        case ProposalState.DECLINED:
            reason = f": {one_line(proposal.reason, 300)}" if proposal.reason else "."
            return Banner(f"The client declined this proposal{reason}")
        case ProposalState.ARCHIVED:
            return Banner("The job was closed before the client answered.")
        case _:
            return None
