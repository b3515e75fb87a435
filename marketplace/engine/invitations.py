"""Invitations: sent by a client, answered by a freelancer, taken away by either side of the marketplace."""

from collections.abc import Collection

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from marketplace.contract import effects, rules
from marketplace.contract.commands import (
    AcceptInvitation,
    DeclineInvitation,
    IgnoreInvitation,
    Invite,
    RemoveInvitation,
    SeeInvitation,
    WithdrawInvitation,
)
from marketplace.contract.entities import ANSWERABLE, Client, Invitation, InvitationState, Job, Origin
from marketplace.contract.ids import AccountId, ClientId, InvitationId, JobId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, blobs, changes, jobs, notifications, proposals
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader, SeenRow
from marketplace.engine.schema import invitation
from marketplace.engine.work import Work, new_name, stale, unknown

# Looked up, not called: a first sync makes a hundred thousand of them.
STATES = {state.value: state for state in InvitationState}
ORIGINS = {origin.value: origin for origin in Origin}

# --- what a freelancer does -------------------------------------------------------------------------------


def see(work: Work, command: SeeInvitation) -> Refusal | None:
    """Opened it; to look at what is already answered or gone is no mistake, and changes nothing."""
    found = find(work.reader(AccountId(work.actor.id)), command.invitation)
    if found is None:
        return unknown("invitation")
    seen = effects.see(found, work.now)
    if seen is not found:
        _save(work, AccountId(work.actor.id), seen)
    return None


def ignore(work: Work, command: IgnoreInvitation) -> Refusal | None:
    """Into the archive."""
    found = find(work.reader(AccountId(work.actor.id)), command.invitation)
    if found is None:
        return unknown("invitation")
    if refusal := rules.first(stale(command, found), rules.ignore(found, command)):
        return refusal
    _save(work, AccountId(work.actor.id), effects.ignore(found, work.now))
    return None


def decline(work: Work, command: DeclineInvitation) -> Refusal | None:
    """Say no, and perhaps block the client."""
    account = AccountId(work.actor.id)
    found = find(work.reader(account), command.invitation)
    if found is None:
        return unknown("invitation")
    if refusal := rules.first(stale(command, found), rules.decline(found, command, work.policy)):
        return refusal
    _save(work, account, effects.decline(found, command, work.now))
    if command.block:
        accounts.block_client(work.connection, account, found.client.id, work.now)
    return None


def accept(work: Work, command: AcceptInvitation) -> Refusal | None:
    """Answer with a proposal; costs no Connects, and lifts a block that was consented away."""
    account = AccountId(work.actor.id)
    found = find(work.reader(account), command.invitation)
    if found is None:
        return unknown("invitation")
    refusal = rules.first(
        stale(command, found),
        rules.accept(found, command, work.policy),
        proposals.why_not_new(work, account, command.proposal, found.job.id),
        blobs.missing(work.connection, account, command.attachments),
    )
    if refusal is None:
        accepted, made = effects.accept(found, command, work.now, work.policy.fee_percent)
        accounts.unblock_client(work.connection, account, found.client.id)
        _save(work, account, accepted)
        proposals.add(work, account, made)
    return refusal


# --- what a client does -----------------------------------------------------------------------------------


def invite(work: Work, command: Invite) -> Refusal | None:
    """Ask a freelancer to apply."""
    job, client = jobs.find(work.connection, command.job), jobs.client_of(work.connection, command.job)
    if job is None or client is None or client.id != work.actor.id:
        return unknown("job")
    if refusal := _why_not_invite(work, command, job, client):
        return refusal
    sent = Invitation(
        id=command.invitation,
        version=1,
        job=job,
        client=client,
        message=command.message,
        sent_at=work.now,
        origin=command.origin,
        earlier=_count_earlier(work.connection, command.freelancer, client.id),
    )
    work.connection.execute(insert(invitation), [row_of(command.freelancer, sent)])
    changes.touch(work.connection, command.freelancer, [Thing("invitation", sent.id)])
    notifications.invitation_received(work, command.freelancer, sent)
    return None


def withdraw(work: Work, command: WithdrawInvitation) -> Refusal | None:
    """Take an unanswered invitation back."""
    account = owner(work.connection, command.invitation)
    found = None if account is None else find(work.reader(account), command.invitation)
    if account is None or found is None or found.client.id != work.actor.id:
        return unknown("invitation")
    if refusal := rules.first(stale(command, found), rules.why_not_answerable(found)):
        return refusal
    _save(work, account, replace(found, state=InvitationState.WITHDRAWN))
    notifications.invitation_withdrawn(work, account, found)
    return None


