"""What proposals are written to and the copy does not have: job posts without an invitation, and invitations that went.

A draft is listed and opened by what it is written to. So that goes no sooner than the draft.
"""

from collections.abc import Callable

import msgspec

from desktop.local.store import Connection, one
from marketplace.contract.entities import Invitation, InvitationState, JobPost
from marketplace.contract.ids import InvitationId

NOTICE = "the marketplace does not have it any more, what you wrote is kept"

_decode = msgspec.json.Decoder(JobPost).decode
_decode_invitation = msgspec.json.Decoder(Invitation).decode


def keep(connection: Connection, post: JobPost) -> None:
    """Keep a post as it looks now."""
    _keep(connection, post.job.id, post)


def keep_invitation(connection: Connection, thing: str, body: bytes | None) -> None:
    """Keep what an invitation was about, from the marketplace's copy of it that is about to go, if that can be read."""
    if body is None or not _decodes(_decode_invitation, body):
        return
    invitation = _decode_invitation(body)
    _keep(connection, thing, JobPost(job=invitation.job, client=invitation.client))


def forget_unused(connection: Connection, thing: str) -> None:
    """Let go of what neither a draft is written to any more, nor a command that is on its way."""
    connection.execute(
        "delete from post where id = ?1 and not exists (select 1 from draft where invitation = ?1)"
        " and not exists (select 1 from outbox where about_id = ?1)",
        (thing,),
    )


def ids(connection: Connection) -> list[str]:
    """The posts that are kept."""
    return [str(row[0]) for row in connection.execute("select id from post").fetchall()]


def is_readable(body: bytes) -> bool:
    """Whether a kept post can be read."""
    return _decodes(_decode, body)


def as_source(connection: Connection, thing: str) -> Invitation | None:
    """A kept post in the form of what proposals are written to: an invitation that nobody sent, or that has gone.

    A post is kept under its job's id, an invitation that has gone under its own.
    """
    body = one(connection, "select body from post where id = ?", (thing,))
    if body is None:
        return None
    post = _decode(body)
    has_gone = thing != post.job.id
    return Invitation(
        id=InvitationId(thing),
        version=0,
        job=post.job,
        client=post.client,
        message="",
        sent_at=post.job.posted_at,
        state=InvitationState.REMOVED if has_gone else InvitationState.RECEIVED,
        notice=NOTICE if has_gone else None,
    )


def _keep(connection: Connection, thing: str, post: JobPost) -> None:
    connection.execute("insert or replace into post values (?, ?)", (thing, msgspec.json.encode(post)))


def _decodes(decode: Callable[[bytes], object], body: bytes) -> bool:
    try:
        decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return False
    return True
