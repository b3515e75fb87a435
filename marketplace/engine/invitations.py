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
from marketplace.contract.entities import ANSWERABLE, Invitation, InvitationState, JobPost, Letter, Origin
from marketplace.contract.ids import AccountId, ClientId, InvitationId, JobId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, changes, contacts, jobs, notifications, proposals
from marketplace.engine.changes import Thing
from marketplace.engine.prepared import Question
from marketplace.engine.reader import Eyes, Reader, SeenRow, one
from marketplace.engine.schema import invitation
from marketplace.engine.work import Work, account_of, new_name, stale, unknown

# Looked up, not called: a first sync makes a hundred thousand of them.
STATES = {state.value: state for state in InvitationState}
ORIGINS = {origin.value: origin for origin in Origin}

# --- what a freelancer does -------------------------------------------------------------------------------


def see(work: Work, command: SeeInvitation) -> Refusal | None:
    """Opened it; to look at what is already answered or gone is no mistake, and changes nothing."""
    found = find(work.eyes, command.invitation)
    if found is None:
        return unknown("invitation")
    seen = effects.see(found, work.now)
    if seen is not found:
        _save(work, work.account, seen)
    return None


def ignore(work: Work, command: IgnoreInvitation) -> Refusal | None:
    """Into the archive."""
    found = find(work.eyes, command.invitation)
    if found is None:
        return unknown("invitation")
    if refusal := rules.first(stale(command, found), rules.ignore(found, command)):
        return refusal
    _save(work, work.account, effects.ignore(found, work.now))
    return None


def decline(work: Work, command: DeclineInvitation) -> Refusal | None:
    """Say no, and perhaps block the client."""
    found = find(work.eyes, command.invitation)
    if found is None:
        return unknown("invitation")
    refusal = rules.first(stale(command, found), rules.decline(found, command, work.policy))
    if refusal := refusal or contacts.shared(work, command, found.client, found.job):
        return refusal
    _save(work, work.account, effects.decline(found, command, work.now))
    if command.block:
        accounts.block_client(work.connection, work.account, found, work.now)
    accounts.tell(work.connection, work.account)
    return None


def accept(work: Work, command: AcceptInvitation) -> Refusal | None:
    """Answer with a proposal; costs no Connects, and lifts a block that was consented away."""
    found = find(work.eyes, command.invitation)
    sender = accounts.whole(work.eyes, work.account)
    if found is None or sender is None:
        return unknown("invitation")
    refusal = rules.first(
        stale(command, found), rules.accept(found, command, work.policy), rules.of_profile(sender, command)
    ) or proposals.why_not_sent(work, command, found.client, found.job)
    if refusal is None:
        accepted, made = effects.accept(found, command, work.now, work.policy.fee_percent, sender)
        accounts.unblock_client(work.connection, sender.id, found.client.id)
        _save(work, sender.id, accepted)
        proposals.add(work, made)
        accounts.tell(work.connection, sender.id)
    return refusal


# --- what a client does -----------------------------------------------------------------------------------


def invite(work: Work, command: Invite) -> Refusal | None:
    """Ask a freelancer to apply."""
    post = work.eyes.post(command.job)
    if post is None or post.client.id != work.actor.id:
        return unknown("job")
    if refusal := _why_not_invite(work, command, post):
        return refusal
    sent = Invitation(
        id=command.invitation,
        version=1,
        job=post.job,
        client=post.client,
        message=command.message,
        sent_at=work.now,
        origin=command.origin,
        earlier=_count_earlier(work.connection, command.freelancer, post.client.id),
    )
    work.connection.execute(insert(invitation), [row_of(command.freelancer, sent)])
    changes.touch(work.connection, command.freelancer, [Thing("invitation", sent.id)])
    jobs.keep_open(work, post.job)
    notifications.invitation_received(work, command.freelancer, sent)
    if post.job.letter is Letter.INTERVIEW:
        notifications.interview_required(work, command.freelancer, sent)
    return None


def withdraw(work: Work, command: WithdrawInvitation) -> Refusal | None:
    """Take an unanswered invitation back."""
    found = find(work.eyes, command.invitation)
    if found is None:
        return unknown("invitation")
    if refusal := rules.first(stale(command, found), rules.why_not_answerable(found)):
        return refusal
    _take_away(work, account_of(found), found, InvitationState.WITHDRAWN)
    notifications.invitation_withdrawn(work, account_of(found), found)
    return None


def close_unanswered(work: Work, job: JobId) -> None:
    """The job of these invitations is closed: nobody can answer them any more."""
    unanswered = invitation.c.state.in_(ANSWERABLE)
    of_job = select(invitation.c.account, invitation.c.id).where(invitation.c.job == job, unanswered)
    for account, id_ in work.connection.execute(of_job).all():
        found = find(work.reader(account), id_)
        assert found is not None
        _take_away(work, account, found, InvitationState.CLOSED)
        notifications.job_closed(work, account, "invitation", found.id, found.job)


