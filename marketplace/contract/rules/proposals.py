"""Proposals: what they need, how long they can be changed, and when the client can answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from marketplace.contract.commands import (
    AcceptInvitation,
    Application,
    EditProposal,
    SubmitProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import (
    Account,
    Client,
    Interview,
    InterviewAnswer,
    Invitation,
    Job,
    Letter,
    Proposal,
    ProposalState,
)
from marketplace.contract.ids import HighlightId
from marketplace.contract.policy import Limits, Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.invitations import why_not_answerable
from marketplace.contract.rules.terms import terms
from marketplace.contract.rules.texts import attachment_flaws, file_flaws, first, listed, text

OPEN_FOR_CLIENT = frozenset({ProposalState.SUBMITTED, ProposalState.VIEWED})
OVER = frozenset({ProposalState.DECLINED, ProposalState.WITHDRAWN, ProposalState.ARCHIVED})
WITHDRAWABLE = OPEN_FOR_CLIENT | {ProposalState.ACTIVE}


# --- sending ----------------------------------------------------------------------------------------------


def accept(invitation: Invitation, command: AcceptInvitation, policy: Policy) -> Refusal | None:
    """Everything a proposal needs, to an invitation that can be answered."""
    return first(
        why_not_answerable(invitation),
        application(invitation.job, command, policy),
        consent(invitation.client, command),
    )


def submit(
    job: Job, client: Client, command: SubmitProposal, policy: Policy, *, connects: int, already_applied: bool
) -> Refusal | None:
    """Everything a proposal needs, to an open job, with enough Connects left."""
    return first(
        why_not_applicable(job),
        Refusal(name="already_applied") if already_applied else None,
        application(job, command, policy),
        why_not_payable(job, connects),
        consent(client, command),
    )


def why_not_applicable(job: Job) -> Refusal | None:
    """Whoever was not invited applies to an open job."""
    return None if job.is_open else Refusal(name="job_closed")


def why_not_payable(job: Job, connects: int) -> Refusal | None:
    """Whoever was not invited pays with Connects."""
    if connects >= job.connects:
        return None
    detail = f"A proposal to this job costs {job.connects} Connects; you have {connects}."
    return Refusal(name="not_enough_connects", detail=detail)


def consent(client: Client, command: Application) -> Refusal | None:
    """A block is lifted only by an explicit yes."""
    if client.is_blocked and not command.unblock:
        return Refusal(name="unblock_not_confirmed", field="unblock")
    return None


def of_profile(account: Account, command: Application | EditProposal) -> Refusal | None:
    """Highlights are the sender's own, and so is the agency in whose name they apply."""
    own = {highlight.id for highlight in account.highlights}
    agency = None if isinstance(command, EditProposal) else command.agency
    return first(
        None if own.issuperset(command.highlights or ()) else Refusal(name="unknown_highlight", field="highlights"),
        None
        if agency is None or any(agency == each.id for each in account.agencies)
        else Refusal(name="unknown_agency", field="agency"),
    )


def application(job: Job, command: Application, policy: Policy) -> Refusal | None:
    """The first thing that is wrong with a proposal's own fields."""
    return next(application_flaws(job, command, policy), None)


def application_flaws(job: Job, command: Application, policy: Policy) -> Iterator[Refusal]:
    """All that is wrong with a proposal's own fields, in the order in which a person meets them."""
    limits = policy.limits
    flaws = (
        terms(job, command.terms, policy) if command.terms is not None else None,
        _duration(command.duration, policy),
        *_interview_flaws(job, command.interview, limits),
        _letter(job, command.cover_letter, limits),
        text(command.message, limits.client_message, "message"),
        *_answer_flaws(job, command.answers, limits),
        *attachment_flaws(command.attachments, limits),
        _highlights(command.highlights, limits),
    )
    return (flaw for flaw in flaws if flaw is not None)


def _duration(duration: str | None, policy: Policy) -> Refusal | None:
    return listed(duration, policy.durations, "unknown_duration", "duration") if duration else None


def _letter(job: Job, letter: str, limits: Limits) -> Refusal | None:
    if job.letter is Letter.REQUIRED and not letter.strip():
        return Refusal(name="letter_required", field="cover_letter")
    return text(letter, limits.cover_letter, "cover_letter")


def _highlights(highlights: tuple[HighlightId, ...], limits: Limits) -> Refusal | None:
    if len(highlights) <= limits.highlights and len(set(highlights)) == len(highlights):
        return None
    return Refusal(
        name="too_many_highlights", field="highlights", detail=f"Choose up to {limits.highlights}, each of them once."
    )


def _interview_flaws(job: Job, given: tuple[InterviewAnswer, ...], limits: Limits) -> list[Refusal]:
    if job.letter is not Letter.INTERVIEW:
        return [Refusal(name="interview_not_asked", field="interview")] if given else []
    if job.interview is None:
        return [Refusal(name="interview_required", field="interview")]
    flaws = []
    for at, question in enumerate(job.interview.questions):
        field = f"interview.{at}"
        if at >= len(given):
            flaws.append(Refusal(name="interview_required", field=field, detail=f"Not recorded yet: {question}"))
        else:
            flaws += _recording_flaws(job.interview, given[at], limits, field)
    if len(given) > len(job.interview.questions):
        flaws.append(Refusal(name="malformed", field="interview", detail="There are more recordings than questions."))
    return flaws


