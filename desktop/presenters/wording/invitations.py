"""The panel `Invitation` and the dialog `Decline invitation`, said."""

from collections.abc import Sequence

from desktop.local.entries import milliseconds
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, Chip, ChoiceRow, DeclineSheet, InvitationSheet
from desktop.presenters.wording import amounts, clients, times
from marketplace.contract import rules
from marketplace.contract.entities import (
    ANSWERABLE,
    FixedBudget,
    HourlyRange,
    Invitation,
    InvitationState,
    Job,
    Letter,
    Origin,
)
from marketplace.contract.policy import Policy, text_of

TITLE = 300


def sheet(invitation: Invitation, policy: Policy, now: int) -> InvitationSheet:
    """Everything the panel shows."""
    job = invitation.job
    can_answer = rules.why_not_answerable(invitation) is None
    is_declined_and_blocked = invitation.state is InvitationState.DECLINED and invitation.client.is_blocked
    return InvitationSheet(
        id=invitation.id,
        title=one_line(job.title, TITLE),
        byline=_byline(invitation, now),
        banner=banner(invitation, policy, now),
        message=block(invitation.message),
        terms=terms(job, policy, now),
        description=block(job.description),
        skills=tuple(one_line(skill, 60) for skill in job.skills[:30]),
        questions=tuple(block(question, 1000) for question in job.questions),
        note=block(policy.wordings.no_connects) if can_answer else "",
        can_answer=can_answer,
        can_ignore=can_answer and invitation.state is not InvitationState.IGNORED,
        can_apply=is_declined_and_blocked and job.is_open,
        client=clients.card(invitation.client, now),
    )


def banner(invitation: Invitation, policy: Policy, now: int) -> Banner | None:
    """What has become of it, where something has."""
    answered = (
        "" if invitation.answered_at is None else f" {times.at_length(milliseconds(invitation.answered_at), now)}"
    )
    match invitation.state:
        case InvitationState.REMOVED:
            return Banner(f"This invitation was removed: {block(invitation.notice or policy.wordings.removed)}.")
        case InvitationState.WITHDRAWN:
            return Banner("This invitation was withdrawn by the client.")
        case InvitationState.CLOSED:
            return Banner("This invitation is closed: the job takes no more proposals.")
        case InvitationState.IGNORED:
            return Banner(
                f"You ignored this invitation. {block(policy.wordings.ignore)} You can still answer it.", "plain"
            )
        case InvitationState.ACCEPTED:
            return Banner(f"You accepted{answered}. Your proposal stands under Submitted or Active proposals.", "good")
        case InvitationState.DECLINED:
            return Banner(_declined(invitation, policy, answered), "plain")
        case InvitationState.RECEIVED | InvitationState.SEEN:
            return _open_banner(invitation, policy)


def terms(job: Job, policy: Policy, now: int) -> tuple[Chip, ...]:
    """The chips under `Terms offered`."""
    chips = [Chip(_budget(job.budget))]
    if job.duration:
        chips.append(Chip(one_line(text_of(policy.durations, job.duration), 40)))
    if job.hours_per_week:
        chips.append(Chip(f"{job.hours_per_week} h a week"))
    if job.level:
        chips.append(Chip(one_line(job.level, 20).capitalize()))
    if job.letter is Letter.INTERVIEW:
        chips.append(Chip("Interview instead of a letter", "accent"))
    if job.closes_at is not None and job.is_open:
        chips.append(Chip(f"Job closes {times.until(milliseconds(job.closes_at), now)}", "warning"))
    return tuple(chips)


def decline_all(
    invitations: Sequence[Invitation], policy: Policy, texts: Sequence[tuple[str, str]] = ()
) -> DeclineSheet:
    """The dialog to decline several at once; a block is offered where it is possible for each of them."""
    first = decline(invitations[0], policy, texts)
    return first._replace(
        title=f"{len(invitations)} invitations, each declined with the same reason and message",
        can_block=all(each.client.can_be_blocked for each in invitations),
    )


def decline(invitation: Invitation, policy: Policy, texts: Sequence[tuple[str, str]] = ()) -> DeclineSheet:
    """What the dialog is laid out from; `texts` are names and texts of templates."""
    return DeclineSheet(
        invitation=invitation.id,
        title=one_line(invitation.job.title, TITLE),
        note=block(policy.wordings.decline),
        reasons=tuple(ChoiceRow(choice.key, one_line(choice.text)) for choice in policy.decline_reasons),
        message_limit=policy.limits.decline_message,
        can_block=invitation.client.can_be_blocked and not invitation.client.is_blocked,
        block_note=block(policy.wordings.block),
        templates=tuple(ChoiceRow(text, one_line(name, 80)) for name, text in texts),
    )


def can_be_answered(invitation: Invitation) -> bool:
    """Whether Accept and Decline are open."""
    return invitation.state in ANSWERABLE and invitation.job.is_open


def _budget(budget: HourlyRange | FixedBudget) -> str:
    match budget:
        case HourlyRange(low=low, high=high):
            return amounts.terms("hourly", int(low * 100), int(high * 100))
        case FixedBudget(amount=amount):
            return amounts.terms("fixed", int(amount * 100), int(amount * 100))


def _byline(invitation: Invitation, now: int) -> str:
    when = times.at_length(milliseconds(invitation.sent_at), now)
    if invitation.origin is Origin.AUTOMATIC:
        return (
            f"Sent by the marketplace for {clients.short_name(invitation.client)}, because your profile fits · {when}"
        )
    return f"Invited by {clients.short_name(invitation.client)} · {when}"


def _open_banner(invitation: Invitation, policy: Policy) -> Banner | None:
    if invitation.client.is_blocked:
        return Banner(f"You have blocked this client. {block(policy.wordings.unblock)}")
    if not invitation.job.is_open:
        return Banner("This invitation is closed: the job takes no more proposals.")
    return None


def _declined(invitation: Invitation, policy: Policy, answered: str) -> str:
    reason = invitation.decline.reason if invitation.decline else None
    said = f"You declined{answered}: {one_line(text_of(policy.decline_reasons, reason), 300)}."
    if not invitation.client.is_blocked:
        return said
    return f"{said} You also blocked this client; to unblock, submit a proposal to one of their job posts."
