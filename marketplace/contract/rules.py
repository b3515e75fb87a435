"""What may be done when: pure functions that answer with a refusal, or None when nothing stands against it.

The marketplace decides by them; the client asks the same functions first, so that it can say what is missing
while there is no connection.
"""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from marketplace.contract.commands import (
    AcceptInvitation,
    Application,
    DeclineInvitation,
    IgnoreInvitation,
    SendMessage,
    SubmitProposal,
)
from marketplace.contract.entities import (
    ANSWERABLE,
    Attachment,
    Client,
    FixedBudget,
    HourlyRange,
    HourlyTerms,
    Invitation,
    InvitationState,
    Job,
    Letter,
    ProjectTerms,
    Proposal,
    ProposalState,
    Terms,
)
from marketplace.contract.money import CENT
from marketplace.contract.policy import Choice, Limits, Policy
from marketplace.contract.refusals import Refusal

OPEN_FOR_CLIENT = frozenset({ProposalState.SUBMITTED, ProposalState.VIEWED})


def terms_as_offered(job: Job) -> Terms:
    """The client's own terms: the upper end of an hourly range, or the whole budget."""
    match job.budget:
        case HourlyRange(high=high):
            return HourlyTerms(rate=high)
        case FixedBudget(amount=amount):
            return ProjectTerms(amount=amount)


def why_not_answerable(invitation: Invitation) -> Refusal | None:
    """An invitation can be answered until it was answered, or was taken away, or its job closed."""
    match invitation.state:
        case state if state in ANSWERABLE:
            return None if invitation.job.is_open else Refusal(name="job_closed")
        case InvitationState.WITHDRAWN:
            return Refusal(name="invitation_withdrawn")
        case InvitationState.REMOVED:
            return Refusal(name="invitation_removed")
        case InvitationState.CLOSED:
            return Refusal(name="job_closed")
        case _:
            return Refusal(name="already_answered")


def ignore(invitation: Invitation, command: IgnoreInvitation) -> Refusal | None:  # noqa: ARG001 - one shape for all verbs
    """Only what could still be answered can be ignored."""
    return why_not_answerable(invitation)


def decline(invitation: Invitation, command: DeclineInvitation, policy: Policy) -> Refusal | None:
    """A reason of the list; a message within its limit; a block only where the client can be blocked."""
    return first(
        why_not_answerable(invitation),
        _listed(command.reason, policy.decline_reasons, "unknown_reason", "reason"),
        text(command.message, policy.limits.decline_message, "message"),
        Refusal(name="client_not_blockable", field="block")
        if command.block and not invitation.client.can_be_blocked
        else None,
    )


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
        None if job.is_open else Refusal(name="job_closed"),
        Refusal(name="already_applied") if already_applied else None,
        application(job, command, policy),
        None if connects >= job.connects else Refusal(name="not_enough_connects"),
        consent(client, command),
    )


def consent(client: Client, command: Application) -> Refusal | None:
    """A block is lifted only by an explicit yes."""
    if client.is_blocked and not command.unblock:
        return Refusal(name="unblock_not_confirmed", field="unblock")
    return None


def application(job: Job, command: Application, policy: Policy) -> Refusal | None:
    """The first thing that is wrong with a proposal's own fields."""
    return next(application_flaws(job, command, policy), None)


def application_flaws(job: Job, command: Application, policy: Policy) -> Iterator[Refusal]:
    """All that is wrong with a proposal's own fields, in the order in which a person meets them."""
    limits = policy.limits
    flaws = (
        terms(job, command.terms, limits) if command.terms is not None else None,
        _listed(command.duration, policy.durations, "unknown_duration", "duration") if command.duration else None,
        Refusal(name="interview_required") if job.letter is Letter.INTERVIEW else None,
        Refusal(name="letter_required", field="cover_letter")
        if job.letter is Letter.REQUIRED and not command.cover_letter.strip()
        else None,
        text(command.cover_letter, limits.cover_letter, "cover_letter"),
        text(command.message, limits.client_message, "message"),
        *_answer_flaws(job, command.answers, limits),
        *attachment_flaws(command.attachments, limits),
    )
    return (flaw for flaw in flaws if flaw is not None)


