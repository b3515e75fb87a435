"""The dialog `Preview`, said: a proposal as its client sees it, without what is the sender's alone."""

from desktop.models.plain import block, one_line
from desktop.models.rows import Fact, PreviewSheet
from desktop.presenters.wording import clients, proposals
from desktop.presenters.wording import terms as wording
from desktop.services.composer import Composition
from marketplace.contract.entities import Proposal
from marketplace.contract.policy import text_of


def sheet(composition: Composition, proposal: Proposal) -> PreviewSheet:
    """`proposal` is what `composition` would be, had it been sent."""
    account, policy = composition.account, composition.policy
    terms = [Fact("Terms", wording.said(proposal.terms)), *wording.particulars(proposal.terms)]
    if proposal.duration:
        terms.append(Fact("Duration", one_line(text_of(policy.durations, proposal.duration), 60)))
    answers = zip(proposal.job.questions, proposal.answers, strict=False)
    return PreviewSheet(
        note=f"What {clients.short_name(proposal.client)} will see. The service fee is shown to you alone.",
        sender=one_line(_sender(composition, proposal), 200),
        sender_title="" if account is None else one_line(account.title, 200),
        terms=tuple(terms),
        cover_letter=block(proposal.cover_letter),
        message=block(proposal.message),
        answers=(
            *proposals.spoken(proposal),
            *((block(question, 1000), block(answer)) for question, answer in answers),
        ),
        highlights=tuple(one_line(each.title, 120) for each in proposal.highlights),
        files=tuple(one_line(each.name, 120) for each in proposal.attachments),
    )


def _sender(composition: Composition, proposal: Proposal) -> str:
    name = "You" if composition.account is None else composition.account.name
    return name if proposal.agency is None else f"{name}, {proposal.agency.name}"
