"""What the bell tells, one function per event, each with its own plain sentences."""

from collections.abc import Collection
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Row, insert, select, update

from marketplace.contract import rules
from marketplace.contract.commands import ReadNotifications
from marketplace.contract.entities import (
    About,
    Channel,
    Invitation,
    Job,
    Meeting,
    MeetingState,
    Member,
    Notification,
    NotificationKind,
    Party,
    Proposal,
    Room,
)
from marketplace.contract.ids import AccountId
from marketplace.contract.refusals import Refusal
from marketplace.engine import changes
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader
from marketplace.engine.schema import account as account_table
from marketplace.engine.schema import notification
from marketplace.engine.work import Work, unknown

# --- telling ----------------------------------------------------------------------------------------------


def invitation_received(work: Work, account: AccountId, about: Invitation) -> None:
    """A client sent an invitation."""
    kind = NotificationKind.INVITATION_RECEIVED
    _tell(work, account, kind, "invitation", about.id, "New invitation", about.job.title)


def invitation_withdrawn(work: Work, account: AccountId, about: Invitation) -> None:
    """A client took an invitation back."""
    text = f"“{about.job.title}”: the client took it back"
    kind = NotificationKind.INVITATION_WITHDRAWN
    _tell(work, account, kind, "invitation", about.id, "An invitation was withdrawn", text)


def invitation_removed(work: Work, account: AccountId, about: Invitation) -> None:
    """The marketplace took an invitation away."""
    text = f"“{about.job.title}”: {about.notice}"
    kind = NotificationKind.INVITATION_REMOVED
    _tell(work, account, kind, "invitation", about.id, "An invitation was removed", text)


def job_closed(work: Work, account: AccountId, kind: str, id_: str, job: Job) -> None:
    """The job of an invitation or a proposal, named by `kind` and `id_`, is closed."""
    _tell(work, account, NotificationKind.JOB_CLOSED, kind, id_, "A job was closed", job.title)


def proposal_viewed(work: Work, account: AccountId, about: Proposal) -> None:
    """The client opened the proposal."""
    title = "The client viewed your proposal"
    _tell(work, account, NotificationKind.PROPOSAL_VIEWED, "proposal", about.id, title, about.job.title)


def proposal_declined(work: Work, account: AccountId, about: Proposal) -> None:
    """The client said no."""
    text = f"“{about.job.title}”: {about.reason or 'the client chose not to go on'}"
    title = "The client declined your proposal"
    _tell(work, account, NotificationKind.PROPOSAL_DECLINED, "proposal", about.id, title, text)


def client_answered(work: Work, account: AccountId, about: Room) -> None:
    """The client answered, and a room is open."""
    title = f"{about.client.name or 'The client'} answered your proposal"
    _tell(work, account, NotificationKind.CLIENT_ANSWERED, "room", about.id, title, "The conversation is open")


def message_received(work: Work, account: AccountId, about: Room, author: Member, preview: str) -> None:
    """Somebody in the room said something."""
    title = f"Message from {author.name or 'the client'}"
    _tell(work, account, NotificationKind.MESSAGE_RECEIVED, "room", about.id, title, preview)


def interview_required(work: Work, account: AccountId, about: Invitation) -> None:
    """The job of an invitation wants a recorded interview instead of a letter."""
    kind = NotificationKind.INTERVIEW_REQUIRED
    title = "This job asks for an interview instead of a letter"
    _tell(work, account, kind, "invitation", about.id, title, about.job.title)


def meeting(work: Work, account: AccountId, about: Room, arranged: Meeting) -> None:
    """A meeting was proposed, moved, agreed on or declined."""
    by = "The client" if work.actor.party is Party.CLIENT else "The freelancer"
    when = f"{about.job.title}: {arranged.at:%Y-%m-%d %H:%M} UTC, {arranged.minutes} minutes"
    kind = (
        NotificationKind.MEETING_MOVED if arranged.moves or arranged.answered_at else NotificationKind.MEETING_PROPOSED
    )
    _tell(work, account, kind, "room", about.id, f"{by} {_about_meeting(arranged)}", when)