def close_unanswered(work: Work, job: JobId) -> None:
    """The job of these invitations is closed: nobody can answer them any more."""
    unanswered = invitation.c.state.in_(ANSWERABLE)
    of_job = select(invitation.c.account, invitation.c.id).where(invitation.c.job == job, unanswered)
    for account, id_ in work.connection.execute(of_job).all():
        found = find(work.reader(account), id_)
        assert found is not None
        _save(work, account, replace(found, state=InvitationState.CLOSED))
        notifications.job_closed(work, account, "invitation", found.id, found.job)


# --- what a moderator does --------------------------------------------------------------------------------


def remove(work: Work, command: RemoveInvitation) -> Refusal | None:
    """Take an unanswered invitation away; its reader is told why and sees nothing else of it."""
    account = owner(work.connection, command.invitation)
    found = None if account is None else find(work.reader(account), command.invitation)
    if account is None or found is None:
        return unknown("invitation")
    refusal = rules.first(
        stale(command, found),
        None if found.state in ANSWERABLE else Refusal(name="wrong_state"),
        rules.text(command.notice, work.policy.limits.decline_message, "notice"),
    )
    if refusal is None:
        removed = replace(found, state=InvitationState.REMOVED, notice=command.notice or work.policy.wordings.removed)
        _save(work, account, removed)
        notifications.invitation_removed(work, account, removed)
    return refusal


# --- rows -------------------------------------------------------------------------------------------------


def load(reader: Reader, ids: Collection[str]) -> dict[str, Invitation]:
    """Those of `ids` that are the reader's, as they may see them."""
    return {row.id: _of_row(row, reader.client_of(row)) for row in reader.rows(invitation, ids)}


def find(reader: Reader, id_: InvitationId) -> Invitation | None:
    """One invitation, as the reader may see it."""
    return load(reader, [id_]).get(id_)


def owner(connection: Connection, id_: InvitationId) -> AccountId | None:
    """Whose invitation it is."""
    return connection.execute(select(invitation.c.account).where(invitation.c.id == id_)).scalar()


def row_of(account: AccountId, new: Invitation) -> dict[str, object]:
    """`new` as a row of the table."""
    return {
        "id": new.id,
        "account": account,
        "job": new.job.id,
        "client": new.client.id,
        "version": new.version,
        "message": new.message,
        "sent_at": new.sent_at,
        "origin": new.origin,
        "earlier": new.earlier,
        **_state_of(new),
    }


def _state_of(one: Invitation) -> dict[str, object]:
    """The columns that change in its life, but for the version."""
    return {
        "state": one.state,
        "seen_at": one.seen_at,
        "answered_at": one.answered_at,
        "decline": one.decline,
        "proposal": one.proposal,
        "notice": one.notice,
    }


def _save(work: Work, account: AccountId, changed: Invitation) -> None:
    values = {**_state_of(changed), "version": changed.version + 1}
    work.connection.execute(update(invitation).where(invitation.c.id == changed.id).values(values))
    changes.touch(work.connection, account, [Thing("invitation", changed.id)])


def _of_row(row: SeenRow, client: Client) -> Invitation:
    is_removed = row.state == InvitationState.REMOVED
    return Invitation(
        id=row.id,
        version=row.version,
        job=_title_only(row.job_body) if is_removed else row.job_body,
        client=client,
        message="" if is_removed else row.message,
        sent_at=row.sent_at,
        state=STATES[row.state],
        origin=ORIGINS[row.origin],
        earlier=row.earlier,
        seen_at=row.seen_at,
        answered_at=row.answered_at,
        decline=row.decline,
        proposal=row.proposal,
        notice=row.notice,
    )


def _title_only(job: Job) -> Job:
    """Of a removed invitation only the title and the notice are left to see."""
    return replace(job, description="", questions=(), skills=())


def _why_not_invite(work: Work, command: Invite, job: Job, client: Client) -> Refusal | None:
    if accounts.find(work.connection, command.freelancer) is None:
        return unknown("freelancer")
    is_taken = owner(work.connection, command.invitation) is not None
    is_blocked = accounts.is_blocked(work.connection, command.freelancer, client.id)
    return rules.first(
        new_name(command.invitation, "invitation", is_taken=is_taken),
        None if job.is_open else Refusal(name="job_closed"),
        Refusal(name="client_blocked") if is_blocked else None,
        rules.text(command.message, work.policy.limits.client_message, "message"),
    )


def _count_earlier(connection: Connection, account: AccountId, client: ClientId) -> int:
    from_them: ColumnElement[bool] = (invitation.c.client == client) & (invitation.c.account == account)
    return connection.execute(select(func.count()).select_from(invitation).where(from_them)).scalar_one()
