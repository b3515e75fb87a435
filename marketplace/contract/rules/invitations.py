"""Invitations: when they can be answered, and what the answers say about the one who gives them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from marketplace.contract.commands import DeclineInvitation, IgnoreInvitation
from marketplace.contract.entities import ANSWERABLE, Invitation, InvitationState, Responsiveness
from marketplace.contract.policy import Policy, Responding
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules.texts import first, listed, text


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
        listed(command.reason, policy.decline_reasons, "unknown_reason", "reason"),
        text(command.message, policy.limits.decline_message, "message"),
        Refusal(name="client_not_blockable", field="block")
        if command.block and not invitation.client.can_be_blocked
        else None,
    )


class Fate(NamedTuple):
    """What responsiveness needs to know of an invitation."""

    state: InvitationState
    sent_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


def responsiveness(fates: Iterable[Fate], responding: Responding, now: datetime) -> Responsiveness:
    """The share of the invitations that were answered, and the usual time that it took.

    What the platform removed never counts; what was taken away, or came, within the policy's hours does not either.
    """
    counted = [fate for fate in fates if _counts(fate, timedelta(hours=responding.never_counts_hours), now)]
    times = [fate.answered_at - fate.sent_at for fate in counted if fate.answered_at is not None]
    return Responsiveness(
        counted=len(counted), answered=len(times), usual_time=_bucket(times, responding) if times else None
    )


def _counts(fate: Fate, grace: timedelta, now: datetime) -> bool:
    if fate.answered_at is not None:
        return True
    if fate.state is InvitationState.REMOVED:
        return False
    return (fate.ended_at or now) - fate.sent_at >= grace


def _bucket(times: Sequence[timedelta], responding: Responding) -> str:
    from statistics import median  # with fractions behind it, for a figure that is seldom asked for

    hours = median(time / timedelta(hours=1) for time in times)
    fitting = (each.key for each in responding.buckets if each.hours is None or hours < each.hours)
    return next(fitting, responding.buckets[-1].key)
