"""Copies of drafts that the marketplace keeps for the freelancer's other computers: what it has to be told of, and what
to make of what it says. Off unless the freelancer wants it; without it nothing here does anything.

A draft is *told* where the marketplace's copy is what it says now. What the marketplace had when both agreed last
decides: a draft that has not changed here since then follows, one that has is merged (`merging.py`), and what comes of
that is told in turn. No clock is asked where only one side changed.
"""

from datetime import datetime
from typing import NamedTuple

from desktop.local import drafts, looks, merging, outbox, posts, revisions
from desktop.local.drafts import Draft
from desktop.local.merging import Elsewhere, digest
from desktop.local.store import Connection, one
from marketplace.contract import entities
from marketplace.contract.commands import AcceptInvitation, DropDraft, KeepDraft, SubmitProposal
from marketplace.contract.entities import DraftEnd, DraftText, draft_id
from marketplace.contract.ids import DraftId, new_id
from marketplace.contract.refusals import Refusal

ELSEWHERE = "another computer"
SENT_ELSEWHERE = Refusal(
    name="sent_elsewhere",
    detail="You sent this proposal from another computer. What you wrote here is kept, and was not part of it.",
)


class Errand(NamedTuple):
    """What the marketplace has to be told of a draft as it stands at `revision`."""

    draft: str
    revision: int
    rival: int | None
    command: KeepDraft | DropDraft

    @property
    def name(self) -> DraftId:
        """What the marketplace knows the draft under."""
        if isinstance(self.command, DropDraft):
            return self.command.draft
        return draft_id(self.command.written_for, direct=self.command.direct)


class Kept(NamedTuple):
    """What the marketplace has of a draft: at its `version`, a text of that `digest`, None for no text any more.

    `revision` is ours that it was told of, 0 for none; `rival` the same for a text that lost.
    """

    version: int
    digest: str | None
    revision: int
    rival: int | None


def is_wanted(connection: Connection) -> bool:
    """Whether the freelancer wants copies kept, as it looks here."""
    account = looks.account(connection)
    return account is not None and account.keeps_drafts


# --- telling ----------------------------------------------------------------------------------------------


def next_errand(connection: Connection) -> Errand | None:
    """What the marketplace has to be told next; None where it has everything, or is to have nothing."""
    if not is_wanted(connection):
        return None
    for (id_,) in connection.execute(_UNTOLD).fetchall():
        draft = drafts.get(connection, str(id_))
        if draft is not None and (errand := _errand(connection, draft)) is not None:
            return errand
    return None


_UNTOLD = """
select id from draft left join draft_kept on draft_kept.draft = draft.id
where draft.state in ('open', 'needs_you') and (
    draft_kept.revision is not draft.revision or draft.rival is not null and draft.rival is not draft_kept.rival
) or draft.state = 'discarded' and digest is not null
order by id
"""


def settled(connection: Connection, errand: Errand) -> None:
    """The marketplace has done it. Where more was heard from there meanwhile, that counts."""
    former = _kept(connection, errand.draft)
    version = (errand.command.expects or 0) + 1
    if former is None or former.version < version:
        told = digest(errand.command.text.fields) if isinstance(errand.command, KeepDraft) else None
        # What was put away is told as a whole, should it be restored.
        _note(connection, errand.draft, Kept(version, told, errand.revision if told else 0, errand.rival))


def refused(connection: Connection, errand: Errand) -> None:
    """The marketplace does not want this text; it is not asked again before there is another one."""
    former = _kept(connection, errand.draft) or Kept(0, None, 0, None)
    had = None if isinstance(errand.command, DropDraft) else former.digest
    _note(connection, errand.draft, former._replace(digest=had, revision=errand.revision, rival=errand.rival))


def unknown(connection: Connection, draft: str) -> None:
    """The marketplace has never heard of it."""
    connection.execute("delete from draft_kept where draft = ?", (draft,))


def forget(connection: Connection) -> None:
    """The copy of the marketplace begins anew: what it has of the drafts comes with it."""
    connection.execute("delete from draft_kept")


def _errand(connection: Connection, draft: Draft) -> Errand | None:
    """What to tell of a draft that was changed; where it says what it said before, or nothing yet, there is nothing."""
    kept = _kept(connection, draft.id) or Kept(0, None, 0, None)
    if draft.state == "discarded":
        put_away = DropDraft(draft=draft_id(draft.invitation, direct=draft.direct), expects=kept.version)
        return Errand(draft.id, draft.revision, draft.rival, put_away)
    is_same = kept.digest == digest(draft.fields) and draft.rival in {None, kept.rival}
    if is_same or (kept.digest is None and drafts.is_blank(draft.fields)):
        _note(connection, draft.id, kept._replace(revision=draft.revision, rival=draft.rival or kept.rival))
        return None
    said = {each.revision: each for each in revisions.history(connection, draft.id)}
    beside = said.get(draft.rival) if draft.rival is not None else None
    command = KeepDraft(
        written_for=draft.invitation,
        direct=draft.direct,
        text=DraftText(fields=draft.fields, written_at=looks.moment(said[draft.revision].saved_at)),
        beside=beside and DraftText(fields=beside.fields, written_at=looks.moment(beside.saved_at)),
        expects=kept.version,
    )
    return Errand(draft.id, draft.revision, draft.rival, command)


# --- hearing ----------------------------------------------------------------------------------------------


