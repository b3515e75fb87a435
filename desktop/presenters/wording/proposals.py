"""The panel `Proposal`, said."""

from desktop.local.entries import milliseconds
from desktop.local.looks import moment
from desktop.local.receipts import KeptReceipt
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, Chip, ChoiceRow, Fact, ProposalSheet, WithdrawSheet
from desktop.presenters.wording import amounts, clients, files, offers, times
from desktop.presenters.wording.terms import facts
from marketplace.contract import rules
from marketplace.contract.entities import Proposal, ProposalState
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


def sheet(
    proposal: Proposal, policy: Policy, now: int, *, is_pending: bool, receipt: KeptReceipt | None = None
) -> ProposalSheet:
    """Everything the panel shows. `is_pending` where it has not reached the marketplace yet."""
    sent = times.at_length(milliseconds(proposal.submitted_at), now)
    answers = zip(proposal.job.questions, proposal.answers, strict=False)
    return ProposalSheet(
        id=proposal.id,
        title=one_line(proposal.job.title, TITLE),
        byline=f"Your proposal to {clients.short_name(proposal.client)} · {sent}",
        banner=_banner(proposal, policy, now, is_pending=is_pending),
        state=Chip("Waiting to be sent") if is_pending else _STATES.get(proposal.state, Chip(proposal.state)),
        terms=(*_terms(proposal, policy), *_receipt(receipt, now)),
        cover_letter=block(proposal.cover_letter),
        message=block(proposal.message),
        answers=(*spoken(proposal), *((block(question, 1000), block(answer)) for question, answer in answers)),
        files=tuple(files.row(each, "Attached", "plain") for each in proposal.attachments),
        has_room=proposal.room is not None,
        client=clients.card(proposal.client, now),
        can_edit=not is_pending and rules.why_not_editable(proposal) is None,
        can_withdraw=not is_pending and rules.why_not_withdrawable(proposal) is None,
        edit_note="" if is_pending else _edit_note(proposal, policy, now),
    )


def withdrawal(proposal: Proposal, policy: Policy) -> WithdrawSheet:
    """The dialog `Withdraw proposal`."""
    can_write = proposal.room is not None
    hint = "Said in your conversation." if can_write else "There is no conversation yet; the client is told the reason."
    return WithdrawSheet(
        title=one_line(proposal.job.title, TITLE),
        note="The client is told that you withdrew, and why. This cannot be undone once it has gone out.",
        reasons=tuple(ChoiceRow(each.key, one_line(each.text)) for each in policy.withdraw_reasons),
        message_limit=policy.limits.chat_message,
        message_hint=hint,
        can_write=can_write,
    )


def spoken(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """The questions of an interview, each with how long its answer is and, where that is known, what was said."""
    interview = proposal.job.interview
    if interview is None:
        return ()
    return tuple(
        (
            block(question, 1000),
            block(f"Recorded answer, {amounts.clock(answer.seconds)}. {answer.transcript}".rstrip()),
        )
        for question, answer in zip(interview.questions, proposal.interview, strict=False)
    )


def _receipt(receipt: KeptReceipt | None, now: int) -> list[Fact]:
    """What the marketplace confirmed: when it arrived, under which number, and the sum by which it is recognised."""
    if receipt is None:
        return []
    when = times.at_length(receipt.at, now)
    return [Fact("Receipt", f"Arrived {when}, number {receipt.sequence:,}, checksum {receipt.sha256[:12]}")]


def _edit_note(proposal: Proposal, policy: Policy, now: int) -> str:
    """Until when what can be changed."""
    if rules.why_not_editable(proposal) is not None:
        return ""
    if rules.why_not_content_editable(proposal, policy, moment(now)) is not None:
        return "The terms can be changed until the client answers; texts and files no longer."
    until = milliseconds(proposal.submitted_at) + policy.periods.editing_hours * 3_600_000
    return f"Everything can be changed until {times.at_length(until, now)}, or until the client looks at it."


def _terms(proposal: Proposal, policy: Policy) -> list[Fact]:
    told = [
        Fact("Terms", "As the client offered" if proposal.as_offered else "Your own"),
        *facts(proposal.terms, proposal.fee_percent),
    ]
    if proposal.duration:
        told.append(Fact("Duration", one_line(text_of(policy.durations, proposal.duration), 60)))
    if proposal.agency is not None:
        told.append(Fact("Applied as", one_line(proposal.agency.name, 80)))
    if proposal.highlights:
        told.append(Fact("Highlights", one_line(", ".join(each.title for each in proposal.highlights), 300)))
    if proposal.interview:
        told.append(Fact("Interview", amounts.count(len(proposal.interview), "recorded answer")))
    told.append(Fact("Connects", f"{proposal.connects}" if proposal.connects else "None needed"))
    return told


def _banner(proposal: Proposal, policy: Policy, now: int, *, is_pending: bool) -> Banner | None:
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
        case ProposalState.WITHDRAWN:
            reason = text_of(policy.withdraw_reasons, proposal.reason)
            return Banner(f"You withdrew this proposal: {one_line(reason, 300)}.", "plain")
        case _ if proposal.offer is not None:
            return offers.banner(proposal.offer, policy, now)
        case _:
            return None
