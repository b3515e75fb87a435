"""Closing a job: the one verb that reaches into several nouns."""

from marketplace.contract.commands import CloseJob
from marketplace.contract.refusals import Refusal
from marketplace.engine import invitations, jobs, proposals
from marketplace.engine.work import Work, unknown


def close_job(work: Work, command: CloseJob) -> Refusal | None:
    """What is unanswered closes, what is submitted goes to the archive, what is active goes on."""
    job, owner = jobs.find(work.connection, command.job), jobs.client_of(work.connection, command.job)
    if job is None or owner is None or owner.id != work.actor.id:
        return unknown("job")
    if not job.is_open:
        return Refusal(name="job_closed")
    jobs.mark_closed(work, job, owner.id)
    invitations.close_unanswered(work, job.id)
    proposals.archive_unanswered(work, job.id)
    return None