def _about_meeting(arranged: Meeting) -> str:
    match arranged.state:
        case MeetingState.ACCEPTED:
            return "agreed to the meeting"
        case MeetingState.DECLINED:
            return "declined the meeting"
        case MeetingState.PROPOSED:
            return "proposes another time to meet" if arranged.moves else f"proposes a {arranged.medium} meeting"


def offer_received(work: Work, account: AccountId, about: Proposal) -> None:
    """The client offers the work."""
    kind = NotificationKind.OFFER_RECEIVED
    _tell(work, account, kind, "proposal", about.id, "You have received an offer", about.job.title)


def offer_changed(work: Work, account: AccountId, about: Proposal, title: str) -> None:
    """An offer was changed, taken back, or ran out."""
    _tell(work, account, NotificationKind.OFFER_CHANGED, "proposal", about.id, title, about.job.title)


def offer_running_out(work: Work, account: AccountId, about: Proposal, hours: int) -> None:
    """An offer ends in so many hours."""
    title = f"An offer runs out in {hours} {'hour' if hours == 1 else 'hours'}"
    _tell(work, account, NotificationKind.OFFER_RUNNING_OUT, "proposal", about.id, title, about.job.title)


def contract_started(work: Work, account: AccountId, about: Proposal) -> None:
    """An offer was accepted."""
    kind = NotificationKind.CONTRACT_STARTED
    _tell(work, account, kind, "proposal", about.id, "A contract has started", about.job.title)


def policy_warning(work: Work, account: AccountId, text: str) -> None:
    """A moderator reminds the account of a rule."""
    _tell(work, account, NotificationKind.POLICY_WARNING, "account", account, "A reminder from the marketplace", text)


# --- reading ----------------------------------------------------------------------------------------------


def read(work: Work, command: ReadNotifications) -> Refusal | None:
    """Those named, or all, have been read; names of others' notifications are passed over."""
    account = work.account
    if not _exists(work, account):
        return unknown("account")
    if refusal := rules.read_notifications(command, work.policy):
        return refusal
    unread = select(notification.c.id).where(notification.c.account == account, notification.c.is_read.is_(False))
    if command.notifications:
        unread = unread.where(notification.c.id.in_(command.notifications))
    ids = list(work.connection.scalars(unread.order_by(notification.c.at, notification.c.id)))
    values = {"is_read": True, "version": notification.c.version + 1}
    work.connection.execute(update(notification).where(notification.c.id.in_(ids)).values(values))
    changes.touch(work.connection, account, [Thing("notification", id_) for id_ in ids])
    return None


def load(reader: Reader, ids: Collection[str]) -> dict[str, Notification]:
    """Those of `ids` that are the reader's."""
    mine = select(notification).where(notification.c.id.in_(ids), notification.c.account == reader.account)
    return {row.id: _of_row(row) for row in reader.connection.execute(mine)}


def _exists(work: Work, account: AccountId) -> bool:
    return work.connection.execute(select(account_table.c.id).where(account_table.c.id == account)).first() is not None


def _tell(
    work: Work, account: AccountId, kind: NotificationKind, about_kind: str, about_id: str, title: str, text: str
) -> None:
    told = select(account_table.c.settings).where(account_table.c.id == account)
    if not rules.tells(work.connection.execute(told).scalar_one(), kind, Channel.BELL, work.now, work.policy):
        return
    # Made of what caused it: the same story told twice has the same ids.
    id_ = str(uuid5(NAMESPACE_URL, f"{work.actor.key}/{work.command}/{kind}/{about_id}/{account}"))
    row = {"id": id_, "account": account, "version": 1, "kind": kind, "title": title, "text": text, "at": work.now}
    work.connection.execute(insert(notification).values(**row, about_kind=about_kind, about_id=about_id, is_read=False))
    changes.touch(work.connection, account, [Thing("notification", id_)])


def _of_row(row: Row[tuple[object, ...]]) -> Notification:
    return Notification(
        id=row.id,
        version=row.version,
        kind=NotificationKind(row.kind),
        title=row.title,
        text=row.text,
        at=row.at,
        about=About(kind=row.about_kind, id=row.about_id),
        is_read=row.is_read,
    )
