"""A page of changes: the entities of one stretch of an account's sequence, loaded kind by kind."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sqlalchemy import String, bindparam, literal_column, select, true

from marketplace.contract.entities import AnyEntity, Changes, Gone, Party
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, drafts, invitations, notifications, proposals, rooms
from marketplace.engine import changes as sequence
from marketplace.engine.changes import Entry, Thing
from marketplace.engine.prepared import Prepared, Question, Values
from marketplace.engine.reader import Eyes, Reader, SeenRow, beside
from marketplace.engine.schema import account, client, invitation, job

LOADERS: Mapping[str, Callable[[Reader, Collection[str]], Mapping[str, AnyEntity]]] = {
    "account": accounts.load,
    "invitation": invitations.load,
    "proposal": proposals.load,
    "room": rooms.load_rooms,
    "message": rooms.load_messages,
    "notification": notifications.load,
    "block": accounts.load_blocks,
    "draft": drafts.load,
}
QUESTIONS: Mapping[str, Callable[[Eyes, str], Question[AnyEntity | None]]] = {"invitation": invitations.question}
"""How a single thing is asked for, where one statement is enough."""


FEW = 20
"""Changes that one statement finds, at most."""

# --- a transaction that loads what there is ---------------------------------------------------------------


def changes(reader: Reader, market: str, since: int, most: int) -> Changes | Refusal:
    """At most `most` entities that changed for the viewer, a freelancer, after number `since` of their sequence."""
    entries = sequence.after(reader.connection, reader.account, since, most + 1)
    if not entries and (refusal := _why_nothing(sequence.head(reader.connection, reader.account), since)):
        return refusal
    found = _load(reader, (entry.thing for entry in entries[:most] if not entry.gone))
    return _page(market, since, entries, most, found)


def _load(reader: Reader, things: Iterable[Thing]) -> dict[Thing, AnyEntity]:
    ids: dict[str, list[str]] = {}
    for thing in things:
        ids.setdefault(thing.kind, []).append(thing.id)
    return {
        Thing(kind, id_): entity
        for kind, wanted in ids.items()
        for id_, entity in LOADERS[kind](reader, wanted).items()
    }


# --- one statement that finds invitations -----------------------------------------------------------------


def question(eyes: Eyes, market: str, since: int, most: int) -> Question[Changes | Refusal | None]:
    """The same for up to `FEW` as a single question, of one moment without a transaction.

    The answer is None where not only invitations have changed.
    """
    values: Values = {"reader": eyes.viewer.id, "since": since}
    return Question(_TOLD, values, lambda rows: _told(eyes, market, since, most, rows))


def _with_invitations() -> Prepared:
    """The reader's sequence with what it tells of; a single row, of the reader alone, where it tells nothing."""
    viewer = bindparam("reader", type_=String)
    # The bound stands in the text: PostgreSQL's plan for any bound would join whole tables.
    page = sequence.stretch(literal_column(str(FEW + 1))).subquery()
    told = (page.c.kind == "invitation") & (invitation.c.id == page.c.id) & (invitation.c.account == viewer)
    found = account.outerjoin(page, true()).outerjoin(invitation, told)
    found = found.outerjoin(job, invitation.c.job == job.c.id).outerjoin(client, job.c.client == client.c.id)
    entry = [column.label(f"told_{name}") for name, column in page.c.items()]
    columns = (account.c.seq.label("head"), *entry, *invitation.c, *beside(Party.FREELANCER, viewer))
    return Prepared(select(*columns).select_from(found).where(account.c.id == viewer).order_by(page.c.seq))


_TOLD = _with_invitations()


def _told(eyes: Eyes, market: str, since: int, most: int, rows: Sequence[SeenRow]) -> Changes | Refusal | None:
    entries = [Entry(row.told_seq, Thing(row.told_kind, row.told_id), row.told_gone) for row in rows]
    if not rows or rows[0].told_seq is None:
        entries = []
        if refusal := _why_nothing(rows[0].head if rows else None, since):
            return refusal
    if any(entry.thing.kind != "invitation" and not entry.gone for entry in entries[:most]):
        return None
    found = {Thing("invitation", row.id): invitations.of_row(eyes, row) for row in rows[:most] if row.id is not None}
    return _page(market, since, entries, most, found)


# --- both -------------------------------------------------------------------------------------------------


def _why_nothing(head: int | None, since: int) -> Refusal | None:
    """Why nothing can be said of what changed, when nothing did."""
    if head is None:
        return Refusal(name="unknown_thing")
    return Refusal(name="too_old") if since > head else None


def _page(market: str, since: int, entries: Sequence[Entry], most: int, found: Mapping[Thing, AnyEntity]) -> Changes:
    """The first `most` of `entries`; what is not there to see any more is a tombstone."""
    page = entries[:most]
    return Changes(
        market=market,
        entities=tuple(
            (None if entry.gone else found.get(entry.thing)) or Gone(kind=entry.thing.kind, id=entry.thing.id)
            for entry in page
        ),
        next=page[-1].seq if page else since,
        more=len(entries) > most,
    )
