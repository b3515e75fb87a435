"""Drafts of proposals, as append-only revisions. A draft goes only when its receipt has come.

open -> sending -> (gone, with its receipt)
                -> needs_you -> open
     -> discarded -> open
"""

from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from desktop.local import entries, looks, posts
from desktop.local.sections import Section
from desktop.local.store import Connection, one
from desktop.local.thinning import DAY, HOUR, MINUTE, Rung, kept
from marketplace.contract import entities
from marketplace.contract.ids import new_id
from marketplace.contract.refusals import Refusal

MilestoneFields = entities.MilestoneFields
Fields = entities.DraftFields
"""What a freelancer filled in: the same here and, for their other computers, at the marketplace."""

EMPTY = Fields()
STATES = {"open", "sending", "needs_you", "discarded"}
PRUNED_EVERY = 32
NEWEST = 60
RUNGS = (Rung(MINUTE, 60), Rung(HOUR, 48), Rung(DAY, 60))
"""How many revisions stay, and how they get fewer with age."""


class Draft(NamedTuple):
    """A draft at its newest revision. `direct` drafts apply to the job without its invitation, for Connects.

    `rival` is the revision of a text that was written beside this one, by another window or device, and lost: the
    conflicted copy. It stays in the history.
    """

    id: str
    invitation: str
    direct: bool
    state: str
    revision: int
    fields: Fields
    refusal: Refusal | None
    rival: int | None = None


decode = msgspec.json.Decoder(Fields).decode
_encode = msgspec.json.Encoder().encode


def open_for(connection: Connection, invitation: str, *, direct: bool) -> Draft:
    """The draft for an invitation: the one that is there, or a fresh one that is not stored before it is saved."""
    row = connection.execute(
        "select id from draft where invitation = ? and direct = ?", (invitation, direct)
    ).fetchone()
    found = None if row is None else get(connection, row[0])
    if found is None:
        return Draft(new_id(), invitation, direct, "open", 0, EMPTY, None)
    return found._replace(fields=EMPTY, state="open") if found.state == "discarded" else found


def get(connection: Connection, draft: str) -> Draft | None:
    """One draft."""
    row = connection.execute(
        "select invitation, direct, state, revision, fields, refusal, rival from draft"
        " join draft_revision using (revision) where draft.id = ?1 and draft_revision.draft = ?1",
        (draft,),
    ).fetchone()
    if row is None:
        return None
    invitation, direct, state, revision, fields, refusal, rival = row
    reason = None if refusal is None else msgspec.json.decode(refusal, type=Refusal)
    return Draft(draft, invitation, bool(direct), state, revision, decode(fields), reason, rival)


def save(connection: Connection, draft: Draft, now: int) -> Draft:
    """Append `draft.fields` as the next revision and return the draft with it; unchanged fields append nothing.

    A draft that is being sent is left alone. `draft.revision` says what its writer had seen: where that is not the
    newest, the newest becomes the rival of what is saved, and an empty page is not saved over it. Where two have begun
    one for the same invitation, the draft that is returned has the id of the first.
    """
    draft = _as_begun(connection, draft)
    stored = get(connection, draft.id)
    if stored is not None and (stored.state == "sending" or _is_same(stored, draft) or _is_unseen(stored, draft)):
        return stored
    rival = None
    if stored is not None:
        rival = stored.revision if draft.revision < stored.revision else stored.rival
    saved = draft._replace(revision=_next(stored), state="open", refusal=None, rival=rival)
    if stored is not None and stored.state == "discarded":
        connection.execute("delete from interview_answer where draft = ?", (draft.id,))  # begun anew, not restored
    connection.execute(
        "insert into draft (id, invitation, direct, state, revision, rival) values (?, ?, ?, 'open', ?, ?)"
        " on conflict (id) do update set revision = excluded.revision, state = 'open', refusal = null,"
        " rival = excluded.rival",
        (saved.id, saved.invitation, saved.direct, saved.revision, rival),
    )
    append(connection, saved, now)
    show(connection, saved, now)
    return saved


def _as_begun(connection: Connection, draft: Draft) -> Draft:
    """The draft under the id that its invitation's draft has here, of which its writer has seen nothing then."""
    begun = one(
        connection, "select id from draft where invitation = ? and direct = ?", (draft.invitation, draft.direct)
    )
    return draft if begun in {None, draft.id} else draft._replace(id=begun, revision=0)


def _next(stored: Draft | None) -> int:
    return 1 if stored is None else stored.revision + 1


def take_over(connection: Connection, draft: Draft, saved_at: int, origin: str | None) -> Draft:
    """Append what was written on another device as the next revision; what is being sent stays as it was frozen."""
    state = "open" if draft.state == "discarded" else draft.state
    taken = draft._replace(revision=draft.revision + 1, state=state)
    connection.execute(
        "insert into draft (id, invitation, direct, state, revision) values (?, ?, ?, ?, ?)"
        " on conflict (id) do update set revision = excluded.revision, state = excluded.state",
        (taken.id, taken.invitation, taken.direct, state, taken.revision),
    )
    append(connection, taken, saved_at, origin)
    show(connection, taken, saved_at)
    return taken


def set_rival(connection: Connection, draft: Draft, rival: int) -> Draft:
    """Note which revision lost against another."""
    connection.execute("update draft set rival = ? where id = ?", (rival, draft.id))
    return draft._replace(rival=rival)


