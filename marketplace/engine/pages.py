"""A page of changes: the entities of one stretch of an account's sequence, loaded kind by kind."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from marketplace.contract.entities import AnyEntity, Changes, Gone
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, drafts, invitations, notifications, proposals, rooms
from marketplace.engine import changes as sequence
from marketplace.engine.changes import Entry, Thing
from marketplace.engine.reader import Reader

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
OF_ONE_STATEMENT = frozenset({"invitation"})
"""Kinds that are loaded by a single statement where it is a single thing."""


def changes(reader: Reader, market: str, since: int, most: int) -> Changes | Refusal:
    """At most `most` entities that changed for the viewer, a freelancer, after number `since` of their sequence."""
    entries = sequence.after(reader.connection, reader.account, since, most + 1)
    if not entries and (refusal := _why_nothing(reader, since)):
        return refusal
    return of_entries(reader, market, since, entries, most)


def small_changes(reader: Reader, market: str, since: int) -> Changes | Refusal | None:
    """The same where it needs no transaction: nothing, or a single thing that is one statement; None where it does.

    A thing that has changed once more by the time it is read is told in its newer state, and once more afterwards.
    """
    entries = sequence.after(reader.connection, reader.account, since, 2)
    if not entries:
        return _why_nothing(reader, since) or of_entries(reader, market, since, (), 1)
    if len(entries) > 1 or entries[0].thing.kind not in OF_ONE_STATEMENT:
        return None
    return of_entries(reader, market, since, entries, 1)


def _why_nothing(reader: Reader, since: int) -> Refusal | None:
    """Why nothing can be said of what changed, when nothing did."""
    head = sequence.head(reader.connection, reader.account)
    if head is None:
        return Refusal(name="unknown_thing")
    return Refusal(name="too_old") if since > head else None


def of_entries(reader: Reader, market: str, since: int, entries: Sequence[Entry], most: int) -> Changes:
    """The first `most` of `entries`, as a page."""
    page = entries[:most]
    return Changes(
        market=market,
        entities=entities(reader, page),
        next=page[-1].seq if page else since,
        more=len(entries) > most,
    )


def entities(reader: Reader, entries: Sequence[Entry]) -> tuple[AnyEntity, ...]:
    """What `entries` stand for, in their order; what is not there to see any more is a tombstone."""
    found = _load(reader, (entry.thing for entry in entries if not entry.gone))
    return tuple(found.get(entry.thing) or Gone(kind=entry.thing.kind, id=entry.thing.id) for entry in entries)


def _load(reader: Reader, things: Iterable[Thing]) -> dict[Thing, AnyEntity]:
    ids: dict[str, list[str]] = {}
    for thing in things:
        ids.setdefault(thing.kind, []).append(thing.id)
    return {
        Thing(kind, id_): entity
        for kind, wanted in ids.items()
        for id_, entity in LOADERS[kind](reader, wanted).items()
    }
