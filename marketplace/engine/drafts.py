"""Drafts kept for a freelancer's other computers. Nobody else ever sees one; where it ends, its text is gone.

A row stays as a tombstone that says why: its version goes on from there where the draft is begun anew.
"""

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Row, func, insert, select, update

from marketplace.contract import rules
from marketplace.contract.commands import DropDraft, KeepDraft, SetDraftKeeping
from marketplace.contract.entities import Draft, DraftEnd, DraftText, InvitationState, JobPost, Proposal, draft_id
from marketplace.contract.ids import DraftId, JobId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, changes, jobs
from marketplace.engine.changes import Thing
from marketplace.engine.reader import Reader
from marketplace.engine.schema import draft, invitation
from marketplace.engine.work import Work, stale, unknown

DraftRow = Row[tuple[Any, ...]]


def keep(work: Work, command: KeepDraft) -> Refusal | None:
    """Keep what a draft says now, unless it was written on an older version than is kept."""
    sender, job = accounts.find(work.connection, work.account), _job(work, command)
    if sender is None or job is None:
        return unknown("written_for")
    id_ = draft_id(command.written_for, direct=command.direct)
    former = _kept(work, id_)
    is_new = former is None or former.end is not None
    refusal = rules.first(
        rules.keep_draft(sender, command, work.policy),
        _why_sent(work, command, job),
        None if is_new and not command.expects else _stale(command.expects, former),
        _too_many(work) if is_new else None,
    )
    if refusal is None:
        says = {"text": command.text, "beside": command.beside, "end": None, "kept_at": work.now}
        about = {"written_for": command.written_for, "direct": command.direct, "job": job}
        _write(work, id_, former, says | about)
    return refusal


def drop(work: Work, command: DropDraft) -> Refusal | None:
    """The freelancer put it away."""
    kept = _kept(work, command.draft)
    if kept is None or kept.end is not None:
        return unknown("draft")
    refusal = _stale(command.expects, kept)
    if refusal is None:
        _end(work, kept, DraftEnd.DISCARDED)
    return refusal


def choose(work: Work, command: SetDraftKeeping) -> Refusal | None:
    """Whether copies are kept from now on; where they are not, those that were kept go at once."""
    mine = accounts.find(work.connection, work.account)
    if mine is None:
        return unknown("account")
    if refusal := stale(command, mine):
        return refusal
    accounts.save(work.connection, replace(mine, keeps_drafts=command.keeps))
    if not command.keeps:
        for kept in _going(work):
            _end(work, kept, DraftEnd.NOT_KEPT)
    return None


def sent(work: Work, new: Proposal) -> None:
    """What was written for an invitation, or directly for a job, is a proposal now. Belongs into its transaction."""
    is_direct = new.invitation is None
    about = draft.c.job == new.job.id if is_direct else draft.c.written_for == new.invitation
    for kept in _going(work, draft.c.direct.is_(is_direct), about):
        _end(work, kept, DraftEnd.SENT if _says(kept.text, new) else DraftEnd.OVERTAKEN)


def load(reader: Reader, ids: Collection[str]) -> dict[str, Draft]:
    """Those of `ids` that are the viewer's own; nobody but a freelancer has any."""
    if not reader.is_freelancer:
        return {}
    mine = select(draft).where(draft.c.account == reader.account, draft.c.id.in_(ids))
    return {row.id: _of_row(reader, row) for row in reader.connection.execute(mine).all()}


# --- inside -----------------------------------------------------------------------------------------------


def _of_row(reader: Reader, row: DraftRow) -> Draft:
    return Draft(
        id=DraftId(row.id),
        version=row.version,
        written_for=row.written_for,
        direct=row.direct,
        text=row.text,
        beside=row.beside,
        post=_post(reader, row),
        end=None if row.end is None else DraftEnd(row.end),
    )


def _post(reader: Reader, row: DraftRow) -> JobPost | None:
    """The job post, where the draft is written for one: its reader may never have heard of it."""
    return reader.post(row.job) if row.end is None and row.job == row.written_for else None


def _job(work: Work, command: KeepDraft) -> JobId | None:
    """The job that a draft is about, where it is written for something that its sender can see."""
    mine = select(invitation.c.job).where(invitation.c.id == command.written_for, invitation.c.account == work.account)
    found = work.connection.execute(mine).scalar()
    if found is None and command.direct and work.eyes.post(JobId(command.written_for)) is not None:
        return JobId(command.written_for)
    return found


def _why_sent(work: Work, command: KeepDraft, job: JobId) -> Refusal | None:
    """A draft that has become a proposal does not come back, however late another computer hears of it."""
    if not command.direct:
        state = work.connection.scalar(select(invitation.c.state).where(invitation.c.id == command.written_for))
        return Refusal(name="already_answered") if state == InvitationState.ACCEPTED else None
    return Refusal(name="already_applied") if jobs.has_applied(work.connection, work.account, job) else None


def _stale(expects: int | None, kept: DraftRow | None) -> Refusal | None:
    """Only the very version that is kept can be gone on from. What is kept now is read, and not told in a refusal:
    that one would outlive the draft."""
    version = 0 if kept is None else kept.version
    return None if expects is None or expects == version else Refusal(name="stale")


def _too_many(work: Work) -> Refusal | None:
    kept = select(func.count()).select_from(draft).where(draft.c.account == work.account, draft.c.end.is_(None))
    is_full = work.connection.execute(kept).scalar_one() >= work.policy.limits.drafts
    return Refusal(name="too_many_drafts") if is_full else None


def _says(text: DraftText, new: Proposal) -> bool:
    return (text.fields.cover_letter, text.fields.message) == (new.cover_letter, new.message)


def _kept(work: Work, id_: DraftId) -> DraftRow | None:
    mine = select(draft).where(draft.c.account == work.account, draft.c.id == id_)
    return work.connection.execute(mine).one_or_none()


def _going(work: Work, *which: ColumnElement[bool]) -> Collection[DraftRow]:
    mine = select(draft).where(draft.c.account == work.account, draft.c.end.is_(None), *which)
    return work.connection.execute(mine.order_by(draft.c.id)).all()


def _end(work: Work, kept: DraftRow, why: DraftEnd) -> None:
    _write(work, DraftId(kept.id), kept, {"text": None, "beside": None, "end": why})


def _write(work: Work, id_: DraftId, former: DraftRow | None, values: dict[str, Any]) -> None:
    if former is None:
        new = insert(draft).values(account=work.account, id=id_, version=1, **values)
        work.connection.execute(new)
    else:
        mine = (draft.c.account == work.account, draft.c.id == id_)
        work.connection.execute(update(draft).where(*mine).values(version=former.version + 1, **values))
    changes.touch(work.connection, work.account, [Thing("draft", id_)])