def append(connection: Connection, draft: Draft, now: int, origin: str | None = None) -> None:
    """Write down what a draft says at its revision; `origin` names another device where it was written there."""
    connection.execute(
        "insert into draft_revision (draft, revision, saved_at, fields, origin) values (?, ?, ?, ?, ?)",
        (draft.id, draft.revision, now, _encode(draft.fields), origin),
    )
    if draft.revision % PRUNED_EVERY == 0:
        prune(connection, draft.id)


def prune(connection: Connection, draft: str) -> None:
    """Let go of old revisions that stand close together; never of the newest, nor of a conflicted copy.

    What was written here and what came from other devices is thinned apart: neither pushes out the other.
    """
    for is_ours in (True, False):
        rows = connection.execute(
            "select saved_at from draft_revision where draft = ? and (origin is null) = ?", (draft, is_ours)
        ).fetchall()
        stay = msgspec.json.encode(sorted(kept((int(str(row[0])) for row in rows), NEWEST, RUNGS))).decode()
        connection.execute(
            "delete from draft_revision where draft = ?1 and (origin is null) = ?2"
            " and saved_at not in (select value from json_each(?3))"
            " and revision not in (select revision from draft where id = ?1)"
            " and revision not in (select rival from draft where id = ?1 and rival is not null)",
            (draft, is_ours, stay),
        )


def is_readable(fields: bytes) -> bool:
    """Whether a revision's stored fields can be read."""
    try:
        decode(fields)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return False
    return True


def set_state(connection: Connection, draft: str, state: str, now: int, refusal: Refusal | None = None) -> None:
    """Move a draft on; `refusal` is what it needs the user for."""
    reason = None if refusal is None else msgspec.json.encode(refusal)
    connection.execute("update draft set state = ?, refusal = ? where id = ?", (state, reason, draft))
    stored = get(connection, draft)
    if stored is not None:
        show(connection, stored, now)


def begin_sending(connection: Connection, draft: str, now: int) -> bool:
    """Move a draft into the outbox; False where it is there already, or has gone."""
    stored = get(connection, draft)
    if stored is None or stored.state == "sending":
        return False
    set_state(connection, draft, "sending", now)
    return True


def remove(connection: Connection, draft: str) -> None:
    """Its receipt has come: the proposal itself is the record now.

    A conflicted copy that nobody has looked at was no part of it: such a draft is put away, with its history.
    """
    written_to = one(connection, "select invitation from draft where id = ?", (draft,))
    connection.execute("delete from draft where id = ? and rival is null", (draft,))
    connection.execute("update draft set state = 'discarded', refusal = null where id = ?", (draft,))
    connection.execute("delete from interview_answer where draft = ?", (draft,))
    entries.remove(connection, "draft", draft)
    posts.forget_unused(connection, written_to)


def show(connection: Connection, draft: Draft, now: int) -> None:
    """Make the draft's line in the section anew; what is being sent stands in the outbox instead."""
    source = looks.invitation(connection, draft.invitation)
    is_listed = source is not None and draft.state in {"open", "needs_you"}
    if source is None or not is_listed:
        entries.remove(connection, "draft", draft.id)
        return
    like = entries.line_of(source, looks.policy(connection), is_pending=False)
    line = like._replace(
        kind="draft",
        id=draft.id,
        section=Section.DRAFTS,
        at=now,
        unread=False,
        state=draft.state,
        wants=None,
        questions=None,
        closes_at=None,
        earlier=None,
        preview=(draft.fields.cover_letter or draft.fields.message)[: entries.PREVIEW],
        version=draft.revision,
    )
    entries.write(connection, line, None)


def show_for(connection: Connection, invitation: str) -> None:
    """Make the lines of the drafts for an invitation anew; it has come, or changed."""
    rows = connection.execute(
        "select id, saved_at from draft join draft_revision on draft_revision.draft = draft.id"
        " and draft_revision.revision = draft.revision where invitation = ?",
        (invitation,),
    ).fetchall()
    for id_, saved_at in rows:
        stored = get(connection, str(id_))
        if stored is not None:
            show(connection, stored, int(str(saved_at)))


def mend(connection: Connection) -> None:
    """After a damage: each draft is at its newest revision that is there; what has none at all is no draft."""
    connection.execute("delete from draft where id not in (select draft from draft_revision)")
    connection.execute(
        "update draft set revision = (select max(revision) from draft_revision where draft = id)"
        " where revision not in (select revision from draft_revision where draft = id)"
    )
    for (invitation,) in connection.execute("select invitation from draft").fetchall():
        show_for(connection, str(invitation))
    connection.execute("delete from entry where kind = 'draft' and id not in (select id from draft)")


def invitations(connection: Connection) -> set[str]:
    """The invitations that there is a draft for."""
    return {row[0] for row in connection.execute("select invitation from draft")}


def settle_rival(connection: Connection, draft: str) -> None:
    """The user has looked at the conflicted copy; it is a revision like the others now."""
    connection.execute("update draft set rival = null where id = ?", (draft,))


def _is_unseen(stored: Draft, draft: Draft) -> bool:
    """Whether an empty page would go over a text that its writer never saw: an editor that had not loaded yet."""
    return draft.revision < stored.revision and is_blank(draft.fields)


def is_blank(fields: Fields) -> bool:
    """Whether nothing was filled in; a chosen duration and blanks are nothing."""
    texts = (fields.cover_letter, fields.message, *fields.answers)
    without = replace(fields, duration="", cover_letter="", message="", answers=())
    return without == EMPTY and not any(text.strip() for text in texts)


def _is_same(stored: Draft, draft: Draft) -> bool:
    return stored.state != "discarded" and stored.fields == draft.fields
