"""Proposals: sent to an invitation or to a job post, viewed, answered, declined or archived."""

from collections.abc import Collection

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select, update

from marketplace.contract import effects, rules
from marketplace.contract.commands import AnswerProposal, DeclineProposal, SubmitProposal, ViewProposal
from marketplace.contract.entities import Client, Proposal, ProposalState
from marketplace.contract.ids import AccountId, JobId, ProposalId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, blobs, changes, jobs, notifications, rooms
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader, SeenRow
from marketplace.engine.schema import proposal
from marketplace.engine.work import Work, new_name, stale, unknown

OVER = frozenset({ProposalState.DECLINED, ProposalState.WITHDRAWN, ProposalState.ARCHIVED})


# --- what a freelancer does -------------------------------------------------------------------------------


def submit(work: Work, command: SubmitProposal) -> Refusal | None:
    """Apply to a job post without an invitation, for Connects."""
    account = accounts.find(work.connection, AccountId(work.actor.id))
    job, client = (
        jobs.find(work.connection, command.job),
        work.reader(AccountId(work.actor.id)).client_of_job(command.job),
    )
    if account is None or job is None or client is None:
        return unknown("job")
    applied = has_applied(work.connection, account.id, job.id)
    refusal = rules.first(
        rules.submit(job, client, command, work.policy, connects=account.connects, already_applied=applied),
        why_not_new(work, account.id, command.proposal, job.id),
        blobs.missing(work.connection, account.id, command.attachments),
    )
    if refusal is None:
        accounts.unblock_client(work.connection, account.id, client.id)
        accounts.charge(work.connection, account.id, job.connects)
        add(work, account.id, effects.submit(job, client, command, work.now, work.policy.fee_percent))
    return refusal


def why_not_new(work: Work, account: AccountId, id_: ProposalId, job: JobId) -> Refusal | None:
    """A proposal has a fresh id, and is its sender's only one for the job that is not over."""
    if has_applied(work.connection, account, job):
        return Refusal(name="already_applied")
    return new_name(id_, "proposal", is_taken=owner_of(work.connection, id_) is not None)


def has_applied(connection: Connection, account: AccountId, job: JobId) -> bool:
    """Whether the account has a proposal for `job` that is not over."""
    going = select(proposal.c.id).where(
        proposal.c.job == job, proposal.c.account == account, proposal.c.state.not_in(OVER)
    )
    return connection.execute(going).first() is not None


# --- what a client does -----------------------------------------------------------------------------------


def view(work: Work, command: ViewProposal) -> Refusal | None:
    """The client opened it for the first time."""
    found = _for_client(work, command.proposal)
    if isinstance(found, Refusal):
        return found
    account, one = found
    if refusal := rules.first(stale(command, one), rules.view(one)):
        return refusal
    _save(work, account, replace(one, state=ProposalState.VIEWED, viewed_at=work.now))
    notifications.proposal_viewed(work, account, one)
    return None


def answer(work: Work, command: AnswerProposal) -> Refusal | None:
    """The client answers: the proposal becomes active, and a room opens with their first message."""
    found = _for_client(work, command.proposal)
    if isinstance(found, Refusal):
        return found
    account, one = found
    if refusal := rules.first(stale(command, one), rules.answer(one), rooms.why_not_open(work, command)):
        return refusal
    active = replace(
        one,
        state=ProposalState.ACTIVE,
        viewed_at=one.viewed_at or work.now,
        answered_at=work.now,
        room=command.room,
    )
    _save(work, account, active)
    rooms.open_room(work, account, active, command)
    return None


def decline(work: Work, command: DeclineProposal) -> Refusal | None:
    """The client says no."""
    found = _for_client(work, command.proposal)
    if isinstance(found, Refusal):
        return found
    account, one = found
    refusal = rules.first(
        stale(command, one),
        rules.answer(one),
        rules.text(command.reason, work.policy.limits.decline_message, "reason"),
    )
    if refusal is None:
        declined = replace(one, state=ProposalState.DECLINED, answered_at=work.now, reason=command.reason or None)
        _save(work, account, declined)
        notifications.proposal_declined(work, account, declined)
    return refusal