# --- what a moderator does --------------------------------------------------------------------------------


def remove(work: Work, command: RemoveInvitation) -> Refusal | None:
    """Take an unanswered invitation away; its reader is told why and sees nothing else of it."""
    found = find(work.eyes, command.invitation)
    if found is None:
        return unknown("invitation")
    refusal = rules.first(
        stale(command, found),
        None if found.state in ANSWERABLE else Refusal(name="wrong_state"),
        rules.text(command.notice, work.policy.limits.notice, "notice"),
    )
    if refusal is None:
        noticed = replace(found, notice=command.notice or work.policy.wordings.removed)
        _take_away(work, account_of(found), noticed, InvitationState.REMOVED)
        notifications.invitation_removed(work, account_of(found), noticed)
    return refusal


# --- rows -------------------------------------------------------------------------------------------------


def load(reader: Reader, ids: Collection[str]) -> dict[str, Invitation]:
    """Those of `ids` that the viewer may see, as they may see them."""
    return {row.id: of_row(reader, row) for row in reader.rows(invitation, ids)}


def find(reader: Reader, id_: InvitationId) -> Invitation | None:
    """One invitation, as the viewer may see it."""
    return load(reader, [id_]).get(id_)


def question(eyes: Eyes, id_: str) -> Question[Invitation | None]:
    """The same as a single question."""
    values = {"viewer": eyes.viewer.id, "id": id_}
    return Question(one(invitation, eyes.viewer.party), values, lambda rows: of_row(eyes, rows[0]) if rows else None)


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


def of_row(eyes: Eyes, row: SeenRow) -> Invitation:
    """A row as the viewer may see it."""
    job, client = eyes.job_of(row), eyes.client_of(row)
    seen = Invitation(
        id=row.id,
        version=row.version,
        job=job,
        client=client,
        # Somebody who was blocked has no words for the one who blocked them; the job post itself is public.
        message="" if client.is_blocked else row.message,
        sent_at=row.sent_at,
        state=STATES[row.state],
        origin=ORIGINS[row.origin],
        earlier=row.earlier,
        seen_at=row.seen_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        decline=row.decline,
        proposal=row.proposal,
        notice=row.notice,
        freelancer=eyes.freelancer_of(row),
    )
    if not eyes.is_freelancer:
        return _for_others(seen)
    return _notice_only(seen) if seen.state is InvitationState.REMOVED else seen


def _notice_only(removed: Invitation) -> Invitation:
    """Of a removed invitation only the title and the notice are left to see."""
    bare = replace(removed.job, description="", questions=(), skills=(), interview=None)
    return replace(removed, job=bare, message="")


def _for_others(seen: Invitation) -> Invitation:
    """That it was ignored, and whether a decline also blocked them, is not for the client to know."""
    if seen.state is InvitationState.IGNORED:
        return replace(seen, state=InvitationState.SEEN)
    return seen if seen.decline is None else replace(seen, decline=replace(seen.decline, blocked=False))


def _state_of(one: Invitation) -> dict[str, object]:
    """The columns that change in its life, but for the version."""
    return {
        "state": one.state,
        "seen_at": one.seen_at,
        "answered_at": one.answered_at,
        "ended_at": one.ended_at,
        "decline": one.decline,
        "proposal": one.proposal,
        "notice": one.notice,
    }


def _save(work: Work, account: AccountId, changed: Invitation) -> None:
    values = {**_state_of(changed), "version": changed.version + 1}
    work.connection.execute(update(invitation).where(invitation.c.id == changed.id).values(values))
    changes.touch(work.connection, account, [Thing("invitation", changed.id)])


def _take_away(work: Work, account: AccountId, found: Invitation, state: InvitationState) -> None:
    _save(work, account, effects.take_away(found, state, work.now))
    accounts.tell(work.connection, account)


def _why_not_invite(work: Work, command: Invite, post: JobPost) -> Refusal | None:
    if accounts.find(work.connection, command.freelancer) is None:
        return unknown("freelancer")
    is_taken = owner(work.connection, command.invitation) is not None
    is_blocked = accounts.is_blocked(work.connection, command.freelancer, post.client.id)
    return rules.first(
        new_name(command.invitation, "invitation", is_taken=is_taken),
        None if post.job.is_open else Refusal(name="job_closed"),
        Refusal(name="client_blocked") if is_blocked else None,
        rules.text(command.message, work.policy.limits.client_message, "message"),
    ) or contacts.shared(work, command, post.client, post.job)


def _count_earlier(connection: Connection, account: AccountId, client: ClientId) -> int:
    from_them: ColumnElement[bool] = (invitation.c.client == client) & (invitation.c.account == account)
    return connection.execute(select(func.count()).select_from(invitation).where(from_them)).scalar_one()
