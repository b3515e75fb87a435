"""Proposals: sent to an invitation or to a job post, changed, taken back, viewed, declined or archived."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select, update

from marketplace.contract import effects, rules
from marketplace.contract.commands import (
    AnswerProposal,
    Application,
    DeclineProposal,
    EditProposal,
    SubmitProposal,
    ViewProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import Attachment, Client, Contract, Job, Offer, Proposal, ProposalState
from marketplace.contract.ids import AccountId, ClientId, JobId, ProposalId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, blobs, changes, contacts, drafts, jobs, notifications, offers, rooms
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader, SeenRow
from marketplace.engine.schema import proposal
from marketplace.engine.work import Work, account_of, new_name, stale, unknown

SENT = (
    *("id", "version", "terms", "as_offered", "fee_percent", "submitted_at", "invitation", "duration"),
    *("cover_letter", "message", "answers", "attachments", "highlights", "interview", "agency", "connects", "state"),
)
CHANGING = (
    *("terms", "as_offered", "duration", "cover_letter", "message", "answers", "attachments", "highlights"),
    *("interview", "state", "viewed_at", "edited_at", "answered_at", "room", "reason"),
)
STORED = tuple(dict.fromkeys((*SENT, *CHANGING)))


# --- what a freelancer does -------------------------------------------------------------------------------


def submit(work: Work, command: SubmitProposal) -> Refusal | None:
    """Apply to a job post without an invitation, for Connects."""
    sender, post = accounts.whole(work.eyes, work.account), work.eyes.post(command.job)
    if sender is None or post is None:
        return unknown("job")
    applied = jobs.has_applied(work.connection, sender.id, post.job.id)
    refusal = rules.first(
        rules.submit(post.job, post.client, command, work.policy, connects=sender.connects, already_applied=applied),
        rules.of_profile(sender, command),
    ) or why_not_sent(work, command, post.client, post.job)
    if refusal is None:
        accounts.unblock_client(work.connection, sender.id, post.client.id)
        accounts.charge(work.connection, sender.id, post.job.connects)
        fee = work.policy.fee_percent
        add(work, effects.submit(post.job, post.client, command, work.now, fee, sender))
    return refusal


def edit(work: Work, command: EditProposal) -> Refusal | None:
    """Change what was sent, as far as that is still possible."""
    found = find(work.eyes, command.proposal)
    sender = accounts.find(work.connection, work.account)
    if found is None or sender is None:
        return unknown("proposal")
    refusal = rules.first(
        stale(command, found),
        rules.edit(found, command, work.policy, work.now),
        rules.of_profile(sender, command),
    )
    refusal = refusal or _why_not_read(work, command, command.attachments or (), found.client, found.job)
    if refusal is None:
        changed = effects.edit(found, command, work.now, sender)
        save(work, sender.id, changed)
        _hand_over(work, before=found, after=changed)
    return refusal


def withdraw(work: Work, command: WithdrawProposal) -> Refusal | None:
    """Take it back; the client can no longer see the recordings of an interview."""
    found = find(work.eyes, command.proposal)
    if found is None:
        return unknown("proposal")
    if refusal := rules.first(stale(command, found), rules.withdraw(found, command, work.policy)):
        return refusal
    withdrawn = effects.withdraw(found, command)
    save(work, work.account, withdrawn)
    _hand_over(work, before=found, after=withdrawn)
    if work.policy.refunds.withdrawn:
        accounts.charge(work.connection, work.account, -found.connects)
    return None


def why_not_sent(work: Work, command: Application, to: Client, about: Job) -> Refusal | None:
    """What stands against a proposal beside its own rules: its name, its files, what its texts say."""
    return _why_not_new(work, command.proposal, about.id) or _why_not_read(work, command, files_of(command), to, about)


def files_of(sent: Application | Proposal) -> Sequence[Attachment]:
    """Everything that goes with it: files, and the recordings of an interview."""
    return (*sent.attachments, *(answer.recording for answer in sent.interview))


def _why_not_read(
    work: Work, command: Application | EditProposal, files: Sequence[Attachment], to: Client, about: Job
) -> Refusal | None:
    return blobs.missing(work, files) or contacts.shared(work, command, to, about)


def _why_not_new(work: Work, id_: ProposalId, job: JobId) -> Refusal | None:
    """A proposal has a fresh id, and is its sender's only one for the job that is not over."""
    if jobs.has_applied(work.connection, work.account, job):
        return Refusal(name="already_applied")
    return new_name(id_, "proposal", is_taken=owner_of(work.connection, id_) is not None)


# --- what a client does -----------------------------------------------------------------------------------


def view(work: Work, command: ViewProposal) -> Refusal | None:
    """The client opened it for the first time."""
    found = find(work.eyes, command.proposal)
    if found is None:
        return unknown("proposal")
    if refusal := rules.first(stale(command, found), rules.view(found)):
        return refusal
    save(work, account_of(found), replace(found, state=ProposalState.VIEWED, viewed_at=work.now))
    jobs.keep_open(work, found.job)
    notifications.proposal_viewed(work, account_of(found), found)
    return None


def answer(work: Work, command: AnswerProposal) -> Refusal | None:
    """The client answers: the proposal becomes active, and a room opens with their first message."""
    found = find(work.eyes, command.proposal)
    if found is None:
        return unknown("proposal")
    if refusal := rules.first(
        stale(command, found), rules.answer(found), rooms.why_not_open(work, command)
    ) or contacts.shared(work, command, found.client, found.job):
        return refusal
    active = replace(
        found,
        state=ProposalState.ACTIVE,
        viewed_at=found.viewed_at or work.now,
        answered_at=work.now,
        room=command.room,
    )
    save(work, account_of(found), active)
    rooms.open_room(work, account_of(found), active, command.message, command.text)
    jobs.keep_open(work, found.job)
    return None


