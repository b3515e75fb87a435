"""Closing a job: the one verb that reaches into several nouns."""

from marketplace.contract.commands import CloseJob
from marketplace.contract.entities import Job
from marketplace.contract.ids import ClientId
from marketplace.contract.refusals import Refusal
from marketplace.engine import invitations, jobs, proposals
from marketplace.engine.work import Work, unknown


def close_job(work: Work, command: CloseJob) -> Refusal | None:
    """What is unanswered closes, what is submitted goes to the archive, what is active goes on."""
    post = work.eyes.post(command.job)
    if post is None or post.client.id != work.actor.id:
        return unknown("job")
    if not post.job.is_open:
        return Refusal(name="job_closed")
    close(work, post.job, post.client.id)
    return None


def close(work: Work, job: Job, owner: ClientId) -> None:
    """Close it, whoever wants it so."""
    jobs.mark_closed(work, job, owner)
    invitations.close_unanswered(work, job.id)
    proposals.archive_unanswered(work, job.id)
