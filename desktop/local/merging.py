"""The same draft from another device: what was written later goes on from what was written before; where both were
written apart, one wins on both devices and the other stays in the history of both, as the conflicted copy.
"""

import hashlib
from typing import NamedTuple

import msgspec

from desktop.local import drafts, receipts, revisions
from desktop.local.drafts import Draft, Fields
from desktop.local.store import Connection, one

_encode = msgspec.json.Encoder(order="deterministic").encode


class Elsewhere(NamedTuple):
    """What a draft says on the device `origin`, and the digests of all that it said there before, as far as is kept."""

    id: str
    invitation: str
    direct: bool
    fields: Fields
    saved_at: int
    origin: str
    former: frozenset[str]


def told(connection: Connection, draft: str, origin: str) -> Elsewhere | None:
    """A draft of ours as another device is told of it; None where it has gone, or is discarded."""
    stored, history = drafts.get(connection, draft), revisions.history(connection, draft)
    if stored is None or stored.state == "discarded" or not history:
        return None
    former = frozenset(digest(each.fields) for each in history)
    return Elsewhere(stored.id, stored.invitation, stored.direct, stored.fields, history[0].saved_at, origin, former)


def merge(connection: Connection, elsewhere: Elsewhere) -> Draft | None:
    """Take over what was written elsewhere. Returns our draft as it is now; None where it was sent already.

    Who merges what in which order makes no difference to the text that wins, and no text that was saved is lost.
    """
    if receipts.is_sent(connection, elsewhere.id):
        return None
    ours = _ours(connection, elsewhere)
    if ours is None:
        return drafts.take_over(connection, _begun(elsewhere), elsewhere.saved_at, elsewhere.origin)
    history = revisions.history(connection, ours.id)
    is_known = digest(elsewhere.fields) in {digest(each.fields) for each in history}
    goes_on = digest(ours.fields) in elsewhere.former
    is_later = (elsewhere.saved_at, digest(elsewhere.fields)) > (history[0].saved_at, digest(ours.fields))
    if ours.fields == elsewhere.fields or (is_known and not (goes_on and is_later)):
        return ours
    if goes_on:
        taken = ours._replace(fields=elsewhere.fields)
        return drafts.take_over(connection, taken, elsewhere.saved_at, elsewhere.origin)
    return _settle(connection, ours, history[0].saved_at, elsewhere, is_later=is_later)


def digest(fields: Fields) -> str:
    """What a text is recognised by."""
    return hashlib.sha256(_encode(fields)).hexdigest()


def _ours(connection: Connection, elsewhere: Elsewhere) -> Draft | None:
    """Our draft for the same thing, which may have been begun under another id."""
    found = one(
        connection,
        "select id from draft where invitation = ? and direct = ?",
        (elsewhere.invitation, elsewhere.direct),
    )
    return None if found is None else drafts.get(connection, found)


def _begun(elsewhere: Elsewhere) -> Draft:
    return Draft(elsewhere.id, elsewhere.invitation, elsewhere.direct, "open", 0, elsewhere.fields, None)


def _settle(connection: Connection, ours: Draft, saved_at: int, elsewhere: Elsewhere, *, is_later: bool) -> Draft:
    """Both were written apart: the later one wins, by its digest where the clocks agree."""
    theirs = ours._replace(fields=elsewhere.fields)
    taken = drafts.take_over(connection, theirs, elsewhere.saved_at, elsewhere.origin)
    if is_later:
        return drafts.set_rival(connection, taken, ours.revision)
    won = drafts.take_over(connection, taken._replace(fields=ours.fields), saved_at, None)
    return drafts.set_rival(connection, won, taken.revision)