def terms(job: Job, proposed: Terms, limits: Limits) -> Refusal | None:
    """Terms fit the way the job is paid, are whole cents, and lie in the allowed range."""
    match proposed, job.budget:
        case HourlyTerms(rate=rate), HourlyRange():
            inside = _is_price(rate, limits.rate_low, limits.rate_high)
            return None if inside else _range("rate_out_of_range", "rate", limits.rate_low, limits.rate_high)
        case ProjectTerms(amount=amount), FixedBudget():
            inside = _is_price(amount, limits.amount_low, limits.amount_high)
            return None if inside else _range("amount_out_of_range", "amount", limits.amount_low, limits.amount_high)
        case _:
            return Refusal(name="wrong_pricing", field="terms")


def send_message(command: SendMessage, policy: Policy) -> Refusal | None:
    """Some text, within its limit; files as in a proposal."""
    return first(
        None if command.text.strip() or command.attachments else Refusal(name="text_required", field="text"),
        text(command.text, policy.limits.chat_message, "text"),
        *attachment_flaws(command.attachments, policy.limits),
    )


def view(proposal: Proposal) -> Refusal | None:
    """A client can look at anything that is still in play."""
    return None if proposal.state is ProposalState.SUBMITTED else Refusal(name="wrong_state")


def answer(proposal: Proposal) -> Refusal | None:
    """The first answer opens the room; afterwards there is the room itself."""
    return None if proposal.state in OPEN_FOR_CLIENT else Refusal(name="wrong_state")


def text(value: str, most: int, field: str) -> Refusal | None:
    """`value` has at most `most` code points and nothing that no text can hold."""
    if len(value) > most:
        return Refusal(
            name="text_too_long", field=field, detail=f"This text has {len(value):,} characters; {most:,} are allowed."
        )
    if any(unicodedata.category(character) == "Cs" or character == "\0" for character in value):
        return Refusal(name="malformed", field=field, detail="This text holds characters that cannot be sent.")
    return None


def attachment_flaws(attachments: tuple[Attachment, ...], limits: Limits) -> list[Refusal]:
    """What is wrong with the files, named one by one."""
    flaws = []
    if len(attachments) > limits.attachments:
        flaws.append(
            Refusal(
                name="too_many_attachments",
                field="attachments",
                detail=f"{len(attachments)} files are attached; {limits.attachments} are allowed.",
            )
        )
    for attachment in attachments:
        if attachment.size > limits.attachment_size:
            flaws.append(
                Refusal(
                    name="attachment_too_large",
                    field="attachments",
                    detail=f"“{attachment.name}” is larger than {limits.attachment_size // 2**20} MB.",
                )
            )
        if not _good_file_name(attachment.name, limits.attachment_name):
            flaws.append(Refusal(name="bad_attachment_name", field="attachments"))
    return flaws


def first(*refusals: Refusal | None) -> Refusal | None:
    """The first of `refusals` that is one."""
    return next((refusal for refusal in refusals if refusal is not None), None)


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


def _listed(key: str, choices: tuple[Choice, ...], name: str, field: str) -> Refusal | None:
    return None if any(choice.key == key for choice in choices) else Refusal(name=name, field=field)


def _range(name: str, field: str, low: Decimal, high: Decimal) -> Refusal:
    return Refusal(name=name, field=field, detail=f"Choose an amount from ${low:,f} to ${high:,f}, in whole cents.")


def _is_price(amount: Decimal, low: Decimal, high: Decimal) -> bool:
    return amount.is_finite() and low <= amount <= high and amount == amount.quantize(CENT)


def _good_file_name(name: str, most: int) -> bool:
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= most
        and name not in {".", ".."}
        and not any(character in "/\\" or unicodedata.category(character) in {"Cc", "Cs"} for character in name)
    )