def _recording_flaws(interview: Interview, given: InterviewAnswer, limits: Limits, field: str) -> list[Refusal]:
    flaws = file_flaws(given.recording, limits.recording_size, limits.attachment_name, field)
    if given.seconds > interview.seconds:
        detail = f"This recording has {given.seconds} seconds; {interview.seconds} are asked for."
        flaws.append(Refusal(name="recording_too_long", field=field, detail=detail))
    if flaw := text(given.transcript, limits.transcript, field):
        flaws.append(flaw)
    return flaws


def _answer_flaws(job: Job, answers: tuple[str, ...], limits: Limits) -> list[Refusal]:
    flaws = []
    for index, question in enumerate(job.questions):
        field = f"answers.{index}"
        given = answers[index] if index < len(answers) else ""
        if not given.strip():
            flaws.append(Refusal(name="unanswered_question", field=field, detail=f"Not answered yet: {question}"))
        elif flaw := text(given, limits.answer, field):
            flaws.append(flaw)
    if len(answers) > len(job.questions):
        flaws.append(Refusal(name="malformed", field="answers", detail="There are more answers than questions."))
    return flaws


# --- changing and taking back -----------------------------------------------------------------------------


def edit(proposal: Proposal, command: EditProposal, policy: Policy, now: datetime) -> Refusal | None:
    """The terms until the client answers; texts and files for some hours, and only until the client has looked."""
    return first(why_not_editable(proposal), _content_window(proposal, command, policy, now)) or next(
        _edit_flaws(proposal.job, command, policy), None
    )


def why_not_editable(proposal: Proposal) -> Refusal | None:
    """Whether at least the terms can still be changed."""
    match proposal.state:
        case ProposalState.SUBMITTED | ProposalState.VIEWED:
            return why_not_waiting(proposal)
        case ProposalState.ACTIVE | ProposalState.HIRED:
            return Refusal(name="client_answered")
        case ProposalState.OFFERED:
            return Refusal(name="offer_waits")
        case _:
            return Refusal(name="proposal_closed")


def why_not_content_editable(proposal: Proposal, policy: Policy, now: datetime) -> Refusal | None:
    """Whether texts and files can still be changed."""
    if refusal := why_not_editable(proposal):
        return refusal
    if proposal.viewed_at is not None:
        return Refusal(name="proposal_viewed")
    is_over = now - proposal.submitted_at >= timedelta(hours=policy.periods.editing_hours)
    return Refusal(name="editing_over") if is_over else None


def withdraw(proposal: Proposal, command: WithdrawProposal, policy: Policy) -> Refusal | None:
    """A reason of the list, and no offer yet."""
    return first(
        why_not_withdrawable(proposal), listed(command.reason, policy.withdraw_reasons, "unknown_reason", "reason")
    )


def why_not_withdrawable(proposal: Proposal) -> Refusal | None:
    """A proposal can be taken back until there is an offer."""
    if proposal.state in WITHDRAWABLE:
        return why_not_waiting(proposal)
    return Refusal(name="offer_waits" if proposal.state is ProposalState.OFFERED else "proposal_closed")


def _content_window(proposal: Proposal, command: EditProposal, policy: Policy, now: datetime) -> Refusal | None:
    content = (command.cover_letter, command.message, command.answers, command.attachments, command.highlights)
    if all(part is None for part in content):
        return None
    return why_not_content_editable(proposal, policy, now)


def _edit_flaws(job: Job, command: EditProposal, policy: Policy) -> Iterator[Refusal]:
    limits = policy.limits
    flaws = (
        terms(job, command.terms, policy) if command.terms is not None else None,
        _duration(command.duration, policy),
        _letter(job, command.cover_letter, limits) if command.cover_letter is not None else None,
        text(command.message or "", limits.client_message, "message"),
        *(_answer_flaws(job, command.answers, limits) if command.answers is not None else ()),
        *attachment_flaws(command.attachments or (), limits),
        _highlights(command.highlights or (), limits),
    )
    return (flaw for flaw in flaws if flaw is not None)


# --- what the client does ---------------------------------------------------------------------------------


def view(proposal: Proposal) -> Refusal | None:
    """A client can look at anything that is still in play."""
    return why_not_waiting(proposal) if proposal.state is ProposalState.SUBMITTED else Refusal(name="wrong_state")


def answer(proposal: Proposal) -> Refusal | None:
    """The first answer opens the room; afterwards there is the room itself."""
    return why_not_waiting(proposal) if proposal.state in OPEN_FOR_CLIENT else Refusal(name="wrong_state")


def why_not_waiting(proposal: Proposal) -> Refusal | None:
    """What its client has not answered goes to the archive with its job, whether anybody has put it there or not."""
    is_over = proposal.state in OPEN_FOR_CLIENT and not proposal.job.is_open
    return Refusal(name="job_closed") if is_over else None
