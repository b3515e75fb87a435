"""Job posts that one writes a proposal to without an invitation, kept so that it needs no connection."""

import msgspec

from desktop.local.store import Connection, one
from marketplace.contract.entities import Invitation, JobPost
from marketplace.contract.ids import InvitationId

_decode = msgspec.json.Decoder(JobPost).decode


def keep(connection: Connection, post: JobPost) -> None:
    """Keep a post as it looks now."""
    connection.execute("insert or replace into post values (?, ?)", (post.job.id, msgspec.json.encode(post)))


def ids(connection: Connection) -> list[str]:
    """The posts that are kept."""
    return [str(row[0]) for row in connection.execute("select id from post").fetchall()]


def is_readable(body: bytes) -> bool:
    """Whether a kept post can be read."""
    try:
        _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return False
    return True


def as_source(connection: Connection, thing: str) -> Invitation | None:
    """A kept post in the form of what proposals are written to: an invitation that nobody sent."""
    body = one(connection, "select body from post where id = ?", (thing,))
    if body is None:
        return None
    post = _decode(body)
    return Invitation(
        id=InvitationId(thing), version=0, job=post.job, client=post.client, message="", sent_at=post.job.posted_at
    )