def decline(work: Work, command: DeclineProposal) -> Refusal | None:
    """The client says no."""
    found = find(work.eyes, command.proposal)
    if found is None:
        return unknown("proposal")
    refusal = rules.first(
        stale(command, found),
        rules.answer(found),
        rules.text(command.reason, work.policy.limits.decline_message, "reason"),
    ) or contacts.shared(work, command, found.client, found.job)
    if refusal is None:
        declined = replace(found, state=ProposalState.DECLINED, answered_at=work.now, reason=command.reason or None)
        save(work, account_of(found), declined)
        jobs.keep_open(work, found.job)
        notifications.proposal_declined(work, account_of(found), declined)
        if work.policy.refunds.declined:
            accounts.charge(work.connection, account_of(found), -found.connects)
    return refusal


def archive_unanswered(work: Work, job: JobId) -> None:
    """The job is closed: what its client has not answered goes to the archive, and its Connects come back."""
    unanswered = proposal.c.state.in_(rules.OPEN_FOR_CLIENT)
    of_job = select(proposal.c.account, proposal.c.id).where(proposal.c.job == job, unanswered)
    for account, id_ in work.connection.execute(of_job).all():
        found = load(work.reader(account), [id_])[id_]
        save(work, account, replace(found, state=ProposalState.ARCHIVED))
        notifications.job_closed(work, account, "proposal", found.id, found.job)
        if work.policy.refunds.job_closed_unanswered:
            accounts.charge(work.connection, account, -found.connects)


# --- rows -------------------------------------------------------------------------------------------------


def load(reader: Reader, ids: Collection[str]) -> dict[str, Proposal]:
    """Those of `ids` that the viewer may see, as they may see them."""
    return of_rows(reader, reader.rows(proposal, ids))


def find(reader: Reader, id_: ProposalId) -> Proposal | None:
    """One proposal, as the viewer may see it."""
    return load(reader, [id_]).get(id_)


def of_rows(reader: Reader, rows: Sequence[SeenRow]) -> dict[str, Proposal]:
    """Rows as the viewer may see them, with their offers and contracts."""
    # Only what was answered can have any.
    answered = [row.id for row in rows if row.room is not None]
    made = offers.newest(reader.connection, answered)
    signed = offers.contracts(reader.connection, answered)
    return {row.id: _of_row(reader, row, made.get(row.id), signed.get(row.id)) for row in rows}


def owner_of(connection: Connection, id_: ProposalId) -> AccountId | None:
    """Who sent it."""
    return connection.execute(select(proposal.c.account).where(proposal.c.id == id_)).scalar()


def offered(connection: Connection) -> Sequence[ProposalId]:
    """Ids of the proposals with an open offer, the oldest first."""
    open_offers = select(proposal.c.id).where(proposal.c.state == ProposalState.OFFERED)
    return connection.scalars(open_offers.order_by(proposal.c.submitted_at, proposal.c.id)).all()


def add(work: Work, new: Proposal) -> None:
    """Store what the actor sent; its files are the client's to read from now on, and it is no draft any more."""
    row = {name: getattr(new, name) for name in SENT}
    places = {"account": work.account, "job": new.job.id, "client": new.client.id}
    work.connection.execute(insert(proposal).values(**row, **places))
    blobs.share(work.connection, blobs.client_key(ClientId(new.client.id)), files_of(new))
    changes.touch(work.connection, work.account, [Thing("proposal", new.id)])
    drafts.sent(work, new)


def save(work: Work, account: AccountId, changed: Proposal) -> None:
    """Store what is different, but for its offer and its contract."""
    values = {name: getattr(changed, name) for name in CHANGING}
    values["version"] = changed.version + 1
    work.connection.execute(update(proposal).where(proposal.c.id == changed.id).values(values))
    changes.touch(work.connection, account, [Thing("proposal", changed.id)])


def _hand_over(work: Work, *, before: Proposal, after: Proposal) -> None:
    """The client reads the files that the proposal has now, and no longer those that it had."""
    kept, client = files_of(after), ClientId(after.client.id)
    blobs.share(work.connection, blobs.client_key(client), kept)
    blobs.take_back(work.connection, client, [file for file in files_of(before) if file not in kept])


def waiting(connection: Connection) -> Sequence[ProposalId]:
    """Ids of the proposals that their clients have not answered, the oldest first."""
    unanswered = select(proposal.c.id).where(proposal.c.state.in_(rules.OPEN_FOR_CLIENT))
    return connection.scalars(unanswered.order_by(proposal.c.submitted_at, proposal.c.id)).all()


def _of_row(reader: Reader, row: SeenRow, made: Offer | None, signed: Contract | None) -> Proposal:
    stored = {name: getattr(row, name) for name in STORED}
    seen = Proposal(
        **stored | {"state": ProposalState(row.state)},
        job=reader.job_of(row),
        client=reader.client_of(row),
        offer=made,
        contract=signed,
        freelancer=reader.freelancer_of(row),
    )
    is_private = not reader.is_freelancer and seen.state is ProposalState.WITHDRAWN
    return replace(seen, reason=None) if is_private else seen
