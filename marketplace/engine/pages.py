"""A page of changes: the entities of one stretch of an account's sequence, loaded kind by kind."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from marketplace.contract.entities import AnyEntity, Changes, Gone
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, invitations, notifications, proposals, rooms
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
}
OF_ONE_STATEMENT = frozenset({"invitation"})
"""Kinds that are loaded by a single statement where it is a single thing."""


def changes(reader: Reader, market: str, since: int, most: int) -> Changes | Refusal:
    """At most `most` entities that changed for the viewer, a freelancer, after number `since` of their sequence."""
    connection, account = reader.connection, reader.account
    head = sequence.head(connection, account)
    if head is None:
        return Refusal(name="unknown_thing")
    if since > head:
        return Refusal(name="too_old")
    entries = sequence.after(connection, account, since, most + 1) if since < head else []
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