def receive(connection: Connection, copy: entities.Draft) -> str | None:
    """The marketplace tells of a draft. Returns the id of ours where anything may look different now."""
    if copy.post is not None:
        posts.keep(connection, copy.post)
    ours = _ours(connection, copy)
    kept = None if ours is None else _kept(connection, ours.id)
    if kept is not None and copy.version <= kept.version:
        return None
    if copy.text is None:
        return None if ours is None else _end(connection, ours, kept, copy)
    if ours is None and _is_on_its_way(connection, copy):
        return None
    draft = _merged(connection, ours, kept, copy, copy.text)
    draft, is_beside = _put_beside(connection, draft, kept, copy.beside)
    is_told = draft.fields == copy.text.fields
    rival = draft.rival if is_beside else kept and kept.rival
    _note(connection, draft.id, Kept(copy.version, digest(copy.text.fields), draft.revision if is_told else 0, rival))
    return draft.id


def _merged(
    connection: Connection, ours: Draft | None, kept: Kept | None, copy: entities.Draft, text: DraftText
) -> Draft:
    id_ = new_id() if ours is None else ours.id
    theirs = Elsewhere(
        id_, copy.written_for, copy.direct, text.fields, milliseconds(text.written_at), ELSEWHERE, frozenset()
    )
    if ours is not None and _follows(ours, kept, theirs):
        return drafts.take_over(connection, ours._replace(fields=theirs.fields), theirs.saved_at, ELSEWHERE)
    merged = None if _stays_away(ours, kept, theirs) else merging.merge(connection, theirs)
    found = merged or ours
    assert found is not None
    return found


def _follows(ours: Draft, kept: Kept | None, theirs: Elsewhere) -> bool:
    """Nothing was changed here since both agreed; or it was put away here, and somebody goes on with it elsewhere."""
    has_changed = kept is None or kept.digest != digest(ours.fields)
    if ours.state == "discarded":
        return has_changed or ours.fields != theirs.fields
    return not has_changed and ours.fields != theirs.fields


def _stays_away(ours: Draft | None, kept: Kept | None, theirs: Elsewhere) -> bool:
    """It was put away here, and nobody has gone on with it."""
    return ours is not None and ours.state == "discarded" and not _follows(ours, kept, theirs)


def _put_beside(
    connection: Connection, draft: Draft, kept: Kept | None, beside: DraftText | None
) -> tuple[Draft, bool]:
    """A text that lost elsewhere stands in the history here as well; True where it is told of as the rival."""
    if beside is None or beside.fields == draft.fields:
        return draft, False
    history = revisions.history(connection, draft.id)
    known = [each.revision for each in history if each.fields == beside.fields]
    if known:
        is_news = kept is None or kept.rival not in known
        return (drafts.set_rival(connection, draft, min(known)), True) if is_news else (draft, False)
    newest = history[0]
    lost = drafts.take_over(
        connection, draft._replace(fields=beside.fields), milliseconds(beside.written_at), ELSEWHERE
    )
    again = drafts.take_over(connection, lost._replace(fields=draft.fields), newest.saved_at, newest.origin)
    return drafts.set_rival(connection, again, lost.revision), True


def _end(connection: Connection, ours: Draft, kept: Kept | None, copy: entities.Draft) -> str | None:
    """The marketplace has no text of it any more. What was written here stays, and is told anew where it should be."""
    is_told = kept is not None and kept.digest == digest(ours.fields)
    is_sent = copy.end in {DraftEnd.SENT, DraftEnd.OVERTAKEN}
    is_over = is_sent or (is_told and copy.end is DraftEnd.DISCARDED)
    _note(connection, ours.id, Kept(copy.version, None, ours.revision if is_sent else 0, kept and kept.rival))
    if kept is None or not is_over or ours.state not in {"open", "needs_you"}:
        return None
    history = revisions.history(connection, ours.id)
    is_whole = is_told and copy.end is not DraftEnd.OVERTAKEN
    if is_sent and all(each.origin is not None for each in history):
        drafts.remove(connection, ours.id)
    elif is_whole or history[0].origin is not None:
        drafts.set_state(connection, ours.id, "discarded", history[0].saved_at)
    else:
        drafts.set_state(connection, ours.id, "needs_you", history[0].saved_at, SENT_ELSEWHERE)
    return ours.id


def milliseconds(at: datetime) -> int:
    """An aware time in milliseconds since the epoch."""
    return round(at.timestamp() * 1000)


def _is_on_its_way(connection: Connection, copy: entities.Draft) -> bool:
    """Whether it was sent from here, as the mirror does not know yet."""
    sends = SubmitProposal if copy.direct else AcceptInvitation
    return any(
        isinstance(item.command, sends)
        for kind in ("invitation", "post")
        for item in outbox.about(connection, kind, copy.written_for)
    )


def _ours(connection: Connection, copy: entities.Draft) -> Draft | None:
    id_ = one(connection, "select id from draft where invitation = ? and direct = ?", (copy.written_for, copy.direct))
    return None if id_ is None else drafts.get(connection, str(id_))


def _kept(connection: Connection, draft: str) -> Kept | None:
    row = connection.execute(
        "select version, digest, revision, rival from draft_kept where draft = ?", (draft,)
    ).fetchone()
    return None if row is None else Kept(*row)


def _note(connection: Connection, draft: str, kept: Kept) -> None:
    """Keep in mind what the marketplace has, as long as there is such a draft."""
    connection.execute(
        "insert into draft_kept (draft, version, digest, revision, rival)"
        " select id, ?, ?, ?, ? from draft where id = ?"
        " on conflict (draft) do update set version = excluded.version, digest = excluded.digest,"
        " revision = excluded.revision, rival = excluded.rival",
        (kept.version, kept.digest, kept.revision, kept.rival, draft),
    )