def archive_unanswered(work: Work, job: JobId) -> None:
    """The job is closed: what its client has not answered goes to the archive."""
    unanswered = proposal.c.state.in_(rules.OPEN_FOR_CLIENT)
    of_job = select(proposal.c.account, proposal.c.id).where(proposal.c.job == job, unanswered)
    for account, id_ in work.connection.execute(of_job).all():
        found = load(work.reader(account), [id_])[id_]
        _save(work, account, replace(found, state=ProposalState.ARCHIVED))
        notifications.job_closed(work, account, "proposal", found.id, found.job)


# --- rows -------------------------------------------------------------------------------------------------


def load(reader: Reader, ids: Collection[str]) -> dict[str, Proposal]:
    """Those of `ids` that are the reader's, as they may see them."""
    return {row.id: _of_row(row, reader.client_of(row)) for row in reader.rows(proposal, ids)}


def owner_of(connection: Connection, id_: ProposalId) -> AccountId | None:
    """Who sent it."""
    return connection.execute(select(proposal.c.account).where(proposal.c.id == id_)).scalar()


def waiting(connection: Connection) -> list[tuple[ProposalId, AccountId]]:
    """Ids and senders of the proposals that their clients have not answered, the oldest first."""
    unanswered = select(proposal.c.id, proposal.c.account).where(proposal.c.state.in_(rules.OPEN_FOR_CLIENT))
    rows = connection.execute(unanswered.order_by(proposal.c.submitted_at, proposal.c.id))
    return [(id_, account) for id_, account in rows]


def add(work: Work, account: AccountId, new: Proposal) -> None:
    """Store what was sent."""
    work.connection.execute(
        insert(proposal).values(
            id=new.id,
            account=account,
            job=new.job.id,
            client=new.client.id,
            version=new.version,
            terms=new.terms,
            as_offered=new.as_offered,
            fee_percent=new.fee_percent,
            submitted_at=new.submitted_at,
            invitation=new.invitation,
            duration=new.duration,
            cover_letter=new.cover_letter,
            message=new.message,
            answers=new.answers,
            attachments=new.attachments,
            connects=new.connects,
            state=new.state,
        )
    )
    changes.touch(work.connection, account, [Thing("proposal", new.id)])


def _for_client(work: Work, id_: ProposalId) -> tuple[AccountId, Proposal] | Refusal:
    """The proposal and its sender, where it was sent to the acting client."""
    account = owner_of(work.connection, id_)
    found = None if account is None else load(work.reader(account), [id_]).get(id_)
    if account is None or found is None or found.client.id != work.actor.id:
        return unknown("proposal")
    return account, found


def _save(work: Work, account: AccountId, changed: Proposal) -> None:
    values = {
        "state": changed.state,
        "viewed_at": changed.viewed_at,
        "answered_at": changed.answered_at,
        "room": changed.room,
        "reason": changed.reason,
        "version": changed.version + 1,
    }
    work.connection.execute(update(proposal).where(proposal.c.id == changed.id).values(values))
    changes.touch(work.connection, account, [Thing("proposal", changed.id)])


def _of_row(row: SeenRow, client: Client) -> Proposal:
    return Proposal(
        id=row.id,
        version=row.version,
        job=row.job_body,
        client=client,
        terms=row.terms,
        as_offered=row.as_offered,
        fee_percent=row.fee_percent,
        submitted_at=row.submitted_at,
        invitation=row.invitation,
        duration=row.duration,
        cover_letter=row.cover_letter,
        message=row.message,
        answers=row.answers,
        attachments=row.attachments,
        connects=row.connects,
        state=ProposalState(row.state),
        viewed_at=row.viewed_at,
        answered_at=row.answered_at,
        room=row.room,
        reason=row.reason,
    )
