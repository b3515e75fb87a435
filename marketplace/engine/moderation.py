"""What a moderator does, beside removing invitations."""

from msgspec.structs import replace

from marketplace.contract import rules
from marketplace.contract.commands import ExemptJob, LiftContactRule, Warn
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, jobs, notifications
from marketplace.engine.work import Work, unknown


def lift_contact_rule(work: Work, command: LiftContactRule) -> Refusal | None:
    """An enterprise client may share contact information, or may no more; once more changes nothing."""
    known = jobs.find_client(work.connection, command.client)
    if known is None:
        return unknown("client")
    if known.may_share_contacts is not command.lifted:
        jobs.change_client(work.connection, replace(known, may_share_contacts=command.lifted))
    return None


def exempt_job(work: Work, command: ExemptJob) -> Refusal | None:
    """Contact information that the law, or scoping the work, asks for may be shared about a job."""
    post = work.eyes.post(command.job)
    if post is None:
        return unknown("job")
    if post.job.exemptions != command.exemptions:
        jobs.exempt(work, replace(post.job, exemptions=command.exemptions), post.client.id)
    return None


def warn(work: Work, command: Warn) -> Refusal | None:
    """Remind a freelancer of a rule."""
    if accounts.find(work.connection, command.freelancer) is None:
        return unknown("freelancer")
    refusal = rules.some_text(command.text, work.policy.limits.notice, "text")
    if refusal is None:
        notifications.policy_warning(work, command.freelancer, command.text)
    return refusal
